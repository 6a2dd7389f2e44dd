"""What goes wrong, as the window tells it: a title, what happened, what to do next."""

from __future__ import annotations

from app.outcome import EngineOutcome
from app.paths import DataFolderError, FolderProblem
from app.state import Problem, ProblemAction
from app.store.errors import StoreError, StoreErrorKind
from engine.errors import ErrorKind

_RETRY = ProblemAction.RETRY
_RELOAD = ProblemAction.RELOAD_MODEL
_CHOOSE = ProblemAction.CHOOSE_MODEL
_SETTINGS = ProblemAction.OPEN_SETTINGS
_FOLDER = ProblemAction.OPEN_DATA_FOLDER
_SWITCH_OFF = ProblemAction.SWITCH_OFF_ADAPTERS

_LOADING: dict[ErrorKind, tuple[str, tuple[ProblemAction, ...]]] = {
    ErrorKind.MODEL_NOT_FOUND: ("The model is not there", (_CHOOSE,)),
    ErrorKind.MODEL_INVALID: ("This file is not a model that can be used", (_CHOOSE,)),
    ErrorKind.ADAPTER_MISMATCH: ("The adapter belongs to another model", (_CHOOSE,)),
    ErrorKind.OUT_OF_MEMORY: ("The model does not fit in memory", (_SETTINGS, _CHOOSE)),
    ErrorKind.CONTEXT_OVERFLOW: ("The context is too long for this model", (_SETTINGS, _CHOOSE)),
    ErrorKind.UNSUPPORTED: ("The model cannot be loaded like this", (_SETTINGS, _CHOOSE)),
    ErrorKind.DISK_FULL: ("The disk is full", (_FOLDER, _RELOAD)),
    ErrorKind.INTERNAL: ("The model could not be loaded", (_RELOAD, _CHOOSE)),
}

_REPLYING: dict[ErrorKind, tuple[str, tuple[ProblemAction, ...]]] = {
    ErrorKind.MODEL_NOT_FOUND: ("No model is loaded", (_RELOAD, _CHOOSE)),
    ErrorKind.MODEL_INVALID: ("The model cannot be used", (_CHOOSE,)),
    ErrorKind.ADAPTER_MISMATCH: ("An adapter does not fit the model", (_SWITCH_OFF, _CHOOSE)),
    ErrorKind.OUT_OF_MEMORY: ("Memory ran out", (_RETRY, _SETTINGS)),
    ErrorKind.CONTEXT_OVERFLOW: ("The message is too long", (_SETTINGS,)),
    ErrorKind.UNSUPPORTED: ("The model cannot do this", (_SETTINGS, _CHOOSE)),
    ErrorKind.DISK_FULL: ("The disk is full", (_RETRY, _FOLDER)),
    ErrorKind.INTERNAL: ("The reply failed", (_RETRY, _RELOAD)),
}

_STORE_TITLES = {
    StoreErrorKind.DISK_FULL: "The disk is full",
    StoreErrorKind.READ_ONLY: "Nothing can be saved",
    StoreErrorKind.IO_ERROR: "The disk reported an error",
    StoreErrorKind.LOCKED: "The database is busy",
    StoreErrorKind.DAMAGED: "The database is damaged",
    StoreErrorKind.NEWER: "The database is of a newer version",
    StoreErrorKind.OLDER: "The database is of an older version",
    StoreErrorKind.NOT_FOUND: "It is not there any more",
    StoreErrorKind.CLOSED: "The conversations are closed",
    StoreErrorKind.INTERNAL: "A change was not accepted",
}

_FOLDER_KINDS = {
    FolderProblem.READ_ONLY: StoreErrorKind.READ_ONLY,
    FolderProblem.NO_SPACE: StoreErrorKind.DISK_FULL,
}

NO_MODEL = Problem(
    "There is no model to answer",
    "The starter model is not installed and no other one is chosen. Choose a model file (its name ends in .gguf).",
    actions=(_CHOOSE,),
)

IN_THE_BOX = "Your message is back in the message box."
IN_ITS_PLACE = "What you changed is still there to be sent."
"""Where a message is that could not be sent."""


def not_loaded(kept: str = "") -> Problem:
    """`kept` says where the person's message is, if there is one."""
    return Problem(
        "There is no model to answer",
        f"No model is loaded. Load it again or choose another. {kept}".rstrip(),
        actions=(_RELOAD, _CHOOSE),
    )


ADAPTER_GONE = Problem(
    "An adapter is not there any more",
    "It has been removed from the shelf. Choose again from those that are there.",
)

CANNOT_BAKE_NOW = Problem(
    "A model cannot be written now",
    "That needs a loaded model, and one can be written at a time. Try again when the model is ready.",
    actions=(_CHOOSE,),
)

BAKE_LOST = Problem(
    "The model was not written",
    "The engine ended while it wrote; nothing of the file is left. The engine is started again, so try once more.",
)


def loading_failed(kind: ErrorKind, message: str, detail: str) -> Problem:
    title, actions = _LOADING[kind]
    return Problem(title, message, detail, actions)


def reply_failed(kind: ErrorKind, message: str, detail: str, *, adapted: bool = False) -> Problem:
    """`adapted`: the reply was to be written with adapters. With a model in place, only they can be missing or
    damaged."""
    if adapted and kind in (ErrorKind.MODEL_NOT_FOUND, ErrorKind.MODEL_INVALID):
        return Problem("An adapter cannot be used", message, detail, (_SWITCH_OFF,))
    title, actions = _REPLYING[kind]
    return Problem(title, message, detail, actions)


def adapters_refused(reason: str, remedy: ProblemAction, *, kept: str = "") -> Problem:
    """Nothing was asked for, because it would have been answered with another set than the row shows. `kept` says where
    the person's message is, if there is one."""
    if kept:
        return Problem("The message was not sent", f"{reason} {kept}", actions=(remedy,))
    return Problem("The reply was not asked for again", reason, actions=(remedy,))


def not_attached(message: str, detail: str = "") -> Problem:
    """A file could not be read for a message."""
    return Problem("The file was not attached", message, detail)


def shelf_failed(title: str, kind: ErrorKind, message: str, detail: str) -> Problem:
    return Problem(title, message, detail, (_FOLDER,) if kind is ErrorKind.DISK_FULL else ())


def baking_failed(kind: ErrorKind, message: str, detail: str) -> Problem:
    return shelf_failed("The model was not written", kind, message, detail)


def reply_interrupted(outcome: EngineOutcome) -> Problem:
    return Problem(
        "The reply was interrupted",
        f"{outcome} What it had written is kept. The engine is started again, so you can go on.",
        outcome.report(),
        (_RETRY,),
    )


def engine_keeps_dying(outcome: EngineOutcome) -> Problem:
    """It died too often in a row: we stop trying, so that the person can change something first."""
    return Problem(
        "The engine does not stay alive",
        f"{outcome} It was tried twice, so the model is not loaded again by itself. "
        "Choose another model, lower the context in the settings, or load it once more.",
        outcome.report(),
        (_CHOOSE, _RELOAD, _SETTINGS),
    )


def store_failed(error: StoreError) -> Problem:
    actions: tuple[ProblemAction, ...] = ()
    match error.kind:
        case StoreErrorKind.DAMAGED:
            actions = (ProblemAction.RESTORE_BACKUP, ProblemAction.START_AFRESH, _FOLDER)
        case StoreErrorKind.DISK_FULL | StoreErrorKind.READ_ONLY | StoreErrorKind.IO_ERROR:
            actions = (_FOLDER,)
        case _:
            pass
    return Problem(_STORE_TITLES[error.kind], error.message, error.detail, actions)


def not_sent(error: StoreError, kept: str) -> Problem:
    """A message could not be saved, so it was not sent either; `kept` says where it is."""
    problem = store_failed(error)
    return Problem(
        problem.title,
        f"{problem.message} It was not sent. {kept}",
        problem.detail,
        problem.actions,
    )


def reply_unsaved(error: StoreError) -> Problem:
    problem = store_failed(error)
    return Problem(
        problem.title,
        f"{problem.message} The reply is kept in memory and saved as soon as that works; do not close the window.",
        problem.detail,
        problem.actions,
    )


def folder_error(error: DataFolderError) -> StoreError:
    """An unusable data folder, as every use of the store will report it."""
    return StoreError(_FOLDER_KINDS.get(error.kind, StoreErrorKind.IO_ERROR), error.message, error.detail)
