"""What a comparison of two ways to answer is, as values: where it begins, what is asked, how each side stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from app.store.records import AdapterChoice, Attachment, Conversation, MessageState, ReplyMetadata, StoredMessage
from engine.protocol import DynamicTokenization, SamplingOptions


class Side(StrEnum):
    LEFT = "left"
    """Asked first."""
    RIGHT = "right"


class SideState(StrEnum):
    EMPTY = "empty"
    WAITING = "waiting"
    """For the engine, or for the other side."""
    LOADING = "loading"
    """Its model is being loaded, beside the one that is."""
    READING = "reading"
    WRITING = "writing"
    STOPPING = "stopping"
    COMPLETE = "complete"
    STOPPED = "stopped"
    """Ended before its time; what had come is kept."""
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        return self in (SideState.COMPLETE, SideState.STOPPED, SideState.FAILED)


@dataclass(frozen=True)
class SideStatus:
    state: SideState = SideState.EMPTY
    done: int = 0
    total: int = 0
    """Tokens of the prompt, while READING, or parts of the model, while LOADING; 0 where it is not known."""
    text: str = ""
    """The whole answer, once it is over."""
    metadata: ReplyMetadata = field(default_factory=ReplyMetadata)
    """What wrote it and how fast, once it is over; `error` says why it failed or stopped."""


@dataclass(frozen=True)
class ComparisonStart:
    """Where in a conversation a comparison begins."""

    prompt: str = ""
    """For the person to change."""
    conversation: Conversation | None = None
    """None: a new one."""
    path: tuple[StoredMessage, ...] = ()
    """The messages before the prompt."""
    attachments: tuple[Attachment, ...] = ()
    """Read before the prompt."""
    asked: StoredMessage | None = None
    """The message that the prompt was taken from, where it has been sent already."""
    system_message: str = ""
    dynamic: DynamicTokenization | None = None
    """The conversation's own degree; None takes the model's default."""
    json_schema: str | None = None
    """That all answers of the conversation follow."""


SAMPLING = ("temperature", "top_k", "top_p", "min_p", "repeat_penalty", "seed")
"""What the sides can differ in, by the fields of SamplingOptions."""


@dataclass(frozen=True)
class Way:
    """How one side is written, besides its adapters."""

    model: str = ""
    """Path; empty for the model that is loaded. Another one takes no adapters."""
    name: str = ""
    """What the person calls it."""
    temperature: float | None = None
    """None takes that of the conversation, here and below."""
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None
    seed: int | None = None
    """In place of one that both sides share, too."""

    @property
    def sampling(self) -> Mapping[str, Any]:
        """What it changes, by the fields of SamplingOptions."""
        return {name: value for name in SAMPLING if (value := getattr(self, name)) is not None}

    def applied(self, sampling: SamplingOptions) -> SamplingOptions:
        return replace(sampling, **self.sampling)


@dataclass(frozen=True)
class ComparisonRequest:
    start: ComparisonStart
    prompt: str
    left: tuple[AdapterChoice, ...]
    right: tuple[AdapterChoice, ...]
    with_context: bool = True
    """Whether the messages before the prompt are read too."""
    same_seed: bool = True
    left_way: Way = Way()
    right_way: Way = Way()

    def way(self, side: Side) -> Way:
        return self.left_way if side is Side.LEFT else self.right_way

    def choices(self, side: Side) -> tuple[AdapterChoice, ...]:
        return self.left if side is Side.LEFT else self.right


@dataclass(frozen=True)
class KeptAnswer:
    """An answer of a comparison that the person wants in the conversation."""

    start: ComparisonStart
    prompt: str
    text: str
    state: MessageState
    metadata: ReplyMetadata


@dataclass(frozen=True)
class CastVote:
    """What the person said of the two answers."""

    request: ComparisonRequest
    left: SideStatus
    right: SideStatus
    better: Side | None
    """None: both alike."""


def can_be_voted_on(left: SideStatus, right: SideStatus) -> bool:
    """Whether both answers are whole, and say something else."""
    whole = all(side.state is SideState.COMPLETE and side.text.strip() for side in (left, right))
    return whole and left.text.strip() != right.text.strip()


def parting(left: str, right: str) -> int | None:
    """Where two texts part: the index of the first word that is not the same; None where neither has parted yet,
    because one is the beginning of the other."""
    shortest = min(len(left), len(right))
    index = next((number for number in range(shortest) if left[number] != right[number]), shortest)
    if index == shortest:
        return None
    while index > 0 and not left[index - 1].isspace():
        index -= 1
    return index
