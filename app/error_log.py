"""A second log that says what went wrong by its kind alone: no text, no name and no path can get into it.

It is kept for the report of `app.diagnostics`. Of an entry it keeps what stands in the source (the words around the
values) and of the values only what cannot be somebody's words: numbers, kinds of errors, ends of processes, places in
our own code.
"""

from __future__ import annotations

import logging
import re
import time
import traceback
from collections.abc import Iterable
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path, PurePath
from types import TracebackType

from app.log import LOGGERS

NAME = "errors.log"
_FILE_BYTES = 128 * 1024
_LEFT_OUT = "…"
_FRAMES = 6
_ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("app", "engine", "models", "tests")

_SAFE = re.compile(
    r"-?\d+(\.\d+)?|[A-Z][A-Za-z]{1,40}(Error|Exception)|"
    r"Engine process: (no exit code|exit code -?\d+|signal \d+ \(SIG[A-Z0-9]+\))"
)


class Fixed(str):
    """A text of the program's own, such as the title of a problem: it holds nothing of a person."""

    __slots__ = ()


class ErrorLog(RotatingFileHandler):
    """Keeps the warnings and errors of `LOGGERS` in a folder, from `start` until `close`."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError where the file cannot be opened."""
        super().__init__(folder / NAME, maxBytes=_FILE_BYTES, backupCount=1, encoding="utf-8")
        self.setLevel(logging.WARNING)

    def start(self) -> None:
        for name in LOGGERS:
            logging.getLogger(name).addHandler(self)

    def close(self) -> None:
        for name in LOGGERS:
            logging.getLogger(name).removeHandler(self)
        super().close()

    def format(self, record: logging.LogRecord) -> str:
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        return f"{when} {record.levelname} {record.name}: {_said(record)}"

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class's name
        """A full disk must not fill the terminal; what cannot be logged is lost."""


def last_errors(folder: Path, count: int) -> list[str]:
    """The newest `count` entries, the oldest of them first."""
    lines: list[str] = []
    for name in (f"{NAME}.1", NAME):
        try:
            lines += (folder / name).read_text("utf-8", errors="replace").splitlines()
        except OSError:
            continue
    return lines[-count:]


def _said(record: logging.LogRecord) -> str:
    words = record.msg if isinstance(record.msg, str) else _LEFT_OUT
    values = record.args if isinstance(record.args, tuple) else (record.args,) if record.args else ()
    parts = re.split(r"%[-#0-9.]*[a-z]", words)
    shown = [*(_safe(value) for value in values), *[""] * len(parts)]
    said = "".join(part + value for part, value in zip(parts, shown, strict=False))
    if record.exc_info and record.exc_info[0] is not None:
        kind, _, trace = record.exc_info
        said += f" ({kind.__name__}{_places(trace)})"
    return " ".join(said.split())


def _safe(value: object) -> str:
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, list) and value and all(isinstance(one, traceback.FrameSummary) for one in value):
        return _frames(value) or _LEFT_OUT
    if isinstance(value, Fixed | int | float | Enum) or (isinstance(value, str) and _SAFE.fullmatch(value)):
        return str(value)
    return _LEFT_OUT


def _places(trace: TracebackType | None) -> str:
    found = _frames(traceback.extract_tb(trace))
    return f" at {found}" if found else ""


def _frames(frames: Iterable[traceback.FrameSummary]) -> str:
    """File and line of those that are in our own code."""
    found: list[str] = []
    for frame in frames:
        path = PurePath(frame.filename)
        if path.is_relative_to(_ROOT):
            path = path.relative_to(_ROOT)
        if path.parts[0] in _PACKAGES:  # a frozen program names its files so from the beginning
            found.append(f"{path.as_posix()}:{frame.lineno}")
    return ", ".join(found[-_FRAMES:])
