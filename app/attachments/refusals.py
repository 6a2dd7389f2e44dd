"""What is said of files that are not read, and the bounds of those that are."""

from __future__ import annotations

from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.ordinary_file import shown

LARGEST = 64 << 20
"""Bytes of a file."""
LONGEST = 4_000_000
"""Characters of its text: about a million tokens, more than any model reads at once."""


class Unreadable(Exception):
    """A file is not read. The words go on from its name: “x.pdf” … ."""


def refusal(path: Path, words: str, detail: str = "") -> EngineError:
    return EngineError(ErrorKind.UNSUPPORTED, f"“{shown(path)}” {words}", detail)


def too_large() -> Unreadable:
    return Unreadable(f"is larger than {LARGEST >> 20} MB, so it is not read. Attach a part of it.")


def too_long() -> Unreadable:
    return Unreadable(
        f"holds more than {LONGEST:,} characters of text, which no model reads at once. Attach a part of it."
    )


def damaged(what: str) -> Unreadable:
    return Unreadable(
        f"is a damaged {what}: it could not be read to its end. Open it in the program that made it, and save it again."
    )
