"""Draws the rows of a list in two lines: a name, and below it facts with a state; quickly, however many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.translation import leading
from app.ui.theme import Theme
from app.ui.words import State, Tone

Index = QModelIndex | QPersistentModelIndex
_COLORS = {Tone.CALM: "muted", Tone.ACTIVE: "accent", Tone.WARNING: "warning", Tone.DANGER: "danger"}


@dataclass(frozen=True)
class Row:
    name: str
    """One line."""
    summary: str
    state: State
    usable: bool


class TwoLines(QStyledItemDelegate):
    def __init__(self, theme: Theme, row: Callable[[Index], Row], parent: QObject) -> None:
        """`row` tells what an index shows."""
        super().__init__(parent)
        self._theme = theme
        self._row = row

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        name, small = self._fonts(QFont(option.font), bold=True)
        lines = QFontMetrics(name).lineSpacing() + QFontMetrics(small).lineSpacing()
        return QSize(100, lines + 20)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        row = self._row(index)
        state, summary = row.state, row.summary
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(area, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus and option.state & QStyle.StateFlag.State_Active:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 7, 7)
        name, small = self._fonts(painter.font(), bold=selected)
        inner = option.rect.adjusted(10, 9, -10, -9)
        line = QFontMetrics(name).lineSpacing()
        top, bottom = inner.adjusted(0, 0, 0, line - inner.height()), inner.adjusted(0, line + 1, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(name)
        painter.setPen(theme.color("ink" if row.usable else "muted"))
        elided = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, middle | Qt.AlignmentFlag.AlignLeading, leading(elided))
        painter.setFont(small)
        room = bottom.width()
        if state.short:
            side = Qt.AlignmentFlag.AlignTrailing if summary else Qt.AlignmentFlag.AlignLeading
            painter.setPen(theme.color(_COLORS[state.tone]))
            painter.drawText(bottom, middle | side, state.short)
            room -= painter.fontMetrics().horizontalAdvance(state.short) + 12
        painter.setPen(theme.color("muted"))
        facts = painter.fontMetrics().elidedText(summary, Qt.TextElideMode.ElideRight, room)
        painter.drawText(bottom, middle | Qt.AlignmentFlag.AlignLeading, leading(facts))
        painter.restore()

    def _fonts(self, base: QFont, *, bold: bool) -> tuple[QFont, QFont]:
        name, small = QFont(base), QFont(base)
        name.setPixelSize(self._theme.text_size)
        name.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        small.setPixelSize(self._theme.small_size)
        return name, small
