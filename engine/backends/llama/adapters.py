"""Adapters on a llama.cpp context: low-rank ones that the library applies, control vectors that are summed up here."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.backends.base import Floats
from engine.backends.llama.lora_image import NativeLora, Numbers, put_lora
from engine.backends.llama.native import NativeLog, lib
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterInfo
from models.adapters.base import BaseDescription
from models.adapters.header import AdapterHeader
from models.adapters.merge import stack
from models.adapters.weights import Pair

_MOST_STACKS = 4
"""Stacks that are kept when others act: going back to one costs nothing then."""


@dataclass(frozen=True, eq=False)
class LowRank:
    """A LoRA, in the library's memory and in ours. Implements `engine.backends.base.LoadedAdapter`."""

    info: AdapterInfo
    header: AdapterHeader
    native: NativeLora
    matrices: Mapping[str, tuple[Numbers, Numbers]]
    """A and B by tensor, to make stacks of: the library gives nothing back."""

    @property
    def invocation(self) -> tuple[int, ...]:
        return self.header.invocation

    def close(self) -> None:
        self.native.free()

    def pair(self, tensor: str) -> Pair:
        a, b = self.matrices[tensor]
        return Pair(a.astype(np.float32, copy=False), b.astype(np.float32, copy=False))


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


Uses = Sequence[tuple[LowRank | ControlVector, float]]


class ActiveAdapters:
    """The adapter set of one context.

    Of LoRA adapters the library gets one at the most. Several are stacked into one first, exactly (see
    `models.adapters.merge`): each by itself costs as much again, in some architectures the library ends the process for
    want of room in its graph, and it adds them up in the order of their addresses. Measured on the starter model with
    one thread, four of rank 8 on all linear layers: prompts were read at 0.65 of the speed without adapters, tokens
    drawn at 0.61; as one 0.93 and 0.73.
    """

    def __init__(self, model: Any, context: Any, base: BaseDescription, log: NativeLog) -> None:
        self._model = model
        self._context = context
        self._base = base
        self._log = log
        self._stacks: dict[frozenset[tuple[str, float]], NativeLora] = {}  # used least recently first
        self._vector: Floats | None = None

    def replace(self, adapters: Uses) -> None:
        """Have exactly these act, with their scales, from the next evaluation on. Raises EngineError, and leaves those
        before then."""
        # Sums of floats depend on the order of the parts: that of the fingerprints is everybody's.
        used = [use for use in sorted(_added_up(adapters), key=lambda use: use[0].info.fingerprint) if use[1]]
        vectors = [scale * adapter.directions for adapter, scale in used if isinstance(adapter, ControlVector)]
        native, scale = self._as_one([(adapter, scale) for adapter, scale in used if isinstance(adapter, LowRank)])
        self._set_vector(np.stack(vectors).sum(axis=0) if vectors else None)
        self._set_lora(native, scale)
        while len(self._stacks) > _MOST_STACKS:  # the one that acts is the last of them
            self._stacks.pop(next(iter(self._stacks))).free()

    def _as_one(self, adapters: Sequence[tuple[LowRank, float]]) -> tuple[NativeLora | None, float]:
        """What the library is given for these, and its scale."""
        if not adapters:
            return None, 0.0
        if len(adapters) == 1:
            return adapters[0][0].native, adapters[0][1]
        key = frozenset((adapter.info.fingerprint, scale) for adapter, scale in adapters)
        native = self._stacks.pop(key, None) or self._stack(adapters)
        self._stacks[key] = native
        return native, 1.0

    def _stack(self, adapters: Sequence[tuple[LowRank, float]]) -> NativeLora:
        parts: dict[str, list[tuple[Pair, float]]] = {}
        for adapter, scale in adapters:
            for tensor in adapter.matrices:
                pair = adapter.pair(tensor)
                parts.setdefault(tensor, []).append((pair, scale * adapter.header.strength(pair.rank)))
        pairs = {tensor: stack(of) for tensor, of in parts.items()}
        return put_lora(pairs, 0.0, self._base.architecture, self._model, self._log)

    def _set_lora(self, native: NativeLora | None, scale: float) -> None:
        """The library plans its graph anew where this is not what it has already."""
        if native is None:
            lib.llama_set_adapters_lora(self._context, None, 0, None)
            return
        handles = (lib.llama_adapter_lora_p_ctypes * 1)(native.handle)
        lib.llama_set_adapters_lora(self._context, handles, 1, (ctypes.c_float * 1)(scale))

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


def _added_up(uses: Uses) -> Uses:
    """One use for each adapter: what is named twice acts with the sum of its scales."""
    sums: dict[str, tuple[LowRank | ControlVector, float]] = {}
    for adapter, scale in uses:
        _, before = sums.get(adapter.info.fingerprint, (adapter, 0.0))
        sums[adapter.info.fingerprint] = adapter, before + scale
    return tuple(sums.values())
