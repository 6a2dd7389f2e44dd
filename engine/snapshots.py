"""Sequences that were live a while ago, kept in memory: bounded, those used least recently go first."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.backends.base import LoadedModel, Snapshot
from engine.errors import EngineError
from engine.states import AdapterSet, Position, common_beginning
from models.fit import available_memory

_log = logging.getLogger(__name__)

MOST_BYTES = 1 << 30
SHARE_OF_FREE_MEMORY = 4


@dataclass(frozen=True)
class KeptSequence:
    """What was in the KV cache, and whose it was."""

    conversation: str
    adapters: AdapterSet
    """The set in force when it was written. An activated LoRA among them acted at the end only, or not at all."""
    positions: tuple[Position, ...]
    snapshot: Snapshot


class SnapshotCache:
    """The kept sequences of one loaded model."""

    def __init__(self, budget: Callable[[int], int]) -> None:
        """`budget(held)` tells how many bytes may be held, of which `held` are already."""
        self._budget = budget
        self._kept: list[KeptSequence] = []  # used least recently first

    def __iter__(self) -> Iterator[KeptSequence]:
        """Those used most recently first."""
        return reversed(self._kept)

    @property
    def bytes(self) -> int:
        return sum(kept.snapshot.bytes for kept in self._kept)

    def keep(
        self, model: LoadedModel, conversation: str, adapters: AdapterSet, positions: tuple[Position, ...]
    ) -> bool:
        """Keep the live sequence of `model`, which holds `positions`. False where there is no room for it."""
        budget = self._budget(self.bytes)
        if model.info.kv_bytes * len(positions) // max(model.info.context_length, 1) > budget:
            return False
        for kept in [kept for kept in self._kept if (kept.conversation, kept.adapters) == (conversation, adapters)]:
            common = common_beginning(kept.positions, positions)
            if common == len(positions):  # there is nothing new
                return True
            if common == len(kept.positions):  # this one continues it: it makes room
                self._kept.remove(kept)
        try:
            snapshot = model.snapshot()
        except (EngineError, MemoryError) as error:
            _log.warning("a sequence could not be kept in memory: %s", error)
            return False
        self._kept.append(KeptSequence(conversation, adapters, positions, snapshot))
        while self._kept and self.bytes > budget:
            del self._kept[0]
        return bool(self._kept)

    def restore(self, model: LoadedModel, kept: KeptSequence) -> bool:
        """Make `kept` the live sequence of `model`. False when it does not fit; it is dropped then."""
        self._kept.remove(kept)
        try:
            model.restore(kept.snapshot)
        except (EngineError, MemoryError) as error:
            _log.warning("a sequence kept in memory cannot be used: %s", error)
            return False
        self._kept.append(kept)
        return True

    def forget(self, conversation: str) -> None:
        self._kept = [kept for kept in self._kept if kept.conversation != conversation]


def memory_budget(held: int) -> int:
    """Bytes: a quarter of what would be free without the `held` ones, at most 1 GiB. The rest is for the model's own
    needs and for the other programs of the person."""
    return min(MOST_BYTES, (available_memory() + held) // SHARE_OF_FREE_MEMORY)
