"""Draws tokens for ONNX models with llama.cpp's own samplers: the same logits and seed draw the same token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.backends.llama.chain import SamplerChain, candidates_of
from engine.backends.onnx.grammar import Grammar, masked
from engine.backends.onnx.sequence import LiveSequence
from engine.errors import EngineError, ErrorKind
from engine.protocol import SamplingOptions


class OnnxSampler:
    """Implements `engine.backends.base.Sampler`: a grammar, where there is one, takes away what it does not allow, and
    the chain draws from the rest."""

    def __init__(
        self, sequence: LiveSequence, vocabulary_size: int, options: SamplingOptions, grammar: Grammar | None
    ) -> None:
        self._sequence = sequence
        self._chain = SamplerChain(options, vocabulary_size)
        self._grammar = grammar
        self._candidates = candidates_of(np.zeros(vocabulary_size, np.float32))
        # As bytes: numpy copies records field by field, in half a millisecond, a sixth of a step of a small model.
        self._bytes = self._candidates.view(np.uint8)
        self._all = self._bytes.copy()

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        self._chain.accept_prompt(tokens)

    def sample(self, row: int = -1) -> int:
        logits = self._sequence.logits(row)
        allowed = None if self._grammar is None else self._grammar.allowed()
        self._bytes[:] = self._all  # the chain has sorted and cut those of the token before
        self._candidates["logit"] = logits if allowed is None else masked(logits, allowed)
        token = self._chain.draw(self._candidates)
        if allowed is not None and (token < 0 or not allowed[token] or not self._is_possible(token)):
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                "This model has no token that continues the answer as the JSON schema wants it. "
                "Try a simpler schema or another model.",
            )
        self._chain.accept(token)
        if self._grammar is not None:
            self._grammar.accept(token)
        return token

    def close(self) -> None:
        """Free the native samplers. Calling it again does nothing."""
        self._chain.close()

    def _is_possible(self, token: int) -> bool:
        """Where everything is out of reach, by a bias of minus infinity, the chain draws all the same."""
        drawn = self._candidates[self._candidates["id"] == token]
        return bool((drawn["logit"] > -np.inf).any())
