"""SidebarViews: the conversations at the side, what a search found in them, and what the person does with one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from app.order import OrderAction
from app.store.records import Conversation, Folder
from app.store.search_reader import Hit
from app.translation import plural, tr
from app.ui.cards import NoticeBar
from app.ui.conversation_views import ConversationViews
from app.ui.dialogs import Dialogs
from app.ui.find_bar import FindViews
from app.ui.sidebar import Sidebar
from app.ui.sidebar_place import SidebarPlace
from app.ui.theme import Theme


class SidebarViews(QObject):
    new_requested = Signal()
    selected = Signal(int)
    hit_selected = Signal(int, int)
    """(conversation id, message id): a conversation, at the message that a search found in it"""
    deleted = Signal(int)
    deletion_undone = Signal(int)
    acted = Signal(object, object)
    """(OrderAction, tuple of conversation ids)"""
    moved = Signal(object, object)
    """(tuple of conversation ids, id of a folder or None)"""
    moved_to_new = Signal(object, str)
    """(tuple of conversation ids, name of a folder)"""
    folder_renamed = Signal(int, str)
    folder_deleted = Signal(int)
    archive_toggled = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        conversation: ConversationViews,
        finding: FindViews,
        notice_bar: NoticeBar,
        dialogs: Dialogs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._conversation = conversation
        self._finding = finding
        self._notice_bar = notice_bar
        self._dialogs = dialogs
        self.sidebar = Sidebar(theme)
        self.place = SidebarPlace(self.sidebar, self)
        self._hits: Mapping[int, Hit] = {}
        self.sidebar.new_requested.connect(self.start_new)
        self.sidebar.chosen.connect(self._choose)
        self.sidebar.opened.connect(self.place.close_passing)
        self.sidebar.left.connect(self.place.close_passing)
        self.sidebar.left.connect(conversation.composer.focus)
        self.sidebar.delete_requested.connect(self._delete)
        shown = self.sidebar.list
        shown.acted.connect(self._act)
        shown.moved.connect(self.moved)
        shown.new_folder_requested.connect(self._ask_for_folder)
        shown.folder_deleted.connect(self._delete_folder)
        shown.archive_toggled.connect(self.archive_toggled)
        shown.conversations.folder_renamed.connect(self.folder_renamed)

    def set_hits(self, hits: Mapping[int, Hit]) -> None:
        """By conversation: what the search found in those that are shown next."""
        self._hits = hits
        self.sidebar.set_excerpts({key: hit.excerpt for key, hit in hits.items() if hit.excerpt is not None})

    def start_new(self) -> None:
        self.place.close_passing()
        self.new_requested.emit()
        self._conversation.composer.focus()

    def search(self) -> None:
        self.sidebar.show()
        self.sidebar.focus_search()

    def move(self, step: int) -> None:
        self.sidebar.list.move_selection(step)

    def rename(self) -> None:
        self.sidebar.show()
        self.sidebar.list.rename_selected()

    def open_more(self) -> None:
        self.sidebar.show()
        self.sidebar.open_more()

    def pin_or_unpin(self) -> None:
        chosen = self._chosen()
        pinned = all(one.pinned for one in chosen)
        self._act(OrderAction.UNPIN if pinned else OrderAction.PIN, tuple(one.id for one in chosen))

    def archive(self) -> None:
        chosen = self._chosen()
        archived = all(one.archived for one in chosen)
        self._act(OrderAction.UNARCHIVE if archived else OrderAction.ARCHIVE, tuple(one.id for one in chosen))

    def _chosen(self) -> list[Conversation]:
        """In the list, else the one that is shown."""
        shown = self._conversation.conversation
        return self.sidebar.list.selection() or ([shown] if shown is not None else [])

    def delete_shown(self) -> None:
        if self._conversation.conversation is not None:
            self._delete(self._conversation.conversation.id)

    def _choose(self, conversation_id: int) -> None:
        """As a search found it, if it did: where the words stand."""
        hit = self._hits.get(conversation_id)
        if hit is None or hit.message_id is None:
            self.selected.emit(conversation_id)
            return
        self._finding.expect(self.sidebar.search.text().strip(), hit.message_id)
        self.hit_selected.emit(conversation_id, hit.message_id)

    def _delete(self, conversation_id: int) -> None:
        self.deleted.emit(conversation_id)
        undo = self.deletion_undone
        self._notice_bar.offer_undo(tr("Conversation deleted."), lambda: undo.emit(conversation_id))

    def _act(self, action: OrderAction, ids: tuple[int, ...]) -> None:
        if not ids:
            return
        self.acted.emit(action, ids)
        if action not in _UNDOING:
            return
        undo = _UNDOING[action]
        self._notice_bar.offer_undo(_done(action, len(ids)), lambda: self.acted.emit(undo, ids))

    def _delete_folder(self, folder: Folder) -> None:
        inside = tuple(one.id for one in self.sidebar.list.conversations.conversations if one.folder_id == folder.id)
        self.folder_deleted.emit(folder.id)
        text = tr("Folder deleted. What was in it is in the list.")
        self._notice_bar.offer_undo(text, lambda: self.moved_to_new.emit(inside, folder.name))

    def _ask_for_folder(self, ids: tuple[int, ...]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(tr("New folder"))
        dialog.setLabelText(tr("Name of the folder:"))
        dialog.setOkButtonText(tr("Make it"))
        dialog.textValueSelected.connect(lambda name: self.moved_to_new.emit(ids, name))
        self._dialogs.open("folder", dialog)


_UNDOING = {
    OrderAction.DELETE: OrderAction.RESTORE,
    OrderAction.ARCHIVE: OrderAction.UNARCHIVE,
    OrderAction.UNARCHIVE: OrderAction.ARCHIVE,
}


def _done(action: OrderAction, number: int) -> str:
    if action is OrderAction.DELETE:
        return plural("Conversation deleted.", "{n} conversations deleted.", number)
    if action is OrderAction.ARCHIVE:
        return plural("Conversation put into the archive.", "{n} conversations put into the archive.", number)
    return plural("Conversation taken out of the archive.", "{n} conversations taken out of the archive.", number)
