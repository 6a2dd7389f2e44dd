"""Reads the header of a GGUF file within bounds: its metadata and the list of its tensors, never their data.

Nothing in the file is believed: every count, length and offset is checked against caps and against the size of the
file before it is used. What the numbers mean for a model is checked in `gguf_checks`.
"""

from __future__ import annotations

import math
import struct
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import RawIOBase
from itertools import accumulate

from engine.errors import ErrorKind
from models.gguf_format import (
    DEFAULT_ALIGNMENT,
    MAGIC,
    STRUCT_CODES,
    TENSOR_TYPES,
    VERSIONS,
    TensorType,
    ValueType,
)

# Far above every model that exists (a vocabulary of 262,144 tokens takes some 15 MB), far below what would hurt.
MAX_HEADER_BYTES = 128 * 2**20
MAX_VALUES = 4096
MAX_TENSORS = 65_536
MAX_ARRAY_LENGTH = 4 * 2**20
MAX_STRING_BYTES = 8 * 2**20
MAX_KEY_BYTES = 1024
MAX_NAME_BYTES = 63
MAX_DIMENSIONS = 4
MAX_ALIGNMENT = 2**20
MAX_SECONDS = 20.0
"""A file on a network drive may answer slowly or not at all."""

KEPT_NUMBERS = 4096
"""Longer arrays of numbers (scores and kinds of the vocabulary) are only measured: nobody needs their values."""

_CHUNK = 4 * 2**20
_LONGEST_INTEGER = 2**63 - 1


class BadHeader(Exception):
    """Why a file cannot be used. `reason` continues a sentence that starts with the file's name."""

    def __init__(
        self,
        reason: str,
        advice: str = "Download it again or choose another file.",
        kind: ErrorKind = ErrorKind.MODEL_INVALID,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
        self.kind = kind


@dataclass(frozen=True)
class Array:
    """An array of the metadata."""

    element_type: ValueType
    length: int
    numbers: tuple[int | float, ...] = ()
    """Of an array of at most KEPT_NUMBERS numbers, or one of bytes whose key was asked for; else empty."""
    strings: tuple[bytes, ...] = ()
    """Of an array of strings whose key was asked for; else empty."""


@dataclass(frozen=True)
class Value:
    type: ValueType
    content: int | float | bool | bytes | Array


@dataclass(frozen=True)
class TensorInfo:
    """Where a tensor lies and how it is stored."""

    name: str
    shape: tuple[int, ...]
    """Innermost dimension first, as ggml counts."""
    type: TensorType
    offset: int
    """From the start of the file, in bytes."""
    bytes: int

    @property
    def elements(self) -> int:
        return math.prod(self.shape)


@dataclass(frozen=True)
class RawHeader:
    version: int
    metadata: Mapping[str, Value]
    tensors: tuple[TensorInfo, ...]
    alignment: int
    data_start: int
    """Where the tensors' data begins, in bytes from the start of the file."""
    data_end: int
    """Where the last tensor ends: the file must be at least this long."""
    places: Mapping[str, slice]
    """Of each metadata value, its bytes in the file from the number of its type on: what a copy takes over as it is."""


def read_header(file: RawIOBase, file_bytes: int, keep: Collection[str] = ()) -> RawHeader:
    """The header at the start of `file`, which is `file_bytes` long.

    `keep` names the arrays of strings, or of bytes, whose elements are wanted. Raises BadHeader, or OSError when
    reading fails. The tensors' data may lie beyond the end of the file: that is for the caller to judge.
    """
    cursor = _Cursor(file, file_bytes)
    if cursor.take(4) != MAGIC:
        raise BadHeader("is not a GGUF file")
    version = cursor.number(ValueType.UINT32)
    if version not in VERSIONS:
        raise _unsupported_version(version)
    tensor_count = cursor.count(MAX_TENSORS, "tensors", least_bytes=24)
    value_count = cursor.count(MAX_VALUES, "metadata entries", least_bytes=13)

    metadata: dict[str, Value] = {}
    places: dict[str, slice] = {}
    for _ in range(value_count):
        key = cursor.name(MAX_KEY_BYTES, "metadata entry")
        if key in metadata:
            raise BadHeader(f"is damaged: the metadata entry {key} is there twice")
        start = cursor.position
        metadata[key] = cursor.value(key in keep)
        places[key] = slice(start, cursor.position)
    alignment = _alignment(metadata)

    declared = [_tensor_declaration(cursor) for _ in range(tensor_count)]
    names = {name for name, *_ in declared}
    if len(names) != tensor_count:
        raise BadHeader("is damaged: two of its tensors have the same name")
    data_start = _padded(cursor.position, alignment)
    tensors = _placed(declared, data_start, alignment)
    data_end = tensors[-1].offset + tensors[-1].bytes if tensors else data_start
    return RawHeader(version, metadata, tensors, alignment, data_start, data_end, places)


class _Cursor:
    """Walks over the start of a file, which it reads piece by piece."""

    def __init__(self, file: RawIOBase, file_bytes: int) -> None:
        self._file = file
        self._file_bytes = file_bytes
        self._deadline = time.monotonic() + MAX_SECONDS
        self._buffer = bytearray()
        self._elements = 0
        self.position = 0

    def take(self, length: int) -> bytes:
        start = self.position
        self._reach(start + length)
        self.position = start + length
        return bytes(self._buffer[start : self.position])

    def number(self, kind: ValueType) -> int:
        return self._numbers(kind, 1)[0]

    def count(self, most: int, what: str, least_bytes: int) -> int:
        """A number of things that follow, each of which takes at least `least_bytes`."""
        count = self.number(ValueType.UINT64)
        if count > most or count * least_bytes > self._file_bytes:
            raise BadHeader(f"is damaged: it claims {count:,} {what}")
        return count

    def string(self, most: int, what: str) -> bytes:
        length = self.number(ValueType.UINT64)
        if length > most:
            raise BadHeader(f"is damaged: it claims a {what} of {length:,} bytes")
        return self.take(length)

    def name(self, most: int, what: str) -> str:
        """A name as files carry it: visible ASCII. llama.cpp cuts names at a NUL, so two could become one."""
        raw = self.string(most, f"{what} with a name")
        name = raw.decode("ascii", errors="replace")
        if not raw or not name.isascii() or not name.isprintable():
            raise BadHeader(f"is damaged: a {what} has no readable name")
        return name

    def value(self, keep: bool) -> Value:
        kind = self._value_type()
        if kind is ValueType.STRING:
            return Value(kind, self.string(MAX_STRING_BYTES, "text"))
        if kind is ValueType.ARRAY:
            return Value(kind, self._array(keep))
        number = self._numbers(kind, 1)[0]
        return Value(kind, bool(number) if kind is ValueType.BOOL else number)

    def _value_type(self) -> ValueType:
        number = self.number(ValueType.UINT32)
        try:
            return ValueType(number)
        except ValueError:
            raise BadHeader(f"is damaged: its metadata has a value of the unknown type {number}") from None

    def _array(self, keep: bool) -> Array:
        kind = self._value_type()
        if kind is ValueType.ARRAY:
            raise BadHeader("is damaged: its metadata has an array of arrays")
        width = 8 if kind is ValueType.STRING else struct.calcsize(STRUCT_CODES[kind])
        length = self.count(MAX_ARRAY_LENGTH, "elements of one array", least_bytes=width)
        self._elements += length
        if self._elements > 2 * MAX_ARRAY_LENGTH:
            raise BadHeader("is damaged: its metadata is longer than that of any model")
        if kind is ValueType.STRING:
            return Array(kind, length, strings=tuple(self._strings(length, keep)))
        if length <= KEPT_NUMBERS or (keep and width == 1):
            return Array(kind, length, numbers=self._numbers(kind, length))
        self.take(length * width)
        return Array(kind, length)

    def _numbers(self, kind: ValueType, count: int) -> tuple[int, ...]:
        layout = f"<{count}{STRUCT_CODES[kind]}"
        start = self.position
        self._reach(start + struct.calcsize(layout))
        self.position = start + struct.calcsize(layout)
        return struct.unpack_from(layout, self._buffer, start)

    def _strings(self, count: int, keep: bool) -> list[bytes]:
        """Walks over `count` strings. The loop is bare, because a vocabulary has hundreds of thousands of them."""
        length_at = struct.Struct("<Q").unpack_from
        buffer, kept, position = self._buffer, list[bytes](), self.position
        for _ in range(count):
            start = position + 8
            if start > len(buffer):
                self._reach(start)
            (length,) = length_at(buffer, position)
            if length > MAX_STRING_BYTES:
                raise BadHeader(f"is damaged: it claims a text of {length:,} bytes")
            position = start + length
            if position > len(buffer):
                self._reach(position)
            if keep:
                kept.append(bytes(buffer[start:position]))
        self.position = position
        return kept

    def _reach(self, end: int) -> None:
        """Read on until the buffer holds the first `end` bytes of the file."""
        if end > MAX_HEADER_BYTES:
            raise BadHeader("is damaged: its header is longer than that of any model")
        while len(self._buffer) < end:
            if time.monotonic() > self._deadline:
                raise BadHeader(
                    f"could not be read within {MAX_SECONDS:.0f} seconds",
                    "Copy it to a drive of this computer and choose it there.",
                )
            chunk = self._file.read(_CHUNK)
            if not chunk:
                raise BadHeader(
                    f"ends too early: its {self._file_bytes:,} bytes do not even hold the description of the model",
                    "The download did not finish; download it again.",
                )
            self._buffer += chunk


_Declaration = tuple[str, tuple[int, ...], TensorType, int, int]
"""Name, shape, type, offset within the data, size in bytes."""


def _tensor_declaration(cursor: _Cursor) -> _Declaration:
    name = cursor.name(MAX_NAME_BYTES, "tensor")
    dimensions = cursor.number(ValueType.UINT32)
    if not 1 <= dimensions <= MAX_DIMENSIONS:
        raise BadHeader(f"is damaged: its tensor {name} has {dimensions} dimensions")
    shape = tuple(cursor.number(ValueType.UINT64) for _ in range(dimensions))
    if min(shape) < 1 or any(product > _LONGEST_INTEGER for product in accumulate(shape, int.__mul__)):
        raise BadHeader(f"is damaged: its tensor {name} has the impossible shape {shape}")
    number = cursor.number(ValueType.UINT32)
    kind = TENSOR_TYPES.get(number)
    if kind is None:
        raise BadHeader(
            f"stores its tensor {name} in format {number}, which this version does not know",
            "Choose another quantization of the model, for example Q4_K_M or Q8_0.",
            ErrorKind.UNSUPPORTED,
        )
    if shape[0] % kind.block:
        raise BadHeader(f"is damaged: rows of {shape[0]} numbers in its tensor {name} do not fit {kind.name}")
    return name, shape, kind, cursor.number(ValueType.UINT64), math.prod(shape) // kind.block * kind.block_bytes


def _placed(declared: list[_Declaration], data_start: int, alignment: int) -> tuple[TensorInfo, ...]:
    """The tensors at their places. They lie one after another, each padded to the alignment: llama.cpp insists."""
    tensors: list[TensorInfo] = []
    expected = 0
    for name, shape, kind, offset, size in declared:
        if offset != expected:
            raise BadHeader(f"is damaged: its tensor {name} is not where it should be")
        tensors.append(TensorInfo(name, shape, kind, data_start + offset, size))
        expected = _padded(expected + size, alignment)
    return tuple(tensors)


def _alignment(metadata: Mapping[str, Value]) -> int:
    value = metadata.get("general.alignment")
    if value is None:
        return DEFAULT_ALIGNMENT
    alignment = value.content
    if value.type is not ValueType.UINT32 or not isinstance(alignment, int):
        raise BadHeader("is damaged: its alignment is not a number")
    # Less than 32 would be legal in GGUF, but llama.cpp maps the tensors at their place in the file and aborts then.
    if not DEFAULT_ALIGNMENT <= alignment <= MAX_ALIGNMENT or alignment & (alignment - 1):
        raise BadHeader(f"is damaged: its data is aligned to {alignment:,} bytes")
    return alignment


def _padded(position: int, alignment: int) -> int:
    return -(-position // alignment) * alignment


def _unsupported_version(version: int) -> BadHeader:
    if version == 1:
        return BadHeader(
            "is in the first version of GGUF, which is no longer read",
            "Choose a newer file of the same model.",
            ErrorKind.UNSUPPORTED,
        )
    if version and not version & 0xFFFF:
        return BadHeader(
            "was made for big-endian computers",
            "Choose the ordinary (little-endian) file of the same model.",
            ErrorKind.UNSUPPORTED,
        )
    if 3 < version < 100:
        return BadHeader(
            f"is in version {version} of GGUF, which this version of Homespun does not know",
            "Update Homespun, or choose another file of the same model.",
            ErrorKind.UNSUPPORTED,
        )
    return BadHeader(f"is damaged: it claims version {version:,} of GGUF")
