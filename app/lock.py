"""One program at a time on a folder: a lock that the operating system drops when its holder dies."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

_LEFT_SECONDS = 5.0
"""So long is waited for a lock whose holder is dead: a child that was being started as it died has the lock, too, until
it becomes the program that it was started for."""

if sys.platform == "win32":
    import msvcrt

    _LOCKED_OFFSET = 1 << 30
    """Windows refuses reads of a locked byte: lock one far behind the process id that others want to read."""

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_OFFSET, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AlreadyRunning(Exception):
    """Another program holds the lock."""

    def __init__(self, path: Path) -> None:
        self.message = (
            "Homespun already runs with this data folder. Use the window that is open, close it first, "
            "or choose another folder with --data-dir."
        )
        holder = _holder(path)
        self.detail = f"{path} is held by process {holder}" if holder else f"{path} is held by another process"
        super().__init__(self.message)


class FolderLock:
    """Holds the lock file until `release`, or until this process ends in any way at all.

    The file itself stays: deleting it would let a third program lock a new file of the same name.
    """

    def __init__(self, path: Path) -> None:
        """Raises AlreadyRunning, or OSError where the file cannot be made."""
        # No other process inherits the descriptor (PEP 446), so a child that outlives us does not hold the lock.
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take_when_free(descriptor, path)
        except OSError as error:
            os.close(descriptor)
            if isinstance(error, (BlockingIOError, PermissionError)):
                raise AlreadyRunning(path) from error
            raise
        self._descriptor: int | None = descriptor
        # The process id only helps a person to find the holder; a full disk must not keep the program out.
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _take_when_free(descriptor: int, path: Path) -> None:
    end = time.monotonic() + _LEFT_SECONDS
    while True:
        try:
            _take(descriptor)
            return
        except (BlockingIOError, PermissionError):
            if not _is_dead(_holder(path)) or time.monotonic() > end:
                raise
        time.sleep(0.01)


def _is_dead(process: str) -> bool:
    """Of one that is not known, it cannot be said. On Windows no child has what its parent holds."""
    if not process or sys.platform == "win32":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass
    return False


def holder(path: Path) -> int | None:
    """The process that holds the lock now, where one does and has said so."""
    if not path.exists():
        return None
    try:
        FolderLock(path).release()
    except AlreadyRunning:
        name = _holder(path)
        return int(name) if name else None
    except OSError:
        pass
    return None


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError):
        content = path.read_bytes()[:20]
        if content.isdigit():
            return content.decode()
    return ""
