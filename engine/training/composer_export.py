"""Writes a trained composer as an ONNX graph that computes what `composer_network.compose` does, and reads it again."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.tokenization.composer_file import EMBEDDINGS, MASK, PIECES
from engine.training.composer_network import NORM_EPSILON, NetworkShape, Weights, initial_weights

_OPSET = 17
_IR_VERSION = 8
_ALL = 2**31 - 1


class _Graph:
    """Nodes and weights in the order of the computation."""

    def __init__(self) -> None:
        import onnx

        self._onnx: Any = onnx
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def constant(self, values: Any, kind: str, name: str = "") -> str:
        name = name or f"c{len(self.weights)}"
        self.weights.append(self._onnx.numpy_helper.from_array(np.asarray(values, kind), name))
        return name

    def weight(self, weights: Weights, name: str) -> str:
        """Stored in float16 under its name, used in float32."""
        stored = self.constant(weights[name].detach().cpu().float().numpy(), "float16", name)
        return self("Cast", stored, to=self._onnx.TensorProto.FLOAT)

    def __call__(self, operator: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        output = output or f"v{len(self.nodes)}"
        self.nodes.append(self._onnx.helper.make_node(operator, list(inputs), [output], **attributes))
        return output


def composer_graph(shape: NetworkShape, weights: Weights) -> bytes:
    """The ONNX file: inputs `pieces` and `mask`, output `embeddings`, as in `composer_network.compose`."""
    import onnx

    library: Any = onnx
    graph = _Graph()
    length = graph("Slice", graph("Shape", PIECES), *(graph.constant([n], "int64") for n in (1, 2)))
    first = graph("Neg", length)
    end, rows = graph.constant([_ALL], "int64"), graph.constant([0], "int64")

    def last_columns(tensor: str) -> str:
        return graph("Slice", tensor, first, end, rows)

    def norm(values: str, gain: str) -> str:
        mean = graph("ReduceMean", graph("Mul", values, values), axes=[-1], keepdims=1)
        length = graph("Sqrt", graph("Add", mean, graph.constant(NORM_EPSILON, "float32")))
        return graph("Mul", graph("Div", values, length), graph.weight(weights, gain))

    def split(values: str) -> str:
        """(spans, length, width) to (spans, heads, length, width of a head)."""
        parts = graph.constant([0, 0, shape.heads, shape.hidden_size // shape.heads], "int64")
        return graph("Transpose", graph("Reshape", values, parts), perm=[0, 2, 1, 3])

    def last(values: str) -> str:
        """The last column alone."""
        return graph("Slice", values, *(graph.constant([n], "int64") for n in (-1, _ALL, 1)))

    scale = graph.constant(float(weights["scale"]), "float32", "scale")
    state = graph("Add", graph("Div", PIECES, scale), last_columns(graph.weight(weights, "positions")))
    seen = graph("Unsqueeze", MASK, graph.constant([1, 2], "int64"))
    for layer in range(shape.layers):
        final = layer == shape.layers - 1
        normed = norm(state, f"{layer}.attention_norm")
        asked = last(normed) if final else normed
        state = last(state) if final else state
        queries = split(graph("MatMul", asked, graph.weight(weights, f"{layer}.query")))
        keys = split(graph("MatMul", normed, graph.weight(weights, f"{layer}.key")))
        values = split(graph("MatMul", normed, graph.weight(weights, f"{layer}.value")))
        scores = graph("MatMul", queries, graph("Transpose", keys, perm=[0, 1, 3, 2]))
        unit = graph.constant(1 / math.sqrt(shape.hidden_size // shape.heads), "float32")
        shares = graph("Softmax", graph("Add", graph("Mul", scores, unit), seen), axis=-1)
        read = graph("Transpose", graph("MatMul", shares, values), perm=[0, 2, 1, 3])
        read = graph("Reshape", read, graph.constant([0, 0, shape.hidden_size], "int64"))
        state = graph("Add", state, graph("MatMul", read, graph.weight(weights, f"{layer}.attention_out")))
        wide = graph("MatMul", norm(state, f"{layer}.feed_forward_norm"), graph.weight(weights, f"{layer}.up"))
        wide = graph("Mul", wide, graph("Sigmoid", wide))
        state = graph("Add", state, graph("MatMul", wide, graph.weight(weights, f"{layer}.down")))
    state = graph("Squeeze", state, graph.constant([1], "int64"))
    correction = graph("MatMul", norm(state, "last_norm"), graph.weight(weights, "output"))
    tilt = last_columns(graph.weight(weights, "tilt"))
    shares = graph("Unsqueeze", graph("Softmax", graph("Add", MASK, tilt), axis=-1), graph.constant([2], "int64"))
    mean = graph("ReduceSum", graph("Mul", PIECES, shares), graph.constant([1], "int64"), keepdims=0)
    graph("Add", mean, graph("Mul", correction, scale), output=EMBEDDINGS)

    def port(name: str, *sizes: Any) -> Any:
        return library.helper.make_tensor_value_info(name, library.TensorProto.FLOAT, list(sizes))

    made = library.helper.make_graph(
        graph.nodes,
        "composer",
        [port(PIECES, "spans", "length", shape.hidden_size), port(MASK, "spans", "length")],
        [port(EMBEDDINGS, "spans", shape.hidden_size)],
        graph.weights,
    )
    model = library.helper.make_model(
        made,
        opset_imports=[library.helper.make_opsetid("", _OPSET)],
        ir_version=_IR_VERSION,
        producer_name="homespun",
    )
    library.checker.check_model(model)
    return model.SerializeToString()


def composer_weights(content: bytes, shape: NetworkShape) -> Weights:
    """The weights in a file that `composer_graph` wrote, in float32. Raises ValueError where they are not of `shape`,
    or have no names, as in files of the first versions."""
    import onnx
    import torch

    library: Any = onnx
    as_tensor: Any = torch.as_tensor
    held = {tensor.name: tensor for tensor in library.load_model_from_string(content).graph.initializer}
    weights: Weights = {}
    for name, start in initial_weights(shape, 1.0, 0).items():
        if name not in held or tuple(held[name].dims) != tuple(start.shape):
            raise ValueError(f"{name} is not there in this shape")
        weights[name] = as_tensor(library.numpy_helper.to_array(held[name]).astype(np.float32))
    return weights
