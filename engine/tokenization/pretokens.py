"""Tells what the tokens of a text are (words, their parts, digits, parts of characters), and what lies between two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import IntEnum, IntFlag
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import LoadedModel

Integers = NDArray[np.int64]


class Trait(IntFlag):
    """What a token's bytes say about it. A token may have several of these, or none."""

    CONTROL = 1
    """No bytes: a token of the template, or one that the vocabulary never writes."""
    DIGIT = 2
    BREAK = 4
    """Holds a line break."""
    OPENS = 8
    """Begins with white space: a new word, as most tokenizers cut them."""
    JOINS = 16
    """Begins in the middle of a character that an earlier token began."""
    FRAGMENT = 32
    """No text by itself: begins or ends in the middle of a character."""
    LETTER_FIRST = 64
    """The first character is a letter or a mark, with no space before it."""
    LETTER_LAST = 128
    CAPITAL = 256
    """The first letter is a capital one."""
    SIGN = 512
    """Holds a sign that codes, addresses and formulas are made of."""
    STOP = 1024
    """Ends a sentence."""


_SIGNS = frozenset("@_/\\#=<>{}[]$%&*+|~^")
_HYPHEN = "-"
_STOPS = frozenset(".!?;。！？؟۔।")
_CLOSING = "\"')]”’»"


class Boundary(IntEnum):
    """What lies between two neighbours."""

    CHARACTER = 0
    """Both hold bytes of the same character: either is merged with what stands beside it only when the character is
    whole."""
    WORD = 1
    """Both are letters of the same word; in scripts without spaces, of the same run of letters."""
    PHRASE = 2
    """Between words, or a word and a sign."""
    NEVER = 3
    """A digit, a line break or a control token on either side: merged numbers cost most (arXiv 2506.01084), and line
    breaks hold the shape of lists, tables and code. Also inside of what is written without a space and holds a digit or
    a sign: passwords, addresses and names of files are told to the letter or not at all."""


class Text:
    """A text's boundaries, each array of length len(tokens) - 1."""

    def __init__(self, boundaries: NDArray[np.int8], names: NDArray[np.bool_], figures: NDArray[np.bool_]) -> None:
        self.boundaries = boundaries
        """Of `Boundary`."""
        self.names = names
        """Whether a word that begins with a capital letter is on either side."""
        self.figures = figures
        """Whether a sentence that holds a digit is on either side."""


class Pretokens:
    """Serves one vocabulary. Each token is looked at when it is first met."""

    def __init__(self, model: LoadedModel) -> None:
        self._model = model
        self._traits = np.full(model.info.vocabulary_size, -1, np.int16)

    def look_at(self, tokens: Integers) -> Text:
        """What lies between the tokens, of which there must be one at least."""
        traits = self.traits(tokens)
        self._find_spread_digits(tokens, traits)
        left, right = traits[:-1], traits[1:]
        boundaries = np.full(len(tokens) - 1, Boundary.PHRASE, np.int8)
        letters = (left & Trait.LETTER_LAST > 0) & (right & Trait.LETTER_FIRST > 0)
        # A part of a character is taken for one of a letter: most are.
        parts = (left & Trait.FRAGMENT > 0) | (right & Trait.FRAGMENT > 0)
        boundaries[letters | (parts & (right & Trait.OPENS == 0))] = Boundary.WORD
        boundaries[right & Trait.JOINS > 0] = Boundary.CHARACTER
        never = Trait.CONTROL | Trait.DIGIT | Trait.BREAK
        capital = self._words_with_capitals(traits, boundaries)
        figures = self._sentences_with_figures(traits)
        boundaries[self._inside_codes(traits) & (boundaries != Boundary.CHARACTER)] = Boundary.NEVER
        boundaries[(left | right) & never > 0] = Boundary.NEVER
        return Text(boundaries, capital[:-1] | capital[1:], figures[:-1] | figures[1:])

    def traits(self, tokens: Integers) -> NDArray[np.int16]:
        """Of each token, as a sum of `Trait`."""
        traits = self._traits[tokens]
        if (traits < 0).any():
            for token in np.unique(tokens[traits < 0]).tolist():
                self._traits[token] = _traits(self._model.token_bytes(token))
            traits = self._traits[tokens]
        return traits

    def _find_spread_digits(self, tokens: Integers, traits: NDArray[np.int16]) -> None:
        """Mark the tokens that hold digits together: those of many scripts are spread over several tokens."""
        fragments = np.flatnonzero(traits & Trait.FRAGMENT)
        if not len(fragments):
            return
        breaks = np.flatnonzero(np.diff(fragments) > 1) + 1
        for run in np.split(fragments, breaks):
            pieces = [self._model.token_bytes(token) for token in tokens[run].tolist()]
            for places in _digits_in(pieces):
                traits[run[list(places)]] |= Trait.DIGIT

    @staticmethod
    def _words_with_capitals(traits: NDArray[np.int16], boundaries: NDArray[np.int8]) -> NDArray[np.bool_]:
        """Whether each token is of a word that begins with a capital letter."""
        begins = np.concatenate(([True], boundaries > Boundary.WORD))
        first = np.maximum.accumulate(np.where(begins, np.arange(len(traits)), 0))
        return traits[first] & Trait.CAPITAL > 0

    @staticmethod
    def _sentences_with_figures(traits: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Whether each token is of a sentence, or of a line, that holds a digit."""
        ends = traits & (Trait.STOP | Trait.BREAK) > 0
        sentence = np.concatenate(([0], np.cumsum(ends[:-1], dtype=np.int64)))
        return _holds(sentence, traits & Trait.DIGIT > 0)[sentence]

    @staticmethod
    def _inside_codes(traits: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Of each boundary, whether it lies inside of what is written without a space and holds a digit or a sign."""
        run = np.cumsum(traits & (Trait.OPENS | Trait.BREAK | Trait.CONTROL) > 0, dtype=np.int64)
        return _holds(run, traits & (Trait.DIGIT | Trait.SIGN) > 0)[run[:-1]] & (run[:-1] == run[1:])


def _holds(parts: NDArray[np.int64], found: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of each part that is named in `parts`, whether something was found in one of its tokens."""
    return np.bincount(parts, weights=found) > 0


def _traits(piece: bytes) -> int:
    if not piece:
        return Trait.CONTROL
    found = 0
    if piece[0] & 0xC0 == 0x80:
        found |= Trait.JOINS
    try:
        piece.decode()
    except UnicodeDecodeError:
        found |= Trait.FRAGMENT
    text = piece.decode("utf-8", "ignore")
    if not text:
        return found
    if any(character.isdigit() for character in text):
        found |= Trait.DIGIT
    if "\n" in text or "\r" in text:
        found |= Trait.BREAK
    if text[0].isspace() and not found & Trait.JOINS:
        found |= Trait.OPENS
    if _is_letter(text[0]):
        found |= Trait.LETTER_FIRST
    if _is_letter(text[-1]):
        found |= Trait.LETTER_LAST
    if text.lstrip()[:1].isupper():
        found |= Trait.CAPITAL
    if text == _HYPHEN or not _SIGNS.isdisjoint(text):
        found |= Trait.SIGN
    if text.strip().rstrip(_CLOSING) in _STOPS:
        found |= Trait.STOP
    return found


def _is_letter(character: str) -> bool:
    # Marks of scripts such as Devanagari are no letters to isalpha, but printable and not ASCII.
    return character.isalpha() or (not character.isascii() and not character.isspace() and not character.isdigit())


def _digits_in(pieces: Sequence[bytes]) -> list[range]:
    """Which of the pieces hold each digit of the text that they make together."""
    text = b"".join(pieces).decode("utf-8", "surrogateescape")
    if not any(character.isdigit() for character in text):
        return []
    ends = list(accumulate(map(len, pieces)))
    sizes = (len(character.encode("utf-8", "surrogateescape")) for character in text)
    offsets = accumulate(sizes, initial=0)
    return [
        range(bisect_right(ends, start), bisect_right(ends, end - 1) + 1)
        for character, (start, end) in zip(text, pairwise(offsets), strict=True)
        if character.isdigit()
    ]
