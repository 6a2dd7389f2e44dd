"""Turns texts into vectors for search, on ONNX Runtime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats, Interrupt, Interrupted
from engine.backends.onnx.runtime import Runner, open_session
from engine.encoder.composition import Composition, MeanComposition, RidgeComposition
from engine.encoder.folder import open_encoder
from engine.encoder.merging import Word, merge_words
from engine.encoder.words import WordTokenizer
from engine.states import Span

_MOST_POSITIONS = 4096
"""Of a run, padding included. It bounds the memory: the widest layer keeps four times the width for each position."""
_LOOK_AHEAD = 2
"""So many times the tokens that fit are cut from a text, because merged they may fit."""


class CompositionKind(StrEnum):
    MEAN = "mean"
    RIDGE = "ridge"
    """Nearer to the embeddings of unseen words, yet worse in every search that was measured (benchmarks/encoder.py):
    kept to be measured with other encoders, never chosen by itself."""


@dataclass(frozen=True)
class Reading:
    """The texts of one call as the encoder reads them."""

    spans: Sequence[Sequence[Span]]
    """Of each text, in order."""
    tokens: int
    """In all texts, of the part that is read."""

    @property
    def positions(self) -> int:
        return sum(map(len, self.spans))


class DocumentEncoder:
    """An encoder whose word embeddings can stand for several tokens. Not for more than one thread at a time."""

    def __init__(self, path: Path, *, threads: int = 1, composition: CompositionKind = CompositionKind.MEAN) -> None:
        """Opens the folder that `models.onnx.encoder` wrote. Raises EngineError."""
        folder = open_encoder(path)
        self._table = folder.table
        self._longest = folder.longest
        self._tokenizer = WordTokenizer(folder.tokenizer, _LOOK_AHEAD * folder.longest)
        self._composition = self._composed(composition)
        self._runner = Runner()
        self._session: Any = open_session(folder.graph, threads, self._runner, lambda: False)

    @property
    def width(self) -> int:
        """Numbers of a vector."""
        return self._table.shape[1]

    @property
    def composition(self) -> Composition:
        return self._composition

    def encode(self, texts: Sequence[str], merges: int = 0, interrupt: Interrupt | None = None) -> Floats:
        """Vectors of unit length, shape (len(texts), width): their inner product is the cosine.

        `merges` is how many pairs of neighbouring tokens become one position everywhere in these texts: fewer
        positions for less exact vectors, which then also depend a little on which texts are encoded together. Raises
        Interrupted, or EngineError.
        """
        return self.encode_reading(self.read(texts, merges), interrupt)

    def read(self, texts: Sequence[str], merges: int = 0) -> Reading:
        """Tokenize and merge only."""
        texts_words = self._tokenizer.words(texts)
        spans_of = merge_words(chain.from_iterable(texts_words), merges)
        spans = [self._fitted(words, spans_of) for words in texts_words]
        return Reading(spans, sum(len(span) for text in spans for span in text))

    def encode_reading(self, reading: Reading, interrupt: Interrupt | None = None) -> Floats:
        """The vectors of texts that `read` gave; see `encode`."""
        rows = _Rows(self._table, self._composition, reading.spans)
        vectors = np.empty((len(reading.spans), self.width), np.float32)
        for chosen in _batches(list(map(len, reading.spans))):
            if interrupt is not None and interrupt():
                raise Interrupted
            vectors[chosen] = self._run(rows, [reading.spans[index] for index in chosen], interrupt)
        return vectors

    def close(self) -> None:
        self._session = None
        self._runner.close()

    def _composed(self, kind: CompositionKind) -> Composition:
        if kind is CompositionKind.RIDGE:
            return RidgeComposition(self._table, self._tokenizer.vocabulary)
        return MeanComposition(self._table)

    def _fitted(self, words: Sequence[Word], spans_of: Mapping[Word, tuple[Span, ...]]) -> list[Span]:
        """The spans of a text; of one that is too long the first ones, and the token that ends it."""
        spans = [span for word in words for span in spans_of[word]]
        return spans if len(spans) <= self._longest else [*spans[: self._longest - 1], spans[-1]]

    def _run(self, rows: _Rows, texts: Sequence[Sequence[Span]], interrupt: Interrupt | None) -> Floats:
        lengths = np.array(list(map(len, texts)), np.int32)
        shape = len(texts), int(lengths.max())
        embeddings = np.zeros((*shape, self.width), np.float32)
        weights = np.zeros(shape, np.float32)
        for index, text in enumerate(texts):
            embeddings[index, : len(text)] = rows.of(text)
            weights[index, : len(text)] = 1.0
        binding = self._session.io_binding()
        binding.bind_cpu_input("inputs_embeds", embeddings)
        binding.bind_cpu_input("lengths", lengths)
        binding.bind_cpu_input("weights", weights)
        binding.bind_output("embeddings")
        self._runner.run(self._session, binding, interrupt)
        return binding.copy_outputs_to_cpu()[0]


class _Rows:
    """Embeddings of the spans of one call: each that has several tokens is composed once."""

    def __init__(self, table: NDArray[np.float16], composition: Composition, texts: Iterable[Sequence[Span]]) -> None:
        self._table = table
        merged: list[Span] = sorted({span for text in texts for span in text if len(span) > 1})
        self._composed = composition.compose(merged)
        self._places: dict[Span, int] = {span: place for place, span in enumerate(merged)}

    def of(self, text: Sequence[Span]) -> Floats:
        """Shape (len(text), width)."""
        rows = self._table[[span[0] for span in text]].astype(np.float32)
        several = [index for index, span in enumerate(text) if len(span) > 1]
        rows[several] = self._composed[[self._places[text[index]] for index in several]]
        return rows


def _batches(lengths: Sequence[int]) -> Iterable[list[int]]:
    """Numbers of the texts of each run: such of like length, as many as the bound of positions lets in."""
    chosen: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if chosen and (len(chosen) + 1) * lengths[index] > _MOST_POSITIONS:
            yield chosen
            chosen = []
        chosen.append(index)
    if chosen:
        yield chosen
