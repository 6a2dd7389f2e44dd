"""Preferences: the settings as they are now, kept on disk."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.chat.courier import Courier
from app.settings import Settings, SettingsFile
from app.state import Problem, ProblemAction
from app.translation import tr


class Preferences(QObject):
    changed = Signal(object)
    """Settings"""
    problem = Signal(object)

    def __init__(
        self, settings: Settings, file: SettingsFile, worker: Executor, courier: Courier, parent: QObject | None = None
    ) -> None:
        """`worker` writes the file; it has one thread, so that the newest settings are written last."""
        super().__init__(parent)
        self.settings = settings
        self._file = file
        self._worker = worker
        self._courier = courier

    def change(self, settings: Settings) -> None:
        if settings == self.settings:
            return
        self.settings = settings
        self._courier.bring(self._worker.submit(self._file.save, settings), lambda _: None, self._not_saved)
        self.changed.emit(settings)

    def choose_model(self, path: str) -> None:
        self.change(replace(self.settings, model=path))

    def choose_profile(self, profile_id: int) -> None:
        self.change(replace(self.settings, profile_id=profile_id))

    def keep_geometry(self, geometry: str) -> None:
        self.change(replace(self.settings, window_geometry=geometry))

    def _not_saved(self, error: BaseException) -> None:
        self.problem.emit(
            Problem(
                tr("The settings could not be saved"),
                tr(
                    "They are used until the program ends. Check that the disk of the data folder is not full and that "
                    "it can be written to."
                ),
                str(error),
                (ProblemAction.OPEN_DATA_FOLDER,),
            )
        )
