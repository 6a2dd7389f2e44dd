"""The sizes of the text, from small to twice the usual."""

from __future__ import annotations

from app.ui.theme import TEXT_SIZE

SIZES = (10, 11, 12, 13, TEXT_SIZE, 16, 18, 21, 24, 2 * TEXT_SIZE)
"""In pixels."""


def stepped(size: int, step: int) -> int:
    """The next larger (1) or smaller (-1) size; the usual one for 0."""
    if not step:
        return TEXT_SIZE
    others = [one for one in SIZES if (one > size if step > 0 else one < size)]
    return (others[0] if step > 0 else others[-1]) if others else size


def percent(size: int) -> str:
    return f"{round(100 * size / TEXT_SIZE)} %"
