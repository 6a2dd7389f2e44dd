"""Reads the numbers of an adapter file, and refuses those that are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.adapters.header import AdapterHeader
from models.adapters.inspect import header_of, open_adapter
from models.gguf_reader import BadHeader, TensorInfo
from models.ordinary_file import naming

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Pair:
    """The change of one tensor: its rows become W + scale * strength * B A."""

    a: Floats
    """(rank, inputs), or (experts, rank, inputs)."""
    b: Floats
    """(outputs, rank), or (experts, outputs, rank). Rows in the order of the GGUF model: see `rows`."""

    @property
    def rank(self) -> int:
        return self.a.shape[-2]


@dataclass(frozen=True)
class AdapterWeights:
    header: AdapterHeader
    pairs: Mapping[str, Pair]
    """By the name of the model's tensor. `header.strength(pair.rank)` is to be multiplied in by who applies them."""
    directions: Mapping[int, Floats]
    """Of a control vector, by layer: (width,)."""


def read_weights(path: Path) -> AdapterWeights:
    """All numbers of the adapter at `path`, as float32.

    Raises EngineError as `inspect_adapter` does, and with MODEL_INVALID for numbers that are not finite: one of them
    turns every answer into nonsense.
    """
    with open_adapter(path) as file:
        header = header_of(file, path)
        with naming(path):
            pairs = {
                pair.tensor: Pair(
                    _matrix(file, pair.a, pair.experts, (pair.rank, pair.inputs)),
                    _matrix(file, pair.b, pair.experts, (pair.outputs, pair.rank)),
                )
                for pair in header.pairs
            }
            directions = {direction.layer: _numbers(file, direction.tensor) for direction in header.directions}
    return AdapterWeights(header, pairs, directions)


def check_numbers(file: FileIO, header: AdapterHeader) -> None:
    """Look at all numbers of an open adapter, one tensor after another. Raises EngineError as `read_weights` does."""
    with naming(header.path):
        for tensor in header.infos:
            _numbers(file, tensor)


def finite(array: NDArray[np.float16] | Floats, name: str) -> None:
    """Raises BadHeader where `array` holds an infinity or what is no number."""
    if not np.isfinite(array).all():
        raise BadHeader(
            f"is broken: {name} holds numbers that are not finite",
            "It was not trained or saved properly; choose another version of it.",
        )


def widened(raw: bytes, kind: str) -> Floats:
    """Numbers stored as F32, F16, BF16 or Q8_0, as float32. Always a new array."""
    match kind:
        case "F32":
            return np.frombuffer(raw, "<f4").astype(np.float32)
        case "F16":
            return np.frombuffer(raw, "<f2").astype(np.float32)
        case "BF16":
            return (np.frombuffer(raw, "<u2").astype(np.uint32) << 16).view(np.float32)
        case "Q8_0":
            blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("values", "i1", 32)]))
            return (blocks["scale"].astype(np.float32)[:, None] * blocks["values"]).reshape(-1)
        case _:
            raise ValueError(f"numbers stored as {kind} are not read here")


def _matrix(file: FileIO, tensor: TensorInfo, experts: int, shape: tuple[int, int]) -> Floats:
    return _numbers(file, tensor).reshape((experts, *shape) if experts else shape)


def _numbers(file: FileIO, tensor: TensorInfo) -> Floats:
    file.seek(tensor.offset)
    raw = read_exactly(file, tensor.bytes)
    numbers = widened(raw, tensor.type.name)
    finite(numbers, tensor.name)
    return numbers


def read_exactly(file: FileIO, size: int) -> bytes:
    """`size` bytes from where `file` stands. Raises BadHeader where it has become shorter meanwhile."""
    parts: list[bytes] = []
    while size:
        part = file.read(min(size, 2**30))
        if not part:
            raise BadHeader("has become shorter while it was read", "Choose it again when it is complete.")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
