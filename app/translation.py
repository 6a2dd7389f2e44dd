"""tr, plural and number: what the person reads, in the language of the window.

English is the language of the source and needs no catalog: commands and child processes never set one. Knows no Qt, so
every module of the program may use it; the window gives the catalog (`app/languages.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = "\u200f"


class Catalog(Protocol):
    """The words and the numbers of one language."""

    isolates: bool
    """Whether texts put into a sentence are kept apart from its direction: names and paths in a right-to-left one."""

    def text(self, source: str, meaning: str, number: int) -> str:
        """Empty where there is no translation. `number` picks the plural; -1 where there is none."""
        ...

    def number(self, value: float, decimals: int) -> str: ...

    def day(self, value: date, long: bool) -> str: ...

    def message(self, text: str) -> str:
        """A message that was made in English with its values in it."""
        ...


_catalog: Catalog | None = None


def set_catalog(catalog: Catalog | None) -> None:
    """Before any view is made. None is English."""
    global _catalog
    _catalog = catalog


def tr(text: str, meaning: str = "", /, **values: object) -> str:
    """`text` in the language of the window, with `{name}` replaced by the value of that name.

    Whole numbers are written as the language writes them. `meaning` tells apart what is alike in English only.
    `text` stands here as a literal, or was marked by `tr_noop` where it stands.
    """
    return _filled(_found(text, meaning) or text, values)


def plural(one: str, many: str, n: int, /, **values: object) -> str:
    """As `tr`, for a sentence about `n` things: `{n}` in it is their number. Languages have up to six forms."""
    return _filled(_found(many, "", n) or (one if n == 1 else many), {"n": n, **values})


def tr_noop(text: str, _meaning: str = "", /) -> str:
    """The text as it is: a constant, marked to be translated by `tr` where it is shown."""
    return text


def leading(text: str) -> str:
    """A name or a path on a line of its own: where lines run from the right it begins there, and runs as it is
    written."""
    return f"{_RIGHT_TO_LEFT}{_ISOLATE}{text}{_END_OF_ISOLATE}" if _catalog and _catalog.isolates and text else text


def number(value: float, decimals: int = 0) -> str:
    """With the separators and digits of the language: 1,234.5."""
    return _catalog.number(value, decimals) if _catalog else f"{value:,.{decimals}f}"


def day(moment: float, *, long: bool = False) -> str:
    """The local day of a moment in seconds since 1970: 2026-11-25, or long 25 November 2026."""
    value = datetime.fromtimestamp(moment).date()
    if _catalog:
        return _catalog.day(value, long)
    return f"{value.day} {value:%B} {value.year}" if long else value.isoformat()


def told(message: str) -> str:
    """A message of a part that speaks English: the engine, `models/`, a child process, the store. What is in the
    language of the window already is as it was."""
    return _catalog.message(message) if _catalog and message else message


def listed(items: Sequence[str]) -> str:
    """Apples, pears and plums."""
    if len(items) < 2:
        return "".join(items)
    return tr("{all_but_last} and {last}", all_but_last=tr(", ").join(items[:-1]), last=items[-1])


def _found(text: str, meaning: str = "", n: int = -1) -> str:
    return _catalog.text(text, meaning, n) if _catalog else ""


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format_map({name: _shown(value) for name, value in values.items()}) if values else text


def _shown(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    if _catalog and _catalog.isolates and isinstance(value, str):
        return f"{_ISOLATE}{value}{_END_OF_ISOLATE}"
    return str(value)
