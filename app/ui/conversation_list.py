"""The list of conversations, grouped by when they were last used; renamed in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu

from app.found import Excerpt
from app.store.records import Conversation
from app.ui import words
from app.ui.conversation_delegate import EXCERPT_ROLE, ROW, ConversationDelegate, more_rect
from app.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class _Header:
    text: str


class ConversationModel(QAbstractListModel):
    """Rows are group names and conversations, newest first."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Header | Conversation] = []
        self._excerpts: Mapping[int, Excerpt] = {}

    def set_excerpts(self, excerpts: Mapping[int, Excerpt]) -> None:
        """By conversation: what a search found in it."""
        if excerpts != self._excerpts:
            self.beginResetModel()
            self._excerpts = excerpts
            self.endResetModel()

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
        if role in (EXCERPT_ROLE, Qt.ItemDataRole.AccessibleDescriptionRole) and isinstance(row, Conversation):
            excerpt = self._excerpts.get(row.id)
            return excerpt if role == EXCERPT_ROLE or excerpt is None else excerpt.text
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
        self._has_chosen = False
        """Since the mouse button was pressed."""
        self.conversations = ConversationModel(self)
        self.setModel(self.conversations)
        self.setItemDelegate(ConversationDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Conversations")
        theme.changed.connect(self.viewport().update)

    def set_excerpts(self, excerpts: Mapping[int, Excerpt]) -> None:
        """By conversation: what a search found in it. `show_conversations` follows."""
        self._updating = True
        self.conversations.set_excerpts(excerpts)
        self._updating = False

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

    def choose_found(self) -> None:
        """The conversation that is shown already, if a search found something in it."""
        conversation = self.selected()
        if conversation is not None and self.currentIndex().data(EXCERPT_ROLE) is not None:
            self.chosen.emit(conversation.id)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        conversation = self.conversations.conversation(current)
        if conversation is not None and not self._updating:
            self._has_chosen = True
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._has_chosen = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._more_rect(index).contains(event.position().toPoint()):
            self._open_menu(index, event.globalPosition().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton and self.conversations.conversation(index) is not None:
            if not self._has_chosen:
                self.choose_found()
            self.opened.emit()
        super().mouseReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # A list view keeps Tab for its own cells; this one has none.
        return QFrame.focusNextPrevChild(self, forward)

    def _more_rect(self, index: QModelIndex) -> QRect:
        row = self.visualRect(index)
        row.setHeight(min(row.height(), ROW))
        return more_rect(row)

    def _open_menu(self, index: QModelIndex, position: QPoint) -> None:
        conversation = self.conversations.conversation(index)
        if conversation is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._theme.icon("rename"), "Rename\tF2", lambda: self.edit(index))
        menu.addAction(self._theme.icon("trash"), "Delete\tDel", lambda: self.delete_requested.emit(conversation.id))
        menu.popup(position)


def group_of(updated_at: float, today: date) -> str:
    """Today, Yesterday or Earlier, by the local calendar."""
    days = (today - datetime.fromtimestamp(updated_at).date()).days
    return "Today" if days <= 0 else "Yesterday" if days == 1 else "Earlier"
