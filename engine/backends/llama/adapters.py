"""Adapters on a llama.cpp context: low-rank ones that the library applies, control vectors that are summed up here."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.backends.base import Floats
from engine.backends.llama.native import lib
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterInfo
from models.adapters.base import BaseDescription

_FIXED_GRAPHS = frozenset(
    (
        *("qwen3next", "qwen35", "qwen35moe", "qwen4exp", "kimi-linear", "kimi-k3", "bailingmoe3", "deepseek4"),
        *("nanbeige", "minimax-01", "minimax-m3", "hy_v4", "glm5-next", "hrm_text"),
    )
)
"""Architectures in whose graph the library leaves no room for the operations of adapters (llama-context.cpp,
`graph_max_nodes`): one fits into what is spare, with more of them it would end the process."""


class LowRank:
    """A LoRA in the library's memory. Implements `engine.backends.base.LoadedAdapter`."""

    def __init__(self, handle: Any, info: AdapterInfo, invocation: tuple[int, ...]) -> None:
        """Owns `handle`, a `llama_adapter_lora`."""
        self.handle = handle
        self._info = info
        self._invocation = invocation

    @property
    def info(self) -> AdapterInfo:
        return self._info

    @property
    def invocation(self) -> tuple[int, ...]:
        return self._invocation

    def close(self) -> None:
        if self.handle is not None:
            lib.llama_adapter_lora_free(self.handle)
            self.handle = None


@dataclass(frozen=True, eq=False)
class ControlVector:
    """Directions that are added to the hidden state. Implements `engine.backends.base.LoadedAdapter`."""

    info: AdapterInfo
    directions: Floats
    """Shape (layers - 1, hidden size): of every layer but the first, which has none; zeros where the file has none."""

    @property
    def invocation(self) -> tuple[int, ...]:
        return ()

    def close(self) -> None:
        """Its numbers are Python's."""


class ActiveAdapters:
    """The adapter set of one context: hands the library what has changed of it, and nothing else, since it plans its
    graph anew for everything that it is handed."""

    def __init__(self, context: Any, base: BaseDescription) -> None:
        self._context = context
        self._base = base
        self._vector: Floats | None = None

    def replace(self, adapters: Sequence[tuple[LowRank | ControlVector, float]]) -> None:
        """Have exactly these act, with their scales, from the next evaluation on. Raises EngineError, and leaves those
        before then."""
        # The library adds up in the order of a hash table; the same order of insertion makes that order the same.
        used = sorted((use for use in adapters if use[1] != 0), key=lambda use: use[0].info.fingerprint)
        low_rank: dict[LowRank, float] = {}
        for adapter, scale in used:
            if isinstance(adapter, LowRank):  # of one that is named twice the library would take the first scale alone
                low_rank[adapter] = low_rank.get(adapter, 0.0) + scale
        if len(low_rank) > 1 and self._base.architecture in _FIXED_GRAPHS:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"Models of the {self._base.architecture} family take one adapter at a time. "
                "Switch the others off, or merge them into one.",
            )
        vectors = [scale * adapter.directions for adapter, scale in used if isinstance(adapter, ControlVector)]
        self._set_vector(np.stack(vectors).sum(axis=0) if vectors else None)
        self._set_low_rank(low_rank)

    def _set_low_rank(self, adapters: Mapping[LowRank, float]) -> None:
        if not adapters:
            lib.llama_set_adapters_lora(self._context, None, 0, None)
            return
        count = len(adapters)
        handles = (lib.llama_adapter_lora_p_ctypes * count)(*(adapter.handle for adapter in adapters))
        scales = (ctypes.c_float * count)(*adapters.values())
        lib.llama_set_adapters_lora(self._context, handles, count, scales)

    def _set_vector(self, vector: Floats | None) -> None:
        before = self._vector
        if vector is None and before is None:
            return
        if vector is not None and before is not None and np.array_equal(vector, before):
            return
        data = None
        if vector is not None:
            vector = np.ascontiguousarray(vector, np.float32)
            data = vector.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        size = 0 if vector is None else vector.size
        if lib.llama_set_adapter_cvec(self._context, data, size, self._base.width, 1, self._base.layers) != 0:
            raise EngineError(
                ErrorKind.OUT_OF_MEMORY,
                "There is not enough memory for the control vector. Close other programs and try again.",
            )
        self._vector = vector
