"""What comes before the window where something is encrypted: the key, and what was begun and not finished.

The dialogs stand alone here, so they may wait in event loops of their own.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from app.chat.courier import Courier
from app.chat.long_work import LongWork, Told
from app.languages import use_language
from app.place import Place
from app.safe import keychain
from app.safe.converting import EncryptionError, carry_on
from app.safe.key_file import KeyFile, KeyFileDamaged, Phase, WrongPassphrase, read_key_file, write_key_file
from app.safe.setting_aside import set_everything_aside
from app.settings import SettingsFile
from app.single_instance import InstanceListener
from app.translation import tr
from app.ui.converting_dialog import ConvertingDialog
from app.ui.recovery_dialog import RecoveryDialog
from app.ui.theme import Theme
from app.ui.unlock_dialog import UnlockDialog
from app.ui.window import make_theme
from models.encryption.core_files import write_none
from models.encryption.keys import DataKey

PATIENCE = (0.0, 0.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds to wait after so many wrong passphrases, besides what each of them takes."""


class _Unwanted(Exception):
    """Raised in the work that the person no longer wants, to turn it round."""


def unlocked(application: QApplication, place: Place, told: DataKey | None = None) -> Place | None:
    """`place` with its key, where it has one, and with everything in it encrypted or decrypted to the end. `told` is
    the key, where whoever started us knew it. None: the person wants to quit."""
    if place.lock is None:
        return place
    try:
        file = read_key_file(place.folder)
    except KeyFileDamaged as error:
        return _Unlocking(application, place).without_key_file(error)
    if file is None:
        return place
    write_none()
    key = told or _in_keychain(file)
    if key is not None and file.phase is Phase.ON:
        return replace(place, key=key)
    return _Unlocking(application, place).run(file, key)


def _in_keychain(file: KeyFile) -> DataKey | None:
    """Where there is no keychain any more, the passphrase is asked for."""
    if not file.keychain:
        return None
    try:
        return keychain.find(file.id)
    except keychain.NoKeychain:
        return None


class _Unlocking(QObject):
    """Lives while its dialogs do. A second start brings the dialog to the front; its files are not opened."""

    def __init__(self, application: QApplication, place: Place) -> None:
        super().__init__()
        self._place = place
        self._folder = place.folder
        settings = SettingsFile(self._folder.settings).load().settings
        use_language(application, settings.language)
        self._theme: Theme = make_theme(application)
        self._theme.apply(settings.theme, settings.text_size)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="unlocking")
        self._courier = Courier(self)
        self._listener = InstanceListener(self._folder.instance_name, self)
        self._listener.raise_requested.connect(self._raise)
        self._dialog: QDialog | None = None
        self._wrong = 0
        self._result: tuple[KeyFile, DataKey] | None = None
        self._is_anew = False

    def run(self, file: KeyFile, key: DataKey | None) -> Place | None:
        try:
            if key is None:
                self._ask(file)
            else:
                self._result = file, key
            if self._is_anew:
                return self._place
            if self._result is None:
                return None
            file, key = self._result
            if file.phase is Phase.ON:
                return replace(self._place, key=key)
            return self._converted(file, key)
        finally:
            self._close()

    def without_key_file(self, error: KeyFileDamaged) -> Place | None:
        try:
            self._say(tr("Your data cannot be opened"), error.message, error.detail)
            dialog = RecoveryDialog(self._theme, has_key_file=False)
            dialog.begun_anew.connect(lambda: self._begin_anew(dialog))
            self._show(dialog)
            return self._place if self._is_anew else None
        finally:
            self._close()

    def _ask(self, file: KeyFile) -> None:
        note = {
            Phase.ON: "",
            Phase.ENCRYPTING: tr("Encrypting was interrupted. Type your passphrase, and it goes on."),
            Phase.DECRYPTING: tr("Decrypting was interrupted. Type your passphrase, and it goes on."),
        }[file.phase]
        dialog = UnlockDialog(self._theme, note)

        def opened(key: DataKey) -> None:
            self._result = file, key
            dialog.accept()

        def failed(error: BaseException) -> None:
            if not isinstance(error, WrongPassphrase):
                dialog.refuse(tr("There is too little memory to try it. Close other programs."))
                return
            self._wrong += 1
            dialog.refuse(tr("That is not the passphrase."), PATIENCE[min(self._wrong, len(PATIENCE)) - 1])

        dialog.tried.connect(lambda text: self._courier.bring(self._worker.submit(file.unlock, text), opened, failed))
        dialog.lost.connect(lambda: self._recover(file, dialog))
        self._show(dialog)

    def _recover(self, file: KeyFile, above: UnlockDialog) -> None:
        dialog = RecoveryDialog(self._theme, above)

        def recover(recovery_key: str, passphrase: str) -> tuple[KeyFile, DataKey]:
            key = file.recover(recovery_key)
            changed = file.with_passphrase(key, passphrase)
            write_key_file(self._folder, changed)
            return changed, key

        def recovered(found: tuple[KeyFile, DataKey]) -> None:
            self._result = found
            dialog.accept()
            above.accept()

        def failed(error: BaseException) -> None:
            wrong = tr("That is not the recovery key of this data. Look whether each letter is right.")
            broken = tr("The new passphrase could not be written to the data folder. Free some space on its disk.")
            dialog.refuse(wrong if isinstance(error, WrongPassphrase) else broken)

        dialog.recovered.connect(
            lambda typed, text: self._courier.bring(self._worker.submit(recover, typed, text), recovered, failed)
        )
        dialog.begun_anew.connect(lambda: self._begin_anew(dialog, above))
        dialog.open()

    def _begin_anew(self, *dialogs: QDialog) -> None:
        try:
            aside = set_everything_aside(self._folder)
        except OSError as error:
            self._say(
                tr("Nothing was set aside"),
                tr("Something in the data folder could not be moved. Allow writing to it, and try again."),
                str(error),
            )
            return
        self._folder.create()
        self._is_anew = True
        for dialog in dialogs:
            dialog.accept()
        self._say(
            tr("You begin anew"),
            tr("Everything that is encrypted was moved to this folder, and nothing was deleted:"),
            str(aside),
        )

    def _converted(self, file: KeyFile, key: DataKey) -> Place | None:
        """Goes on until it is done, in one direction or back."""
        dialog = ConvertingDialog()
        work = LongWork(self._worker, self._courier, self)
        work.changed.connect(dialog.set_task)
        dialog.cancelled.connect(work.cancel)
        found: list[Place] = []
        now = file

        def convert(told: Told) -> KeyFile | None:
            def tell(done: int, total: int) -> None:
                if work.is_cancelled():
                    raise _Unwanted
                told(done, total)

            after = carry_on(self._folder, now, key, tell)
            if after is None and now.keychain:
                with suppress(keychain.NoKeychain):  # what it holds opens nothing any more
                    keychain.forget(now.id)
            return after

        def begin() -> None:
            dialog.begin(encrypts=now.phase is Phase.ENCRYPTING)
            work.do("", convert, done, failed)

        def done(after: KeyFile | None) -> None:
            if after is not None:
                news = tr("Encryption is on: everything that you wrote is encrypted now.")
                found.append(replace(self._place, key=key, news=news))
            else:
                news = tr("Encryption is off: what you wrote is stored without it now.")
                found.append(replace(self._place, key=None, news=news))
            dialog.accept()

        def failed(error: BaseException) -> None:
            nonlocal now
            if isinstance(error, _Unwanted):
                back = Phase.DECRYPTING if now.phase is Phase.ENCRYPTING else Phase.ENCRYPTING
                try:
                    write_key_file(self._folder, now.in_phase(back))
                except OSError as refused:
                    error = refused
                else:
                    now = now.in_phase(back)
                    begin()
                    return
            if isinstance(error, EncryptionError):
                self._say(tr("It could not be finished"), error.message, error.detail)
            else:
                self._say(
                    tr("It could not be finished"),
                    tr("A defect of this program stopped it. Nothing is lost: start it again, and report this."),
                    repr(error),
                )
            dialog.done(QDialog.DialogCode.Rejected)

        begin()
        self._show(dialog)
        return found[0] if found else None

    def _show(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.exec()
        self._dialog = None
        dialog.deleteLater()

    def _say(self, title: str, text: str, detail: str) -> None:
        box = QMessageBox(self._dialog)
        box.setWindowTitle("Homespun")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(title)
        box.setInformativeText(f"{text}\n\n{detail}" if detail else text)
        box.exec()

    def _raise(self) -> None:
        if self._dialog is not None:
            self._dialog.show()
            self._dialog.raise_()
            self._dialog.activateWindow()

    def _close(self) -> None:
        """The window has a listener and a theme of its own."""
        self._listener.close()
        self._courier.close()
        self._worker.shutdown(wait=True)
        self._theme.deleteLater()
        self.deleteLater()
