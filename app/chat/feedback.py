"""FeedbackController: what the person thinks of replies and of compared answers, kept in the store."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.comparison import CastVote, Side
from app.store.errors import StoreError
from app.store.records import Conversation, Feedback, Profile, StoredMessage, Thumb, Vote
from app.store.store import Store
from engine.protocol import Role


class FeedbackController(QObject):
    changed = Signal(object)
    """dict[int, Feedback] by message: as it is stored now."""
    correction_returned = Signal(int, str)
    """(message id, text): what the person would have said could not be kept, and is theirs to keep once more."""
    vote_kept = Signal(object)
    """Vote"""
    vote_lost = Signal(object)
    """Problem: why it could not be kept."""
    problem = Signal(object)
    """Problem"""

    def __init__(self, store: StoreAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._profile: Profile | None = None

    def set_profile(self, profile: Profile) -> None:
        """Whose votes on a prompt outside of all conversations they are."""
        self._profile = profile

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

    def vote(self, vote: CastVote) -> None:
        start = vote.request.start
        if start.conversation is not None:
            profile_id = start.conversation.profile_id
        elif self._profile is not None:
            profile_id = self._profile.id
        else:
            return  # no profile yet, no comparison
        before = start.path[-1].id if vote.request.with_context and start.path else None

        def keep(store: Store) -> Vote:
            return store.add_vote(
                profile_id,
                conversation_id=start.conversation.id if start.conversation is not None else None,
                before_id=before,
                prompt=vote.request.prompt,
                answer=vote.left.text,
                other=vote.right.text,
                answer_metadata=vote.left.metadata,
                other_metadata=vote.right.metadata,
                attachments=start.attachments,
                better=0 if vote.better is None else 1 if vote.better is Side.LEFT else -1,
            )

        def failed(error: StoreError) -> None:
            self.vote_lost.emit(problems.store_failed(error))

        self._store.ask(keep, self.vote_kept.emit, failed)

    def take_vote_back(self, vote_id: int) -> None:
        self._store.ask(lambda store: store.delete_vote(vote_id), lambda _: None, self._tell)

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
