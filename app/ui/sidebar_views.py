"""SidebarViews: the conversations at the side, what a search found in them, and what the person does with one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.store.search_reader import Hit
from app.ui.announcements import announce
from app.ui.cards import NoticeBar
from app.ui.conversation_views import ConversationViews
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

    def __init__(
        self, theme: Theme, conversation: ConversationViews, finding: FindViews, notice_bar: NoticeBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._conversation = conversation
        self._finding = finding
        self._notice_bar = notice_bar
        self.sidebar = Sidebar(theme)
        self.place = SidebarPlace(self.sidebar, self)
        self._hits: Mapping[int, Hit] = {}
        self.sidebar.new_requested.connect(self.start_new)
        self.sidebar.chosen.connect(self._choose)
        self.sidebar.opened.connect(self.place.close_passing)
        self.sidebar.left.connect(conversation.composer.focus)
        self.sidebar.delete_requested.connect(self._delete)

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
        self._notice_bar.show_notice(
            "Conversation deleted.", "Undo", lambda: self.deletion_undone.emit(conversation_id)
        )
        announce(self._window, "Conversation deleted. Control, Shift and Z undoes it.")
