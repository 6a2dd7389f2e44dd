"""Finds what is a keyword, a string, a comment in a piece of code. No Qt."""

from __future__ import annotations

import time
from typing import Any

Span = tuple[int, int, str]
"""Start and length in UTF-16 units, as Qt counts, and the palette token of the colour."""
Highlights = tuple[tuple[Span, ...], ...]
"""The spans of each line."""

LONGEST = 60_000
"""Characters of code beyond which it stays in one colour."""
SECONDS = 0.3
"""What one block of code may cost; the rest of it stays in one colour."""


def highlight(language: str, code: str) -> Highlights:
    """The coloured spans of every line of `code`; empty for a language that is not known, or too much code."""
    if len(code) > LONGEST:
        return ()
    # Imported late: hundreds of lexers are registered, and a window that shows no code needs none.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ()
    ends = time.monotonic() + SECONDS
    lines: list[list[Span]] = [[] for _ in range(code.count("\n") + 1)]
    line, column = 0, 0
    for _, kind, value in lexer.get_tokens_unprocessed(code):
        color = _color(kind)
        for index, part in enumerate(value.split("\n")):
            if index:
                line, column = line + 1, 0
            length = _utf16_length(part)
            if color and length and line < len(lines):
                lines[line].append((column, length, color))
            column += length
        if time.monotonic() > ends:
            break
    return tuple(tuple(spans) for spans in lines)


def _color(kind: Any) -> str:
    from pygments.token import Comment, Keyword, Literal, Name, Number, Operator, String

    for family, color in (
        (Comment, "code_comment"),
        (Keyword, "code_keyword"),
        (Operator.Word, "code_keyword"),
        (String, "code_string"),
        (Number, "code_number"),
        (Literal, "code_number"),
        (Name.Function, "code_name"),
        (Name.Class, "code_name"),
        (Name.Tag, "code_name"),
        (Name.Attribute, "code_name"),
        (Name.Decorator, "code_name"),
        (Name.Builtin, "code_name"),
    ):
        if kind in family:
            return color
    return ""


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
