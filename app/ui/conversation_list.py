"""The list of conversations, grouped by when they were last used; renamed in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.store.records import Conversation
from app.ui import words
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
ROW = 36
HEADER = 34


@dataclass(frozen=True)
class _Header:
    text: str


class ConversationModel(QAbstractListModel):
    """Rows are group names and conversations, newest first."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Header | Conversation] = []

    def set_conversations(self, conversations: Sequence[Conversation], today: date) -> None:
        rows: list[_Header | Conversation] = []
        group = ""
        for conversation in conversations:
            name = group_of(conversation.updated_at, today)
            if name != group:
                rows.append(_Header(name))
                group = name
            rows.append(conversation)
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def conversation(self, index: _Index) -> Conversation | None:
        row = self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None
        return row if isinstance(row, Conversation) else None

    def index_of(self, conversation_id: int | None) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if isinstance(row, Conversation) and row.id == conversation_id:
                return self.index(number)
        return QModelIndex()

    def neighbour(self, index: _Index, step: int) -> Conversation | None:
        """The next conversation in the direction of `step`, group names passed over."""
        row = index.row() + step if index.isValid() else 0
        while 0 <= row < len(self._rows):
            candidate = self._rows[row]
            if isinstance(candidate, Conversation):
                return candidate
            row += step
        return None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        title = row.text if isinstance(row, _Header) else row.title
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(title.split())
        if role == Qt.ItemDataRole.EditRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Conversation):
            return words.tool_tip(title)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        conversation = self.conversation(index)
        title = " ".join(str(value).split())
        if conversation is None or not title or title == conversation.title:
            return False
        self.renamed.emit(conversation.id, title)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.conversation(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


class ConversationList(QListView):
    chosen = Signal(int)
    opened = Signal()
    """A row was clicked, not only passed with the arrow keys."""
    left = Signal()
    """Enter, with a conversation chosen: the person goes on to write in it."""
    delete_requested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversations")
        self._theme = theme
        self._updating = False
        self.conversations = ConversationModel(self)
        self.setModel(self.conversations)
        self.setItemDelegate(_Delegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Conversations")
        theme.changed.connect(self.viewport().update)

    def show_conversations(self, conversations: Sequence[Conversation], selected_id: int | None) -> None:
        """An edit that is under way keeps its row unless the rows themselves changed."""
        self._updating = True
        self.conversations.set_conversations(conversations, date.today())
        index = self.conversations.index_of(selected_id)
        if index.isValid():
            if self.currentIndex() != index:
                self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()
        self._updating = False

    def selected(self) -> Conversation | None:
        return self.conversations.conversation(self.currentIndex())

    def rename_selected(self) -> None:
        if self.selected() is not None:
            self.setFocus()
            self.edit(self.currentIndex())

    def move_selection(self, step: int) -> None:
        neighbour = self.conversations.neighbour(self.currentIndex(), step)
        if neighbour is not None:
            self.setCurrentIndex(self.conversations.index_of(neighbour.id))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        conversation = self.conversations.conversation(current)
        if conversation is not None and not self._updating:
            self.chosen.emit(conversation.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            # The Enter that ends a new name comes here too.
            super().keyPressEvent(event)
            return
        conversation = self.selected()
        if event.key() == Qt.Key.Key_Delete and conversation is not None:
            self.delete_requested.emit(conversation.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and conversation is not None:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self.currentIndex()
        self._open_menu(index, event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and more_rect(self.visualRect(index)).contains(event.position().toPoint()):
            self._open_menu(index, event.globalPosition().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton and self.conversations.conversation(index) is not None:
            self.opened.emit()
        super().mouseReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # A list view keeps Tab for its own cells; this one has none.
        return QFrame.focusNextPrevChild(self, forward)

    def _open_menu(self, index: QModelIndex, position: QPoint) -> None:
        conversation = self.conversations.conversation(index)
        if conversation is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._theme.icon("rename"), "Rename\tF2", lambda: self.edit(index))
        menu.addAction(self._theme.icon("trash"), "Delete\tDel", lambda: self.delete_requested.emit(conversation.id))
        menu.popup(position)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_header = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        extra = max(0, self._theme.text_size - 14)
        if is_header:
            return QSize(100, (HEADER if index.row() else HEADER - 8) + extra)
        return QSize(100, ROW + 2 + extra)

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
        inner = option.rect.adjusted(10, 0, -34 if show_more else -10, 0)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, elided)
        if show_more:
            place = more_rect(option.rect)
            theme.icon("more").paint(painter, place.adjusted(6, 6, -6, -6))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(200)
        editor.setAccessibleName("New name of the conversation")
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -1))


def more_rect(row: QRect) -> QRect:
    """Where a row shows its three dots."""
    return QRect(row.right() - 32, row.center().y() - 13, 28, 28)


def group_of(updated_at: float, today: date) -> str:
    """Today, Yesterday or Earlier, by the local calendar."""
    days = (today - datetime.fromtimestamp(updated_at).date()).days
    return "Today" if days <= 0 else "Yesterday" if days == 1 else "Earlier"
