"""Every shortcut, in one table, and the sheet that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


@dataclass(frozen=True)
class Shortcut:
    words: str
    keys: tuple[str, ...]
    place: str = ""
    """What must have the keyboard; empty where the keys are good for the whole window."""


NEW = Shortcut("New conversation", ("Ctrl+N",))
SEARCH = Shortcut("Search conversations", ("Ctrl+K",))
SIDEBAR = Shortcut("Show or hide the conversations", ("Ctrl+B",))
PREVIOUS = Shortcut("Conversation above", ("Ctrl+PgUp",))
NEXT = Shortcut("Conversation below", ("Ctrl+PgDown",))
RENAME = Shortcut("Rename the conversation", ("F2",))
DELETE = Shortcut("Delete the conversation (in the list: Del)", ("Ctrl+Shift+Backspace",))
PIN = Shortcut("Pin or unpin the chosen conversations", ("Ctrl+Shift+K",))
ARCHIVE = Shortcut("Put them into the archive, or take them out", ("Ctrl+Shift+H",))
IMPORT = Shortcut("Import conversations from a file", ("Ctrl+Shift+O",))
MORE = Shortcut("Menu: import, export all, new folder", ("Ctrl+Shift+E",))
UNDO_DELETE = Shortcut("Undo the deletion", ("Ctrl+Shift+Z",))
ATTACH = Shortcut("Attach files to the message", ("Ctrl+Shift+A",))
SCHEMA = Shortcut("Demand answers as JSON", ("Ctrl+Shift+S",))
MESSAGE_BOX = Shortcut("Go to the message box", ("Ctrl+L",))
STOP = Shortcut("Stop the reply, or dismiss a problem", ("Esc",))
RETRY = Shortcut("Ask for the last reply again", ("Ctrl+R",))
GO_ON = Shortcut("Let the last reply go on where it was cut off", ("Ctrl+Shift+R",))
EDIT = Shortcut("Edit the chosen message, or your last, and send it again", ("Ctrl+E",))
VERSION_BEFORE = Shortcut("Version before of the chosen message, or the last", ("Alt+Left",))
VERSION_AFTER = Shortcut("Version after", ("Alt+Right",))
COPY_REPLY = Shortcut("Copy the last reply", ("Ctrl+Shift+C",))
GOOD = Shortcut("Good reply: the chosen one, or the last", ("Ctrl+Shift+G",))
BAD = Shortcut("Bad reply", ("Ctrl+Shift+B",))
CORRECT = Shortcut("Write what I would have said", ("Ctrl+Shift+I",))
FIND = Shortcut("Find in this conversation", ("Ctrl+F",))
FIND_AFTER = Shortcut("Message after with the words that were found", ("F3",))
FIND_BEFORE = Shortcut("Message before with these words", ("Shift+F3",))
LATEST = Shortcut("Go to the latest message", ("Ctrl+End",))
MODELS = Shortcut("Choose the model", ("Ctrl+M",))
ALL_MODELS = Shortcut("All models", ("Ctrl+Shift+M",))
MODEL_FILE = Shortcut("Choose a model file", ("Ctrl+O",))
ADD_ADAPTER = Shortcut("Add an adapter", ("Ctrl+J",))
ADAPTERS = Shortcut("Adapter shelf", ("Ctrl+Shift+J",))
COMPARE = Shortcut("Compare two answers: adapters, models, temperatures", ("Ctrl+D",))
DYNAMIC = Shortcut("Dynamic tokens of the conversation", ("Ctrl+T",))
TOKENS = Shortcut("Token inspector", ("Ctrl+Shift+T",))
LEARN = Shortcut("Learn from my conversations", ("Ctrl+Shift+L",))
PROFILES = Shortcut("Change the profile, edit it, or make one", ("Ctrl+I",))
SETTINGS = Shortcut("Settings", ("Ctrl+,",))
TEXT_LARGER = Shortcut("Larger text", ("Ctrl++", "Ctrl+="))
TEXT_SMALLER = Shortcut("Smaller text", ("Ctrl+-",))
TEXT_USUAL = Shortcut("Text of the usual size", ("Ctrl+0",))
PALETTE = Shortcut("Find a command", ("Ctrl+Shift+P",))
SHEET = Shortcut("List of all keys", ("F1", "Ctrl+/"))
QUIT = Shortcut("Quit", ("Ctrl+Q",))

GROUPS: tuple[tuple[str, tuple[Shortcut, ...]], ...] = (
    (
        "Writing",
        (
            Shortcut("Send the message", ("Enter",)),
            Shortcut("New line", ("Shift+Enter",)),
            STOP,
            RETRY,
            GO_ON,
            EDIT,
            COPY_REPLY,
            MESSAGE_BOX,
            ATTACH,
            SCHEMA,
        ),
    ),
    (
        "Reading",
        (
            FIND,
            FIND_AFTER,
            FIND_BEFORE,
            LATEST,
            TEXT_LARGER,
            TEXT_SMALLER,
            TEXT_USUAL,
            Shortcut("Message above or below, once one is chosen", ("Up", "Down")),
            Shortcut("Copy the chosen message", ("Ctrl+C",), "message"),
            VERSION_BEFORE,
            VERSION_AFTER,
            Shortcut("The same, on the chosen message", ("Left", "Right"), "message"),
            Shortcut("Edit the chosen message, ask for the chosen reply again", ("E", "R"), "message"),
            Shortcut("Let the chosen reply go on", ("G",), "message"),
            Shortcut("Delete the chosen message, or it and all that follows", ("Del", "Shift+Del"), "message"),
        ),
    ),
    (
        "Judging",
        (
            GOOD,
            BAD,
            CORRECT,
            Shortcut("In a comparison: the first is better, or the second", ("Ctrl+1", "Ctrl+2"), "comparison"),
            Shortcut("In a comparison: both alike", ("Ctrl+0",), "comparison"),
        ),
    ),
    (
        "Adapters",
        (
            ADD_ADAPTER,
            Shortcut("Switch the chosen one", ("Space",), "adapter"),
            Shortcut("Change its scale, on its number", ("Left", "Right"), "adapter"),
            Shortcut("Take it out", ("Del",), "adapter"),
            ADAPTERS,
            COMPARE,
        ),
    ),
    ("Tokens", (DYNAMIC, TOKENS)),
    (
        "Conversations",
        (
            NEW,
            SEARCH,
            PREVIOUS,
            NEXT,
            RENAME,
            PIN,
            ARCHIVE,
            DELETE,
            UNDO_DELETE,
            Shortcut("Choose several", ("Shift+Down", "Ctrl+Space"), "conversations"),
            Shortcut("What can be done with them: folders, export", ("Shift+F10",), "conversations"),
            Shortcut("Open or close the chosen folder", ("Left", "Right"), "conversations"),
            IMPORT,
            MORE,
            SIDEBAR,
        ),
    ),
    ("Program", (MODELS, ALL_MODELS, MODEL_FILE, LEARN, PROFILES, SETTINGS, PALETTE, SHEET, QUIT)),
)


def add_shortcuts(window: QWidget, acts: Mapping[Shortcut, Callable[[], object]]) -> None:
    for shortcut, act in acts.items():
        for keys in shortcut.keys:
            QShortcut(QKeySequence(keys), window).activated.connect(act)


class ShortcutSheet(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Shortcuts")
        page = QWidget()
        page.setObjectName("page")
        halves = QHBoxLayout(page)
        halves.setContentsMargins(28, 20, 28, 8)
        halves.setSpacing(48)
        for groups in (GROUPS[:3], GROUPS[3:]):
            half = QVBoxLayout()
            half.setSpacing(8)
            for name, shortcuts in groups:
                half.addLayout(_table(name, shortcuts))
            half.addStretch(1)
            halves.addLayout(half)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("Shortcuts")
        scroll.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(12)
        column.addWidget(scroll)
        close = QPushButton("Close")
        close.setProperty("role", "plain")
        close.clicked.connect(self.accept)
        answers = QHBoxLayout()
        answers.setContentsMargins(28, 0, 28, 0)
        answers.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(answers)
        close.setDefault(True)
        # Whole where the screen has room for it, with its frame; else it scrolls.
        wanted, screen = page.sizeHint(), self.screen().availableSize()
        bar = scroll.verticalScrollBar().sizeHint().width()
        height = wanted.height() + close.sizeHint().height() + 36
        self.resize(min(wanted.width() + bar, screen.width() - 40), min(height, screen.height() - 60))


def _table(name: str, shortcuts: tuple[Shortcut, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(6)
    title = QLabel(name)
    title.setProperty("role", "section")
    title.setIndent(0)
    grid.addWidget(title, 0, 0, 1, 2)
    for row, shortcut in enumerate(shortcuts, 1):
        grid.addWidget(QLabel(shortcut.words), row, 0)
        keys = QLabel("  or  ".join(_native(key) for key in shortcut.keys))
        keys.setTextFormat(Qt.TextFormat.PlainText)
        keys.setProperty("role", "muted")
        grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return grid


def native_keys(shortcut: Shortcut) -> str:
    """As the system writes them."""
    return _native(shortcut.keys[0])


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
