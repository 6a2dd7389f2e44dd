"""Writes GGUF files: metadata as `gguf_reader` gives it, and tensors whose data comes one after another."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, SupportsFloat, SupportsIndex, cast

import numpy as np
from numpy.typing import NDArray

from models.gguf_format import DEFAULT_ALIGNMENT, MAGIC, STRUCT_CODES, TENSOR_TYPES, ValueType
from models.gguf_reader import Array, Value

_VERSION = 3
_TYPE_NUMBERS = {kind.name: number for number, kind in TENSOR_TYPES.items()}


@dataclass(frozen=True)
class TensorPlan:
    """A tensor to write."""

    name: str
    shape: tuple[int, ...]
    """Innermost dimension first, as ggml counts."""
    type: str
    """Name of a ggml type: F32, F16, Q8_0, ..."""

    @property
    def bytes(self) -> int:
        kind = TENSOR_TYPES[_TYPE_NUMBERS[self.type]]
        return math.prod(self.shape) // kind.block * kind.block_bytes


def text(content: str) -> Value:
    return Value(ValueType.STRING, content.encode())


def whole(number: int) -> Value:
    return Value(ValueType.UINT32, number)


def real(number: float) -> Value:
    return Value(ValueType.FLOAT32, number)


def texts(contents: Iterable[str]) -> Value:
    strings = tuple(content.encode() for content in contents)
    return Value(ValueType.ARRAY, Array(ValueType.STRING, len(strings), strings=strings))


def wholes(numbers: Iterable[int]) -> Value:
    numbers = tuple(numbers)
    return Value(ValueType.ARRAY, Array(ValueType.UINT32, len(numbers), numbers=numbers))


def plan_for(name: str, array: NDArray[np.float16] | NDArray[np.float32]) -> TensorPlan:
    """The plan of an array of float16 or float32 numbers, in numpy's order of dimensions."""
    return TensorPlan(name, array.shape[::-1], "F16" if array.dtype == np.float16 else "F32")


def data_of(array: NDArray[np.float16] | NDArray[np.float32]) -> bytes:
    """The bytes of an array as GGUF stores them: rows one after another, little-endian."""
    return array.astype("<f2" if array.dtype == np.float16 else "<f4", copy=False).tobytes()


def encode_header(
    metadata: Mapping[str, Value | bytes], tensors: Sequence[TensorPlan], alignment: int = DEFAULT_ALIGNMENT
) -> bytes:
    """Everything before the tensors' data, padded to where the data starts. A value given as bytes is encoded already.

    Another alignment than 32 must stand in the metadata as well (`general.alignment`). Raises ValueError for an array
    whose elements were not kept when it was read.
    """
    parts = [MAGIC, struct.pack("<IQQ", _VERSION, len(tensors), len(metadata))]
    for key, value in metadata.items():
        parts += [encode_text(key), value if isinstance(value, bytes) else encode_value(value)]
    offset = 0
    for tensor in tensors:
        parts.append(encode_text(tensor.name))
        parts.append(struct.pack(f"<I{len(tensor.shape)}Q", len(tensor.shape), *tensor.shape))
        parts.append(struct.pack("<IQ", _TYPE_NUMBERS[tensor.type], offset))
        offset += tensor.bytes + -tensor.bytes % alignment
    header = b"".join(parts)
    return header + bytes(-len(header) % alignment)


def write_gguf(
    file: BinaryIO,
    metadata: Mapping[str, Value],
    tensors: Sequence[TensorPlan],
    data: Iterable[bytes | memoryview],
    alignment: int = DEFAULT_ALIGNMENT,
) -> None:
    """Write a whole file. `data` gives the bytes of each tensor in their order and may make them as it is asked.

    Raises ValueError where there are more or fewer bytes than planned, and OSError.
    """
    file.write(encode_header(metadata, tensors, alignment))
    for tensor, content in zip(tensors, data, strict=True):
        size = memoryview(content).nbytes
        if size != tensor.bytes:
            raise ValueError(f"{tensor.name} has {size} bytes, not {tensor.bytes}")
        file.write(content)
        file.write(bytes(-size % alignment))


def encode_text(content: str | bytes) -> bytes:
    raw = content.encode() if isinstance(content, str) else content
    return struct.pack("<Q", len(raw)) + raw


def encode_value(value: Value) -> bytes:
    """A value with the number of its type before it."""
    content = value.content
    if not isinstance(content, Array):
        return struct.pack("<I", value.type) + encode_content(value.type, content)
    items = content.strings or content.numbers
    if len(items) != content.length:
        raise ValueError(f"{len(items)} of the {content.length} elements of an array are there")
    head = struct.pack("<IIQ", ValueType.ARRAY, content.element_type, content.length)
    return head + b"".join(encode_content(content.element_type, item) for item in items)


def encode_content(kind: ValueType, content: object) -> bytes:
    """One string or number without the number of its type."""
    if kind is ValueType.STRING:
        return encode_text(cast(str | bytes, content))
    return struct.pack("<" + STRUCT_CODES[kind], cast(SupportsIndex | SupportsFloat, content))
