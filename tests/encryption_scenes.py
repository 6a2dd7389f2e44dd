"""Scenes of encryption, for tests/screenshots.py."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.state import EncryptionState, Task
from app.ui.converting_dialog import ConvertingDialog
from app.ui.encrypted_dialog import EncryptedDialog
from app.ui.encryption_dialog import EncryptionDialog
from app.ui.recovery_dialog import RecoveryDialog
from app.ui.unlock_dialog import UnlockDialog
from app.ui.window import MainWindow

Scene = Callable[[MainWindow], QWidget | None]

KEY = "K7QM-2XWD-PLAH-63RT-NVBC-Y5GE-UJ4S-ZF2O"


def _opened(window: MainWindow, state: EncryptionState) -> QWidget:
    window.encryption.open()
    window.encryption.show_state(state)
    assert window.encryption.dialog is not None
    return window.encryption.dialog


def encryption(window: MainWindow) -> QWidget:
    dialog = _opened(window, EncryptionState(no_keychain="This system offers no keychain that Homespun can use."))
    assert isinstance(dialog, EncryptionDialog)
    dialog.passphrase.first.line.setText("orchid ladder thimble")
    dialog.passphrase.second.line.setText("orchid ladder")
    return dialog


def encryption_key(window: MainWindow) -> QWidget:
    dialog = _opened(window, EncryptionState())
    assert isinstance(dialog, EncryptionDialog)
    dialog.show_key(KEY)
    return dialog


def encrypted(window: MainWindow) -> QWidget:
    dialog = _opened(window, EncryptionState(is_on=True, keychain=True))
    assert isinstance(dialog, EncryptedDialog)
    dialog.tell("The passphrase is changed.")
    return dialog


def _alone(dialog: QWidget) -> QWidget:
    dialog.show()
    return dialog


def unlock(window: MainWindow) -> QWidget:
    return _alone(UnlockDialog(window._theme))


def unlock_wrong(window: MainWindow) -> QWidget:
    dialog = UnlockDialog(window._theme, "Encrypting was interrupted. Type your passphrase, and it goes on.")
    dialog.field.line.setText("orchid ladder")
    dialog.refuse("That is not the passphrase.", 4.0)
    return _alone(dialog)


def lost_passphrase(window: MainWindow) -> QWidget:
    dialog = RecoveryDialog(window._theme)
    dialog.key.setText(KEY[:24])
    dialog.refuse("That is not the recovery key of this data. Look whether each letter is right.")
    return _alone(dialog)


def converting(window: MainWindow) -> QWidget:
    dialog = ConvertingDialog()
    dialog.begin(encrypts=True)
    dialog.set_task(Task("", 46, 100))
    return _alone(dialog)


SCENES: tuple[Scene, ...] = (
    encryption, encryption_key, encrypted, unlock, unlock_wrong, lost_passphrase, converting,
)  # fmt: skip
EVERY_SIZE: tuple[Scene, ...] = ()
