"""Marks behind words that were looked for."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from app.found import places
from app.ui.theme import Theme


def units(text: str, place: int) -> int:
    """A place in characters as Qt counts it, in units of UTF-16."""
    return place + sum(character > "\uffff" for character in text[:place])


def mark_format(theme: Theme) -> QTextCharFormat:
    marked = QTextCharFormat()
    marked.setBackground(theme.color("mark"))
    marked.setForeground(theme.color("ink"))
    return marked


def mark(edit: QTextEdit | QPlainTextEdit, wanted: str, theme: Theme) -> None:
    """Mark `wanted` wherever it stands in a text, in place of what was marked before; an empty text marks nothing."""
    selections: list[QTextEdit.ExtraSelection] = []
    text = edit.toPlainText() if wanted else ""
    for start, end in places(text, wanted):
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(edit.document())
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]  # a field that the stubs leave out
        selection.format = mark_format(theme)  # pyright: ignore[reportAttributeAccessIssue]  # a field that the stubs leave out
        selections.append(selection)
    edit.setExtraSelections(selections)


def first_mark(edit: QTextEdit | QPlainTextEdit) -> QRect | None:
    """Where the first mark is, in the coordinates of the text's viewport."""
    selections = edit.extraSelections()
    if not selections:
        return None
    cursor = QTextCursor(selections[0].cursor)  # pyright: ignore[reportAttributeAccessIssue]  # a field that the stubs leave out
    cursor.setPosition(cursor.selectionStart())
    return edit.cursorRect(cursor)
