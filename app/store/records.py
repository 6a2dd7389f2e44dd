"""The rows of the store as values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

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
class SteeredBy:
    """The small model that the adapters were put on, where they steered the one that wrote."""

    model: str
    strength: float = 1.0


class Structure(StrEnum):
    NONE = ""
    DEMANDED = "demanded"
    """The answer is to follow a JSON schema."""
    KEPT = "kept"
    """It does."""
    BROKEN = "broken"


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
    steered_by: SteeredBy | None = None
    """None: the adapters acted on the model itself."""
    reasoning_ms: float | None = None
    """How long it reasoned before its answer, from its first word on; None where it did not."""
    structure: Structure = Structure.NONE
    """Whether it was held to a JSON schema, and kept to it."""
    summarised_messages: int = 0
    """How many of the first messages the model saw a summary of in their place; `usage.dropped_messages` counts
    them, too."""
    own_schema: str = ""
    """The JSON schema that this answer alone was to follow, as text; empty where that was its conversation's, or
    none."""

    def judged(self, breach: str) -> ReplyMetadata:
        """Of a reply that was compared with its schema; `breach` says why it does not follow it, or nothing."""
        structure = Structure.BROKEN if breach else Structure.KEPT
        return replace(self, structure=structure, error=breach or self.error)


class AttachmentKind(StrEnum):
    """What the file was."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CODE = "code"
    HTML = "html"
    PDF = "pdf"
    WORD = "word"


@dataclass(frozen=True)
class Attachment:
    """A file that the person put into a message, as it was read: the file itself is not kept."""

    name: str
    """Of the file, without its folder."""
    kind: AttachmentKind
    text: str
    pages: int = 0
    """0 where its kind has none."""
    note: str = ""
    """For the person: what of the file is not in the text; empty where there is nothing to remark."""


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
    attachments: tuple[Attachment, ...] = ()
    """Read before `content`, in this order."""


@dataclass(frozen=True)
class Summary:
    """What the model sees in place of the first messages of a conversation, which stay as they are."""

    message_id: int
    """The last message that it stands for."""
    covered: str
    """Tells which messages it stands for: `app.summary.covered`."""
    text: str
    model: str = ""
    """What the model is called that wrote it."""
    edited: bool = False
    """The person has changed it."""


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
    json_schema: str | None = None
    """A JSON schema, as text, that every answer must follow."""


@dataclass(frozen=True)
class ProfileSettings:
    """What a profile brings to every conversation of it."""

    adapters: tuple[AdapterChoice, ...] = ()
    preferences: str = ""
    """What the person prefers and values, one thing a line: it becomes part of the system message."""
    model: str | None = None
    """Path of the model that is loaded when the profile is taken; None leaves the one that is there."""
    sampling: SamplingOptions | None = None
    """None takes the program's setting."""


class TitledBy(StrEnum):
    WORDS = "words"
    """The title is the beginning of the first message."""
    MODEL = "model"
    PERSON = "person"
    """Never replaced by the program."""


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
    folder_id: int | None = None
    pinned: bool = False
    archived: bool = False
    titled: TitledBy = TitledBy.PERSON


@dataclass(frozen=True)
class ConversationCounts:
    current: int = 0
    archived: int = 0


@dataclass(frozen=True)
class Folder:
    """Conversations of one profile that belong together."""

    id: int
    profile_id: int
    name: str


@dataclass(frozen=True)
class Profile:
    id: int
    name: str
    system_message: str
    """Its instructions. What a model is told is made of them and of the preferences: `app.profiles.system_text`."""
    settings: ProfileSettings = field(default_factory=ProfileSettings)


@dataclass(frozen=True)
class ProfileContents:
    """How much belongs to a profile, and goes with it."""

    conversations: int = 0
    facts: int = 0
    versions: int = 0


class Thumb(IntEnum):
    DOWN = -1
    NONE = 0
    UP = 1


@dataclass(frozen=True)
class Feedback:
    """What the person thinks of a reply. It goes with the message."""

    message_id: int
    thumb: Thumb = Thumb.NONE
    correction: str = ""
    """“I would have said”: the reply in the person's words."""
    changed_at: float = 0.0


@dataclass(frozen=True)
class Memory:
    """A fact about the person, in a sentence."""

    id: int
    profile_id: int
    text: str
    message_id: int | None
    """What it was taken from; None where the person wrote it, or where that message is gone."""
    confirmed: bool
    """Only what the person has confirmed is told to a model."""
    created_at: float
    sentence: str = ""
    """Of the message, where the model found it there."""


@dataclass(frozen=True)
class OwnMessage:
    """Something that the person wrote."""

    id: int
    content: str


@dataclass(frozen=True)
class Vote:
    """What the person said of two answers to one prompt."""

    id: int
    profile_id: int
    conversation_id: int | None
    """Where it was asked; the vote goes with it. None for a prompt outside of all."""
    before_id: int | None
    """The message that the prompt came after; None where it was the first."""
    prompt: str
    answer: str
    other: str
    answer_metadata: ReplyMetadata
    """What wrote `answer`."""
    other_metadata: ReplyMetadata
    better: int
    """1 `answer`, -1 `other`, 0 both alike."""
    created_at: float
    attachments: tuple[Attachment, ...] = ()
    """Read before the prompt."""


@dataclass(frozen=True)
class LearningChoice:
    """What the person decided on an example."""

    example: str
    """The example's key: `message:ID`, `vote:ID`, or `document:...`."""
    included: bool
    text: str = ""
    """What is to be learned instead; empty where it stays as it is."""


class VersionState(StrEnum):
    DRAFT = "draft"
    """Did not pass its gate: kept with its report, not on the shelf."""
    OFFERED = "offered"
    """On the shelf, to be used."""
    ROLLED_BACK = "rolled back"
    """On the shelf still, but the profile has gone back to the version before."""


@dataclass(frozen=True)
class PersonalSource:
    """What one example of a version was taken from."""

    example: str
    """The example's key."""
    conversation_id: int | None = None
    """Stays when the conversation is deleted; numbers are never used again."""
    document: str = ""
    """Path of the document, where it was one."""


@dataclass(frozen=True)
class PersonalVersion:
    """One training for a profile. Only its state ever changes."""

    id: int
    profile_id: int
    name: str
    model: str
    """Path of the base."""
    adapter: str
    """Key in the adapter library; empty for a draft."""
    parent_id: int | None
    """The version that was in use when this one was made: what is gone back to."""
    state: VersionState
    report: str
    """A PersonalReport as JSON."""
    folder: str
    """Where the training left its files."""
    created_at: float
