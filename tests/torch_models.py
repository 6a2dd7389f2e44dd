"""Adapters in torch, as PEFT computes them, and tiny models that torch, llama.cpp and ONNX Runtime all read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.training.lora import ALL_LINEAR
from models.gguf_format import ValueType
from models.gguf_reader import Array, Value
from models.gguf_writer import data_of, plan_for, real, text, texts, whole, write_gguf

Logits = NDArray[np.float64]
"""(positions, vocabulary)."""

_TENSORS = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}


class TorchReference:
    """A torch model that adapters are put on as PEFT does it."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def logits(self, tokens: Sequence[int], adapters: Sequence[tuple[Path, float]] = ()) -> Logits:
        """With the sum of `adapters`, each a PEFT folder and its scale."""
        import torch

        with self._wearing(adapters) as model, torch.no_grad():
            return model(input_ids=torch.tensor([list(tokens)])).logits[0].double().numpy()

    def round_to_float16(self) -> None:
        """Matrices to the nearest float16, as in a GGUF in F16."""
        import torch

        with torch.no_grad():
            for weight in self.model.parameters():
                if weight.ndim == 2:
                    weight.copy_(weight.half())

    @contextmanager
    def _wearing(self, adapters: Sequence[tuple[Path, float]]) -> Iterator[Any]:
        from peft import PeftModel

        if not adapters:
            yield self.model
            return
        names = [f"adapter{number}" for number in range(len(adapters))]
        wrapped: Any = PeftModel.from_pretrained(self.model, str(adapters[0][0]), adapter_name=names[0])
        try:
            for name, (folder, _) in zip(names[1:], adapters[1:], strict=True):
                wrapped.load_adapter(str(folder), adapter_name=name)
            if len(names) > 1:
                wrapped.base_model.set_adapter(names)
            for layer in wrapped.modules():
                for name, (_, scale) in zip(names, adapters, strict=True):
                    if hasattr(layer, "set_scale") and name in layer.scaling:
                        layer.set_scale(name, scale)
            yield wrapped.eval()
        finally:
            wrapped.unload()


def random_adapter(model: Any, folder: Path, *, seed: int, strength: float, **config: Any) -> Path:
    """Write a PEFT adapter of `model` with random A and B that touches every linear layer.

    `strength` is the size of the update's numbers in relation to those of the weights, about. `config` goes to
    `LoraConfig`: r, lora_alpha, rank_pattern, ...
    """
    import torch
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(seed)
    wrapped: Any = get_peft_model(model, LoraConfig(target_modules=list(ALL_LINEAR), **config))
    with torch.no_grad():
        for layer in wrapped.modules():
            if hasattr(layer, "lora_B") and "default" in layer.lora_B:
                a, b = layer.lora_A["default"].weight, layer.lora_B["default"].weight
                b.normal_()
                update = layer.scaling["default"] * (b @ a)
                b.mul_(strength * layer.weight.std() / update.std())
                # The converted file is in float16: what is rounded here already shows nothing but the conversion.
                a.copy_(a.half())
                b.copy_(b.half())
    wrapped.save_pretrained(folder)
    wrapped.unload()
    return folder


def tiny_torch_model(architecture: str) -> Any:
    """A random qwen2 or qwen3 of two layers: biases on q, k and v, or norms on q and k and a head size of its own."""
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(7)
    shape: dict[str, Any] = {
        "vocab_size": 264,
        "hidden_size": 64,
        "intermediate_size": 96,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 256,
        "tie_word_embeddings": False,
        "initializer_range": 0.2,
    }
    model: Any
    if architecture == "qwen2":
        model = Qwen2ForCausalLM(Qwen2Config(**shape))
    else:
        model = Qwen3ForCausalLM(Qwen3Config(**shape, head_dim=32))
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name.endswith("bias") or "norm" in name:
                weight.add_(0.1 * torch.randn_like(weight))
    return model.eval()


def write_tiny_gguf(model: Any, path: Path) -> Path:
    """The model of `tiny_torch_model` as GGUF in F32."""
    config = model.config
    name = config.model_type
    letters = [chr(code) for code in (*range(33, 127), *range(161, 173), *range(174, 256))]
    letters += [chr(256 + number) for number in range(256 - len(letters))]
    tokens = [*letters, "<|endoftext|>", "<|im_start|>", "<|im_end|>", "Ġa"]
    tokens += [f"<unused{number}>" for number in range(config.vocab_size - len(tokens))]
    kinds = tuple(3 if token.startswith("<|") else 5 if token.startswith("<unused") else 1 for token in tokens)
    rope = config.rope_parameters["rope_theta"]
    metadata = {
        "general.architecture": text(name),
        "general.type": text("model"),
        "general.name": text(f"Tiny {name}"),
        "general.license": text("apache-2.0"),
        "general.file_type": whole(0),
        f"{name}.block_count": whole(config.num_hidden_layers),
        f"{name}.context_length": whole(config.max_position_embeddings),
        f"{name}.embedding_length": whole(config.hidden_size),
        f"{name}.feed_forward_length": whole(config.intermediate_size),
        f"{name}.attention.head_count": whole(config.num_attention_heads),
        f"{name}.attention.head_count_kv": whole(config.num_key_value_heads),
        f"{name}.attention.layer_norm_rms_epsilon": real(config.rms_norm_eps),
        f"{name}.rope.freq_base": real(rope),
        "tokenizer.ggml.model": text("gpt2"),
        "tokenizer.ggml.pre": text("qwen2"),
        "tokenizer.ggml.tokens": texts(tokens),
        "tokenizer.ggml.token_type": Value(ValueType.ARRAY, Array(ValueType.INT32, len(kinds), numbers=kinds)),
        "tokenizer.ggml.merges": texts(["Ġ a"]),
        "tokenizer.ggml.eos_token_id": whole(tokens.index("<|im_end|>")),
    }
    if name == "qwen3":
        metadata |= {f"{name}.attention.{part}_length": whole(config.head_dim) for part in ("key", "value")}
    arrays = {_gguf_name(key): value.float().numpy() for key, value in model.state_dict().items()}
    with path.open("wb") as file:
        plans = [plan_for(key, array) for key, array in arrays.items()]
        write_gguf(file, metadata, plans, (data_of(array) for array in arrays.values()))
    return path


def _gguf_name(name: str) -> str:
    whole_model = {
        "model.embed_tokens.weight": "token_embd.weight",
        "model.norm.weight": "output_norm.weight",
        "lm_head.weight": "output.weight",
    }
    if name in whole_model:
        return whole_model[name]
    _, _, layer, module = name.split(".", 3)
    module, _, kind = module.rpartition(".")
    return f"blk.{layer}.{_TENSORS[module]}.{kind}"
