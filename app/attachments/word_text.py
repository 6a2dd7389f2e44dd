"""The text of a Word file (DOCX: ECMA-376, Office Open XML), with its headings, lists, tables and notes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

from app.attachments.plain_text import tidy
from app.attachments.refusals import LONGEST, Unreadable, damaged, too_long

LARGEST_PART = 256 << 20
"""Bytes of XML: the text of the longest file that is taken has less, with all that is said of its looks."""
MOST_PARTS = 10_000

_DOCUMENT = re.compile(r"word/document\d*\.xml")
_HEADING = re.compile(r"[Hh]eading ?([1-6])")
_ENCRYPTED = 1
"""A bit of the flags of a part."""
_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PASSED_OVER = ("moveFrom", "Fallback")
"""What stands elsewhere once more: text that was moved away, and what older programs show instead."""


def is_word(names: list[str]) -> bool:
    """By the names of the parts of an archive."""
    return any(_DOCUMENT.fullmatch(name) for name in names)


def word_text(file: BinaryIO) -> str:
    """Raises Unreadable."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS:
                raise _bomb()
            text = _part_text(archive, next(name for name in names if _DOCUMENT.fullmatch(name)))
            notes = [_part_text(archive, name) for name in ("word/footnotes.xml", "word/endnotes.xml") if name in names]
    except (zipfile.BadZipFile, expat.ExpatError, EOFError, OSError, NotImplementedError) as error:
        raise damaged("Word file") from error
    return tidy("\n\n".join(part for part in (text, *notes) if part.strip()))


def _part_text(archive: zipfile.ZipFile, name: str) -> str:
    info = archive.getinfo(name)
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable("is locked with a password. Save it without one, and attach that file.")
    body = _Body()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_types
    parser.StartElementHandler = body.begin
    parser.EndElementHandler = body.end
    parser.CharacterDataHandler = body.data
    parser.buffer_text = True
    read = 0
    with archive.open(info) as part:
        while chunk := part.read(1 << 16):
            read += len(chunk)
            if read > LARGEST_PART:  # whatever the archive says of its size
                raise _bomb()
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return "\n".join(body.lines)


class _Body:
    """Takes the elements in their order. A paragraph may stand in another one's text box, a table in another's cell."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._sinks = [self.lines]
        """Where the lines of the innermost cell go, or of the body."""
        self._rows: list[list[str]] = []
        self._paragraphs: list[_Paragraph] = []
        self._passed_over = 0
        """How many elements are open since one that is passed over."""
        self._in_text = self._in_properties = False
        self._note = ""
        self._length = 0
        self._beginnings: dict[str, Callable[[dict[str, str]], None]] = {
            "p": lambda _: self._paragraphs.append(_Paragraph()),
            "pPr": lambda _: self._set_properties(True),
            "pStyle": self._style,
            "numPr": lambda _: self._prefix("- "),
            "t": lambda _: self._set_text(True),
            "tab": lambda _: self._write("" if self._in_properties else "\t"),
            "br": lambda _: self._write("\n"),
            "cr": lambda _: self._write("\n"),
            "noBreakHyphen": lambda _: self._write("-"),
            "tr": lambda _: self._rows.append([]),
            "tc": lambda _: self._sinks.append([]),
            "footnoteReference": lambda given: self._write(f"[^{given.get('id', '')}]"),
            "endnoteReference": lambda given: self._write(f"[^end-{given.get('id', '')}]"),
            "footnote": lambda given: self._begin_note(given, ""),
            "endnote": lambda given: self._begin_note(given, "end-"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "pPr": lambda: self._set_properties(False),
            "t": lambda: self._set_text(False),
            "tc": self._end_cell,
            "tr": self._end_row,
            "tbl": lambda: self._sinks[-1].append(""),
        }

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self._passed_over or local in _PASSED_OVER:
            self._passed_over += 1
        elif space in _SPACES and local in self._beginnings:
            self._beginnings[local]({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if self._passed_over:
            self._passed_over -= 1
        elif space in _SPACES and local in self._ends:
            self._ends[local]()

    def data(self, data: str) -> None:
        if self._in_text and not self._passed_over:
            self._write(data)

    def _set_text(self, value: bool) -> None:
        self._in_text = value

    def _set_properties(self, value: bool) -> None:
        self._in_properties = value

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST:
            raise too_long()
        if self._paragraphs:
            self._paragraphs[-1].parts.append(text)

    def _style(self, given: dict[str, str]) -> None:
        style = given.get("val", "")
        if heading := _HEADING.fullmatch(style):
            self._prefix("#" * int(heading[1]) + " ")
        elif style == "Title":
            self._prefix("# ")

    def _prefix(self, text: str) -> None:
        if self._paragraphs and not self._paragraphs[-1].prefix:
            self._paragraphs[-1].prefix = text

    def _begin_note(self, given: dict[str, str], kind: str) -> None:
        """Those with a type are only the line between the notes and the text."""
        self._note = "" if given.get("type", "normal") != "normal" else f"[^{kind}{given.get('id', '')}]: "

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.parts)
        if text.strip():
            text = paragraph.prefix + self._note + text
            self._note = ""
        sink = self._sinks[-1]
        sink.append(text)
        if paragraph.prefix != "- ":
            sink.append("")

    def _end_cell(self) -> None:
        cell = " ".join(line.strip() for line in self._sinks.pop() if line.strip())
        if self._rows:
            self._rows[-1].append(cell)

    def _end_row(self) -> None:
        self._sinks[-1].append(" | ".join(self._rows.pop()))


class _Paragraph:
    def __init__(self) -> None:
        self.prefix = ""
        self.parts: list[str] = []


def _refuse_types(*_: object) -> None:
    """The standard forbids them, and they are what bombs of XML are made of."""
    raise Unreadable("is made to do harm, so it is not read: Word writes no such file.")


def _bomb() -> Unreadable:
    return Unreadable("would take far more memory unpacked than a Word file does, so it is not read.")
