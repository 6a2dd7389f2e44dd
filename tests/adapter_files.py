"""Writes adapters for tests: GGUF files, control vectors, PEFT folders and .onnx_adapter files, small and random."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from models.gguf_reader import Value
from models.gguf_writer import data_of, plan_for, real, text, whole, wholes, write_gguf
from tests.gguf_files import GGUFFile

Array = NDArray[np.float16] | NDArray[np.float32]

LINEAR = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")


def linear_shapes(model: GGUFFile) -> dict[str, tuple[int, int]]:
    """(inputs, outputs) of every linear tensor in the layers of a model."""
    return {
        tensor.name: (tensor.shape[0], tensor.shape[1])
        for tensor in model.tensors
        if tensor.name.split(".")[-2] in LINEAR and tensor.name.startswith("blk.")
    }


def random_pairs(
    shapes: Mapping[str, tuple[int, int]], rank: int | Mapping[str, int] = 4, seed: int = 0, strength: float = 0.3
) -> dict[str, tuple[Array, Array]]:
    """A (rank, inputs) and B (outputs, rank) for each tensor: large enough to change every answer."""
    random = np.random.default_rng(seed)
    pairs: dict[str, tuple[Array, Array]] = {}
    for name, (inputs, outputs) in shapes.items():
        r = rank if isinstance(rank, int) else rank[name]
        a = random.standard_normal((r, inputs)).astype(np.float32) * np.float32(strength / np.sqrt(inputs))
        b = random.standard_normal((outputs, r)).astype(np.float32) * np.float32(strength)
        pairs[name] = (a, b)
    return pairs


def write_tensors(path: Path, metadata: Mapping[str, Value], tensors: Mapping[str, Array]) -> Path:
    with path.open("wb") as file:
        plans = [plan_for(name, array) for name, array in tensors.items()]
        write_gguf(file, metadata, plans, (data_of(array) for array in tensors.values()))
    return path


def lora_metadata(architecture: str = "llama", alpha: float = 8.0, name: str = "Style") -> dict[str, Value]:
    return {
        "general.type": text("adapter"),
        "general.architecture": text(architecture),
        "general.name": text(name),
        "adapter.type": text("lora"),
        "adapter.lora.alpha": real(alpha),
    }


def write_lora(
    path: Path,
    pairs: Mapping[str, tuple[Array, Array]],
    *,
    architecture: str = "llama",
    alpha: float = 8.0,
    name: str = "Style",
    base: str = "",
    invocation: Sequence[int] = (),
    more: Mapping[str, Value] | None = None,
) -> Path:
    """A LoRA as GGUF, activated where there are invocation tokens."""
    metadata = lora_metadata(architecture, alpha, name)
    if base:
        metadata |= {"general.base_model.count": whole(1), "general.base_model.0.name": text(base)}
    if invocation:
        metadata["adapter.alora.invocation_tokens"] = wholes(invocation)
    tensors = {f"{name}.lora_{part}": pair[part == "b"] for name, pair in pairs.items() for part in "ab"}
    return write_tensors(path, metadata | dict(more or {}), tensors)


def write_control_vector(
    path: Path, directions: Mapping[int, NDArray[np.float32]], *, architecture: str = "llama"
) -> Path:
    metadata = {
        "general.architecture": text("controlvector"),
        "controlvector.model_hint": text(architecture),
        "controlvector.layer_count": whole(len(directions)),
    }
    return write_tensors(path, metadata, {f"direction.{layer}": row for layer, row in directions.items()})


def peft_config(**more: Any) -> dict[str, Any]:
    """What PEFT writes to adapter_config.json for a plain LoRA, as far as anybody reads it."""
    return {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": "somebody/Tiny",
        "r": 4,
        "lora_alpha": 8,
        "bias": "none",
        "fan_in_fan_out": False,
        "use_rslora": False,
        "use_dora": False,
        "modules_to_save": None,
        "init_lora_weights": True,
        "rank_pattern": {},
        "alpha_pattern": {},
    } | more


def write_peft(
    folder: Path,
    modules: Mapping[str, tuple[Array, Array]],
    *,
    config: Mapping[str, Any] | None = None,
    more: Mapping[str, Array] | None = None,
) -> Path:
    """A PEFT folder with A (rank, inputs) and B (outputs, rank) by module, and `more` tensors besides."""
    folder.mkdir(exist_ok=True)
    (folder / "adapter_config.json").write_text(json.dumps(config or peft_config()))
    tensors = {
        f"base_model.model.{module}.lora_{part}.weight": np.ascontiguousarray(pair[part == "B"])
        for module, pair in modules.items()
        for part in "AB"
    }
    save_file(tensors | dict(more or {}), folder / "adapter_model.safetensors")
    return folder


def raw_safetensors(header: object, data: bytes = b"") -> bytes:
    """A safetensors file with any header at all."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def write_onnx_adapter(path: Path, parameters: Mapping[str, Array]) -> Path:
    """A file as ONNX Runtime writes it."""
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    adapter = onnxruntime.AdapterFormat()
    adapter.set_adapter_version(1)
    adapter.set_model_version(1)
    arrays = {name: np.ascontiguousarray(array) for name, array in parameters.items()}  # OrtValues borrow their memory
    adapter.set_parameters({name: onnxruntime.OrtValue.ortvalue_from_numpy(array) for name, array in arrays.items()})
    adapter.export_adapter(str(path))  # pyright: ignore[reportArgumentType] - declared PathLike, takes str only
    return path
