"""Exchanges that say almost what another one says: learning from them again makes a model repeat them by heart."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from app.store.text_index import fold

ALIKE = 0.8
"""Share of their pieces that two texts have in common to count as alike."""

_PIECE = 5
"""Characters."""
_BANDS, _ROWS = 16, 4
"""Two texts that are exactly ALIKE are compared with a probability of 1 - (1 - 0.8^4)^16, more than 0.999."""

_DRAWN = np.random.default_rng(0)
_FACTORS = _DRAWN.integers(1 << 63, size=_BANDS * _ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SUMMANDS = _DRAWN.integers(1 << 63, size=_BANDS * _ROWS, dtype=np.uint64)


def alike(one: str, other: str) -> bool:
    """Whether two texts say almost the same."""
    return _alike(_pieces(one), _pieces(other))


def repeated(exchanges: Sequence[tuple[str, str]]) -> set[int]:
    """The places of those whose question and whose reply are both like those of one before them, apart from case,
    spaces and width.

    Alike by the resemblance of their pieces (Broder 1997); which pairs are compared at all is found by hashing bands of
    minima (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4).
    """
    found: set[int] = set()
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    kept: dict[int, tuple[frozenset[int], frozenset[int]]] = {}
    for at, (question, reply) in enumerate(exchanges):
        pieces = _pieces(question), _pieces(reply)
        places = list(enumerate(_bands(pieces[0] | pieces[1])))
        others = {other for place in places for other in buckets[place]}
        if any(all(map(_alike, pieces, kept[other])) for other in others):
            found.add(at)
            continue
        kept[at] = pieces
        for place in places:
            buckets[place].append(at)
    return found


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)


def _pieces(text: str) -> frozenset[int]:
    """Hashes of all stretches of `_PIECE` characters."""
    plain = " ".join(fold(text).split())
    return frozenset(
        zlib.crc32(plain[start : start + _PIECE].encode()) for start in range(max(1, len(plain) - _PIECE + 1))
    )


def _bands(pieces: frozenset[int]) -> list[bytes]:
    values = np.fromiter(pieces, np.uint64, len(pieces))
    minima = np.full(_BANDS * _ROWS, np.iinfo(np.uint64).max, np.uint64)
    for start in range(0, len(values), 4096):  # a long text in parts: its table would be large
        hashes = values[start : start + 4096, None] * _FACTORS + _SUMMANDS
        minima = np.minimum(minima, (hashes >> np.uint64(32)).min(0))
    return [band.tobytes() for band in minima.reshape(_BANDS, _ROWS)]
