"""Cuts texts into tokens, grouped by the words that merges do not reach beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from engine.encoder.merging import Word
from engine.errors import EngineError, ErrorKind

_MOST_CHARACTERS = 1 << 16
"""Of a text that are looked at: many times what an encoder reads."""


class WordTokenizer:
    def __init__(self, path: Path, longest: int) -> None:
        """`path`: a tokenizer.json that was checked. `longest`: most tokens of a text, those around it included.
        Raises EngineError(MODEL_INVALID)."""
        try:
            self._library: Any = Tokenizer.from_file(str(path))
            self._library.no_padding()
            self._library.enable_truncation(longest)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the library panics past Exception
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                "The tokenizer of the encoder cannot be read. Convert the encoder again.",
                f"{type(error).__name__}: {error}"[:2000],
            ) from error

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """The number of each token, by its text."""
        return self._library.get_vocab(with_added_tokens=False)

    def words(self, texts: Sequence[str]) -> list[list[Word]]:
        """The words of each text, with the tokens that the encoder wants around it as words of their own. Text that
        is not valid Unicode (lone surrogates) is replaced."""
        readable = [text[:_MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8") for text in texts]
        encodings = self._library.encode_batch(readable)  # its fast variant tells no words
        return [_grouped(encoding.ids, encoding.word_ids) for encoding in encodings]


def _grouped(tokens: Sequence[int], words: Sequence[int | None]) -> list[Word]:
    grouped: list[Word] = []
    start = 0
    for index in range(1, len(tokens) + 1):
        if index == len(tokens) or words[index] is None or words[index] != words[start]:
            grouped.append(tuple(tokens[start:index]))
            start = index
    return grouped
