"""llama.cpp's chain of samplers over any logits, whichever runtime has computed them."""

from __future__ import annotations

import ctypes
import math
import secrets
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.backends.llama.native import lib
from engine.errors import EngineError, ErrorKind
from engine.protocol import SamplingOptions

_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""`struct llama_token_data`."""

_RANDOM_SEED = 0xFFFFFFFF
"""llama.cpp takes this seed as a wish for a random one."""

_LONGEST_WINDOW = 1_000_000


class SamplerChain:
    """Logit bias, repeat penalty, top_k, top_p, min_p, temperature, draw; or greedy at temperature 0.

    Drawing does not accept: what was drawn counts for the repeat penalty only when `accept` says so.
    """

    def __init__(self, options: SamplingOptions, vocabulary_size: int) -> None:
        """Raises EngineError(UNSUPPORTED) for a value that no sampler is made for."""
        _check(options, vocabulary_size)
        self.pointer: Any = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        self._window = options.repeat_window
        self._penalties = _fill(self.pointer, options, vocabulary_size)

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        """See `Sampler.accept_prompt`."""
        if self._penalties:
            for token in tokens[-self._window :]:
                lib.llama_sampler_accept(self._penalties, token)

    def draw(self, candidates: NDArray[np.void]) -> int:
        """A token among the candidates, which are sorted and cut on the way; -1 where there is none."""
        array = as_array(candidates)
        lib.llama_sampler_apply(self.pointer, ctypes.byref(array))
        return array.data[array.selected].id if 0 <= array.selected < array.size else -1

    def accept(self, token: int) -> None:
        lib.llama_sampler_accept(self.pointer, token)

    def close(self) -> None:
        """Free the native samplers. Calling it again does nothing."""
        if self.pointer:
            lib.llama_sampler_free(self.pointer)
        self.pointer = self._penalties = None


def candidates_of(logits: Floats, first: int = 0) -> NDArray[np.void]:
    """The candidates for a native sampler: tokens from `first` on with their logits."""
    candidates = np.zeros(len(logits), _CANDIDATE)
    candidates["id"] = np.arange(first, first + len(logits), dtype=np.int32)
    candidates["logit"] = logits
    return candidates


def as_array(candidates: NDArray[np.void]) -> Any:
    """A `llama_token_data_array` over the candidates; valid as long as they are."""
    data = (lib.llama_token_data * len(candidates)).from_buffer(candidates)
    return lib.llama_token_data_array(data=data, size=len(candidates), selected=-1, sorted=False)


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
