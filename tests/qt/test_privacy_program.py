"""The whole program: what its privacy page says is so, and its engine is confined while every model can be opened."""

from __future__ import annotations

import shutil
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from app import run_window
from app.paths import DataFolder
from app.privacy.erasing import Erasure
from app.state import Activity
from app.store.records import MessageState
from app.ui.privacy_dialog import PrivacyDialog
from app.ui.settings_dialog import SettingsDialog
from engine.sandbox import landlock
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems confine nothing")


def opened(program: RunningProgram, qtbot: QtBot) -> PrivacyDialog:
    """From the settings, as a person finds it."""
    program.window.open_settings()
    settings = program.window.dialog("settings")
    assert isinstance(settings, SettingsDialog)
    settings.privacy_requested.emit()
    dialog = program.window.privacy.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.connections.text()) and bool(dialog.sandbox.text()), timeout=10_000)
    return dialog


def words(dialog: PrivacyDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


@LINUX
@pytest.mark.sockets
def test_what_the_page_says_is_so(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "plain.json"))
    program.ask("Hello")
    dialog = opened(program, qtbot)
    qtbot.waitUntil(lambda: "homespun.db" in words(dialog), timeout=10_000)
    assert dialog.connections.text() == "No connection to any network is open."
    assert "the system refuses it any" in words(dialog), "that is the engine"
    assert "not encrypted" in words(dialog)
    assert "Nothing connects to anything" in dialog.may_connect.text()
    sandbox = program.program.client.sandbox
    assert sandbox is not None
    assert sandbox.calls
    assert sandbox.files is bool(landlock.version())
    with socket.socket() as server:  # the test is a part of the program's own process
        server.bind(("127.0.0.1", 0))
        server.listen()
        qtbot.waitUntil(lambda: dialog.connections.text() == "1 connection to a network is open.", timeout=10_000)
    qtbot.waitUntil(lambda: dialog.connections.text() == "No connection to any network is open.", timeout=10_000)
    dialog.reject()
    assert not program.program.privacy_desk.children(), "nothing goes on looking"


def test_what_a_thread_writes_late_is_erased_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.create()

    class Look(threading.Thread):
        """Writes once somebody waits for it."""

        waited_for = threading.Event()

        def run(self) -> None:
            self.waited_for.wait(20)
            (folder.models / ".library").mkdir()

        def join(self, timeout: float | None = None) -> None:
            self.waited_for.set()
            super().join(timeout)

    monkeypatch.setattr(QMessageBox, "exec", lambda _: 0)
    thread = Look()
    thread.start()
    assert run_window._erase(folder, models=False) == 0
    assert not thread.is_alive()
    assert list(folder.models.iterdir()) == []


def test_erasing_takes_the_whole_word(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "plain.json"))
    dialog = opened(program, qtbot)
    QTest.keyClicks(dialog.typed, "erase everythin")
    QTest.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert not dialog.erase_button.isEnabled()
    assert program.program.erases is Erasure.NOTHING
    assert dialog.isVisible()
    QTest.keyClicks(dialog.typed, "g")
    dialog.models.setChecked(True)
    QTest.mouseClick(dialog.erase_button, Qt.MouseButton.LeftButton)
    assert program.program.erases is Erasure.ALL
    qtbot.waitUntil(lambda: program.is_closed, timeout=15_000)


@LINUX
@pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")
def test_a_model_elsewhere_gets_an_engine_that_may_read_it(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    """The engine can read no file that it was not given, so the program starts it anew; a reply is stopped in order."""
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    elsewhere.mkdir()
    program = run_program(script(tmp_path / "long.json", reply="word " * 1000, token_delay=0.005))
    other = script(elsewhere / "other.json", reply="From elsewhere.")
    client = program.program.client
    assert not client.may_read(other)
    first = client.pid
    program.send("Tell me")
    program.wait_writing()
    program.program.model.choose(str(other))
    stopped = program.wait_reply()
    assert stopped.state in (MessageState.STOPPED, MessageState.COMPLETE)
    qtbot.waitUntil(lambda: program.program.model.status.path == str(other) and program.program.model.is_ready,
                    timeout=30_000)  # fmt: skip
    assert client.pid != first
    assert program.problems == []
    assert program.activity is Activity.IDLE
    assert program.ask("And you?", 2).content == "From elsewhere."
    second = client.pid
    inside = home / "models" / "inside.json"
    shutil.copy(script(tmp_path / "inside.json", reply="From the library."), inside)
    program.program.model.choose(str(inside))
    qtbot.waitUntil(lambda: program.program.model.status.path == str(inside) and program.program.model.is_ready,
                    timeout=30_000)  # fmt: skip
    assert client.pid == second, "what it may read needs no other engine"
    assert program.ask("And here?", 3).content == "From the library."
