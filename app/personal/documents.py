"""Texts that the person wrote elsewhere, cut into passages to learn from."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.ordinary_file import open_ordinary, shown, shown_text, unreadable

SUFFIXES = (".txt", ".md", ".rst", ".text")
LARGEST = 4 << 20
"""Bytes of one file."""
MOST_FILES, MOST_PASSAGES = 2000, 500
"""Of one source: nobody looks through more, and no training here comes to their end."""

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


@dataclass(frozen=True)
class Source:
    """A file or a folder, with what can be learned from it."""

    path: str
    files: int = 0
    """That were read."""
    passages: tuple[Passage, ...] = ()
    unread: tuple[str, ...] = ()
    """For a person: what could not be read, by name, and what to do about it."""
    cut: bool = False
    """It holds more than is read."""


def look_through(paths: Sequence[str]) -> list[Source]:
    """Text files, and all text files in folders, in this order. A passage counts where it is found first."""
    seen: set[str] = set()
    return [_source(path, seen) for path in paths]


def _source(path: str, seen: set[str]) -> Source:
    found: list[Passage] = []
    unread: list[str] = []
    read = 0
    for file in _files(Path(path)):
        if read + len(unread) == MOST_FILES or len(found) >= MOST_PASSAGES:
            return Source(path, read, tuple(found[:MOST_PASSAGES]), tuple(unread), cut=True)
        try:
            of_file = list(_of_file(file))
        except EngineError as error:
            unread.append(error.message)
            continue
        read += 1
        found += [passage for passage in of_file if passage.key not in seen]
        seen |= {passage.key for passage in of_file}
    return Source(path, read, tuple(found), tuple(unread))


def _files(path: Path) -> Iterator[Path]:
    """Without what is hidden. Links to folders are not followed: they may lead in a circle."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(folder) / name


def _of_file(path: Path) -> Iterator[Passage]:
    try:
        with open_ordinary(path, "file", "a text file") as file:
            content = file.read(LARGEST + 1)
            changed = os.fstat(file.fileno()).st_mtime
    except OSError as error:
        raise unreadable(path, error) from error
    if len(content) > LARGEST:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"“{shown(path)}” is larger than {LARGEST >> 20} MB. Choose a part of it."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown(path)}” is no text in UTF-8. Save it as plain text, and choose that file.",
            str(error),
        ) from error
    digest = hashlib.sha256(content).hexdigest()
    title = shown_text(path.stem)
    before = ""
    for number, passage in enumerate(_cut(text)):
        question = f"Write the beginning of “{title}”."
        if before:
            question = f"Go on with “{title}”: …{before[-_LEAD:]}"
        yield Passage(f"document:{digest}:{number}", str(path.absolute()), title, question, passage, changed)
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
