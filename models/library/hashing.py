"""Computes digests of models beside everything else: on a thread of its own, one file after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from engine.errors import EngineError
from models.library.entry import ModelEntry
from models.library.progress import Interrupt, Progress, Stopped


class Hashed(Protocol):
    """What the hasher needs of a library."""

    def unhashed(self) -> list[ModelEntry]: ...

    def hash(self, key: str, progress: Progress, interrupt: Interrupt) -> ModelEntry: ...


@dataclass(frozen=True)
class HashStep:
    """How far the hasher is."""

    entry: ModelEntry
    """With its digest once it is there."""
    done: int
    """Bytes of this model."""
    total: int
    left: int
    """Models after this one."""
    problem: str = ""
    """For a person: why there is no digest."""


class Hasher:
    """Gives every model its digest. What was computed is kept file by file, so a stop loses one file's work at most."""

    def __init__(self, library: Hashed, tell: Callable[[HashStep], None]) -> None:
        """`tell` is called on the hasher's thread."""
        self._library = library
        self._tell = tell
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin with the models that have no digest now. While it runs another start does nothing."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="model-hasher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Returns when the thread has ended, after the piece that it reads."""
        self._stop.set()
        self.wait()

    def wait(self) -> None:
        """Until there is nothing left to do."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        entries = self._library.unhashed()
        for left, entry in zip(range(len(entries) - 1, -1, -1), entries, strict=True):
            if self._stop.is_set():
                return
            self._hash(entry, left)

    def _hash(self, entry: ModelEntry, left: int) -> None:
        try:
            hashed = self._library.hash(
                entry.key,
                lambda done, total: self._tell(HashStep(entry, done, total, left)),
                self._stop.is_set,
            )
        except Stopped:
            return
        except EngineError as error:
            self._tell(HashStep(entry, 0, entry.bytes, left, error.message))
        else:
            self._tell(HashStep(hashed, hashed.bytes, hashed.bytes, left))
