"""Trainings under way: each in a folder of its own, with what is needed to take it up again and to keep its outcome.

The folder holds what the person wrote, in the job, only until the outcome is kept.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.files import replace_file
from app.lock import AlreadyRunning, FolderLock
from app.personal.review import Review
from app.store.reader import Reader
from app.store.records import PersonalSource
from app.values import UnusableValue, from_json
from engine.errors import EngineError, ErrorKind
from engine.protocol import ProtocolError
from engine.training.personal_files import ADAPTER, CHECKPOINT, JOB, REPORT, read_job, write_job
from engine.training.personal_job import PersonalJob
from models.encryption.files import PLAIN, PlainFiles

_ORIGIN, _LOCK = "origin.json", "lock"


@dataclass(frozen=True)
class Origin:
    """Whom a training is for and what it learns from."""

    profile_id: int
    sources: tuple[PersonalSource, ...] = ()


@dataclass(frozen=True)
class Training:
    folder: Path
    job: PersonalJob
    origin: Origin
    files: PlainFiles = field(default=PLAIN, compare=False)
    """Keeps what is in the folder, encrypted or not."""

    @property
    def job_file(self) -> Path:
        """What the training process is started with."""
        return self.folder / JOB

    @property
    def adapter(self) -> Path:
        """A PEFT folder, once it is trained."""
        return self.folder / ADAPTER

    @property
    def report_file(self) -> Path:
        return self.folder / REPORT

    @property
    def is_trained(self) -> bool:
        """It has come to its end, but its outcome was not kept."""
        return self.report_file.exists() and self.adapter.is_dir()


def begin(root: Path, review: Review, model: Path, name: str, *, seed: int = 0, files: PlainFiles = PLAIN) -> Training:
    """Write down what a training is to do, below the folder `root`. Raises EngineError."""
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = _new_folder(root)
        training = Training(
            folder,
            review.job(model, folder, name, seed=seed),
            Origin(review.profile.id, tuple(review.sources())),
            files,
        )
        replace_file(folder / _ORIGIN, files.encoded(json.dumps(asdict(training.origin)).encode()))
        write_job(training.job_file, training.job, files)  # Last: a folder with a job has all that it needs.
    except OSError as error:
        raise _not_written(root, error) from error
    return training


def hold(training: Training) -> FolderLock:
    """Keep other programs from going on with the same training, until the lock is released or this program ends.
    Raises EngineError where one does."""
    try:
        return FolderLock(training.folder / _LOCK)
    except AlreadyRunning as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            "This training goes on already, in the window or in another terminal. Wait for it, or stop it there.",
            error.detail,
        ) from error
    except OSError as error:
        raise _not_written(training.folder, error) from error


def unfinished(root: Path, profile_id: int, files: PlainFiles = PLAIN) -> list[Training]:
    """Those of a profile whose outcome was not kept, the newest first; what cannot be read is passed over."""
    return [training for training in _all_unfinished(root, files) if training.origin.profile_id == profile_id]


def discard_deleted(root: Path, reader: Reader, files: PlainFiles = PLAIN) -> None:
    """Delete the trainings that wait with the text of a conversation which is deleted for good. Raises StoreError."""
    for training in _all_unfinished(root, files):
        known = [one.conversation_id for one in training.origin.sources if one.conversation_id is not None]
        if reader.gone(known):
            _discard_free(training)


def discard(training: Training) -> None:
    """Delete a training with all that it has made."""
    shutil.rmtree(training.folder, ignore_errors=True)


def discard_older(training: Training) -> None:
    """Delete the same profile's trainings from before this one, but those that another program goes on with."""
    for other in unfinished(training.folder.parent, training.origin.profile_id, training.files):
        if int(other.folder.name) < int(training.folder.name):
            _discard_free(other)


def forget_texts(training: Training) -> None:
    """Delete what the person wrote from the folder of a training whose outcome was kept."""
    for name in (JOB, _ORIGIN, CHECKPOINT, REPORT):
        (training.folder / name).unlink(missing_ok=True)


def _all_unfinished(root: Path, files: PlainFiles) -> list[Training]:
    folders = [folder for folder in root.glob("*") if folder.name.isdecimal()]
    folders.sort(key=lambda folder: int(folder.name), reverse=True)
    return [training for folder in folders if (training := _read(folder, files)) is not None]


def _discard_free(training: Training) -> None:
    """But not while another program goes on with it."""
    with contextlib.suppress(EngineError):
        hold(training).release()
        discard(training)


def _not_written(folder: Path, error: OSError) -> EngineError:
    return EngineError(
        ErrorKind.DISK_FULL,
        f"Nothing can be written to {folder}. Free some space on its disk, then start the training again.",
        str(error),
    )


def _new_folder(root: Path) -> Path:
    number = max((int(folder.name) for folder in root.glob("*") if folder.name.isdecimal()), default=0) + 1
    folder = root / str(number)
    folder.mkdir(mode=0o700)
    return folder


def _read(folder: Path, files: PlainFiles) -> Training | None:
    try:
        origin = from_json(Origin, json.loads(files.decoded((folder / _ORIGIN).read_bytes())))
        return Training(folder, read_job(folder / JOB, files), origin, files)
    except (OSError, ValueError, UnusableValue, ProtocolError):
        return None
