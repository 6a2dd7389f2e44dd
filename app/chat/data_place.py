"""DataPlace: puts the data folder elsewhere, as long as there is nothing in it yet."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.chat.courier import Courier
from app.location import choose_place
from app.paths import DataFolder, DataFolderError
from app.settings import Settings, SettingsFile
from app.state import Problem
from app.translation import told, tr


class DataPlace(QObject):
    moved = Signal()
    """The data is there from the next start on, which is to come now."""
    problem = Signal(object)

    def __init__(
        self, settings: Callable[[], Settings], worker: Executor, courier: Courier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._worker = worker
        self._courier = courier

    def choose(self, path: str) -> None:
        """A folder with other things in it gets one of ours in it."""
        done = self._worker.submit(_put, Path(path), self._settings())
        self._courier.bring(done, lambda _: self.moved.emit(), self._fail)

    def _fail(self, error: BaseException) -> None:
        message = (
            told(error.message)
            if isinstance(error, DataFolderError)
            else tr("Nothing can be written there. Choose another folder.")
        )
        self.problem.emit(Problem(tr("Your data stays where it is"), message, str(error)))


def _put(chosen: Path, settings: Settings) -> None:
    """Raises DataFolderError and OSError. Data of ours that is there already is used as it is."""
    is_ours = (chosen / "homespun.db").exists() or (chosen / "settings.json").exists()
    has_others = not is_ours and chosen.exists() and any(chosen.iterdir())
    folder = DataFolder.resolve(chosen / "Homespun" if has_others else chosen)
    folder.create()
    if not folder.settings.exists():
        SettingsFile(folder.settings).save(settings)
    choose_place(folder.path)
