"""Runs many small steps on the GUI thread without ever holding it for long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

SLICE_MS = 8
"""Half a frame: input and painting get the other half."""


class WorkQueue(QObject):
    """Steps run in the order of their arrival, for at most `SLICE_MS` between two looks at the event loop."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], None]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._run)

    def put(self, step: Callable[[], None]) -> None:
        self._steps.append(step)
        if not self._timer.isActive():
            self._timer.start()

    def clear(self) -> None:
        self._steps.clear()
        self._timer.stop()

    @property
    def is_idle(self) -> bool:
        return not self._steps

    def _run(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._steps and clock.elapsed() < SLICE_MS:
            self._steps.popleft()()
        if not self._steps:
            self._timer.stop()
