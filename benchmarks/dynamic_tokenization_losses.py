"""What is lost of a continuation: every way at every reduction, on the same documents.

Each comparison is kept: after a change of the policy or of a composer only what changed is read again.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from time import monotonic
from typing import Any, cast

import numpy as np

from benchmarks.dynamic_tokenization_ways import CUT, REDUCTIONS, Ways
from benchmarks.kept import Kept, digest
from benchmarks.report import table
from engine.backends.base import LoadedModel
from engine.states import Span
from engine.tokenization.evaluation import Comparison, Passage, Way, bits, byte_length, comparisons, ratio

CUT_AT = (0.1, 0.2, 0.4)
"""Reductions at which many documents are cut off, too; others take part on the fewer documents of the other ways."""
DISTANCES = ((0, 48), (48, 64), (64, 80), (80, math.inf))
DISTANCE_AT = 0.2
_DIGITS = 5

Choice = tuple[str, float]
"""Name of a way, and reduction."""


@dataclass(frozen=True)
class Found:
    """One comparison, as it is kept; each list has a number for every token of the continuation."""

    base_losses: list[float]
    losses: list[float]
    divergences: list[float]
    same: list[int]

    @property
    def change(self) -> float:
        return sum(self.losses) - sum(self.base_losses)


def _kept(found: Found) -> list[list[float] | list[int]]:
    return [found.base_losses, found.losses, found.divergences, found.same]


def _found(comparison: Comparison) -> Found:
    return Found(
        *(
            np.round(numbers, _DIGITS).tolist()
            for numbers in (comparison.base_losses, comparison.losses, comparison.divergences)
        ),
        same=comparison.agreements.astype(int).tolist(),
    )


@dataclass
class Row:
    """What was found of one way at one reduction."""

    found: list[Found]
    positions: int = 0
    tokens: int = 0
    bytes: int = 0


def losses(
    model: LoadedModel, ways: Ways, passages: Sequence[Passage], few: int, cut: int, kept: Kept, end: float
) -> dict[Choice, Row]:
    """All documents go the program's way, the first `cut` are cut off, too, and the first `few` go the other ways as
    well. No document is begun behind `end` (of `monotonic`), unless all of it is known."""
    best = [(ways.best, reduction) for reduction in REDUCTIONS]
    with_cut = best + [(CUT, reduction) for reduction in CUT_AT]
    others = [(name, reduction) for name in ways.by_name for reduction in REDUCTIONS]
    rows: dict[Choice, Row] = {}
    for number, passage in enumerate(passages):
        chosen = others if number < few else with_cut if number < cut else best
        made = {choice: ways.by_name[choice[0]](passage.tokens, choice[1]) for choice in chosen}
        keys = {choice: _key(model, passage, way) for choice, way in made.items()}
        missing = [choice for choice in chosen if kept.get(keys[choice]) is None]
        if missing and monotonic() > end:
            break
        if missing:
            results = comparisons(model, passage, [made[choice] for choice in missing])
            for choice, result in zip(missing, results, strict=True):
                kept.put(keys[choice], _kept(_found(result)))
            print(f" document {number + 1} of {len(passages)}", file=sys.stderr, flush=True)
        size = byte_length(model, passage.continuation)
        for choice, way in made.items():
            found = Found(*cast("list[Any]", kept.get(keys[choice])))
            row = rows.setdefault(choice, Row([]))
            row.found.append(found)
            row.positions += len(way.spans)
            row.tokens += len(passage.tokens)
            row.bytes += size
    return rows


def loss_table(rows: dict[Choice, Row], ways: Ways) -> str:
    """One line for each reduction and way."""
    lines: list[list[str]] = []
    for reduction in REDUCTIONS:
        for name in ways.by_name:
            row = rows.get((name, reduction))
            if row is None:
                continue
            relative = ratio([found.change for found in row.found], [sum(found.base_losses) for found in row.found])
            lines.append(
                [
                    name,
                    f"{1 - row.positions / row.tokens:.1%}",
                    f"{bits(sum(found.change for found in row.found)) / row.bytes:+.4f}",
                    f"{relative.value:+.2%} ({relative.lower:+.2%} … {relative.upper:+.2%})",
                    f"{np.mean([found.divergences for found in row.found]):.4f}",
                    f"{np.mean([found.same for found in row.found]):.1%}",
                    str(len(row.found)),
                ]
            )
    head = ["way", "positions saved", "Δ bits per byte", "relative (95 %)", "KL, nats", "same top token", "documents"]
    return table(head, lines)


def distance_table(
    model: LoadedModel, rows: dict[Choice, Row], ways: Ways, passages: Sequence[Passage], few: int
) -> str:
    """How the harm fades with the distance from the last merged token, in tokens."""
    lines: list[list[str]] = []
    for name in (ways.best, ways.even):
        row = rows.get((name, DISTANCE_AT))
        if row is None:
            continue
        count = min(few, len(row.found))
        far: list[float] = []
        harm: list[float] = []
        for passage, found in zip(passages[:count], row.found[:count], strict=True):
            gap = len(passage.tokens) - _last_merged(ways.by_name[name](passage.tokens, DISTANCE_AT).spans)
            far += [gap + place for place in range(len(found.divergences))]
            harm += found.divergences
        cells = [
            [value for distance, value in zip(far, harm, strict=True) if low <= distance < high]
            for low, high in DISTANCES
        ]
        lines.append([name, *(f"{np.mean(cell):.4f}" if cell else "–" for cell in cells)])
    names = [f"{low}–{high - 1:.0f}" if high < math.inf else f"{low} and more" for low, high in DISTANCES]
    return table([f"KL at {DISTANCE_AT:.0%}, tokens behind the last merge", *names], lines)


def _last_merged(spans: Sequence[Span]) -> int:
    """Where the last span of several tokens ends."""
    ends = accumulate(map(len, spans))
    return max((end for end, span in zip(ends, spans, strict=True) if len(span) > 1), default=0)


def _key(model: LoadedModel, passage: Passage, way: Way) -> str:
    merges = any(len(span) > 1 for span in way.spans)
    composer = way.composer.fingerprint if merges else ""
    return digest(model.info.fingerprint, model.info.backend, composer, way.spans, passage.continuation)
