"""Where what the person owns is kept on disk, for their eyes only."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.location import chosen_place, usual_place
from app.lock import FolderLock

FOLDER_MODE = 0o700
_FOLDERS = ("states", "models", "adapters", "personal", "backups", "logs", "composers", "encoders")


class FolderProblem(StrEnum):
    READ_ONLY = "read_only"
    NOT_A_FOLDER = "not_a_folder"
    NO_SPACE = "no_space"
    FOREIGN = "foreign"
    """It belongs to another user of this computer."""
    UNUSABLE = "unusable"


class DataFolderError(Exception):
    """The data folder cannot be used. `message` is for the person, `detail` for a report."""

    def __init__(self, kind: FolderProblem, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail


@dataclass(frozen=True)
class DataFolder:
    """The layout of one data folder. Naming it makes nothing: `create` does."""

    path: Path

    @classmethod
    def resolve(cls, explicit: Path | None = None) -> DataFolder:
        """The folder asked for, else the one that HOMESPUN_HOME names, else the one that the person chose at the first
        start, else the system's place for such data."""
        named = os.environ.get("HOMESPUN_HOME", "")
        if explicit is not None:
            path = explicit
        elif named:
            path = Path(named)
        else:
            path = chosen_place() or usual_place()
        with contextlib.suppress(RuntimeError):  # A "~" without a home folder stays as it is.
            path = path.expanduser()
        # One spelling for one folder, or the lock and the instance name would differ between two programs on it.
        return cls(Path(os.path.realpath(path)))

    @property
    def database(self) -> Path:
        return self.path / "homespun.db"

    @property
    def states(self) -> Path:
        """Where the engine keeps the saved states of conversations. A cache: it may be deleted."""
        return self.path / "states"

    @property
    def composers(self) -> Path:
        """What was trained for models and measured of them for dynamic tokenization. It can be made again."""
        return self.path / "composers"

    @property
    def encoders(self) -> Path:
        """A folder for each sentence encoder that was added. They are others' files, as models are."""
        return self.path / "encoders"

    @property
    def models(self) -> Path:
        return self.path / "models"

    @property
    def adapters(self) -> Path:
        """The adapter library: a folder for each adapter. They may be personal, as the conversations are."""
        return self.path / "adapters"

    @property
    def personal(self) -> Path:
        """A folder for each training for a person: what it was made of until it is done, then what came of it."""
        return self.path / "personal"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def key_file(self) -> Path:
        """There where what the person wrote is encrypted: the key to it, in a box that their passphrase opens."""
        return self.path / "homespun.key"

    @property
    def key_file_copy(self) -> Path:
        return self.backups / "homespun.key"

    @property
    def settings(self) -> Path:
        return self.path / "settings.json"

    @property
    def lock_file(self) -> Path:
        return self.path / "homespun.lock"

    @property
    def instance_name(self) -> str:
        """Name of the local socket on which the running program hears of a second start. The same for every
        program on this folder, different for other folders and users."""
        owner = f"{os.getuid()}:" if os.name == "posix" else ""
        place = os.path.normcase(self.path)
        return f"homespun-{hashlib.sha256((owner + place).encode(errors='surrogateescape')).hexdigest()[:16]}"

    def create(self) -> None:
        """Make the folders that are missing, and keep other users out of ours. Raises DataFolderError.

        Everything that this process writes from now on is private: the umask is tightened.
        """
        os.umask(0o077)
        self._refuse_missing()
        with self._explained():
            self.path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            self._refuse_foreign()
            if self._holds_only_ours():
                _make_private(self.path)
            for folder in (self.states, self.models, self.adapters, self.personal, self.backups, self.logs):
                folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
                _make_private(folder)
            _probe_writing(self.path)

    def entries(self) -> list[Path]:
        """What is in the folder because of this program. Raises DataFolderError."""
        with self._explained():
            return [entry for entry in self.path.iterdir() if _is_ours(entry)]

    def lock(self) -> FolderLock:
        """Take the folder for this process. Raises AlreadyRunning or DataFolderError."""
        with self._explained():
            return FolderLock(self.lock_file)

    def _refuse_missing(self) -> None:
        """The folder that the person chose was made then: a new one would hide what is in it, on a disk that is not
        connected."""
        if not self.path.exists() and self.path == chosen_place():
            raise DataFolderError(
                FolderProblem.UNUSABLE,
                f"The data folder {self.path}, which you chose, is not there. Connect its disk and start again, or "
                "name another folder with --data-dir.",
                f"{self.path} does not exist",
            )

    def _refuse_foreign(self) -> None:
        if os.name != "posix":
            return
        owner = self.path.stat().st_uid
        if owner != os.geteuid():
            raise DataFolderError(
                FolderProblem.FOREIGN,
                f"The data folder {self.path} belongs to another user of this computer. "
                "Choose one of your own with --data-dir.",
                f"owned by user {owner}, this program runs as user {os.geteuid()}",
            )

    def _holds_only_ours(self) -> bool:
        """False for a folder that has other uses too (/tmp, a home folder): its permissions are not ours to change."""
        return all(_is_ours(entry) for entry in self.path.iterdir())

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            kind, what = _explain(error)
            where = error.filename or self.path
            raise DataFolderError(kind, what.format(folder=self.path), f"{where}: {error.strerror}") from error


def _is_ours(entry: Path) -> bool:
    return entry.name in _FOLDERS or entry.name.startswith(("homespun.", "settings.json"))


def _make_private(folder: Path) -> None:
    # A file system without permissions (a memory stick) refuses; then there is nothing to keep private with.
    with contextlib.suppress(PermissionError, NotImplementedError):
        folder.chmod(FOLDER_MODE)


def _probe_writing(folder: Path) -> None:
    """A read-only folder may look writable until something is written. A full disk is not refused here: what is
    there can still be read."""
    try:
        descriptor, name = tempfile.mkstemp(prefix="homespun.probe-", dir=folder)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return
        raise
    os.close(descriptor)
    Path(name).unlink()


def _explain(error: OSError) -> tuple[FolderProblem, str]:
    match error.errno:
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return FolderProblem.READ_ONLY, (
                "Nothing can be written to the data folder {folder}. "
                "Allow writing to it, or choose another folder with --data-dir."
            )
        case errno.ENOTDIR | errno.EEXIST:
            return FolderProblem.NOT_A_FOLDER, (
                "The data folder {folder} cannot be made: a file stands in its place. "
                "Choose another folder with --data-dir."
            )
        case errno.ENOSPC | errno.EDQUOT:
            return FolderProblem.NO_SPACE, (
                "The disk of the data folder {folder} is full. Free some space and start again."
            )
        case _:
            return FolderProblem.UNUSABLE, (
                "The data folder {folder} cannot be used. Choose another folder with --data-dir."
            )
