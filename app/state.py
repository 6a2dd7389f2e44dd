"""Values that the controllers hand to the window. Nothing here acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto

from app.settings import WhenFull
from app.store.records import AdapterChoice, Attachment
from engine.protocol import ModelInfo
from models.adapters.entry import AdapterEntry
from models.library.entry import ModelEntry


class ModelPhase(StrEnum):
    NONE = "none"
    """No model is chosen, or none could be found."""
    STARTING = "starting"
    """The engine process starts (or restarts)."""
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class ModelSteering:
    """A small model of the vocabulary of the chosen one: adapters are put on it, and what they change steers that."""

    path: str
    name: str
    slowdown: float
    """How many times as long a token takes then, about."""
    memory: int
    """Bytes that it takes besides."""
    strength: float = 1.0
    """1 adds just what the adapters change in the small model."""


@dataclass(frozen=True)
class ModelStatus:
    phase: ModelPhase
    name: str = ""
    """What the person calls it, known before the model is loaded."""
    path: str = ""
    progress: float = 0.0
    """0 to 1, while loading."""
    info: ModelInfo | None = None
    steering: ModelSteering | None = None
    """None: adapters act on the model itself."""


@dataclass(frozen=True)
class ModelChoice:
    """An entry of the model picker."""

    name: str
    path: str
    summary: str
    """For example "Q4_1 · 98 MB"."""
    starter: bool = False


@dataclass(frozen=True)
class ShelfAdapter:
    """An adapter of the library, seen beside the loaded model."""

    entry: AdapterEntry
    misfit: str = ""
    """Why the loaded model cannot take it; empty where it can, or where no model is loaded."""
    steering: ModelSteering | None = None
    """A model that can take it, and steer the loaded one, where that cannot."""


class AdapterSource(StrEnum):
    """Whose choice a row of adapters is."""

    PROFILE = "profile"
    CONVERSATION = "conversation"


@dataclass(frozen=True)
class AdapterChip:
    """An adapter in the row above the message box."""

    choice: AdapterChoice
    description: str = ""
    problem: str = ""
    """Why it cannot be used now; while it is on, no message is sent."""
    phrase: bool = False
    """It acts only after its phrase has appeared."""
    switch_tokens: int | None = None
    """Tokens that the next reply would read again if this were switched on or off; None where there are none yet."""
    steering: ModelSteering | None = None
    """The chip is no adapter, but the small model that those of the row are put on: its scale is the strength."""


@dataclass(frozen=True)
class AdapterRow:
    """The row above the message box: what the next reply is written with."""

    chips: tuple[AdapterChip, ...] = ()
    source: AdapterSource = AdapterSource.PROFILE
    busy: bool = False
    """The engine is exchanging the set."""
    problem: str = ""
    """Why the set cannot be used now; the next message would fail."""
    remedy: ProblemAction | None = None
    """What to do about the problem, in one click."""
    reread_tokens: int = 0
    """Tokens that the next reply must read again because of the last exchange; 0 where none or not known."""
    proposal: AdapterChoice | None = None
    """An adapter that fits the draft, for the person to accept."""
    steering: AdapterChip | None = None
    """Stands before the adapters, which act on another model than the one that writes."""


@dataclass(frozen=True)
class Task:
    """Long work on adapters or models, as the person follows it."""

    text: str
    done: int = 0
    total: int = 0
    """0 where it is not known how much there is to do."""


@dataclass(frozen=True)
class FileReading:
    """A file that is being read for a message box, or waits for it."""

    key: int
    conversation_id: int | None
    """None for a new one."""
    name: str
    done: int = 0
    total: int = 0
    """Pages; 0 where there are none, or it has not begun."""


@dataclass(frozen=True)
class AttachmentSizes:
    """What the files in the message box take of the context."""

    tokens: Mapping[Attachment, int] = field(default_factory=dict[Attachment, int])
    """Of each that has been counted."""
    note: str = ""
    """Why the message does not fit, and what would help; empty where it fits, or it is not known."""


@dataclass(frozen=True)
class PassageState:
    """Whether of the files in the message box only passages are being kept, or are kept already."""

    is_choosing: bool = False
    done: int = 0
    total: int = 0
    """Passages that were compared with the message; 0 where it is not known how many there are."""
    can_undo: bool = False
    """Something was left out of what is attached, and the whole files are at hand."""


@dataclass(frozen=True)
class SummaryMark:
    """What the model sees in place of the first messages of the shown branch."""

    way: WhenFull = WhenFull.DROP
    """What the person has chosen for messages that do not fit."""
    count: int = 0
    """How many messages the summary stands for; 0 where there is none."""
    text: str = ""
    model: str = ""
    """What wrote it."""
    edited: bool = False
    """The person has changed it."""
    is_making: bool = False
    """One is being written, or waits for it."""


class Demand(StrEnum):
    """Which answers must be JSON that follows a schema."""

    NONE = "none"
    ONCE = "once"
    """The next one."""
    ALWAYS = "always"
    """All of the conversation."""


@dataclass(frozen=True)
class SchemaState:
    """What is known of a JSON schema that is being written."""

    schema: str
    fault: str = ""
    """Why it cannot be used, and where; empty where none is known."""
    note: str = ""
    """What is known for good."""
    is_checking: bool = False
    """Whether the model can be held to it is being found out."""
    detail: str = ""


@dataclass(frozen=True)
class ModelFit:
    """Whether a model fits in this computer's memory as the settings are."""

    memory: int = 0
    """Bytes that it takes, with its context full; 0 where it was not found out."""
    context_length: int = 0
    """Tokens that it would be loaded with."""
    weights: int = 0
    """Of these bytes: the model itself."""
    cache: int = 0
    """Of these bytes: the conversation, as long as the context is."""
    problem: str = ""
    """Why it does not fit, and what would make it fit; empty where it fits."""
    speed: str = ""
    """What is expected of an answer, in words."""
    advice: str = ""
    """Why another number format would be better on this computer; empty where none is known to be."""
    better_format: str = ""
    """That format."""


@dataclass(frozen=True)
class LibraryModel:
    """A model of the library, seen beside this computer."""

    entry: ModelEntry
    name: str
    """What the person calls it."""
    fit: ModelFit | None = None
    """None until somebody wanted to know."""
    hashed: float | None = None
    """0 to 1: how much of it has been read for its checksum; None while it is not being read."""


@dataclass(frozen=True)
class ModelFolder:
    """A place whose models are used, or could be used, where they are."""

    path: str
    label: str
    """Whose it is, for example "LM Studio"."""


@dataclass(frozen=True)
class ModelShelf:
    """All that the view of the models shows."""

    models: tuple[LibraryModel, ...] = ()
    used: tuple[ModelFolder, ...] = ()
    offered: tuple[ModelFolder, ...] = ()
    """Of other programs on this computer."""
    notes: tuple[str, ...] = ()
    """What was passed over in the folders, and why."""
    failure: str = ""
    """Why the library could not be read; empty where it could."""
    is_read: bool = False
    """False until the library was read for the first time."""


class Activity(StrEnum):
    IDLE = "idle"
    SAVING = "saving"
    """The person's message is on its way to the disk."""
    WAITING = "waiting"
    """For the engine: it starts, loads a model, or is busy with something else."""
    READING = "reading"
    """The engine restores or prefills."""
    WRITING = "writing"
    STOPPING = "stopping"


@dataclass(frozen=True)
class ChatActivity:
    activity: Activity
    done: int = 0
    total: int = 0
    """Tokens of the prompt, while READING; 0 where it is not known."""


@dataclass(frozen=True)
class ContextUse:
    """What the status line shows. None where nothing is known yet."""

    used_positions: int | None = None
    """Prompt and reply so far, with the draft in the message box counted in."""
    context_length: int | None = None
    tokens_per_second: float | None = None
    ttft_ms: float | None = None
    saved_positions: int = 0
    """How many more there would be if no tokens of the prompt shared one."""
    is_least: bool = False
    """Only the newest messages were counted, which are more than the context holds."""


class MessageAction(StrEnum):
    """What a person does with a message that is shown."""

    WRITE_AGAIN = "write_again"
    """Write the reply once more, beside the one that is there; of the person's own message, the reply to it."""
    GO_ON = "go_on"
    """Let a reply that was cut off go on."""
    DELETE = "delete"
    DELETE_REST = "delete_rest"
    """The message, and all that follow it in every branch."""


class KeyMeans(Enum):
    """How a key reaches the program whatever window has the keyboard."""

    NONE = auto()
    """Not at all: the person binds a command to a key of the desktop."""
    PROGRAM = auto()
    """The program takes it."""
    DESKTOP = auto()
    """The desktop is asked for it, may ask the person, and may give another one, or none."""


@dataclass(frozen=True)
class DesktopMeans:
    """What the desktop lets a program have outside its window."""

    has_tray: bool = False
    keys: KeyMeans = KeyMeans.NONE
    command: str = "homespun quick"
    """What opens the quick question, for a key that the desktop itself has."""


@dataclass(frozen=True)
class EncryptionState:
    """Whether what the person wrote is encrypted, as the dialog of it shows it."""

    is_on: bool = False
    keychain: bool = False
    """The system's keychain opens it too."""
    no_keychain: str = ""
    """Why there is none to use; empty where there is one."""


class ProblemAction(StrEnum):
    """What the person can do about a problem, as a button."""

    RETRY = "retry"
    """Ask for the reply again."""
    RELOAD_MODEL = "reload_model"
    CHOOSE_MODEL = "choose_model"
    OPEN_SETTINGS = "open_settings"
    OPEN_DATA_FOLDER = "open_data_folder"
    TAKE_OUT_ADAPTERS = "take_out_adapters"
    """Take those that cannot be used out of the shown conversation."""
    SWITCH_OFF_ADAPTERS = "switch_off_adapters"
    """Answer without any in the shown conversation; they stay in the row."""
    STEER = "steer"
    """Load a small model that takes the adapters of the shown conversation, and steers the one that does not."""
    RESTORE_BACKUP = "restore_backup"
    """Set a damaged database aside and go on with its newest backup."""
    START_AFRESH = "start_afresh"
    """Set a damaged database aside and go on with an empty one."""


@dataclass(frozen=True)
class Problem:
    """An error as the person reads it: what happened, what to do next; details on demand."""

    title: str
    message: str
    detail: str = ""
    actions: tuple[ProblemAction, ...] = ()
