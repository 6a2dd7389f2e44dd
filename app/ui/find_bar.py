"""Finding words in the shown conversation: a bar above it, and the marks in its messages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.store.search_reader import FoundMessage
from app.translation import tr
from app.ui import words
from app.ui.announcements import announce
from app.ui.message_actions import icon_button
from app.ui.shortcuts import tip
from app.ui.theme import Theme
from app.ui.transcript import Transcript

PAUSE_MS = 150
MOST_NAME = 30
"""Characters of the name of a file."""


class FindBar(QFrame):
    """What is looked for, how much of it there is, and the way from one to the next."""

    changed = Signal()
    """Another text is wanted, once typing has paused."""
    stepped = Signal(int)
    """-1 or 1: to the one before or after."""
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("findBar")
        self.field = _Field()
        self.field.stepped.connect(self.stepped)
        self.field.left.connect(self.closed)
        self.field.textChanged.connect(lambda: self._pause.start())
        glass = self.field.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        theme.dress(glass, "search")
        self.count = QLabel()
        self.count.setProperty("role", "small")
        self.before = icon_button("arrow-up", tip(tr("Message before with these words"), "Shift+F3"), theme)
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after = icon_button("arrow-down", tip(tr("Message after with these words"), "F3"), theme)
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.close_button = icon_button("close", tip(tr("Stop finding"), "Esc"), theme)
        self.close_button.clicked.connect(self.closed)
        for button in (self.before, self.after, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 8, 20, 8)
        row.setSpacing(8)
        self.field.setMaximumWidth(440)
        row.addWidget(self.field, 1)
        for part in (self.count, self.before, self.after):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.hide()

    @property
    def text(self) -> str:
        return self.field.text().strip()

    def set_text(self, text: str) -> None:
        """Not typed: nothing follows from it."""
        self.field.setText(text)
        self._pause.stop()

    def set_found(self, at: int | None, number: int, file: str = "") -> None:
        """The message `at` (from 0) of so many; `file` is the one of its files that holds it, if it does not itself."""
        text = "" if not self.text else words.found_messages(at, number)
        if file:
            name = file if len(file) <= MOST_NAME else f"{file[: MOST_NAME - 1]}\u2026"
            text = tr("{found}, in {file}", found=text, file=name)
        self.count.setText(text)
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number > 0)
        if text:
            announce(self, text)


class _Field(QLineEdit):
    stepped = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(tr("Find in this conversation"))
        self.setAccessibleName(tr("Find in this conversation"))
        self.setAccessibleDescription(tr("Enter goes to the message after, Shift and Enter to the one before"))
        self.setMaxLength(500)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindViews(QObject):
    """Knows which messages of the open branch hold the words, and which of them is in sight."""

    wanted = Signal(str)
    """Which messages of the shown conversation hold this? `show_found` answers."""
    left = Signal()
    """The person is done with it: the keyboard goes elsewhere."""

    def __init__(self, theme: Theme, transcript: Transcript, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = FindBar(theme)
        self._transcript = transcript
        self._found: list[FoundMessage] = []
        self._at: int | None = None
        self._sought: int | None = None
        """The message that is to be in sight, whatever else is found."""
        self._coming = ""
        """What a search has found in the conversation that is shown next."""
        self.bar.changed.connect(self._look)
        self.bar.stepped.connect(self.step)
        self.bar.closed.connect(self.close)

    def open(self) -> None:
        """Let the person say what to find."""
        self.bar.show()
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()
        self._look()

    def expect(self, text: str, message_id: int) -> None:
        """The conversation that is shown next holds this in that message."""
        self._coming, self._sought = text, message_id

    def conversation_shown(self, *, same: bool) -> None:
        """Another one, or the `same` in another branch."""
        if self._coming:
            self.bar.set_text(self._coming)
            self.bar.show()
            self._coming = ""
            self._look()
        elif same and not self.bar.isHidden():
            self._look()
        else:
            self._stop()

    def show_found(self, text: str, messages: Sequence[FoundMessage]) -> None:
        """`text` stands in these messages, the oldest first, some of them in other branches."""
        if text != self.bar.text or self.bar.isHidden():
            return
        shown = {message.id for message in self._transcript.messages}
        self._found = [one for one in messages if one.message_id in shown]
        first = self._transcript.first_in_sight()
        wanted = self._sought if self._sought is not None else first
        later = (at for at, one in enumerate(self._found) if wanted is None or one.message_id >= wanted)
        self._at = next(later, len(self._found) - 1) if self._found else None
        self._sought = None
        self._go()

    def step(self, step: int) -> None:
        if self.bar.isHidden():
            self.open()
        elif self._found:
            self._at = ((self._at or 0) + step) % len(self._found)
            self._go()

    def close(self) -> bool:
        """Answers whether there was anything to close."""
        if self.bar.isHidden():
            return False
        self._stop()
        self.left.emit()
        return True

    def _look(self) -> None:
        self._transcript.set_marked(self.bar.text)
        if self.bar.text:
            self.wanted.emit(self.bar.text)
        else:
            self._found, self._at = [], None
            self.bar.set_found(None, 0)

    def _go(self) -> None:
        found = self._found[self._at] if self._at is not None else None
        self.bar.set_found(self._at, len(self._found), found.file if found is not None else "")
        if found is not None:
            self._transcript.seek(found.message_id)

    def _stop(self) -> None:
        self._found, self._at, self._sought = [], None, None
        self.bar.hide()
        self._transcript.set_marked("")
