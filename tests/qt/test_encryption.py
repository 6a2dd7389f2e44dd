"""Encryption from the window: turned on, asked for at the start, changed, lost, turned off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.paths import DataFolder
from app.place import Place, take_place
from app.safe import keychain
from app.safe.key_file import NewKey, Phase, read_key_file, write_key_file
from app.state import EncryptionState
from app.store.reader import Reader
from app.ui.converting_dialog import ConvertingDialog
from app.ui.encrypted_dialog import EncryptedDialog
from app.ui.encryption_dialog import EncryptionDialog
from app.ui.passphrase_strength import Strength, strength
from app.ui.recovery_dialog import RecoveryDialog
from app.ui.theme import Theme
from app.ui.unlock_dialog import UnlockDialog
from app.unlocking import unlocked
from models.encryption.keys import DataKey
from tests.encrypted_data import MARKER, PASSPHRASE, fill, found_in, make_key
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]
NEW = "a wholly different sentence"


@pytest.fixture
def folder(data_home: Path) -> DataFolder:
    folder = DataFolder(data_home)
    fill(folder)
    return folder


@pytest.fixture
def made(folder: DataFolder, qapp: QApplication) -> NewKey:
    """Everything is encrypted."""
    made = make_key(folder)
    place = opened(qapp, folder, made.key)
    assert place is not None
    assert place.lock is not None
    place.lock.release()
    return replace(made, file=made.file.in_phase(Phase.ON))


def opened(application: QApplication, folder: DataFolder, key: DataKey | None = None) -> Place | None:
    place = take_place(folder)
    found = unlocked(application, place, key)
    if found is None and place.lock is not None:
        place.lock.release()
    return found


def titles(folder: DataFolder, key: DataKey | None) -> list[str]:
    reader = Reader.open_read_only(folder.database, key)
    try:
        return [one.title for one in reader.conversations()]
    finally:
        reader.close()


class Person:
    """Does one thing after another with the dialogs that come, while an event loop of theirs runs."""

    def __init__(self, qtbot: QtBot, *acts: Callable[[], bool]) -> None:
        """Each answers whether it could be done."""
        self._acts = list(acts)
        self._timer = QTimer()
        self._timer.timeout.connect(self._act)
        self._timer.start(20)

    def _act(self) -> None:
        if self._acts and self._acts[0]():
            self._acts.pop(0)
        if not self._acts:
            self._timer.stop()

    @property
    def is_done(self) -> bool:
        return not self._acts


def shown(kind: type[QWidget]) -> QWidget | None:
    """The visible dialog of this kind."""
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


def in_dialog(kind: type[QDialog], act: Callable[..., object]) -> Callable[[], bool]:
    def find() -> bool:
        dialog = shown(kind)
        if dialog is None:
            return False
        return act(dialog) is not False

    return find


def types(text: str) -> Callable[[UnlockDialog], object]:
    def act(dialog: UnlockDialog) -> object:
        if not dialog.field.isEnabled() or dialog._seconds > 0:
            return False
        dialog.field.line.setText(text)
        QTest.keyClick(dialog.field.line, Qt.Key.Key_Return)
        return True

    return act


def says(text: str) -> Callable[[UnlockDialog], object]:
    return lambda dialog: text in dialog.error.text()


def test_turned_on_in_the_window_and_all_of_it_works(
    run_program: RunProgram, qtbot: QtBot, qapp: QApplication, tmp_path: Path, data_home: Path
) -> None:
    model = script(tmp_path / "play.scripted", reply=f"{MARKER} indeed.")
    program = run_program(model)
    program.ask(f"Do you know that {MARKER}?")
    window = program.window
    window.activateWindow()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_X, both)
    qtbot.waitUntil(lambda: isinstance(window.encryption.dialog, EncryptionDialog))
    dialog = window.encryption.dialog
    assert isinstance(dialog, EncryptionDialog)
    assert not dialog.go_button.isEnabled()
    QTest.keyClicks(dialog.passphrase.first.line, PASSPHRASE)
    QTest.keyClicks(dialog.passphrase.second.line, PASSPHRASE[:-1])
    assert not dialog.go_button.isEnabled()
    QTest.keyClicks(dialog.passphrase.second.line, PASSPHRASE[-1:])
    QTest.keyClick(dialog.passphrase.second.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.key.text()), timeout=30_000)
    recovery_key = dialog.key.text()
    assert not dialog.go_button.isEnabled()
    assert read_key_file(DataFolder(data_home)) is None
    dialog.keeps.click()
    dialog.go_button.click()
    qtbot.waitUntil(lambda: program.is_closed, timeout=20_000)
    key = program.program.key_after
    assert program.program.starts_again
    assert key is not None

    folder = DataFolder(data_home)
    place = opened(qapp, folder, key)
    assert place is not None
    assert place.lock is not None
    place.lock.release()
    assert place.key == key
    assert found_in(folder.path) == []
    file = read_key_file(folder)
    assert file is not None
    assert file.phase is Phase.ON
    assert file.unlock(PASSPHRASE) == file.recover(recovery_key) == key

    again = run_program(model, key=key, news=place.news)
    again.wait_listed(1)
    assert again.window.notice_bar.text.startswith("Encryption is on")
    again.ask(f"Once more: {MARKER}.")
    assert [len(messages) for messages in again.on_disk()] == [2, 2]
    again.window.search_changed.emit("seventh weir")
    again.wait_listed(2)
    export = tmp_path / "export.json"
    with qtbot.waitSignal(again.program.exchange.written, timeout=20_000):
        again.program.exchange.export((), _json(), str(export))
    assert MARKER in export.read_text()
    pdf = tmp_path / "one.pdf"
    with qtbot.waitSignal(again.program.exchange.written, timeout=60_000):
        again.program.exchange.export((again.listed[0].id,), _pdf(), str(pdf))
    assert pdf.read_bytes().startswith(b"%PDF")
    assert found_in(folder.path) == []
    again.close()
    assert found_in(folder.path) == []


def _json():
    from app.order import ExportKind

    return ExportKind.JSON


def _pdf():
    from app.order import ExportKind

    return ExportKind.PDF


def test_a_start_asks_waits_longer_after_each_wrong_one_and_opens(
    folder: DataFolder, made: NewKey, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.unlocking.PATIENCE", (0.0, 0.6))
    person = Person(
        qtbot,
        in_dialog(UnlockDialog, types("wrong")),
        in_dialog(UnlockDialog, says("not the passphrase")),
        in_dialog(UnlockDialog, types("wrong again")),
        in_dialog(UnlockDialog, says("next try")),
        in_dialog(UnlockDialog, types(PASSPHRASE)),
    )
    place = opened(qapp, folder)
    assert person.is_done
    assert place is not None
    assert place.lock is not None
    assert place.key == made.key
    assert not place.news
    place.lock.release()


def test_quitting_opens_nothing(folder: DataFolder, made: NewKey, qtbot: QtBot, qapp: QApplication) -> None:
    person = Person(qtbot, in_dialog(UnlockDialog, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape)))
    assert opened(qapp, folder) is None
    assert person.is_done


def test_the_recovery_key_sets_a_new_passphrase(
    folder: DataFolder, made: NewKey, qtbot: QtBot, qapp: QApplication
) -> None:
    def recover(key: str) -> Callable[[RecoveryDialog], object]:
        def act(dialog: RecoveryDialog) -> object:
            if not dialog.key.isEnabled():
                return False
            dialog.key.setText(key)
            dialog.passphrase.first.line.setText(NEW)
            dialog.passphrase.second.line.setText(NEW)
            dialog.recover_button.click()
            return True

        return act

    person = Person(
        qtbot,
        in_dialog(UnlockDialog, lambda dialog: dialog.lost_button.click()),
        in_dialog(RecoveryDialog, recover("AAAA-BBBB")),
        in_dialog(RecoveryDialog, lambda dialog: "not the recovery key" in dialog.error.text()),
        in_dialog(RecoveryDialog, recover(made.recovery_key)),
    )
    place = opened(qapp, folder)
    assert person.is_done
    assert place is not None
    assert place.lock is not None
    place.lock.release()
    assert place.key == made.key
    file = read_key_file(folder)
    assert file is not None
    assert file.unlock(NEW) == made.key


def test_who_has_lost_everything_begins_anew(
    folder: DataFolder, made: NewKey, qtbot: QtBot, qapp: QApplication
) -> None:
    def begin(dialog: RecoveryDialog) -> None:
        assert not dialog.anew_button.isEnabled()
        dialog.agrees.click()
        dialog.anew_button.click()

    def read(box: QMessageBox) -> None:
        assert "set-aside" in box.informativeText()
        box.accept()

    person = Person(
        qtbot,
        in_dialog(UnlockDialog, lambda dialog: dialog.lost_button.click()),
        in_dialog(RecoveryDialog, lambda dialog: QTimer.singleShot(0, lambda: begin(dialog))),
        in_dialog(QMessageBox, read),
    )
    place = opened(qapp, folder)
    assert person.is_done
    assert place is not None
    assert place.lock is not None
    place.lock.release()
    assert place.key is None
    aside = DataFolder(folder.path / "homespun.set-aside-1")
    assert titles(aside, made.key) == [MARKER]


def test_a_cancelled_encryption_is_turned_round(
    folder: DataFolder, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.safe import converting

    convert = converting._convert_one
    waits: list[bool] = [True]

    def slowly(item: object, key: object, count: Callable[[int], None], *, encrypts: bool) -> None:
        convert(item, key, count, encrypts=encrypts)  # type: ignore[arg-type]
        while encrypts and waits:  # until the person has cancelled, which `count` raises
            count(0)

    monkeypatch.setattr(converting, "_convert_one", slowly)
    made = make_key(folder)
    person = Person(qtbot, in_dialog(ConvertingDialog, lambda dialog: dialog.cancel_button.click()))
    place = opened(qapp, folder, made.key)
    assert person.is_done
    assert place is not None
    assert place.lock is not None
    place.lock.release()
    assert place.key is None
    assert read_key_file(folder) is None
    assert titles(folder, None) == [MARKER]


def test_an_interrupted_one_asks_for_the_passphrase_and_goes_on(
    folder: DataFolder, qtbot: QtBot, qapp: QApplication
) -> None:
    made = make_key(folder)
    person = Person(
        qtbot,
        in_dialog(UnlockDialog, types(PASSPHRASE)),
    )
    place = opened(qapp, folder)
    assert person.is_done
    assert place is not None
    assert place.lock is not None
    place.lock.release()
    assert place.key == made.key
    assert found_in(folder.path) == []


def test_changed_and_turned_off_in_the_window(
    folder: DataFolder,
    made: NewKey,
    run_program: RunProgram,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forgotten: list[str] = []
    monkeypatch.setattr(keychain, "forget", forgotten.append)
    write_key_file(folder, replace(made.file, keychain=True))
    program = run_program(script(tmp_path / "play.scripted"), key=made.key)
    views = program.window.encryption
    views.open()
    qtbot.waitUntil(lambda: isinstance(views.dialog, EncryptedDialog))
    dialog = views.dialog
    assert isinstance(dialog, EncryptedDialog)

    def change(present: str) -> None:
        dialog.present.line.setText(present)
        dialog.passphrase.first.line.setText(NEW)
        dialog.passphrase.second.line.setText(NEW)
        QTest.keyClick(dialog.passphrase.second.line, Qt.Key.Key_Return)

    change("not this")
    qtbot.waitUntil(lambda: "not the passphrase" in dialog.note.text(), timeout=20_000)
    assert dialog.isVisible()
    change(PASSPHRASE)
    qtbot.waitUntil(lambda: "changed" in dialog.note.text(), timeout=20_000)
    file = read_key_file(folder)
    assert file is not None
    assert file.unlock(NEW) == made.key
    dialog.present.line.setText(NEW)
    dialog.off_button.click()
    qtbot.waitUntil(lambda: program.is_closed, timeout=20_000)
    place = opened(qapp, folder, program.program.key_after)
    assert place is not None
    assert place.lock is not None
    place.lock.release()
    assert place.key is None
    assert place.news.startswith("Encryption is off")
    assert titles(folder, None) == [MARKER]
    assert forgotten == [made.file.id]


def test_the_keychain_opens_it_and_is_asked_before_the_person(
    folder: DataFolder, made: NewKey, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_key_file(folder, replace(made.file, keychain=True))
    monkeypatch.setattr(keychain, "find", lambda name: made.key if name == made.file.id else None)
    place = opened(qapp, folder)
    assert place is not None
    assert place.lock is not None
    place.lock.release()
    assert place.key == made.key


def test_where_there_is_no_keychain_the_dialog_says_so(theme: Theme, qtbot: QtBot) -> None:
    why = "This system offers no keychain that Homespun can use."
    dialog = EncryptionDialog(theme, EncryptionState(no_keychain=why))
    qtbot.addWidget(dialog)
    assert not dialog.keychain.isEnabled()
    assert why in [label.text() for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Strength.WEAK),
        ("password", Strength.WEAK),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("maren maren maren maren", Strength.WEAK),
        ("12345678", Strength.WEAK),
        ("orchid ladder thimble", Strength.FAIR),
        ("orchid ladder thimble glacier", Strength.STRONG),
        ("\u6e05\u6c34\u5c71\u8336", Strength.WEAK),
        ("\u6e05\u6c34\u5c71\u8336\u96e8\u6708\u68a8\u82b1", Strength.STRONG),
        ("x9$Kq!2vR#7wPz@4", Strength.STRONG),
    ],
)
def test_the_hint_knows_words_and_repetition(text: str, expected: Strength) -> None:
    assert strength(text) is expected


def test_every_control_has_a_name_and_can_be_reached_by_tab(theme: Theme, qtbot: QtBot) -> None:
    for dialog in (
        UnlockDialog(theme),
        RecoveryDialog(theme),
        EncryptionDialog(theme, EncryptionState()),
        EncryptedDialog(theme, EncryptionState(is_on=True)),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        controls = [one for one in dialog.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for control in controls:
            said = control.accessibleName() or (control.text() if isinstance(control, QPushButton) else "")
            assert said or hasattr(control, "text") or not control.isVisible(), control
