"""Which passages have to do with a message, the most telling first: by the words that they share, and by any others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from engine.retrieval import COMMON, words

_SATURATION, _LENGTH = 1.2, 0.75
"""k1 and b of BM25."""
_SMOOTHING = 60
"""k of reciprocal rank fusion."""


def by_words(passages: Sequence[str], message: str) -> list[int]:
    """Numbers of the passages that share words with `message`, the best first. BM25: Robertson and Zaragoza, The
    Probabilistic Relevance Framework (2009), formulas 3.3, raised by one so that it is above zero, and 3.15. Words that
    nearly every sentence has do not count. Ties keep the order given."""
    wanted = set(words(message)) - COMMON
    counts: list[Counter[str]] = []
    lengths: list[int] = []
    for passage in passages:
        found = list(words(passage))
        counts.append(Counter(word for word in found if word in wanted))
        lengths.append(len(found))
    mean = sum(lengths) / max(len(lengths), 1) or 1.0
    holders = Counter(word for count in counts for word in count)
    weights = {word: math.log(1 + (len(passages) - held + 0.5) / (held + 0.5)) for word, held in holders.items()}
    scores = {
        at: sum(
            weights[word] * n * (_SATURATION + 1) / (n + _SATURATION * (1 - _LENGTH + _LENGTH * lengths[at] / mean))
            for word, n in count.items()
        )
        for at, count in enumerate(counts)
        if count
    }
    return sorted(scores, key=lambda at: (-scores[at], at))


def by_likeness(values: Sequence[float]) -> list[int]:
    """All numbers, the largest value first."""
    return sorted(range(len(values)), key=lambda at: (-values[at], at))


def fused(*orders: Sequence[int]) -> list[int]:
    """One order of several, each of which may lack some: reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR
    2009), the sum of 1 / (60 + rank)."""
    scores: dict[int, float] = {}
    for order in orders:
        for rank, at in enumerate(order, start=1):
            scores[at] = scores.get(at, 0.0) + 1 / (_SMOOTHING + rank)
    return sorted(scores, key=lambda at: (-scores[at], at))
