"""Reads the text of a file that the person attaches. What it is, its content says, not its name.

To be called in a process of its own (`app.looking.ChildReader`): a file may be made to do harm to its reader.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from app.attachments.html_text import html_text
from app.attachments.pdf_text import pdf_text
from app.attachments.plain_text import binary, decode
from app.attachments.refusals import LARGEST, LONGEST, Unreadable, damaged, refusal, too_large, too_long
from app.attachments.word_text import is_word, word_text
from app.store.records import Attachment, AttachmentKind
from models.ordinary_file import open_ordinary, shown, unreadable

_LOOKED_AT = 1024
"""Bytes in which a file says what it is."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A compound file (MS-CFB): Office before 2007, or any Office file that is locked with a password."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
"""Words can begin like this too, but have no NUL after it."""
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_TEXT = ("", ".txt", ".text", ".log", ".rst", ".csv", ".tsv", ".tex", ".srt", ".eml")
_HTML = (".html", ".htm", ".xhtml")

Progress = Callable[[int, int], None]


def read_attachment(path: Path, progress: Progress = lambda _done, _total: None) -> Attachment:
    """`progress` takes pages that are read, and all, where there are pages. Raises EngineError with words for the
    person."""
    try:
        with open_ordinary(path, "file", "a file") as raw, io.BufferedReader(raw) as file:
            if os.fstat(raw.fileno()).st_size > LARGEST:
                raise too_large()
            read = _read(path, file, progress)
    except Unreadable as error:
        raise refusal(path, str(error), repr(error.__cause__) if error.__cause__ else "") from error
    except OSError as error:
        raise unreadable(path, error) from error
    if len(read.text) > LONGEST:
        raise refusal(path, str(too_long()))
    if not read.text.strip():
        raise refusal(path, "is empty: there is no text in it.")
    return read


def _read(path: Path, file: BinaryIO, progress: Progress) -> Attachment:
    start = file.read(_LOOKED_AT)
    file.seek(0)
    name, suffix = shown(path), path.suffix.lower()
    if b"%PDF-" in start:
        found = pdf_text(file, progress)
        return Attachment(name, AttachmentKind.PDF, found.text, found.pages, _without_text(found.without_text))
    if start.startswith(b"PK\x03\x04"):
        _check_archive(file)
        return Attachment(name, AttachmentKind.WORD, word_text(file))
    if start.startswith(_OLD_OFFICE):
        raise Unreadable(
            "is of Office before 2007, or locked with a password. Save it as DOCX or PDF without a password, and "
            "attach that file."
        )
    if start.startswith(b"{\\rtf"):
        raise Unreadable("is in the format RTF, which is not read. Save it as DOCX or PDF, and attach that file.")
    if start.startswith(_PICTURES) and b"\0" in start:
        raise Unreadable("is a picture or a film. The models here read text alone.")
    content = file.read(LARGEST + 1)
    if suffix in _HTML or start.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return Attachment(name, AttachmentKind.HTML, html_text(content))
    return Attachment(name, _kind_of_text(suffix), decode(content))


def _kind_of_text(suffix: str) -> AttachmentKind:
    if suffix in _MARKDOWN:
        return AttachmentKind.MARKDOWN
    return AttachmentKind.TEXT if suffix in _TEXT else AttachmentKind.CODE


def _check_archive(file: BinaryIO) -> None:
    """Leaves the file at its start. Raises Unreadable for what is no Word file."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise damaged("Word file or archive") from error
    file.seek(0)
    if is_word(names):
        return
    if any(name.startswith("xl/") for name in names):
        raise Unreadable("is a spreadsheet. Save the table in it as CSV, and attach that file.")
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable("is a presentation. Save it as PDF, and attach that file.")
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable("is an OpenDocument file. Save it as DOCX or PDF, and attach that file.")
    if any(name.endswith(".opf") for name in names):
        raise Unreadable("is an electronic book. Convert it to PDF or HTML, and attach that file.")
    if "META-INF/MANIFEST.MF" in names or not names:
        raise binary()
    raise Unreadable("is an archive. Unpack it, and attach the files in it that you want to be read.")


def _without_text(pages: int) -> str:
    if not pages:
        return ""
    if pages == 1:
        return "1 page has no text that can be read; pictures of text, maybe."
    return f"{pages:,} pages have no text that can be read; pictures of text, maybe."
