"""The one live sequence of a llama.cpp context: what is evaluated, where it stands, its logits and its state."""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import MOST_ROWS, Floats, Interrupt, Interrupted
from engine.backends.llama.native import NativeLog, lib
from engine.backends.llama.state_copies import StateCopies, StateCopy
from engine.errors import EngineError, ErrorKind

_OK, _NO_ROOM, _ABORTED, _BAD_BATCH = 0, 1, 2, -1
"""What `llama_decode` returns; anything else is a failure."""

_4D_ROPE = (lib.LLAMA_ROPE_TYPE_MROPE, lib.LLAMA_ROPE_TYPE_IMROPE)

_ROWS_BETWEEN_LOOKS = 64
"""Of the logits, in the search for numbers that are none."""


class LiveSequence:
    """Owns a `llama_context`. `position` is what its KV cache holds, after every error too."""

    def __init__(self, context: Any, length: int, log: NativeLog) -> None:
        """`length` is the context length in tokens."""
        self.context = context
        self.length = length
        self.batch_size = min(int(lib.llama_n_batch(context)), length)
        self.position = 0
        model = lib.llama_get_model(context)
        self._width_in = lib.llama_model_n_embd_inp(model)
        self._width_out = lib.llama_model_n_embd_out(model)
        self._positions_are_4d = lib.llama_model_rope_type(model) in _4D_ROPE
        self._vocabulary_size = lib.llama_vocab_n_tokens(lib.llama_model_get_vocab(model))
        self._log = log
        self._memory = lib.llama_get_memory(context)
        self._rows = 0  # of logits that there are
        self._all_rows_seen = False
        self._adapted = False
        self._copies = StateCopies()
        self._views: dict[int, Floats] = {}  # by address: making one takes longer than looking at its numbers
        # Arrays that are NULL stand for the plain case: sequence 0, the next positions, logits of the last one.
        self._tokens = (ctypes.c_int32 * self.batch_size)()
        self._token_batch = lib.llama_batch(token=self._tokens)
        self._most_rows = min(self.batch_size, MOST_ROWS)
        every = (ctypes.c_int8 * self._most_rows)(*[1] * self._most_rows)
        self._verified_batch = lib.llama_batch(token=self._tokens, logits=every)
        self.forgets_parts = not (lib.llama_model_is_recurrent(model) or lib.llama_model_is_hybrid(model))
        self._no_abort = lib.ggml_abort_callback()

    def evaluate(self, tokens: Sequence[int], interrupt: Interrupt | None) -> None:
        """See `LoadedModel.evaluate`."""
        count = len(tokens)
        self._make_room(count)
        self._tokens[:count] = tokens
        self._token_batch.n_tokens = count
        self._decode(self._token_batch, interrupt)

    def evaluate_all(self, tokens: Sequence[int], interrupt: Interrupt | None) -> None:
        """See `LoadedModel.evaluate_all`."""
        count = len(tokens)
        self._make_room(count, self._most_rows)
        self._tokens[:count] = tokens
        self._verified_batch.n_tokens = count
        self._decode(self._verified_batch, interrupt, count)

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None) -> None:
        """See `LoadedModel.evaluate_embeddings`."""
        rows = np.ascontiguousarray(embeddings, np.float32)
        if rows.ndim != 2 or rows.shape[1] != self._width_in:
            raise ValueError(f"embeddings of shape (n, {self._width_in}) are expected, not {rows.shape}")
        self._make_room(len(rows))
        positions = self._positions(len(rows))
        batch = lib.llama_batch(
            n_tokens=len(rows),
            embd=rows.ctypes.data_as(ctypes.POINTER(ctypes.c_float)),
            pos=positions.ctypes.data_as(ctypes.POINTER(ctypes.c_int32)),
        )
        self._decode(batch, interrupt)

    def hidden_states(self, tokens: Sequence[int], interrupt: Interrupt | None) -> Floats:
        """See `LoadedModel.hidden_states`. An error or an interrupt leaves the tokens before it evaluated.

        The library computes the logits of all of them too, so it takes them in parts."""
        self._make_room(len(tokens))
        parts: list[Floats] = []
        lib.llama_set_embeddings(self.context, True)
        try:
            for start in range(0, len(tokens), MOST_ROWS):
                chunk = tokens[start : start + MOST_ROWS]
                self.evaluate(chunk, interrupt)
                states = lib.llama_get_embeddings(self.context)
                parts.append(np.ctypeslib.as_array(states, (len(chunk), self._width_out)).copy())
        finally:
            lib.llama_set_embeddings(self.context, False)
        return np.concatenate(parts)

    def logits(self, row: int = -1) -> Floats:
        """The logits of a row, shape (vocabulary,). A view: the next evaluation overwrites it.

        Raises RuntimeError where there are none, for the library would end the process or draw from stale ones, and
        EngineError(MODEL_INVALID) where they are no numbers, over which its sorting may stumble.
        """
        pointer = lib.llama_get_logits_ith(self.context, self.from_last(row))
        address = ctypes.addressof(pointer.contents)
        logits = self._views.get(address)
        if logits is None:
            logits = self._views[address] = np.ctypeslib.as_array(pointer, (self._vocabulary_size,))
        # A broken row of the output matrix shows at every position, a broken state in every row: after one look at all
        # rows, a few tell as much for a hundredth of the time.
        if np.isnan(np.add.reduce(logits[::_ROWS_BETWEEN_LOOKS] if self._all_rows_seen else logits)):
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                "With these adapters the model computes numbers that make no sense. Lower their scales, or switch "
                "them off one by one to find the one to blame."
                if self._adapted
                else "The model computes numbers that make no sense, so its file is probably damaged. "
                "Download it again or choose another model.",
            )
        self._all_rows_seen = True
        return logits

    def from_last(self, row: int) -> int:
        """A row of logits counted from the last, which is -1: so the library finds it whatever the batch was."""
        if not self._rows:
            raise RuntimeError("there are no logits: evaluate at least one token first")
        if not -1 <= row < self._rows:
            raise IndexError(f"row {row} of {self._rows} rows of logits")
        return row if row < 0 else row - self._rows

    def truncate(self, position: int) -> None:
        """Forget everything from `position` on. A recurrent model cannot forget a part and forgets all."""
        if not 0 <= position <= self.position:
            raise ValueError(f"position {position} is not within the {self.position} that are held")
        if position < self.position:
            self._rows = 0
            self._cut(position)

    def save(self, path: Path) -> int:
        """See `LoadedModel.save_state`."""
        self._log.begin()
        written = lib.llama_state_seq_save_file(self.context, bytes(path), 0, None, 0)
        # The library does not notice that the last bytes fail to reach the disk when it closes the file.
        if written == 0 or path.stat().st_size != written:
            raise _not_written(path, self._log.complaints())
        return int(written)

    def load(self, path: Path, positions: int) -> None:
        """See `LoadedModel.load_state`."""
        self._log.begin()
        self._rows = 0
        self._cut(0)
        count = ctypes.c_size_t()
        read = lib.llama_state_seq_load_file(
            self.context, bytes(path), 0, (ctypes.c_int32 * 1)(), 0, ctypes.byref(count)
        )
        self._take_over(read, positions)

    def snapshot(self) -> StateCopy:
        """See `LoadedModel.snapshot`."""
        copy = self._copies.make(self.position, lib.llama_state_seq_get_size(self.context, 0))
        data = copy.data
        written = lib.llama_state_seq_get_data(self.context, _bytes_at(data), data.size, 0)
        if written != data.size:
            raise EngineError(
                ErrorKind.INTERNAL,
                "The state of this conversation could not be kept in memory.",
                f"{written} of {data.size} bytes\n{self._log.complaints()}",
            )
        return copy

    def restore(self, state: StateCopy) -> None:
        """See `LoadedModel.restore`."""
        self._log.begin()
        self._rows = 0
        self._cut(0)
        if not state.positions:  # of an empty sequence there is nothing that the library would read
            return
        read = lib.llama_state_seq_set_data(self.context, _bytes_at(state.data), state.data.size, 0)
        self._take_over(read, state.positions)

    def adapters_change(self, some: bool) -> None:
        """What was seen of the logits says nothing about those to come: look at all of them once again."""
        self._all_rows_seen = False
        self._adapted = some

    def clear(self) -> None:
        self._rows = 0
        self._cut(0)

    def close(self) -> None:
        lib.llama_free(self.context)

    def _take_over(self, read: int, positions: int) -> None:
        """Count what the library says that it has read into the cache as held, where it is what was expected."""
        held = lib.llama_memory_seq_pos_max(self._memory, 0) + 1
        if not read or held != positions:
            self._cut(0)
            raise EngineError(
                ErrorKind.INTERNAL,
                "The saved state of this conversation does not fit the model. The conversation is read anew.",
                self._log.complaints() or f"{held} positions instead of {positions}",
            )
        self.position = positions

    def _make_room(self, count: int, most: int | None = None) -> None:
        most = most or self.batch_size
        if not 0 < count <= most:
            raise ValueError(f"{count} tokens at once; 1 to {most} are possible")
        if self.position + count > self.length:
            raise EngineError(
                ErrorKind.CONTEXT_OVERFLOW,
                f"The context of {self.length} tokens is full. Start a new conversation or load the model with a "
                "longer context.",
                f"{self.position} held, {count} more",
            )

    def _positions(self, count: int) -> NDArray[np.int32]:
        """The next positions as a batch of embeddings wants them: models for pictures count in four dimensions, and
        text moves along the first three of them (llama-graph.cpp, `llm_graph_input_pos`)."""
        positions = np.arange(self.position, self.position + count, dtype=np.int32)
        if not self._positions_are_4d:
            return positions
        return np.stack([positions, positions, positions, np.zeros_like(positions)])

    def _decode(self, batch: Any, interrupt: Interrupt | None, rows: int = 1) -> None:
        self._log.begin()
        self._rows = 0
        if interrupt is None:
            status = lib.llama_decode(self.context, batch)
        else:
            status = self._decode_interruptibly(batch, interrupt)
        if status == _OK:
            self.position += batch.n_tokens
            self._rows = rows
        else:
            self._cut(self.position)
            raise self._failure(status)

    def _decode_interruptibly(self, batch: Any, interrupt: Interrupt) -> int:
        """The library asks after each node of its graph, which costs too much for a single token."""
        if interrupt():
            return _ABORTED
        raised: list[BaseException] = []

        def ask(_data: object) -> bool:
            try:
                stop = interrupt()
            except BaseException as error:  # noqa: BLE001 - nothing may pass through native code; raised again below
                raised.append(error)
                stop = True
            if stop:
                self._log.expect_failure()
            return stop

        callback = lib.ggml_abort_callback(ask)
        lib.llama_set_abort_callback(self.context, callback, None)
        try:
            status = lib.llama_decode(self.context, batch)
        finally:
            lib.llama_set_abort_callback(self.context, self._no_abort, None)
        if raised:
            self._cut(self.position)
            raise raised[0]
        return status

    def _failure(self, status: int) -> Exception:
        if status == _ABORTED:
            return Interrupted()
        if status == _BAD_BATCH:
            return ValueError(f"llama.cpp takes no such tokens: {self._log.complaints()}")
        if status == _NO_ROOM:
            return EngineError(
                ErrorKind.CONTEXT_OVERFLOW,
                "The model's context is full. Start a new conversation or load the model with a longer context.",
                self._log.complaints(),
            )
        return EngineError(
            ErrorKind.INTERNAL,
            "The model could not read this text. Try again; if it happens again, load the model anew.",
            f"llama_decode returned {status}\n{self._log.complaints()}",
        )

    def _cut(self, position: int) -> None:
        """Make the cache hold `position` tokens, or none where it cannot."""
        if not lib.llama_memory_seq_rm(self._memory, 0, position, -1):
            lib.llama_memory_clear(self._memory, True)
            position = 0
        self.position = position


def _bytes_at(data: NDArray[np.uint8]) -> Any:
    return data.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))


def _not_written(path: Path, complaints: str) -> Exception:
    """Why a file could not be written: the library says it in words only, so the disk is asked again."""
    try:
        with path.open("ab") as file:
            for _ in range(16):
                file.write(bytes(1 << 16))
                file.flush()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return error
        return EngineError(
            ErrorKind.DISK_FULL,
            "There is no room on the disk to keep the state of this conversation. Free some space.",
            f"{error}\n{complaints}",
        )
    return OSError(errno.EIO, complaints or "the state was not written completely", str(path))
