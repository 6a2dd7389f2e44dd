"""Bytes to text, for files that are text already."""

from __future__ import annotations

import codecs
import re

from app.attachments.refusals import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
"""Characters that no text needs. The escape is left out: logs colour their lines with it."""
_MOST_CONTROLS = 0.01


def decode(content: bytes) -> str:
    """Raises Unreadable for what is no text in UTF-8, or in another form of Unicode that says so at its start."""
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in content:
            raise binary() from error
        raise Unreadable(
            "is no text in UTF-8. Open it in the program that made it, and save it as plain text in UTF-8."
        ) from error
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise binary()
    return tidy(text)


def tidy(text: str) -> str:
    """One kind of line end, no characters that only steer a terminal, no empty lines around it. The first line keeps
    its indent: in source code it means something."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = _CONTROL.sub("", text)
    return re.sub(r"\A(?:[^\S\n]*\n)+", "", text).rstrip()


def binary() -> Unreadable:
    return Unreadable("is no text, nor a PDF, Word or HTML file, so there is nothing in it that a model could read.")
