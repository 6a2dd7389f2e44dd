"""PrivacyController: what is kept where and which connections are open, looked up while somebody wants to see it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.chat.courier import Courier
from app.client import EngineClient
from app.paths import DataFolder
from app.privacy.kept import kept
from app.privacy.processes import Running, running
from engine.sandbox.confine import offered

log = logging.getLogger(__name__)

T = TypeVar("T")

LOOK_MS = 1000
"""Between two looks at the processes."""


class PrivacyController(QObject):
    kept_changed = Signal(tuple)
    """Kept, of all there is"""
    running_changed = Signal(tuple)
    """Running, the window first; told anew each second while it is looked at."""
    sandbox_changed = Signal(object)
    """Sandbox of the engine that runs, or what one would have"""

    def __init__(
        self, folder: DataFolder, client: EngineClient, courier: Courier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._client = client
        self._courier = courier
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="privacy")
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def watch(self) -> None:
        """Somebody sees it from now on."""
        self._bring(lambda: kept(self._folder), self.kept_changed.emit)
        self._bring(lambda: self._client.sandbox or offered(), self.sandbox_changed.emit)
        self._look()
        self._timer.start()

    def rest(self) -> None:
        self._timer.stop()

    def close(self) -> None:
        """The program ends."""
        self._timer.stop()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _look(self) -> None:
        if self._is_looking:  # a system that is slow to answer is not asked twice
            return
        self._is_looking = True

        def seen(found: tuple[Running, ...]) -> None:
            self._is_looking = False
            self.running_changed.emit(found)

        self._bring(lambda: running(os.getpid()), seen)

    def _bring(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._courier.bring(self._worker.submit(work), done, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._is_looking = False
        log.error("what is kept and what runs could not be seen: %s", type(error).__name__)
