"""What the window has of encryption: the dialog that fits its state, and the file that the recovery key is saved to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.state import EncryptionState
from app.translation import tr
from app.ui.dialogs import Dialogs
from app.ui.encrypted_dialog import EncryptedDialog
from app.ui.encryption_dialog import EncryptionDialog
from app.ui.theme import Theme


class EncryptionViews(QObject):
    opened = Signal()
    """`show_state` is to follow: the dialog is made of it."""
    prepared = Signal(str, bool)
    """(passphrase, whether with the keychain)"""
    confirmed = Signal()
    changed = Signal(str, str)
    """(passphrase, new passphrase)"""
    keychain_wanted = Signal(bool)
    turned_off = Signal(str)
    """The passphrase"""
    key_saved = Signal(str, str)
    """(path of a new file, recovery key)"""

    def __init__(self, theme: Theme, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._dialogs = dialogs
        self._window = window
        self.dialog: EncryptionDialog | EncryptedDialog | None = None

    def open(self) -> None:
        if self.dialog is not None:
            self.dialog.raise_()
        else:
            self.opened.emit()

    def show_state(self, state: EncryptionState) -> None:
        if isinstance(self.dialog, EncryptedDialog):
            self.dialog.show_state(state)
        elif self.dialog is None:
            self._make(state)

    def show_key(self, recovery_key: str) -> None:
        if isinstance(self.dialog, EncryptionDialog):
            self.dialog.show_key(recovery_key)

    def tell(self, text: str) -> None:
        if self.dialog is not None:
            self.dialog.tell(text)

    def refuse(self, message: str) -> bool:
        """Answers whether there was a dialog to say it."""
        if self.dialog is not None:
            self.dialog.refuse(message)
        return self.dialog is not None

    def _make(self, state: EncryptionState) -> None:
        if state.is_on:
            dialog = EncryptedDialog(self._theme, state, self._window)
            dialog.changed.connect(self.changed)
            dialog.keychain_wanted.connect(self.keychain_wanted)
            dialog.turned_off.connect(self.turned_off)
        else:
            dialog = EncryptionDialog(self._theme, state, self._window)
            dialog.prepared.connect(self.prepared)
            dialog.confirmed.connect(self.confirmed)
            dialog.save_requested.connect(self._choose_file)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        self._dialogs.open("encryption", dialog)

    def _choose_file(self, recovery_key: str) -> None:
        name = f"{tr('Homespun recovery key')}.txt"
        chooser = self._dialogs.save_dialog(self.dialog, tr("Save the recovery key"), tr("Texts (*.txt)"), "txt", name)
        chooser.fileSelected.connect(lambda path: self.key_saved.emit(path, recovery_key))
        self._dialogs.open("recovery key", chooser)

    def _forget(self) -> None:
        self.dialog = None
