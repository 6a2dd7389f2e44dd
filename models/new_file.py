"""Makes a new file that is there whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from engine.errors import EngineError, ErrorKind
from models.ordinary_file import shown

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
"""No room on the disk, or none left for this account."""


@contextmanager
def new_file(path: Path) -> Generator[BinaryIO]:
    """A file to write that becomes `path` when the block ends, and vanishes when it raises.

    Readable by its owner alone. What is at `path` already stays: that is an EngineError(UNSUPPORTED), before the block
    and again at its end. An OSError in the block becomes an EngineError: DISK_FULL, or INTERNAL for any other failure.
    """
    refuse_existing(path)
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(aside, flags, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        refuse_existing(path)
        aside.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        aside.unlink(missing_ok=True)


def move_new(source: Path, target: Path) -> None:
    """The file `source` becomes `target`, also on another disk; it is gone from its place whatever happens. Raises
    EngineError as `new_file` does."""
    try:
        refuse_existing(target)
        try:
            source.rename(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            with source.open("rb") as read, new_file(target) as written:
                shutil.copyfileobj(read, written, 1 << 20)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        source.unlink(missing_ok=True)


def refuse_existing(path: Path) -> None:
    """Raises EngineError(UNSUPPORTED) where there is something at `path`."""
    if os.path.lexists(path):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"There is a file “{shown(path)}” already, and it is not replaced. Choose another name.",
            str(path),
        )


def _unwritable(path: Path, error: OSError) -> EngineError:
    if error.errno in _FULL:
        message = f"The disk is full, so “{shown(path)}” was not written. Free some space and try again."
        return EngineError(ErrorKind.DISK_FULL, message, str(error))
    message = f"“{shown(path)}” could not be written. Check that its folder is there and may be written to."
    return EngineError(ErrorKind.INTERNAL, message, str(error))
