"""What the commands print: text that is safe for a terminal, tables, JSON lines, failures."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Self

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Could move the cursor, colour or rename the terminal, or change the order in which text is read; or cannot be
printed, as bytes in the names of files that are no text."""


def for_terminal(text: str) -> str:
    """`text` without what a terminal would act on. Model text and titles are not ours: they only get printed."""
    return _CONTROLS.sub("", text)


def write_text(text: str) -> None:
    """To standard output at once; as it is into a pipe or file, made safe on a terminal."""
    sys.stdout.write(for_terminal(text) if sys.stdout.isatty() else text)
    sys.stdout.flush()


def write_json(value: Mapping[str, object] | Sequence[object]) -> None:
    """One line. ASCII, so that no locale can spoil it."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def write_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    cells = [head, *([for_terminal(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


def say(text: str) -> None:
    """To the person, beside the output proper."""
    print(for_terminal(text), file=sys.stderr, flush=True)


def report_failure(kind: str, message: str, detail: str, *, as_json: bool) -> None:
    if as_json:
        write_json({"type": "failed", "kind": str(kind), "message": message})
    else:
        say(f"homespun: {message}")
    if detail:
        say("\n".join(f"    {line}" for line in detail.splitlines()))


class StepProgress:
    """A line on a terminal's standard error that says how far something is, and vanishes at the end."""

    def __init__(self, doing: str) -> None:
        """`doing` in words: "Loading SmolLM2"."""
        self._doing = for_terminal(doing)
        self._shown = sys.stderr.isatty()

    def show(self, done: int, total: int) -> None:
        if self._shown:
            sys.stderr.write(f"\r{self._doing}: {100 * done // max(total, 1)} % ")
            sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
