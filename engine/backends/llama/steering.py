"""A large model that is steered by what adapters change in a small one.

z = z_large + a (z_small with the adapters - z_small without): proxy-tuning (Liu et al., arXiv 2401.08565). Three
contexts read the same tokens; the small model's weights are there once. The sum is written over the large one's logits,
so that sampling, grammars and drafts work on it as they do on any other.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.backends.base import Floats, Interrupt, LoadedAdapter, Snapshot
from engine.backends.llama.adapters import ControlVector, LowRank
from engine.backends.llama.model import LlamaModel
from engine.backends.llama.sampling import LlamaSampler
from engine.backends.llama.sequence import LiveSequence
from engine.backends.llama.state_copies import StateCopy
from engine.errors import EngineError, ErrorKind
from engine.protocol import ModelInfo, SamplingOptions

_MERGES_NOTHING = (
    "This model is steered by a smaller one, which reads every token by itself, so none of them can be merged."
)
_SIZE = struct.Struct("<Q")


@dataclass(frozen=True, eq=False)
class SteeredSnapshot:
    """Of all three sequences. Implements `engine.backends.base.Snapshot`."""

    parts: tuple[StateCopy, ...]

    @property
    def positions(self) -> int:
        return self.parts[0].positions

    @property
    def bytes(self) -> int:
        return sum(part.bytes for part in self.parts)


MOST_STRENGTH = 10.0
"""Far beyond what still makes sense."""


def check_strength(strength: float) -> None:
    """Raises EngineError(UNSUPPORTED)."""
    if not 0 < abs(strength) <= MOST_STRENGTH:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"{strength:g} is no strength to steer with. Choose a number between {-MOST_STRENGTH:g} and "
            f"{MOST_STRENGTH:g} other than 0; 1 adds just what the adapters change in the small model.",
        )


class SteeredModel:
    """Implements `engine.backends.base.LoadedModel`. Whatever has to do with text is the large model's, adapters are
    the small one's; the three sequences hold the same tokens at all times."""

    def __init__(self, large: LlamaModel, small: LlamaModel, plain: LiveSequence, strength: float) -> None:
        """Owns all of them. `plain` is a second sequence of the small model, which gets no adapters; `strength` is a.
        The two models have one vocabulary but for fillers at the end of one."""
        self._large = large
        self._small = small
        self._plain = plain
        self._strength = strength
        self._adapted = False
        self._shared = min(large.info.vocabulary_size, small.info.vocabulary_size)
        self._sequences = (large.sequence, small.sequence, plain)
        self._info = _of_both(large.info, small.info)

    @property
    def info(self) -> ModelInfo:
        return self._info

    @property
    def chat_template(self) -> str | None:
        return self._large.chat_template

    @property
    def bos(self) -> str:
        return self._large.bos

    @property
    def eos(self) -> str:
        return self._large.eos

    @property
    def adds_bos(self) -> bool:
        return self._large.adds_bos

    @property
    def special_tokens(self) -> frozenset[str]:
        return self._large.special_tokens

    @property
    def batch_size(self) -> int:
        return min(sequence.batch_size for sequence in self._sequences)

    @property
    def position(self) -> int:
        return self._large.position

    @property
    def forgets_parts(self) -> bool:
        return all(sequence.forgets_parts for sequence in self._sequences)

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        return self._large.tokenize(text, special=special)

    def token_bytes(self, token: int) -> bytes:
        return self._large.token_bytes(token)

    def ends_generation(self, token: int) -> bool:
        return self._large.ends_generation(token)

    def evaluate(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        self._read(lambda sequence: sequence.evaluate(tokens, interrupt), rows=1)

    def evaluate_all(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> None:
        self._read(lambda sequence: sequence.evaluate_all(tokens, interrupt), rows=len(tokens))

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None = None) -> None:  # noqa: ARG002 - the protocol's
        raise EngineError(ErrorKind.UNSUPPORTED, _MERGES_NOTHING)

    def token_embeddings(self, tokens: Sequence[int]) -> Floats:
        return self._large.token_embeddings(tokens)

    def logits(self, row: int = -1) -> Floats:
        return self._large.logits(row)

    def hidden_states(self, tokens: Sequence[int], interrupt: Interrupt | None = None) -> Floats:
        """The large model's."""
        states: list[Floats] = []

        def read(sequence: LiveSequence) -> None:
            if sequence is self._large.sequence:
                states.append(sequence.hidden_states(tokens, interrupt))
            else:
                sequence.evaluate(tokens, interrupt)

        self._read(read, rows=1)
        return states[0]

    def truncate(self, position: int) -> None:
        self._large.truncate(position)
        self._even_out()

    def save_state(self, path: Path) -> int:
        """The three states one after another, each with its length before it. None of them is read from the file by
        the library itself."""
        with path.open("wb") as file:
            for sequence in self._sequences:
                copy = sequence.snapshot()
                file.write(_SIZE.pack(copy.bytes))
                file.write(copy.data.data)
            return file.tell()

    def load_state(self, path: Path, positions: int) -> None:
        try:
            with path.open("rb") as file:
                for sequence in self._sequences:
                    (size,) = _SIZE.unpack(file.read(_SIZE.size))
                    data = np.frombuffer(file.read(size), np.uint8)
                    sequence.restore(StateCopy(positions, data))
        except struct.error as error:
            self._clear()
            raise EngineError(
                ErrorKind.INTERNAL,
                "The saved state of this conversation does not fit the model. The conversation is read anew.",
                str(error),
            ) from error
        except BaseException:
            self._clear()
            raise

    def snapshot(self) -> SteeredSnapshot:
        return SteeredSnapshot(tuple(sequence.snapshot() for sequence in self._sequences))

    def restore(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, SteeredSnapshot):
            raise TypeError("this snapshot is not of a steered model")
        try:
            for sequence, part in zip(self._sequences, snapshot.parts, strict=True):
                sequence.restore(part)
        except BaseException:
            self._clear()
            raise

    def load_adapter(self, path: Path) -> LowRank | ControlVector:
        """For the small model."""
        return self._small.load_adapter(path)

    def set_adapters(self, adapters: Sequence[tuple[LoadedAdapter, float]]) -> None:
        """Of the small model."""
        self._small.set_adapters(adapters)
        self._adapted = bool(adapters)
        self._large.sequence.adapters_change(self._adapted)

    def set_strength(self, strength: float) -> None:
        """Implements `engine.backends.base.Steered`. Raises EngineError(UNSUPPORTED) for what is no number to use."""
        check_strength(strength)
        self._strength = strength

    def sampler(self, options: SamplingOptions, json_schema: str | None = None) -> LlamaSampler:
        return self._large.sampler(options, json_schema)

    def measure_bare(self, kind: str, tokens: int) -> float:
        """Of the large model alone."""
        self._clear()
        return self._large.measure_bare(kind, tokens)

    def close(self) -> None:
        self._plain.close()
        self._small.close()
        self._large.close()

    def _read(self, read: Callable[[LiveSequence], None], rows: int) -> None:
        """Have all three read the same, and steer as many rows of logits. Where one of them fails, all forget it."""
        position = self.position
        try:
            for sequence in self._sequences:
                read(sequence)
            self._steer(rows)
        except BaseException:
            self._large.truncate(min(position, self.position))
            self._even_out()
            raise

    def _steer(self, rows: int) -> None:
        """Without adapters the two of the small model agree to the bit, and the large one's logits are left alone."""
        if not self._adapted or not self._strength:
            return
        for row in range(rows):
            change = self._small.sequence.logits(row) - self._plain.logits(row)
            own = self._large.sequence.logits(row)
            own[: self._shared] += np.float32(self._strength) * change[: self._shared]

    def _even_out(self) -> None:
        """Make all hold what the shortest does. One that cannot forget a part has forgotten all."""
        while len(held := {sequence.position for sequence in self._sequences}) > 1:
            for sequence in self._sequences:
                sequence.truncate(min(held))
                if sequence.position < min(held):
                    break

    def _clear(self) -> None:
        for sequence in self._sequences:
            sequence.clear()


def _of_both(large: ModelInfo, small: ModelInfo) -> ModelInfo:
    """The large model's, with what the small one adds to it."""
    return replace(
        large,
        bytes=large.bytes + small.bytes,
        kv_bytes=large.kv_bytes + 2 * small.kv_bytes,
        fingerprint=hashlib.sha256(f"{large.fingerprint} steered by {small.fingerprint}".encode()).hexdigest(),
        load_ms=large.load_ms + small.load_ms,
        dynamic_problem=_MERGES_NOTHING,
    )
