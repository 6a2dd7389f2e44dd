"""Compares what a model foretells after a text that was read in fewer positions with what it foretells after the whole.

The continuation is never merged: its tokens, and so its losses, are the same however the text before it was read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats, Interrupt, LoadedModel
from engine.states import Span, single_spans
from engine.tokenization.composer import Composer, MeanComposer, evaluate_spans

Numbers = NDArray[np.float64]

_DRAWS = 10_000
"""Of the bootstrap; the ends of an interval of 95 % then lie on 250 draws each."""

_ROWS = 32
"""Tokens of a continuation evaluated in one batch. Every way is read in the same batches: their shape moves the last
digits of a logit."""


@dataclass(frozen=True)
class Passage:
    """A text of which the first part is read, in one way or another, and the second is foretold."""

    tokens: tuple[int, ...]
    continuation: tuple[int, ...]


@dataclass(frozen=True)
class Way:
    """A way to read the tokens of a passage."""

    spans: Sequence[Span]
    """Where tokens are left out, those that remain."""
    composer: Composer


@dataclass(frozen=True)
class Comparison:
    """How the model foretold each token of a continuation; arrays of shape (tokens,)."""

    base_losses: Numbers
    """-ln of the token's probability after the unmerged text, in nats."""
    losses: Numbers
    """The same after the text as it was read."""
    divergences: Numbers
    """Kullback-Leibler divergence of the second distribution from the first, KL(first || second), in nats."""
    agreements: NDArray[np.bool_]
    """Whether both have the same likeliest token."""
    hits: NDArray[np.bool_]
    """Whether the likeliest token, after the text as it was read, is the continuation's own. Where all are, a greedy
    reply is the continuation."""


@dataclass(frozen=True)
class Estimate:
    value: float
    lower: float
    """Of the interval of 95 %."""
    upper: float


def read(model: LoadedModel, spans: Sequence[Span], composer: Composer, interrupt: Interrupt | None = None) -> None:
    """Forget the live sequence and evaluate `spans`, each in one position."""
    model.truncate(0)
    for start in range(0, len(spans), model.batch_size):
        evaluate_spans(model, spans[start : start + model.batch_size], composer, interrupt)


def foretold(model: LoadedModel, continuation: Sequence[int], interrupt: Interrupt | None = None) -> Floats:
    """ln of the probability of every token of the vocabulary at each place of `continuation`, after what the model has
    read; shape (len(continuation), vocabulary_size). The live sequence grows by all but the last of them."""
    rows = [model.logits()]
    for start in range(0, len(continuation) - 1, _ROWS):
        part = continuation[start : min(start + _ROWS, len(continuation) - 1)]
        model.evaluate_all(part, interrupt)
        rows += [model.logits(row) for row in range(len(part))]
    logits = np.stack(rows)
    logits -= logits.max(axis=1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(axis=1, dtype=np.float64, keepdims=True)).astype(np.float32)
    return logits


def loss(found: Floats, continuation: Sequence[int]) -> float:
    """-ln of the probability of the whole continuation, in nats; `found` as `foretold` gives it."""
    return -float(found[np.arange(len(continuation)), np.asarray(continuation)].sum(dtype=np.float64))


def compare(base: Floats, other: Floats, continuation: Sequence[int]) -> Comparison:
    """`base` and `other` as `foretold` gives them."""
    places = np.arange(len(continuation)), np.asarray(continuation)
    best = other.argmax(axis=1)
    return Comparison(
        base_losses=-base[places].astype(np.float64),
        losses=-other[places].astype(np.float64),
        # Rounding lets the sum of two equal distributions fall below zero by some 1e-7.
        divergences=np.maximum((np.exp(base) * (base - other)).sum(axis=1, dtype=np.float64), 0.0),
        agreements=base.argmax(axis=1) == best,
        hits=best == places[1],
    )


def comparisons(
    model: LoadedModel, passage: Passage, ways: Sequence[Way], interrupt: Interrupt | None = None
) -> Iterator[Comparison]:
    """One for each way, against the unmerged text, which is read once."""
    read(model, single_spans(passage.tokens), MeanComposer(model), interrupt)
    base = foretold(model, passage.continuation, interrupt)
    for way in ways:
        read(model, way.spans, way.composer, interrupt)
        yield compare(base, foretold(model, passage.continuation, interrupt), passage.continuation)


def byte_length(model: LoadedModel, tokens: Sequence[int]) -> int:
    """Of the text that the tokens stand for."""
    return sum(len(model.token_bytes(token)) for token in tokens)


def bits(nats: float) -> float:
    """Divide them by `byte_length` for bits per byte."""
    return nats / math.log(2)


def ratio(numerators: Sequence[float], denominators: Sequence[float], seed: int = 0) -> Estimate:
    """The sum of `numerators` over the sum of `denominators`, one of each a document. The interval is that of the
    paired bootstrap over documents (percentiles; Efron and Tibshirani, An Introduction to the Bootstrap, 1993)."""
    above, below = np.asarray(numerators, np.float64), np.asarray(denominators, np.float64)
    count = len(above)
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=_DRAWS)
    lower, upper = np.quantile((drawn @ above) / (drawn @ below), (0.025, 0.975))
    return Estimate(float(above.sum() / below.sum()), float(lower), float(upper))
