"""Where a text stands in another one, whatever its case, width or composition; and what to show around it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

Place = tuple[int, int]
"""Where something begins and where it ends, in characters."""

BEFORE = 28
"""Characters of an excerpt before the first place."""
LENGTH = 160
"""Characters of an excerpt."""
_MARKS = re.compile(r"\*\*|`+|^#{1,6} ", re.MULTILINE)
"""Markdown that says nothing where it is not rendered."""


@dataclass(frozen=True)
class Excerpt:
    """A part of a text in one line, and where in it that stands which was looked for."""

    text: str
    places: tuple[Place, ...]


def fold(text: str) -> str:
    """`text` as it is compared: without differences of case, width or composition.

    Unicode promises that this never changes for characters that it has, which the index of the store relies on.
    """
    if text.isascii():
        return text.lower().replace("\0", " ")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).replace("\0", " ")


def places(text: str, wanted: str, most: int = 1000) -> list[Place]:
    """Where `wanted` stands in `text`, from the first on, without overlaps; at most `most`. Whole characters: one that
    is found in a part, such as the f of a ligature, counts with all of it."""
    folded = fold(wanted.strip())
    if not folded:
        return []
    whole = fold(text)
    if folded not in whole:
        return []
    starts = _starts(text, whole)
    found: list[Place] = []
    at = whole.find(folded)
    while at >= 0 and len(found) < most:
        end = at + len(folded)
        found.append((_origin(starts, at), _end(starts, end, len(text))))
        at = whole.find(folded, end)
    return found


def excerpt(text: str, wanted: str) -> Excerpt:
    """The surroundings of the first place, in one line; the beginning where there is none."""
    found = places(text, wanted, 1)
    start = max(0, found[0][0] - BEFORE) if found else 0
    if start:  # at a word, where one begins before the place
        space = text.find(" ", start, found[0][0])
        start = space + 1 if space >= 0 else start
    part = text[start : start + LENGTH * 2]
    if not _MARKS.search(wanted):
        part = _MARKS.sub("", part)
    part = " ".join(part.split())[:LENGTH]
    shown = f"\u2026{part}" if start else part
    return Excerpt(shown, tuple(places(shown, wanted)))


def _starts(text: str, whole: str) -> list[int] | None:
    """For every character of the folded text, which cluster of `text` it comes from, as that one's start; None where
    the two correspond one by one."""
    # To fold case makes a text longer or leaves it as long: where it does the latter, no character has become two.
    is_plain = text.isascii() or unicodedata.is_normalized("NFKC", text)
    if is_plain and len(whole) == len(text) == len(text.casefold()):
        return None
    clusters = _clusters(text)
    starts: list[int] = []
    for start, end in zip(clusters, [*clusters[1:], len(text)], strict=True):
        starts += [start] * len(fold(text[start:end]))
    return starts


def _clusters(text: str) -> list[int]:
    """Where characters begin that no mark joins to the one before."""
    return [0, *(at for at in range(1, len(text)) if not _joins(text[at]))] if text else []


def _joins(character: str) -> bool:
    return unicodedata.combining(character) != 0 or "\u1160" <= character <= "\u11ff" or character in "\uff9e\uff9f"


def _origin(starts: list[int] | None, at: int) -> int:
    return at if starts is None else starts[min(at, len(starts) - 1)]


def _end(starts: list[int] | None, end: int, length: int) -> int:
    if starts is None:
        return end
    last = starts[min(end, len(starts)) - 1]
    after = bisect_right(starts, last)
    return starts[after] if after < len(starts) else length
