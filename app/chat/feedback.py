"""FeedbackController: what the person thinks of the replies that are shown, kept in the store."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.store.errors import StoreError
from app.store.records import Conversation, Feedback, StoredMessage, Thumb
from engine.protocol import Role


class FeedbackController(QObject):
    changed = Signal(object)
    """dict[int, Feedback] by message: as it is stored now."""
    correction_returned = Signal(int, str)
    """(message id, text): what the person would have said could not be kept, and is theirs to keep once more."""
    problem = Signal(object)
    """Problem"""

    def __init__(self, store: StoreAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store

    def show(self, _: Conversation | None, messages: Sequence[StoredMessage]) -> None:
        """These are shown; what is known of them follows by `changed`."""
        replies = [message.id for message in messages if message.role is Role.ASSISTANT]
        if replies:
            self._store.ask(lambda store: store.feedback(replies), self._told, self._tell)

    def judge(self, message_id: int, thumb: Thumb) -> None:
        self._keep(message_id, thumb=thumb)

    def correct(self, message_id: int, text: str) -> None:
        """Keep what the person would have said; an empty text takes it back."""
        self._keep(message_id, correction=text)

    def _keep(self, message_id: int, *, thumb: Thumb | None = None, correction: str | None = None) -> None:
        def kept(feedback: Feedback) -> None:
            self.changed.emit({message_id: feedback})

        def failed(error: StoreError) -> None:
            self._tell(error)
            # The window shows already what was not kept.
            self._store.ask(lambda store: store.feedback([message_id]), shown_again, lambda _: None)

        def shown_again(found: dict[int, Feedback]) -> None:
            self.changed.emit({message_id: found.get(message_id, Feedback(message_id))})
            if correction:
                self.correction_returned.emit(message_id, correction)

        self._store.ask(lambda store: store.set_feedback(message_id, thumb=thumb, correction=correction), kept, failed)

    def _told(self, feedback: dict[int, Feedback]) -> None:
        if feedback:
            self.changed.emit(feedback)

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
