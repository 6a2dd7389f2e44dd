"""The order of the rows of q and k: Hugging Face's, and the one that GGUF files of some architectures have.

For rotary positions Hugging Face pairs row i of a head with row i + d/2, llama.cpp's "normal" kind row 2i with 2i + 1.
Its converter reorders the rows of these weights once (`LlamaModel.permute`), so B of a LoRA must be reordered alike.
"""

from __future__ import annotations

import re
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from models.adapters.base import BaseDescription
from models.adapters.names import ARCHITECTURES

_Rows = TypeVar("_Rows", NDArray[np.float32], NDArray[np.float16])
_REORDERED = re.compile(r"blk\.(\d+)\.attn_(q|k)\.weight")


def reordered_heads(tensor: str, base: BaseDescription) -> int:
    """How many heads the rows of `tensor` are made of, if GGUF files of this architecture reorder them; else 0."""
    known = ARCHITECTURES.get(base.architecture)
    named = _REORDERED.fullmatch(tensor)
    if known is None or not known.permuted or named is None or int(named[1]) >= base.layers:
        return 0
    return (base.heads if named[2] == "q" else base.kv_heads)[int(named[1])]


def to_gguf(rows: _Rows, heads: int) -> _Rows:
    """Rows in Hugging Face's order, shape (heads * d, n), in GGUF's. With 0 heads they are left as they are."""
    return rows if not heads else rows.reshape(heads, 2, -1, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)


def from_gguf(rows: _Rows, heads: int) -> _Rows:
    """The other way round."""
    return rows if not heads else rows.reshape(heads, -1, 2, rows.shape[1]).swapaxes(1, 2).reshape(rows.shape)
