"""BackupDesk: connects what the window has of backups with who writes and restores them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.chat.backup import BackupController
from app.state import Problem
from app.translation import tr
from app.ui.window import MainWindow


class BackupDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    restart_requested = Signal()
    """What was restored comes into its place when the program starts again."""

    def __init__(self, window: MainWindow, backup: BackupController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        views = window.backup
        views.opened.connect(backup.refresh)
        views.create_requested.connect(lambda path, models: backup.create(path, models=models))
        views.look_requested.connect(backup.look)
        views.restore_confirmed.connect(backup.restore)
        views.kept_confirmed.connect(backup.restore_kept)
        views.cancelled.connect(backup.cancel)
        backup.kept_changed.connect(views.show_kept)
        backup.task_changed.connect(views.set_task)
        backup.looked.connect(views.ask)
        backup.written.connect(self._tell)
        backup.refused.connect(self._refuse)
        backup.prepared.connect(self.restart_requested)

    def _tell(self, text: str) -> None:
        if not self._window.backup.tell(text):
            self._window.show_notice(text)

    def _refuse(self, message: str, detail: str) -> None:
        if not self._window.backup.tell(message):
            self._window.show_problem(Problem(tr("Back up and restore"), message, detail))
