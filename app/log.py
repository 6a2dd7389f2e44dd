"""The program's log: a small rotating file that says what the program did, and nothing of what a person wrote.

Whoever logs writes ids, counts, kinds and times, never the text of a message. As a second line of defence an entry is
cut after some thousand characters, so that a text which slips into an exception is not copied at length.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOGGERS = ("app", "engine", "models")
_FILE_BYTES = 512 * 1024
_OLD_FILES = 2
_ENTRY_CHARACTERS = 4000


class LogFile(RotatingFileHandler):
    """Writes what `LOGGERS` say to `homespun.log` in a folder, from `start` until `close`."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError where the file cannot be opened: the program runs without a log then."""
        super().__init__(
            folder / "homespun.log", maxBytes=_FILE_BYTES, backupCount=_OLD_FILES, encoding="utf-8", errors="replace"
        )
        formatter = logging.Formatter(
            "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S"
        )
        formatter.converter = time.gmtime
        self.setFormatter(formatter)

    def start(self, level: int = logging.INFO) -> None:
        for name in LOGGERS:
            logger = logging.getLogger(name)
            logger.setLevel(level)
            logger.addHandler(self)

    def close(self) -> None:
        for name in LOGGERS:
            logging.getLogger(name).removeHandler(self)
        with contextlib.suppress(OSError):  # The last words of a full disk.
            super().close()

    def format(self, record: logging.LogRecord) -> str:
        entry = super().format(record)
        if len(entry) > _ENTRY_CHARACTERS:
            entry = f"{entry[:_ENTRY_CHARACTERS]} ... ({len(entry) - _ENTRY_CHARACTERS:,} characters more)"
        # One entry cannot pass itself off as two.
        return entry.replace("\r", "\\r").replace("\n", "\n    ")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class's name
        """A full disk must not fill the terminal or stop the program; what cannot be logged is lost."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)
