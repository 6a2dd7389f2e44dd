"""Cuts the text of a long file into passages, and makes a file of some of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from app.store.records import Attachment
from engine.retrieval import words

MOST = 200
"""Words of a passage: about as many as a sentence encoder reads of it."""
AIM = 150
"""A passage with so many takes no more."""
LEAST = 60
"""A heading ends a passage with so many, as it begins another matter."""
GAP = "[…]"
"""Stands where text is left out."""

_CHARACTERS_PER_WORD = 10
"""More are taken for several words: no passage is long because it has no spaces."""
_LONGEST_HEADING = 80
"""Characters."""
_MOST_HEADINGS = 4
"""That go along with what follows them: a table of contents is text of its own."""
_STRETCHES = (800, 200)
"""Characters of a text without sentences that is cut anywhere; the second where its words are single letters."""
_MARKED = re.compile(r"#{1,6} \S")
_SENTENCES = re.compile(r"(?<=[.!?…؟])\s+|(?<=[。！？।])|\n")
_NO_HEADING = (".", "!", "?", ":", ";", ",", "…", "。", "！", "？", "।", "؟", "|")
_NOTE = re.compile(r"([\d,]+) of ([\d,]+) passages? ")


@dataclass(frozen=True)
class Passage:
    """A stretch of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class Kept:
    """How much of a file is left."""

    passages: int
    of: int


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    size: int
    """Words."""
    heading: bool = False


def cut(text: str) -> tuple[Passage, ...]:
    """Passages of up to 200 words, in order, cut between paragraphs where that can be, else between sentences; headings
    stay with what follows them. White space between passages belongs to none. Empty for a text without letters."""
    passages: list[Passage] = []
    pending: list[_Piece] = []
    size = 0
    for piece in _pieces(text):
        if pending and (size + piece.size > MOST or size >= AIM or (piece.heading and size >= LEAST)):
            done, pending = _without_headings(pending)
            passages.append(Passage(done[0].start, done[-1].end))
            size = sum(one.size for one in pending)
        pending.append(piece)
        size += piece.size
    if pending:
        passages.append(Passage(pending[0].start, pending[-1].end))
    return tuple(passages)


def excerpt(attachment: Attachment, passages: Sequence[Passage], chosen: Collection[int]) -> Attachment:
    """The file with these of its passages alone, in their order, and a mark where text is left out. Its first line says
    how many they are of how many."""
    text, kept = attachment.text, sorted(set(chosen))
    parts: list[str] = []
    before = -1
    for at in kept:
        if at == before + 1 and parts:
            parts[-1] += text[passages[before].end : passages[at].end]
        else:
            parts += [GAP] if at != before + 1 else []
            parts.append(text[passages[at].start : passages[at].end])
        before = at
    if before != len(passages) - 1:
        parts.append(GAP)
    count = f"{len(kept):,} of {len(passages):,} passages"
    head = f"[{count} of this file: those that have to do with the message. {GAP} stands where text is left out.]"
    note = f"{len(kept):,} of {len(passages):,} passages are kept: those that have to do with the message."
    notes = "\n".join(filter(None, (note, attachment.note)))
    return replace(attachment, text="\n\n".join((head, *parts)), note=notes)


def kept_of(attachment: Attachment) -> Kept | None:
    """What `excerpt` left of it; None for a whole file."""
    found = _NOTE.match(attachment.note)
    return Kept(*(int(number.replace(",", "")) for number in found.groups())) if found else None


def _without_headings(pieces: Sequence[_Piece]) -> tuple[Sequence[_Piece], list[_Piece]]:
    """The pieces of a passage, and the headings at its end, which belong to the next one."""
    last = len(pieces)
    while last > 1 and pieces[last - 1].heading and len(pieces) - last < _MOST_HEADINGS:
        last -= 1
    return (pieces, []) if pieces[last - 1].heading else (pieces[:last], list(pieces[last:]))


def _pieces(text: str) -> Iterator[_Piece]:
    """Paragraphs and headings; sentences of a paragraph that is too long."""
    for start, end, is_heading in _paragraphs(text):
        size = _size(text, start, end)
        if size <= MOST:
            yield _Piece(start, end, size, is_heading)
            continue
        for one, other in _sentences(text, start, end):
            size = _size(text, one, other)
            if size <= MOST:
                yield _Piece(one, other, size)
            else:
                yield from _stretches(text, one, other, _STRETCHES)


def _paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each, and whether it is a heading: marked as one, or one short line that ends in no sign."""
    lines: list[tuple[int, int]] = []

    def whole() -> tuple[int, int, bool]:
        start, end = lines[0][0], lines[-1][1]
        short = len(lines) == 1 and end - start <= _LONGEST_HEADING
        return start, end, short and not text[start:end].endswith(_NO_HEADING)

    at = 0
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        if not line.strip():
            if lines:
                yield whole()
            lines = []
        elif _MARKED.match(line):
            if lines:
                yield whole()
            lines = []
            yield at, at + len(line.rstrip()), True
        else:
            lines.append((at, at + len(line.rstrip())))
        at = stop + 1
    if lines:
        yield whole()


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for border in _SENTENCES.finditer(text, start, end):
        if text[at : border.start()].strip():
            yield at, border.start()
            at = border.end()
    if at < end:
        yield at, end


def _stretches(text: str, start: int, end: int, lengths: Sequence[int]) -> Iterator[_Piece]:
    length, *shorter = lengths
    at = start
    while at < end:
        stop = min(at + length, end)
        if stop < end:
            space = text.rfind(" ", at + length // 2, stop)
            stop = space + 1 if space >= 0 else stop
            while stop < end and stop < at + 2 * length and unicodedata.category(text[stop])[0] == "M":
                stop += 1  # an accent or a vowel sign belongs to the letter before it
        size = _size(text, at, stop)
        if size > MOST and shorter:
            yield from _stretches(text, at, stop, shorter)
        else:
            yield _Piece(at, stop, size)
        at = stop


def _size(text: str, start: int, end: int) -> int:
    """In words."""
    counted = sum(1 for _ in words(text[start:end]))
    return max(1, counted, (end - start) // _CHARACTERS_PER_WORD)
