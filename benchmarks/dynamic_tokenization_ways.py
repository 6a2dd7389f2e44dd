"""The ways to read a text in fewer positions that are compared."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.ridge import RidgeComposer, fit_ridge
from engine.backends.base import LoadedModel
from engine.protocol import DynamicTokenization
from engine.states import Span, single_spans
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.composer import Composer, MeanComposer
from engine.tokenization.composers import best_composer
from engine.tokenization.evaluation import Way
from engine.tokenization.policy import KEPT_AT_THE_END, Policy, policy
from engine.tokenization.recuts import Recuts

REDUCTIONS = (0.05, 0.1, 0.2, 0.3, 0.4)
CUT, DROPPED = "oldest cut off", "left out at random"
MEAN, RIDGE = "mean", "ridge"

Make = Callable[[Sequence[int], float], Way]
"""Takes tokens and the share of their positions to save."""


class Ways:
    """Of one model. All save exactly as many positions as the program's own policy does at a reduction."""

    def __init__(self, model: LoadedModel) -> None:
        self._model = model
        self._segmenters: dict[Policy, CodebookSegmenter] = {}
        self._own = policy(DynamicTokenization.STRONG) or Policy(0.2)
        self.composer = best_composer(model, None)
        self.best = self.composer.name
        """The name of the way that the program goes."""
        self.even = f"{self.best}, merged evenly"
        ridge = RidgeComposer(model, fit_ridge(model, Recuts(model))[0])
        ladder: dict[str, Composer] = {self.best: self.composer, RIDGE: ridge}
        ladder.setdefault(MEAN, MeanComposer(model))
        self.by_name: dict[str, Make] = {
            **{name: self._merging(composer, self._own) for name, composer in ladder.items()},
            self.even: self._merging(self.composer, replace(self._own, nearness=0.0)),
            CUT: self._cut,
            DROPPED: self._drop,
        }

    def saved(self, tokens: Sequence[int], reduction: float) -> int:
        """Positions."""
        return len(tokens) - len(self._merged(tokens, replace(self._own, reduction=reduction)))

    def _merging(self, composer: Composer, chosen: Policy) -> Make:
        return lambda tokens, reduction: Way(self._merged(tokens, replace(chosen, reduction=reduction)), composer)

    def _cut(self, tokens: Sequence[int], reduction: float) -> Way:
        return Way(single_spans(tokens[self.saved(tokens, reduction) :]), MeanComposer(self._model))

    def _drop(self, tokens: Sequence[int], reduction: float) -> Way:
        far = range(len(tokens) - KEPT_AT_THE_END)
        gone = set(random.Random(repr(tokens[:16])).sample(far, self.saved(tokens, reduction)))
        kept = [token for place, token in enumerate(tokens) if place not in gone]
        return Way(single_spans(kept), MeanComposer(self._model))

    def _merged(self, tokens: Sequence[int], chosen: Policy) -> tuple[Span, ...]:
        if chosen not in self._segmenters:  # kept, because each looks at the whole vocabulary when it is made
            self._segmenters[chosen] = CodebookSegmenter(self._model, lambda _: chosen)
        return self._segmenters[chosen].segment([tokens], DynamicTokenization.STRONG)[0]
