"""A linear composer fitted to the vocabulary's own tokens, in closed form, in seconds, for any model.

A rung of the ladder that is measured, and no part of the program: it comes nearer to the embeddings of tokens that it
has not seen, and yet what the model then foretells is farther from the unmerged text than with the weighted mean.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats, LoadedModel
from engine.states import Span
from engine.tokenization.composer import MeanComposer, Table
from engine.tokenization.recuts import Recuts

LONGEST = 4
"""Pieces that have a matrix of their own, counted from the span's end; those farther back share the last one."""

_LENGTHS = (2, 3, 2, 4)
_PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0)
"""Of the squared weights, in relation to the mean of the pieces' squared numbers times the number of examples over
the number of features."""
_MOST_EXAMPLES = 60_000
_HELD_OUT = 16
"""One example in so many chooses the penalty."""
_BLOCK = 4096
"""Examples whose pieces are in memory at once."""


class RidgeComposer:
    """The weighted mean of the pieces and a linear correction, a matrix for each place counted from the span's end."""

    name = "ridge"

    def __init__(self, model: LoadedModel, matrices: Floats) -> None:
        """`matrices` has the shape (LONGEST, hidden_size, hidden_size)."""
        self._mean = MeanComposer(model)
        self._table = Table(model)
        self._matrices = matrices
        self.fingerprint = f"ridge-{hashlib.sha256(matrices.tobytes()).hexdigest()[:16]}"

    def compose(self, spans: Sequence[Span]) -> Floats:
        """See `Composer.compose`."""
        embeddings = self._mean.compose(spans)
        for length in {len(span) for span in spans} - {1}:
            rows = [row for row, span in enumerate(spans) if len(span) == length]
            embeddings[rows] += _correction(self._table.pieces([spans[row] for row in rows]), self._matrices)
        return embeddings


def fit_ridge(model: LoadedModel, recuts: Recuts, seed: int = 0) -> tuple[Floats, float]:
    """The matrices, shape (LONGEST, hidden_size, hidden_size), with the error that they have on examples held out over
    that of the mean: below 1 they are better. Errors are squared distances to the true embeddings.

    Solves min |Y - X W|^2 + penalty |W|^2, where X holds the pieces' embeddings side by side and Y what the true
    embedding is more than their mean: so a penalty without bound gives the mean. Memory: three times
    (LONGEST hidden_size)^2 numbers of eight bytes.
    """
    table, mean = Table(model), MeanComposer(model)
    examples = recuts.examples(_LENGTHS, seed)[:_MOST_EXAMPLES]
    tested, learned = examples[::_HELD_OUT], [pair for place, pair in enumerate(examples) if place % _HELD_OUT]
    features = LONGEST * model.info.hidden_size
    gram, moment = np.zeros((features, features)), np.zeros((features, model.info.hidden_size))
    for start in range(0, len(learned), _BLOCK):
        pieces, missing = _design(learned[start : start + _BLOCK], table, mean)
        gram += pieces.T @ pieces
        moment += pieces.T @ missing
    pieces, missing = _design(tested, table, mean)
    unit = float(np.trace(gram)) / features
    best, least = np.zeros_like(moment), 1.0
    for penalty in _PENALTIES:
        solved: NDArray[Any] = np.linalg.solve(gram + penalty * unit * np.eye(features), moment)
        error = _power(missing - pieces @ solved) / _power(missing)
        if error < least:
            best, least = solved, error
    return best.reshape(LONGEST, -1, model.info.hidden_size).astype(np.float32), least


def _design(examples: Sequence[tuple[int, Span]], table: Table, mean: MeanComposer) -> tuple[Floats, Floats]:
    """The pieces side by side, shape (examples, LONGEST * hidden_size), and what the mean lacks."""
    spans = [span for _, span in examples]
    missing = table.rows([token for token, _ in examples]) - mean.compose(spans)
    pieces = np.zeros((len(spans), LONGEST, missing.shape[1]), np.float32)
    for row, span in enumerate(spans):
        pieces[row, -len(span) :] = table.rows(span)
    return pieces.reshape(len(spans), -1), missing


def _correction(pieces: Floats, matrices: Floats) -> Floats:
    """Of spans of one length, shape (spans, length, hidden_size)."""
    length = pieces.shape[1]
    total = np.zeros((len(pieces), pieces.shape[2]), np.float32)
    for column in range(length):
        total += pieces[:, column] @ matrices[max(0, column + LONGEST - length)]
    return total


def _power(values: Any) -> float:
    return float((values * values).sum())
