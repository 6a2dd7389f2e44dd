"""The KV cache of an ONNX model: buffers that are allocated once and bound to the graph in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.inspect_onnx import OnnxFolder

Numbers = NDArray[Any]
NUMPY_TYPES: dict[str, type[np.floating[Any]]] = {"f32": np.float32, "f16": np.float16}


class KVCache(Protocol):
    """Keys and values of every layer, each of shape (1, heads, positions, size of a head)."""

    def attach(self, binding: Any) -> None:
        """Bind what stays as it is from step to step. To be called once for each binding."""
        ...

    def prepare(self, binding: Any, held: int, count: int) -> None:
        """Bind what a step from `held` positions to `count` more needs."""
        ...

    def commit(self, held: int) -> None:
        """The step is done and `held` positions are kept. Without this call the state before it stays."""
        ...

    def cut(self, held: int) -> None:
        """Forget all but the first `held` positions."""
        ...

    def views(self, held: int) -> list[Numbers]:
        """Keys and values in turn, layer by layer, of the first `held` positions; not copies."""
        ...

    def fill(self, arrays: Iterable[Numbers], held: int) -> None:
        """Take over what `views` gave; the shapes are the caller's to check."""
        ...


def make_cache(folder: OnnxFolder, length: int) -> KVCache:
    """Room for `length` positions. Memory is taken from the system as it is used."""
    return SharedCache(folder, length) if folder.ports.shares_cache else CopiedCache(folder, length)


class SharedCache:
    """For graphs whose attention appends to the buffer that it reads (GroupQueryAttention): nothing is ever copied."""

    def __init__(self, folder: OnnxFolder, length: int) -> None:
        kind = NUMPY_TYPES[folder.ports.kv_format]
        self._shape = (1, folder.kv_heads, length, folder.head_size)
        self._buffers = [np.zeros(self._shape, kind) for _ in range(2 * folder.ports.layers)]
        self._names = _names(folder)

    def attach(self, binding: Any) -> None:
        for (past, present), buffer in zip(self._names, self._buffers, strict=True):
            _bind(binding, past, present, buffer, self._shape, buffer, self._shape)

    def prepare(self, binding: Any, held: int, count: int) -> None:
        """Nothing changes: the attention mask tells the graph how much of the buffer is in use."""

    def commit(self, held: int) -> None:
        """What was written is where it belongs."""

    def cut(self, held: int) -> None:
        """What lies behind is not looked at."""

    def views(self, held: int) -> list[Numbers]:
        return [buffer[:, :, :held] for buffer in self._buffers]

    def fill(self, arrays: Iterable[Numbers], held: int) -> None:
        for buffer, array in zip(self._buffers, arrays, strict=True):
            buffer[:, :, :held] = array


class CopiedCache:
    """For graphs that put the new keys and values behind a copy of the old ones: two buffers for each take turns, so
    that the graph's own copy is the only one."""

    def __init__(self, folder: OnnxFolder, length: int) -> None:
        kind = NUMPY_TYPES[folder.ports.kv_format]
        self._heads, self._size = folder.kv_heads, folder.head_size
        room = self._heads * length * self._size
        self._now, self._next = ([np.zeros(room, kind) for _ in range(2 * folder.ports.layers)] for _ in range(2))
        self._names = _names(folder)
        self._held = 0

    def attach(self, binding: Any) -> None:
        """Nothing stays as it is."""

    def prepare(self, binding: Any, held: int, count: int) -> None:
        before, after = self._shape(held), self._shape(held + count)
        for (past, present), now, following in zip(self._names, self._now, self._next, strict=True):
            _bind(binding, past, present, now, before, following, after)

    def commit(self, held: int) -> None:
        self._now, self._next = self._next, self._now
        self._held = held

    def cut(self, held: int) -> None:
        """The heads lie one behind the other, so they move together."""
        if held == self._held:
            return
        if held:
            kept = self.views(held)
            for array, target in zip(kept, self._next, strict=True):
                self._view(target, held)[...] = array
            self._now, self._next = self._next, self._now
        self._held = held

    def views(self, held: int) -> list[Numbers]:
        return [self._view(buffer, self._held)[:, :, :held] for buffer in self._now]

    def fill(self, arrays: Iterable[Numbers], held: int) -> None:
        for buffer, array in zip(self._now, arrays, strict=True):
            self._view(buffer, held)[...] = array
        self._held = held

    def _shape(self, held: int) -> tuple[int, int, int, int]:
        return 1, self._heads, held, self._size

    def _view(self, buffer: Numbers, held: int) -> Numbers:
        return buffer[: self._heads * held * self._size].reshape(self._shape(held))


def _names(folder: OnnxFolder) -> list[tuple[str, str]]:
    """(input, output) of the graph for each buffer."""
    ports = folder.ports
    return [pair for layer in range(ports.layers) for pair in zip(ports.past(layer), ports.present(layer), strict=True)]


def _bind(
    binding: Any,
    past: str,
    present: str,
    source: Numbers,
    source_shape: Sequence[int],
    target: Numbers,
    target_shape: Sequence[int],
) -> None:
    kind = source.dtype.type
    binding.bind_input(past, "cpu", 0, kind, source_shape, source.ctypes.data)
    binding.bind_output(present, "cpu", 0, kind, target_shape, target.ctypes.data)
