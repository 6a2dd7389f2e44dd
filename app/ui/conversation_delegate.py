"""How a row of the list of conversations is drawn and renamed."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.found import Excerpt
from app.ui.marks import mark_format, units
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
ROW = 36
HEADER = 34
EXCERPT_LINES = 2
EXCERPT_ROLE = int(Qt.ItemDataRole.UserRole)
"""Excerpt of the message that a search found; None where there is none."""


class ConversationDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_header = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        extra = max(0, self._theme.text_size - 14)
        if is_header:
            return QSize(100, (HEADER if index.row() else HEADER - 8) + extra)
        lines = self._line_height() * EXCERPT_LINES + 6 if index.data(EXCERPT_ROLE) else 0
        return QSize(100, ROW + 2 + extra + lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = str(index.data())
        font = painter.font()
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            font.setPixelSize(theme.small_size)
            painter.setFont(font)
            painter.setPen(theme.color("muted"))
            area = option.rect.adjusted(8, 0, -8, -6)
            painter.drawText(area, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading, text)
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or hovered:
            painter.setBrush(theme.color("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(area, 8, 8)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 7, 7)
        font.setPixelSize(theme.text_size)
        font.setWeight(font.Weight.DemiBold if selected else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        show_more = hovered or selected
        excerpt = index.data(EXCERPT_ROLE)
        top = QRect(option.rect)
        if excerpt:
            top.setHeight(ROW + max(0, theme.text_size - 14))
            self._draw_excerpt(painter, option.rect.adjusted(10, top.height() - 5, -10, 0), excerpt)
            painter.setFont(font)
            painter.setPen(theme.color("ink"))
        inner = top.adjusted(10, 0, -34 if show_more else -10, 0)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, elided)
        if show_more:
            place = more_rect(top)
            theme.icon("more").paint(painter, place.adjusted(6, 6, -6, -6))
        painter.restore()

    def _line_height(self) -> int:
        return round(self._theme.small_size * 1.4)

    def _draw_excerpt(self, painter: QPainter, area: QRect, excerpt: Excerpt) -> None:
        """As many lines as a row has, with what was looked for marked."""
        theme, font = self._theme, QFont(painter.font())
        font.setPixelSize(theme.small_size)
        font.setWeight(QFont.Weight.Normal)
        layout = QTextLayout(excerpt.text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        formats: list[QTextLayout.FormatRange] = []
        for start, end in excerpt.places:
            marked = QTextLayout.FormatRange()
            marked.start = units(excerpt.text, start)
            marked.length = units(excerpt.text, end) - marked.start
            marked.format = mark_format(theme)
            formats.append(marked)
        layout.setFormats(formats)
        layout.beginLayout()
        for number in range(EXCERPT_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            line.setPosition(QPointF(0, number * self._line_height()))
        layout.endLayout()
        painter.setPen(theme.color("muted"))
        layout.draw(painter, area.topLeft().toPointF())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(200)
        editor.setAccessibleName("New name of the conversation")
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, 0, ROW - 1 - option.rect.height()))


def more_rect(row: QRect) -> QRect:
    """Where a row shows its three dots."""
    return QRect(row.right() - 32, row.center().y() - 13, 28, 28)
