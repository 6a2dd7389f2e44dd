"""How a row of the list of conversations is drawn and renamed."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.found import Excerpt
from app.translation import leading, number, tr
from app.ui.conversation_rows import EXCERPT_ROLE, HEADER_ROLE, INDENT_ROLE, Header, Index
from app.ui.marks import mark_format, units
from app.ui.theme import Theme

ROW = 36
HEADER = 34
EXCERPT_LINES = 2
INDENT = 22


class ConversationDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        extra = max(0, self._theme.text_size - 14)
        if isinstance(header := index.data(HEADER_ROLE), Header):
            if header.folds:
                return QSize(100, ROW + 2 + extra)
            return QSize(100, (HEADER if index.row() else HEADER - 8) + extra)
        lines = self._line_height() * EXCERPT_LINES + 6 if index.data(EXCERPT_ROLE) else 0
        return QSize(100, ROW + 2 + extra + lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = str(index.data())
        font = painter.font()
        header = index.data(HEADER_ROLE)
        if isinstance(header, Header) and not header.folds:
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
        if isinstance(header, Header):
            self._draw_header(painter, option, header, show_more=hovered or selected)
            painter.restore()
            return
        show_more = hovered or selected
        excerpt = index.data(EXCERPT_ROLE)
        top = QRect(option.rect)
        if excerpt:
            top.setHeight(ROW + max(0, theme.text_size - 14))
            self._draw_excerpt(painter, option.rect.adjusted(10, top.height() - 5, -10, 0), excerpt)
            painter.setFont(font)
            painter.setPen(theme.color("ink"))
        start, end = (10 + (INDENT if index.data(INDENT_ROLE) else 0)), (34 if show_more else 10)
        right_to_left = option.direction is Qt.LayoutDirection.RightToLeft
        if right_to_left:
            start, end = end, start
        inner = top.adjusted(start, 0, -end, 0)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, leading(elided))
        if show_more:
            place = more_rect(top, right_to_left=right_to_left)
            theme.icon("more").paint(painter, place.adjusted(6, 6, -6, -6))
        painter.restore()

    def _draw_header(self, painter: QPainter, option: QStyleOptionViewItem, header: Header, *, show_more: bool) -> None:
        """A folder or the archive: whether it is open, its icon, its name, and how many are in it."""
        theme, row, left_to_right = self._theme, QRect(option.rect), option.direction is Qt.LayoutDirection.LeftToRight
        is_folder, center = header.folder is not None, row.center().y()
        at = row.left() + 4
        for icon, size in (
            ("chevron-down" if header.is_open else "chevron-right", 14),
            ("folder" if is_folder else "archive", 16),
        ):
            place = QRect(at, center - size // 2, size, size)
            if not left_to_right:
                place.moveRight(row.right() - (at - row.left()))
            theme.icon(icon).paint(painter, place)
            at += size + 4
        start, more = at - row.left() + 2, 34 if show_more and is_folder else 10
        area = row.adjusted(start, 0, -more, 0) if left_to_right else row.adjusted(more, 0, -start, 0)
        count = f"  {number(header.count)}"
        width = painter.fontMetrics().horizontalAdvance(count)
        name = painter.fontMetrics().elidedText(header.text, Qt.TextElideMode.ElideRight, area.width() - width)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(area, flags, leading(name))
        after = painter.fontMetrics().horizontalAdvance(name)
        painter.setPen(theme.color("muted"))
        painter.drawText(
            area.adjusted(after, 0, 0, 0) if left_to_right else area.adjusted(0, 0, -after, 0), flags, count
        )
        if show_more and is_folder:
            theme.icon("more").paint(painter, more_rect(row, right_to_left=not left_to_right).adjusted(6, 6, -6, -6))

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
        for at in range(EXCERPT_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            line.setPosition(QPointF(0, at * self._line_height()))
        layout.endLayout()
        painter.setPen(theme.color("muted"))
        layout.draw(painter, area.topLeft().toPointF())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(200)
        editor.setAccessibleName(tr("New name of the conversation"))
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, 0, ROW - 1 - option.rect.height()))


def more_rect(row: QRect, *, right_to_left: bool) -> QRect:
    """Where a row shows its three dots: at its end."""
    return QRect(row.left() + 4 if right_to_left else row.right() - 32, row.center().y() - 13, 28, 28)
