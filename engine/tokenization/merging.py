"""Merges neighbours of a text, the cheapest first, with an index of pairs and a heap: O(N log N)."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.states import Span

_Pair = tuple[int, int, float]
"""Two units that stand side by side, and what the boundary between them costs."""


class Merging:
    """One text while it is merged. A unit is a run of tokens that is one position already; it is named by its tokens'
    number (a token's own, or one after all tokens)."""

    def __init__(
        self,
        tokens: Sequence[int],
        costs: NDArray[np.float32],
        inside: NDArray[np.bool_],
        longest: int,
        length_cost: float,
        repetition: float,
        known: Mapping[Span, int],
    ) -> None:
        """`costs`, of shape (len(tokens) - 1,), says what each boundary costs as a logarithm to the base 2; infinite
        ones stay. `inside`, of the same shape, says which lie between the parts of one character: these are put
        together before the first or the last of them is merged with what stands beside it, for no part means anything
        alone. A span of n tokens costs `length_cost` * (n - 2) more, and one that occurs c times `repetition` *
        log2(c) less, occurrences in `known` included. None is longer than `longest` tokens."""
        self._tokens = list(tokens)
        self._costs: list[float] = costs.tolist()
        self._parts = frozenset(np.flatnonzero(inside).tolist())
        self._longest = longest
        self._length_cost = length_cost
        self._repetition = repetition
        self._known = known
        size = len(self._tokens)
        self._units = list(self._tokens)
        self._next = list(range(1, size + 1))
        self._before = list(range(-1, size - 1))
        self._numbers: dict[Span, int] = {}
        self._spans: dict[int, Span] = {}
        self._first_number = max(self._tokens, default=0) + 1
        self._places: defaultdict[_Pair, list[int]] = defaultdict(list)
        self._counts: defaultdict[tuple[int, int], int] = defaultdict(int)
        for place, cost in enumerate(self._costs):
            if self._may_merge(place, place + 1):
                left, right = self._tokens[place], self._tokens[place + 1]
                self._places[left, right, cost].append(place)
                self._counts[left, right] += 1
        self._heap = [(self._price(pair), pair) for pair in self._places]
        heapq.heapify(self._heap)

    def merge(self, positions: int) -> int:
        """Save as many positions, or fewer where no more can be. Returns how many were."""
        saved = 0
        while self._heap and saved < positions:
            price, pair = heapq.heappop(self._heap)
            if not self._places.get(pair):
                continue
            now = self._price(pair)
            if now > price:  # others have taken some of its places since
                heapq.heappush(self._heap, (now, pair))
                continue
            saved += self._merge_all(pair, positions - saved)
        return saved

    def spans(self) -> tuple[Span, ...]:
        found: list[Span] = []
        place = 0
        while place < len(self._tokens):
            found.append(tuple(self._tokens[place : self._next[place]]))
            place = self._next[place]
        return tuple(found)

    def _merge_all(self, pair: _Pair, most: int) -> int:
        """Merge a pair wherever it stands, from the beginning on."""
        left, right, cost = pair
        touched: set[_Pair] = set()
        saved = 0
        for place in self._places.pop(pair):
            if saved == most:
                break
            other = self._next[place]
            # The units here may have become parts of others, or the pair of itself ("aaa").
            if self._units[place] != left or other >= len(self._tokens) or self._units[other] != right:
                continue
            if self._costs[other - 1] != cost:
                continue
            self._join(place, other, touched)
            saved += 1
        for new in touched:
            heapq.heappush(self._heap, (self._price(new), new))
        return saved

    def _join(self, place: int, other: int, touched: set[_Pair]) -> None:
        before, after = self._before[place], self._next[other]
        self._forget(place, other)
        if before >= 0:
            self._forget(before, place)
        if after < len(self._tokens):
            self._forget(other, after)
            self._before[after] = place
        span = tuple(self._tokens[place:after])
        number = self._numbers.setdefault(span, self._first_number + len(self._numbers))
        self._spans[number] = span
        self._units[place] = number
        self._units[other] = -1
        self._next[place] = after
        if before >= 0:
            self._index(before, place, touched)
        if after < len(self._tokens):
            self._index(place, after, touched)

    def _forget(self, place: int, other: int) -> None:
        if self._may_merge(place, other):
            self._counts[self._units[place], self._units[other]] -= 1

    def _index(self, place: int, other: int, touched: set[_Pair]) -> None:
        if self._may_merge(place, other):
            pair = (self._units[place], self._units[other], self._costs[other - 1])
            self._places[pair].append(place)
            self._counts[pair[:2]] += 1
            touched.add(pair)

    def _may_merge(self, place: int, other: int) -> bool:
        end = self._next[other]
        if self._costs[other - 1] == math.inf or end - place > self._longest:
            return False
        parts = self._parts
        return other - 1 in parts or not (place - 1 in parts or end - 1 in parts)

    def _price(self, pair: _Pair) -> float:
        left, right, cost = pair
        span = self._span(left) + self._span(right)
        count = self._counts[left, right] + self._known.get(span, 0)
        return cost + self._length_cost * (len(span) - 2) - self._repetition * math.log2(max(count, 1))

    def _span(self, unit: int) -> Span:
        return self._spans.get(unit) or (unit,)
