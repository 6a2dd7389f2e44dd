"""Gives the models of the library their checksums, while nothing else needs the processor."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor

from PySide6.QtCore import QObject, Qt, Signal

from models.library.entry import ModelEntry
from models.library.hashing import Hashed, Hasher, HashStep
from models.library.progress import Interrupt, Progress

STEP_SECONDS = 0.1
LEAST_PRIORITY = 19


class Digests(QObject):
    """Runs the hasher and brings its steps to the GUI thread."""

    stepped = Signal(object)
    """HashStep"""

    _told = Signal(object)

    def __init__(self, open_library: Callable[[], Hashed], parent: QObject | None = None) -> None:
        """`open_library` will be called on the hasher's thread."""
        super().__init__(parent)
        self._hasher = Hasher(_Behind(open_library), self._tell)
        self._spoke = 0.0
        self._is_closed = False
        self._told.connect(self.stepped, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Go through the models that have none. While that is under way another start does nothing."""
        if not self._is_closed:
            self._hasher.start()

    def wait(self) -> None:
        """Until there is nothing left to do: not for the GUI thread."""
        self._hasher.wait()

    def close(self, worker: Executor) -> None:
        """Stop, and let `worker` wait for the piece that is being read."""
        self._is_closed = True
        worker.submit(self._hasher.stop)

    def _tell(self, step: HashStep) -> None:
        """On the hasher's thread."""
        now = time.monotonic()
        is_over = bool(step.entry.sha256 or step.problem)
        if not self._is_closed and (is_over or now - self._spoke >= STEP_SECONDS):
            self._spoke = now
            self._told.emit(step)


class _Behind:
    """The library as the hasher uses it: on a thread that lets all others go first."""

    def __init__(self, open_library: Callable[[], Hashed]) -> None:
        self._open_library = open_library

    def unhashed(self) -> list[ModelEntry]:
        if sys.platform == "linux":  # elsewhere a priority is the whole process's
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LEAST_PRIORITY)
        return self._open_library().unhashed()

    def hash(self, key: str, progress: Progress, interrupt: Interrupt) -> ModelEntry:
        return self._open_library().hash(key, progress, interrupt)
