"""Text to tokens and back, with a model's own vocabulary."""

from __future__ import annotations

import ctypes
from functools import cached_property
from typing import Any

from engine.backends.llama.native import lib
from engine.errors import EngineError, ErrorKind

_INT32_MIN = -(2**31)

_RECOGNIZED_AS_SPECIAL = lib.LLAMA_TOKEN_ATTR_UNKNOWN | lib.LLAMA_TOKEN_ATTR_CONTROL
"""User-defined tokens are recognized in a plain text too."""


class Vocabulary:
    """Wraps a `llama_vocab`; valid as long as its model is.

    SentencePiece vocabularies that were trained with a space in front of every text put that space into the first
    token, as llama.cpp does: the bytes of the tokens are then the text after one space.
    """

    def __init__(self, pointer: Any) -> None:
        self._pointer = pointer
        self.size = lib.llama_vocab_n_tokens(pointer)
        self._pieces: dict[int, bytes] = {}
        self.adds_bos = bool(lib.llama_vocab_get_add_bos(pointer))
        self.bos = self._text(lib.llama_vocab_bos(pointer))
        self.eos = self._text(lib.llama_vocab_eos(pointer))

    @cached_property
    def special_tokens(self) -> frozenset[str]:
        """See `LoadedModel.special_tokens`. Looks at the whole vocabulary once."""
        attributes, pointer = lib.llama_vocab_get_attr, self._pointer
        special = (token for token in range(self.size) if attributes(pointer, token) & _RECOGNIZED_AS_SPECIAL)
        return frozenset(filter(None, map(self._text, special)))

    @property
    def pointer(self) -> Any:
        return self._pointer

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Token ids; see `LoadedModel.tokenize`."""
        data = text.encode("utf-8", "replace")
        # No more tokens than bytes, but for a space or two that the vocabulary puts in front.
        room = len(data) + 8
        while True:
            buffer = (ctypes.c_int32 * room)()
            count = lib.llama_tokenize(self._pointer, data, len(data), buffer, room, False, special)
            if count >= 0:
                return buffer[:count]
            if count == _INT32_MIN:
                raise EngineError(ErrorKind.CONTEXT_OVERFLOW, "This text is too long. Send a shorter one.")
            room = -count

    def token_bytes(self, token: int) -> bytes:
        """The bytes that a token stands for; empty for control tokens."""
        piece = self._pieces.get(token)
        if piece is None:
            piece = self._pieces[token] = self._piece(token)
        return piece

    def ends_generation(self, token: int) -> bool:
        self._check(token)
        return bool(lib.llama_vocab_is_eog(self._pointer, token))

    def _piece(self, token: int) -> bytes:
        self._check(token)
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            count = lib.llama_token_to_piece(self._pointer, token, buffer, room, 0, False)
            if count >= 0:
                return buffer.raw[:count]
            room = -count

    def _text(self, token: int) -> str:
        if not 0 <= token < self.size:
            return ""
        return lib.llama_vocab_get_text(self._pointer, token).decode("utf-8", "replace")

    def _check(self, token: int) -> None:
        """Of an unknown token the library's lookup throws through the bindings and ends the process."""
        if not 0 <= token < self.size:
            raise ValueError(f"token {token} is not in the vocabulary of {self.size}")
