"""Reads safetensors files within bounds: eight bytes of length, a JSON header, and the tensors without a gap.

Nothing in the file is believed. The format's own rules (no holes, no overlaps, one tensor after another up to the end
of the file) are all checked, because what breaks them was not written by the library.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from io import FileIO
from typing import cast

from models.adapters.weights import Floats, finite, read_exactly, widened
from models.gguf_reader import BadHeader
from models.ordinary_file import shown_text
from models.sizes import megabytes

MAX_HEADER_BYTES = 8 * 2**20
"""An adapter for every linear layer of 100 layers takes some 200 KB."""

_MAX_NAME = 512
_MAX_LENGTH = 2**40
_KINDS = {"F32": 4, "F16": 2, "BF16": 2}
"""Bytes of a number, by the name of its type."""


@dataclass(frozen=True)
class StoredTensor:
    name: str
    kind: str
    """F32, F16 or BF16."""
    shape: tuple[int, ...]
    """Outermost dimension first."""
    offset: int
    """From the start of the file, in bytes."""
    bytes: int


def read_safetensors_header(file: FileIO) -> Mapping[str, StoredTensor]:
    """The tensors of an open file, by name. Raises BadHeader, or OSError."""
    size = os.fstat(file.fileno()).st_size
    if size < 8:
        raise BadHeader("ends too early: it holds no header", "The download did not finish; download it again.")
    file.seek(0)
    length = int.from_bytes(read_exactly(file, 8), "little")
    if length > MAX_HEADER_BYTES:
        raise BadHeader(f"is no adapter or damaged: it claims a header of {length:,} bytes")
    if 8 + length > size:
        raise BadHeader(
            "ends too early: its header is not all there", "The download did not finish; download it again."
        )
    entries = _parsed(read_exactly(file, length))
    entries.pop("__metadata__", None)
    tensors = [_tensor(name, entry, 8 + length) for name, entry in entries.items()]
    _check_places(tensors, 8 + length, size)
    return {tensor.name: tensor for tensor in tensors}


def read_tensor(file: FileIO, tensor: StoredTensor) -> Floats:
    """The numbers of a tensor as float32. Raises BadHeader where one is not finite, or OSError."""
    file.seek(tensor.offset)
    numbers = widened(read_exactly(file, tensor.bytes), tensor.kind)
    finite(numbers, shown_text(tensor.name))
    return numbers.reshape(tensor.shape)


def _parsed(header: bytes) -> dict[str, object]:
    try:
        entries = json.loads(header, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError):
        raise BadHeader("is damaged: its header cannot be read") from None
    if not isinstance(entries, dict):
        raise BadHeader("is damaged: its header is no list of tensors")
    return cast(dict[str, object], entries)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        raise ValueError("a name is there twice")
    return entries


def _tensor(name: str, entry: object, data_start: int) -> StoredTensor:
    bad = BadHeader(f"is damaged: its tensor {shown_text(name)} is not described properly")
    if not isinstance(entry, dict) or not 0 < len(name) <= _MAX_NAME or not name.isprintable():
        raise bad
    described = cast(dict[str, object], entry)
    kind, shape, place = described.get("dtype"), described.get("shape"), described.get("data_offsets")
    if not isinstance(kind, str):
        raise bad
    if kind not in _KINDS:
        raise BadHeader(
            f"stores its tensor {shown_text(name)} as {shown_text(kind)}",
            "Save the adapter again with its numbers as float32, float16 or bfloat16.",
        )
    lengths, offsets = _whole_numbers(shape, 8), _whole_numbers(place, 2)
    if lengths is None or offsets is None or len(offsets) != 2 or 0 in lengths:
        raise bad
    size = math.prod(lengths) * _KINDS[kind]
    if offsets[1] - offsets[0] != size:
        raise BadHeader(f"is damaged: its tensor {shown_text(name)} has another size than its shape says")
    return StoredTensor(name, kind, lengths, data_start + offsets[0], size)


def _whole_numbers(value: object, most: int) -> tuple[int, ...] | None:
    if not isinstance(value, list) or len(cast(list[object], value)) > most:
        return None
    numbers = cast(list[object], value)
    if not all(type(number) is int and 0 <= number <= _MAX_LENGTH for number in numbers):
        return None
    return tuple(cast(list[int], numbers))


def _check_places(tensors: list[StoredTensor], data_start: int, size: int) -> None:
    end = data_start
    for tensor in sorted(tensors, key=lambda tensor: tensor.offset):
        if tensor.offset != end:
            raise BadHeader(f"is damaged: its tensor {shown_text(tensor.name)} is not where it should be")
        end += tensor.bytes
    if end > size:
        raise BadHeader(
            f"ends too early: {megabytes(size)} of {megabytes(end)} MB are there",
            "The download did not finish; download it again.",
        )
    if end < size:
        raise BadHeader("is damaged: there is more in it than its header speaks of")
