"""Finds where a text may be cut without tearing what a reader sees as one character."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder

_LONGEST = 64
"""Characters in which the last grapheme is looked for."""


def last_grapheme(text: str) -> int:
    """How many characters of `text` make its last grapheme, to which what follows may still be added: an accent, the
    rest of a flag or of a family. 0 where nothing that follows can be."""
    if not text or text[-1].isspace():
        return 0
    end = text[-_LONGEST:].encode(errors="replace").decode()
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, end)
    finder.toEnd()
    units = finder.toPreviousBoundary()  # of UTF-16
    return len(end.encode("utf-16-le")[2 * units :].decode("utf-16-le"))
