"""Changes the graph that the model builder makes: fewer logits, and inputs for LoRA adapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx_ir as ir

_files: Any = ir
"""Its functions for files leave a type open."""

_LINEAR = re.compile(r"/model/layers\.(?P<layer>\d+)/(?:attn|mlp)/(?P<kind>\w+_proj)/MatMul(?:_Q\d)?")
_HEAD = re.compile(r"/lm_head/MatMul(?:_Q\d)?")
_GGUF_NAMES = {
    "q_proj": "attn_q",
    "k_proj": "attn_k",
    "v_proj": "attn_v",
    "o_proj": "attn_output",
    "gate_proj": "ffn_gate",
    "up_proj": "ffn_up",
    "down_proj": "ffn_down",
}
_LINEAR_OPERATORS = ("MatMul", "MatMulNBits")


@dataclass(frozen=True)
class LinearShapes:
    """(numbers in, numbers out) of each linear layer, by its name in the builder's graph."""

    hidden: int
    query: int
    key: int
    feed_forward: int

    def of(self, kind: str) -> tuple[int, int]:
        return {
            "q_proj": (self.hidden, self.query),
            "k_proj": (self.hidden, self.key),
            "v_proj": (self.hidden, self.key),
            "o_proj": (self.query, self.hidden),
            "gate_proj": (self.hidden, self.feed_forward),
            "up_proj": (self.hidden, self.feed_forward),
            "down_proj": (self.feed_forward, self.hidden),
        }[kind]


def choose_logits(model: ir.Model) -> None:
    """Give the graph an input `logits_positions` (int64, one dimension): the positions of a call that get logits, -1
    being the last. Its default is the last alone: a prompt's other logits are most of the work of a small model."""
    graph = model.graph
    head = next(node for node in graph if _HEAD.fullmatch(node.name or ""))
    states = head.inputs[0]
    positions = _optional_input("logits_positions", np.array([-1], np.int64), ["logits_length"])
    _add_optional_input(graph, positions)
    chosen = ir.node("Gather", [states, positions], attributes={"axis": 1}, name="/lm_head/Gather")
    graph.insert_before(head, chosen)
    head.replace_input_with(0, chosen.outputs[0])
    logits = next(value for value in graph.outputs if value.name == "logits")
    assert logits.shape is not None
    logits.shape = ir.Shape([logits.shape[0], "logits_length", logits.shape[2]])


def add_lora_inputs(model: ir.Model, shapes: LinearShapes) -> None:
    """Add to every linear layer of every block the product of its input and two optional inputs.

    They are named after the GGUF tensor: `blk.{i}.attn_q.weight.lora_a` of shape (in, rank), `...lora_b` of shape
    (rank, out). Their defaults have rank 0, which adds exact zeros. Where q, k and v are one product the three
    updates are concatenated.
    """
    graph = model.graph
    for node in list(graph):
        found = _LINEAR.fullmatch(node.name or "") if node.op_type in _LINEAR_OPERATORS else None
        if found is None:
            continue
        kind = found["kind"]
        parts = ("q_proj", "k_proj", "v_proj") if kind == "qkv_proj" else (kind,)
        nodes: list[ir.Node] = []
        updates = [
            _update(graph, nodes, node, f"blk.{found['layer']}.{_GGUF_NAMES[part]}.weight", shapes.of(part))
            for part in parts
        ]
        update = updates[0]
        if len(updates) > 1:
            nodes.append(ir.node("Concat", updates, attributes={"axis": -1}, name=f"{node.name}/lora/Concat"))
            update = nodes[-1].outputs[0]
        _add_to_output(graph, node, nodes, update)


def _update(graph: ir.Graph, nodes: list[ir.Node], node: ir.Node, name: str, shape: tuple[int, int]) -> ir.Value:
    """Appends the nodes of x A B to `nodes`, and the two inputs to the graph."""
    wide, out = shape
    a = _optional_input(f"{name}.lora_a", np.zeros((wide, 0), np.float32), [wide, f"{name}.rank"])
    b = _optional_input(f"{name}.lora_b", np.zeros((0, out), np.float32), [f"{name}.rank", out])
    _add_optional_input(graph, a)
    _add_optional_input(graph, b)
    down = ir.node("MatMul", [node.inputs[0], a], name=f"{name}/lora_a")
    up = ir.node("MatMul", [down.outputs[0], b], name=f"{name}/lora_b")
    nodes += (down, up)
    return up.outputs[0]


def _add_to_output(graph: ir.Graph, node: ir.Node, nodes: list[ir.Node], update: ir.Value) -> None:
    """Let all who read the output of `node` read its sum with `update` instead."""
    plain = node.outputs[0]
    readers = list(plain.uses())  # before the sum becomes one of them
    total = ir.node("Add", [plain, update], name=f"{node.name}/lora/Add")
    total.outputs[0].name = f"{plain.name}/adapted"
    total.outputs[0].type, total.outputs[0].shape = plain.type, plain.shape
    for reader, index in readers:
        reader.replace_input_with(index, total.outputs[0])
    graph.insert_after(node, [*nodes, total])


def _optional_input(name: str, default: np.ndarray, shape: Sequence[int | str]) -> ir.Value:
    value = ir.val(name, ir.DataType.from_numpy(default.dtype), shape)
    value.const_value = ir.tensor(default, name=name)
    return value


def _add_optional_input(graph: ir.Graph, value: ir.Value) -> None:
    """In ONNX an input is optional where an initializer has its name."""
    graph.inputs.append(value)
    graph.register_initializer(value)


def halve_weights(model: ir.Model) -> None:
    """Store the matrices of the linear layers in float16, for a graph that computes in float32: ONNX Runtime turns
    them back when it loads the model. Halves the file, and rounds as GGUF's F16 does."""
    graph = model.graph
    for node, weight in list(_dense_weights(graph)):
        constant = weight.const_value
        assert constant is not None
        halved = ir.val(f"{weight.name}.half", ir.DataType.FLOAT16, weight.shape)
        halved.const_value = ir.tensor(constant.numpy().astype(np.float16), name=halved.name)
        graph.register_initializer(halved)
        cast = ir.node("Cast", [halved], attributes={"to": ir.DataType.FLOAT}, name=f"{node.name}/Cast")
        graph.insert_before(node, cast)
        node.replace_input_with(1, cast.outputs[0])
        if not list(weight.uses()):
            assert weight.name is not None
            del graph.initializers[weight.name]


def _dense_weights(graph: ir.Graph) -> Iterator[tuple[ir.Node, ir.Value]]:
    for node in graph:
        if node.op_type == "MatMul":
            weight = node.inputs[1]
            if weight is not None and weight.is_initializer() and weight.dtype == ir.DataType.FLOAT:
                yield node, weight


def load_graph(path: Path) -> ir.Model:
    """The graph at `path`. Its large tensors are mapped from its data file, which must stay until they are used."""
    return _files.load(path)


def save_with_data(model: ir.Model, path: Path) -> None:
    """Write the graph to `path` and its large tensors to a file beside it."""
    _files.save(model, path, external_data=f"{path.name}.data", size_threshold_bytes=1024)


def save_graph(model: ir.Model, path: Path) -> None:
    """Write the graph alone; its tensors stay in the data file that it was loaded with, in the same folder."""
    _files.save(model, path)
