"""Lets a field of plain text begin at the side where its text does."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextEdit


def keep_turned(field: QPlainTextEdit) -> None:
    """Every paragraph runs as its letters do. The side where all begin is that of the first that has any; of an empty
    field that of the window's language. Qt itself begins every plain text at the left."""
    field.textChanged.connect(lambda: turn(field))
    turn(field)


def turn(field: QPlainTextEdit) -> None:
    """For a change of which the field does not tell: that of the window's direction."""
    document = field.document()
    block = document.begin()
    while block.isValid() and not block.text().strip():
        block = block.next()
    window = field.layoutDirection()
    runs = Qt.LayoutDirection.LayoutDirectionAuto if block.isValid() else window
    right = _runs_left(block.text()) if block.isValid() else window is Qt.LayoutDirection.RightToLeft
    _set(document, runs, right)


def run_as_window(field: QPlainTextEdit) -> None:
    """Every paragraph runs as the language of the window does, whatever names it begins with."""
    window = field.layoutDirection()
    _set(field.document(), window, window is Qt.LayoutDirection.RightToLeft)


def _set(document: QTextDocument, runs: Qt.LayoutDirection, right: bool) -> None:
    option = document.defaultTextOption()
    option.setTextDirection(runs)
    option.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    before = document.defaultTextOption()
    if (option.textDirection(), option.alignment()) != (before.textDirection(), before.alignment()):
        document.setDefaultTextOption(option)


def _runs_left(text: str) -> bool:
    """By the first letter that has a direction."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
