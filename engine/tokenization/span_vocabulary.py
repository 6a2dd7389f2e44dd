"""A vocabulary of very many spans to write with, as in arXiv 2411.18553, section on generation.

A span's output vector is that of its first token, and its bias the logarithm of its share among the entries that begin
with this token, in a corpus: the best of what needs no training (benchmarks/vocabulary_index.py). A softmax over all
entries then is the product of two draws, exactly: the first token from the model's own distribution, the entry by these
shares. So no index of a million vectors is searched, and every rule of sampling that a model knows still holds.
"""

from __future__ import annotations

import math
import os
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.errors import EngineError, ErrorKind
from engine.states import Span

LONGEST = 4
"""Tokens of an entry."""
NO_TOKEN = -1
"""Fills the rows of entries that are shorter."""
MOST_ENTRIES = 4_000_000

_FORMAT = 1
_FLATTENING = 0.5
"""Added to the count of each entry: one that was not seen can be written."""
_ENOUGH = 1.2
"""So many times the wanted spans are counted before the most frequent ones are taken."""
_LARGEST_FILE = 128 << 20


@dataclass(frozen=True)
class SpanVocabulary:
    """Entries in the order of their first tokens; each token of the model is an entry, too."""

    model: str
    """Digest of the model's own vocabulary, see `composer_file.vocabulary_digest`."""
    parts: NDArray[np.int32]
    """Tokens of each entry, shape (entries, LONGEST), filled up with NO_TOKEN."""
    counts: Floats
    """How often each occurs in the corpus as `cut` cuts it, and a half more; shape (entries,)."""

    def continuation(self, first: int, numbers: np.random.Generator | None) -> Span:
        """The tokens behind `first` of an entry that begins with it, drawn by the entries' shares, or of the most
        frequent one where there are no random numbers. Often none."""
        start, end = self._bounds[first], self._bounds[first + 1]
        if start == end:
            return ()
        counts = self.counts[start:end]
        if numbers is None:
            chosen = int(counts.argmax())
        else:
            sums = np.cumsum(counts, dtype=np.float64)
            chosen = int((sums <= numbers.random() * float(sums[-1])).sum())
        row = self.parts[start + min(chosen, end - start - 1), 1:]
        return tuple(row[row != NO_TOKEN].tolist())

    def cut(self, tokens: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The longest entries from left to right: (place, entry)."""
        return _cut(tokens, self._numbers)

    def shares(self) -> Floats:
        """The logarithm of each entry's share among those that begin with the same token, shape (entries,)."""
        totals = np.bincount(self.parts[:, 0], self.counts)
        return np.log(self.counts / totals[self.parts[:, 0]]).astype(np.float32)

    def write(self, path: Path) -> None:
        """Raises OSError; what was at `path` stays until the new file is whole."""
        aside = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            with aside.open("wb") as file:
                digest = np.frombuffer(self.model.encode("ascii"), np.uint8)
                np.savez(file, format=np.int32(_FORMAT), model=digest, parts=self.parts, counts=self.counts)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)

    @cached_property
    def _bounds(self) -> list[int]:
        """Where the entries of each first token start, and where those of the last one end."""
        firsts = self.parts[:, 0]
        return np.searchsorted(firsts, np.arange(int(firsts[-1]) + 2)).tolist()

    @cached_property
    def _numbers(self) -> Mapping[Span, int]:
        rows = cast("list[list[int]]", self.parts.tolist())
        return {tuple(token for token in row if token != NO_TOKEN): number for number, row in enumerate(rows)}


def build_vocabulary(model: str, base: int, texts: Iterator[Sequence[int]], size: int) -> SpanVocabulary:
    """The `base` tokens of a model and the most frequent runs of up to LONGEST of them in `texts`, `size` entries in
    all, or as many as there are. Texts are read until they hold some more different runs than that."""
    wanted = max(0, size - base)
    counted: Counter[Span] = Counter()
    read: list[Sequence[int]] = []
    for tokens in texts:
        read.append(tokens)
        for length in range(2, LONGEST + 1):
            counted.update(zip(*(tokens[start:] for start in range(length)), strict=False))
        if len(counted) >= wanted * _ENOUGH:
            break
    spans = sorted([*((token,) for token in range(base)), *(span for span, _ in counted.most_common(wanted))])
    del counted
    parts = np.full((len(spans), LONGEST), NO_TOKEN, np.int32)
    for row, span in zip(parts, spans, strict=True):
        row[: len(span)] = span
    counts = np.full(len(spans), _FLATTENING, np.float32)
    numbers: Mapping[Span, int] = {span: number for number, span in enumerate(spans)}
    for tokens in read:
        np.add.at(counts, [entry for _, entry in _cut(tokens, numbers)], 1)
    return SpanVocabulary(model, parts, counts)


def read_vocabulary(path: Path, model: str, base: int) -> SpanVocabulary:
    """The one at `path`, which must be made for a model with this digest and `base` tokens. Raises EngineError."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ValueError("larger than a vocabulary can be")
        _check_archive(path)
        with np.load(path, allow_pickle=False) as file:
            held = cast(Mapping[str, NDArray[Any]], file)
            made_for = held["model"].tobytes().decode("ascii")
            found = SpanVocabulary(made_for, held["parts"], held["counts"])
            _check(int(held["format"]), found, base)
    except FileNotFoundError as error:
        raise EngineError(
            ErrorKind.MODEL_NOT_FOUND,
            f"There is no vocabulary at “{path.name}”. Build one, or name another.",
            str(error),
        ) from error
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise EngineError(
            ErrorKind.MODEL_INVALID,
            f"“{path.name}” is no vocabulary of spans, or a damaged one. Build it again: homespun tokens "
            "build-vocabulary.",
            str(error),
        ) from error
    if found.model != model:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"The vocabulary “{path.name}” was built for a model with other tokens. Build one for this model: homespun "
            "tokens build-vocabulary.",
        )
    return found


def _check_archive(path: Path) -> None:
    """Nothing in it grows when it is read. Raises ValueError."""
    with zipfile.ZipFile(path) as archive:
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
            raise ValueError("compressed")


def _check(version: int, found: SpanVocabulary, base: int) -> None:
    """Raises ValueError for what `write` does not write, or what is of no model with `base` tokens."""
    parts, counts = found.parts, found.counts
    if version != _FORMAT:
        raise ValueError(f"format {version}")
    if parts.dtype != np.int32 or counts.dtype != np.float32:
        raise ValueError("numbers of another kind")
    if parts.ndim != 2 or parts.shape[1] != LONGEST or counts.shape != parts.shape[:1]:
        raise ValueError("tables of another shape")
    if not base <= len(parts) <= MOST_ENTRIES:
        raise ValueError(f"{len(parts)} entries")
    firsts = parts[:, 0]
    if (np.diff(firsts) < 0).any() or firsts[0] < 0:
        raise ValueError("entries out of order")
    if parts.max() >= base or parts.min() < NO_TOKEN:
        raise ValueError("tokens that the model does not have")
    if not (np.isfinite(counts).all() and counts.min() > 0 and math.isfinite(float(counts.sum(dtype=np.float64)))):
        raise ValueError("counts that make no sense")


def _cut(tokens: Sequence[int], numbers: Mapping[Span, int]) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(tokens):
        for length in range(min(LONGEST, len(tokens) - place), 0, -1):
            entry = numbers.get(tuple(tokens[place : place + length]))
            if entry is not None:
                yield place, entry
                break
        else:
            raise ValueError(f"token {tokens[place]} is in no entry")
        place += length
