"""PrivacyDesk: connects what the window shows of privacy with who looks it up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.chat.privacy import PrivacyController
from app.ui.window import MainWindow


class PrivacyDesk(QObject):
    """Holds nothing: it passes on what one says and another can do."""

    erasure_requested = Signal(bool)
    """Whether with the models: the program is to end, and then all of it to be erased."""

    def __init__(self, window: MainWindow, privacy: PrivacyController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.close = privacy.close
        views = window.privacy
        views.opened.connect(privacy.watch)
        views.closed.connect(privacy.rest)
        views.place_opened.connect(_show)
        views.erasure_confirmed.connect(self.erasure_requested)
        privacy.kept_changed.connect(views.show_kept)
        privacy.running_changed.connect(views.show_running)
        privacy.sandbox_changed.connect(views.show_sandbox)


def _show(path: str) -> None:
    """The folder that it is, or lies in: the file itself would be opened by whatever takes such files."""
    place = Path(path)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place if place.is_dir() else place.parent)))
