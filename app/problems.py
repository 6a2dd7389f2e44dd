"""What goes wrong, as the window tells it: a title, what happened, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from app.error_log import Fixed
from app.outcome import EngineOutcome
from app.paths import DataFolderError, FolderProblem
from app.state import Problem, ProblemAction
from app.store.errors import StoreError, StoreErrorKind
from app.translation import plural, told, tr, tr_noop
from engine.errors import ErrorKind

_RETRY = ProblemAction.RETRY
_RELOAD = ProblemAction.RELOAD_MODEL
_CHOOSE = ProblemAction.CHOOSE_MODEL
_SETTINGS = ProblemAction.OPEN_SETTINGS
_FOLDER = ProblemAction.OPEN_DATA_FOLDER
_SWITCH_OFF = ProblemAction.SWITCH_OFF_ADAPTERS

_LOADING: dict[ErrorKind, tuple[str, tuple[ProblemAction, ...]]] = {
    ErrorKind.MODEL_NOT_FOUND: (tr_noop("The model is not there"), (_CHOOSE,)),
    ErrorKind.MODEL_INVALID: (tr_noop("This file is not a model that can be used"), (_CHOOSE,)),
    ErrorKind.ADAPTER_MISMATCH: (tr_noop("The adapter belongs to another model"), (_CHOOSE,)),
    ErrorKind.OUT_OF_MEMORY: (tr_noop("The model does not fit in memory"), (_SETTINGS, _CHOOSE)),
    ErrorKind.CONTEXT_OVERFLOW: (tr_noop("The context is too long for this model"), (_SETTINGS, _CHOOSE)),
    ErrorKind.UNSUPPORTED: (tr_noop("The model cannot be loaded like this"), (_SETTINGS, _CHOOSE)),
    ErrorKind.DISK_FULL: (tr_noop("The disk is full"), (_FOLDER, _RELOAD)),
    ErrorKind.INTERNAL: (tr_noop("The model could not be loaded"), (_RELOAD, _CHOOSE)),
}

_REPLYING: dict[ErrorKind, tuple[str, tuple[ProblemAction, ...]]] = {
    ErrorKind.MODEL_NOT_FOUND: (tr_noop("No model is loaded"), (_RELOAD, _CHOOSE)),
    ErrorKind.MODEL_INVALID: (tr_noop("The model cannot be used"), (_CHOOSE,)),
    ErrorKind.ADAPTER_MISMATCH: (tr_noop("An adapter does not fit the model"), (_SWITCH_OFF, _CHOOSE)),
    ErrorKind.OUT_OF_MEMORY: (tr_noop("Memory ran out"), (_RETRY, _SETTINGS)),
    ErrorKind.CONTEXT_OVERFLOW: (tr_noop("The message is too long"), (_SETTINGS,)),
    ErrorKind.UNSUPPORTED: (tr_noop("The model cannot do this"), (_SETTINGS, _CHOOSE)),
    ErrorKind.DISK_FULL: (tr_noop("The disk is full"), (_RETRY, _FOLDER)),
    ErrorKind.INTERNAL: (tr_noop("The reply failed"), (_RETRY, _RELOAD)),
}

_STORE_TITLES = {
    StoreErrorKind.DISK_FULL: tr_noop("The disk is full"),
    StoreErrorKind.READ_ONLY: tr_noop("Nothing can be saved"),
    StoreErrorKind.IO_ERROR: tr_noop("The disk reported an error"),
    StoreErrorKind.LOCKED: tr_noop("The database is busy"),
    StoreErrorKind.DAMAGED: tr_noop("The database is damaged"),
    StoreErrorKind.NEWER: tr_noop("The database is of a newer version"),
    StoreErrorKind.OLDER: tr_noop("The database is of an older version"),
    StoreErrorKind.NOT_FOUND: tr_noop("It is not there any more"),
    StoreErrorKind.CLOSED: tr_noop("The conversations are closed"),
    StoreErrorKind.INTERNAL: tr_noop("A change was not accepted"),
}

_FOLDER_KINDS = {
    FolderProblem.READ_ONLY: StoreErrorKind.READ_ONLY,
    FolderProblem.NO_SPACE: StoreErrorKind.DISK_FULL,
}

NO_MODEL = Problem(
    tr_noop("There is no model to answer"),
    tr_noop(
        "The starter model is not installed and no other one is chosen. Choose a model file (its name ends in .gguf)."
    ),
    actions=(_CHOOSE,),
)

IN_THE_BOX = tr_noop("Your message is back in the message box.")
IN_ITS_PLACE = tr_noop("What you changed is still there to be sent.")
"""Where a message is that could not be sent."""


_OWN_TITLES = frozenset(
    (
        *(title for title, _ in (*_LOADING.values(), *_REPLYING.values())),
        *_STORE_TITLES.values(),
        *("The reply was interrupted", "The engine does not stay alive", "A defect of this program"),
    )
)


def not_loaded(kept: str = "") -> Problem:
    """`kept` says where the person's message is, if there is one."""
    return Problem(
        tr("There is no model to answer"),
        f"{tr('No model is loaded. Load it again or choose another.')} {told(kept)}".rstrip(),
        actions=(_RELOAD, _CHOOSE),
    )


ADAPTER_GONE = Problem(
    tr_noop("An adapter is not there any more"),
    tr_noop("It has been removed from the shelf. Choose again from those that are there."),
)

CANNOT_BAKE_NOW = Problem(
    tr_noop("A model cannot be written now"),
    tr_noop("That needs a loaded model, and one can be written at a time. Try again when the model is ready."),
    actions=(_CHOOSE,),
)

BAKE_LOST = Problem(
    tr_noop("The model was not written"),
    tr_noop(
        "The engine ended while it wrote; nothing of the file is left. The engine is started again, so try once more."
    ),
)


def loading_failed(kind: ErrorKind, message: str, detail: str) -> Problem:
    title, actions = _LOADING[kind]
    return Problem(title, message, detail, actions)


def reply_failed(kind: ErrorKind, message: str, detail: str, *, adapted: bool = False) -> Problem:
    """`adapted`: the reply was to be written with adapters. With a model in place, only they can be missing or
    damaged."""
    if adapted and kind in (ErrorKind.MODEL_NOT_FOUND, ErrorKind.MODEL_INVALID):
        return Problem(tr("An adapter cannot be used"), message, detail, (_SWITCH_OFF,))
    title, actions = _REPLYING[kind]
    return Problem(title, message, detail, actions)


def adapters_refused(reason: str, remedy: ProblemAction, *, kept: str = "") -> Problem:
    """Nothing was asked for, because it would have been answered with another set than the row shows. `kept` says where
    the person's message is, if there is one."""
    if kept:
        return Problem(tr("The message was not sent"), f"{told(reason)} {told(kept)}", actions=(remedy,))
    return Problem(tr("The reply was not asked for again"), reason, actions=(remedy,))


def not_attached(refused: Sequence[tuple[str, str]]) -> Problem:
    """Files could not be read for a message: for each what happened, and details."""
    return Problem(
        plural("The file was not attached", "{n} files were not attached", len(refused)),
        "\n".join(told(message) for message, _ in refused),
        "\n".join(detail for _, detail in refused if detail),
    )


def shelf_failed(title: str, kind: ErrorKind, message: str, detail: str) -> Problem:
    return Problem(title, message, detail, (_FOLDER,) if kind is ErrorKind.DISK_FULL else ())


def baking_failed(kind: ErrorKind, message: str, detail: str) -> Problem:
    return shelf_failed(tr("The model was not written"), kind, message, detail)


def reply_interrupted(outcome: EngineOutcome) -> Problem:
    return Problem(
        tr("The reply was interrupted"),
        tr(
            "{outcome} What it had written is kept. The engine is started again, so you can go on.",
            outcome=told(str(outcome)),
        ),
        outcome.report(),
        (_RETRY,),
    )


def engine_keeps_dying(outcome: EngineOutcome) -> Problem:
    """It died too often in a row: we stop trying, so that the person can change something first."""
    return Problem(
        tr("The engine does not stay alive"),
        tr(
            "{outcome} It was tried twice, so the model is not loaded again by itself. Choose another "
            "model, lower the context in the settings, or load it once more.",
            outcome=told(str(outcome)),
        ),
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
        tr("{message} It was not sent. {kept}", message=told(problem.message), kept=told(kept)),
        problem.detail,
        problem.actions,
    )


def reply_unsaved(error: StoreError) -> Problem:
    problem = store_failed(error)
    return Problem(
        problem.title,
        tr(
            "{message} The reply is kept in memory and saved as soon as that works; do not close the window.",
            message=told(problem.message),
        ),
        problem.detail,
        problem.actions,
    )


def fingerprint(problem: Problem) -> Fixed:
    """The title, where it is one of the program's own: others may hold names."""
    return Fixed(problem.title) if problem.title in _OWN_TITLES else Fixed("another problem")


def folder_error(error: DataFolderError) -> StoreError:
    """An unusable data folder, as every use of the store will report it."""
    return StoreError(_FOLDER_KINDS.get(error.kind, StoreErrorKind.IO_ERROR), error.message, error.detail)
