"""The list of conversations: chosen one by one or several together, renamed in place, folded by folders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu

from app.found import Excerpt
from app.order import ExportKind, Order, OrderAction
from app.store.records import Conversation, Folder
from app.translation import tr
from app.ui.conversation_delegate import ROW, ConversationDelegate, more_rect
from app.ui.conversation_menu import emptied, fill_for_conversations, fill_for_folder
from app.ui.conversation_rows import EXCERPT_ROLE, ConversationModel, Header, Index
from app.ui.theme import Theme

_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect
_MANY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ConversationList(QListView):
    chosen = Signal(int)
    opened = Signal()
    """A row was clicked, not only passed with the arrow keys."""
    left = Signal()
    """Enter, with a conversation chosen: the person goes on to write in it."""
    delete_requested = Signal(int)
    acted = Signal(object, object)
    """(OrderAction, tuple of ids)"""
    moved = Signal(object, object)
    """(tuple of ids, id of a folder or None)"""
    new_folder_requested = Signal(object)
    """tuple of ids that it is for"""
    export_requested = Signal(object, object)
    """(tuple of ids, ExportKind)"""
    folder_deleted = Signal(object)
    """Folder"""
    archive_toggled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conversations")
        self._theme = theme
        self._updating = False
        self._has_chosen = False
        """Since the mouse button was pressed."""
        self.menu = QMenu(self)
        self.conversations = ConversationModel(self)
        self.setModel(self.conversations)
        self.setItemDelegate(ConversationDelegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Conversations"))
        theme.changed.connect(self.viewport().update)

    def set_excerpts(self, excerpts: Mapping[int, Excerpt]) -> None:
        """By conversation: what a search found in it. `show_conversations` follows."""
        self._updating = True
        self.conversations.set_excerpts(excerpts)
        self._updating = False

    def set_order(self, order: Order) -> None:
        """`show_conversations` follows."""
        self.conversations.set_order(order)

    def show_conversations(self, conversations: Sequence[Conversation], selected_id: int | None) -> None:
        """An edit that is under way keeps its row unless the rows themselves changed; so does what is chosen."""
        together = {one.id for one in self.selection()}
        header = self.conversations.header(self.currentIndex()) if self.hasFocus() else None
        self._updating = True
        self.conversations.set_conversations(conversations, date.today())
        self._choose_again(selected_id, together, header)
        self._updating = False

    def selected(self) -> Conversation | None:
        return self.conversations.conversation(self.currentIndex())

    def selection(self) -> list[Conversation]:
        """All that are chosen, from the top."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [one for index in rows if (one := self.conversations.conversation(index)) is not None]

    def rename_selected(self) -> None:
        header = self.conversations.header(self.currentIndex())
        if self.selected() is not None or (header is not None and header.folder is not None):
            self.setFocus()
            self.edit(self.currentIndex())

    def move_selection(self, step: int) -> None:
        neighbour = self.conversations.neighbour(self.currentIndex(), step)
        if neighbour is not None:
            self._make_current(self.conversations.index_of(neighbour.id))

    def choose_found(self) -> None:
        """The conversation that is shown already, if a search found something in it."""
        conversation = self.selected()
        if conversation is not None and self.currentIndex().data(EXCERPT_ROLE) is not None:
            self.chosen.emit(conversation.id)

    # What the menu and the keys do

    def rename(self) -> None:
        self.rename_selected()

    def act(self, action: OrderAction, ids: tuple[int, ...]) -> None:
        if action is OrderAction.DELETE and len(ids) == 1:
            self.delete_requested.emit(ids[0])
        elif ids:
            self.acted.emit(action, ids)

    def move_to_folder(self, ids: tuple[int, ...], folder_id: int | None) -> None:
        self.moved.emit(ids, folder_id)

    def move_to_new(self, ids: tuple[int, ...]) -> None:
        self.new_folder_requested.emit(ids)

    def export(self, ids: tuple[int, ...], kind: ExportKind) -> None:
        self.export_requested.emit(ids, kind)

    def delete_folder(self, folder: Folder) -> None:
        self.folder_deleted.emit(folder)

    def act_on_selection(self, action: OrderAction) -> None:
        self.act(action, tuple(one.id for one in self.selection()))

    def open_menu(self) -> None:
        """By the keyboard, for what is chosen."""
        self._open_menu(self.currentIndex(), self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))

    # Inside

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell_chosen()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        """Once one conversation alone is chosen. Which of the two events comes last depends on the key."""
        conversation = self.selected()
        if conversation is not None and not self._updating and self.selection() == [conversation]:
            self._has_chosen = True
            self.chosen.emit(conversation.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            # The Enter that ends a new name comes here too.
            super().keyPressEvent(event)
            return
        header = self.conversations.header(self.currentIndex())
        if header is not None and self._key_on_header(header, event.key()):
            return
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.open_menu()  # not every system makes it a menu by itself
        elif event.key() == Qt.Key.Key_Delete and self.selection():
            self.act_on_selection(OrderAction.DELETE)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected() is not None:
            if not self.selection():  # Tab makes the first row the current one, and shows nothing
                self._make_current(self.currentIndex())
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else self.currentIndex()
        self._open_menu(index, event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._has_chosen = False
        if event.button() is Qt.MouseButton.RightButton and self.selectionModel().isSelected(
            self.indexAt(event.position().toPoint())
        ):
            return  # the menu is for all that are chosen
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        header = self.conversations.header(index)
        if index.isValid() and self._more_rect(index).contains(event.position().toPoint()):
            self._open_menu(index, event.globalPosition().toPoint())
        elif event.button() is Qt.MouseButton.LeftButton and not event.modifiers() & _MANY:
            if header is not None:
                self._fold(header, not header.is_open)
            elif self.conversations.conversation(index) is not None:
                if not self._has_chosen:
                    self.choose_found()
                self.opened.emit()
        super().mouseReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # A list view keeps Tab for its own cells; this one has none.
        return QFrame.focusNextPrevChild(self, forward)

    def _key_on_header(self, header: Header, key: int) -> bool:
        """Answers whether the key is one of those that fold, or take a folder away."""
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._fold(header, not header.is_open)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._fold(header, (key == Qt.Key.Key_Right) is not self.isRightToLeft())
            case Qt.Key.Key_Delete if header.folder is not None and not self.selection():
                self.delete_folder(header.folder)
            case _:
                return False
        return True

    def _fold(self, header: Header, is_open: bool) -> None:
        if not header.folds or header.is_open == is_open:
            return
        if header.folder is None:
            self.archive_toggled.emit(is_open)
            return
        shown = self.selected()
        self._updating = True
        self.conversations.fold(header.folder.id, is_open=is_open)
        self._choose_again(shown.id if shown is not None else None, set(), header)
        self._updating = False

    def _choose_again(self, selected_id: int | None, together: set[int], header: Header | None) -> None:
        """After the rows have changed: several that were chosen, the header that had the keyboard, or one."""
        index = self.conversations.index_of(selected_id)
        if header is not None and (place := self.conversations.index_of_header(header)).isValid():
            index = place
        if not index.isValid():
            self.selectionModel().clear()
        elif self.currentIndex() != index or not self.selectionModel().isSelected(index):
            self._make_current(index)
        if len(together) > 1:
            selection = QItemSelection()
            for place in map(self.conversations.index_of, together):
                if place.isValid():
                    selection.select(place, place)
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _make_current(self, index: QModelIndex) -> None:
        """Alone: with a modifier pressed, as by a shortcut, the view itself would add it to what is chosen."""
        self.selectionModel().setCurrentIndex(index, _ALONE)

    def _more_rect(self, index: QModelIndex) -> QRect:
        row = self.visualRect(index)
        row.setHeight(min(row.height(), ROW))
        return more_rect(row, right_to_left=self.isRightToLeft()) if self._has_menu(index) else QRect()

    def _has_menu(self, index: QModelIndex) -> bool:
        header = self.conversations.header(index)
        return header is None or header.folder is not None

    def _open_menu(self, index: QModelIndex, position: QPoint) -> None:
        header, conversation = self.conversations.header(index), self.conversations.conversation(index)
        emptied(self.menu)
        if header is not None and header.folder is not None:
            self._make_current(index)
            fill_for_folder(self.menu, self._theme, header.folder, self)
        elif conversation is not None:
            chosen = self.selection()
            if conversation not in chosen:
                chosen = [conversation]
            fill_for_conversations(self.menu, self._theme, chosen, self.conversations.order, self)
        if self.menu.actions():
            self.menu.setActiveAction(self.menu.actions()[0])
            self.menu.popup(position)
