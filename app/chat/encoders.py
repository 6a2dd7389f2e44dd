"""EncoderController: the sentence encoders that the person has, takes in, and deletes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import Courier
from app.chat.long_work import Cancelled, LongWork, Told
from app.encoding import add_encoder
from app.translation import tr
from engine.errors import EngineError, ErrorKind
from models.encoders import EncoderEntry, EncoderShelf, name_of

log = logging.getLogger(__name__)


class EncoderController(QObject):
    changed = Signal(object)
    """tuple[EncoderEntry, ...]: the first one is used."""
    task_changed = Signal(object)
    """Task, or None when nothing is under way."""
    arrived = Signal(str)
    """Name of an encoder that was added."""
    problem = Signal(object)
    """Problem"""

    def __init__(self, shelf: EncoderShelf, worker: Executor, courier: Courier, parent: QObject | None = None) -> None:
        """`worker` has one thread."""
        super().__init__(parent)
        self._shelf = shelf
        self._worker = worker
        self._courier = courier
        self._work = LongWork(worker, courier, self)
        self._work.changed.connect(self.task_changed)

    def look(self) -> None:
        """`changed` follows."""
        looking = self._worker.submit(self._shelf.entries)
        self._courier.bring(looking, lambda found: self.changed.emit(tuple(found)), self._failed(""))

    def add(self, folder: str) -> None:
        """Take in what its makers published in this folder."""
        source = Path(folder)

        def work(_: Told) -> EncoderEntry:
            return add_encoder(self._shelf, source, idle=self._stop_if_cancelled)

        def done(entry: EncoderEntry) -> None:
            self.look()
            self.arrived.emit(entry.name)

        name = name_of(source)
        failure = tr("{name} was not added", name=name)
        self._work.do(tr("Adding {name}", name=name), work, done, self._failed(failure))

    def remove(self, name: str) -> None:
        failure = tr("{name} was not removed", name=name)
        self._courier.bring(self._worker.submit(self._shelf.remove, name), lambda _: self.look(), self._failed(failure))

    def cancel(self) -> None:
        self._work.cancel()

    def _stop_if_cancelled(self) -> None:
        """On the worker's thread."""
        if self._work.is_cancelled():
            raise Cancelled

    def _failed(self, title: str) -> Callable[[BaseException], None]:
        def tell(error: BaseException) -> None:
            if isinstance(error, EngineError):
                kind, message, detail = error.kind, error.message, error.detail
            else:
                log.error("the work on encoders failed: %s", type(error).__name__)
                kind, detail = ErrorKind.INTERNAL, str(error)
                message = tr("The folder of the encoders could not be used. Check the disk of the data folder.")
            self.problem.emit(problems.shelf_failed(title or tr("Encoders"), kind, message, detail))

        return tell
