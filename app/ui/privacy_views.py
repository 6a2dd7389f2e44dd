"""What the window has of privacy: the dialog, while it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.privacy.kept import Kept
from app.privacy.processes import Running
from app.ui.dialogs import Dialogs
from app.ui.privacy_dialog import PrivacyDialog
from app.ui.theme import Theme
from engine.sandbox.state import Sandbox


class PrivacyViews(QObject):
    opened = Signal()
    closed = Signal()
    place_opened = Signal(str)
    erasure_confirmed = Signal(bool)

    def __init__(self, theme: Theme, dialogs: Dialogs, downloads_allowed: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._downloads_allowed = downloads_allowed
        self._window = window
        self.dialog: PrivacyDialog | None = None

    def open(self) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self.dialog = dialog = PrivacyDialog(
            self._theme, downloads_allowed=self._downloads_allowed(), parent=self._window
        )
        dialog.place_opened.connect(self.place_opened)
        dialog.erasure_confirmed.connect(self.erasure_confirmed)
        dialog.finished.connect(self._forget)
        self._dialogs.open("privacy", dialog)
        self.opened.emit()

    def show_kept(self, kept: Sequence[Kept]) -> None:
        if self.dialog is not None:
            self.dialog.show_kept(kept)

    def show_running(self, processes: Sequence[Running]) -> None:
        if self.dialog is not None:
            self.dialog.show_running(processes)

    def show_sandbox(self, sandbox: Sandbox) -> None:
        if self.dialog is not None:
            self.dialog.show_sandbox(sandbox)

    def _forget(self) -> None:
        self.dialog = None
        self.closed.emit()
