"""Care: makes what takes care of a person's data and of who is new: backups, reports of problems, the first start."""

from __future__ import annotations

from concurrent.futures import Executor

from PySide6.QtCore import QObject, Signal

from app.backup_desk import BackupDesk
from app.chat.backup import BackupController
from app.chat.conversations import ConversationListController
from app.chat.courier import Courier
from app.chat.data_place import DataPlace
from app.chat.diagnostics import DiagnosticsController
from app.chat.library import LibraryController
from app.chat.preferences import Preferences
from app.first_steps_desk import FirstStepsDesk
from app.place import Place
from app.settings import Settings
from app.translation import tr
from app.ui.window import MainWindow


class Care(QObject):
    restart_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        place: Place,
        preferences: Preferences,
        library: LibraryController,
        conversations: ConversationListController,
        worker: Executor,
        courier: Courier,
        parent: QObject | None = None,
    ) -> None:
        """`worker` has one thread, which a backup may keep busy for long."""
        super().__init__(parent)
        self._backup = BackupController(place.folder, worker, courier, lambda: place.key, self)
        backup_desk = BackupDesk(window, self._backup, self)
        reports = DiagnosticsController(
            place.folder, lambda: preferences.settings, worker, courier, lambda: place.key, self
        )
        window.help.report_requested.connect(reports.collect)
        window.help.save_requested.connect(reports.save)
        reports.collected.connect(window.help.show_report)
        reports.said.connect(window.help.tell)
        data_place = DataPlace(lambda: preferences.settings, worker, courier, self)
        self._window = window
        self._language = preferences.settings.language
        preferences.changed.connect(self._tell_language)
        steps = FirstStepsDesk(window, data_place, library, conversations, place, self)
        for desk in (backup_desk, steps):
            desk.restart_requested.connect(self.restart_requested)

    def _tell_language(self, settings: Settings) -> None:
        """What is shown keeps the language in which it was made."""
        if settings.language is not self._language:
            self._language = settings.language
            text = tr("The language changes when Homespun is started the next time.")
            self._window.show_notice(text, tr("Start it again"), self.restart_requested.emit)

    def close(self) -> None:
        self._backup.close()
