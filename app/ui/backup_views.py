"""What the window has of backups: the dialog, and the choice of the files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.backup.results import Kept
from app.state import Task
from app.translation import tr
from app.ui.backup_dialog import BackupDialog
from app.ui.dialogs import Dialogs
from app.ui.theme import Theme


class BackupViews(QObject):
    opened = Signal()
    """What is kept is to be shown."""
    create_requested = Signal(str, bool)
    """(path of the new file, whether with the models)"""
    look_requested = Signal(str)
    """Path of a backup that may be restored"""
    restore_confirmed = Signal(str)
    kept_confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._window = window
        self.dialog: BackupDialog | None = None

    def open(self) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self.dialog = dialog = BackupDialog(self._theme, self._window)
        dialog.create_requested.connect(self._choose_target)
        dialog.restore_requested.connect(self._choose_backup)
        dialog.restore_confirmed.connect(self.restore_confirmed)
        dialog.kept_confirmed.connect(self.kept_confirmed)
        dialog.cancelled.connect(self.cancelled)
        dialog.finished.connect(self._forget)
        self._dialogs.open("backup", dialog)
        self.opened.emit()

    def show_kept(self, kept: Sequence[Kept], size_of_models: int) -> None:
        if self.dialog is not None:
            self.dialog.show_kept(kept, size_of_models)

    def set_task(self, task: Task | None) -> None:
        if self.dialog is not None:
            self.dialog.set_task(task)

    def ask(self, path: str, held: str) -> None:
        if self.dialog is not None:
            self.dialog.ask(path, PurePath(path).name, held)

    def tell(self, text: str) -> bool:
        """Answers whether there was a dialog to say it."""
        if self.dialog is not None:
            self.dialog.tell(text)
        return self.dialog is not None

    def _choose_target(self, with_models: bool) -> None:
        name = f"Homespun {date.today().isoformat()}.zip"
        chooser = self._dialogs.save_dialog(self.dialog, tr("Back up everything"), tr("Backups (*.zip)"), "zip", name)
        chooser.fileSelected.connect(lambda path: self.create_requested.emit(path, with_models))
        self._dialogs.open("backup target", chooser)

    def _choose_backup(self) -> None:
        chooser = QFileDialog(self.dialog, tr("Choose a backup"), "", tr("Backups (*.zip);;All files (*)"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self.look_requested)
        self._dialogs.open("backup file", chooser)

    def _forget(self) -> None:
        self.dialog = None
