"""Output vectors of a vocabulary of many spans, and the search for the entries that score highest.

The paper (arXiv 2411.18553) writes with a static vocabulary of a million entries and finds candidates with an index of
approximate nearest neighbours. Two ways are here. `OutputVectors.scores` is exact and needs no index: where a span's
vector is a weighted sum of its tokens' vectors, its score is the same sum of the tokens' logits, which are computed
anyway. `VocabularyIndex` searches any vectors, approximately, and scores the candidates exactly. The program needs
neither: what writes best without training is drawn exactly in two draws (`engine.tokenization.span_vocabulary`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.errors import EngineError, ErrorKind
from engine.tokenization.span_vocabulary import NO_TOKEN

Numbers = NDArray[np.int64]
"""Of entries of a vocabulary."""

_SAMPLE_FOR_CELL = 40
"""Vectors for each cell that the cells are fitted on."""
_ROUNDS = 8
_CHUNK = 1 << 15
"""Vectors that are made and added at once: the whole matrix never is in memory."""
_OVERSAMPLED = 5
"""So many times the wanted entries are scored exactly: the index keeps numbers of 8 bits."""


class Weighting(StrEnum):
    """What a span's output vector is made of."""

    FIRST = "first"
    """The vector of its first token: what the model was about to write."""
    MEAN = "mean"


class OutputVectors:
    """Output vectors of a vocabulary's entries, made of those of their tokens when they are asked for."""

    def __init__(
        self, table: Floats, parts: NDArray[np.int32], weighting: Weighting, biases: Floats | None = None
    ) -> None:
        """`table`: the model's output matrix, (tokens, width). `parts`: tokens of each entry, (entries, longest),
        filled up with NO_TOKEN. `biases`: added to each entry's score, (entries,); a logarithm of its share among the
        entries with the same first token makes `Weighting.FIRST` a distribution."""
        self._table = table
        self._parts = parts
        present = parts != NO_TOKEN
        if weighting is Weighting.FIRST:
            present[:, 1:] = False
        self._weights = (present / present.sum(axis=1, keepdims=True)).astype(np.float32)
        self._columns = [column for column in range(parts.shape[1]) if present[:, column].any()]
        self._biases = np.zeros(len(parts), np.float32) if biases is None else biases

    def __len__(self) -> int:
        return len(self._parts)

    @property
    def width(self) -> int:
        return self._table.shape[1] + 1

    def vectors(self, entries: Numbers) -> Floats:
        """Shape (len(entries), width): the last number is the bias, for a query that ends with 1."""
        out = np.zeros((len(entries), self.width), np.float32)
        for column in self._columns:
            out[:, :-1] += self._weights[entries, column, None] * self._table[self._parts[entries, column]]
        out[:, -1] = self._biases[entries]
        return out

    def scores(self, logits: Floats) -> Floats:
        """Scores of all entries, exactly, from the logits of the model's own tokens, shape (tokens,): one gather for
        each token of the longest span."""
        total = self._biases.copy()
        for column in self._columns:
            total += self._weights[:, column] * logits[self._parts[:, column]]
        return total


@dataclass(frozen=True)
class Candidates:
    """Entries that score highest, best first, with their exact scores."""

    entries: Numbers
    scores: Floats

    def draw(self, numbers: np.random.Generator, temperature: float = 1.0) -> int:
        """One of the entries, by the softmax over these alone."""
        scaled = self.scores.astype(np.float64) / temperature
        shares = np.exp(scaled - scaled.max())
        return int(numbers.choice(self.entries, p=shares / shares.sum()))


def best(scores: Floats, count: int) -> Candidates:
    """The `count` entries with the highest of all scores."""
    entries = np.argpartition(-scores, count - 1)[:count] if count < len(scores) else np.arange(len(scores))
    return _ordered(entries.astype(np.int64), scores[entries], count)


class VocabularyIndex:
    """Cells of vectors (an inverted file) in 8 bits, of which a search looks at the nearest ones.

    Largest inner product is made nearest neighbour without changing an order: each vector x gets the coordinate
    sqrt(M^2 - |x|^2), M being the largest norm, and the query gets 0 (Bachrach et al. 2014). Cosine alone would rank
    by the wrong thing, because the norms of output vectors differ.
    """

    def __init__(
        self,
        vectors: OutputVectors,
        *,
        cells: int,
        threads: int = 1,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> None:
        """Builds the index; `progress` takes entries added and entries in all. Raises EngineError(UNSUPPORTED) where
        the library faiss is missing. Takes minutes for a million entries."""
        try:
            self._library: Any = import_module("faiss")
        except ImportError:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                "A large vocabulary needs a package that is not installed. Install it with: pip install faiss-cpu",
            ) from None
        self._library.omp_set_num_threads(threads)
        self._vectors = vectors
        chunks = [np.arange(start, min(start + _CHUNK, len(vectors))) for start in range(0, len(vectors), _CHUNK)]
        self._largest, extremes = _extent(vectors, chunks)
        width = vectors.width + 1
        self._cells: Any = self._library.IndexFlatL2(width)
        self._index: Any = self._library.IndexIVFScalarQuantizer(
            self._cells, width, cells, self._library.ScalarQuantizer.QT_8bit, self._library.METRIC_L2
        )
        self._index.cp.niter = _ROUNDS
        sample = np.random.default_rng(0).permutation(len(vectors))[: cells * _SAMPLE_FOR_CELL]
        self._index.train(self._augmented(np.union1d(sample, extremes)))
        for chunk in chunks:
            self._index.add(self._augmented(chunk))
            progress(int(chunk[-1]) + 1, len(vectors))

    @property
    def bytes(self) -> int:
        """Memory of the index: the vectors in 8 bits, their numbers, and the cells' centres in 32 bits."""
        width = self._vectors.width + 1
        return len(self._vectors) * (width + 8) + int(self._index.nlist) * width * 4

    def search(self, state: Floats, count: int, looked_at: int) -> Candidates:
        """About the `count` entries that score highest for a hidden state of shape (table width,), looked for in the
        `looked_at` nearest cells. Their scores are exact; fewer come back where the cells hold fewer."""
        query = np.concatenate((state, np.ones(1, np.float32)))
        self._index.nprobe = looked_at
        padded = np.concatenate((query, np.zeros(1, np.float32)))[None]
        entries: Numbers = self._index.search(padded, count * _OVERSAMPLED)[1][0]
        entries = entries[entries >= 0]
        return _ordered(entries, self._vectors.vectors(entries) @ query, count)

    def _augmented(self, entries: Numbers) -> Floats:
        vectors = self._vectors.vectors(entries)
        missing = np.sqrt(np.maximum(self._largest - (vectors**2).sum(axis=1, keepdims=True), 0))
        return np.concatenate((vectors, missing), axis=1).astype(np.float32)


def _extent(vectors: OutputVectors, chunks: Sequence[Numbers]) -> tuple[float, Numbers]:
    """The largest squared norm, and the entries with the least and the most of each coordinate: the 8 bits must reach
    from one to the other, because the entries that they would cut off are those with the highest scores."""
    largest = 0.0
    entries = np.zeros(0, np.int64)
    for chunk in chunks:
        made = vectors.vectors(chunk)
        squares = (made**2).sum(axis=1)
        largest = max(largest, float(squares.max()))
        ends = np.concatenate((made.argmin(axis=0), made.argmax(axis=0), [squares.argmin()]))
        entries = np.union1d(entries, chunk[ends])
    made = vectors.vectors(entries)
    kept = np.concatenate((made.argmin(axis=0), made.argmax(axis=0), [(made**2).sum(axis=1).argmin()]))
    return largest, entries[kept]


def _ordered(entries: Numbers, scores: Floats, count: int) -> Candidates:
    order = np.argsort(-scores, kind="stable")[:count]
    return Candidates(entries[order], scores[order])
