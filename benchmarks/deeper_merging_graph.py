"""Cuts a converted ONNX model in two at a layer boundary, and runs the parts with KV caches of their own.

The lower part reads every token, the upper part the shorter sequence that is left when the hidden states of each span
have become one. The graph must be one that "homespun models convert" made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx_ir as ir
from onnx_ir.passes.common import RemoveUnusedNodesPass
from onnxruntime import InferenceSession

from engine.backends.base import Floats
from engine.backends.onnx.runtime import Runner, open_session
from models.inspect_onnx import OnnxFolder
from models.onnx.graph import load_graph

STATES = "states"
"""Name of the residual stream between the parts, of shape (1, positions, hidden size)."""
_ROTARY = ("cos_cache", "sin_cache")
_EMBEDDINGS = "inputs_embeds"


class Part:
    """Some consecutive layers of a model, with the KV cache of these layers bound in place.

    The first part of a model reads embeddings, every other one states; the last part gives logits, every other one
    states.
    """

    def __init__(
        self, folder: OnnxFolder, layers: range, length: int, threads: int, *, taps: Sequence[int] = ()
    ) -> None:
        """`length` is the room of the KV cache in positions. Each number in `taps` is a layer within the part: the
        states that enter it are given too."""
        model = load_graph(folder.graph)
        graph = model.graph
        whole = range(folder.ports.layers)
        self._source = _EMBEDDINGS if layers.start == 0 else STATES
        self._is_last = layers.stop == whole.stop
        self._taps = [_entering(layer) for layer in taps]
        if layers.start:
            _begin_at(graph, layers.start, folder.hidden_size)
        wanted = "logits" if self._is_last else _entering(layers.stop)
        values = {value.name: value for node in graph for value in node.outputs}
        present = [name for layer in layers for name in folder.ports.present(layer)]
        past = {name for layer in layers for name in folder.ports.past(layer)}
        graph.outputs[:] = [values[name] for name in (wanted, *self._taps, *present)]
        graph.inputs[:] = [
            value
            for value in graph.inputs
            if value.name in {self._source, "attention_mask"} | past
            or (self._is_last and value.name == "logits_positions")
        ]
        RemoveUnusedNodesPass()(model)
        for name in _ROTARY:  # what is an input as well as an initializer may be given or not
            graph.inputs.append(graph.initializers[name])
        self._rotary = tuple(graph.initializers[name].const_value.numpy() for name in _ROTARY)  # pyright: ignore[reportOptionalMemberAccess]
        self._output = wanted
        self._runner = Runner()
        self._session: InferenceSession = open_session(
            folder.graph,
            threads,
            self._runner,
            lambda: False,
            edited=ir.serde.serialize_model(model).SerializeToString(),
        )
        shape = (1, folder.kv_heads, length, folder.head_size)
        self._cache = [np.zeros(shape, np.float32) for _ in present]
        self._binding: Any = self._session.io_binding()
        for layer, name in enumerate(name for one in layers for name in folder.ports.past(one)):
            buffer = self._cache[layer]
            self._binding.bind_input(name, "cpu", 0, np.float32, shape, buffer.ctypes.data)
            self._binding.bind_output(present[layer], "cpu", 0, np.float32, shape, buffer.ctypes.data)
        self._mask = np.ones((1, length), np.int64)
        self._width, self._vocabulary = folder.hidden_size, folder.vocabulary_size
        self.position_bytes = sum(buffer.nbytes for buffer in self._cache) // length
        """Of the KV cache, for each position."""
        self.position = 0
        self.place(None)

    def place(self, positions: np.ndarray[Any, np.dtype[np.int64]] | None) -> None:
        """Take `positions`, one for each place in the cache, for the rotation of queries and keys; None is 0, 1, 2 ...

        They act through the tables of the rotation: row i holds the angles of position i, and the graph takes row i for
        what lies at place i of its cache. The kernel's own input for positions looks at the first of a prompt alone."""
        self._tables = [table.copy() for table in self._rotary]
        if positions is not None:
            for table in self._tables:
                table[: len(positions)] = table[positions]
        for name, table in zip(_ROTARY, self._tables, strict=True):
            self._binding.bind_input(name, "cpu", 0, np.float32, table.shape, table.ctypes.data)

    def clear(self) -> None:
        self.position = 0

    def run(self, rows: Floats, chosen: Sequence[int] = (-1,)) -> list[Floats]:
        """Read rows of shape (n, hidden size) behind what is held.

        Returns what the part gives, then the states at its taps: logits of shape (len(chosen), vocabulary) at the
        `chosen` of the n positions, or states of shape (n, hidden size)."""
        count = len(rows)
        fed = np.ascontiguousarray(rows, np.float32)[None]
        held = self.position + count
        binding = self._binding
        binding.bind_input(self._source, "cpu", 0, np.float32, fed.shape, fed.ctypes.data)
        binding.bind_input("attention_mask", "cpu", 0, np.int64, (1, held), self._mask.ctypes.data)
        size = (1, len(chosen), self._vocabulary) if self._is_last else (1, count, self._width)
        given = [np.empty(size, np.float32), *(np.empty((1, count, self._width), np.float32) for _ in self._taps)]
        places = np.array(chosen, np.int64)
        if self._is_last:
            binding.bind_input("logits_positions", "cpu", 0, np.int64, places.shape, places.ctypes.data)
        for name, array in zip((self._output, *self._taps), given, strict=True):
            binding.bind_output(name, "cpu", 0, np.float32, array.shape, array.ctypes.data)
        self._runner.run(self._session, binding, None)
        self.position = held
        return [array[0] for array in given]

    def close(self) -> None:
        self._runner.close()


def pool(states: Floats, spans: Sequence[int], how: str) -> Floats:
    """One state for each span, shape (len(spans), hidden size). `spans` are lengths that add up to len(states); `how`
    is "mean" or "last"."""
    lengths = np.asarray(spans)
    ends = np.cumsum(lengths)
    if how == "last":
        return states[ends - 1]
    return (np.add.reduceat(states, ends - lengths) / lengths[:, None]).astype(np.float32)


def _entering(layer: int) -> str:
    """The builder's name for the residual stream that enters a layer other than the first."""
    return f"/model/layers.{layer}/input_layernorm/output_3"


def _begin_at(graph: ir.Graph, layer: int, width: int) -> None:
    """Give the graph an input for the states that enter `layer`: what was the sum of two branches there is read from
    outside, and the norm that made the sum on its way becomes a plain one."""
    entering = _entering(layer)
    norm = next(node for node in graph if entering in [value.name for value in node.outputs])
    total = next(value for value in norm.outputs if value.name == entering)
    states = ir.val(STATES, ir.DataType.FLOAT, ["batch_size", "sequence_length", width])
    plain = ir.node(
        "SimplifiedLayerNormalization",
        [states, norm.inputs[2]],
        attributes={"axis": -1, "epsilon": norm.attributes["epsilon"].as_float(), "stash_type": 1},
        name=f"{norm.name}/plain",
    )
    graph.insert_before(norm, plain)
    normed = norm.outputs[0]
    for reader, index in list(normed.uses()):
        reader.replace_input_with(index, plain.outputs[0])
    for reader, index in list(total.uses()):
        reader.replace_input_with(index, states)
    graph.inputs.append(states)
