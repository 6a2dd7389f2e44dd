"""A conversation as a value of its own: with everything that belongs to it, and nothing of the database it is in."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from app.store.records import (
    Attachment,
    ConversationSettings,
    MessageState,
    ReplyMetadata,
    Thumb,
    TitledBy,
)
from engine.protocol import Role

KEY = re.compile(r"[0-9a-f]{32}")
"""How a conversation is named for ever."""


@dataclass(frozen=True)
class PortableSummary:
    """Of a message and all above it."""

    text: str
    model: str = ""
    """What the model is called that wrote it."""
    edited: bool = False
    """The person has changed it."""


@dataclass(frozen=True)
class PortableMessage:
    key: str
    """Unique in its conversation, and the same wherever the conversation is."""
    parent: str | None
    """The key of the message that it answers."""
    role: Role
    content: str
    state: MessageState = MessageState.COMPLETE
    metadata: ReplyMetadata = field(default_factory=ReplyMetadata)
    created_at: float = 0.0
    """Seconds since 1970, UTC."""
    seen_at: float | None = None
    """When it was last the end of what was shown; None for one that was never left for another branch."""
    thumb: Thumb = Thumb.NONE
    correction: str = ""
    judged_at: float = 0.0
    attachments: tuple[Attachment, ...] = ()
    summary: PortableSummary | None = None
    """What a model sees in place of it and all above it."""


@dataclass(frozen=True)
class PortableVote:
    """See `Vote`. One is the same as another where both were cast at the same moment on the same texts."""

    before: str | None
    """The key of the message that the prompt came after; None where it was the first."""
    prompt: str
    answer: str
    other: str
    answer_metadata: ReplyMetadata = field(default_factory=ReplyMetadata)
    other_metadata: ReplyMetadata = field(default_factory=ReplyMetadata)
    better: int = 0
    created_at: float = 0.0
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class PortableConversation:
    key: str
    """See `KEY`."""
    title: str = ""
    titled: TitledBy = TitledBy.PERSON
    profile: str = ""
    """Name of the profile that it belongs to; empty where it is not known."""
    folder: str = ""
    """Name of its folder; empty where it is in none."""
    pinned: bool = False
    archived: bool = False
    settings: ConversationSettings = field(default_factory=ConversationSettings)
    created_at: float = 0.0
    updated_at: float = 0.0
    head: str | None = None
    """The key of the message that the transcript ends with."""
    messages: tuple[PortableMessage, ...] = ()
    """All branches, parents before their answers, and of two versions the older one first."""
    votes: tuple[PortableVote, ...] = ()
    """Between two answers in it, the oldest first."""


@dataclass(frozen=True)
class TakenIn:
    """What became of a conversation that was brought in."""

    conversation_id: int
    is_new: bool
    messages: int
    """How many were added; 0 where all were there already."""


def message_key(conversation_key: str, message_id: int, created_at: float) -> str:
    """What a message that was written here is called elsewhere. Its number alone would not do: a copy of the
    conversation in another database goes on with the same numbers."""
    return hashlib.sha256(f"{conversation_key}:{message_id}:{created_at!r}".encode()).hexdigest()[:24]
