"""Texts as the windows of tokens that a composer is trained and tested on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import LoadedModel
from engine.errors import EngineError, ErrorKind

Integers = NDArray[np.int64]

_SUFFIXES = (".txt", ".md", ".rst", ".text")
_HELD_OUT = 32
"""One document in so many is not trained on, but tested."""
_LARGEST = 4 << 20
"""Bytes read of one file."""


class TextWindows:
    """Documents in tokens, split once and for all into those to learn from and those held out."""

    def __init__(self, training: Sequence[Integers], held_out: Sequence[Integers], length: int) -> None:
        """Each document in tokens; windows have `length` of them."""
        self._training, self._held_out = _windows(training, length), _windows(held_out, length)
        if not len(self._training) or not len(self._held_out):
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                "There is not enough text to train on. Name more files with --text: one document in "
                f"{_HELD_OUT} is kept for the test, and each needs at least {length} tokens.",
            )

    @classmethod
    def read(cls, model: LoadedModel, paths: Sequence[Path], length: int) -> TextWindows:
        """Files, and all text files in folders. Raises EngineError where there is too little."""
        training: list[Integers] = []
        held_out: list[Integers] = []
        for path in text_files(paths):
            text = text_of(path)
            tokens = np.asarray(model.tokenize(text, special=False), np.int64)
            digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
            (held_out if int.from_bytes(digest[:4]) % _HELD_OUT == 0 else training).append(tokens)
        if not (training and held_out) and (documents := training + held_out):
            # Few documents: the end of the longest is held out.
            longest = max(documents, key=len)
            cut = max(length, len(longest) // _HELD_OUT)
            held_out = [longest[-cut:]]
            training = [document[:-cut] if document is longest else document for document in documents]
        return cls(training, held_out, length)

    @property
    def training_tokens(self) -> int:
        return self._training.size

    @property
    def held_out_windows(self) -> int:
        return len(self._held_out)

    def training(self, seed: int, start: int) -> Iterator[Integers]:
        """Windows without end, in an order drawn from the seed anew for each pass, from number `start` on."""
        count, number = len(self._training), start
        while True:
            order = np.random.default_rng((seed, number // count)).permutation(count)
            for place in order[number % count :]:
                yield self._training[place]
                number += 1

    def held_out(self, count: int) -> Integers:
        """Up to `count` windows spread evenly over the documents held out, shape (windows, length)."""
        places = np.linspace(0, len(self._held_out) - 1, min(count, len(self._held_out))).astype(int)
        return self._held_out[places]


def text_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files themselves, and the text files in folders. Raises EngineError where one is missing."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in _SUFFIXES and file.is_file())
        elif path.is_file():
            yield path
        else:
            raise EngineError(
                ErrorKind.MODEL_NOT_FOUND, f"There is no text at “{path}”. Name text files or folders with --text."
            )


def text_of(path: Path) -> str:
    """Of the file at `path`, at most 4 MiB."""
    with path.open("rb") as file:
        return file.read(_LARGEST).decode("utf-8", "replace")


def _windows(documents: Sequence[Integers], length: int) -> Integers:
    rows = [document[: len(document) // length * length].reshape(-1, length) for document in documents]
    return np.concatenate(rows) if rows else np.empty((0, length), np.int64)
