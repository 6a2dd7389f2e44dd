"""A choice of which one can be taken, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QStyle, QStyleOptionButton

from app.ui.theme import Theme


class ChoiceButton(QRadioButton):
    """Qt takes the place and the words; the mark itself is drawn here, as that of `TickBox`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, self)
        color = self._theme.color
        mark = color("accent" if self.isChecked() and self.isEnabled() else "muted")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(place.width(), place.height())
        ring = QRectF(0, 0, side, side)
        ring.moveCenter(QRectF(place).center())
        painter.setPen(QPen(mark, 1.5))
        painter.setBrush(color("surface"))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if self.isChecked():
            inner = 0.28 * side
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark)
            painter.drawEllipse(ring.adjusted(inner, inner, -inner, -inner))
