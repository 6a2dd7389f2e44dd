"""ConversationListController: the list at the side, its search, and what happens to a conversation as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.client import EngineClient
from app.order import Order, OrderAction
from app.store.errors import StoreError
from app.store.records import Conversation
from app.store.search_reader import Hit
from app.store.store import Store
from engine.protocol import Done, Failed, ForgetConversation

UNDO_SECONDS = 30
"""For so long at the least a deletion can be undone; the window offers it for a shorter time."""
MOST_SHOWN = 1_000
"""Of the archive as many again."""


class ConversationListController(QObject):
    hits_changed = Signal(object)
    """dict[int, Hit] by conversation: what the search found in those of the list that follows; none without one"""
    order_changed = Signal(object)
    """Order of the list that follows"""
    list_changed = Signal(list)
    """list[Conversation], pinned ones first, then the newest, those of the archive last; or those that the search
    found."""
    renamed = Signal(object)
    """Conversation"""
    deleted = Signal(int)
    restored = Signal(int)
    purging = Signal(object)
    """float | None: what was deleted so many seconds ago, or everything that was, is about to go for good"""
    purged = Signal()
    """What was deleted is gone for good, its saved states too; or that is left to the next start."""
    problem = Signal(object)

    def __init__(self, client: EngineClient, store: StoreAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._store = store
        self._profile_id: int | None = None
        self._search = ""
        self._is_archive_open = False
        self._question = 0
        """Grows with every question for the list: only the answer to the newest counts."""
        self._to_forget: list[str] = []
        """Keys of conversations that are gone, whose saved states the engine has yet to delete."""
        self._purge_timer = QTimer(self)
        self._purge_timer.setSingleShot(True)
        self._purge_timer.setInterval((UNDO_SECONDS + 1) * 1000)
        self._purge_timer.timeout.connect(lambda: self._purge(UNDO_SECONDS))
        self._forgetting: set[int] = set()
        """Requests of that kind that the engine has not answered yet."""
        client.ready.connect(self._forget_states)
        client.received.connect(self._take)
        client.died.connect(self._engine_died)

    def set_profile(self, profile_id: int) -> None:
        self._profile_id = profile_id
        self.refresh()

    def refresh(self) -> None:
        self._question += 1
        question, profile_id, search = self._question, self._profile_id, self._search

        with_archive = self._is_archive_open

        def read(store: Store) -> tuple[list[Hit], Order]:
            if search.strip():
                return store.search(profile_id, search, MOST_SHOWN), Order(is_search=True)
            return _listed(store, profile_id, with_archive)

        def done(found: tuple[list[Hit], Order]) -> None:
            if question == self._question:
                hits, order = found
                self.hits_changed.emit({hit.conversation.id: hit for hit in hits if hit.message_id is not None})
                self.order_changed.emit(order)
                self.list_changed.emit([hit.conversation for hit in hits])

        self._store.ask(read, done, self._tell)

    def show_archive(self, shown: bool) -> None:
        """List what is in the archive, too."""
        self._is_archive_open = shown
        self.refresh()

    def search(self, text: str) -> None:
        """Show only what holds `text`; an empty text shows all."""
        self._search = text
        self.refresh()

    def rename(self, conversation_id: int, title: str) -> None:
        title = " ".join(title.split())
        if not title:
            self.refresh()
            return

        def done(conversation: Conversation) -> None:
            self.renamed.emit(conversation)
            self.refresh()

        self._store.ask(lambda store: store.rename_conversation(conversation_id, title), done, self._tell)

    def delete(self, conversation_id: int) -> None:
        """Out of sight at once; for good after `UNDO_SECONDS`, or when the program ends."""

        def done(_: None) -> None:
            self.deleted.emit(conversation_id)
            self.purge_later()
            self.refresh()

        self._store.ask(lambda store: store.delete_conversation(conversation_id), done, self._tell)

    def undo_delete(self, conversation_id: int) -> None:
        def done(conversation: Conversation) -> None:
            if conversation.profile_id == self._profile_id:
                self.restored.emit(conversation_id)
            self.refresh()

        self._store.ask(lambda store: store.restore_conversation(conversation_id), done, self._tell)

    def act(self, action: OrderAction, conversation_ids: Sequence[int]) -> None:
        """On several at once, all of them or none."""
        ids = tuple(conversation_ids)

        def done(_: None) -> None:
            if action is OrderAction.DELETE:
                for conversation_id in ids:
                    self.deleted.emit(conversation_id)
                self.purge_later()
            self.refresh()

        self._store.ask(lambda store: _ACTS[action](store, ids), done, self._tell)

    def move(self, conversation_ids: Sequence[int], folder_id: int | None) -> None:
        """Into a folder, or out of theirs."""
        ids = tuple(conversation_ids)
        self._change(lambda store: store.move_conversations(ids, folder_id))

    def move_to_new(self, conversation_ids: Sequence[int], name: str) -> None:
        """Into the folder of that name, which may be new; without conversations it is only made."""
        ids, profile_id, name = tuple(conversation_ids), self._profile_id, " ".join(name.split())
        if name and profile_id is not None:
            self._change(lambda store: store.move_conversations(ids, store.create_folder(profile_id, name).id))

    def rename_folder(self, folder_id: int, name: str) -> None:
        name = " ".join(name.split())
        self._change(lambda store: store.rename_folder(folder_id, name) if name else None)

    def delete_folder(self, folder_id: int) -> None:
        """Its conversations stay."""
        self._change(lambda store: store.delete_folder(folder_id))

    def purge_later(self) -> None:
        """Something was deleted: for good once it can no longer be undone."""
        self._purge_timer.start()

    def purge_old(self) -> None:
        """What an earlier run had deleted and could not take away for good."""
        self._purge(UNDO_SECONDS)

    def purge_all(self) -> None:
        """The program ends, and with it every chance to undo. Without an engine that deletes the saved states too, it
        is left to the next start."""
        self._purge_timer.stop()
        if self._client.is_ready:
            self._purge(None)
        else:
            self.purged.emit()

    def forget(self, keys: Sequence[str]) -> None:
        """Conversations with these keys are gone for good: their saved states go too."""
        self._to_forget += keys
        self._forget_states()

    def _purge(self, older_than_seconds: float | None) -> None:
        self.purging.emit(older_than_seconds)

        def done(keys: list[str]) -> None:
            self._to_forget += keys
            self._forget_states()
            self._check_purged()

        def failed(error: StoreError) -> None:
            if older_than_seconds is not None:
                self._tell(error)
            self.purged.emit()

        self._store.ask(lambda store: store.purge_deleted(older_than_seconds), done, failed)

    def _forget_states(self) -> None:
        if self._client.is_ready:
            for key in self._to_forget:
                request = ForgetConversation(self._client.next_id(), key)
                self._forgetting.add(request.id)
                self._client.send(request)
            self._to_forget.clear()

    def _take(self, event: object) -> None:
        if isinstance(event, Done | Failed) and event.id in self._forgetting:
            self._forgetting.discard(event.id)
            self._check_purged()

    def _engine_died(self) -> None:
        if self._forgetting:
            self._forgetting.clear()
            self._check_purged()

    def _check_purged(self) -> None:
        if not self._forgetting:
            self.purged.emit()

    def _change(self, change: Callable[[Store], object]) -> None:
        """The list is read again whether or not it succeeds: a name that was refused must not stay in it."""

        def failed(error: StoreError) -> None:
            self._tell(error)
            self.refresh()

        self._store.ask(change, lambda _: self.refresh(), failed)

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))


def _listed(store: Store, profile_id: int | None, with_archive: bool) -> tuple[list[Hit], Order]:
    found = store.conversations(profile_id, limit=MOST_SHOWN)
    archive = store.conversations(profile_id, limit=MOST_SHOWN, archived=True) if with_archive else []
    counts = store.conversation_counts(profile_id)
    older = counts.current - len(found) + (counts.archived - len(archive) if with_archive else 0)
    folders = tuple(store.folders(profile_id)) if profile_id is not None else ()
    order = Order(folders, counts.archived, with_archive, max(0, older))
    return [Hit(conversation) for conversation in (*found, *archive)], order


_ACTS: dict[OrderAction, Callable[[Store, tuple[int, ...]], None]] = {
    OrderAction.PIN: lambda store, ids: store.pin_conversations(ids, pinned=True),
    OrderAction.UNPIN: lambda store, ids: store.pin_conversations(ids, pinned=False),
    OrderAction.ARCHIVE: lambda store, ids: store.archive_conversations(ids, archived=True),
    OrderAction.UNARCHIVE: lambda store, ids: store.archive_conversations(ids, archived=False),
    OrderAction.DELETE: lambda store, ids: store.delete_conversations(ids),
    OrderAction.RESTORE: lambda store, ids: store.restore_conversations(ids),
}
