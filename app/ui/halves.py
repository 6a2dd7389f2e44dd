"""Halves: a list, and beside it what it is about; below it where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

SIDE = 320
"""Width of the list, in pixels, beside the details."""
NARROW = 760
"""Width, in pixels, below which the details go under the list."""
_ANY_WIDTH = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""
_NONE = QMargins(0, 0, 0, 0)


class Halves(QWidget):
    def __init__(
        self,
        side: QWidget,
        details: QWidget,
        spacing: int = 16,
        margins: QMargins = _NONE,
        narrow_margins: QMargins | None = None,
    ) -> None:
        """`narrow_margins` are those of the halves one above the other, where they are others."""
        super().__init__()
        self._side = side
        self._margins = margins, margins if narrow_margins is None else narrow_margins
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setSpacing(spacing)
        self._box.addWidget(side)
        self._box.addWidget(details)
        self._place(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != (self._box.direction() is QBoxLayout.Direction.TopToBottom):
            self._place(narrow=narrow)

    def _place(self, *, narrow: bool) -> None:
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._side.setMinimumWidth(0 if narrow else SIDE)
        self._side.setMaximumWidth(_ANY_WIDTH if narrow else SIDE)
        self._box.setStretch(0, 2 if narrow else 0)
        self._box.setStretch(1, 3 if narrow else 1)
        self._box.setContentsMargins(self._margins[narrow])
