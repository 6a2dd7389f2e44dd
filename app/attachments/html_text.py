"""The text of a web page, with what of its order says something: headings, lists, tables, code as it stands."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from app.attachments.plain_text import decode, tidy
from app.attachments.refusals import Unreadable

_HIDDEN = frozenset(("script", "style", "template", "noscript", "svg", "head", "iframe", "object", "select"))
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|header|hr|html|"
    "main|nav|p|section|summary|table|tbody|tfoot|thead"
)
_HEADING = re.compile("h([1-6])")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_OLD_ENCODINGS = ("iso8859", "cp", "koi8", "mac", "shift_jis", "euc", "iso2022", "gb", "big5")
_LOOKED_AT = 4096
"""Bytes in which a page says how it is encoded; the standard takes 1024."""


def html_text(content: bytes) -> str:
    page = _Page()
    page.feed(_decoded(content))
    page.close()
    return page.text()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._hidden: list[str] = []
        """Open elements, outermost first, whose text is not shown."""
        self._in_title = False
        self._kept = 0
        """Open elements in which white space counts."""
        self._lists: list[int | None] = []
        """Open lists: the number of the next item, or None for one without numbers."""

    def text(self) -> str:
        self._end_line()
        return re.sub(r"\n{3,}", "\n\n", tidy("\n".join(self._lines)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" and "svg" not in self._hidden:
            self._in_title = True
        if self._hidden or tag in _HIDDEN:
            if tag in _HIDDEN:
                self._hidden.append(tag)
            elif tag == "body":  # a head that was never closed
                self._hidden.clear()
            return
        if heading := _HEADING.fullmatch(tag):
            self._break(blank=True)
            self._line.append("#" * int(heading[1]) + " ")
        elif tag == "pre":
            self._break(blank=True)
            self._kept += 1
        elif tag in ("ul", "ol"):
            self._break(blank=not self._lists)
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._begin_item()
        elif tag in ("td", "th"):
            if self._line:
                self._line.append(" | ")
        elif tag == "br":
            self._end_line()
        elif tag == "tr":
            self._break(blank=False)
        elif tag == "img" and (words := dict(attrs).get("alt")):
            self._line.append(words)
        elif _BLOCKS.fullmatch(tag):
            self._break(blank=True)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
            self._break(blank=True)
        if self._hidden:
            if tag in self._hidden:
                del self._hidden[self._hidden.index(tag) :]
            return
        if tag == "pre":
            self._kept = max(0, self._kept - 1)
            self._break(blank=True)
        elif tag in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
            self._break(blank=not self._lists)
        elif tag in ("li", "tr"):
            self._break(blank=False)
        elif _HEADING.fullmatch(tag) or _BLOCKS.fullmatch(tag):
            self._break(blank=True)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            if not self._line and data.strip():
                self._line.append("# ")
            self._line.append(" ".join(data.split()))
        elif self._hidden:
            pass
        elif self._kept:
            first, *rest = data.split("\n")
            self._line.append(first)
            for line in rest:
                self._lines.append("".join(self._line))
                self._line = [line]
        else:
            text = re.sub(r"\s+", " ", data)
            if text == " " and not self._line:
                return
            self._line.append(text if self._line else text.lstrip())

    def _begin_item(self) -> None:
        self._break(blank=False)
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        self._line.append("  " * max(0, len(self._lists) - 1) + ("- " if number is None else f"{number}. "))

    def _break(self, *, blank: bool) -> None:
        """End the line; with `blank` an empty one follows, if there is none yet."""
        if "".join(self._line).strip():
            self._end_line()
        self._line = []
        if blank and self._lines and self._lines[-1]:
            self._lines.append("")

    def _end_line(self) -> None:
        self._lines.append("".join(self._line).rstrip())
        self._line = []


def _decoded(content: bytes) -> str:
    """As the page says; where it says nothing and is no UTF-8, in the encoding that browsers take then."""
    try:
        return decode(content)
    except Unreadable:
        if b"\0" in content:
            raise
    found = _CHARSET.search(content[:_LOOKED_AT])
    try:
        name = codecs.lookup(found[1].decode("ascii", "replace")).name if found else ""
    except LookupError:
        name = ""
    if name.startswith("utf"):
        name = "utf-8"  # it could be read so far, so it is no other
    elif not name.startswith(_OLD_ENCODINGS):
        name = "windows-1252"
    return content.decode(name, "replace")
