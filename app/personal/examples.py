"""Everything in a person's conversations and documents that a model could learn from, and what speaks for it.

Only what the person accepted and what they wrote themselves is learned: a reply that nobody judged is shown, so that
it can be taken in, but it is not taken for the person's wish.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.personal.documents import Passage
from app.personal.secrets import Cleaned, Finding, clean_secrets
from app.reasoning import answer_of
from app.store.reader import Reader
from app.store.records import Conversation, Feedback, MessageState, StoredMessage, Thumb, Vote
from app.turns import as_messages, turns
from engine.protocol import Message, Role
from engine.training.personal_job import ExampleKind, PersonalExample

_MOST_CONTEXT = 4000
"""Characters of a conversation before the reply that are kept: training reads no more."""
_MOST_CONVERSATIONS = 1_000_000
MOST_UNJUDGED = 300
"""About: nobody looks through more of what they had nothing to say of."""


class Basis(StrEnum):
    """What speaks for an example."""

    CORRECTED = "corrected"
    """The person wrote what they would have said."""
    VOTED = "voted"
    """The person saw two answers side by side, and this one was the better."""
    LIKED = "liked"
    CHOSEN = "chosen"
    """The person asked for other answers, and kept this one."""
    DISLIKED = "disliked"
    """To be made less likely."""
    WRITING = "writing"
    UNJUDGED = "unjudged"
    """A reply that the person let stand and said nothing of."""


class LeftOut(StrEnum):
    """Why an example is not used."""

    UNJUDGED = "unjudged"
    DUPLICATE = "duplicate"
    PERSON = "person"
    """The person took it out."""


@dataclass(frozen=True)
class Candidate:
    """An example that may be learned from."""

    example: PersonalExample
    """Secrets are replaced by marks in it."""
    basis: Basis
    title: str
    """Of the conversation or document."""
    conversation_id: int | None = None
    document: str = ""
    """Path, where it comes from one."""
    found: tuple[Finding, ...] = ()
    """Secrets that were replaced, in its question and its reply."""
    left_out: LeftOut | None = None
    held_out: bool = False
    """Used to see what was learned, never learned from."""

    @property
    def included(self) -> bool:
        return self.left_out is None

    @property
    def question(self) -> str:
        """The message that the reply answers."""
        return self.example.messages[-2].content

    @property
    def reply(self) -> str:
        """What is learned; of a disliked one what is unlearned."""
        return self.example.messages[-1].content


def from_conversations(reader: Reader, profile_id: int, region: str | None) -> list[Candidate]:
    """A profile's, the oldest first; of replies that nobody judged only those of the conversations used last. `region`
    is for telephone numbers, see `clean_secrets`. Reads every conversation: not for the thread that draws. Raises
    StoreError."""
    found: list[Candidate] = []
    unjudged = 0
    for conversation in reader.conversations(profile_id, limit=_MOST_CONVERSATIONS):
        of_it = list(_of_conversation(reader, conversation, region, unjudged=unjudged < MOST_UNJUDGED))
        unjudged += sum(candidate.basis is Basis.UNJUDGED for candidate in of_it)
        found += of_it
    return sorted(found, key=lambda candidate: (candidate.example.written_at, candidate.example.key))


def from_votes(reader: Reader, profile_id: int, region: str | None) -> list[Candidate]:
    """Pairs of the answers of a comparison, where one was better. Raises StoreError."""
    cleaner = _Cleaner(region)
    found = (_of_vote(reader, vote, cleaner) for vote in reader.votes(profile_id))
    return [candidate for candidate in found if candidate is not None]


def from_documents(found: Sequence[Passage], region: str | None) -> list[Candidate]:
    cleaner = _Cleaner(region)
    return [
        Candidate(
            PersonalExample(
                passage.key,
                ExampleKind.WRITING,
                (
                    Message(Role.USER, cleaner.text(passage.question)),
                    Message(Role.ASSISTANT, cleaner.text(passage.text)),
                ),
                written_at=passage.written_at,
            ),
            Basis.WRITING,
            passage.title,
            document=passage.path,
            found=cleaner.found(passage.question, passage.text),
        )
        for passage in found
    ]


def _of_vote(reader: Reader, vote: Vote, cleaner: _Cleaner) -> Candidate | None:
    answer, other = answer_of(vote.answer), answer_of(vote.other)
    better, worse = (answer, other) if vote.better > 0 else (other, answer)
    if not vote.better or not better.strip() or better.strip() == worse.strip():
        return None
    conversation = reader.conversation(vote.conversation_id) if vote.conversation_id is not None else None
    before = []
    if conversation is not None and vote.before_id is not None:
        before = [*reader.messages(conversation.id, before=vote.before_id), reader.message(vote.before_id)]
    context = _context([*as_messages(turns(before), files=False), Message(Role.USER, vote.prompt)])
    texts = [*_own(conversation), *context, Message(Role.ASSISTANT, better)]
    return Candidate(
        PersonalExample(
            f"vote:{vote.id}",
            ExampleKind.CORRECTED if worse.strip() else ExampleKind.ACCEPTED,
            tuple(Message(one.role, cleaner.text(one.content)) for one in texts),
            cleaner.text(worse),
            vote.created_at,
        ),
        Basis.VOTED,
        conversation.title if conversation is not None else "Side by side",
        conversation.id if conversation is not None else None,
        found=cleaner.found(context[-1].content, better),
    )


def _own(conversation: Conversation | None) -> list[Message]:
    """The conversation's own system message, where it has one."""
    own = conversation.settings.system_message if conversation is not None else None
    return [Message(Role.SYSTEM, own)] if own and own.strip() else []


def _of_conversation(
    reader: Reader, conversation: Conversation, region: str | None, *, unjudged: bool
) -> Iterator[Candidate]:
    """`unjudged`: with the replies that nobody judged."""
    path = reader.messages(conversation.id)
    judged = reader.judged(conversation.id)
    feedback = reader.feedback(message.id for message in judged)
    cleaner = _Cleaner(region)
    on_path = {message.id for message in path}
    replies = [(message, path[:at]) for at, message in enumerate(path)]
    # A reply that another one has taken the place of teaches only by what the person said of it.
    replies += [
        (message, reader.messages(conversation.id, before=message.id))
        for message in judged
        if message.id not in on_path
    ]
    for message, before in replies:
        if message.role is Role.ASSISTANT:
            said = feedback.get(message.id, Feedback(message.id))
            basis = _basis(reader, message, said)
            if basis is not None and (unjudged or basis is not Basis.UNJUDGED):
                candidate = _candidate(conversation, before, message, said, basis, cleaner)
                if candidate is not None:
                    yield candidate


def _basis(reader: Reader, message: StoredMessage, said: Feedback) -> Basis | None:
    """None where there is nothing to learn: an answer that was cut off, or is empty."""
    if said.correction.strip():
        return Basis.CORRECTED
    if message.state is not MessageState.COMPLETE or not answer_of(message.content).strip():
        return None
    if said.thumb is not Thumb.NONE:
        return Basis.LIKED if said.thumb is Thumb.UP else Basis.DISLIKED
    others = reader.children(message.parent_id) if message.parent_id is not None else []
    chosen = any(other.id != message.id and other.state is MessageState.COMPLETE for other in others)
    return Basis.CHOSEN if chosen else Basis.UNJUDGED


def _candidate(
    conversation: Conversation,
    before: Sequence[StoredMessage],
    message: StoredMessage,
    said: Feedback,
    basis: Basis,
    cleaner: _Cleaner,
) -> Candidate | None:
    context = _context(as_messages(turns(before), files=False))
    if not context or before[-1].attachments:
        return None  # Nothing was asked, or what a file says: that is not to be learned by heart.
    answer = answer_of(message.content)  # how the model came to it was not what the person judged
    reply, rejected, kind = answer, "", ExampleKind.ACCEPTED
    if basis is Basis.CORRECTED:
        reply = said.correction
        # What was not finished is no fair opposite.
        whole = message.state is MessageState.COMPLETE and answer.strip() and answer != reply
        rejected = cleaner.text(answer) if whole else ""
        kind = ExampleKind.CORRECTED if rejected else ExampleKind.ACCEPTED
    elif basis is Basis.DISLIKED:
        kind = ExampleKind.DISLIKED
    texts = [*_own(conversation), *context, Message(Role.ASSISTANT, reply)]
    return Candidate(
        PersonalExample(
            f"message:{message.id}",
            kind,
            tuple(Message(one.role, cleaner.text(one.content)) for one in texts),
            rejected,
            message.created_at,
        ),
        basis,
        conversation.title,
        conversation.id,
        found=cleaner.found(context[-1].content, reply),
        left_out=LeftOut.UNJUDGED if basis is Basis.UNJUDGED else None,
    )


def _context(messages: Sequence[Message]) -> list[Message]:
    """The newest turns that fit, from a question to the last one; of replies what they answer."""
    if not messages or messages[-1].role is not Role.USER:
        return []
    length, begin = 0, len(messages) - 1
    for at in range(len(messages) - 1, -1, -1):
        length += len(messages[at].content)
        if length > _MOST_CONTEXT:
            break
        if messages[at].role is Role.USER:
            begin = at
    # Only what fits is looked through: a long conversation comes here once for each of its replies.
    return [
        replace(one, content=answer_of(one.content)) if one.role is Role.ASSISTANT else one for one in messages[begin:]
    ]


@dataclass(frozen=True)
class _Cleaner:
    """Looks through each text once, however many examples it is a part of."""

    region: str | None
    _done: dict[str, Cleaned] = field(default_factory=dict[str, Cleaned])

    def text(self, text: str) -> str:
        return self._look(text).text

    def found(self, *texts: str) -> tuple[Finding, ...]:
        return tuple(finding for text in texts for finding in self._look(text).found)

    def _look(self, text: str) -> Cleaned:
        if text not in self._done:
            self._done[text] = clean_secrets(text, self.region)
        return self._done[text]
