"""What deeper merging costs in quality, against merging at the input and against cutting off the oldest text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchmarks.deeper_merging_graph import Part, pool
from benchmarks.deeper_merging_texts import GUARD, Document, pairs, spans_of
from engine.backends.base import Floats, LoadedModel
from engine.protocol import DynamicTokenization
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.composer import Composer
from engine.tokenization.policy import Policy
from models.inspect_onnx import OnnxFolder

INPUT = 0
"""As a layer: spans are composed from input embeddings, and all layers read the short sequence."""
CUT = -1
"""As a layer: no merging; the oldest tokens behind the template are left out instead."""
WHOLE = -2
"""As a layer: the text as it is."""
NOTHING = -3
"""As a layer: the template and the last tokens before the continuation alone."""


EVEN, FAR, POLICY, ALIKE = "even", "far", "policy", "alike"
"""Choices of spans: blind pairs everywhere, or at the beginning of the text; what the program's codebook merges; and
neighbours whose states point in the most similar directions where they are merged, which only deeper layers know."""
_LONGEST = 4
"""Most tokens of a span of neighbours that are alike, as in the program's policy."""
_QUESTION = 24
"""Tokens at the end that cutting off always leaves."""


@dataclass(frozen=True)
class Arm:
    """One way to make a document shorter."""

    layer: int
    """So many layers read every token; or one of the names above."""
    reduction: float = 0.0
    how: str = "mean"
    """Name of a composer for the input; behind layers how states are pooled: "mean" or "last"."""
    choice: str = EVEN
    """Which spans are merged: one of the names above."""
    gaps: bool = False
    """Each merged position is that of its span's last token; otherwise positions are counted without gaps."""

    def saved(self, layers: int) -> float:
        """Share of the layers' positions in prefill, and of the KV cache, that is not there any more."""
        return self.reduction * (1 - max(0, self.layer) / layers)


@dataclass
class Score:
    """Over documents; each list has one number a document."""

    kl: list[float] = field(default_factory=list[float])
    """KL divergence from the unmerged model's next tokens to this one's, nats a token."""
    same: list[float] = field(default_factory=list[float])
    """Share of positions with the same likeliest token."""
    nll: list[float] = field(default_factory=list[float])
    """Negative log likelihood of the continuation, nats a token."""
    base: list[float] = field(default_factory=list[float])
    """The same of the unmerged model."""
    right: list[float] = field(default_factory=list[float])
    """1 where the first token of the continuation is the likeliest."""

    @property
    def loss(self) -> NDArray[np.float64]:
        return np.array(self.nll) - np.array(self.base)


@dataclass(frozen=True)
class _Read:
    """A document as the unmerged model reads it."""

    document: Document
    log_p: Floats
    """Shape (continuation, vocabulary)."""
    states: dict[int, Floats]
    """By layer, what enters it: shape (tokens + continuation - 1, hidden size)."""


def measure(
    folder: OnnxFolder,
    model: LoadedModel,
    composers: Mapping[str, Composer],
    documents: Sequence[Document],
    arms: Sequence[Arm],
    threads: int,
    told: Callable[[str], None],
) -> dict[Arm, Score]:
    """The score of each arm on the same documents. `composers` are known by their names."""
    layers = folder.ports.layers
    length = max(len(one.tokens) + len(one.continuation) for one in documents)
    cuts = sorted({arm.layer for arm in arms if arm.layer > 0})
    scores = {arm: Score() for arm in arms}
    whole = Part(folder, range(layers), length, threads, taps=cuts)
    read: list[_Read] = []
    for number, document in enumerate(documents, start=1):
        told(f"document {number} of {len(documents)}")
        one = _read(whole, model, document, cuts)
        read.append(one)
        for arm in arms:
            if arm.layer <= INPUT:
                _add(scores[arm], one, _short_input(whole, model, composers, document, arm))
    whole.close()
    del whole  # its weights make room for the next part's
    for layer in cuts:
        told(f"merged after {layer} layers")
        upper = Part(folder, range(layer, layers), length, threads)
        for one in read:
            for arm in arms:
                if arm.layer == layer:
                    _add(scores[arm], one, _deeper(upper, model, one, arm))
        upper.close()
        del upper
    return scores


def _read(whole: Part, model: LoadedModel, document: Document, cuts: Sequence[int]) -> _Read:
    tokens = [*document.tokens, *document.continuation[:-1]]
    whole.clear()
    whole.place(None)
    logits, *states = whole.run(model.token_embeddings(tokens), _last(len(tokens), document))
    return _Read(document, _log_softmax(logits), dict(zip(cuts, states, strict=True)))


def _short_input(
    whole: Part, model: LoadedModel, composers: Mapping[str, Composer], document: Document, arm: Arm
) -> Floats:
    lengths = _spans(model, document, arm)
    whole.clear()
    whole.place(_positions(lengths, len(document.continuation)) if arm.gaps else None)
    if arm.layer == INPUT:
        rows = composers[arm.how].compose(spans_of(document.tokens, lengths))
    else:
        gone = {CUT: len(document.tokens) - len(lengths), WHOLE: 0, NOTHING: len(document.tokens)}[arm.layer]
        template, rest = document.tokens[: document.template], document.tokens[document.template :]
        rows = model.token_embeddings([*template, *rest[min(gone, len(rest) - _QUESTION) :]])
    if len(document.continuation) > 1:
        rows = np.concatenate([rows, model.token_embeddings(document.continuation[:-1])])
    return whole.run(rows, _last(len(rows), document))[0]


def _deeper(upper: Part, model: LoadedModel, one: _Read, arm: Arm) -> Floats:
    """What follows the document passes the lower layers as it always does: these saw every token."""
    states, tokens = one.states[arm.layer], len(one.document.tokens)
    lengths = _spans(model, one.document, arm, states)
    rows = np.concatenate([pool(states[:tokens], lengths, arm.how), states[tokens:]])
    upper.clear()
    upper.place(_positions(lengths, len(one.document.continuation)) if arm.gaps else None)
    return upper.run(rows, _last(len(rows), one.document))[0]


def _spans(model: LoadedModel, document: Document, arm: Arm, states: Floats | None = None) -> list[int]:
    """The lengths of the spans that an arm reads."""
    if arm.choice == ALIKE:
        assert states is not None, "only deeper layers have states to compare"
        return alike(states[: len(document.tokens)], arm.reduction, document.template, GUARD)
    if arm.choice == POLICY:
        segmenter = CodebookSegmenter(model, lambda _: Policy(reduction=arm.reduction))
        (cut,) = segmenter.segment([document.tokens[document.template :]], DynamicTokenization.STRONG)
        return [1] * document.template + [len(span) for span in cut]
    return pairs(document, arm.reduction, far=arm.choice == FAR)


def alike(states: Floats, reduction: float, start: int, guard: int) -> list[int]:
    """Lengths of spans that save this share of the positions, or as much as can be saved: boundaries between the most
    similar neighbours (by the cosine, as in token merging for images, arXiv 2210.09461) go first. The first `start` and
    the last `guard` positions stay single, and no span has more than four."""
    count = len(states)
    directions = states / np.linalg.norm(states, axis=1, keepdims=True)
    likeness = (directions[:-1] * directions[1:]).sum(axis=1)
    joins = np.zeros(count + 1, bool)  # whether a position is one with that before it
    left = round(reduction * count)
    for place in np.argsort(-likeness, kind="stable").tolist():
        if not left:
            break
        if place < start or place + 1 >= count - guard:
            continue
        first, last = place, place + 1
        while joins[first]:
            first -= 1
        while joins[last + 1]:
            last += 1
        if last - first < _LONGEST:
            joins[place + 1] = True
            left -= 1
    starts = np.flatnonzero(~joins[:count])
    return np.diff(np.append(starts, count)).tolist()


def _positions(lengths: Sequence[int], more: int) -> NDArray[np.int64]:
    """Of each span's last token in the unmerged text, and of `more` tokens behind it."""
    ends = np.cumsum(lengths, dtype=np.int64) - 1
    return np.concatenate([ends, ends[-1] + 1 + np.arange(more)])


def _last(count: int, document: Document) -> list[int]:
    """Of `count` positions those that tell the continuation's tokens."""
    return list(range(count - len(document.continuation), count))


def _add(score: Score, one: _Read, logits: Floats) -> None:
    expected = np.array(one.document.continuation)
    rows = np.arange(len(expected))
    log_q, log_p = _log_softmax(logits), one.log_p
    score.kl.append(float((np.exp(log_p) * (log_p - log_q)).sum(axis=1).mean()))
    score.same.append(float((log_p.argmax(axis=1) == log_q.argmax(axis=1)).mean()))
    score.nll.append(float(-log_q[rows, expected].mean()))
    score.base.append(float(-log_p[rows, expected].mean()))
    score.right.append(float(log_q[0].argmax() == expected[0]))


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
