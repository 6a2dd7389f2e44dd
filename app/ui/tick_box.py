"""A check box in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from app.ui.theme import Theme

FRAME = 5
"""Pixels beside the words."""


class TickBox(QCheckBox):
    """Qt takes the place and the words; the box itself is drawn here, since a style sheet cannot colour a tick."""

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(FRAME, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        draw_tick_box(painter, QRectF(place), self._theme, on=self.isChecked(), enabled=self.isEnabled())
        if self.hasFocus():
            words = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
            draw_frame(painter, QRectF(self._fitted(words)), self._theme)

    def _fitted(self, place: QRect) -> QRect:
        """Around the words in `place`, which may be wider: the box itself stands in line with what is above it, where
        there is no room for a frame."""
        width = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        fitted = QStyle.alignedRect(self.layoutDirection(), side, QSize(width, self.height()), place)
        return fitted.adjusted(-FRAME, 0, FRAME, 0)


def draw_frame(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """Where the keyboard is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 5, 5)


def draw_tick_box(painter: QPainter, place: QRectF, theme: Theme, *, on: bool, enabled: bool = True) -> None:
    """A box in the middle of `place`, as large as it allows."""
    color = theme.color
    mark = "accent" if enabled else "muted"
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(place.width(), place.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(place.center())
    box = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(color(mark if on else "muted"), 1))
    painter.setBrush(color(mark if on else "surface"))
    painter.drawRoundedRect(box, 4, 4)
    if on:
        tick = QPainterPath(QPointF(box.left() + 0.24 * side, box.top() + 0.52 * side))
        tick.lineTo(box.left() + 0.42 * side, box.top() + 0.70 * side)
        tick.lineTo(box.left() + 0.74 * side, box.top() + 0.30 * side)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(color("on_accent"), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(tick)
