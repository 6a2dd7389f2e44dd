"""DraftController: what is being written, in the message box or in place of a message, outlives the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.store.errors import StoreError
from app.store.records import Attachment
from app.store.store import Store


class DraftController(QObject):
    found = Signal(object, object)
    """(conversation id or None for a new one, dict[int | None, str]): what was being written there when the program
    ended, by the message that was edited; under None what was in the message box."""
    files_found = Signal(object, object)
    """(conversation id or None for a new one, tuple[Attachment, ...]): what was attached in its message box then."""
    problem = Signal(object)

    def __init__(self, store: StoreAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._looked_at: set[int | None] = set()
        """Conversations whose drafts the window has since."""
        self._has_failed = False

    def show(self, conversation_id: int | None) -> None:
        """This conversation is shown; what is known of it follows by `found`, once."""
        if conversation_id in self._looked_at:
            return
        self._looked_at.add(conversation_id)

        def read(store: Store) -> tuple[dict[int | None, str], tuple[Attachment, ...]]:
            return store.drafts(conversation_id), store.draft_attachments(conversation_id)

        def done(found: tuple[dict[int | None, str], tuple[Attachment, ...]]) -> None:
            drafts, files = found
            if drafts:
                self.found.emit(conversation_id, drafts)
            if files:
                self.files_found.emit(conversation_id, files)

        self._store.ask(read, done, self._tell)

    def keep(self, conversation_id: int | None, message_id: int | None, text: str) -> None:
        """An empty text is nothing to keep."""
        self._keep(conversation_id, lambda store: store.keep_draft(conversation_id, message_id, text))

    def keep_files(self, conversation_id: int | None, files: tuple[Attachment, ...]) -> None:
        """What is attached in the message box."""
        self._keep(conversation_id, lambda store: store.keep_draft_attachments(conversation_id, files))

    def _keep(self, conversation_id: int | None, write: Callable[[Store], None]) -> None:
        self._looked_at.add(conversation_id)

        def done(_: None) -> None:
            self._has_failed = False

        self._store.ask(write, done, self._not_kept)

    def _not_kept(self, error: StoreError) -> None:
        """Told once: the next words would fail the same way."""
        if not self._has_failed:
            self._has_failed = True
            self._tell(error)

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
