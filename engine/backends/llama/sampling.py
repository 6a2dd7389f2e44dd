"""Draws tokens from a llama.cpp context with llama.cpp's own samplers, kept to a grammar where one is wanted."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.backends.llama.chain import SamplerChain, as_array, candidates_of
from engine.backends.llama.json_schema import grammar_of_schema
from engine.backends.llama.native import NativeLog, lib
from engine.backends.llama.sequence import LiveSequence
from engine.backends.llama.vocabulary import Vocabulary
from engine.errors import EngineError, ErrorKind
from engine.protocol import SamplingOptions


class LlamaSampler:
    """A native chain, and a grammar beside it.

    With a grammar the chain draws first and the grammar judges; only a token that it refuses costs a look at the
    whole vocabulary. The library ends the process when a grammar has to accept what it does not allow, so it is
    given nothing that it did not allow a moment before.
    """

    def __init__(
        self,
        sequence: LiveSequence,
        vocabulary: Vocabulary,
        options: SamplingOptions,
        schema: str | None,
        log: NativeLog,
    ) -> None:
        """Draws from the logits of `sequence`, and raises RuntimeError where it has none."""
        self._sequence = sequence
        self._chain = SamplerChain(options, vocabulary.size)
        try:
            self._grammar = None if schema is None else _grammar(vocabulary, grammar_of_schema(schema), log)
        except EngineError:
            self._chain.close()
            raise

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        self._chain.accept_prompt(tokens)

    def sample(self, row: int = -1) -> int:
        logits = self._sequence.logits(row)
        if self._grammar:
            return self._sample_allowed(logits)
        return lib.llama_sampler_sample(self._chain.pointer, self._sequence.context, self._sequence.from_last(row))

    def close(self) -> None:
        """Free the native samplers. Calling it again does nothing."""
        self._chain.close()
        if self._grammar:
            lib.llama_sampler_free(self._grammar)
        self._grammar = None

    def _sample_allowed(self, logits: Floats) -> int:
        token = self._chain.draw(candidates_of(logits))
        if not self._judge(candidates_of(logits[token : token + 1], token))[0]:
            candidates = candidates_of(logits)
            allowed = self._judge(candidates)
            token = self._chain.draw(candidates) if allowed.any() else -1
            if token < 0 or not allowed[token]:
                raise EngineError(
                    ErrorKind.UNSUPPORTED,
                    "This model has no token that continues the answer as the JSON schema wants it. "
                    "Try a simpler schema or another model.",
                )
        self._chain.accept(token)
        lib.llama_sampler_accept(self._grammar, token)
        return token

    def _judge(self, candidates: NDArray[np.void]) -> NDArray[np.bool_]:
        """Let the grammar strike out candidates, in place; which ones are left."""
        lib.llama_sampler_apply(self._grammar, ctypes.byref(as_array(candidates)))
        return candidates["logit"] > -np.inf


def _grammar(vocabulary: Vocabulary, text: str, log: NativeLog) -> Any:
    log.begin()
    sampler = lib.llama_sampler_init_grammar(vocabulary.pointer, text.encode("utf-8", "replace"), b"root")
    if not sampler:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            "This JSON schema is more than can be kept to while writing. Try a simpler one.",
            log.complaints(),
        )
    return sampler
