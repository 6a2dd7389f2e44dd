"""DiagnosticsController: collects the report of what went wrong, and keeps it where the person wants it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.chat.courier import Courier
from app.files import replace_file
from app.paths import DataFolder
from app.settings import Settings
from app.translation import tr
from models.encryption.keys import DataKey


class DiagnosticsController(QObject):
    collected = Signal(str)
    said = Signal(str)
    """What became of saving it, in words."""

    def __init__(
        self,
        folder: DataFolder,
        settings: Callable[[], Settings],
        worker: Executor,
        courier: Courier,
        key: Callable[[], DataKey | None],
        parent: QObject | None = None,
    ) -> None:
        """`worker` is not the thread that draws; `key` is what the data is encrypted with at the moment."""
        super().__init__(parent)
        self._folder = folder
        self._settings = settings
        self._worker = worker
        self._courier = courier
        self._key = key

    def collect(self) -> None:
        settings, key = self._settings(), self._key()

        def collect() -> str:
            from app.diagnostics.report import report  # late: it needs numpy, which the window does not

            return report(self._folder, settings, key)

        future = self._worker.submit(collect)
        self._courier.bring(future, self.collected.emit, lambda error: self.collected.emit(type(error).__name__))

    def save(self, path: str, text: str) -> None:
        target = Path(path)
        done = self._worker.submit(replace_file, target, text.encode(errors="replace"))
        self._courier.bring(
            done,
            lambda _: self.said.emit(tr("The report is in “{name}”.", name=target.name)),
            lambda _: self.said.emit(
                tr("“{name}” could not be written. Choose another place for it.", name=target.name)
            ),
        )
