"""Opens a file that somebody chose: an ordinary one, without blocking, and with words for what is wrong with it."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.gguf_reader import BadHeader


def open_ordinary(path: Path, what: str = "model file", choose: str = "the .gguf file") -> FileIO:
    """The file at `path`, unbuffered. `what` and `choose` are words for the messages.

    Links are followed: model folders that other programs keep are made of them, and the person chose the file. What
    counts is where they end: a pipe would block for ever and a device could do anything, so neither is opened.
    Raises EngineError: MODEL_NOT_FOUND, or MODEL_INVALID.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _not_a_file(path, choose)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
        file = FileIO(os.open(path, flags), "rb")
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: no file can have such a name
        raise not_found(path, what) from None
    except OSError as error:
        raise unreadable(path, error) from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # exchanged since the first look
        file.close()
        raise _not_a_file(path, choose)
    return file


@contextmanager
def naming(path: Path) -> Generator[None]:
    """Turns what is wrong with a file into the error that a person reads."""
    try:
        yield
    except OSError as error:
        raise unreadable(path, error) from error
    except BadHeader as error:
        message = f"“{shown(path)}” {error.reason}. {error.advice}"
        raise EngineError(error.kind, message, str(path)) from error


def not_found(path: Path, what: str = "model file") -> EngineError:
    return EngineError(
        ErrorKind.MODEL_NOT_FOUND,
        f"There is no {what} “{shown(path)}”. It may have been moved or deleted; choose it again.",
        repr(str(path)),
    )


def unreadable(path: Path, error: OSError) -> EngineError:
    if isinstance(error, PermissionError):
        message = f"“{shown(path)}” may not be read by your account. Change its permissions or copy it elsewhere."
    else:
        message = f"“{shown(path)}” could not be read. Check the drive that it is on, or copy it elsewhere."
    return EngineError(ErrorKind.MODEL_INVALID, message, str(error))


def shown(path: Path) -> str:
    """A file's name fit to stand in a sentence."""
    return shown_text(path.name or str(path))


def shown_text(text: str) -> str:
    """Text of unknown origin fit to stand in a sentence: printable, and not long."""
    printable = "".join(c if c.isprintable() else "�" for c in text)
    return printable if len(printable) <= 80 else f"{printable[:50]}…{printable[-25:]}"


def _not_a_file(path: Path, choose: str) -> EngineError:
    if path.is_dir():
        return EngineError(
            ErrorKind.MODEL_INVALID,
            f"“{shown(path)}” is a folder. Choose {choose} in it.",
            str(path),
        )
    return EngineError(
        ErrorKind.MODEL_INVALID,
        f"“{shown(path)}” is not an ordinary file, so it is not opened. Choose {choose.replace('the ', 'a ', 1)}.",
        str(path),
    )
