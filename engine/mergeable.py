"""Finds the tokens that lie whole within a part of the text that they were made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from engine.backends.base import LoadedModel


class TokenPlaces:
    """Knows the tokens of one loaded model by their bytes."""

    def __init__(self, model: LoadedModel) -> None:
        self._model = model

    def within(self, text: str, tokens: Sequence[int], start: int, end: int) -> range | None:
        """Which of `tokens`, into which `text` was cut with its special tokens, hold nothing but characters of
        `text[start:end]`, a part without special tokens. None where that cannot be told, because the tokenizer changes
        the text."""
        first = 0
        for fragment, between in self._fragments(text, tokens):
            last = first + len(between)
            if fragment.start <= start and end <= fragment.stop:
                found = self._within(text, fragment, between, start, end)
                return None if found is None else range(first + found.start, first + found.stop)
            first = last + 1  # the special token that follows
        return None

    def _fragments(self, text: str, tokens: Sequence[int]) -> list[tuple[range, Sequence[int]]]:
        """What lies between special tokens: where in the text, and its tokens. Empty where the two do not agree."""
        bounds = [(0, 0), *(match.span() for match in self._special.finditer(text)), (len(text), len(text))]
        ends = [place for place, token in enumerate(tokens) if token in self._special_ids]
        if len(ends) != len(bounds) - 2:
            return []
        starts = [0, *(place + 1 for place in ends)]
        return [
            (range(bounds[number][1], bounds[number + 1][0]), tokens[first:last])
            for number, (first, last) in enumerate(zip(starts, (*ends, len(tokens)), strict=True))
        ]

    def _within(self, text: str, fragment: range, tokens: Sequence[int], start: int, end: int) -> range | None:
        data = _bytes(text[fragment.start : fragment.stop])
        pieces = [self._model.token_bytes(token) for token in tokens]
        joined = b"".join(pieces)
        # SentencePiece puts a space before a text, and special tokens may take the white space beside them.
        if joined.strip() != data.strip():
            return None
        at = _leading_space(data) - _leading_space(joined)
        low = len(_bytes(text[fragment.start : start]))
        high = low + len(_bytes(text[start:end]))
        inside: list[int] = []
        for place, piece in enumerate(pieces):
            if low <= at and at + len(piece) <= high:
                inside.append(place)
            at += len(piece)
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    @cached_property
    def _special(self) -> re.Pattern[str]:
        return special_pattern(self._model)

    @cached_property
    def _special_ids(self) -> frozenset[int]:
        cuts = (self._model.tokenize(text, special=True) for text in self._model.special_tokens)
        return frozenset(cut[0] for cut in cuts if len(cut) == 1)


def special_pattern(model: LoadedModel) -> re.Pattern[str]:
    """Matches the text of any special token, the longest that there is."""
    longest_first = sorted(model.special_tokens, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _leading_space(data: bytes) -> int:
    return len(data) - len(data.lstrip())
