"""Makes one input embedding for several tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from engine.backends.base import Floats, LoadedModel
from engine.states import Span


class Composer(Protocol):
    """Serves one loaded model."""

    @property
    def name(self) -> str:
        """For a person: "mean", "ridge" or the name of a trained one."""
        ...

    @property
    def fingerprint(self) -> str:
        """Two that give the same span other numbers have other fingerprints; part of the key of every saved state."""
        ...

    def compose(self, spans: Sequence[Span]) -> Floats:
        """Input embeddings, shape (len(spans), hidden_size), scaled as `LoadedModel.evaluate_embeddings` wants them.
        That of a span of one token is the model's own."""
        ...


class MeanComposer:
    """The mean of the tokens' own embeddings: needs nothing but the model."""

    name = "mean"
    fingerprint = "mean"

    def __init__(self, model: LoadedModel) -> None:
        self._model = model

    def compose(self, spans: Sequence[Span]) -> Floats:
        """See `Composer.compose`."""
        rows = self._model.token_embeddings([token for span in spans for token in span])
        lengths = np.array([len(span) for span in spans])
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        return (np.add.reduceat(rows, starts) / lengths[:, None]).astype(np.float32)
