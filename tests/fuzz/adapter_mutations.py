"""Makes bad adapters out of good ones: by bytes, and by values that a file can hold but an adapter cannot mean."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from models.gguf_format import TENSOR_TYPES, ValueType
from models.gguf_reader import Array, Value
from models.gguf_writer import TensorPlan, encode_header
from tests.adapter_files import (
    linear_shapes,
    lora_metadata,
    peft_config,
    random_pairs,
    write_control_vector,
    write_lora,
    write_onnx_adapter,
    write_peft,
)
from tests.fuzz.mutations import byte_damage
from tests.gguf_files import tiny_llama

CONFIG, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"
_NUMBERS = (0, 1, -1, 2, 7, 255, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**53, 2**63, 2**64, -(2**63), 0.5, 1e-300, 1e300)
_ODD: tuple[Any, ...] = (
    *_NUMBERS,
    *(math.nan, math.inf, -math.inf, None, True, False, "", "x", "\0", "ü" * 3000, [], {}, [1, 2], [[]], {"a": {}}),
    *(10**400, ["x"] * 2000, {str(n): n for n in range(2000)}, "(a+)+$", ".*" * 50, "[" * 100, r"\1(?=x)", "LORA"),
)
_MORE_KEYS = (
    *("use_dora", "use_qalora", "modules_to_save", "layer_replication", "alora_invocation_tokens", "lora_bias"),
    *("trainable_token_indices", "target_parameters", "init_lora_weights", "kasa_config", "unheard_of"),
)


@dataclass(frozen=True)
class AdapterCase:
    """An adapter to be written: files of a folder, of which `source` is chosen; empty is the folder itself."""

    name: str
    files: dict[str, bytes]
    source: str = ""


@dataclass(frozen=True)
class Samples:
    """Sound adapters for a tiny Llama model, as bytes."""

    lora: bytes
    activated: bytes
    control_vector: bytes
    onnx_adapter: bytes
    config: bytes
    weights: bytes


def samples() -> Samples:
    shapes = linear_shapes(tiny_llama(layers=2))
    pairs = random_pairs(shapes, 2)
    modules = {
        f"model.layers.{layer}.self_attn.{part}_proj": pairs[f"blk.{layer}.attn_{part}.weight"]
        for layer in range(2)
        for part in "qkv"
    }
    parameters = {
        f"{module}.lora_{part}.weight": pair[part == "B"].T for module, pair in modules.items() for part in "AB"
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peft = write_peft(
            folder / "peft", modules, config=peft_config(r=2, alpha_pattern={"v_proj": 3, r"layers\.1\.+k_proj": 5})
        )
        rows = {1: np.ones(32, np.float32)}
        return Samples(
            lora=write_lora(folder / "1", pairs, base="Tiny").read_bytes(),
            activated=write_lora(folder / "2", {k: pairs[k] for k in list(pairs)[:2]}, invocation=[7, 8]).read_bytes(),
            control_vector=write_control_vector(folder / "3", rows).read_bytes(),
            onnx_adapter=write_onnx_adapter(folder / "4", parameters).read_bytes(),
            config=(peft / CONFIG).read_bytes(),
            weights=(peft / WEIGHTS).read_bytes(),
        )


def cases(count: int, random: Random) -> Iterator[AdapterCase]:
    """Some `count` adapters of every format. Sound ones are among them where the damage did no harm."""
    sound = samples()
    part = max(count // 12, 4)
    for name in ("lora", "activated", "control_vector", "onnx_adapter"):
        content: bytes = getattr(sound, name)
        ending = "onnx_adapter" if name == "onnx_adapter" else "gguf"
        for title, damaged in _bytes_damaged(name, content, part, random):
            yield AdapterCase(title, {f"x.{ending}": damaged}, f"x.{ending}")
    for number in range(3 * part):
        yield AdapterCase(f"gguf values {number}", {"x.gguf": _gguf_values(random)}, "x.gguf")
    for title, damaged in _bytes_damaged("weights", sound.weights, part, random):
        yield AdapterCase(title, {CONFIG: sound.config, WEIGHTS: damaged})
    for number in range(2 * part):
        yield AdapterCase(
            f"safetensors values {number}", {CONFIG: sound.config, WEIGHTS: _header_values(sound.weights, random)}
        )
    for title, damaged in _bytes_damaged("config", sound.config, part // 2, random):
        yield AdapterCase(title, {CONFIG: damaged, WEIGHTS: sound.weights})
    for number in range(2 * part):
        config = json.loads(sound.config)
        for _ in range(random.choice((1, 1, 2))):
            _damage(config, random, _MORE_KEYS)
        yield AdapterCase(f"config values {number}", {CONFIG: json.dumps(config).encode(), WEIGHTS: sound.weights})


def _bytes_damaged(name: str, content: bytes, count: int, random: Random) -> Iterator[tuple[str, bytes]]:
    for place in sorted({*range(0, 40, 3), *random.sample(range(len(content)), count // 3)}):
        yield f"{name} cut at {place}", content[:place]
    # The descriptions of these files are at their start, of a flatbuffer everywhere.
    within = len(content) if name == "onnx_adapter" else min(len(content), 6000)
    for case in byte_damage(name, content, len(content), count, random, within):
        yield case.name, case.start


def _gguf_values(random: Random) -> bytes:
    """A well-formed GGUF adapter in which values, names, shapes or formats are wrong."""
    metadata = lora_metadata()
    if random.random() < 0.3:
        metadata["adapter.alora.invocation_tokens"] = Value(ValueType.ARRAY, Array(ValueType.UINT32, 2, numbers=(5, 6)))
    plans = [
        plan
        for name, (inputs, outputs) in linear_shapes(tiny_llama(layers=2)).items()
        for plan in (
            TensorPlan(f"{name}.lora_a", (inputs, 2), "F32"),
            TensorPlan(f"{name}.lora_b", (2, outputs), "F32"),
        )
    ]
    for _ in range(random.choice((1, 1, 2, 3))):
        match random.randrange(4):
            case 0:
                key = random.choice((*metadata, "general.alignment", "general.tags", "split.count"))
                metadata[key] = _value(random)
            case 1:
                metadata.pop(random.choice(list(metadata)))
            case 2:
                place = random.randrange(len(plans))
                plans[place] = _plan(plans[place], random)
            case _:
                plans.pop(random.randrange(len(plans)))
        if not plans or not metadata:
            break
    header = encode_header(metadata, plans)
    size = sum(plan.bytes + -plan.bytes % 32 for plan in plans)
    return header + bytes(min(size, 2**20))


def _value(random: Random) -> Value:
    kind = random.choice(list(ValueType))
    if kind is ValueType.ARRAY:
        element = random.choice((ValueType.UINT32, ValueType.INT32, ValueType.FLOAT32))
        numbers = tuple(random.choice((0, 1, 258, 259, 2**31 - 1)) for _ in range(random.choice((0, 1, 3, 600))))
        return Value(kind, Array(element, len(numbers), numbers=numbers))
    if kind is ValueType.STRING:
        return Value(kind, random.choice(("", "adapter", "lora", "llama", "gemma3", "\0", "ü" * 300)).encode())
    if kind in (ValueType.FLOAT32, ValueType.FLOAT64):
        return Value(kind, random.choice((0.0, 1.0, -1.0, 1e-38, 3e38, math.nan, math.inf)))
    return Value(kind, random.choice((0, 1, 2, 7, 127)))


def _plan(plan: TensorPlan, random: Random) -> TensorPlan:
    match random.randrange(3):
        case 0:
            names = ("token_embd.weight.lora_a", "blk.9.attn_q.weight.lora_a", "x", "blk.0.attn_norm.weight", "\n")
            return TensorPlan(random.choice(names), plan.shape, plan.type)
        case 1:
            shapes = [(1,), (32,), (32, 2), (2, 32), (64, 2), (32, 2, 3), (2, 32, 1, 5), (32, 4096), (2**20, 1)]
            return TensorPlan(plan.name, random.choice(shapes), plan.type)
        case _:
            fitting = [kind.name for kind in TENSOR_TYPES.values() if plan.shape[0] % kind.block == 0]
            return TensorPlan(plan.name, plan.shape, random.choice(fitting))


def _header_values(weights: bytes, random: Random) -> bytes:
    length = int.from_bytes(weights[:8], "little")
    header, data = json.loads(weights[8 : 8 + length]), weights[8 + length :]
    target = random.choice((header, header[random.choice([key for key in header if key != "__metadata__"])]))
    for _ in range(random.choice((1, 1, 2))):
        _damage(target, random, ("x", "base_model.model.model.layers.0.mlp.up_proj.lora_A.weight", "__metadata__"))
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def _damage(values: dict[str, Any], random: Random, more: tuple[str, ...]) -> None:
    key = random.choice((*values, random.choice(more)))
    old = values.get(key)
    match random.randrange(4):
        case 0:
            values.pop(key, None)
        case 1 if isinstance(old, list) and old:
            old[random.randrange(len(old))] = random.choice(_ODD)
        case 2 if isinstance(old, dict):
            old[random.choice((*old, "q_proj", "(a+)+$", ".*.*.*.*x"))] = random.choice(_ODD)
        case _:
            values[key] = random.choice(_ODD)
