"""Turns a graph that looks embeddings up by token ids into one that is given them, by editing its bytes.

The one operator that looks them up is left out, and what it gave becomes an input. Everything else stays as it is, to
the byte: weights in other files are found where they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from engine.errors import ErrorKind
from models.gguf_reader import BadHeader
from models.onnx_graph import FLOAT, FLOAT16, LONGEST_NAME, MOST_FIELDS, OnnxGraph, OnnxNode, OnnxTensor, read_graph
from models.onnx_ports import NUMBER_FORMATS
from models.onnx_wire import BYTES, VARINT, Field, WireFile

LARGEST = 1 << 30
"""Bytes of a graph that is edited in memory."""

_GRAPH, _NODE, _INPUT = 7, 1, 11
"""Field numbers of onnx.proto."""


@dataclass(frozen=True)
class EmbeddingFed:
    """A graph in memory."""

    graph: bytes
    input: str
    """Name of its new input, of shape (1, tokens, hidden size)."""


@dataclass(frozen=True)
class Lookup:
    """How a graph looks its embeddings up."""

    node: OnnxNode
    table: OnnxTensor


def find_lookup(graph: OnnxGraph, shape: tuple[int, int]) -> Lookup | None:
    """The operator that gathers rows of a table of this shape by token ids, where there is one."""
    tables = {tensor.name: tensor for tensor in graph.tensors if tensor.type in (FLOAT, FLOAT16)}
    found = [node for node in graph.nodes if node.operator == "Gather" and node.inputs[1:] == ("input_ids",)]
    if len(found) != 1:
        return None
    table = tables.get(found[0].inputs[0])
    return Lookup(found[0], table) if table is not None and table.shape == shape else None


def with_embedding_input(path: Path, shape: tuple[int, int], kind: str) -> EmbeddingFed:
    """The graph at `path`, which `inspect_onnx` has passed, fed with rows of a table of this shape and number format
    (f32, f16). Raises BadHeader where it has no such table, or needs the token ids for more than their number."""
    if path.stat().st_size > LARGEST:
        raise _impossible()
    content = path.read_bytes()
    graph = read_graph(BytesIO(content), len(content))
    lookup = find_lookup(graph, shape)
    if lookup is None or NUMBER_FORMATS[lookup.table.type] != kind:
        raise _impossible()
    readers = [node for node in graph.nodes if "input_ids" in node.inputs and node is not lookup.node]
    if any(node.operator != "Shape" for node in readers):
        raise _impossible()
    name = lookup.node.outputs[0]
    wire = WireFile(BytesIO(content), len(content), MOST_FIELDS)
    parts: list[bytes] = []
    start = 0
    for part in wire.fields(0, len(content)):
        if part.number == _GRAPH:
            parts.append(_message(_GRAPH, _edited(wire, content, part, name, lookup.table.type, shape[1])))
        else:
            parts.append(content[start : part.end])
        start = part.end
    return EmbeddingFed(b"".join(parts), name)


def _edited(wire: WireFile, content: bytes, graph: Field, name: str, kind: int, width: int) -> bytes:
    parts: list[bytes] = []
    start = graph.start
    for part in wire.fields(graph.start, graph.end):
        if not (part.number == _NODE and name in _outputs(wire, part)):
            parts.append(content[start : part.end])
        start = part.end
    dimensions = (_message(2, b"batch"), _message(2, b"tokens"), _number(1, width))
    shape = _message(2, b"".join(_message(1, dimension) for dimension in dimensions))
    value = _message(1, name.encode()) + _message(2, _message(1, _number(1, kind) + shape))
    return b"".join((*parts, _message(_INPUT, value)))


def _outputs(wire: WireFile, node: Field) -> list[str]:
    return [wire.text(part, LONGEST_NAME) for part in wire.fields(node.start, node.end) if part.number == 2]


def _message(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | BYTES) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3 | VARINT) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _impossible() -> BadHeader:
    return BadHeader(
        "reads tokens only; merged spans do not work with it",
        "A model that “homespun models convert” made reads both.",
        ErrorKind.UNSUPPORTED,
    )
