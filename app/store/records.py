"""The rows of the store as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from engine.protocol import DynamicTokenization, Role, SamplingOptions, Timings, Usage


class MessageState(StrEnum):
    COMPLETE = "complete"
    STREAMING = "streaming"
    """Being written. Found at start-up it means that the program ended in the middle: it becomes STOPPED."""
    STOPPED = "stopped"
    """Ended before its time, by the person or with the engine or the program; what had come is kept."""
    FAILED = "failed"


@dataclass(frozen=True)
class AdapterChoice:
    """An adapter of the shelf as a person has set it."""

    key: str
    """Names it in the adapter library for ever."""
    scale: float = 1.0
    active: bool = True
    """Switched off it stays in the row, with its scale, and does nothing."""
    name: str = ""
    """As it was called when this was written: what is shown once the adapter is gone."""


@dataclass(frozen=True)
class ReplyMetadata:
    """What wrote a reply, and how it went."""

    model: str = ""
    finish_reason: str = ""
    """A FinishReason, or "interrupted" when the engine or the program ended in the middle."""
    usage: Usage | None = None
    timings: Timings | None = None
    sampling: SamplingOptions | None = None
    error: str = ""
    """For a person: why the state is FAILED or STOPPED, if there is more to say than that."""
    adapters: tuple[AdapterChoice, ...] = ()
    """The set that wrote it, only the active ones."""


@dataclass(frozen=True)
class StoredMessage:
    id: int
    """Grows with every message written, so it gives the order whatever the clock says."""
    conversation_id: int
    parent_id: int | None
    role: Role
    content: str
    state: MessageState = MessageState.COMPLETE
    metadata: ReplyMetadata = field(default_factory=ReplyMetadata)
    created_at: float = 0.0
    """Seconds since 1970, UTC."""


@dataclass(frozen=True)
class ConversationSettings:
    """Of one conversation. None takes the program's setting."""

    system_message: str | None = None
    model: str | None = None
    """Path of the model."""
    sampling: SamplingOptions | None = None
    adapters: tuple[AdapterChoice, ...] | None = None
    """None takes the profile's."""
    dynamic: DynamicTokenization | None = None
    """None takes the model's default."""


@dataclass(frozen=True)
class ProfileSettings:
    """What a profile brings to every conversation of it."""

    adapters: tuple[AdapterChoice, ...] = ()


@dataclass(frozen=True)
class Conversation:
    id: int
    key: str
    """Random and unique for ever; names the engine's saved state."""
    profile_id: int
    title: str
    head_id: int | None
    """The message that the transcript ends with; its ancestors are the conversation as shown."""
    settings: ConversationSettings
    created_at: float
    updated_at: float


@dataclass(frozen=True)
class Profile:
    id: int
    name: str
    system_message: str
    settings: ProfileSettings = field(default_factory=ProfileSettings)
