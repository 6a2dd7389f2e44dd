"""Typesets LaTeX as outlines. No Qt, no network, no TeX.

What a model writes is a stranger's text: it is short, it has a time, and of what the typesetter draws only outlines
and bars are taken. A formula that fails in any way is shown as its source.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PLACEHOLDER = "\ufffc"
"""Stands in a text where a formula is; what a model writes never holds it."""
LONGEST = 1_000
"""Characters of a formula; a longer one stays as its source."""
SECONDS = 0.5
"""Of the processor: what one formula may take."""

_EM = 100.0
"""Units of the typesetter for one em."""
_CLOSING = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_REFUSED = re.compile(r"\\(?:def|let|newcommand|renewcommand|colorbox|fcolorbox|bbox|href|url|includegraphics|input)\b")
_STEP = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_log = logging.getLogger(__name__)

_Step = tuple[str, tuple[float, ...]]
"""Of a path, as SVG has it: M, L, Q, C or Z, and its coordinates."""
_COORDINATES = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


@dataclass(frozen=True)
class Outline:
    """All steps of a path in two values: as values of their own the collector of garbage would look at each."""

    letters: str
    numbers: array[float]

    def steps(self) -> Iterator[_Step]:
        place = 0
        for letter in self.letters:
            end = place + _COORDINATES[letter]
            yield letter, tuple(self.numbers[place:end])
            place = end


@dataclass(frozen=True)
class Formula:
    """A typeset formula. Lengths in em: `ascent` above the line of the text, `descent` below it."""

    latex: str
    opening: str
    """The mark that it was written behind."""
    width: float = field(compare=False)
    ascent: float = field(compare=False)
    descent: float = field(compare=False)
    outline: Outline = field(compare=False, repr=False)

    @property
    def source(self) -> str:
        return source_of(self.latex, self.opening)


def source_of(latex: str, opening: str) -> str:
    """A formula as it was written."""
    return f"{opening}{latex}{_CLOSING[opening]}"


@lru_cache(maxsize=1_000)
def typeset(latex: str, opening: str) -> Formula | None:
    """None where it cannot be typeset. The first formula takes longer: it loads the font."""
    if len(latex) > LONGEST or _REFUSED.search(latex):
        return None
    try:
        # Late: most conversations have no formula.
        from ziamath.config import config
        from ziamath.zmath import Latex

        config.svg2 = False  # every glyph as a path of its own, in the place where it is seen
        with nullcontext() if _is_simple(latex) else _at_most(SECONDS):
            drawn: Any = Latex(latex, size=_EM, inline=opening in ("$", "\\("))
            box = drawn.node.bbox
            outline = _packed(_outline(drawn.svgxml()))
    except Exception as error:  # noqa: BLE001 - whatever a stranger's formula does to the typesetter
        _log.debug("a formula stays as its source: %s", type(error).__name__)
        return None
    if not outline.letters:
        return None
    return Formula(
        latex,
        opening,
        width=(box.xmax - min(box.xmin, 0)) / _EM,
        ascent=max(box.ymax, 0) / _EM,
        descent=max(-box.ymin, 0) / _EM,
        outline=outline,
    )


def _is_simple(latex: str) -> bool:
    """Short and flat: it needs no watch, which takes longer than the formula does. Each level doubles the work."""
    depth = deepest = 0
    for character in latex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    deepest += latex.count("\\left") + latex.count("\\begin")
    return len(latex) << deepest <= 1_000


class _TooLong(Exception):
    """Nothing catches it by accident but what catches everything."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Ends what this thread does after that time, at its next call of a function in Python."""
    ends = time.thread_time() + seconds

    def look(*_: object) -> None:  # as it returns nothing, it is not called for every line
        if time.thread_time() > ends:
            raise _TooLong

    before = sys.gettrace()
    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(before)


def _packed(steps: Iterable[_Step]) -> Outline:
    """Raises ValueError for a step with another number of coordinates than it has."""
    letters, numbers = "", array("f")
    for letter, coordinates in steps:
        if len(coordinates) != _COORDINATES[letter]:
            raise ValueError(letter)
        letters += letter
        numbers.extend(coordinates)
    return Outline(letters, numbers)


def _outline(drawing: Element) -> Iterator[_Step]:
    """Raises ValueError for what is no outline and no bar."""
    for element in drawing:
        match element.tag.rpartition("}")[2]:
            case "g":
                yield from _outline(element)
            case "path":
                yield from _steps(element)
            case "rect":
                yield from _bar(element)
            case tag:
                raise ValueError(tag)


def _steps(path: Element) -> Iterator[_Step]:
    if "stroke" in path.attrib:
        yield from _line(path)
        return
    for letter, numbers in _STEP.findall(path.get("d", "")):
        yield letter, tuple(float(number) / _EM for number in re.split(r"[\s,]+", numbers.strip()) if number)


def _line(path: Element) -> Iterator[_Step]:
    """A stroke from one point to another, which strikes something out."""
    x, y, to_x, to_y = (float(number) / _EM for number in re.findall(r"-?[\d.]+", path.get("d", "")))
    half = float(path.get("stroke-width", 1)) / _EM / 2
    yield "M", (x, y - half)
    for corner in ((to_x, to_y - half), (to_x, to_y + half), (x, y + half)):
        yield "L", corner
    yield "Z", ()


def _bar(rect: Element) -> Iterator[_Step]:
    """A full one, or a frame."""
    x, y, width, height = (float(rect.get(name, 0)) / _EM for name in ("x", "y", "width", "height"))
    if "stroke" not in rect.attrib:
        yield from _box(x, y, width, height)
        return
    line = float(rect.get("stroke-width", 1)) / _EM
    for bar in (
        (x, y, width, line),
        (x, y + height - line, width, line),
        (x, y + line, line, height - 2 * line),
        (x + width - line, y + line, line, height - 2 * line),
    ):
        yield from _box(*bar)


def _box(x: float, y: float, width: float, height: float) -> Iterator[_Step]:
    yield "M", (x, y)
    for corner in ((x + width, y), (x + width, y + height), (x, y + height)):
        yield "L", corner
    yield "Z", ()
