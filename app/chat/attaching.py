"""AttachmentController: reads what the person brings to a message, in the background, one file after the other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from app import problems
from app.chat.courier import Courier
from app.chat.long_work import Cancelled, paced
from app.state import FileReading
from app.store.records import Attachment
from app.translation import tr
from engine.errors import EngineError
from models.encoders import is_published
from models.ordinary_file import shown

log = logging.getLogger(__name__)

MOST_AT_ONCE = 20
"""Files that are taken of one gesture: whoever drops a thousand did not mean it."""
_OF_THE_SHELF = (".gguf", ".onnx", ".onnx_adapter", ".safetensors")
"""What these files hold is no text, but an adapter or a model."""

ReadFile = Callable[[Path, Callable[[int, int], None]], Attachment]
"""Takes the path, and who is told of the pages that are read. Raises EngineError, and what that one raises."""


class AttachmentController(QObject):
    """What is read belongs to the conversation that was shown when it was brought."""

    attached = Signal(object, object)
    """(conversation id or None for a new one, Attachment)"""
    readings_changed = Signal(object)
    """tuple[FileReading]: what is being read, or waits for it, in any conversation."""
    brought_elsewhere = Signal(list)
    """Paths of adapters, models and folders: nothing to attach."""
    encoder_brought = Signal(str)
    """Path of the folder of a sentence encoder."""
    problem = Signal(object)
    notice = Signal(str)

    _progressed = Signal(int, int, int)
    """(key, done, total), from the worker's thread"""

    def __init__(self, read: ReadFile, worker: Executor, courier: Courier, parent: QObject | None = None) -> None:
        """`worker` has one thread."""
        super().__init__(parent)
        self._read = read
        self._worker = worker
        self._courier = courier
        self._readings: dict[int, FileReading] = {}
        self._cancelled: dict[int, threading.Event] = {}
        self._refused: list[tuple[str, str]] = []
        """(message, detail) of the files that were brought together."""
        self._last = 0
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)

    def attach(self, conversation_id: int | None, paths: Sequence[str]) -> None:
        """Read these files for the message box of a conversation."""
        if not self._readings:
            self._refused.clear()
        if len(paths) > MOST_AT_ONCE:
            self.notice.emit(
                tr(
                    "The first {most} of {all} files are read. Attach the others after them.",
                    most=MOST_AT_ONCE,
                    all=len(paths),
                )
            )
        for path in paths[:MOST_AT_ONCE]:
            self._attach(conversation_id, Path(path))

    def cancel(self, key: int) -> None:
        """The person does not want this file any more."""
        if key in self._cancelled:
            self._cancelled[key].set()
            self._end(key)

    def move(self, conversation_id: int) -> None:
        """The new conversation is stored under this number now; what is read for it belongs there."""
        for key, reading in self._readings.items():
            if reading.conversation_id is None:
                self._readings[key] = replace(reading, conversation_id=conversation_id)
        self._tell()

    def close(self) -> None:
        """The program ends: nothing is read any more."""
        for cancelled in self._cancelled.values():
            cancelled.set()

    def _attach(self, conversation_id: int | None, path: Path) -> None:
        self._last += 1
        key = self._last
        cancelled = self._cancelled[key] = threading.Event()
        self._readings[key] = FileReading(key, conversation_id, shown(path))
        self._tell()

        def run() -> Attachment | Path | None:
            """A path is that of an encoder; None: it is for the shelf."""
            if cancelled.is_set():
                raise Cancelled
            if is_published(path):
                return path
            if path.is_dir() or path.suffix.lower() in _OF_THE_SHELF:
                return None
            tell = paced(partial(self._progressed.emit, key))

            def progress(done: int, total: int) -> None:
                if cancelled.is_set():
                    raise Cancelled
                tell(done, total)

            return self._read(path, progress)

        def done(read: Attachment | Path | None) -> None:
            reading = self._readings.get(key)
            self._end(key)
            if reading is None:  # cancelled at the last moment
                return
            if read is None:
                self.brought_elsewhere.emit([str(path)])
            elif isinstance(read, Path):
                self.encoder_brought.emit(str(read))
            else:
                self.attached.emit(reading.conversation_id, read)

        def failed(error: BaseException) -> None:
            if key not in self._readings or isinstance(error, Cancelled):
                return
            self._end(key)
            if isinstance(error, EngineError):
                self._refused.append((error.message, error.detail))
            else:
                log.error("a file could not be read: %s", type(error).__name__)
                self._refused.append((tr("“{name}” could not be read.", name=shown(path)), str(error)))
            self.problem.emit(problems.not_attached(self._refused))

        self._courier.bring(self._worker.submit(run), done, failed)

    def _show_progress(self, key: int, done: int, total: int) -> None:
        reading = self._readings.get(key)
        if reading is not None:
            self._readings[key] = replace(reading, done=done, total=total)
            self._tell()

    def _end(self, key: int) -> None:
        if self._readings.pop(key, None) is not None:
            self._tell()
        self._cancelled.pop(key, None)

    def _tell(self) -> None:
        self.readings_changed.emit(tuple(self._readings.values()))
