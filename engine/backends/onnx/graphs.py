"""The sessions of one ONNX model: the plain graph, and when needed the one with inputs for adapters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.backends.base import Interrupt
from engine.backends.onnx.runtime import Runner, open_session
from models.fit import available_memory
from models.inspect_onnx import OnnxFolder
from models.onnx_embedding_input import with_embedding_input
from models.ordinary_file import naming

_ROOM_FACTOR = 4
"""Both graphs stay open where their weights, which each keeps a copy of, take at most this part of the memory left."""


class Graphs:
    """Owns the sessions. Both give the same numbers where no adapter acts, bit for bit; the plain one is faster."""

    def __init__(
        self, folder: OnnxFolder, threads: int, providers: Sequence[str], runner: Runner, interrupt: Interrupt
    ) -> None:
        """Opens the plain graph. Raises Interrupted or EngineError."""
        self._folder = folder
        self._threads = threads
        self._providers = providers
        self._runner = runner
        self._plain: Any = self._open(folder.graph, interrupt)
        self._adaptable: Any = self._plain if folder.adapter_graph == folder.graph else None

    @property
    def plain(self) -> Any:
        """The session to run where no adapter acts."""
        return self._plain if self._plain is not None else self._adaptable

    @property
    def adaptable(self) -> Any:
        """The session with inputs for adapters. Raises RuntimeError before `make_adaptable`."""
        if self._adaptable is None:
            raise RuntimeError("the graph for adapters is not open")
        return self._adaptable

    @property
    def is_adaptable(self) -> bool:
        return self._adaptable is not None

    def make_adaptable(self) -> None:
        """Open the graph with inputs for adapters beside the plain one, or in its place where memory is short. Nobody
        else may hold the plain session meanwhile. Raises EngineError; the plain graph is open then."""
        graph = self._folder.adapter_graph
        if self._adaptable is not None or graph is None:
            return
        if self._folder.weight_bytes * _ROOM_FACTOR > available_memory():
            self._plain = None
        try:
            self._adaptable = self._open(graph)
        except BaseException:
            if self._plain is None:
                self._plain = self._open(self._folder.graph)
            raise

    def make_embedding_fed(self) -> str:
        """Exchange a plain graph that reads token ids for one that is given their embeddings; returns the name of that
        input. Nobody else may hold the plain session meanwhile. Raises EngineError; the plain graph is open then."""
        folder = self._folder
        with naming(folder.path):
            shape = folder.vocabulary_size, folder.hidden_size
            fed = with_embedding_input(folder.graph, shape, folder.ports.number_format)
        self._plain = None
        try:
            self._plain = self._open(folder.graph, edited=fed.graph)
        except BaseException:
            self._plain = self._open(folder.graph)
            raise
        return fed.input

    def _open(self, graph: Path, interrupt: Interrupt = lambda: False, edited: bytes | None = None) -> Any:
        return open_session(graph, self._threads, self._runner, interrupt, edited=edited, providers=self._providers)

    def close(self) -> None:
        self._plain = self._adaptable = None
