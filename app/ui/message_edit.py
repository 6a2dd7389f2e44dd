"""The person's own message while they write another version of it, in its place."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.translation import tr
from app.ui.composer import DRAFT_PAUSE_MS
from app.ui.message_actions import text_button
from app.ui.shortcuts import native
from app.ui.text_field import TextField
from app.ui.theme import Theme

_UNBROKEN = re.compile(r"\S{3000}")
"""A run that takes Qt long to wrap: it is not wrapped then."""


class MessageEdit(QFrame):
    sent = Signal(str)
    cancelled = Signal()
    draft_changed = Signal(str)
    """What is written now, once typing has paused; empty where nothing is to be kept."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self.setObjectName("messageEdit")
        self.field = TextField(theme, least_lines=1, most_lines=16, enter_accepts=True)
        self.field.setAccessibleName(tr("Another version of your message"))
        self.field.setAccessibleDescription(
            tr("Enter sends it, Shift and Enter starts a new line, Escape leaves the message as it was")
        )
        self.send = text_button(tr("Send"), "primary", tr("Send this version"))
        self.send.setToolTip(native("Enter"))
        self.cancel = text_button(tr("Cancel"), "plain", tr("Leave the message as it was"))
        self.cancel.setToolTip(native("Esc"))
        note = QLabel(tr("Enter sends. The old message and its replies stay."))
        note.setProperty("role", "small")
        note.setWordWrap(True)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(note, 1)
        answers.addWidget(self.cancel)
        answers.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addLayout(answers)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.draft_changed.emit(self.text))
        self.set_text(text)
        self.field.textChanged.connect(self._changed)
        self.field.accepted.connect(self._send)
        self.field.dismissed.connect(self.cancelled)
        self.send.clicked.connect(self._send)
        self.cancel.clicked.connect(self.cancelled)

    @property
    def text(self) -> str:
        return self.field.toPlainText()

    def set_text(self, text: str) -> None:
        wraps = QPlainTextEdit.LineWrapMode.WidgetWidth
        self.field.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap if _UNBROKEN.search(text) else wraps)
        self.field.setPlainText(text)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.send.setEnabled(bool(text.strip()))

    def focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What Tab reaches in it, in reading order."""
        return [self.field, self.cancel, self.send]

    def _changed(self) -> None:
        self.send.setEnabled(bool(self.text.strip()))
        self._pause.start()

    def _send(self) -> None:
        if self.text.strip():
            self._pause.stop()
            self.sent.emit(self.text)
