"""The weights of a GGUF file once more, in float32, for a torch model that came from it and was rounded since."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.adapters.base import describe_gguf_base
from models.adapters.names import ARCHITECTURES
from models.adapters.rows import from_gguf, reordered_heads
from models.inspect_gguf import inspect_gguf
from models.ordinary_file import open_ordinary

if TYPE_CHECKING:
    from transformers import PreTrainedModel

_GLOBAL = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}
_NORMS = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q_norm": "self_attn.q_norm",
    "attn_k_norm": "self_attn.k_norm",
}
_IN_LAYER = re.compile(r"blk\.(\d+)\.(.+)")


def restore_weights(model: PreTrainedModel, path: Path) -> None:
    """Replace the weights of `model`, which `load_torch_model` made of the file at `path`, by those of the file. One
    after the other, so that besides the model only the largest of them takes memory. Layers that an adapter wraps are
    reached through it.

    Raises EngineError for a file that cannot be trusted, and OSError.
    """
    import gguf
    import torch

    library: Any = torch
    header = inspect_gguf(path)
    base = describe_gguf_base(header)
    quants: Any = gguf.quants
    with open_ordinary(path) as file:
        for tensor in header.tensors:
            file.seek(tensor.offset)
            stored = np.frombuffer(file.read(tensor.bytes), np.uint8)
            *outer, inputs = reversed(tensor.shape)
            rows = stored.reshape(*outer, inputs // tensor.type.block * tensor.type.block_bytes)
            weight = np.asarray(quants.dequantize(rows, gguf.GGMLQuantizationType[tensor.type.name]), np.float32)
            name, _, kind = tensor.name.rpartition(".")
            heads = reordered_heads(f"{name}.weight", base)
            weight = from_gguf(weight.reshape(len(weight), -1), heads).reshape(weight.shape)
            module: Any = model.get_submodule(_module(name, base.architecture))
            getattr(getattr(module, "base_layer", module), kind).data = library.from_numpy(weight.copy())


def _module(tensor: str, architecture: str) -> str:
    """Path of the torch layer that a tensor belongs to; its name is without what it is of it."""
    if (in_layer := _IN_LAYER.fullmatch(tensor)) is None:
        return _GLOBAL[tensor]
    own = _NORMS | {name: module for module, name in ARCHITECTURES[architecture].tensors.items()}
    return f"model.layers.{in_layer[1]}.{own[in_layer[2]]}"
