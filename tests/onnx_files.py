"""Writes small ONNX models for tests, in the shapes that people have: exports of Optimum, and of onnxruntime-genai.

One random model of two layers, written down three times: as a graph that copies its past keys and values, as one that
appends to them in place (GroupQueryAttention), and in numpy as what both must compute.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

LAYERS, WIDTH, HEADS, KV_HEADS, HEAD, CONTEXT = 2, 32, 2, 1, 16, 128
SPECIAL = ("<s>", "<|im_start|>", "<|im_end|>")
VOCABULARY = 256 + len(SPECIAL) + 5
"""Five more than the tokenizer knows, as vocabularies are padded."""

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Style:
    """How a model is exported."""

    floats: type[Any] = np.float32
    shares_cache: bool = False
    """GroupQueryAttention instead of concatenation."""
    external: bool = False
    """Weights in a file beside the graph."""
    keeps_last: bool = False
    """Has the input num_logits_to_keep."""


def random_weights(seed: int = 0, vocabulary: int = VOCABULARY) -> dict[str, NDArray[np.float32]]:
    random = np.random.default_rng(seed)

    def matrix(rows: int, columns: int, scale: float = 1.0) -> NDArray[np.float32]:
        return (scale * random.standard_normal((rows, columns)) / np.sqrt(rows)).astype(np.float32)

    weights = {
        "embed": random.standard_normal((vocabulary, WIDTH)).astype(np.float32),
        "places": random.standard_normal((CONTEXT, WIDTH)).astype(np.float32),
        "head": matrix(WIDTH, vocabulary, 3.0),
    }
    for layer in range(LAYERS):
        weights |= {
            f"q{layer}": matrix(WIDTH, HEADS * HEAD),
            f"k{layer}": matrix(WIDTH, KV_HEADS * HEAD),
            f"v{layer}": matrix(WIDTH, KV_HEADS * HEAD),
            f"o{layer}": matrix(HEADS * HEAD, WIDTH),
            f"up{layer}": matrix(WIDTH, 2 * WIDTH),
            f"down{layer}": matrix(2 * WIDTH, WIDTH),
        }
    return weights


def expected_logits(weights: Weights, tokens: Sequence[int]) -> NDArray[np.float32]:
    """What the model says after `tokens`, shape (vocabulary,)."""
    count = len(tokens)
    x = weights["embed"][list(tokens)] + weights["places"][:count]
    unseen = np.triu(np.full((count, count), -1e9, np.float32), 1)
    for layer in range(LAYERS):
        q, k, v = ((x @ weights[f"{part}{layer}"]).reshape(count, -1, HEAD).swapaxes(0, 1) for part in "qkv")
        k, v = (np.repeat(part, HEADS // KV_HEADS, axis=0) for part in (k, v))
        scores = q @ k.swapaxes(1, 2) / np.sqrt(HEAD) + unseen
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        x = x + (shares @ v).swapaxes(0, 1).reshape(count, -1) @ weights[f"o{layer}"]
        x = x + np.maximum(x @ weights[f"up{layer}"], 0) @ weights[f"down{layer}"]
    return (x[-1] @ weights["head"]).astype(np.float32)


def write_graph(path: Path, weights: Weights, style: Style = Style()) -> Path:
    graph = _Graph(weights, style)
    model = helper.make_model(
        graph.proto(),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    if style.external:
        # onnx.save would draw a name that nobody asks for, and for that a socket of the internet.
        for tensor in model.graph.initializer:
            if len(tensor.raw_data) > 200:  # shapes are read before data
                set_external_data(tensor, f"{path.name}.data")
    onnx.save(model, str(path))
    return path


def write_optimum(folder: Path, weights: Weights | None = None, style: Style = Style()) -> Path:
    """A folder as Optimum exports one."""
    weights = weights or random_weights()
    write_graph(folder / "model.onnx", weights, style)
    write_tokenizer(folder)
    _write_json(
        folder / "config.json",
        {
            "model_type": "llama",
            "hidden_size": WIDTH,
            "num_hidden_layers": LAYERS,
            "num_attention_heads": HEADS,
            "num_key_value_heads": KV_HEADS,
            "max_position_embeddings": CONTEXT,
            "vocab_size": weights["head"].shape[1],
            "bos_token_id": 256,
            "eos_token_id": 258,
        },
    )
    return folder


def write_genai(folder: Path, weights: Weights | None = None) -> Path:
    """A folder as onnxruntime-genai's builder writes one."""
    weights = weights or random_weights()
    write_graph(folder / "model.onnx", weights, Style(shares_cache=True, external=True))
    write_tokenizer(folder)
    decoder = {
        "filename": "model.onnx",
        "head_size": HEAD,
        "hidden_size": WIDTH,
        "num_attention_heads": HEADS,
        "num_hidden_layers": LAYERS,
        "num_key_value_heads": KV_HEADS,
    }
    _write_json(
        folder / "genai_config.json",
        {
            "model": {
                "type": "llama",
                "bos_token_id": 256,
                "eos_token_id": [258],
                "context_length": CONTEXT,
                "vocab_size": weights["head"].shape[1],
                "decoder": decoder,
            }
        },
    )
    return folder


def write_tokenizer(folder: Path) -> None:
    """Every byte is a token."""
    letters = pre_tokenizers.ByteLevel.alphabet()
    tokenizer = Tokenizer(models.BPE({letter: token for token, letter in enumerate(sorted(letters))}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


class _Graph:
    """Collects nodes and names."""

    def __init__(self, weights: Weights, style: Style) -> None:
        self._style = style
        self._vocabulary = weights["head"].shape[1]
        self._float = TensorProto.FLOAT16 if style.floats is np.float16 else TensorProto.FLOAT
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        for name, values in weights.items():
            self._constants.append(numpy_helper.from_array(values.astype(style.floats), name))

    def proto(self) -> onnx.GraphProto:
        style = self._style
        inputs = [
            self._value("input_ids", TensorProto.INT64, ["batch", "n"]),
            self._value("attention_mask", TensorProto.INT64, ["batch", "total"]),
            self._value("position_ids", TensorProto.INT64, ["batch", "n"]),
        ]
        outputs = [self._value("logits", self._float, ["batch", "rows", self._vocabulary])]
        for layer in range(LAYERS):
            for part in ("key", "value"):
                shape = ["batch", KV_HEADS, f"past{layer}", HEAD]
                inputs.append(self._value(f"past_key_values.{layer}.{part}", self._float, shape))
                outputs.append(self._value(f"present.{layer}.{part}", self._float, ["batch", KV_HEADS, "total", HEAD]))
        x = self._add("Add", self._add("Gather", "embed", "input_ids"), self._add("Gather", "places", "position_ids"))
        seen = self._mask()
        for layer in range(LAYERS):
            x = self._attend(layer, x, seen)
            up = self._add("Relu", self._add("MatMul", x, f"up{layer}"))
            x = self._add("Add", x, self._add("MatMul", up, f"down{layer}"))
        if style.keeps_last:
            inputs.append(self._value("num_logits_to_keep", TensorProto.INT64, []))
            first = self._add("Neg", self._add("Reshape", "num_logits_to_keep", self._whole([1])))
            x = self._add("Slice", x, first, self._whole([2**62]), self._whole([1]))
        self._nodes.append(helper.make_node("MatMul", [x, "head"], ["logits"]))
        return helper.make_graph(self._nodes, "tiny", inputs, outputs, self._constants)

    def _mask(self) -> tuple[str, ...]:
        """For concatenation what may be looked at, added to the scores; for GroupQueryAttention its two lengths."""
        length = self._add("Gather", self._add("Shape", "attention_mask"), self._whole(1))
        if self._style.shares_cache:
            held = self._add("ReduceSum", "attention_mask", self._whole([1]), keepdims=1)
            last = self._add("Cast", self._add("Sub", held, self._whole([1])), to=TensorProto.INT32)
            return last, self._add("Cast", length, to=TensorProto.INT32)
        columns = self._add("Range", self._whole(0), length, self._whole(1))
        rows = self._add("Unsqueeze", "position_ids", self._whole([1, 3]))
        later = self._add("Greater", columns, rows)
        return (self._add("Where", later, self._number(-1e4), self._number(0)),)

    def _attend(self, layer: int, x: str, seen: tuple[str, ...]) -> str:
        q, k, v = (self._add("MatMul", x, f"{part}{layer}") for part in "qkv")
        past = [f"past_key_values.{layer}.key", f"past_key_values.{layer}.value"]
        present = [f"present.{layer}.key", f"present.{layer}.value"]
        if self._style.shares_cache:
            out = f"attended{layer}"
            self._nodes.append(
                helper.make_node(
                    "GroupQueryAttention",
                    [q, k, v, *past, *seen],
                    [out, *present],
                    domain="com.microsoft",
                    num_heads=HEADS,
                    kv_num_heads=KV_HEADS,
                )
            )
        else:
            out = self._copying_attention(q, k, v, past, present, seen[0])
        return self._add("Add", x, self._add("MatMul", out, f"o{layer}"))

    def _copying_attention(self, q: str, k: str, v: str, past: list[str], present: list[str], seen: str) -> str:
        heads = []
        for part, count in ((q, HEADS), (k, KV_HEADS), (v, KV_HEADS)):
            split = self._add("Reshape", part, self._whole([1, -1, count, HEAD]))
            heads.append(self._add("Transpose", split, perm=[0, 2, 1, 3]))
        for name, before, after in zip(heads[1:], past, present, strict=True):
            self._nodes.append(helper.make_node("Concat", [before, name], [after], axis=2))
        # One head of keys serves all heads of queries: the shapes broadcast.
        keys = self._add("Transpose", present[0], perm=[0, 1, 3, 2])
        scores = self._add("Mul", self._add("MatMul", heads[0], keys), self._number(1 / np.sqrt(HEAD)))
        shares = self._add("Softmax", self._add("Add", scores, seen), axis=-1)
        mixed = self._add("Transpose", self._add("MatMul", shares, present[1]), perm=[0, 2, 1, 3])
        return self._add("Reshape", mixed, self._whole([1, -1, HEADS * HEAD]))

    def _add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        out = f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [out], **attributes))
        return out

    def _whole(self, value: int | list[int]) -> str:
        return self._constant(np.array(value, np.int64))

    def _number(self, value: float) -> str:
        return self._constant(np.array(value, self._style.floats))

    def _constant(self, values: NDArray[Any]) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(values, name))
        return name

    def _value(self, name: str, kind: int, shape: Sequence[int | str]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, list(shape))
