"""Converts a sentence encoder of the BERT family (safetensors) to a folder for `engine.encoder`.

The graph is written operator by operator after the published architecture (Devlin et al., arXiv 1810.04805), in the
fused operators that ONNX Runtime would make of an exported one. It is fed with word embeddings, so that one of them can
stand for several tokens, and ends with the sentence's vector.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from engine.encoder.folder import EMBEDDINGS, FORMAT, GRAPH, SETTINGS, TOKENIZER
from engine.errors import EngineError, ErrorKind
from models.ordinary_file import shown

_OPSET = 17
_IR_VERSION = 8
_MICROSOFT = "com.microsoft"
_DEFAULT_LONGEST = 256

Tensors = Mapping[str, NDArray[np.float32]]


def convert_encoder(source: Path, target: Path) -> None:
    """Write the folder `target`, which must not exist, from the Hugging Face folder `source`: config.json,
    model.safetensors, tokenizer.json, and sentence_bert_config.json where there is one.

    Needs the packages onnx and safetensors. Raises EngineError: MODEL_NOT_FOUND where a file is missing, UNSUPPORTED
    for another architecture or an existing target, MODEL_INVALID for what cannot be read.
    """
    if target.exists():
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"There is something at “{shown(target)}” already. Choose another place."
        )
    try:
        config = cast(dict[str, Any], json.loads((source / "config.json").read_bytes()))
        tensors = cast(Tensors, import_module("safetensors.numpy").load_file(source / "model.safetensors"))
        longest = _longest(source)
        tokenizer = (source / TOKENIZER).read_bytes()
    except FileNotFoundError as error:
        raise EngineError(
            ErrorKind.MODEL_NOT_FOUND,
            f"The encoder in “{shown(source)}” is not whole: {Path(str(error.filename)).name} is missing. Download it "
            "again.",
        ) from error
    except Exception as error:  # the library of safetensors has errors of its own
        raise EngineError(
            ErrorKind.MODEL_INVALID,
            f"The encoder in “{shown(source)}” cannot be read. Download it again.",
            str(error)[:2000],
        ) from error
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise EngineError(
            ErrorKind.UNSUPPORTED, "This encoder is not of the BERT family. Choose one like all-MiniLM-L6-v2."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", suffix=".part", dir=target.parent) as part:
        folder = Path(part) / "folder"
        folder.mkdir()
        import_module("onnx").save(_Bert(config, tensors).model(), folder / GRAPH)
        np.save(folder / EMBEDDINGS, tensors["embeddings.word_embeddings.weight"].astype(np.float16))
        (folder / TOKENIZER).write_bytes(tokenizer)
        (folder / SETTINGS).write_text(json.dumps({"format": FORMAT, "longest": longest}), encoding="ascii")
        shutil.move(folder, target)


def _longest(source: Path) -> int:
    """Tokens of a text that the encoder was trained to read."""
    path = source / "sentence_bert_config.json"
    if not path.exists():
        return _DEFAULT_LONGEST
    return int(json.loads(path.read_bytes()).get("max_seq_length", _DEFAULT_LONGEST))


class _Bert:
    """Collects the nodes and weights of one graph."""

    def __init__(self, config: Mapping[str, Any], tensors: Tensors) -> None:
        self._helper: Any = import_module("onnx.helper")
        self._numpy: Any = import_module("onnx.numpy_helper")
        self._proto: Any = import_module("onnx").TensorProto
        self._tensors = tensors
        self._width = int(config["hidden_size"])
        self._heads = int(config["num_attention_heads"])
        self._layers = int(config["num_hidden_layers"])
        self._epsilon = float(config["layer_norm_eps"])
        self._nodes: list[Any] = []
        self._weights: list[Any] = []

    def model(self) -> Any:
        states = self._embed()
        for layer in range(self._layers):
            states = self._layer(f"encoder.layer.{layer}.", states)
        self._pool(states)
        helper, kind = self._helper, self._proto
        inputs = [
            helper.make_tensor_value_info("inputs_embeds", kind.FLOAT, ["batch", "positions", self._width]),
            helper.make_tensor_value_info("lengths", kind.INT32, ["batch"]),
            helper.make_tensor_value_info("weights", kind.FLOAT, ["batch", "positions"]),
        ]
        outputs = [helper.make_tensor_value_info("embeddings", kind.FLOAT, ["batch", self._width])]
        graph = helper.make_graph(self._nodes, "encoder", inputs, outputs, self._weights)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def _embed(self) -> str:
        """Word embeddings, plus those of the positions in order and of the only kind of segment, normed."""
        tensors = self._tensors
        places = (
            tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
        )
        shape = self._node("Shape", "inputs_embeds", start=1, end=2)
        ends = (self._weight("zero", np.zeros(1, np.int64)), shape)
        self._weight("places", places.astype(np.float32))
        located = self._node("Slice", "places", *ends, self._weight("rows", np.zeros(1, np.int64)))
        return self._norm("embeddings.LayerNorm.", self._node("Add", "inputs_embeds", located))

    def _layer(self, name: str, states: str) -> str:
        query, key, value = (self._product(f"{name}attention.self.{part}.weight", states) for part in _PARTS)
        biases = [self._tensors[f"{name}attention.self.{part}.bias"] for part in _PARTS]
        bias = self._weight(f"{name}attention.bias", np.concatenate(biases))
        mixed = self._node(
            "MultiHeadAttention", query, key, value, bias, "lengths", domain=_MICROSOFT, num_heads=self._heads
        )
        states = self._residual(f"{name}attention.output.", mixed, states)
        wide = self._product(f"{name}intermediate.dense.weight", states)
        wide = self._node("BiasGelu", wide, self._stored(f"{name}intermediate.dense.bias"), domain=_MICROSOFT)
        return self._residual(f"{name}output.", wide, states)

    def _residual(self, name: str, inner: str, states: str) -> str:
        """A linear layer, the states that went around it, and the norm of their sum."""
        return self._node(
            "SkipLayerNormalization",
            self._product(f"{name}dense.weight", inner),
            states,
            self._stored(f"{name}LayerNorm.weight"),
            self._stored(f"{name}LayerNorm.bias"),
            self._stored(f"{name}dense.bias"),
            domain=_MICROSOFT,
            epsilon=self._epsilon,
        )

    def _pool(self, states: str) -> None:
        """The weighted sum of the states at unit length: a mean would differ by its length alone."""
        row = self._node("Unsqueeze", "weights", self._weight("one", np.ones(1, np.int64)))
        flat = self._node("Squeeze", self._node("MatMul", row, states), "one")
        self._nodes.append(self._helper.make_node("LpNormalization", [flat], ["embeddings"], axis=1, p=2))

    def _norm(self, name: str, states: str) -> str:
        scale, bias = self._stored(f"{name}weight"), self._stored(f"{name}bias")
        return self._node("LayerNormalization", states, scale, bias, axis=-1, epsilon=self._epsilon)

    def _product(self, name: str, states: str) -> str:
        return self._node("MatMul", states, self._weight(name, np.ascontiguousarray(self._tensors[name].T)))

    def _stored(self, name: str) -> str:
        return self._weight(name, self._tensors[name])

    def _weight(self, name: str, values: NDArray[Any]) -> str:
        self._weights.append(self._numpy.from_array(values, name))
        return name

    def _node(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        output = f"{operator}_{len(self._nodes)}"
        self._nodes.append(self._helper.make_node(operator, list(inputs), [output], domain=domain, **attributes))
        return output


_PARTS = ("query", "key", "value")
