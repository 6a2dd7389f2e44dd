"""Reads what an ONNX graph says about itself, defensively: inputs, outputs, operators and where its weights lie.

The message numbers are those of onnx.proto (ONNX 1.23). Neither the onnx package nor a runtime is involved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from engine.errors import ErrorKind
from models.gguf_reader import BadHeader
from models.onnx_wire import BYTES, Field, WireFile, signed
from models.ordinary_file import shown_text

MOST_FIELDS = 6_000_000
"""Of all messages together; a model of 10 billion parameters has some hundred thousand."""
MOST_NODES = 200_000
MOST_TENSORS = 200_000
MOST_DIMENSIONS = 8
DEEPEST = 6
"""Graphs within graphs."""
LONGEST_NAME = 4096
_MOST_VALUES = 20_000
_SHORT_LIST = 1024
"""Numbers of an attribute that are read; longer lists are data."""

DOMAINS = frozenset({"", "ai.onnx", "ai.onnx.ml", "com.microsoft"})
"""Whose operators ONNX Runtime brings along. Others are libraries that would have to be loaded: never."""

_REFUSED_OPERATORS = frozenset({"EPContext", "PyOp", "PythonOp"})
"""Operators that stand for code or compiled data outside the graph."""

ELEMENT_BITS: Mapping[int, int] = {
    1: 32, 2: 8, 3: 8, 4: 16, 5: 16, 6: 32, 7: 64, 9: 8, 10: 16, 11: 64, 12: 32, 13: 64, 14: 64, 15: 128, 16: 16,
    17: 8, 18: 8, 19: 8, 20: 8, 21: 4, 22: 4, 23: 4, 24: 8, 25: 2, 26: 2,
}  # fmt: skip
"""Bits of a number of each `TensorProto.DataType`."""

FLOAT, UINT8, INT8, STRING, FLOAT16 = 1, 2, 3, 8, 10


@dataclass(frozen=True)
class OnnxValue:
    """An input or an output of a graph."""

    name: str
    type: int
    """`TensorProto.DataType`; 0 where the value is no tensor."""
    shape: tuple[int | str, ...]
    """A text is the name of a dimension that varies; empty where it has none."""


@dataclass(frozen=True)
class ExternalData:
    """Where the bytes of a tensor lie outside the graph."""

    location: str
    offset: int
    length: int


@dataclass(frozen=True)
class OnnxTensor:
    name: str
    type: int
    shape: tuple[int, ...]
    external: ExternalData | None
    place: int = 0
    """Offset of its bytes in the graph's file; 0 where they lie elsewhere or are no plain bytes."""

    @property
    def elements(self) -> int:
        count = 1
        for size in self.shape:
            count *= size
        return count

    @property
    def bytes(self) -> int:
        return (self.elements * ELEMENT_BITS.get(self.type, 8) + 7) // 8


@dataclass(frozen=True)
class OnnxNode:
    operator: str
    domain: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    numbers: Mapping[str, int]
    """Its attributes that are whole numbers."""


@dataclass(frozen=True)
class OnnxGraph:
    """The main graph of a model file, and the tensors of all graphs in it."""

    inputs: tuple[OnnxValue, ...]
    outputs: tuple[OnnxValue, ...]
    nodes: tuple[OnnxNode, ...]
    tensors: tuple[OnnxTensor, ...]

    def input(self, name: str) -> OnnxValue | None:
        return next((value for value in self.inputs if value.name == name), None)

    def output(self, name: str) -> OnnxValue | None:
        return next((value for value in self.outputs if value.name == name), None)


@dataclass
class _Found:
    inputs: list[OnnxValue] = field(default_factory=list[OnnxValue])
    outputs: list[OnnxValue] = field(default_factory=list[OnnxValue])
    nodes: list[OnnxNode] = field(default_factory=list[OnnxNode])
    tensors: list[OnnxTensor] = field(default_factory=list[OnnxTensor])
    domains: set[str] = field(default_factory=set[str])
    """Of the functions that the file defines itself."""
    used: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """(domain, operator) of every node in every graph."""


def read_graph(file: BinaryIO, size: int) -> OnnxGraph:
    """The graph in `file`. Raises BadHeader for what is damaged, claims too much, or needs foreign code."""
    wire = WireFile(file, size, MOST_FIELDS)
    found = _Found()
    graphs = 0
    version = 0
    for part in wire.fields(0, size):
        if part.number == 1:
            version = part.value
        elif part.number == 7:
            graphs += 1
            _read_graph(wire, part, found, 0)
        elif part.number == 25:
            _read_function(wire, part, found)
    if graphs != 1 or not 3 <= version <= 100:
        raise BadHeader("is damaged: it holds no ONNX graph")
    for domain, operator in found.used:
        if domain not in DOMAINS | found.domains or operator in _REFUSED_OPERATORS:
            name = f"{domain}.{operator}" if domain else operator
            raise BadHeader(
                f"uses the operator {shown_text(name)}, which needs code from outside; Homespun loads none",
                "Choose another export of the same model.",
                ErrorKind.UNSUPPORTED,
            )
    return OnnxGraph(tuple(found.inputs), tuple(found.outputs), tuple(found.nodes), tuple(found.tensors))


def _read_graph(wire: WireFile, graph: Field, found: _Found, depth: int) -> None:
    if depth > DEEPEST or graph.wire != BYTES:
        raise BadHeader("is damaged: its graphs lie too deep within each other")
    for part in wire.fields(graph.start, graph.end):
        if part.number == 1:
            node = _read_node(wire, part, found, depth)
            if depth == 0:
                found.nodes.append(node)
        elif part.number == 5:
            _add_tensor(wire, part, found)
        elif part.number == 15:
            raise BadHeader("holds sparse weights, which Homespun does not read", kind=ErrorKind.UNSUPPORTED)
        elif depth == 0 and part.number in (11, 12):
            values = found.inputs if part.number == 11 else found.outputs
            if len(values) >= _MOST_VALUES:
                raise BadHeader("is damaged: it claims to have more inputs or outputs than any model has")
            values.append(_read_value(wire, part))


def _read_function(wire: WireFile, function: Field, found: _Found) -> None:
    for part in wire.fields(function.start, function.end):
        if part.number == 7:
            _read_node(wire, part, found, 1)
        elif part.number == 10:
            found.domains.add(wire.text(part, LONGEST_NAME))


def _read_node(wire: WireFile, node: Field, found: _Found, depth: int) -> OnnxNode:
    if len(found.used) >= MOST_NODES:
        raise BadHeader("is damaged: it claims to have more operators than any model has")
    inputs: list[str] = []
    outputs: list[str] = []
    operator = domain = ""
    numbers: dict[str, int] = {}
    for part in wire.fields(node.start, node.end):
        match part.number:
            case 1:
                inputs.append(wire.text(part, LONGEST_NAME))
            case 2:
                outputs.append(wire.text(part, LONGEST_NAME))
            case 4:
                operator = wire.text(part, LONGEST_NAME)
            case 7:
                domain = wire.text(part, LONGEST_NAME)
            case 5:
                _read_attribute(wire, part, found, depth, numbers)
            case _:
                pass
    found.used.append((domain, operator))
    return OnnxNode(operator, domain, tuple(inputs), tuple(outputs), numbers)


def _read_attribute(wire: WireFile, attribute: Field, found: _Found, depth: int, numbers: dict[str, int]) -> None:
    name, number = "", None
    for part in wire.fields(attribute.start, attribute.end):
        match part.number:
            case 1:
                name = wire.text(part, LONGEST_NAME)
            case 3:
                number = signed(part.value)
            case 5 | 10:
                _add_tensor(wire, part, found)
            case 6 | 11:
                _read_graph(wire, part, found, depth + 1)
            case 22 | 23:
                raise BadHeader("holds sparse weights, which Homespun does not read", kind=ErrorKind.UNSUPPORTED)
            case _:
                pass
    if number is not None:
        numbers[name] = number


def _add_tensor(wire: WireFile, tensor: Field, found: _Found) -> None:
    if len(found.tensors) >= MOST_TENSORS:
        raise BadHeader("is damaged: it claims to have more tensors than any model has")
    found.tensors.append(_read_tensor(wire, tensor))


def _read_tensor(wire: WireFile, tensor: Field) -> OnnxTensor:
    if tensor.wire != BYTES:
        raise BadHeader("is damaged: a number stands where a tensor should")
    shape: list[int] = []
    kind = location = 0
    name = ""
    inside: Field | None = None
    entries: dict[str, str] = {}
    for part in wire.fields(tensor.start, tensor.end):
        match part.number:
            case 1:
                shape += wire.numbers(part, MOST_DIMENSIONS)
            case 2:
                kind = part.value
            case 3:
                raise BadHeader("stores a tensor in pieces, which Homespun does not read", kind=ErrorKind.UNSUPPORTED)
            case 8:
                name = wire.text(part, LONGEST_NAME)
            case 9:
                inside = part
            case 13:
                key, value = _read_entry(wire, part)
                entries[key] = value
            case 14:
                location = part.value
            case _:
                pass
    if len(shape) > MOST_DIMENSIONS or any(not 0 <= size < 1 << 40 for size in shape):
        raise BadHeader("is damaged: the shape of a tensor makes no sense")
    if kind not in ELEMENT_BITS and kind != STRING:
        raise BadHeader("is damaged: it holds numbers of an unknown format")
    plain = OnnxTensor(name, kind, tuple(shape), None)
    if location == 0 and not entries:
        if inside is None or kind == STRING:
            return plain
        if inside.end - inside.start != plain.bytes:
            raise BadHeader("is damaged: a tensor does not have the size that its shape says")
        return replace(plain, place=inside.start)
    return OnnxTensor(name, kind, tuple(shape), _external(entries, plain))


def _read_entry(wire: WireFile, entry: Field) -> tuple[str, str]:
    texts = {1: "", 2: ""}
    for part in wire.fields(entry.start, entry.end):
        if part.number in texts:
            texts[part.number] = wire.text(part, LONGEST_NAME)
    return texts[1], texts[2]


def _external(entries: Mapping[str, str], tensor: OnnxTensor) -> ExternalData:
    """ONNX's way to name a place in another file. Raises BadHeader where it is not exactly the tensor's size."""
    offset, length = entries.get("offset", "0"), entries.get("length", str(tensor.bytes))
    plain = all(text.isascii() and text.isdecimal() and len(text) < 20 for text in (offset, length))
    if not plain or not entries.get("location") or tensor.type == STRING:
        raise BadHeader("is damaged: the place of its weights makes no sense")
    if int(length) != tensor.bytes:
        raise BadHeader("is damaged: a tensor does not have the size that its shape says")
    return ExternalData(entries["location"], int(offset), int(length))


def _read_value(wire: WireFile, value: Field) -> OnnxValue:
    name, kind, shape = "", 0, []
    for part in wire.fields(value.start, value.end):
        if part.number == 1:
            name = wire.text(part, LONGEST_NAME)
        elif part.number == 2:
            for option in wire.fields(part.start, part.end):
                if option.number == 1:
                    kind, shape = _read_tensor_type(wire, option)
    return OnnxValue(name, kind, tuple(shape))


def _read_tensor_type(wire: WireFile, tensor_type: Field) -> tuple[int, list[int | str]]:
    kind = 0
    shape: list[int | str] = []
    for part in wire.fields(tensor_type.start, tensor_type.end):
        if part.number == 1:
            kind = part.value
        elif part.number == 2:
            for dimension in wire.fields(part.start, part.end):
                if len(shape) >= MOST_DIMENSIONS:
                    raise BadHeader("is damaged: a value has too many dimensions")
                shape.append(_read_dimension(wire, dimension))
    return kind, shape


def _read_dimension(wire: WireFile, dimension: Field) -> int | str:
    size: int | str = ""
    for part in wire.fields(dimension.start, dimension.end):
        if part.number == 1:
            size = signed(part.value)
        elif part.number == 2:
            size = wire.text(part, LONGEST_NAME)
    return size
