"""Cuts windows of text into spans as the program does, at rates and by policies drawn at random."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import LoadedModel
from engine.states import Span
from engine.tokenization.codebook import merged
from engine.tokenization.policy import Policy
from engine.tokenization.pretokens import Pretokens

Integers = NDArray[np.int64]


class RandomCuts:
    """Serves one loaded model. Spans have at most `longest` tokens: what the composer takes."""

    def __init__(self, model: LoadedModel, longest: int) -> None:
        self._longest = longest
        self._pretokens = Pretokens(model)
        self._vocabulary_size = model.info.vocabulary_size

    def drawn(self, window: Integers, rate: float, random: np.random.Generator) -> list[Span]:
        """A cut that saves the share `rate` of the positions or as many as it can, by a policy that is drawn anew: a
        composer that has seen one policy's spans only would tie that policy down."""
        policy = Policy(
            reduction=rate,
            nearness=random.choice((0.0, 0.5, 1.0)),
            rarity=random.uniform(0.0, 16.0),
            names=random.uniform(0.0, 4.0),
            figures=random.uniform(0.0, 5.0),
            phrases=random.uniform(-0.5, 1.0),
            longest=min(int(random.choice((2, 3, 4, 4, 6))), self._longest),
            length_cost=random.uniform(-2.5, 1.5),
        )
        return self._cut(window, policy)

    def usual(self, window: Integers, rate: float, last: int) -> list[Span]:
        """The cut of the program's own policy; the window's last `last` tokens stay as they are."""
        singles = [(token,) for token in window[-last:].tolist()]
        return [*self._cut(window[:-last], Policy(reduction=rate)), *singles]

    def _cut(self, window: Integers, policy: Policy) -> list[Span]:
        return list(merged(window.tolist(), policy, self._pretokens, self._vocabulary_size, {}))
