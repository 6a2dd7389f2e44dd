"""What a training for a person is made of: the program writes a job, the training process reads it. No torch here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.protocol import Message


class ExampleKind(StrEnum):
    ACCEPTED = "accepted"
    """The last message is a reply that the person kept, liked or wrote themselves: learned as it stands."""
    CORRECTED = "corrected"
    """The last message is what the person would have said, `rejected` what the model had said: a pair."""
    DISLIKED = "disliked"
    """The last message is a reply with a thumb down: to be made less likely."""
    WRITING = "writing"
    """The last message is a passage of the person's own documents; the one before it asks for it."""


@dataclass(frozen=True)
class PersonalExample:
    """One conversation up to the reply that it teaches; its last message is that reply."""

    key: str
    """Names what it comes from for ever (`message:417`, `document:<sha256>:3`): lineage and deletion go by it."""
    kind: ExampleKind
    messages: tuple[Message, ...]
    rejected: str = ""
    written_at: float = 0.0
    """Seconds since 1970, UTC. The latest are held out."""


@dataclass(frozen=True)
class PersonalJob:
    """Everything that a training needs to know; kept beside its checkpoint, so that it can be taken up again."""

    model: str
    """Path of the base, a GGUF file."""
    folder: str
    """Takes the checkpoint, the adapter as a PEFT folder and the report."""
    name: str
    """What the adapter will be called."""
    training: tuple[PersonalExample, ...]
    held_out: tuple[PersonalExample, ...]
    """Later in time than those for training; never learned from."""
    profile_prompt: str = ""
    """The profile's system message with its stated preferences: an arm of the report."""
    memories: tuple[str, ...] = ()
    """Facts about the person that may be brought to a prompt by retrieval: an arm of the report."""
    seed: int = 0
    threads: int = 0
    """0: one for each physical core but one, at least one."""
