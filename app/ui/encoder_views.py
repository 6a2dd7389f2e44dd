"""What the window has of encoders: the dialog, while it is open, and the choice of a folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.state import Problem, Task
from app.translation import tr
from app.ui.dialogs import Dialogs
from app.ui.encoder_dialog import EncoderDialog
from app.ui.theme import Theme
from models.encoders import EncoderEntry


class EncoderViews(QObject):
    opened = Signal()
    """`show_encoders` is to follow."""
    added = Signal(str)
    """Path of a folder"""
    removed = Signal(str)
    """Name"""
    cancelled = Signal()

    def __init__(self, theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._window = window
        self.dialog: EncoderDialog | None = None

    def open(self) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self.dialog = dialog = EncoderDialog(self._theme, self._window)
        dialog.folder_wanted.connect(self._choose)
        dialog.added.connect(self.added)
        dialog.removed.connect(self.removed)
        dialog.cancelled.connect(self.cancelled)
        dialog.finished.connect(self._forget)
        self._dialogs.open("encoders", dialog)
        self.opened.emit()

    def show_encoders(self, entries: Sequence[EncoderEntry]) -> None:
        if self.dialog is not None:
            self.dialog.show_encoders(entries)

    def set_task(self, task: Task | None) -> None:
        if self.dialog is not None:
            self.dialog.set_task(task)

    def show_problem(self, problem: Problem) -> bool:
        """Answers whether the dialog is there to show it."""
        if self.dialog is None:
            return False
        self.dialog.show_problem(problem)
        return True

    def tell_arrived(self, name: str) -> bool:
        """As above."""
        if self.dialog is None:
            return False
        self.dialog.tell_arrived(name)
        return True

    def _choose(self) -> None:
        """Open the system's dialog, which does not wait."""
        chooser = QFileDialog(self.dialog, tr("Choose the folder of an encoder"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self.added)
        self._dialogs.open("encoder folder", chooser)

    def _forget(self) -> None:
        self.dialog = None
