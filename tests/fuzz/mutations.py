"""Makes bad GGUF files out of good ones: by bytes, and by values that a header can hold but a model cannot mean."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from models.gguf_format import TENSOR_TYPES, ValueType
from tests.gguf_files import GGUFFile, Tensor, tiny_llama

_INTEGERS = (0, 1, 2, 3, 7, 31, 32, 255, 256, 512, 513, 1024, 2**15, 2**16, 2**20, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
_REALS = (0.0, -0.0, 1.0, -1.0, 1e-30, 1e30, math.nan, math.inf, -math.inf, 3.4e38)
_TEXTS = (
    "",
    "llama",
    "gpt2",
    "bert",
    "rwkv",
    "t5",
    "none",
    "yarn",
    "qwen2",
    "gemma3",
    "mamba",
    "\0",
    "a" * 3000,
    b"\xff\xc0",
)
_KEYS = (
    "llama.attention.key_length",
    "llama.attention.value_length",
    "llama.attention.sliding_window",
    "llama.attention.causal",
    "llama.attention.layer_norm_epsilon",
    "llama.attention.scale",
    "llama.attention.clamp_kqv",
    "llama.attention.max_alibi_bias",
    "llama.expert_count",
    "llama.expert_used_count",
    "llama.expert_group_count",
    "llama.expert_feed_forward_length",
    "llama.leading_dense_block_count",
    "llama.nextn_predict_layers",
    "llama.pooling_type",
    "llama.rope.freq_base",
    "llama.rope.scaling.type",
    "llama.rope.scaling.factor",
    "llama.rope.scaling.original_context_length",
    "llama.rope.scaling.attn_factor",
    "llama.tensor_data_layout",
    "llama.vocab_size",
    "llama.embedding_length_out",
    "general.alignment",
    "general.quantization_version",
    "split.count",
    "split.no",
    "tokenizer.ggml.add_bos_token",
    "tokenizer.ggml.add_space_prefix",
    "tokenizer.ggml.eot_token_id",
    "tokenizer.ggml.eom_token_id",
    "tokenizer.ggml.padding_token_id",
    "tokenizer.ggml.unknown_token_id",
    "tokenizer.ggml.pre",
    "tokenizer.ggml.precompiled_charsmap",
    "tokenizer.ggml.remove_extra_whitespaces",
    "tokenizer.ggml.token_type_count",
    "tokenizer.ggml.suppress_tokens",
    "tokenizer.chat_template",
    "adapter.type",
)


@dataclass(frozen=True)
class Case:
    """A file to be written: these bytes at its start, then nothing but a hole up to `size`."""

    name: str
    start: bytes
    size: int


def truncations(name: str, header: bytes, size: int, count: int, random: Random) -> Iterator[Case]:
    """Files that end within the header, at the first bytes and at `count` random others, or within the data."""
    places = {*range(min(64, len(header))), *random.sample(range(len(header)), min(count, len(header)))}
    for place in sorted(places):
        yield Case(f"{name} cut at {place}", header[:place], place)
    for part in (0, 1, (size - len(header)) // 2, size - len(header) - 1):
        yield Case(f"{name} with {part} bytes of data", header, len(header) + part)


def byte_damage(name: str, header: bytes, size: int, count: int, random: Random, within: int) -> Iterator[Case]:
    """Files in whose first `within` bytes some bits, bytes, numbers or stretches are wrong."""
    for number in range(count):
        damage = random.choice(_DAMAGES)
        start = bytearray(header)
        for _ in range(random.choice((1, 1, 1, 2, 8))):
            damage(start, random.randrange(4, within), random)
        yield Case(f"{name} {damage.__name__.strip('_')} {number}", bytes(start), size + len(start) - len(header))


def value_damage(count: int, random: Random) -> Iterator[Case]:
    """Well-formed files with wrong values, formats, shapes, names, places or lists."""
    for number in range(count):
        file = tiny_llama(layers=random.choice((1, 2)), byte_pairs=random.random() < 0.5)
        damages = [random.choice(_VALUE_DAMAGES) for _ in range(random.choice((1, 1, 1, 2, 3)))]
        for damage in damages:
            damage(file, random)
        header = file.header()
        data = sum(tensor.bytes + -tensor.bytes % file.alignment for tensor in file.tensors)
        names = "+".join(damage.__name__.strip("_") for damage in damages)
        # More than a file can hold says no more than this much does.
        yield Case(f"tiny {names} {number}", header, len(header) + min(data, 2**33))


def _bit(start: bytearray, place: int, random: Random) -> None:
    start[place] ^= 1 << random.randrange(8)


def _byte(start: bytearray, place: int, random: Random) -> None:
    start[place] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))


def _noise(start: bytearray, place: int, random: Random) -> None:
    length = random.choice((4, 16, 200))
    start[place : place + length] = random.randbytes(len(start[place : place + length]))


def _number(start: bytearray, place: int, random: Random) -> None:
    width = random.choice((4, 8))
    value = random.choice((*_INTEGERS, 2**40, 2**62, 2**63 - 1, 2**63, 2**64 - 1, 2**64 - 32)) % 2 ** (8 * width)
    start[place : place + width] = value.to_bytes(width, "little")[: len(start) - place]


def _gap(start: bytearray, place: int, random: Random) -> None:
    del start[place : place + random.choice((1, 2, 4, 8, 32, 500))]


def _insertion(start: bytearray, place: int, random: Random) -> None:
    start[place:place] = random.randbytes(random.choice((1, 4, 8, 32)))


def _repetition(start: bytearray, place: int, random: Random) -> None:
    start[place:place] = start[max(0, place - random.choice((4, 8, 40, 300))) : place]


_DAMAGES: tuple[Callable[[bytearray, int, Random], None], ...] = (
    _bit,
    _bit,
    _byte,
    _noise,
    _number,
    _number,
    _gap,
    _insertion,
    _repetition,
)


def _value(file: GGUFFile, random: Random) -> None:
    """Another value of the same type."""
    key = random.choice([key for key, (kind, _) in file.metadata.items() if not isinstance(kind, tuple)])
    kind, old = file.metadata[key]
    assert not isinstance(kind, tuple)
    file.set(key, kind, _content(kind, random, old))


def _type(file: GGUFFile, random: Random) -> None:
    """Another type."""
    kind = random.choice([kind for kind in ValueType if kind is not ValueType.ARRAY])
    file.set(random.choice(list(file.metadata)), kind, _content(kind, random))


def _addition(file: GGUFFile, random: Random) -> None:
    """A value that the file did not have."""
    kind = random.choice((ValueType.UINT32, ValueType.FLOAT32, ValueType.STRING, ValueType.BOOL, ValueType.UINT16))
    if random.random() < 0.2:
        element = random.choice((ValueType.UINT32, ValueType.INT32, ValueType.FLOAT32, ValueType.STRING))
        values = [_content(element, random) for _ in range(random.choice((0, 1, 2, 30)))]
        file.set(random.choice(_KEYS), (ValueType.ARRAY, element), values)
    else:
        file.set(random.choice(_KEYS), kind, _content(kind, random))


def _loss(file: GGUFFile, random: Random) -> None:
    """A value that is missing."""
    del file.metadata[random.choice(list(file.metadata))]


def _list(file: GGUFFile, random: Random) -> None:
    """A list that is longer, shorter, repeats itself or holds something else."""
    key = random.choice([key for key, (kind, _) in file.metadata.items() if isinstance(kind, tuple)])
    kind, values = file.metadata[key]
    assert isinstance(kind, tuple)
    values = list(values)
    place = random.randrange(len(values)) if values else 0
    match random.randrange(6):
        case 0:
            values = values[:place]
        case 1:
            values += values[:place]
        case 2 if values:
            values[place] = random.choice(values)
        case 3:
            values = []
        case 4:
            values = [_content(kind[1], random) for _ in values]
        case _:
            if values:
                values[place] = _content(kind[1], random)
    file.set(key, kind, values)


def _table(file: GGUFFile, random: Random) -> None:
    """T5's tokenizer with a table of replacements: a trie of 256 nodes and two texts, some of it noise."""
    nodes = [random.choice((0, place, random.randrange(2**32))) for place in range(256)]
    table = bytearray((1024).to_bytes(4, "little"))
    table += b"".join(node.to_bytes(4, "little") for node in nodes) + b"a\0bc\0"
    for _ in range(random.choice((0, 0, 1, 3))):
        _number(table, random.randrange(len(table)), random)
    file.set("tokenizer.ggml.model", ValueType.STRING, "t5")
    file.set("tokenizer.ggml.precompiled_charsmap", (ValueType.ARRAY, ValueType.UINT8), list(table))


def _shape(file: GGUFFile, random: Random) -> None:
    """A tensor of another shape."""
    tensor = random.choice(file.tensors)
    shape = list(tensor.shape)
    place = random.randrange(len(shape))
    match random.randrange(4):
        case 0:
            shape[place] = random.choice((1, 16, 31, 32, 64, 96, 256, 260, 2**20))
        case 1:
            shape.append(random.choice((1, 2, 3)))
        case 2:
            shape.reverse()
        case _:
            tensor.declared_shape = tuple(random.choice((*_INTEGERS, 2**62, 2**63)) for _ in shape)
    tensor.shape, tensor.data = tuple(shape), None


def _format(file: GGUFFile, random: Random) -> None:
    """Tensors stored in another format."""
    number = random.choice(list(TENSOR_TYPES))
    chosen = random.choice(([random.choice(file.tensors)], file.tensors))
    for tensor in chosen:
        if tensor.shape[0] % TENSOR_TYPES[number].block == 0:
            tensor.type, tensor.data = number, None


def _name(file: GGUFFile, random: Random) -> None:
    """A tensor of another name."""
    names = ("output.weight", "rope_freqs.weight", "blk.7.attn_q.weight", "blk.0.attn_q.bias", "x", "blk.-1.a", "é\n")
    random.choice(file.tensors).name = random.choice((*names, random.choice(file.tensors).name))


def _tensor_more(file: GGUFFile, random: Random) -> None:
    """A tensor that the file did not have."""
    known = (
        ("output.weight", (32, 259)),
        ("rope_freqs.weight", (random.choice((4, 8, 16)),)),
        ("blk.0.attn_q.bias", (32,)),
        ("blk.0.attn_qkv.weight", (32, 64)),
        ("blk.0.ffn_gate.scale", (1,)),
        ("blk.0.ffn_down.input_scale", (1,)),
        ("blk.0.ffn_gate_inp.weight", (32, 4)),
    )
    name, shape = random.choice(known)
    number = random.choice((0, 0, 1, 8, 24, 26, 30))
    if shape[0] % TENSOR_TYPES[number].block == 0:
        file.tensors.insert(random.randrange(len(file.tensors) + 1), Tensor(name, shape, number))


def _tensor_less(file: GGUFFile, random: Random) -> None:
    """A tensor that is missing."""
    if file.tensors:
        del file.tensors[random.randrange(len(file.tensors))]


def _offset(file: GGUFFile, random: Random) -> None:
    """A tensor elsewhere."""
    random.choice(file.tensors).offset = random.choice((*_INTEGERS, 2**63, 2**64 - 1, 2**64 - 32))


def _counts(file: GGUFFile, random: Random) -> None:
    """Other counts than there are things."""
    counts = (*_INTEGERS, 2**63, 2**64 - 1, len(file.tensors) - 1, len(file.metadata) + 1)
    if random.random() < 0.5:
        file.tensor_count = random.choice(counts)
    else:
        file.value_count = random.choice(counts)


_VALUE_DAMAGES: tuple[Callable[[GGUFFile, Random], None], ...] = (
    _value,
    _value,
    _value,
    _type,
    _addition,
    _addition,
    _addition,
    _loss,
    _list,
    _list,
    _table,
    _shape,
    _format,
    _format,
    _name,
    _tensor_more,
    _tensor_less,
    _offset,
    _counts,
)

_RANGES = {
    ValueType.UINT8: (0, 2**8),
    ValueType.INT8: (-(2**7), 2**7),
    ValueType.UINT16: (0, 2**16),
    ValueType.INT16: (-(2**15), 2**15),
    ValueType.UINT32: (0, 2**32),
    ValueType.INT32: (-(2**31), 2**31),
    ValueType.UINT64: (0, 2**64),
    ValueType.INT64: (-(2**63), 2**63),
    ValueType.BOOL: (0, 2),
}


def _content(kind: ValueType, random: Random, old: Any = None) -> Any:
    if kind in (ValueType.FLOAT32, ValueType.FLOAT64):
        return random.choice(_REALS)
    if kind is ValueType.STRING:
        return random.choice(_TEXTS)
    least, beyond = _RANGES[kind]
    near = (old - 1, old + 1, old * 2, old // 2) if type(old) is int else ()
    return max(least, min(random.choice((*_INTEGERS, *near, -1, least)), beyond - 1))
