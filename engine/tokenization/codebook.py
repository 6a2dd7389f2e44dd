"""Finds merges in the texts of a conversation, each text's in itself and in what came before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from engine.backends.base import LoadedModel
from engine.protocol import DynamicTokenization
from engine.states import Span, single_spans
from engine.tokenization.merging import Merging
from engine.tokenization.policy import Policy, costs, policy
from engine.tokenization.pretokens import Boundary, Pretokens

_MOST_REMEMBERED = 256
"""Cuts of texts that are kept to be given again."""

_Key = tuple[DynamicTokenization, tuple[tuple[int, ...], ...]]


def merged(
    text: Sequence[int],
    chosen: Policy,
    pretokens: Pretokens,
    vocabulary_size: int,
    known: Mapping[Span, int],
) -> tuple[Span, ...]:
    """The cut of a text of one token at least, of any length. `known` are spans of earlier texts, with how often each
    was used."""
    tokens = np.asarray(text, np.int64)
    look = pretokens.look_at(tokens)
    prices = costs(chosen, tokens, look, vocabulary_size)
    inside = look.boundaries == Boundary.CHARACTER
    merging = Merging(tokens.tolist(), prices, inside, chosen.longest, chosen.length_cost, chosen.repetition, known)
    merging.merge(int(chosen.reduction * len(tokens)))
    return merging.spans()


class CodebookSegmenter:
    """Implements `engine.tokenization.segmenter.Segmenter`.

    A text is cut with the codebook of the texts before it (the merged spans, with how often each was used), which is
    appended to with its own. So its cut is a function of these texts alone, and what follows never changes it.
    """

    def __init__(self, model: LoadedModel, policies: Callable[[DynamicTokenization], Policy | None] = policy) -> None:
        self._pretokens = Pretokens(model)
        self._vocabulary_size = model.info.vocabulary_size
        self._policies = policies
        self._cuts: dict[_Key, tuple[Span, ...]] = {}

    def segment(self, texts: Sequence[Sequence[int]], degree: DynamicTokenization) -> list[tuple[Span, ...]]:
        """See `Segmenter.segment`."""
        chosen = self._policies(degree)
        if chosen is None:
            return [single_spans(text) for text in texts]
        codebook: Counter[Span] = Counter()
        cuts: list[tuple[Span, ...]] = []
        read = tuple(map(tuple, texts))
        for count, text in enumerate(read, 1):
            key = (degree, read[:count])
            cut = self._cuts.pop(key, None)
            if cut is None:
                cut = self._cut(text, chosen, codebook)
            self._remember(key, cut)
            codebook.update(span for span in cut if len(span) > 1)
            cuts.append(cut)
        return cuts

    def _cut(self, text: tuple[int, ...], chosen: Policy, codebook: Counter[Span]) -> tuple[Span, ...]:
        if len(text) < chosen.shortest_text:
            return single_spans(text)
        return merged(text, chosen, self._pretokens, self._vocabulary_size, codebook)

    def _remember(self, key: _Key, cut: tuple[Span, ...]) -> None:
        """Those used last stay; what is forgotten is only computed again."""
        self._cuts[key] = cut
        while len(self._cuts) > _MOST_REMEMBERED:
            del self._cuts[next(iter(self._cuts))]
