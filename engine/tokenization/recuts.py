"""Finds the parts of a vocabulary's own tokens: examples of merges whose embedding is known."""

from __future__ import annotations

import random
from collections.abc import Sequence

from engine.backends.base import LoadedModel
from engine.states import Span


class Recuts:
    """The tokens of one vocabulary that two others spell, and how.

    Read from the bytes of the tokens, so that it serves every kind of tokenizer. Of several cuts the one whose parts
    are oldest is taken: ids of byte pair encodings count up in the order of their merges.
    """

    def __init__(self, model: LoadedModel) -> None:
        pieces = [model.token_bytes(token) for token in range(model.info.vocabulary_size)]
        self._tokens: dict[bytes, int] = {}
        for token, piece in enumerate(pieces):
            if piece:
                self._tokens.setdefault(piece, token)
        found = ((token, self._halves(piece)) for token, piece in enumerate(pieces))
        self._parts = {token: halves for token, halves in found if halves is not None}

    @property
    def tokens(self) -> tuple[int, ...]:
        return tuple(self._parts)

    def cut(self, token: int, pieces: int, draw: random.Random) -> Span:
        """Its parts, cut again, a part drawn at random each time, until there are `pieces` or none can be cut."""
        parts = [*self._parts[token]]
        while len(parts) < pieces:
            places = [place for place, part in enumerate(parts) if part in self._parts]
            if not places:
                break
            place = draw.choice(places)
            parts[place : place + 1] = self._parts[parts[place]]
        return tuple(parts)

    def examples(self, pieces: Sequence[int], seed: int) -> list[tuple[int, Span]]:
        """Each token with its parts, as many as the next of `pieces` says, in an order drawn from the seed."""
        draw = random.Random(seed)  # noqa: S311 - an order, no secret
        tokens = list(self._parts)
        draw.shuffle(tokens)
        return [(token, self.cut(token, pieces[place % len(pieces)], draw)) for place, token in enumerate(tokens)]

    def _halves(self, piece: bytes) -> tuple[int, int] | None:
        """None where the piece is not spelt by two tokens, or not valid text: a digit, half a character."""
        if len(piece) < 2 or piece.strip().isdigit() or _is_broken(piece):
            return None
        cuts = (
            (left, right)
            for place in range(1, len(piece))
            if (left := self._tokens.get(piece[:place])) is not None
            and (right := self._tokens.get(piece[place:])) is not None
        )
        return min(cuts, key=max, default=None)


def _is_broken(piece: bytes) -> bool:
    try:
        piece.decode()
    except UnicodeDecodeError:
        return True
    return False
