"""Says when a model would answer faster stored in another number format, from what was measured."""

from __future__ import annotations

import platform
from dataclasses import dataclass

from models.gguf_format import TENSOR_TYPES
from models.gguf_header import GGUFHeader
from models.sizes import readable


@dataclass(frozen=True)
class Measured:
    """How a re-quantized model compares with the original; times faster or slower."""

    format: str
    reading: float
    """Prefill."""
    writing: float
    """Decode."""


MEASURED = {
    "Q4_1": Measured("Q8_0", reading=1.95, writing=1.02),
    "Q5_1": Measured("Q8_0", reading=2.13, writing=1.07),
}
"""Of benchmarks/results/formats.md, which also says why. Q4_0 and IQ4_NL are smaller and faster still, but making them
out of these formats costs quality; Q8_0 keeps it."""

QUANTIZABLE = {
    "Q8_0": "Q8_0",
    "Q6_K": "Q6_K",
    "Q5_K_M": "Q6_K",
    "Q5_K_S": "Q5_K",
    "Q5_1": "Q5_1",
    "Q5_0": "Q5_0",
    "Q4_K_M": "Q5_K",
    "Q4_K_S": "Q5_K",
    "Q4_1": "Q4_1",
    "Q4_0": "Q4_0",
    "IQ4_NL": "IQ4_NL",
    "Q3_K_M": "Q4_K",
    "F16": "F16",
    "BF16": "BF16",
}
"""Formats in which a model can be stored anew, and the tensor type that bounds the size of each from above."""

_FLOATS = frozenset({"F32", "F16", "BF16"})
_TABLE_TYPE = "Q8_0"
"""In which llama.cpp keeps at most the table of tokens, or the output, of a model that it stores in fewer bits."""

_PROCESSORS = ("x86_64", "AMD64")
"""Where this was measured; others have other fast paths."""


@dataclass(frozen=True)
class FormatAdvice:
    """A proposal to store a model in another format."""

    format: str
    reading: float
    """How many times faster the model would read prompts."""
    writing: float
    """The same for the words of an answer; below 1 is slower."""
    bytes: int
    """About how large the file would be."""
    message: str
    """For a person."""


def faster_format(header: GGUFHeader) -> FormatAdvice | None:
    """In which format the model would answer faster on this kind of processor, if most of it is stored in one that
    llama.cpp is slow with; else None."""
    stored = header.tensor_types[0].name
    measured = MEASURED.get(stored)
    if measured is None or platform.machine() not in _PROCESSORS:
        return None
    size = header.bytes + _growth(header, stored, measured.format)
    return FormatAdvice(
        measured.format,
        measured.reading,
        measured.writing,
        size,
        f"This model is stored as {stored}, which is slow on processors of this kind. Stored as {measured.format} it "
        f"would read prompts about {measured.reading:.0f} times as fast and lose no quality; the file would take "
        f"{readable(size)} instead of {readable(header.bytes)}.",
    )


def _growth(header: GGUFHeader, old: str, new: str) -> int:
    """Bytes that the tensors stored as `old` would take more as `new`."""
    target = next(kind for kind in TENSOR_TYPES.values() if kind.name == new)
    changed = [tensor for tensor in header.tensors if tensor.type.name == old]
    return sum(tensor.elements // target.block * target.block_bytes - tensor.bytes for tensor in changed)


def requantized_bytes(header: GGUFHeader, kind: str) -> int:
    """About how large the model's file would be in the format `kind` of `QUANTIZABLE`, from above."""
    types = {one.name: one for one in TENSOR_TYPES.values()}
    weights, table = types[QUANTIZABLE[kind]], types[_TABLE_TYPE]
    # Rows that do not divide into the blocks of a K format are stored in the next finer one.
    fallback = types["Q8_0" if kind in ("Q6_K", "Q5_K_M") else "Q5_1"]
    size = header.bytes - sum(tensor.bytes for tensor in header.tensors)
    for tensor in header.tensors:
        if len(tensor.shape) < 2:
            size += tensor.bytes
            continue
        target = weights if tensor.shape[0] % weights.block == 0 else fallback
        if tensor.name in ("token_embd.weight", "output.weight"):
            target = max(target, table, key=lambda one: one.block_bytes / one.block)
        size += tensor.elements * target.block_bytes // target.block
    return size


def is_quantized(header: GGUFHeader) -> bool:
    """Whether most of the model is stored in few bits already, so that to store it in other ones rounds it again."""
    return header.tensor_types[0].name not in _FLOATS
