"""What an adapter needs to know of the model that it is put on, and whether it fits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.header import AdapterHeader
from models.adapters.names import ARCHITECTURES, OUTPUT
from models.gguf_header import MAX_LAYERS, GGUFHeader
from models.gguf_reader import BadHeader, TensorInfo
from models.ordinary_file import naming, open_ordinary, shown, shown_text

ONNX_DESCRIPTION = "homespun.json"
_MAX_DESCRIPTION = 2**20


@dataclass(frozen=True)
class LinearShape:
    """A tensor that activations are multiplied by."""

    inputs: int
    outputs: int
    experts: int = 0
    """0 for an ordinary matrix."""


@dataclass(frozen=True)
class BaseDescription:
    """A model as adapters see it."""

    name: str
    architecture: str
    tensors: Mapping[str, LinearShape]
    """What adapters may change, by GGUF tensor name."""
    tied: bool
    """Whether the output layer is the table of words, so that neither can be changed alone."""
    width: int
    """Numbers in a hidden state."""
    layers: int
    heads: tuple[int, ...]
    """For each layer."""
    kv_heads: tuple[int, ...]
    vocabulary_size: int


_NOT_MULTIPLIED = re.compile(
    r"token_embd|position_embd|token_types|.*_norm(?:_\d)?|rope_.*|(?:.*\.)?altup_.*|.*_sinks"
    r"|.*\.(?:ssm_conv1d|attn_rel_b|shortconv\.conv|ffn_latent_(?:down|up))"
)
"""Tensors that llama.cpp looks up, adds, or multiplies without asking for adapters: one on them would do nothing."""

_PARTLY_APPLIED = frozenset(
    (
        *("bailingmoe3", "deepseek2", "deepseek2-ocr", "deepseek32", "deepseek4", "dots3note", "glm-dsa", "glm5-next"),
        *("graniteswitch", "hy_v4", "kimi-k3", "kimi-linear", "minicpm3", "plm"),
        *("rwkv6", "rwkv6qwen2", "rwkv7", "arwkv7"),
    )
)
"""Architectures that llama.cpp multiplies in part by `ggml_mul_mat` and not by `build_lora_mm` (src/models/*.cpp): an
adapter on such layers would be left out without a word."""


def describe_gguf_base(header: GGUFHeader) -> BaseDescription:
    """The model of a GGUF header that `inspect_gguf` has passed."""
    tensors = {tensor.name: tensor for tensor in header.tensors}
    linear = {name: shape for name, tensor in tensors.items() if (shape := _linear_shape(tensor))}
    return BaseDescription(
        name=header.name or header.path.stem,
        architecture=header.architecture,
        tensors=linear,
        tied=OUTPUT not in tensors,
        width=header.embedding_length,
        layers=header.layers,
        heads=header.heads,
        kv_heads=header.kv_heads,
        vocabulary_size=header.vocabulary_size,
    )


def describe_onnx_base(folder: Path) -> BaseDescription:
    """The model of a folder that `models.onnx` has made, by its homespun.json.

    Raises EngineError: MODEL_NOT_FOUND where there is none, MODEL_INVALID for a damaged one."""
    path = folder / ONNX_DESCRIPTION
    with open_ordinary(path, "description of a model") as file, naming(path):
        try:
            described = json.loads(file.read(_MAX_DESCRIPTION))
        except (ValueError, RecursionError):
            raise BadHeader("is damaged: it is not JSON", "Convert the model again.") from None
        if not isinstance(described, dict):
            raise BadHeader("is damaged: it does not describe a model", "Convert the model again.")
        return _onnx_base(cast(dict[str, object], described))


def check_fits(adapter: AdapterHeader, base: BaseDescription) -> None:
    """Raises EngineError(ADAPTER_MISMATCH) where the adapter was made for another model than `base`, with the reason
    and both names; EngineError(UNSUPPORTED) where no LoRA can be applied to all layers of a model of this family."""
    reason = _architecture_problem(adapter, base)
    if not reason and adapter.kind is AdapterKind.CONTROL_VECTOR:
        reason = _directions_problem(adapter, base)
    if not reason:
        problems = (
            tensor_problem(pair.tensor, LinearShape(pair.inputs, pair.outputs, pair.experts), base)
            for pair in adapter.pairs
        )
        reason = next(filter(None, problems), "")
    if not reason and any(token >= base.vocabulary_size for token in adapter.invocation):
        reason = "the words that switch it on are not in the model's vocabulary"
    if reason:
        # On the shelf every file has the same name, so the adapter's own says more.
        name = shown_text(adapter.name) or shown(adapter.path)
        raise mismatch(name, adapter.base or _of_architecture(adapter.architecture), base, reason)
    if adapter.pairs and base.architecture in _PARTLY_APPLIED:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"Models of the {base.architecture} family take no LoRA: llama.cpp would apply it to a part of their "
            "layers only. Use control vectors, or a model into which the adapter is merged.",
            str(adapter.path),
        )


def mismatch(name: str, made_for: str, base: BaseDescription, reason: str) -> EngineError:
    """The refusal of the adapter `name`, which says that it was made for `made_for`, on `base`."""
    origin = f"was made for {shown_text(made_for)}" if made_for else "does not say for which model it was made"
    return EngineError(
        ErrorKind.ADAPTER_MISMATCH,
        f"“{name}” {origin} and does not fit {shown_text(base.name)} ({base.architecture}): {reason}. "
        "Load the model that it was made for, or choose another adapter.",
        name,
    )


def _of_architecture(architecture: str) -> str:
    return f"a {architecture} model" if architecture else ""


def _architecture_problem(adapter: AdapterHeader, base: BaseDescription) -> str:
    if adapter.architecture and adapter.architecture != base.architecture:
        return f"it is for the architecture {shown_text(adapter.architecture)}, the model has {base.architecture}"
    return ""


def _directions_problem(adapter: AdapterHeader, base: BaseDescription) -> str:
    if adapter.width != base.width:
        return f"its directions have {adapter.width:,} numbers, the model's hidden state has {base.width:,}"
    last = adapter.directions[-1].layer
    if last >= base.layers:
        return f"it moves layer {last}, and the model's layers end at {base.layers - 1}"
    return ""


def tensor_problem(tensor: str, shape: LinearShape, base: BaseDescription) -> str:
    """Why a pair of this shape cannot change `tensor` of `base`; empty where it can."""
    own = base.tensors.get(tensor)
    if own is None:
        return _missing_tensor(tensor, base)
    if (shape.inputs, shape.outputs) != (own.inputs, own.outputs):
        return (
            f"its {tensor} takes {shape.inputs:,} numbers and gives {shape.outputs:,}, "
            f"the model's takes {own.inputs:,} and gives {own.outputs:,}"
        )
    # llama.cpp does not compare these, and reads and writes out of bounds where they differ (its issue 29128).
    if shape.experts != own.experts:
        return f"its {tensor} is for {shape.experts} experts, the model has {own.experts}"
    return ""


def _missing_tensor(tensor: str, base: BaseDescription) -> str:
    if tensor == OUTPUT and base.tied:
        return "it changes the output layer (lm_head), which in this model is one with the table of words"
    layer = re.match(r"blk\.(\d{1,6})\.", tensor)
    if layer and int(layer[1]) >= base.layers:
        return f"it changes layer {layer[1]}, and the model's layers end at {base.layers - 1}"
    return f"the model has no linear layer {shown_text(tensor)}"


def _linear_shape(tensor: TensorInfo) -> LinearShape | None:
    name = tensor.name.removesuffix(".weight")
    if name == tensor.name or _NOT_MULTIPLIED.fullmatch(name):
        return None
    # In the feed-forward part llama.cpp asserts that there is no adapter on this format (`build_ffn`).
    if tensor.type.name == "NVFP4" and ".ffn_" in name:
        return None
    match tensor.shape:
        case (inputs, outputs):
            return LinearShape(inputs, outputs)
        case (inputs, outputs, experts):
            return LinearShape(inputs, outputs, experts)
        case _:
            return None


def _onnx_base(described: dict[str, object]) -> BaseDescription:
    architecture = _text(described, "architecture")
    known = ARCHITECTURES.get(architecture)
    layers, width = _number(described, "layers", MAX_LAYERS), _number(described, "hidden_size")
    heads, kv_heads = _number(described, "heads"), _number(described, "kv_heads")
    head_size, feed_forward = _number(described, "head_size"), _number(described, "feed_forward_size")
    shapes = {
        "attn_q": LinearShape(width, heads * head_size),
        "attn_k": LinearShape(width, kv_heads * head_size),
        "attn_v": LinearShape(width, kv_heads * head_size),
        "attn_output": LinearShape(heads * head_size, width),
        "ffn_gate": LinearShape(width, feed_forward),
        "ffn_up": LinearShape(width, feed_forward),
        "ffn_down": LinearShape(feed_forward, width),
    }
    # The converter gives inputs for adapters to models whose layers are made of these seven, and to no others.
    parts = sorted(shapes) if known and shapes.keys() <= set(known.tensors.values()) else []
    return BaseDescription(
        name=_text(described, "name"),
        architecture=architecture,
        tensors={f"blk.{layer}.{part}.weight": shapes[part] for layer in range(layers) for part in parts},
        tied=described.get("tied_embeddings") is True,
        width=width,
        layers=layers,
        heads=(heads,) * layers,
        kv_heads=(kv_heads,) * layers,
        vocabulary_size=_number(described, "vocabulary_size"),
    )


def _text(described: dict[str, object], key: str) -> str:
    value = described.get(key)
    if not isinstance(value, str):
        raise BadHeader(f"is damaged: its {key} is not a text", "Convert the model again.")
    return value


def _number(described: dict[str, object], key: str, most: int = 2**24) -> int:
    value = described.get(key)
    if type(value) is not int or not 1 <= value <= most:
        raise BadHeader(f"is damaged: its {key} is not a number that is possible", "Convert the model again.")
    return value
