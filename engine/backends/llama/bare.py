"""The yardstick of the benchmark: the plainest loop over llama.cpp, in the same process, on the same context."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from engine.backends.llama.native import lib


def bare_prefill(context: Any, tokens: Sequence[int], batch_size: int) -> float:
    """Tokens a second of evaluating `tokens` into an empty cache."""
    array = (ctypes.c_int32 * len(tokens))(*tokens)
    lib.llama_memory_clear(lib.llama_get_memory(context), True)
    started = perf_counter()
    for start in range(0, len(tokens), batch_size):
        chunk = (ctypes.c_int32 * min(batch_size, len(tokens) - start)).from_buffer(array, 4 * start)
        _decode(context, chunk)
    lib.llama_synchronize(context)
    return len(tokens) / (perf_counter() - started)


def bare_decode(context: Any, prompt: Sequence[int], count: int) -> float:
    """Tokens a second of drawing `count` tokens, the likeliest each time, after `prompt`."""
    lib.llama_memory_clear(lib.llama_get_memory(context), True)
    sampler = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    lib.llama_sampler_chain_add(sampler, lib.llama_sampler_init_greedy())
    try:
        _decode(context, (ctypes.c_int32 * len(prompt))(*prompt))
        token = (ctypes.c_int32 * 1)()
        started = perf_counter()
        for _ in range(count):
            token[0] = lib.llama_sampler_sample(sampler, context, -1)
            _decode(context, token)
        lib.llama_synchronize(context)
        return count / (perf_counter() - started)
    finally:
        lib.llama_sampler_free(sampler)


def _decode(context: Any, tokens: Any) -> None:
    if lib.llama_decode(context, lib.llama_batch_get_one(tokens, len(tokens))) != 0:
        raise RuntimeError("llama_decode failed in the bare loop")
