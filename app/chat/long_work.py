"""Long work on a thread of its own: one thing after the other, each telling how far it is, until it is cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.chat.courier import Courier
from app.state import Task

PROGRESS_SECONDS = 0.05

T = TypeVar("T")
Told = Callable[[int, int], None]
"""Takes what is done and what there is to do."""


class Cancelled(Exception):
    """The person wants no more of it."""


class LongWork(QObject):
    """What is asked for while something is under way waits for its turn."""

    changed = Signal(object)
    """Task, or None when nothing is under way."""

    _progressed = Signal(int, int, int)
    """(number of the task, done, total), from the worker's thread"""

    def __init__(self, worker: Executor, courier: Courier, parent: QObject | None = None) -> None:
        """`worker` has one thread."""
        super().__init__(parent)
        self._worker = worker
        self._courier = courier
        self._number = 0
        self._tasks: dict[int, str] = {}
        """What is under way or waits for its turn, in words, by its number."""
        self._current = 0
        self._cancelled: set[int] = set()
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        return not self._tasks

    def is_cancelled(self) -> bool:
        """From any thread: whether what is under way is to stop."""
        return self._current in self._cancelled

    def do(
        self,
        text: str,
        work: Callable[[Told], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> int:
        """Run `work` in its turn, which tells how far it is and raises Cancelled when it stopped because of that.
        Returns its number, for `cancel`."""
        self._number += 1
        number = self._number
        self._tasks[number] = text

        def run() -> T:
            self._current = number
            if number in self._cancelled:
                raise Cancelled
            self._progressed.emit(number, 0, 0)
            return work(paced(lambda count, total: self._progressed.emit(number, count, total)))

        def finished(found: T) -> None:
            self._end(number)
            done(found)

        def stopped(error: BaseException) -> None:
            self._end(number)
            if not isinstance(error, Cancelled):
                failed(error)

        if len(self._tasks) == 1:
            self.changed.emit(Task(text))
        self._courier.bring(self._worker.submit(run), finished, stopped)
        return number

    def cancel(self, number: int | None = None) -> None:
        """Stop this; None: what is under way, and everything that waits behind it."""
        self._cancelled |= set(self._tasks) if number is None else {number} & self._tasks.keys()

    def _show_progress(self, number: int, done: int, total: int) -> None:
        if number in self._tasks:
            self.changed.emit(Task(self._tasks[number], done, total))

    def _end(self, number: int) -> None:
        del self._tasks[number]
        self._cancelled.discard(number)
        if not self._tasks:
            self.changed.emit(None)


def paced(told: Told) -> Told:
    """Passes on what a person can follow: some twenty numbers a second, and the last one."""
    spoke = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal spoke
        now = time.monotonic()
        if done >= total or now - spoke >= PROGRESS_SECONDS:
            spoke = now
            told(done, total)

    return tell
