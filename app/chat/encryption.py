"""EncryptionController: makes the keys, changes the passphrase, and prepares that everything is encrypted or decrypted.

That itself is done when the program starts again, before anything is open.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.chat.courier import Courier
from app.paths import DataFolder
from app.safe import keychain
from app.safe.key_file import (
    KeyFile,
    KeyFileDamaged,
    NewKey,
    Phase,
    WrongPassphrase,
    new_key,
    read_key_file,
    write_key_file,
)
from app.state import EncryptionState
from app.translation import tr
from models.encryption.keys import DataKey

T = TypeVar("T")


class EncryptionController(QObject):
    """Deriving a key takes most of a second, and a keychain may wait for the person: all of it is for a worker."""

    state_found = Signal(object)
    """EncryptionState"""
    made = Signal(str)
    """The recovery key: the keys are there, and `begin` may follow."""
    done = Signal(str)
    """In words."""
    refused = Signal(str, str)
    """(message, detail): what was asked for was not done."""
    restart_requested = Signal(object)
    """DataKey to start again with, now."""

    def __init__(
        self,
        folder: DataFolder,
        key: DataKey | None,
        worker: Executor,
        courier: Courier,
        parent: QObject | None = None,
    ) -> None:
        """`key` is what the data is encrypted with at the moment."""
        super().__init__(parent)
        self._folder = folder
        self._key = key
        self._worker = worker
        self._courier = courier
        self._new: NewKey | None = None

    def look(self) -> None:
        def look() -> EncryptionState:
            file = read_key_file(self._folder)
            return EncryptionState(file is not None, file is not None and file.keychain, keychain.why_none())

        self._do(look, self.state_found.emit)

    def prepare(self, passphrase: str, with_keychain: bool) -> None:
        def make() -> NewKey:
            from app.safe.converting import refuse_busy

            refuse_busy(self._folder)
            made = new_key(passphrase)
            if with_keychain:
                keychain.keep(made.file.id, made.key)
                made = replace(made, file=replace(made.file, keychain=True))
            return made

        def take(made: NewKey) -> None:
            self._new = made
            self.made.emit(made.recovery_key)

        self._do(make, take)

    def begin(self) -> None:
        """Encrypt everything with the keys that were made."""
        made = self._new
        if made is None:
            return

        def write() -> None:
            write_key_file(self._folder, made.file)

        self._do(write, lambda _: self.restart_requested.emit(made.key))

    def change(self, passphrase: str, new_passphrase: str) -> None:
        def change() -> None:
            file = self._file()
            write_key_file(self._folder, file.with_passphrase(file.unlock(passphrase), new_passphrase))

        self._do(change, lambda _: self.done.emit(tr("The passphrase is changed.")))

    def set_keychain(self, wanted: bool) -> None:
        key = self._key
        if key is None:
            return

        def change() -> None:
            file = self._file()
            if wanted:
                keychain.keep(file.id, key)
            write_key_file(self._folder, replace(file, keychain=wanted))
            if not wanted:
                keychain.forget(file.id)

        self._do(change, lambda _: self.look())

    def turn_off(self, passphrase: str) -> None:
        def prepare() -> DataKey:
            from app.safe.converting import refuse_busy

            refuse_busy(self._folder)
            file = self._file()
            key = file.unlock(passphrase)
            write_key_file(self._folder, file.in_phase(Phase.DECRYPTING))
            return key

        self._do(prepare, self.restart_requested.emit)

    def save_recovery_key(self, path: str, recovery_key: str) -> None:
        def write() -> None:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(f"{recovery_key}\n")
                file.flush()
                os.fsync(file.fileno())

        self._do(write, lambda _: self.done.emit(tr("Saved as “{name}”.", name=Path(path).name)))

    def _file(self) -> KeyFile:
        """Raises KeyFileDamaged."""
        file = read_key_file(self._folder)
        if file is None:
            raise KeyFileDamaged(self._folder.key_file, "it is gone")
        return file

    def _do(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._courier.bring(self._worker.submit(work), done, self._failed)

    def _failed(self, error: BaseException) -> None:
        from app.safe.converting import EncryptionError

        if isinstance(error, WrongPassphrase):
            self.refused.emit(tr("That is not the passphrase."), "")
        elif isinstance(error, EncryptionError | KeyFileDamaged | keychain.NoKeychain):
            self.refused.emit(error.message, error.detail)
        elif isinstance(error, OSError):
            said = tr("The file could not be written ({reason}). Nothing was changed.", reason=error.strerror or "")
            self.refused.emit(said, str(error))
        else:
            self.refused.emit(tr("A defect of this program stopped it. Nothing was changed."), repr(error))
