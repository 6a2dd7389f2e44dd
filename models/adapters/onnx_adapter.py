"""Reads a LoRA as ONNX Runtime keeps it: an .onnx_adapter file, a flatbuffer of named tensors.

The schema (onnxruntime/lora/adapter_format/adapter_schema.fbs) in short: Adapter {format_version, adapter_version,
model_version: int; parameters: [Parameter]} and Parameter {name: string; dims: [int64]; data_type: int;
raw_data: [uint8]}. Names are those of a graph's inputs. Those of two makers are understood: Olive's, as in
model.layers.0.self_attn.q_proj.lora_A.weight, and those of onnxruntime-genai's builder, as in
model.layers.0.attn.q_proj.lora_A.MatMul.weight. Both store A and B transposed and have alpha / r in B already.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from engine.errors import ErrorKind
from models.adapters.source import ModulePair, SourceInfo
from models.adapters.weights import Floats, finite, read_exactly, widened
from models.gguf_reader import BadHeader
from models.ordinary_file import naming, open_ordinary, shown_text

MAX_PARAMETERS = 65_536
FORMAT_VERSION = 1
_MAX_NAME = 512
_MAX_LENGTH = 2**40
_KINDS = {1: ("F32", 4), 10: ("F16", 2), 16: ("BF16", 2)}
"""Name and bytes of the number types, by ONNX's TensorProto.DataType."""

_PARAMETER = re.compile(r"(?P<module>.+)\.lora_(?P<part>[AB])(?:\.MatMul)?\.weight")
_ATTENTION = re.compile(r"(?<=\d)\.attn\.")


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str
    shape: tuple[int, ...]
    offset: int
    """From the start of the file, in bytes."""
    bytes: int


class OnnxAdapterSource:
    """An open .onnx_adapter file."""

    def __init__(self, file: FileIO, path: Path, halves: Mapping[str, Mapping[str, Parameter]]) -> None:
        self._file = file
        self._path = path
        self._halves = halves
        self.pairs = tuple(_pair(module, parts) for module, parts in halves.items())
        self.info = SourceInfo(
            name=shown_text(path.stem),
            description="",
            license="",
            base="",
            tags=(),
            # B holds alpha / r, which amounts to an alpha of r.
            alpha=float(max(pair.rank for pair in self.pairs)),
            invocation=(),
            bytes=os.fstat(file.fileno()).st_size,
        )

    def load(self, pair: ModulePair) -> tuple[Floats, Floats]:
        halves = self._halves[pair.module]
        with naming(self._path):
            return self._read(halves["A"]).T, self._read(halves["B"]).T

    def _read(self, parameter: Parameter) -> Floats:
        self._file.seek(parameter.offset)
        numbers = widened(read_exactly(self._file, parameter.bytes), parameter.kind)
        finite(numbers, shown_text(parameter.name))
        return numbers.reshape(parameter.shape)


@contextmanager
def open_onnx_adapter(source: Path) -> Generator[OnnxAdapterSource]:
    """The adapter at `source`. Raises EngineError: MODEL_NOT_FOUND, MODEL_INVALID for what is damaged, UNSUPPORTED for
    what is no LoRA with plain numbers."""
    with open_ordinary(source, "adapter file", "the adapter") as file:
        with naming(source):
            opened = OnnxAdapterSource(file, source, _halves(read_parameters(file)))
        yield opened


def read_parameters(file: FileIO) -> tuple[Parameter, ...]:
    """What an open file holds. Raises BadHeader, or OSError."""
    buffer = _Flatbuffer(file)
    root = buffer.reference(0)
    if buffer.number(buffer.field(root, 0), 4) != FORMAT_VERSION:
        raise BadHeader(
            "is in a version of ONNX Runtime's format that is not known here",
            "Save it again with a current ONNX Runtime.",
            ErrorKind.UNSUPPORTED,
        )
    parameters = tuple(_parameter(buffer, table) for table in buffer.tables(buffer.field(root, 3)))
    # Flatbuffers may share data. A small file that claims much is no adapter but an attack on the memory.
    if sum(parameter.bytes for parameter in parameters) > buffer.size:
        raise BadHeader("is damaged: its tensors lie on top of each other")
    return parameters


class _Flatbuffer:
    """Follows references within the file, never beyond it. A place of 0 stands for a field that is not there."""

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self.size = os.fstat(file.fileno()).st_size

    def number(self, place: int, width: int, *, signed: bool = False) -> int:
        """0 for a field that is not there, as the format has it."""
        return int.from_bytes(self.take(place, width), "little", signed=signed) if place else 0

    def take(self, place: int, length: int) -> bytes:
        if place < 0 or place + length > self.size:
            raise BadHeader("is damaged: it points beyond its own end")
        self._file.seek(place)
        return read_exactly(self._file, length)

    def reference(self, place: int) -> int:
        offset = int.from_bytes(self.take(place, 4), "little")
        if not offset:
            raise BadHeader("is damaged: it points at itself")
        return place + offset

    def field(self, table: int, number: int) -> int:
        """Where field `number` of a table lies; 0 where it is not there."""
        directory = table - int.from_bytes(self.take(table, 4), "little", signed=True)
        if directory <= 0:
            raise BadHeader("is damaged: it points beyond its own end")
        if 4 + 2 * number + 2 > self.number(directory, 2):
            return 0
        offset = self.number(directory + 4 + 2 * number, 2)
        return table + offset if offset else 0

    def vector(self, place: int, width: int, most: int) -> tuple[int, int]:
        """Where the elements of a vector start, and how many there are; (0, 0) where it is not there."""
        if not place:
            return 0, 0
        start = self.reference(place)
        count = self.number(start, 4)
        if count > most or start + 4 + count * width > self.size:
            raise BadHeader(f"is damaged: it claims a list of {count:,} elements")
        return start + 4, count

    def tables(self, place: int) -> list[int]:
        start, count = self.vector(place, 4, MAX_PARAMETERS)
        return [self.reference(start + 4 * index) for index in range(count)]


def _parameter(buffer: _Flatbuffer, table: int) -> Parameter:
    start, length = buffer.vector(buffer.field(table, 0), 1, _MAX_NAME)
    name = buffer.take(start, length).decode("ascii", errors="replace")
    if not name or not name.isascii() or not name.isprintable():
        raise BadHeader("is damaged: one of its tensors has no readable name")
    start, count = buffer.vector(buffer.field(table, 1), 8, 8)
    shape = tuple(buffer.number(start + 8 * index, 8, signed=True) for index in range(count))
    number = buffer.number(buffer.field(table, 2), 4)
    if number not in _KINDS or ".quant." in name or "weight_" in name:
        raise BadHeader(
            f"stores its tensor {shown_text(name)} in a format that is not read here",
            "Save the adapter again with plain numbers (float32 or float16), without quantization.",
            ErrorKind.UNSUPPORTED,
        )
    kind, width = _KINDS[number]
    offset, size = buffer.vector(buffer.field(table, 3), 1, buffer.size)
    if not all(1 <= length <= _MAX_LENGTH for length in shape) or math.prod(shape) * width != size:
        raise BadHeader(f"is damaged: its tensor {shown_text(name)} has another size than its shape says")
    return Parameter(name, kind, shape, offset, size)


def _halves(parameters: tuple[Parameter, ...]) -> Mapping[str, Mapping[str, Parameter]]:
    halves: dict[str, dict[str, Parameter]] = {}
    for parameter in parameters:
        named = _PARAMETER.fullmatch(parameter.name)
        if named is None or ".lora_" in named["module"]:
            raise BadHeader(
                f"holds {shown_text(parameter.name)}, which is no LoRA of a layer that is known here",
                "Import the adapter that it was made from: the PEFT folder.",
                ErrorKind.UNSUPPORTED,
            )
        module = _ATTENTION.sub(".self_attn.", named["module"], count=1)
        parts = halves.setdefault(module, {})
        if named["part"] in parts:
            raise BadHeader(f"is damaged: {shown_text(module)} is there twice")
        parts[named["part"]] = parameter
    if not halves:
        raise BadHeader("is empty: it changes no layer of a model")
    return halves


def _pair(module: str, parts: Mapping[str, Parameter]) -> ModulePair:
    if len(parts) != 2:
        raise BadHeader(f"is damaged: for {shown_text(module)} it holds one of two matrices")
    a, b = parts["A"].shape, parts["B"].shape
    if len(a) != 2 or len(b) != 2 or a[1] != b[0]:
        raise BadHeader(f"is damaged: its two matrices for {shown_text(module)} do not fit together")
    return ModulePair(module, a[0], b[1], a[1], strength=1.0)
