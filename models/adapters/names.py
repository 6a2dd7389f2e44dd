"""Names of linear layers: Hugging Face's module names, and the tensors that GGUF stores them in.

The tables follow llama.cpp's own converter (`conversion/*.py` and gguf-py's tensor_mapping.py of 0.3.36 of its Python
bindings). An architecture is listed only where each module of its layers is one whole tensor, so that a LoRA on the one
is a LoRA on the other; which rows are reordered on the way is told by `permuted`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

OUTPUT = "output.weight"


@dataclass(frozen=True)
class Architecture:
    """How the linear layers of one architecture are called. Both names are those within a layer."""

    tensors: Mapping[str, str]
    """Tensor by module: self_attn.q_proj -> attn_q."""
    permuted: bool = False
    """Whether llama.cpp's converter reorders the rows of q and k (see `rows`)."""


_ATTENTION = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
}
_GATED = {
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_SHARED_EXPERT = {
    "mlp.gate": "ffn_gate_inp",
    "mlp.shared_expert.gate_proj": "ffn_gate_shexp",
    "mlp.shared_expert.up_proj": "ffn_up_shexp",
    "mlp.shared_expert.down_proj": "ffn_down_shexp",
}
_PLAIN = Architecture(_ATTENTION | _GATED)
_PERMUTED = Architecture(_ATTENTION | _GATED, permuted=True)

ARCHITECTURES: Mapping[str, Architecture] = {
    # Llama, Mistral, SmolLM 1 and 2, InternLM 3, Mixtral (its attention and its gate; its experts are fused).
    "llama": Architecture(_ATTENTION | _GATED | {"block_sparse_moe.gate": "ffn_gate_inp"}, permuted=True),
    "mistral3": _PERMUTED,
    "smollm3": _PERMUTED,
    "granite": _PERMUTED,
    "minicpm": _PERMUTED,
    "olmo": _PERMUTED,
    "arcee": Architecture(_ATTENTION | {"mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}, permuted=True),
    "apertus": Architecture(_ATTENTION | {"mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}),
    "nemotron": Architecture(_ATTENTION | {"mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down"}),
    "qwen2": _PLAIN,
    "qwen2vl": _PLAIN,
    "qwen2moe": Architecture(_ATTENTION | _SHARED_EXPERT),
    "qwen3": _PLAIN,
    "qwen3moe": Architecture(_ATTENTION | {"mlp.gate": "ffn_gate_inp"}),
    "gemma": _PLAIN,
    "gemma2": _PLAIN,
    "gemma3": _PLAIN,
    "olmo2": _PLAIN,
    "stablelm": _PLAIN,
    "seed_oss": _PLAIN,
    "exaone4": _PLAIN,
    "command-r": _PLAIN,
    "cohere2": _PLAIN,
    "hunyuan-dense": _PLAIN,
    "phi3": Architecture(
        {
            "self_attn.qkv_proj": "attn_qkv",
            "self_attn.o_proj": "attn_output",
            "mlp.gate_up_proj": "ffn_up",
            "mlp.down_proj": "ffn_down",
        }
    ),
    "phi2": Architecture(
        {
            "self_attn.q_proj": "attn_q",
            "self_attn.k_proj": "attn_k",
            "self_attn.v_proj": "attn_v",
            "self_attn.dense": "attn_output",
            "mlp.fc1": "ffn_up",
            "mlp.fc2": "ffn_down",
        }
    ),
    "starcoder2": Architecture(_ATTENTION | {"mlp.c_fc": "ffn_up", "mlp.c_proj": "ffn_down"}),
    "gpt2": Architecture(
        {
            "attn.c_attn": "attn_qkv",
            "attn.c_proj": "attn_output",
            "mlp.c_fc": "ffn_up",
            "mlp.c_proj": "ffn_down",
        }
    ),
}
"""By `general.architecture`."""

_LAYER = re.compile(
    r"(?:model\.|model\.language_model\.|language_model\.model\.|transformer\.)?(?:layers|h)\.(0|[1-9]\d{0,3})\.(.+)"
)
_TENSOR = re.compile(r"blk\.(\d{1,4})\.([a-z0-9_]+)\.weight")


def tensor_of(module: str, architecture: str) -> str | None:
    """The GGUF tensor that holds a module, named as in its model (model.layers.0.self_attn.q_proj): or None where this
    architecture is unknown or has no such linear layer."""
    known = ARCHITECTURES.get(architecture)
    if known is None:
        return None
    if module == "lm_head":
        return OUTPUT
    layer = _LAYER.fullmatch(module)
    tensor = known.tensors.get(layer[2]) if layer else None
    return f"blk.{layer[1]}.{tensor}.weight" if layer and tensor else None


def module_of(tensor: str, architecture: str) -> str | None:
    """The other way round: the module of a GGUF tensor, or None."""
    known = ARCHITECTURES.get(architecture)
    if known is None:
        return None
    if tensor == OUTPUT:
        return "lm_head"
    named = _TENSOR.fullmatch(tensor)
    module = next((module for module, part in known.tensors.items() if named and part == named[2]), None)
    if named is None or module is None:
        return None
    return f"{'transformer.h' if architecture == 'gpt2' else 'model.layers'}.{named[1]}.{module}"
