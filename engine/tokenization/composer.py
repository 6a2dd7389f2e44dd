"""Makes one input embedding for several tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats, Interrupt, LoadedModel
from engine.states import Span


class Composer(Protocol):
    """Serves one loaded model."""

    @property
    def name(self) -> str:
        """For a person: "mean" or the name of a trained one."""
        ...

    @property
    def fingerprint(self) -> str:
        """Two that give the same span other numbers have other fingerprints; part of the key of every saved state."""
        ...

    def compose(self, spans: Sequence[Span]) -> Floats:
        """Input embeddings, shape (len(spans), hidden_size), scaled as `LoadedModel.evaluate_embeddings` wants them.
        That of a span of one token is the model's own."""
        ...


def evaluate_spans(
    model: LoadedModel, spans: Sequence[Span], composer: Composer | None, interrupt: Interrupt | None = None
) -> None:
    """Evaluate 1 to `batch_size` spans, each in one position. Where all hold one token, they are read as tokens, for
    which no composer is needed; others are read as embeddings, all at once, for many small steps take long."""
    if all(len(span) == 1 for span in spans):
        model.evaluate([span[0] for span in spans], interrupt)
    elif composer is None:
        raise RuntimeError("merged spans need a composer")
    else:
        model.evaluate_embeddings(composer.compose(spans), interrupt)


class MeanComposer:
    """The mean of the tokens' own embeddings, each weighed half as much as the one after it; needs only the model.

    Equal weights lose more (benchmarks/composers.py): what is read next depends most on the last token.
    """

    name = "mean"
    fingerprint = "mean-halved"

    def __init__(self, model: LoadedModel, ratio: float = 0.5) -> None:
        """`ratio` is the weight of a token in relation to that of the one after it; 1 weighs all alike."""
        self._table = Table(model)
        self._ratio = ratio

    def compose(self, spans: Sequence[Span]) -> Floats:
        """See `Composer.compose`."""
        lengths = np.array([len(span) for span in spans])
        rows = self._table.rows([token for span in spans for token in span])
        ends = np.cumsum(lengths)
        behind = np.repeat(ends, lengths) - 1 - np.arange(len(rows))
        weights = np.power(np.float32(self._ratio), behind, dtype=np.float32)
        starts = ends - lengths
        weights /= np.repeat(np.add.reduceat(weights, starts), lengths)
        # The rows of single tokens are given as they are: a weight of 1 changes no number.
        return np.add.reduceat(rows * weights[:, None], starts).astype(np.float32)


class Table:
    """A model's input embeddings, of which each row is asked for once: reading one costs more than using it."""

    def __init__(self, model: LoadedModel) -> None:
        self._model = model
        self._rows = np.empty((0, model.info.hidden_size), np.float32)
        self._places = np.full(model.info.vocabulary_size, -1, np.int64)
        self._count = 0

    @property
    def width(self) -> int:
        return self._rows.shape[1]

    def rows(self, tokens: Sequence[int]) -> Floats:
        """Shape (len(tokens), hidden_size)."""
        wanted = np.asarray(tokens, np.int64)
        if len(wanted) and not 0 <= wanted.min() <= wanted.max() < len(self._places):
            return self._model.token_embeddings(tokens)  # which says what is wrong with them
        new = np.unique(wanted[self._places[wanted] < 0])
        if len(new):
            self._keep(new)
        return self._rows[self._places[wanted]]

    def pieces(self, spans: Sequence[Span]) -> Floats:
        """Of spans of one length, shape (spans, length, hidden_size)."""
        rows = self.rows([token for span in spans for token in span])
        return rows.reshape(len(spans), -1, rows.shape[1])

    def _keep(self, tokens: NDArray[np.int64]) -> None:
        count = self._count + len(tokens)
        if count > len(self._rows):
            room = np.empty((max(count, 2 * len(self._rows), 256), self._rows.shape[1]), np.float32)
            room[: self._count] = self._rows[: self._count]
            self._rows = room
        self._rows[self._count : count] = self._model.token_embeddings(tokens.tolist())
        self._places[tokens] = np.arange(self._count, count)
        self._count = count
