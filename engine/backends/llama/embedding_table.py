"""Rows of a model's input embedding table, dequantized from its GGUF file by ggml's own code."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.backends.base import Floats
from engine.backends.llama.native import GgufParams, ggml
from engine.errors import EngineError, ErrorKind

_TABLE = b"token_embd.weight"


class EmbeddingTable:
    """Reads rows on demand from the mapped file; the whole table would cost four bytes for each of its numbers."""

    def __init__(self, files: Sequence[Path], rows: int, width: int) -> None:
        """`files` are the parts of a model that llama.cpp has loaded. Raises EngineError(UNSUPPORTED) if the table
        cannot be read."""
        self._rows, self._width = rows, width
        path, kind, self._offset, size = _locate(files)
        traits = ggml().type_traits(kind).contents
        self._row_bytes = int(ggml().row_size(kind, width))
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._to_float = traits.to_float
        plain = kind == 0  # F32 has no conversion
        if size != self._row_bytes * rows or self._offset + size > len(self._map) or not (plain or self._to_float):
            self._map.close()
            raise _unreadable(f"type {kind}, {size} bytes for {rows} rows of {width}")
        self._plain = plain

    def rows(self, tokens: Sequence[int]) -> Floats:
        """Shape (len(tokens), width)."""
        rows = np.empty((len(tokens), self._width), np.float32)
        for row, token in zip(rows, tokens, strict=True):
            if not 0 <= token < self._rows:
                raise ValueError(f"token {token} is not in the vocabulary of {self._rows}")
            start = self._offset + token * self._row_bytes
            packed = np.frombuffer(self._map, np.uint8, self._row_bytes, start)
            if self._plain:
                row[:] = packed.view(np.float32)
            else:
                self._to_float(packed.ctypes.data, row.ctypes.data, self._width)
            del packed  # a view on the map keeps it from being closed
        return rows

    def close(self) -> None:
        self._map.close()


def _locate(files: Sequence[Path]) -> tuple[Path, int, int, int]:
    """The file that holds the table, the table's type, its offset there and its size in bytes."""
    for path in files:
        gguf = ggml().gguf_open(bytes(path), GgufParams(True, None))
        if not gguf:
            raise _unreadable(f"the header of {path.name}")
        try:
            index = ggml().gguf_find_tensor(gguf, _TABLE)
            if index >= 0:
                offset = ggml().gguf_data_offset(gguf) + ggml().gguf_tensor_offset(gguf, index)
                return path, ggml().gguf_tensor_type(gguf, index), offset, ggml().gguf_tensor_size(gguf, index)
        finally:
            ggml().gguf_free(gguf)
    raise _unreadable("no such tensor")


def _unreadable(detail: str) -> EngineError:
    return EngineError(
        ErrorKind.UNSUPPORTED,
        "The table of input embeddings of this model cannot be read, so what builds on it does not work here.",
        f"{_TABLE.decode()}: {detail}",
    )
