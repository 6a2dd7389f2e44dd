"""A GGUF model as a torch model, with the weights dequantized."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError, ErrorKind
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf, shown

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ARCHITECTURES = ("llama", "qwen2", "qwen3")
"""Those whose torch models were compared with llama.cpp, logit by logit (tests/torch)."""

KERNELS = "32"
"""So many compiled kernels oneDNN keeps, of 1,024 by itself: each length of a row that is trained on has its own, which
came to half a gigabyte and more, and a training was no faster for it (`python -m benchmarks.personalization_speed`)."""

_GLOBAL_TENSORS = frozenset({"token_embd.weight", "output_norm.weight", "output.weight"})
_LAYER_TENSORS = frozenset(
    f"{name}.{kind}"
    for name, kinds in {
        "attn_norm": ("weight",),
        "attn_q": ("weight", "bias"),
        "attn_k": ("weight", "bias"),
        "attn_v": ("weight", "bias"),
        "attn_q_norm": ("weight",),
        "attn_k_norm": ("weight",),
        "attn_output": ("weight",),
        "ffn_norm": ("weight",),
        "ffn_gate": ("weight",),
        "ffn_up": ("weight",),
        "ffn_down": ("weight",),
    }.items()
    for kind in kinds
)


def check_convertible(header: GGUFHeader) -> None:
    """Raises EngineError(UNSUPPORTED) for a model that torch would compute in another way than llama.cpp does."""
    if header.architecture not in ARCHITECTURES:
        raise _unsupported(header.path, f"its architecture is {header.architecture}")
    if len(header.files) > 1:
        raise _unsupported(header.path, f"it is split into {len(header.files)} files")
    # Factors for longer contexts are a tensor of their own here, and a setting that transformers does not read.
    scaled = next((key for key in header.metadata if ".rope.scaling." in key), None)
    if scaled is not None and header.metadata[scaled] != "none":
        raise _unsupported(header.path, "it stretches its context length by rotary scaling")
    for tensor in header.tensors:
        if tensor.name not in _GLOBAL_TENSORS and tensor.name.partition(".")[2].partition(".")[2] not in _LAYER_TENSORS:
            raise _unsupported(header.path, f"it has a tensor of an unusual kind ({tensor.name})")


def _unsupported(path: Path, reason: str) -> EngineError:
    return EngineError(
        ErrorKind.UNSUPPORTED,
        f"“{shown(path)}” cannot be turned into a torch or ONNX model: {reason}. Ordinary Llama, Qwen2 and Qwen3 "
        "models in one file can.",
        str(path),
    )


def load_torch_model(path: Path) -> PreTrainedModel:
    """The model of the GGUF file at `path` in float32, in evaluation mode.

    Rows of q and k are in Hugging Face's order. Raises EngineError for a file that cannot be trusted or converted, and
    ImportError where torch or transformers are missing.
    """
    header = inspect_gguf(path)
    check_convertible(header)
    os.environ["HF_HUB_OFFLINE"] = "1"  # read when transformers is imported
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", KERNELS)  # read when torch first multiplies
    import torch
    import transformers

    auto: Any = transformers
    place: dict[str, str] = {"pretrained_model_name_or_path": str(path.parent), "gguf_file": path.name}
    config = auto.AutoConfig.from_pretrained(**place)
    config.head_dim = header.key_length  # transformers supposes heads that share the width among them
    model: Any = auto.AutoModelForCausalLM.from_pretrained(**place, config=config, dtype=torch.float32)
    # It is an ordinary model now. Marked as quantized it could be neither saved nor trained.
    del model.config.quantization_config
    for mark in ("is_quantized", "hf_quantizer", "quantization_method"):
        delattr(model, mark)
    return model.eval()
