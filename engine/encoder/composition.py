"""Makes one word embedding for the several tokens of a span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.states import Span

_CONTINUES = "##"
"""Starts a WordPiece token that goes on with a word."""
_STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Of the regularization, in parts of the mean eigenvalue of the features."""
_HELD_OUT = 10
"""One in so many words of the vocabulary chooses the strength, and is left out until then."""
_FEWEST = 1000
"""Words of a vocabulary below which no map is fitted."""


class Composition(Protocol):
    @property
    def name(self) -> str: ...

    def compose(self, spans: Sequence[Span]) -> Floats:
        """Shape (len(spans), width)."""
        ...


class MeanComposition:
    """The mean of the tokens' own embeddings."""

    name = "mean"

    def __init__(self, table: NDArray[np.float16]) -> None:
        """`table`: word embeddings, shape (vocabulary, width)."""
        self._table = table

    def compose(self, spans: Sequence[Span]) -> Floats:
        """See `Composition.compose`."""
        return _parts(self._table, spans)[2]


@dataclass(frozen=True)
class RidgeFit:
    """How near the map comes to the embeddings of words that it was not fitted on: means of cosines."""

    words: int
    strength: float
    cosine: float
    mean_cosine: float
    """Of the plain mean, on the same words."""


class RidgeComposition:
    """The mean, corrected by a linear map that was fitted on the vocabulary itself.

    WordPiece keeps no merges. But each word of its vocabulary can be cut again as if it were missing; its embedding is
    then what the parts' should become. The map is W = (X'X + s I)^-1 X'Y (ridge regression), of X = [first, last, mean
    of the parts, 1] and Y = E[word] - mean of the parts.
    """

    name = "ridge"

    def __init__(self, table: NDArray[np.float16], vocabulary: Mapping[str, int]) -> None:
        """`vocabulary`: the number of each token, by its text. Raises ValueError where it has too few words to fit on.
        Takes some seconds."""
        self._table = table
        pairs = recut(vocabulary)
        if len(pairs) < _FEWEST:
            raise ValueError("the vocabulary has too few words that can be cut again")
        features, mean = self._features([parts for _, parts in pairs])
        wanted = table[[word for word, _ in pairs]].astype(np.float32)
        held = np.arange(len(pairs)) % _HELD_OUT == 0
        gram, target = _normal(features[~held], (wanted - mean)[~held])
        scale = float(np.trace(gram)) / len(gram)
        scored = [
            (
                _cosine(_moved(mean[held], features[held], _solve(gram, target, strength * scale)), wanted[held]),
                strength,
            )
            for strength in _STRENGTHS
        ]
        cosine, strength = max(scored)
        self.fit = RidgeFit(len(pairs), strength, cosine, _cosine(mean[held], wanted[held]))
        held_gram, held_target = _normal(features[held], (wanted - mean)[held])
        self._map = _solve(gram + held_gram, target + held_target, strength * scale)

    def compose(self, spans: Sequence[Span]) -> Floats:
        """See `Composition.compose`."""
        features, mean = self._features(spans)
        return _moved(mean, features, self._map)

    def _features(self, spans: Sequence[Span]) -> tuple[Floats, Floats]:
        first, last, mean = _parts(self._table, spans)
        return np.concatenate((first, last, mean, np.ones((len(spans), 1), np.float32)), axis=1), mean


def recut(vocabulary: Mapping[str, int]) -> list[tuple[int, Span]]:
    """Tokens of a WordPiece vocabulary with the parts that their text would have without them: the longest piece
    first, as WordPiece cuts. Those that cannot be cut otherwise are left out."""
    found: list[tuple[int, Span]] = []
    for text, token in vocabulary.items():
        parts = _cut(text, vocabulary)
        if len(parts) > 1:
            found.append((token, parts))
    return found


def _cut(text: str, vocabulary: Mapping[str, int]) -> Span:
    """Empty where a rest of the text is no piece of the vocabulary."""
    mark = _CONTINUES if text.startswith(_CONTINUES) else ""
    rest = text.removeprefix(_CONTINUES)
    parts: list[int] = []
    end = len(rest) - 1
    while rest and end > 0:
        token = vocabulary.get(mark + rest[:end])
        if token is None:
            end -= 1
            continue
        parts.append(token)
        mark, rest = _CONTINUES, rest[end:]
        end = len(rest)
    return tuple(parts) if not rest else ()


def _parts(table: NDArray[np.float16], spans: Sequence[Span]) -> tuple[Floats, Floats, Floats]:
    """Embeddings of the first and the last token of each span, and the mean of all; each (len(spans), width)."""
    if not spans:
        empty = np.zeros((0, table.shape[1]), np.float32)
        return empty, empty, empty
    lengths = np.array([len(span) for span in spans])
    ends = np.cumsum(lengths)
    rows = table[[token for span in spans for token in span]].astype(np.float32)
    starts = ends - lengths
    mean = (np.add.reduceat(rows, starts) / lengths[:, None]).astype(np.float32)
    return rows[starts], rows[ends - 1], mean


def _moved(mean: Floats, features: Floats, map_: Floats) -> Floats:
    return (mean + features @ map_).astype(np.float32)


def _normal(features: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    return features.T @ features, features.T @ wanted


def _solve(gram: Floats, target: Floats, strength: float) -> Floats:
    regular = gram.astype(np.float64) + strength * np.eye(len(gram))
    return np.linalg.solve(regular, target.astype(np.float64)).astype(np.float32)


def _cosine(one: Floats, other: Floats) -> float:
    norms = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return float(((one * other).sum(axis=1) / norms).mean())
