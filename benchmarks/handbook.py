"""Paragraphs of the Debian handbook (Debian package debian-handbook) with their translations and their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

FOLDER = Path("/usr/share/doc/debian-handbook/html")
ENGLISH = "en-US"

_VOID = frozenset({"br", "img", "link", "meta", "hr", "input"})
_SHORTEST, _LONGEST = 80, 600
"""Characters of a paragraph: below it says little, above it is cut off by encoders."""


@dataclass(frozen=True)
class Paragraph:
    text: str
    heading: str
    """Of the section that it stands in, without its number."""


def handbook(language: str) -> dict[str, list[Paragraph]]:
    """All paragraphs of each page, in order: translations have the same number of them. Raises SystemExit where the
    handbook is missing."""
    pages = sorted((FOLDER / language).glob("*.html"))
    if not pages:
        raise SystemExit("The Debian handbook is missing: install the Debian package debian-handbook.")
    found: dict[str, list[Paragraph]] = {}
    for page in pages:
        reader = _Reader()
        reader.feed(page.read_text(encoding="utf-8"))
        found[page.name] = [Paragraph(_plain(text), _plain(heading)) for heading, text in reader.paragraphs]
    return found


def english_paragraphs() -> list[Paragraph]:
    """Different ones of ordinary length, in order."""
    texts = {p.text: p for page in handbook(ENGLISH).values() for p in page if _fits(p.text)}
    return list(texts.values())


def translated(language: str) -> dict[str, str]:
    """English paragraphs of ordinary length with their translations."""
    english, other = handbook(ENGLISH), handbook(language)
    return {
        one.text: two.text
        for page, paragraphs in english.items()
        if len(paragraphs) == len(other.get(page, ()))
        for one, two in zip(paragraphs, other[page], strict=True)
        if one.text != two.text and _fits(one.text)
    }


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        kind = dict(attrs).get("class") or ""
        self._open.append(kind if kind in ("para", "title") and tag in ("div", "h2", "h3", "h4") else "")
        if self._open[-1] == "para":
            self.paragraphs.append((self._heading, ""))
        elif self._open[-1] == "title":
            self._heading = ""

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if "title" in self._open:
            self._heading += data
        elif "para" in self._open:
            heading, text = self.paragraphs[-1]
            self.paragraphs[-1] = heading, text + data


def _plain(text: str) -> str:
    return re.sub(r"^[\d.\s]+", "", re.sub(r"\s+", " ", text)).strip()


def _fits(text: str) -> bool:
    return _SHORTEST < len(text) < _LONGEST
