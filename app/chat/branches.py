"""BranchController: messages of the shown conversation that are deleted, and brought back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.conversation import ChatController
from app.chat.courier import StoreAccess
from app.chat.writing import BUSY
from app.store.branch_store import MessageDeletion
from app.store.errors import StoreError
from app.store.records import Conversation


class BranchController(QObject):
    deleted = Signal(object)
    """MessageDeletion: out of sight, and to be undone for a while."""
    problem = Signal(object)
    notice = Signal(str)

    def __init__(self, store: StoreAccess, chat: ChatController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._chat = chat

    def delete(self, message_id: int, *, with_rest: bool) -> None:
        """A message alone, or `with_rest`, all that follow it in every branch."""
        shown = self._chat.shown_id
        if shown is not None and self._chat.is_writing(shown):
            self.notice.emit(BUSY)
            return

        def done(deletion: MessageDeletion) -> None:
            self._show(deletion.conversation_id, deletion.shown_id)
            self.deleted.emit(deletion)

        self._store.ask(lambda store: store.delete_message(message_id, with_rest=with_rest), done, self._tell)

    def undo(self, deletion: MessageDeletion) -> None:
        if self._chat.is_writing(deletion.conversation_id):
            self.notice.emit(BUSY)
            return

        def done(_: Conversation) -> None:
            self._show(deletion.conversation_id, deletion.message_ids[0])

        self._store.ask(lambda store: store.restore_messages(deletion), done, self._tell)

    def _show(self, conversation_id: int, message_id: int | None) -> None:
        if self._chat.shown_id == conversation_id:
            self._chat.show(conversation_id, message_id)

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
