"""Texts that the person wrote elsewhere, cut into passages to learn from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.ordinary_file import shown

SUFFIXES = (".txt", ".md", ".rst", ".text")
LARGEST = 4 << 20
"""Bytes of one file."""

_SHORTEST, _ENOUGH, _LONGEST = 80, 500, 1200
"""Characters of a passage: paragraphs are joined until there are enough, and cut where one is longer."""
_LEAD = 200
"""Characters before a passage that its question shows."""


@dataclass(frozen=True)
class Passage:
    key: str
    path: str
    title: str
    question: str
    """What the passage answers."""
    text: str
    written_at: float
    """Seconds since 1970: when the file last changed."""


def passages(paths: Sequence[Path]) -> list[Passage]:
    """Of text files, and of all of them in folders, in order. Raises EngineError for what cannot be read as text."""
    found: dict[str, Passage] = {}
    for path in _files(paths):
        for passage in _of_file(path):
            found.setdefault(passage.key, passage)
    return list(found.values())


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
        else:
            yield path


def _of_file(path: Path) -> Iterator[Passage]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        changed = path.stat().st_mtime
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"{shown(path)} cannot be read. Check its name and its permissions.", str(error)
        ) from error
    except UnicodeDecodeError as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"{shown(path)} is no text in UTF-8. Save it as plain text, and name that file.",
            str(error),
        ) from error
    if len(content) > LARGEST:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"{shown(path)} is larger than {LARGEST >> 20} MB. Name a part of it.", ""
        )
    digest = hashlib.sha256(content).hexdigest()
    before = ""
    for number, passage in enumerate(_cut(text)):
        question = f"Write the beginning of “{path.stem}”."
        if before:
            question = f"Go on with “{path.stem}”: …{before[-_LEAD:]}"
        yield Passage(f"document:{digest}:{number}", str(path.absolute()), path.stem, question, passage, changed)
        before = passage


def _cut(text: str) -> Iterator[str]:
    held = ""
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        for piece in _pieces(paragraph.strip()):
            if held and len(held) + len(piece) > _LONGEST:
                yield held
                held = ""
            held = f"{held}\n\n{piece}" if held else piece
            if len(held) >= _ENOUGH:
                yield held
                held = ""
    if len(held) >= _SHORTEST:
        yield held


def _pieces(paragraph: str) -> Iterator[str]:
    """At most `_LONGEST` characters each, cut after a sentence where there is one, else at a space."""
    while len(paragraph) > _LONGEST:
        window = paragraph[:_LONGEST]
        ends = [match.end() for match in re.finditer(r"[.!?。！？।؟…][\"”»)]?\s*", window)]
        cut = next((end for end in reversed(ends) if end > _LONGEST // 2), window.rfind(" ") + 1 or _LONGEST)
        yield paragraph[:cut].strip()
        paragraph = paragraph[cut:].strip()
    if paragraph:
        yield paragraph
