"""A line through the transcript with a sentence in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget


class Divider(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setProperty("role", "small")
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        row.addWidget(_hairline(), 1)
        row.addWidget(self._label)
        row.addWidget(_hairline(), 1)
        self.hide()

    def set_width(self, width: int) -> None:
        self.setFixedWidth(width)
        self._label.ensurePolished()
        natural = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 4
        self._label.setFixedWidth(min(natural, width - 100))

    def set_text(self, text: str) -> None:
        self._label.setText(text)
        self.setAccessibleName(text)


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("role", "hairline")
    line.setFixedHeight(1)
    return line
