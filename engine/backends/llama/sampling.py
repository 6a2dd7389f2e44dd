"""Draws tokens with llama.cpp's own samplers."""

from __future__ import annotations

import ctypes
import math
import secrets
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.backends.llama.json_schema import grammar_of_schema
from engine.backends.llama.native import NativeLog, lib
from engine.backends.llama.sequence import LiveSequence
from engine.backends.llama.vocabulary import Vocabulary
from engine.errors import EngineError, ErrorKind
from engine.protocol import SamplingOptions

_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""`struct llama_token_data`."""

_RANDOM_SEED = 0xFFFFFFFF
"""llama.cpp takes this seed as a wish for a random one."""

_LONGEST_WINDOW = 1_000_000


class LlamaSampler:
    """A native chain: logit bias, repeat penalty, top_k, top_p, min_p, temperature, draw; or greedy at temperature 0.

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
        _check(options, vocabulary.size)
        self._sequence = sequence
        self._grammar = None if schema is None else _grammar(vocabulary, grammar_of_schema(schema), log)
        self._chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        self._window = options.repeat_window
        self._penalties = _fill(self._chain, options, vocabulary.size)

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        if self._penalties:
            for token in tokens[-self._window :]:
                lib.llama_sampler_accept(self._penalties, token)

    def sample(self) -> int:
        logits = self._sequence.logits()
        if self._grammar:
            return self._sample_allowed(logits)
        return lib.llama_sampler_sample(self._chain, self._sequence.context, -1)

    def close(self) -> None:
        """Free the native samplers. Calling it again does nothing."""
        for sampler in (self._chain, self._grammar):
            if sampler:
                lib.llama_sampler_free(sampler)
        self._chain = self._grammar = None

    def _sample_allowed(self, logits: Floats) -> int:
        token = self._draw(_candidates(logits))
        if not self._judge(_candidates(logits[token : token + 1], token))[0]:
            candidates = _candidates(logits)
            allowed = self._judge(candidates)
            token = self._draw(candidates) if allowed.any() else -1
            if token < 0 or not allowed[token]:
                raise EngineError(
                    ErrorKind.UNSUPPORTED,
                    "This model has no token that continues the answer as the JSON schema wants it. "
                    "Try a simpler schema or another model.",
                )
        lib.llama_sampler_accept(self._chain, token)
        lib.llama_sampler_accept(self._grammar, token)
        return token

    def _judge(self, candidates: NDArray[np.void]) -> NDArray[np.bool_]:
        """Let the grammar strike out candidates, in place; which ones are left."""
        lib.llama_sampler_apply(self._grammar, ctypes.byref(_as_array(candidates)))
        return candidates["logit"] > -np.inf

    def _draw(self, candidates: NDArray[np.void]) -> int:
        array = _as_array(candidates)
        lib.llama_sampler_apply(self._chain, ctypes.byref(array))
        return array.data[array.selected].id if 0 <= array.selected < array.size else -1


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


def _fill(chain: Any, options: SamplingOptions, vocabulary_size: int) -> Any:
    """Add the samplers that have an effect. Returns the one of the repeat penalty, or None."""
    penalties = None
    if options.logit_bias:
        biases = (lib.llama_logit_bias * len(options.logit_bias))(*options.logit_bias)
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_logit_bias(vocabulary_size, len(biases), biases))
    if options.repeat_penalty != 1 and options.repeat_window > 0:
        penalties = lib.llama_sampler_init_penalties(
            vocabulary_size, options.repeat_window, options.repeat_penalty, 0.0, 0.0
        )
        lib.llama_sampler_chain_add(chain, penalties)
    if options.temperature == 0:
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_greedy())
        return penalties
    if options.top_k > 0:
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_top_k(options.top_k))
    if options.top_p < 1:
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_top_p(options.top_p, 1))
    if options.min_p > 0:
        lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_min_p(options.min_p, 1))
    lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_temp(options.temperature))
    seed = secrets.randbelow(_RANDOM_SEED) if options.seed is None else options.seed % _RANDOM_SEED
    lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_dist(seed))
    return penalties


def _candidates(logits: Floats, first: int = 0) -> NDArray[np.void]:
    """The candidates for a native sampler: tokens from `first` on with their logits."""
    candidates = np.zeros(len(logits), _CANDIDATE)
    candidates["id"] = np.arange(first, first + len(logits), dtype=np.int32)
    candidates["logit"] = logits
    return candidates


def _as_array(candidates: NDArray[np.void]) -> Any:
    """A `llama_token_data_array` over the candidates; valid as long as they are."""
    data = (lib.llama_token_data * len(candidates)).from_buffer(candidates)
    return lib.llama_token_data_array(data=data, size=len(candidates), selected=-1, sorted=False)


def _check(options: SamplingOptions, vocabulary_size: int) -> None:
    """Raises EngineError(UNSUPPORTED) for a value that no sampler is made for."""
    wrong = [
        text
        for fits, text in (
            (math.isfinite(options.temperature) and options.temperature >= 0, "temperature must be 0 or more"),
            (0 <= options.top_k < 2**31, "top_k must be 0 or more"),
            (0 < options.top_p <= 1, "top_p must be above 0 and at most 1"),
            (0 <= options.min_p <= 1, "min_p must be from 0 to 1"),
            (0 < options.repeat_penalty < math.inf, "the repeat penalty must be above 0"),
            (0 <= options.repeat_window <= _LONGEST_WINDOW, f"the repeat window must be 0 to {_LONGEST_WINDOW}"),
            (
                all(0 <= token < vocabulary_size and not math.isnan(bias) for token, bias in options.logit_bias),
                f"logit bias takes tokens from 0 to {vocabulary_size - 1} and numbers",
            ),
        )
        if not fits
    ]
    if wrong:
        raise EngineError(ErrorKind.UNSUPPORTED, f"Change the sampling settings: {'; '.join(wrong)}.")
