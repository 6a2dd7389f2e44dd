"""Keeps what an ONNX model writes to a JSON schema, token by token, through llguidance."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.backends.onnx.vocabulary import Vocabulary
from engine.errors import EngineError, ErrorKind
from engine.limits import LimitExceeded, limited

SECONDS = 2.0
MEMORY = 256 << 20
LONGEST = 256 << 10
"""Characters of a schema."""

_OPTIONS = {"whitespace_flexible": True, "whitespace_pattern": r"(?: |\n{1,2}[ \t]{0,20})?", "lenient": False}
"""White space as llama.cpp's grammars have it: bounded, or a model that likes it never comes to an end. A schema may
carry options of its own, which these override."""


class _Tokens:
    """The vocabulary as llguidance wants it. Its control tokens carry no text, so that none is taken for any."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.eos_token_id = vocabulary.eos_token
        self.bos_token_id = None
        self.tokens = [vocabulary.token_bytes(token) for token in range(vocabulary.size)]
        self.special_token_ids = sorted(vocabulary.control | vocabulary.ends)
        # Where a single byte is a token twice, as in SentencePiece's vocabularies, the later one is the ordinary one.
        self._by_bytes = {piece: token for token, piece in enumerate(self.tokens) if piece}
        self._longest = max(map(len, self._by_bytes), default=0)

    def __call__(self, text: str | bytes) -> list[int]:
        """The cut of text that must come next, which is these bytes and no others: vocabularies that put a space in
        front of a text, or change its letters, are not asked."""
        data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
        tokens = self._vocabulary.tokenize(data.decode("utf-8", "replace"), special=False)
        pieces = [self.tokens[token] for token in tokens]
        if pieces[:1] == [b" "] and not data.startswith(b" "):
            tokens, pieces = tokens[1:], pieces[1:]
        return tokens if b"".join(pieces) == data else self._longest_pieces(data)

    def _longest_pieces(self, data: bytes) -> list[int]:
        """As far as there are pieces for it."""
        tokens: list[int] = []
        while data:
            lengths = range(min(self._longest, len(data)), 0, -1)
            length = next((length for length in lengths if data[:length] in self._by_bytes), 0)
            if not length:
                break
            tokens.append(self._by_bytes[data[:length]])
            data = data[length:]
        return tokens


class GrammarTokens:
    """What llguidance needs to know of a vocabulary; made once for a model."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        if vocabulary.eos_token is None:
            raise EngineError(
                ErrorKind.UNSUPPORTED, "This model has no token that ends an answer, so none can follow a JSON schema."
            )
        self.library: Any = import_module("llguidance")
        ends = sorted(vocabulary.ends)
        wrapper = self.library.TokenizerWrapper(_Tokens(vocabulary))
        self.tokenizer: Any = self.library.LLTokenizer(wrapper, n_vocab=vocabulary.size, eos_token=ends)
        self.size = vocabulary.size


class Grammar:
    """One answer on its way through a schema."""

    def __init__(self, tokens: GrammarTokens, schema: str) -> None:
        """`schema` is JSON text. Raises EngineError(UNSUPPORTED), also for one that would be too large."""
        library = tokens.library
        _check(schema)
        try:
            with limited(SECONDS, MEMORY):
                grammar = library.LLMatcher.grammar_from_json_schema(schema, overrides=_OPTIONS)
                self._matcher: Any = library.LLMatcher(tokens.tokenizer, grammar, log_level=0)
        except LimitExceeded as error:
            raise _too_large(str(error)) from error
        except Exception as error:  # whatever a strange schema makes the library stumble over
            raise _unusable(f"{type(error).__name__}: {error}") from error
        if self._matcher.is_error():
            raise _unusable(self._matcher.get_error())
        words = (tokens.size + 31) // 32
        self._mask = np.zeros(words, np.uint32)
        self._size = tokens.size
        self.allowed()  # a schema that allows nothing at all shows at once

    def allowed(self) -> NDArray[np.bool_]:
        """Which tokens may come next, shape (vocabulary,). Raises EngineError where none may."""
        self._matcher.unsafe_compute_mask_ptr(self._mask.ctypes.data, self._mask.nbytes)
        if self._matcher.is_error():
            raise _unusable(self._matcher.get_error())
        return np.unpackbits(self._mask.view(np.uint8), count=self._size, bitorder="little").view(np.bool_)

    def accept(self, token: int) -> None:
        """`token` must be allowed, or the end after the end, which changes nothing."""
        if not self._matcher.is_stopped():
            self._matcher.consume_token(token)


def masked(logits: Floats, allowed: NDArray[np.bool_]) -> Floats:
    """The logits with everything that is not allowed out of reach."""
    return np.where(allowed, logits, np.float32(-np.inf))


def _check(schema: str) -> None:
    if len(schema) > LONGEST:
        raise _too_large(f"{len(schema)} characters; {LONGEST} are possible")
    try:
        value = json.loads(schema)
    except (ValueError, RecursionError) as error:
        raise _unusable(str(error)) from error
    if not isinstance(value, dict):
        raise _unusable("not a JSON object")


def _unusable(detail: str) -> EngineError:
    return EngineError(
        ErrorKind.UNSUPPORTED,
        "This JSON schema cannot be used to shape the answer. Check that it is valid JSON and a schema, "
        "or try a simpler one.",
        detail[:2000],
    )


def _too_large(detail: str) -> EngineError:
    return EngineError(
        ErrorKind.UNSUPPORTED,
        "This JSON schema is too large to be kept to while writing. Try a simpler one, with smaller bounds for "
        "lengths and counts.",
        detail,
    )
