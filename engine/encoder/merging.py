"""Merges the most frequent pairs of neighbouring tokens inside the words of a batch (arXiv 2411.18553, algorithm 1)."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from engine.states import Span

Word = tuple[int, ...]
"""The tokens of one word (pretoken). Merges do not reach beyond it."""


def merge_words(
    words: Iterable[Word], merges: int, *, count_step: Callable[[], None] | None = None
) -> Mapping[Word, tuple[Span, ...]]:
    """The spans of each different word of a batch after at most `merges` merges.

    Each merge takes the pair of neighbouring spans that occurs most often in all words together, the smaller one by
    its numbers where two are equally frequent, and joins it everywhere, from left to right. It ends early where no
    word has more than one span. A pair that occurs once is merged too: a span has no entry in a vocabulary here that
    it would have to earn.

    Words are counted once and changed only where a merge touches them, so this takes O(N + M log M) steps for N tokens
    and M changed pairs, not a pass over the batch for each merge. `count_step` is called for each word that is cut
    anew.
    """
    counts = Counter(words)
    spans: dict[Word, tuple[Span, ...]] = {word: tuple((token,) for token in word) for word in counts}
    if merges <= 0:
        return spans
    pairs: Counter[tuple[Span, Span]] = Counter()
    places: defaultdict[tuple[Span, Span], set[Word]] = defaultdict(set)
    for word, parts in spans.items():
        for pair in pairwise(parts):
            pairs[pair] += counts[word]
            places[pair].add(word)
    waiting = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(waiting)
    while merges and waiting:
        count, pair = heapq.heappop(waiting)
        if -count != pairs[pair]:
            continue  # it has changed since, and waits again with its new count
        merges -= 1
        changed: set[tuple[Span, Span]] = set()
        for word in places.pop(pair):
            if count_step is not None:
                count_step()
            before, after = spans[word], joined(spans[word], pair)
            spans[word] = after
            for old in pairwise(before):
                pairs[old] -= counts[word]
                changed.add(old)
            for new in pairwise(after):
                pairs[new] += counts[word]
                places[new].add(word)
                changed.add(new)
            for old in set(pairwise(before)) - set(pairwise(after)) - {pair}:
                places[old].discard(word)
        for one in changed:
            if pairs[one] > 0:
                heapq.heappush(waiting, (-pairs[one], one))
            else:
                del pairs[one]
                places.pop(one, None)
    return spans


def joined(spans: Sequence[Span], pair: tuple[Span, Span]) -> tuple[Span, ...]:
    """`spans` with every occurrence of the pair, from left to right, made one."""
    out: list[Span] = []
    index = 0
    while index < len(spans):
        if index + 1 < len(spans) and (spans[index], spans[index + 1]) == pair:
            out.append(pair[0] + pair[1])
            index += 2
        else:
            out.append(spans[index])
            index += 1
    return tuple(out)
