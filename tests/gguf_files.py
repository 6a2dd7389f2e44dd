"""Writes small GGUF files: a tiny model that llama.cpp runs, adapters, and anything malformed that a test asks for."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from models.gguf_format import TENSOR_TYPES, ValueType
from models.gguf_writer import encode_content, encode_text
from models.inspect_gguf import inspect_gguf

F32, F16, Q4_1, Q8_0 = 0, 1, 3, 8
"""Numbers of tensor types."""

BYTE_TOKENS = [f"<0x{byte:02X}>" for byte in range(256)]
_NORMAL, _UNKNOWN, _CONTROL, _BYTE = 1, 2, 3, 6
"""Kinds of tokens."""


@dataclass
class Tensor:
    name: str
    shape: tuple[int, ...]
    type: int = F16
    data: bytes | None = None
    """None writes a hole: zeros that take no room on the disk."""
    offset: int | None = None
    """What the header says; None is the truth."""
    declared_shape: tuple[int, ...] | None = None
    """The same for the shape."""

    @property
    def bytes(self) -> int:
        kind = TENSOR_TYPES[self.type]
        elements = 1
        for length in self.shape:
            elements *= length
        return elements // kind.block * kind.block_bytes


@dataclass
class GGUFFile:
    """A file in the making. `metadata` maps a key to (type, value); an array's type is a pair (ARRAY, element type)."""

    metadata: dict[str, tuple[ValueType | tuple[ValueType, ValueType], Any]]
    tensors: list[Tensor] = field(default_factory=list)
    version: int = 3
    magic: bytes = b"GGUF"
    alignment: int = 32
    tensor_count: int | None = None
    """None is the true one; so for the next."""
    value_count: int | None = None

    def set(self, key: str, kind: ValueType | tuple[ValueType, ValueType], value: Any) -> None:
        self.metadata[key] = (kind, value)

    def tensor(self, name: str) -> Tensor:
        return next(tensor for tensor in self.tensors if tensor.name == name)

    def header(self) -> bytes:
        counts = (
            len(self.tensors) if self.tensor_count is None else self.tensor_count,
            len(self.metadata) if self.value_count is None else self.value_count,
        )
        parts = [self.magic, struct.pack("<IQQ", self.version, *counts)]
        for key, (kind, value) in self.metadata.items():
            parts += [encode_text(key), _value(kind, value)]
        for tensor, place in zip(self.tensors, self._places(), strict=True):
            parts.append(encode_text(tensor.name))
            shape = tensor.shape if tensor.declared_shape is None else tensor.declared_shape
            parts.append(struct.pack(f"<I{len(shape)}Q", len(shape), *shape))
            parts.append(struct.pack("<IQ", tensor.type, place if tensor.offset is None else tensor.offset))
        header = b"".join(parts)
        return header + bytes(-len(header) % self.alignment)

    def write(self, path: Path) -> Path:
        header = self.header()
        end = 0
        with path.open("wb") as file:
            file.write(header)
            for tensor, place in zip(self.tensors, self._places(), strict=True):
                end = place + tensor.bytes
                if tensor.data is not None:
                    file.seek(len(header) + place)
                    file.write(tensor.data)
            file.truncate(len(header) + end)
        return path

    def _places(self) -> Iterator[int]:
        place = 0
        for tensor in self.tensors:
            yield place
            place += tensor.bytes + -tensor.bytes % self.alignment


def tiny_llama(
    *,
    layers: int = 1,
    width: int = 32,
    heads: int = 2,
    kv_heads: int = 1,
    feed_forward: int = 64,
    context_length: int = 256,
    words: Sequence[str] = (),
    byte_pairs: bool = False,
    seed: int = 0,
) -> GGUFFile:
    """A Llama model of some 40 KB with random weights: it loads and answers nonsense.

    The vocabulary is <unk>, <s>, </s>, one token for each byte, and `words`. It is of SentencePiece's kind, or with
    `byte_pairs` of GPT-2's.
    """
    tokens = ["<unk>", "<s>", "</s>", *(_byte_letters() if byte_pairs else BYTE_TOKENS), *words]
    kinds = [_UNKNOWN, _CONTROL, _CONTROL, *[_NORMAL if byte_pairs else _BYTE] * 256, *[_NORMAL] * len(words)]
    u32, f32, text = ValueType.UINT32, ValueType.FLOAT32, ValueType.STRING
    file = GGUFFile(
        {
            "general.architecture": (text, "llama"),
            "general.type": (text, "model"),
            "general.name": (text, "Tiny"),
            "general.license": (text, "apache-2.0"),
            "general.file_type": (u32, 1),
            "llama.block_count": (u32, layers),
            "llama.context_length": (u32, context_length),
            "llama.embedding_length": (u32, width),
            "llama.feed_forward_length": (u32, feed_forward),
            "llama.attention.head_count": (u32, heads),
            "llama.attention.head_count_kv": (u32, kv_heads),
            "llama.attention.layer_norm_rms_epsilon": (f32, 1e-5),
            "llama.rope.dimension_count": (u32, width // heads),
            "tokenizer.ggml.model": (text, "gpt2" if byte_pairs else "llama"),
            "tokenizer.ggml.tokens": ((ValueType.ARRAY, text), tokens),
            "tokenizer.ggml.scores": ((ValueType.ARRAY, f32), [0.0] * len(tokens)),
            "tokenizer.ggml.token_type": ((ValueType.ARRAY, ValueType.INT32), kinds),
            "tokenizer.ggml.bos_token_id": (u32, 1),
            "tokenizer.ggml.eos_token_id": (u32, 2),
        }
    )
    if byte_pairs:
        file.set("tokenizer.ggml.pre", text, "gpt-2")
        file.set("tokenizer.ggml.merges", (ValueType.ARRAY, text), ["t h", "Ġ a", "i n"])
    random = np.random.default_rng(seed)
    kv_width = width // heads * kv_heads
    file.tensors = [
        _random("token_embd.weight", (width, len(tokens)), random),
        _ones("output_norm.weight", width),
    ]
    for layer in range(layers):
        name = f"blk.{layer}."
        file.tensors += [
            _ones(name + "attn_norm.weight", width),
            _random(name + "attn_q.weight", (width, width), random),
            _random(name + "attn_k.weight", (width, kv_width), random),
            _random(name + "attn_v.weight", (width, kv_width), random),
            _random(name + "attn_output.weight", (width, width), random),
            _ones(name + "ffn_norm.weight", width),
            _random(name + "ffn_gate.weight", (width, feed_forward), random),
            _random(name + "ffn_up.weight", (width, feed_forward), random),
            _random(name + "ffn_down.weight", (feed_forward, width), random),
        ]
    return file


Shapes = Mapping[str, tuple[int, ...]]
"""Of a model's tensors by name, innermost dimension first: (inputs, outputs), and the experts after them."""


def linear_tensors(model: Path) -> dict[str, tuple[int, ...]]:
    """Every tensor of a model's layers that multiplies."""
    tensors = inspect_gguf(model).tensors
    return {tensor.name: tensor.shape for tensor in tensors if tensor.name.startswith("blk.") and len(tensor.shape) > 1}


def random_lora(
    shapes: Shapes,
    *,
    rank: int = 8,
    alpha: float = 0,
    strength: float = 0.1,
    architecture: str = "llama",
    name: str = "Random",
    invocation: Sequence[int] = (),
    kind: int = F16,
    seed: int = 0,
) -> GGUFFile:
    """A LoRA whose product is, for each number of a tensor, about `strength` times what random weights of the tensor's
    shape would be: 0.1 changes what a model says and leaves it sane."""
    random = np.random.default_rng(seed)
    file = GGUFFile(
        {
            "general.type": (ValueType.STRING, "adapter"),
            "general.architecture": (ValueType.STRING, architecture),
            "general.name": (ValueType.STRING, name),
            "adapter.type": (ValueType.STRING, "lora"),
            "adapter.lora.alpha": (ValueType.FLOAT32, alpha),
        }
    )
    if invocation:
        file.set("adapter.alora.invocation_tokens", (ValueType.ARRAY, ValueType.UINT32), list(invocation))
    factor = strength / np.sqrt(rank) * (rank / alpha if alpha else 1)
    for tensor, (inputs, outputs, *experts) in shapes.items():
        a = random.standard_normal((*experts, rank, inputs)) / np.sqrt(inputs)
        b = random.standard_normal((*experts, outputs, rank)) * factor
        for suffix, values in ((".lora_a", a), (".lora_b", b)):
            data = values.astype("<f2" if kind == F16 else "<f4").tobytes()
            file.tensors.append(Tensor(tensor + suffix, values.shape[::-1], kind, data))
    return file


def random_control_vector(
    layers: Sequence[int],
    width: int,
    *,
    strength: float = 0.1,
    model_hint: str = "llama",
    name: str = "Direction",
    seed: int = 0,
) -> GGUFFile:
    """Directions of the length `strength` for the layers named."""
    random = np.random.default_rng(seed)
    file = GGUFFile(
        {
            "general.architecture": (ValueType.STRING, "controlvector"),
            "general.name": (ValueType.STRING, name),
            "controlvector.model_hint": (ValueType.STRING, model_hint),
            "controlvector.layer_count": (ValueType.UINT32, len(layers)),
        }
    )
    for layer in layers:
        direction = random.standard_normal(width)
        direction *= strength / np.linalg.norm(direction)
        file.tensors.append(Tensor(f"direction.{layer}", (width,), F32, direction.astype("<f4").tobytes()))
    return file


def _random(name: str, shape: tuple[int, int], random: np.random.Generator) -> Tensor:
    values = random.standard_normal(shape[::-1]) / np.sqrt(shape[0])
    return Tensor(name, shape, F16, values.astype("<f2").tobytes())


def _ones(name: str, length: int) -> Tensor:
    return Tensor(name, (length,), F32, np.ones(length, "<f4").tobytes())


def _byte_letters() -> list[str]:
    """GPT-2's letter for each byte: itself where it can be seen, else one from beyond U+0100."""
    seen = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    hidden = iter(range(0x100, 0x200))
    return [chr(byte if byte in seen else next(hidden)) for byte in range(256)]


def _value(kind: ValueType | tuple[ValueType, ValueType], value: Any) -> bytes:
    if isinstance(kind, tuple):
        element = kind[1]
        head = struct.pack("<IIQ", ValueType.ARRAY, element, len(value))
        return head + b"".join(encode_content(element, item) for item in value)
    return struct.pack("<I", kind) + encode_content(kind, value)
