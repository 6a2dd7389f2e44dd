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
