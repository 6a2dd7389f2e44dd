"""Chips in as many lines as they need; beyond some lines they scroll."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui.flow_layout import FlowLayout

GAP = 6
MOST_LINES = 3


class ChipFlow(QScrollArea):
    """As high as its lines, up to `MOST_LINES`, or down to one where the window is too low for what stands around it. A
    chip that gets the keyboard scrolls into sight."""

    def __init__(self, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        """`side` is where lines begin that are not full."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines = 0
        """Their height."""
        page = QWidget()
        page.setObjectName("chips")
        self._flow = FlowLayout(page, GAP, ends=side is Qt.AlignmentFlag.AlignRight)
        self.setWidget(page)
        page.installEventFilter(self)

    def set_chips(self, chips: Sequence[QWidget]) -> None:
        """In this order. Those that are no longer among them are hidden; they belong to the caller."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in chips:
                widget.hide()
        for chip in chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.invalidate()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Changes no layout where the height is right already: that would ask for the next fit, for ever."""
        line = max((self._flow.itemAt(at).sizeHint().height() for at in range(self._flow.count())), default=0)  # type: ignore[union-attr]  # there is one at each
        most = MOST_LINES * (line + GAP) - GAP
        height = min(self._flow.heightForWidth(self.viewport().width()), most)
        if self._lines != height:
            self._lines = height
            self.setMinimumHeight(min(line, height))
            self.setMaximumHeight(height)
            self.updateGeometry()
