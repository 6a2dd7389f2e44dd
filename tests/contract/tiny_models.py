"""Tiny models with random weights of several architectures, for what the starter model cannot show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.backends.llama.native import lib
from models.gguf_format import ValueType
from tests.gguf_files import F16, F32, GGUFFile, Tensor, tiny_llama

U32, F32_VALUE, TEXT = ValueType.UINT32, ValueType.FLOAT32, ValueType.STRING


def of_architecture(name: str, **options: Any) -> GGUFFile:
    """A tiny model of a Llama-like architecture: its keys renamed, and the tensors added that it has besides."""
    file = tiny_llama(**options)
    file.metadata = {
        key.replace("llama.", f"{name}.") if key.startswith("llama.") else key: value
        for key, value in file.metadata.items()
    }
    file.set("general.architecture", TEXT, name)
    width = file.metadata[f"{name}.embedding_length"][1]
    head = width // file.metadata[f"{name}.attention.head_count"][1]
    for layer in range(file.metadata[f"{name}.block_count"][1]):
        blk = f"blk.{layer}."
        if name == "gemma3":
            for part, length in (
                ("attn_q_norm", head),
                ("attn_k_norm", head),
                ("post_attention_norm", width),
                ("post_ffw_norm", width),
            ):
                file.tensors.append(_filled(f"{blk}{part}.weight", length, 1.0))
        if name == "qwen2vl":
            for part in "qkv":
                rows = file.tensor(f"{blk}attn_{part}.weight").shape[1]
                file.tensors.append(_filled(f"{blk}attn_{part}.bias", rows, 0.1))
    if name.startswith("gemma"):
        for part in ("key", "value"):
            file.set(f"{name}.attention.{part}_length", U32, head)
    if name == "qwen2vl":
        file.set(
            f"{name}.rope.dimension_sections", (ValueType.ARRAY, ValueType.INT32), [head // 4, head // 8, head // 8, 0]
        )
    return file


def mamba(width: int = 32) -> GGUFFile:
    """A recurrent model: its memory is one state, not a cache of positions."""
    file = tiny_llama(width=width)
    kept = {key: value for key, value in file.metadata.items() if not key.startswith("llama.")}
    inner, state, rank, kernel = 2 * width, 8, 4, 4
    file.metadata = kept | {
        "mamba.block_count": (U32, 1),
        "mamba.context_length": (U32, 256),
        "mamba.embedding_length": (U32, width),
        "mamba.feed_forward_length": (U32, 0),
        "mamba.attention.head_count": (U32, 0),
        "mamba.attention.layer_norm_rms_epsilon": (F32_VALUE, 1e-5),
        "mamba.ssm.conv_kernel": (U32, kernel),
        "mamba.ssm.inner_size": (U32, inner),
        "mamba.ssm.state_size": (U32, state),
        "mamba.ssm.time_step_rank": (U32, rank),
    }
    file.set("general.architecture", TEXT, "mamba")
    random = np.random.default_rng(1)
    file.tensors = [
        file.tensor("token_embd.weight"),
        _filled("output_norm.weight", width, 1.0),
        _filled("blk.0.attn_norm.weight", width, 1.0),
        _random("blk.0.ssm_in.weight", (width, 2 * inner), random),
        _random("blk.0.ssm_conv1d.weight", (kernel, inner), random, F32),
        _filled("blk.0.ssm_conv1d.bias", inner, 0.0),
        _random("blk.0.ssm_x.weight", (inner, rank + 2 * state), random),
        _random("blk.0.ssm_dt.weight", (rank, inner), random, F32),
        _filled("blk.0.ssm_dt.bias", inner, 0.1),
        Tensor("blk.0.ssm_a", (state, inner), F32, np.full((inner, state), -1.0, "<f4").tobytes()),
        _filled("blk.0.ssm_d", inner, 1.0),
        _random("blk.0.ssm_out.weight", (inner, width), random),
    ]
    return file


def quantized(source: Path, target: Path, table_type: int) -> Path:
    """The model at `source` with its table of embeddings stored as another ggml type."""
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype = lib.LLAMA_FTYPE_MOSTLY_F16
    parameters.token_embedding_type = table_type
    parameters.nthread = 1
    assert lib.llama_model_quantize(bytes(source), bytes(target), parameters) == 0
    return target


def _random(name: str, shape: tuple[int, int], random: np.random.Generator, kind: int = F16) -> Tensor:
    values = random.standard_normal(shape[::-1]) / np.sqrt(shape[0])
    return Tensor(name, shape, kind, values.astype("<f2" if kind == F16 else "<f4").tobytes())


def _filled(name: str, length: int, value: float) -> Tensor:
    return Tensor(name, (length,), F32, np.full(length, value, "<f4").tobytes())
