"""Rows of an ONNX model's input embeddings, from the file beside the graph or from the graph's own weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.errors import EngineError, ErrorKind
from models.inspect_onnx import OnnxFolder
from models.onnx_embedding_input import find_lookup
from models.onnx_graph import FLOAT, FLOAT16, OnnxGraph, read_graph

_NUMPY_TYPES: dict[int, str] = {FLOAT: "<f4", FLOAT16: "<f2"}


class EmbeddingTable:
    """Maps the table into memory when the first row is asked for."""

    def __init__(self, folder: OnnxFolder) -> None:
        self._folder = folder
        self._table: NDArray[Any] | None = None

    def rows(self, tokens: Sequence[int]) -> Floats:
        """Shape (len(tokens), hidden_size). Raises ValueError for a token that is not in the vocabulary, and
        EngineError(UNSUPPORTED) where the graph keeps the table in a way that cannot be read."""
        if self._table is None:
            self._table = self._open()
        check_tokens(tokens, self._folder.vocabulary_size)
        return self._table[np.asarray(tokens, np.int64)].astype(np.float32)

    def close(self) -> None:
        self._table = None

    def _open(self) -> NDArray[Any]:
        folder = self._folder
        if folder.embeddings is not None:
            # A plain array over the mapping: looking rows up in a memmap takes several times as long.
            return np.load(folder.embeddings, mmap_mode="r", allow_pickle=False).view(np.ndarray)
        with folder.graph.open("rb") as file:
            graph = read_graph(file, folder.graph.stat().st_size)
        return _table_of(graph, folder)


def check_tokens(tokens: Sequence[int], vocabulary_size: int) -> None:
    """Raises ValueError for a token that is not in the vocabulary."""
    if len(tokens) and not (min(tokens) >= 0 and max(tokens) < vocabulary_size):
        wrong = next(token for token in tokens if not 0 <= token < vocabulary_size)
        raise ValueError(f"token {wrong} is not in the vocabulary of {vocabulary_size}")


def _table_of(graph: OnnxGraph, folder: OnnxFolder) -> NDArray[Any]:
    """The weights from which the graph gathers by token ids."""
    shape = (folder.vocabulary_size, folder.hidden_size)
    lookup = find_lookup(graph, shape)
    if lookup is not None:
        kind, table = _NUMPY_TYPES[lookup.table.type], lookup.table
        if table.external is not None:
            path = folder.graph.parent / table.external.location
            return np.memmap(path, kind, "r", table.external.offset, shape).view(np.ndarray)
        if table.place:
            return np.memmap(folder.graph, kind, "r", table.place, shape).view(np.ndarray)
    raise EngineError(
        ErrorKind.UNSUPPORTED, "This ONNX model keeps its embeddings in a form that only its own graph reads."
    )
