"""Makes bad ONNX folders out of good ones: by the bytes of a graph, by its values, and by the JSON beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import onnx

from tests.fuzz.mutations import byte_damage, truncations

_NUMBERS = (-(2**63), -2, -1, 0, 1, 2, 3, 7, 255, 2**16, 2**31 - 1, 2**31, 2**40, 2**62, 2**63 - 1)
_TEXTS = ("", "logits", "input_ids", "past_key_values.0.key", "../x", "/etc/passwd", "a" * 5000, "x\n", "\u202e")
_OPERATORS = ("MatMul", "Gather", "Loop", "If", "Concat", "GroupQueryAttention", "Reshape", "EPContext", "Evil", "")


@dataclass(frozen=True)
class Change:
    """What to write over the files of a copied folder."""

    name: str
    files: dict[str, bytes]

    def apply(self, good: Path, target: Path) -> Path:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(good, target)
        for name, content in self.files.items():
            (target / name).write_bytes(content)
        return target


def changes(good: Path, count: int, random: Random) -> Iterator[Change]:
    """A third of them damages the bytes of the graph, a third its values, the rest the other files."""
    graph = (good / "model.onnx").read_bytes()
    part = count // 3
    for case in truncations("graph", graph, len(graph), part // 4, random):
        yield Change(case.name, {"model.onnx": case.start[: case.size]})
    for case in byte_damage("graph", graph, len(graph), part - part // 4, random, len(graph)):
        yield Change(case.name, {"model.onnx": case.start})
    for number in range(part):
        model = onnx.load_from_string(graph)
        damages = [random.choice(_DAMAGES) for _ in range(random.choice((1, 1, 2, 4)))]
        for damage in damages:
            damage(model, random)
        names = "+".join(damage.__name__.strip("_") for damage in damages)
        yield Change(f"{names} {number}", {"model.onnx": model.SerializeToString()})
    others = sorted(path.name for path in good.glob("*.json"))
    for number in range(count - 2 * part):
        name = random.choice(others)
        content = (good / name).read_bytes()
        (case,) = byte_damage(name, content, len(content), 1, random, len(content))
        yield Change(f"{name} {number}", {name: case.start})


def _shape(model: onnx.ModelProto, random: Random) -> None:
    dims = random.choice(model.graph.initializer).dims
    if dims:
        dims[random.randrange(len(dims))] = random.choice(_NUMBERS)


def _format(model: onnx.ModelProto, random: Random) -> None:
    random.choice(model.graph.initializer).data_type = random.randrange(-1, 30)


def _place(model: onnx.ModelProto, random: Random) -> None:
    tensor = random.choice(model.graph.initializer)
    tensor.data_location = onnx.TensorProto.EXTERNAL
    entry = tensor.external_data.add() if random.random() < 0.5 or not tensor.external_data else tensor.external_data[0]
    entry.key = random.choice(("location", "offset", "length", "checksum"))
    entry.value = random.choice((*_TEXTS, *(str(number) for number in _NUMBERS)))


def _name(model: onnx.ModelProto, random: Random) -> None:
    values = random.choice((model.graph.input, model.graph.output, model.graph.initializer, model.graph.node))
    random.choice(values).name = random.choice(_TEXTS)


def _operator(model: onnx.ModelProto, random: Random) -> None:
    node = random.choice(model.graph.node)
    node.op_type = random.choice(_OPERATORS)
    node.domain = random.choice(("", "com.microsoft", "evil", node.domain))


def _wiring(model: onnx.ModelProto, random: Random) -> None:
    node, other = random.choice(model.graph.node), random.choice(model.graph.node)
    names = random.choice((node.input, node.output))
    if names:
        names[random.randrange(len(names))] = random.choice((*_TEXTS, *other.output, *other.input))


def _attribute(model: onnx.ModelProto, random: Random) -> None:
    node = random.choice([node for node in model.graph.node if node.attribute])
    attribute = random.choice(node.attribute)
    attribute.i = random.choice(_NUMBERS)
    attribute.type = random.choice((attribute.type, onnx.AttributeProto.INT))


def _dimension(model: onnx.ModelProto, random: Random) -> None:
    value = random.choice((*model.graph.input, *model.graph.output))
    dims = value.type.tensor_type.shape.dim
    if dims:
        random.choice(dims).dim_value = random.choice(_NUMBERS)


def _less(model: onnx.ModelProto, random: Random) -> None:
    values = random.choice((model.graph.input, model.graph.output, model.graph.initializer, model.graph.node))
    if values:
        del values[random.randrange(len(values))]


def _twice(model: onnx.ModelProto, random: Random) -> None:
    values: Any = random.choice((model.graph.input, model.graph.output, model.graph.initializer, model.graph.node))
    values.add().CopyFrom(random.choice(values))


def _data(model: onnx.ModelProto, random: Random) -> None:
    tensor = random.choice(model.graph.initializer)
    content = bytearray(tensor.raw_data)
    if content:
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    tensor.raw_data = bytes(content)


_DAMAGES: tuple[Callable[[onnx.ModelProto, Random], None], ...] = (
    _shape,
    _format,
    _place,
    _name,
    _operator,
    _wiring,
    _wiring,
    _attribute,
    _dimension,
    _less,
    _twice,
    _data,
)
