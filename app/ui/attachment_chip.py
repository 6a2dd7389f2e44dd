"""A file in a message, or in the message box: its name, what it is, and the way to its text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.state import FileReading
from app.store.records import Attachment
from app.translation import tr
from app.ui import attachment_words, words
from app.ui.theme import Theme

MOST_NAME = 32
"""Letters of a name, about; a longer one is cut in its middle, and whole in the tool tip."""
LEAST = 60
"""Pixels of the button, where there is no room for more."""


class AttachmentChip(QFrame):
    opened = Signal()
    """The person wants to see what the model reads of it."""
    removed = Signal()

    def __init__(self, theme: Theme, *, removable: bool) -> None:
        super().__init__()
        self.setObjectName("attachmentChip")
        self._name = self._told = ""
        self.button = QPushButton()
        self.button.setObjectName("attachmentName")
        self.button.setMinimumWidth(LEAST)
        self.button.clicked.connect(self.opened)
        theme.dress(self.button, "text")
        self.remove = QPushButton()
        self.remove.setProperty("role", "chipClose")
        self.remove.clicked.connect(self.removed)
        theme.dress(self.remove, "close")
        self.remove.setVisible(removable)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4 if removable else 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.remove)

    def set_attachment(self, attachment: Attachment, tokens: int | None = None) -> None:
        facts = attachment_words.facts(attachment, tokens)
        self._show(attachment.name, facts)
        note = attachment_words.note(attachment)
        tip = (attachment.name, facts, note, tr("Press to see the text that the model reads."))
        self.button.setToolTip(words.tool_tip("\n".join(filter(None, tip))))
        self.button.setAccessibleName(f"{attachment.name}, {facts}")
        self.button.setAccessibleDescription(tr("{note} Shows the text that the model reads.", note=note).strip())
        self.remove.setAccessibleName(tr("Remove {name}", name=attachment.name))
        self.remove.setToolTip(tr("Remove it"))

    def set_reading(self, state: FileReading) -> None:
        told = attachment_words.reading(state)
        self._show(state.name, told)
        self.button.setEnabled(False)
        self.button.setAccessibleName(f"{state.name}, {told}")
        self.remove.setAccessibleName(tr("Stop reading {name}", name=state.name))
        self.remove.setToolTip(tr("Stop reading it"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Of its buttons, what they do not use themselves."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.remove.isHidden():
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """With the whole of its words, whatever is shown of them now."""
        metrics = self.button.fontMetrics()
        spare = super().sizeHint().width() - metrics.horizontalAdvance(self.button.text().replace("&&", "&"))
        return QSize(spare + metrics.horizontalAdvance(self._words(MOST_NAME)), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show(self, name: str, told: str) -> None:
        self._name, self._told = name, told
        self.button.ensurePolished()
        self._set_text(self._words(MOST_NAME))
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        """Where there is less room than is asked for, the name gives way first."""
        missing = self.sizeHint().width() - self.width()
        if missing <= 0 or not self.isVisible():
            self._set_text(self._words(MOST_NAME))
            return
        letter = max(1, self.button.fontMetrics().averageCharWidth())
        text = self._words(max(10, MOST_NAME - missing // letter - 2))
        room = self.button.width() - 2 * letter - self.button.iconSize().width() - 16
        self._set_text(self.button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))

    def _set_text(self, text: str) -> None:
        text = text.replace("&", "&&")
        if text != self.button.text():
            self.button.setText(text)

    def _words(self, letters: int) -> str:
        """Isolated, or a name that reads from right to left would take the numbers after it along."""
        metrics = self.button.fontMetrics()
        most = letters * metrics.averageCharWidth()
        return f"\u2068{metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, most)}\u2069   {self._told}"
