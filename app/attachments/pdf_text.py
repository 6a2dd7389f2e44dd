"""The text of a PDF, page by page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from app.attachments.plain_text import tidy
from app.attachments.refusals import LONGEST, Unreadable, damaged, too_long


@dataclass(frozen=True)
class PdfText:
    text: str
    pages: int
    without_text: int
    """Pages of which nothing can be read: pictures of pages, most often."""


def pdf_text(file: BinaryIO, progress: Callable[[int, int], None]) -> PdfText:
    """`progress` takes the pages that are read, and all. Raises Unreadable."""
    from pypdf import PdfReader  # late: most messages bring no PDF
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every small fault of a file
    try:
        reader = PdfReader(file)
        _unlock(reader)
        count = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged("PDF") from error
    texts: list[str] = []
    length = empty = broken = 0
    for number in range(count):
        progress(number, count)
        try:
            text = tidy(reader.pages[number].extract_text())
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - whatever is wrong with one page, the others can be read
            text = ""
            broken += 1
        length += len(text)
        if length > LONGEST:
            raise too_long()
        empty += not text
        texts.append(text)
    if broken and not any(texts):
        raise damaged("PDF")
    if not any(texts):
        raise Unreadable(
            "has no text that can be read: its pages are pictures, as a scanner makes them. Let a program for text "
            "recognition (OCR) turn them into text first, and attach what it writes."
            if count
            else "has no pages."
        )
    return PdfText("\n\n".join(filter(None, texts)), count, empty)


def _unlock(reader: object) -> None:
    """Many are locked with an empty password, only against changes."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    assert isinstance(reader, PdfReader)
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError):
        opened = 0
    if not opened:
        raise Unreadable(
            "is locked, so it cannot be read. Open it with its password, print or save it as a new PDF without one, "
            "and attach that file."
        )
