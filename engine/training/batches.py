"""Examples put together into the rows of tokens that one training step reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.training.examples import EncodedExample

IGNORED = -100
"""Label of a position whose next token is not to be learned (torch's own convention)."""

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """All arrays have the shape (rows, length)."""

    tokens: Integers
    positions: Integers
    """Counted from 0 within each example: this is what keeps packed examples from seeing each other."""
    labels: Integers
    """The token to be written after each position, or IGNORED."""

    @property
    def example_count(self) -> int:
        return int((self.positions == 0).sum())

    @property
    def target_count(self) -> int:
        return int((self.labels != IGNORED).sum())


def pack(examples: Sequence[EncodedExample], length: int, longest: int = 0) -> list[Batch]:
    """Batches of one row each, filled with whole examples up to `length` tokens, in the order given.

    A longer example has a row of its own, cut at its end to `length` tokens, or to `longest` where that is more.
    """
    rows: list[list[EncodedExample]] = []
    room = 0
    for example in examples:
        size = min(len(example.tokens), length)
        if size > room:
            rows.append([])
            room = length
        rows[-1].append(example)
        room -= size
    return [joined(row, max(length, longest)) for row in rows]


def pad(examples: Sequence[EncodedExample], length: int) -> list[Batch]:
    """Batches of one example a row, padded at the end to the longest of the batch, `length` tokens in all or little
    more. For what has to look at each example on its own: an activated LoRA finds its invocation in a row."""
    batches: list[list[EncodedExample]] = []
    for example in examples:
        fits = batches and (len(batches[-1]) + 1) * max(len(e.tokens) for e in (*batches[-1], example)) <= length
        if not fits:
            batches.append([])
        batches[-1].append(example)
    return [_padded(batch, length) for batch in batches]


def joined(row: Sequence[EncodedExample], length: int) -> Batch:
    """One row of all these examples, each cut at its end to `length` tokens."""
    parts = [_row(example, length) for example in row]
    tokens, positions, labels = (np.concatenate(arrays)[None, :] for arrays in zip(*parts, strict=True))
    return Batch(tokens, positions, labels)


def _padded(examples: Sequence[EncodedExample], length: int) -> Batch:
    parts = [_row(example, length) for example in examples]
    width = max(len(tokens) for tokens, _, _ in parts)
    tokens = np.stack([np.pad(row, (0, width - len(row))) for row, _, _ in parts])
    labels = np.stack([np.pad(row, (0, width - len(row)), constant_values=IGNORED) for _, _, row in parts])
    positions = np.broadcast_to(np.arange(width, dtype=np.int64), tokens.shape)
    return Batch(tokens, positions, labels)


def _row(example: EncodedExample, length: int) -> tuple[Integers, Integers, Integers]:
    tokens = np.asarray(example.tokens[:length], np.int64)
    labels = np.full(len(tokens), IGNORED, np.int64)
    learned = np.asarray(example.targets[1 : len(tokens)], bool)
    labels[:-1][learned] = tokens[1:][learned]
    return tokens, np.arange(len(tokens), dtype=np.int64), labels
