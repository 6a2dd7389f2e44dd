"""The real PEFT on tiny Hugging Face models: every linear layer must change as it does there, in every architecture."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models.adapters.base import BaseDescription, LinearShape
from models.adapters.convert import import_adapter
from models.adapters.names import module_of, tensor_of
from models.adapters.rows import from_gguf, reordered_heads
from models.adapters.weights import read_weights

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when the libraries are imported

torch = pytest.importorskip("torch")
peft = pytest.importorskip("peft")
transformers = pytest.importorskip("transformers")

SIZES: dict[str, Any] = {
    "vocab_size": 96,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "pad_token_id": 0,
}
MODELS: dict[str, tuple[str, dict[str, Any]]] = {
    "llama": ("Llama", SIZES),
    "granite": ("Granite", SIZES),
    "smollm3": ("SmolLM3", SIZES),
    "qwen2": ("Qwen2", SIZES),
    "qwen3": ("Qwen3", SIZES),
    "gemma2": ("Gemma2", SIZES),
    "gemma3": ("Gemma3Text", SIZES),
    "phi3": ("Phi3", SIZES),
    "gpt2": ("GPT2", {"vocab_size": 96, "n_embd": 32, "n_layer": 2, "n_head": 4}),
}


def _model(architecture: str) -> Any:
    name, sizes = MODELS[architecture]
    torch.manual_seed(0)
    config = getattr(transformers, f"{name}Config")(**sizes)
    return transformers.AutoModelForCausalLM.from_config(config)


def _adapted(model: Any, **options: Any) -> Any:
    """The model with a LoRA whose every number is random."""
    adapted = peft.get_peft_model(model, peft.LoraConfig(task_type="CAUSAL_LM", **options))
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_" in name:
                parameter.normal_(std=0.2)
    return adapted


def _wanted(adapted: Any) -> dict[str, NDArray[np.float64]]:
    """What PEFT itself adds to the weight of each module, as (outputs, inputs)."""
    changes: dict[str, NDArray[np.float64]] = {}
    for name, module in adapted.base_model.model.named_modules():
        if isinstance(module, peft.tuners.lora.LoraLayer):
            delta = module.get_delta_weight("default").detach().numpy().astype(np.float64)
            changes[name] = delta.T if module.fan_in_fan_out else delta
    return changes


def _base(architecture: str, wanted: Mapping[str, NDArray[np.float64]]) -> BaseDescription:
    """A model with exactly the layers that the adapter changes."""
    tensors = {
        str(tensor_of(module, architecture)): LinearShape(delta.shape[1], delta.shape[0])
        for module, delta in wanted.items()
    }
    return BaseDescription("Tiny", architecture, tensors, True, 32, 2, (4, 4), (2, 2), 96)


def _found(path: Path, base: BaseDescription) -> dict[str, NDArray[np.float64]]:
    weights = read_weights(path)
    changes: dict[str, NDArray[np.float64]] = {}
    for tensor, pair in weights.pairs.items():
        b = from_gguf(pair.b, reordered_heads(tensor, base)).astype(np.float64)
        changes[str(module_of(tensor, base.architecture))] = weights.header.strength(pair.rank) * (b @ pair.a)
    return changes


def _worst(found: Mapping[str, NDArray[np.float64]], wanted: Mapping[str, NDArray[np.float64]]) -> float:
    assert found.keys() == wanted.keys()
    return max(float(np.abs(found[module] - wanted[module]).max() / np.abs(wanted[module]).max()) for module in wanted)


@pytest.mark.parametrize("architecture", MODELS)
def test_every_linear_layer_changes_as_in_peft(tmp_path: Path, architecture: str) -> None:
    adapted = _adapted(
        _model(architecture), r=3, lora_alpha=7, target_modules="all-linear", fan_in_fan_out=architecture == "gpt2"
    )
    adapted.half().float().save_pretrained(tmp_path / "adapter")  # numbers that float16 holds: nothing is rounded
    wanted = _wanted(adapted)
    base = _base(architecture, wanted)
    header = import_adapter(tmp_path / "adapter", base, tmp_path / "out.gguf")
    assert header.tensors == len(wanted) == {"phi3": 8, "gpt2": 8}.get(architecture, 14)
    assert {pair.b.type.name for pair in header.pairs} == {"F16"}
    assert _worst(_found(header.path, base), wanted) < 1e-5  # PEFT multiplies in float32


def test_patterns_and_rank_stabilizing_as_in_peft(tmp_path: Path) -> None:
    for number, stabilized in enumerate((False, True)):
        adapted = _adapted(
            _model("llama"),
            r=4,
            lora_alpha=6,
            use_rslora=stabilized,
            target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
            layers_to_transform=[1],
            rank_pattern={"q_proj": 2, r"model\.layers\.\d\.mlp\.up_proj": 7},
            alpha_pattern={"layers.1.self_attn.v_proj": 11, "^model.layers.1.mlp.down_proj": 3, ".*up_proj": 5},
        )
        adapted.save_pretrained(tmp_path / f"{number}")
        wanted = _wanted(adapted)
        base = _base("llama", wanted)
        header = import_adapter(tmp_path / f"{number}", base, tmp_path / f"{number}.gguf")
        assert (header.tensors, header.rank) == (7, 7)
        assert _worst(_found(header.path, base), wanted) < 2e-3  # float16


def test_the_configuration_of_the_installed_peft_is_known() -> None:
    """A new switch of PEFT may change what a LoRA means: it is to be looked at before it passes."""
    known = {
        *("task_type", "peft_type", "auto_mapping", "peft_version", "base_model_name_or_path", "revision"),
        *("inference_mode", "r", "target_modules", "exclude_modules", "lora_alpha", "lora_dropout", "fan_in_fan_out"),
        *("bias", "use_rslora", "modules_to_save", "init_lora_weights", "layers_to_transform", "layers_pattern"),
        *("rank_pattern", "alpha_pattern", "megatron_config", "megatron_core", "trainable_token_indices"),
        *("loftq_config", "eva_config", "corda_config", "lora_ga_config", "use_dora", "velora_config"),
        *("alora_invocation_tokens", "use_qalora", "qalora_group_size", "monteclora_config", "layer_replication"),
        *("runtime_config", "lora_bias", "target_parameters", "use_bdlora", "arrow_config", "kasa_config"),
        "ensure_weight_tying",
    }
    assert set(peft.LoraConfig().to_dict()) <= known
