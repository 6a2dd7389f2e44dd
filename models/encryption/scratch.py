"""Temporary folders that are swept when who made them was killed, and those that touch no disk, if it can be helped."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - folders that are made in it are private
_ROOM = 1 << 30
"""Bytes that must be free there: containers give it 64 MB, which an adapter may not fit in."""
_OURS = re.compile(r"homespun-(?P<process>\d{1,9})-\w+")


def temporary_folder(place: Path | None = None) -> tempfile.TemporaryDirectory[str]:
    """A new private folder in `place`, or in the system's folder for temporary files. The caller cleans it up. Raises
    OSError."""
    return tempfile.TemporaryDirectory(prefix=f"homespun-{os.getpid()}-", dir=place, ignore_cleanup_errors=True)


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """The same for plain files of what is encrypted: in memory where there is a place for that (Linux)."""
    sweep()
    return temporary_folder(_memory())


def sweep() -> None:
    """Delete the folders that processes made which were killed."""
    for place in {_MEMORY, Path(tempfile.gettempdir())}:
        with suppress(OSError):
            for folder in place.iterdir():
                ours = _OURS.fullmatch(folder.name)
                if ours is not None and not _runs(int(ours["process"])):
                    shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    try:
        has_room = shutil.disk_usage(_MEMORY).free >= _ROOM and os.access(_MEMORY, os.W_OK)
    except OSError:
        return None
    return _MEMORY if has_room else None


def _runs(process: int) -> bool:
    if os.name != "posix":
        return True  # asking would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
