"""Says in words what is wrong with the disk that a download is written to."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from models.downloads.errors import DownloadError, DownloadProblem
from models.sizes import readable

SPARE_BYTES = 64 << 20
"""Left free on the disk."""

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def check_room(folder: Path, needed: int) -> None:
    """Raises DownloadError where the disk has no room for so many bytes more."""
    with writing(folder):
        free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise DownloadError(
            DownloadProblem.DISK_FULL,
            f"The download needs {readable(needed)} more, and {readable(free)} are free on the disk of the library. "
            "Free some space and start it again.",
            f"{folder}: {needed:,} bytes needed, {free:,} free",
        )


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Turns a failure of the disk into DownloadError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DownloadError(
                DownloadProblem.DISK_FULL,
                "The disk of the library is full. What has arrived is kept: free some space and start the download "
                "again.",
                f"{path}: {error.strerror}",
            ) from error
        raise DownloadError(
            DownloadProblem.UNWRITABLE,
            "The download could not be written to the library's folder. Check that it may be written to.",
            f"{path}: {error.strerror}",
        ) from error
