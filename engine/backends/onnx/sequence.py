"""The one live sequence of an ONNX model: what is evaluated, where it stands, its logits and its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.backends.base import MOST_ROWS, Floats, Interrupt
from engine.backends.onnx.cache import NUMPY_TYPES, KVCache, Numbers, make_cache
from engine.backends.onnx.embedding_table import EmbeddingTable, check_tokens
from engine.backends.onnx.runtime import Runner
from engine.backends.onnx.state_file import does_not_fit, read_state, write_state
from engine.errors import EngineError, ErrorKind
from models.inspect_onnx import OnnxFolder
from models.onnx_fit import batch_tokens

_TOKENS = "input_ids"

_ROWS_BETWEEN_LOOKS = 64
"""Of the logits, in the search for numbers that are none."""


@dataclass(frozen=True)
class OnnxSnapshot:
    """Implements `engine.backends.base.Snapshot`."""

    positions: int
    arrays: tuple[Numbers, ...]

    @property
    def bytes(self) -> int:
        return sum(array.nbytes for array in self.arrays)


class LiveSequence:
    """Feeds a session with everything bound in place. `position` is what the KV cache holds, after every error too."""

    def __init__(self, folder: OnnxFolder, length: int, table: EmbeddingTable, runner: Runner, session: Any) -> None:
        """`length` is the context length in tokens."""
        self.length = length
        self.batch_size = batch_tokens(folder, length)
        self.position = 0
        self._ports = folder.ports
        self._vocabulary_size = folder.vocabulary_size
        self._width = folder.hidden_size
        self._kind = NUMPY_TYPES[folder.ports.number_format]
        self._table = table
        self._runner = runner
        self._cache: KVCache = make_cache(folder, length)
        self._mask = np.ones((1, length), np.int64)
        self._positions = np.arange(length, dtype=np.int64).reshape(1, length)
        self._heads, self._head_size = folder.kv_heads, folder.head_size
        self._zero = np.zeros((), NUMPY_TYPES[folder.ports.kv_format])
        self._kept = np.ones((), np.int64)
        self._tokens = np.zeros((1, self.batch_size), np.int64)
        self._rows = np.zeros((1, self.batch_size, self._width), self._kind)
        self._last = np.zeros((1, 1, folder.vocabulary_size), self._kind)
        self._several = self._last  # room for as many rows as were ever wanted at once
        self._logits = self._last[0, :0]  # the rows that there are
        self._all_rows_seen = False
        self._embeddings = "inputs_embeds" if folder.ports.takes_embeddings else ""
        self._adapters: Mapping[str, Floats] = {}
        self._session: Any = None
        self._binding: Any = None
        self._binding_of_all: Any = None
        self.use(session, {})

    def use(self, session: Any, adapters: Mapping[str, Floats], embeddings: str = "") -> None:
        """Evaluate with this session from now on, and with these arrays in its inputs for adapters. `embeddings` names
        its input for them where it is another one than the model's own graph has."""
        self._session, self._adapters = session, adapters
        self._embeddings = embeddings or self._embeddings
        self._binding = self._new_binding()
        self._binding_of_all = None
        self._all_rows_seen = False

    @property
    def reads_embeddings(self) -> bool:
        return bool(self._embeddings)

    @property
    def embeddings(self) -> str:
        """Name of the session's input for embeddings; empty where it reads token ids."""
        return self._embeddings

    @property
    def session(self) -> Any:
        return self._session

    def evaluate(self, tokens: Sequence[int], interrupt: Interrupt | None) -> None:
        """See `LoadedModel.evaluate`."""
        count = len(tokens)
        self._make_room(count)
        self._step(self._binding, self._fed(tokens), count, interrupt)

    def evaluate_all(self, tokens: Sequence[int], interrupt: Interrupt | None) -> None:
        """See `LoadedModel.evaluate_all`."""
        count = len(tokens)
        self._make_room(count, MOST_ROWS)
        if self._binding_of_all is None:
            self._binding_of_all = self._new_binding()
        if self._ports.gives_last:
            self._binding_of_all.bind_input(
                "logits_positions", "cpu", 0, np.int64, (count,), self._positions.ctypes.data
            )
        self._step(self._binding_of_all, self._fed(tokens), count, interrupt, every_row=True)

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None) -> None:
        """See `LoadedModel.evaluate_embeddings`. Only where `reads_embeddings`."""
        rows = np.asarray(embeddings)
        if rows.ndim != 2 or rows.shape[1] != self._width:
            raise ValueError(f"embeddings of shape (n, {self._width}) are expected, not {rows.shape}")
        self._make_room(len(rows))
        self._rows[0, : len(rows)] = rows
        self._step(self._binding, self._rows, len(rows), interrupt)

    def hidden_states(self, tokens: Sequence[int], interrupt: Interrupt | None) -> Floats:
        """See `LoadedModel.hidden_states`."""
        if not self._ports.gives_hidden_states:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                "This ONNX model does not give its hidden states. One that “homespun models convert” made does.",
            )
        count = len(tokens)
        self._make_room(count)
        states = np.zeros((1, count, self._width), self._kind)
        binding = self._new_binding()
        binding.bind_output("hidden_states", "cpu", 0, self._kind, states.shape, states.ctypes.data)
        self._step(binding, self._fed(tokens), count, interrupt)
        return states[0].astype(np.float32)

    def logits(self, row: int = -1) -> Floats:
        """The logits of a row, shape (vocabulary,). May be a view that the next evaluation overwrites.

        Raises RuntimeError where there are none, and EngineError(MODEL_INVALID) where they are no numbers.
        """
        if not len(self._logits):
            raise RuntimeError("there are no logits: evaluate at least one token first")
        if not -1 <= row < len(self._logits):
            raise IndexError(f"row {row} of {len(self._logits)} rows of logits")
        logits = self._logits[row].astype(np.float32, copy=False)
        # A broken row of the output matrix shows at every position, a broken state in every row: after one look at all
        # rows, a few tell as much for a hundredth of the time.
        if np.isnan(np.add.reduce(logits[::_ROWS_BETWEEN_LOOKS] if self._all_rows_seen else logits)):
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                "The model computes numbers that make no sense, so its file is probably damaged. "
                "Download it again or choose another model.",
            )
        self._all_rows_seen = True
        return logits

    def truncate(self, position: int) -> None:
        """Forget everything from `position` on."""
        if not 0 <= position <= self.position:
            raise ValueError(f"position {position} is not within the {self.position} that are held")
        if position < self.position:
            self._no_logits()
            self._cache.cut(position)
            self.position = position

    def clear(self) -> None:
        self._no_logits()
        self._cache.cut(0)
        self.position = 0

    def save(self, path: Path) -> int:
        """See `LoadedModel.save_state`."""
        return write_state(path, self._cache.views(self.position), self.position)

    def load(self, path: Path, positions: int) -> None:
        """See `LoadedModel.load_state`."""
        self.clear()
        if not 0 <= positions <= self.length:
            raise does_not_fit(f"{positions} positions in a context of {self.length}")
        self._take(read_state(path, 2 * self._ports.layers, self._like(positions), positions), positions)

    def snapshot(self) -> OnnxSnapshot:
        """See `LoadedModel.snapshot`."""
        return OnnxSnapshot(self.position, tuple(view.copy() for view in self._cache.views(self.position)))

    def restore(self, snapshot: OnnxSnapshot) -> None:
        """See `LoadedModel.restore`."""
        self.clear()
        positions = snapshot.positions
        like = self._like(min(positions, self.length))
        arrays = snapshot.arrays
        if len(arrays) != 2 * self._ports.layers or any(
            (array.shape, array.dtype) != (like.shape, like.dtype) for array in arrays
        ):
            raise does_not_fit(f"{positions} positions in {len(arrays)} arrays")
        self._take(arrays, positions)

    def let_go(self) -> None:
        """Hold no session any more, until `use` brings the next one. The cache stays."""
        self._binding = self._binding_of_all = self._session = None

    def _new_binding(self) -> Any:
        binding = self._session.io_binding()
        self._cache.attach(binding)
        if self._ports.keeps_last:
            binding.bind_input("num_logits_to_keep", "cpu", 0, np.int64, (), self._kept.ctypes.data)
        for name, array in self._adapters.items():
            binding.bind_input(name, "cpu", 0, np.float32, array.shape, array.ctypes.data)
        return binding

    def _fed(self, tokens: Sequence[int]) -> Numbers:
        """The buffer to bind, with the tokens or their embeddings at its start."""
        count = len(tokens)
        if self.reads_embeddings:
            self._rows[0, :count] = self._table.rows(tokens)
            return self._rows
        check_tokens(tokens, self._vocabulary_size)
        self._tokens[0, :count] = tokens
        return self._tokens

    def _step(
        self, binding: Any, fed: Numbers, count: int, interrupt: Interrupt | None, *, every_row: bool = False
    ) -> None:
        held = self.position
        self._no_logits()
        if self.reads_embeddings and not self._ports.takes_embeddings:  # an edited graph may still count the ids
            binding.bind_input(_TOKENS, "cpu", 0, np.int64, (1, count), self._tokens.ctypes.data)
        binding.bind_input(
            self._embeddings or _TOKENS, "cpu", 0, fed.dtype.type, (1, count, *fed.shape[2:]), fed.ctypes.data
        )
        binding.bind_input("attention_mask", "cpu", 0, np.int64, (1, held + count), self._mask.ctypes.data)
        if self._ports.takes_positions:
            positions = self._positions.ctypes.data + held * self._positions.itemsize
            binding.bind_input("position_ids", "cpu", 0, np.int64, (1, count), positions)
        wanted = count if every_row else 1
        self._kept[...] = wanted
        rows = wanted if self._ports.gives_last or self._ports.keeps_last else count
        if every_row and self._several.shape[1] < rows:
            self._several = np.zeros((1, rows, self._vocabulary_size), self._kind)
        if rows == wanted:
            logits = self._several[:, :rows] if every_row else self._last
        else:
            logits = np.empty((1, rows, self._vocabulary_size), self._kind)
        binding.bind_output("logits", "cpu", 0, self._kind, logits.shape, logits.ctypes.data)
        self._cache.prepare(binding, held, count)
        self._runner.run(self._session, binding, interrupt)
        if rows > wanted:
            self._last[0, 0] = logits[0, -1]
        self.position = held + count
        self._cache.commit(self.position)
        self._logits = self._several[0, :rows] if every_row else self._last[0]

    def _no_logits(self) -> None:
        self._logits = self._last[0, :0]

    def _make_room(self, count: int, most: int | None = None) -> None:
        most = min(most or self.batch_size, self.batch_size)
        if not 0 < count <= most:
            raise ValueError(f"{count} tokens at once; 1 to {most} are possible")
        if self.position + count > self.length:
            raise EngineError(
                ErrorKind.CONTEXT_OVERFLOW,
                f"The context of {self.length} tokens is full. Start a new conversation or load the model with a "
                "longer context.",
                f"{self.position} held, {count} more",
            )

    def _like(self, positions: int) -> Numbers:
        """Has the shape and the type of one layer's keys for so many positions, and takes no memory."""
        return np.broadcast_to(self._zero, (1, self._heads, positions, self._head_size))

    def _take(self, arrays: Iterable[Numbers], positions: int) -> None:
        self._cache.fill(arrays, positions)
        self.position = positions
