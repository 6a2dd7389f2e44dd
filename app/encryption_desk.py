"""EncryptionDesk: connects what the window has of encryption with who makes the keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.chat.encryption import EncryptionController
from app.state import Problem
from app.translation import tr
from app.ui.window import MainWindow


class EncryptionDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    restart_requested = Signal(object)
    """DataKey"""

    def __init__(self, window: MainWindow, encryption: EncryptionController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        views = window.encryption
        views.opened.connect(encryption.look)
        views.prepared.connect(encryption.prepare)
        views.confirmed.connect(encryption.begin)
        views.changed.connect(encryption.change)
        views.keychain_wanted.connect(encryption.set_keychain)
        views.turned_off.connect(encryption.turn_off)
        views.key_saved.connect(encryption.save_recovery_key)
        encryption.state_found.connect(views.show_state)
        encryption.made.connect(views.show_key)
        encryption.done.connect(views.tell)
        encryption.refused.connect(self._refuse)
        encryption.restart_requested.connect(self.restart_requested)

    def _refuse(self, message: str, detail: str) -> None:
        if not self._window.encryption.refuse(message):
            self._window.show_problem(Problem(tr("Encryption"), message, detail))
