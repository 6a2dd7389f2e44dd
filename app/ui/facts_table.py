"""A table of what is known of something: a word at the left, its value at the right, which wraps and can be copied."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy

from app.ui import words


class FactsTable(QGridLayout):
    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(20)
        self.setVerticalSpacing(5)
        self.setColumnStretch(1, 1)
        self.setColumnMinimumWidth(0, 76)

    def fill(self, rows: Sequence[tuple[str, str]]) -> None:
        for row in range(max(self.rowCount(), len(rows))):
            for column in (0, 1):
                text = rows[row][column] if row < len(rows) else ""
                label = self._label(row, column)
                label.setText(text)
                keep_direction(label)
                label.setToolTip(words.tool_tip(text) if column else "")
                label.setVisible(row < len(rows))

    def _label(self, row: int, column: int) -> QLabel:
        item = self.itemAtPosition(row, column)
        label = item.widget() if item is not None else None
        if not isinstance(label, QLabel):
            label = wrapped("") if column else plain("muted")
            if column:
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            # Aligned, a label would not get the width of its column.
            self.addWidget(label, row, column, *(() if column else (Qt.AlignmentFlag.AlignTop,)))
        return label


def wrapped(role: str) -> QLabel:
    """Wraps at words, and cuts off a word that is wider than the page instead of widening it."""
    label = plain(role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def keep_direction(label: QLabel) -> None:
    """A path or a name runs as it is written, also where the window runs from the right."""
    if QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight:
        return
    own = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in label.text())
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft if own else Qt.LayoutDirection.LeftToRight)
    side = Qt.AlignmentFlag.AlignLeading if own else Qt.AlignmentFlag.AlignRight
    label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)


def plain(role: str) -> QLabel:
    """Shows every text letter by letter."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
