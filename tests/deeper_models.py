"""Larger models of the starter model's vocabulary, made of its own layers: none that was trained can be had here.

Each layer is there several times, and adds to the stream the given part of what it adds in the starter model. Parts of
1 and 0 leave the function as it is and only cost time. `UNEQUAL` ones make another function, whose perplexity on a page
of English is 14.7 where the starter's is 12.5; that of two halves is 1,105.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from models.gguf_file import read_file_header
from models.gguf_reader import TensorInfo
from models.gguf_writer import TensorPlan, encode_header, encode_value, text, whole
from models.ordinary_file import open_ordinary

UNEQUAL = (0.875, 0.125)

_ADDING = ("attn_output.weight", "ffn_down.weight")
"""The tensors whose products are added to the stream."""

_BLOCK_BYTES, _SCALE_BYTES = 20, 4
"""Of Q4_1: a scale and a minimum in F16, then 32 numbers of four bits."""


def deeper(source: Path, target: Path, parts: Sequence[float], name: str) -> Path:
    """The model at `source`, whose adding tensors are Q4_1, with each layer once for each of `parts`. Parts that are
    sums of powers of two are exact but for the smallest scales."""
    with open_ordinary(source) as file:
        raw, _ = read_file_header(file)
        content = source.read_bytes()
    layers = 1 + max(int(tensor.name.split(".")[1]) for tensor in raw.tensors if tensor.name.startswith("blk."))
    metadata = {key: content[place] for key, place in raw.places.items()}
    metadata["llama.block_count"] = encode_value(whole(layers * len(parts)))
    metadata["general.name"] = encode_value(text(name))
    tensors = list(_repeated(raw.tensors, parts))
    plans = [TensorPlan(renamed, tensor.shape, tensor.type.name) for renamed, tensor, _ in tensors]
    with target.open("wb") as out:
        out.write(encode_header(metadata, plans, raw.alignment))
        for (_, tensor, part), plan in zip(tensors, plans, strict=True):
            data = content[tensor.offset : tensor.offset + tensor.bytes]
            out.write(data if part == 1 else _scaled(data, tensor, part))
            out.write(bytes(-plan.bytes % raw.alignment))
    return target


def _repeated(tensors: Sequence[TensorInfo], parts: Sequence[float]) -> Iterator[tuple[str, TensorInfo, float]]:
    """Each with its new name and the part that it is to add."""
    for tensor in tensors:
        if not tensor.name.startswith("blk."):
            yield tensor.name, tensor, 1.0
            continue
        _, layer, own = tensor.name.split(".", 2)
        for number, part in enumerate(parts):
            yield f"blk.{int(layer) * len(parts) + number}.{own}", tensor, part if own in _ADDING else 1.0


def _scaled(data: bytes, tensor: TensorInfo, part: float) -> bytes:
    assert tensor.type.name == "Q4_1", f"{tensor.name} is {tensor.type.name}"
    blocks = np.frombuffer(data, np.uint8).reshape(-1, _BLOCK_BYTES).copy()
    scales = blocks[:, :_SCALE_BYTES].copy().view("<f2") * np.float16(part)
    blocks[:, :_SCALE_BYTES] = scales.view(np.uint8)
    return blocks.tobytes()
