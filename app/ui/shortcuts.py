"""Every shortcut, in one table, and the sheet that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
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

from app.translation import tr, tr_noop


@dataclass(frozen=True)
class Shortcut:
    words: str
    keys: tuple[str, ...]
    """None: the command palette has it alone."""
    place: str = ""
    """What must have the keyboard; empty where the keys are good for the whole window."""


NEW = Shortcut(tr_noop("New conversation"), ("Ctrl+N",))
SEARCH = Shortcut(tr_noop("Search conversations"), ("Ctrl+K",))
SIDEBAR = Shortcut(tr_noop("Show or hide the conversations"), ("Ctrl+B",))
PREVIOUS = Shortcut(tr_noop("Conversation above"), ("Ctrl+PgUp",))
NEXT = Shortcut(tr_noop("Conversation below"), ("Ctrl+PgDown",))
RENAME = Shortcut(tr_noop("Rename the conversation"), ("F2",))
DELETE = Shortcut(tr_noop("Delete the conversation (in the list: Del)"), ("Ctrl+Shift+Backspace",))
PIN = Shortcut(tr_noop("Pin or unpin the chosen conversations"), ("Ctrl+Shift+K",))
ARCHIVE = Shortcut(tr_noop("Put them into the archive, or take them out"), ("Ctrl+Shift+H",))
IMPORT = Shortcut(tr_noop("Import conversations from a file"), ("Ctrl+Shift+O",))
PRINT = Shortcut(tr_noop("Print the conversation"), ("Ctrl+P",))
MORE = Shortcut(tr_noop("Menu: import, export all, new folder, back up, help"), ("Ctrl+Shift+E",))
UNDO_DELETE = Shortcut(tr_noop("Undo the deletion"), ("Ctrl+Shift+Z",))
ATTACH = Shortcut(tr_noop("Attach files to the message"), ("Ctrl+Shift+A",))
SCHEMA = Shortcut(tr_noop("Demand answers as JSON"), ("Ctrl+Shift+S",))
MESSAGE_BOX = Shortcut(tr_noop("Go to the message box"), ("Ctrl+L",))
STOP = Shortcut(tr_noop("Stop the reply, or dismiss a problem"), ("Esc",))
RETRY = Shortcut(tr_noop("Ask for the last reply again"), ("Ctrl+R",))
GO_ON = Shortcut(tr_noop("Let the last reply go on where it was cut off"), ("Ctrl+Shift+R",))
EDIT = Shortcut(tr_noop("Edit the chosen message, or your last, and send it again"), ("Ctrl+E",))
VERSION_BEFORE = Shortcut(tr_noop("Version before of the chosen message, or the last"), ("Alt+Left",))
VERSION_AFTER = Shortcut(tr_noop("Version after"), ("Alt+Right",))
COPY_REPLY = Shortcut(tr_noop("Copy the last reply"), ("Ctrl+Shift+C",))
GOOD = Shortcut(tr_noop("Good reply: the chosen one, or the last"), ("Ctrl+Shift+G",))
BAD = Shortcut(tr_noop("Bad reply"), ("Ctrl+Shift+B",))
CORRECT = Shortcut(tr_noop("Write what I would have said"), ("Ctrl+Shift+I",))
FIND = Shortcut(tr_noop("Find in this conversation"), ("Ctrl+F",))
FIND_AFTER = Shortcut(tr_noop("Message after with the words that were found"), ("F3",))
FIND_BEFORE = Shortcut(tr_noop("Message before with these words"), ("Shift+F3",))
WHEN_FULL = Shortcut(tr_noop("Summarise messages that no longer fit, or leave them out instead"), ("Ctrl+Shift+D",))
LATEST = Shortcut(tr_noop("Go to the latest message"), ("Ctrl+End",))
MODELS = Shortcut(tr_noop("Choose the model"), ("Ctrl+M",))
ALL_MODELS = Shortcut(tr_noop("All models"), ("Ctrl+Shift+M",))
MODEL_FILE = Shortcut(tr_noop("Choose a model file"), ("Ctrl+O",))
ADD_ADAPTER = Shortcut(tr_noop("Add an adapter"), ("Ctrl+J",))
ADAPTERS = Shortcut(tr_noop("Adapter shelf"), ("Ctrl+Shift+J",))
COMPARE = Shortcut(tr_noop("Compare two answers: adapters, models, sampling"), ("Ctrl+D",))
DYNAMIC = Shortcut(tr_noop("Dynamic tokens of the conversation"), ("Ctrl+T",))
TOKENS = Shortcut(tr_noop("Token inspector"), ("Ctrl+Shift+T",))
LEARN = Shortcut(tr_noop("Learn from my conversations"), ("Ctrl+Shift+L",))
PROFILES = Shortcut(tr_noop("Change the profile, edit it, or make one"), ("Ctrl+I",))
SETTINGS = Shortcut(tr_noop("Settings"), ("Ctrl+,",))
PRIVACY = Shortcut(tr_noop("Privacy: what is open and where, and erase everything"), ("Ctrl+Shift+V",))
TOUR = Shortcut(tr_noop("First steps: show me around"), ("Shift+F1",))
REPORT = Shortcut(tr_noop("Report a problem"), ("Ctrl+F1",))
ENCRYPTION = Shortcut(tr_noop("Encryption: the passphrase, turning it on or off"), ("Ctrl+Shift+X",))
BACKUP = Shortcut(tr_noop("Back up and restore everything"), ("Ctrl+Shift+Y",))
TEXT_LARGER = Shortcut(tr_noop("Larger text"), ("Ctrl++", "Ctrl+="))
TEXT_SMALLER = Shortcut(tr_noop("Smaller text"), ("Ctrl+-",))
TEXT_USUAL = Shortcut(tr_noop("Text of the usual size"), ("Ctrl+0",))
PALETTE = Shortcut(tr_noop("Find a command"), ("Ctrl+Shift+P",))
SHEET = Shortcut(tr_noop("List of all keys"), ("F1", "Ctrl+/"))
QUICK = Shortcut(tr_noop("Quick question, beside all conversations"), ("Ctrl+Shift+N",))
QUIT = Shortcut(tr_noop("Quit"), ("Ctrl+Q",))
ENCODERS = Shortcut(tr_noop("Encoders: find passages of long files by their meaning"), ())
EXPORT_MARKDOWN = Shortcut(tr_noop("Export the conversation as Markdown"), ())
EXPORT_JSON = Shortcut(tr_noop("Export the conversation as JSON, with everything"), ())
EXPORT_PDF = Shortcut(tr_noop("Export the conversation as a PDF"), ())
EXPORT_ALL = Shortcut(tr_noop("Export all conversations as JSON, with everything"), ())

GROUP = "group of keys"
GROUPS: tuple[tuple[str, tuple[Shortcut, ...]], ...] = (
    (
        tr_noop("Writing", "group of keys"),
        (
            Shortcut(tr_noop("Send the message"), ("Enter",)),
            Shortcut(tr_noop("New line"), ("Shift+Enter",)),
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
        tr_noop("Reading", "group of keys"),
        (
            FIND,
            FIND_AFTER,
            FIND_BEFORE,
            LATEST,
            WHEN_FULL,
            TEXT_LARGER,
            TEXT_SMALLER,
            TEXT_USUAL,
            Shortcut(tr_noop("Message above or below; from an empty message box the last one"), ("Up", "Down")),
            Shortcut(tr_noop("Copy the chosen message"), ("Ctrl+C",), "message"),
            VERSION_BEFORE,
            VERSION_AFTER,
            Shortcut(tr_noop("The same, on the chosen message"), ("Left", "Right"), "message"),
            Shortcut(tr_noop("Edit the chosen message, ask for the chosen reply again"), ("E", "R"), "message"),
            Shortcut(tr_noop("Let the chosen reply go on"), ("G",), "message"),
            Shortcut(tr_noop("Delete the chosen message, or it and all that follows"), ("Del", "Shift+Del"), "message"),
        ),
    ),
    (
        tr_noop("Judging", "group of keys"),
        (
            GOOD,
            BAD,
            CORRECT,
            Shortcut(
                tr_noop("In a comparison: the first is better, or the second"), ("Ctrl+1", "Ctrl+2"), "comparison"
            ),
            Shortcut(tr_noop("In a comparison: both alike"), ("Ctrl+0",), "comparison"),
        ),
    ),
    (
        tr_noop("Adapters", "group of keys"),
        (
            ADD_ADAPTER,
            Shortcut(tr_noop("Switch the chosen one"), ("Space",), "adapter"),
            Shortcut(tr_noop("Change its scale, on its number"), ("Left", "Right"), "adapter"),
            Shortcut(tr_noop("Take it out"), ("Del",), "adapter"),
            ADAPTERS,
            COMPARE,
        ),
    ),
    (tr_noop("Tokens", "group of keys"), (DYNAMIC, TOKENS)),
    (
        tr_noop("Conversations", "group of keys"),
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
            Shortcut(tr_noop("Choose several"), ("Shift+Down", "Ctrl+Space"), "conversations"),
            Shortcut(tr_noop("What can be done with them: folders, export"), ("Shift+F10",), "conversations"),
            Shortcut(tr_noop("Open or close the chosen folder"), ("Left", "Right"), "conversations"),
            IMPORT,
            PRINT,
            MORE,
            SIDEBAR,
        ),
    ),
    (
        tr_noop("Program", "group of keys"),
        (
            MODELS,
            ALL_MODELS,
            MODEL_FILE,
            LEARN,
            PROFILES,
            QUICK,
            SETTINGS,
            PRIVACY,
            ENCRYPTION,
            BACKUP,
            PALETTE,
            SHEET,
            TOUR,
            REPORT,
            QUIT,
        ),
    ),
)

WITHOUT_KEYS: tuple[tuple[str, tuple[Shortcut, ...]], ...] = (
    (tr_noop("Program", "group of keys"), (ENCODERS,)),
    (tr_noop("Conversations", "group of keys"), (EXPORT_MARKDOWN, EXPORT_JSON, EXPORT_PDF, EXPORT_ALL)),
)


def add_shortcuts(window: QWidget, acts: Mapping[Shortcut, Callable[[], object]]) -> None:
    for shortcut, act in acts.items():
        for keys in shortcut.keys:
            QShortcut(QKeySequence(keys), window).activated.connect(act)


class ShortcutSheet(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shortcuts"))
        page = QWidget()
        page.setObjectName("page")
        halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        halves.setContentsMargins(28, 20, 28, 8)
        halves.setSpacing(32)
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
        scroll.setAccessibleName(tr("Shortcuts"))
        scroll.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(12)
        column.addWidget(scroll)
        close = QPushButton(tr("Close"))
        close.setProperty("role", "plain")
        close.clicked.connect(self.accept)
        answers = QHBoxLayout()
        answers.setContentsMargins(28, 0, 28, 0)
        answers.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(answers)
        close.setDefault(True)
        # Whole where the screen has room for it, with its frame; else one half below the other, and it scrolls.
        screen = self.screen().availableSize()
        bar = scroll.verticalScrollBar().sizeHint().width()
        if page.sizeHint().width() + bar > screen.width() - 40:
            halves.setDirection(QBoxLayout.Direction.TopToBottom)
        wanted = page.sizeHint()
        height = wanted.height() + close.sizeHint().height() + 36
        self.resize(min(wanted.width() + bar, screen.width() - 40), min(height, screen.height() - 60))


def _table(name: str, shortcuts: tuple[Shortcut, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    title = QLabel(tr(name, GROUP))
    title.setProperty("role", "section")
    title.setIndent(0)
    grid.addWidget(title, 0, 0, 1, 2)
    for row, shortcut in enumerate(shortcuts, 1):
        grid.addWidget(QLabel(tr(shortcut.words)), row, 0)
        keys = QLabel(tr("  or  ").join(native(key) for key in shortcut.keys))
        keys.setTextFormat(Qt.TextFormat.PlainText)
        keys.setProperty("role", "muted")
        grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return grid


def native_keys(shortcut: Shortcut) -> str:
    """As the system writes them, in the language of the window; empty where there are none."""
    return native(shortcut.keys[0]) if shortcut.keys else ""


def native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def entry(text: str, keys: str) -> str:
    """Of a menu: the keys stand at its end."""
    return f"{text}\t{native(keys)}"


def tip(text: str, keys: str) -> str:
    """Of a tool tip: the keys in brackets."""
    return f"{text} ({native(keys)})"
