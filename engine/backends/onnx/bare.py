"""The yardstick of the benchmark: the plainest loop over ONNX Runtime, on the same session, in the same process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import Any

import numpy as np

from engine.backends.base import Floats
from engine.backends.onnx.cache import NUMPY_TYPES, make_cache
from engine.backends.onnx.embedding_table import EmbeddingTable
from models.inspect_onnx import OnnxFolder


class BareLoop:
    """Binds what changes, runs, and takes the likeliest token: nothing of the live sequence's checks."""

    def __init__(
        self,
        folder: OnnxFolder,
        length: int,
        table: EmbeddingTable,
        session: Any,
        embeddings: str,
        adapters: Mapping[str, Floats],
    ) -> None:
        """`embeddings` names the input for them; empty where the session reads token ids."""
        self._embeddings = embeddings
        self._ports = folder.ports
        self._kind = NUMPY_TYPES[folder.ports.number_format]
        self._vocabulary_size = folder.vocabulary_size
        self._table = table
        self._session = session
        self._cache = make_cache(folder, length)
        self._mask = np.ones((1, length), np.int64)
        self._binding = session.io_binding()
        self._cache.attach(self._binding)
        self._held = 0
        for name, array in adapters.items():
            self._binding.bind_cpu_input(name, array)
        if self._ports.keeps_last:
            self._binding.bind_cpu_input("num_logits_to_keep", np.ones((), np.int64))

    def prefill(self, tokens: Sequence[int], batch_size: int) -> float:
        """Tokens a second of evaluating `tokens` into an empty cache."""
        started = perf_counter()
        for start in range(0, len(tokens), batch_size):
            self._step(tokens[start : start + batch_size])
        return len(tokens) / (perf_counter() - started)

    def decode(self, prompt: Sequence[int], count: int) -> float:
        """Tokens a second of drawing `count` tokens after `prompt`."""
        token = self._step(prompt)
        started = perf_counter()
        for _ in range(count):
            token = self._step((token,))
        return count / (perf_counter() - started)

    def _step(self, tokens: Sequence[int]) -> int:
        binding, count, end = self._binding, len(tokens), self._held + len(tokens)
        if self._embeddings:
            binding.bind_cpu_input(self._embeddings, self._table.rows(tokens)[None].astype(self._kind, copy=False))
        if not self._ports.takes_embeddings:
            binding.bind_cpu_input("input_ids", np.array([tokens], np.int64))
        binding.bind_cpu_input("attention_mask", self._mask[:, :end])
        if self._ports.takes_positions:
            binding.bind_cpu_input("position_ids", np.arange(self._held, end, dtype=np.int64)[None])
        rows = 1 if self._ports.gives_last or self._ports.keeps_last else count
        logits = np.empty((1, rows, self._vocabulary_size), self._kind)
        binding.bind_output("logits", "cpu", 0, self._kind, logits.shape, logits.ctypes.data)
        self._cache.prepare(binding, self._held, count)
        self._session.run_with_iobinding(binding)
        self._held = end
        self._cache.commit(end)
        return int(logits[0, -1].argmax())
