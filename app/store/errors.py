"""What can go wrong with the store, said so that a person knows what to do next."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from app.store.driver import dbapi2

_LITTLE_SPACE = 1 << 20


class StoreErrorKind(StrEnum):
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    IO_ERROR = "io_error"
    """The disk, or what it is connected by, fails."""
    LOCKED = "locked"
    """Another program keeps the database busy."""
    DAMAGED = "damaged"
    NEWER = "newer"
    """Written by a newer version of this program."""
    OLDER = "older"
    """Opened for reading only, but must be brought up to date first."""
    NOT_FOUND = "not_found"
    CLOSED = "closed"
    INTERNAL = "internal"


class StoreError(Exception):
    """`message` says to the person what happened and what to do next; `detail` is for a report."""

    def __init__(self, kind: StoreErrorKind, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.detail = detail


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database at `path` or the disk under it raises into a StoreError."""
    try:
        yield
    except dbapi2.Error as error:
        raise _from_sqlite(error, path) from error
    except OSError as error:
        raise _from_system(error, path) from error


def damaged(path: Path, detail: str) -> StoreError:
    return _error(StoreErrorKind.DAMAGED, path, detail)


def not_found(what: str, number: int) -> StoreError:
    return StoreError(StoreErrorKind.NOT_FOUND, f"This {what} is not there any more.", f"{what} {number}")


_MESSAGES = {
    StoreErrorKind.DISK_FULL: (
        "The disk is full, so nothing more can be saved. Free some space and try again; "
        "everything that was saved before is still there."
    ),
    StoreErrorKind.READ_ONLY: (
        "Nothing can be written to {path}. Allow writing to this file and its folder, or choose another "
        "folder with --data-dir."
    ),
    StoreErrorKind.IO_ERROR: (
        "The disk reported an error at {path}. Check that the drive is connected and healthy, then try again."
    ),
    StoreErrorKind.LOCKED: "Another program keeps {path} busy. Close it and try again.",
    StoreErrorKind.DAMAGED: (
        "The database {path} is damaged. It is kept as it is. Restore the newest backup, or start with an "
        "empty database and keep the damaged one beside it."
    ),
    StoreErrorKind.INTERNAL: (
        "The database {path} did not accept a change. Start the program again; report it if it comes back."
    ),
}


_NO_DATABASE = (
    "The database {path} cannot be read: it is damaged, or it is encrypted and the key file homespun.key is missing. "
    "It is kept as it is. If you have encrypted it, bring the key file back from a backup. Else restore the newest "
    "backup, or start with an empty database and keep this one beside it."
)


def _error(kind: StoreErrorKind, path: Path, detail: str) -> StoreError:
    return StoreError(kind, _MESSAGES[kind].format(path=path), detail)


def _from_sqlite(error: dbapi2.Error, path: Path) -> StoreError:
    code: int = getattr(error, "sqlite_errorcode", 0)
    match code & 0xFF:  # The low byte is the primary code, the rest says more.
        case dbapi2.SQLITE_FULL:
            kind = StoreErrorKind.DISK_FULL
        case dbapi2.SQLITE_READONLY | dbapi2.SQLITE_PERM:
            kind = StoreErrorKind.READ_ONLY
        case dbapi2.SQLITE_IOERR | dbapi2.SQLITE_CANTOPEN:
            # SQLite does not say why: the disk may be full or the folder closed to us.
            kind = _why_unwritable(path)
        case dbapi2.SQLITE_BUSY | dbapi2.SQLITE_LOCKED:
            kind = StoreErrorKind.LOCKED
        case dbapi2.SQLITE_CORRUPT | dbapi2.SQLITE_NOTADB:
            kind = StoreErrorKind.DAMAGED
        case 0 if isinstance(error, dbapi2.OperationalError):
            # The driver tells no code of a failing backup: it is the disk that failed.
            kind = _why_unwritable(path)
        case _:
            kind = StoreErrorKind.INTERNAL
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    if code & 0xFF == dbapi2.SQLITE_NOTADB:
        return StoreError(kind, _NO_DATABASE.format(path=path), f"{name}: {error}")
    return _error(kind, path, f"{name}: {error}")


def _from_system(error: OSError, path: Path) -> StoreError:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            kind = StoreErrorKind.DISK_FULL
        case errno.EROFS | errno.EACCES | errno.EPERM:
            kind = StoreErrorKind.READ_ONLY
        case _:
            kind = StoreErrorKind.IO_ERROR
    return _error(kind, path, str(error))


def _why_unwritable(path: Path) -> StoreErrorKind:
    with contextlib.suppress(OSError):
        if shutil.disk_usage(path.parent).free < _LITTLE_SPACE:
            return StoreErrorKind.DISK_FULL
    if not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return StoreErrorKind.READ_ONLY
    return StoreErrorKind.IO_ERROR
