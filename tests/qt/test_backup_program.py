"""The whole program: everything is backed up, restored and put back through the window, and by commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.backup.reading import look
from app.store.errors import StoreErrorKind
from app.store.migrations import MIGRATIONS
from app.store.store import Store
from app.ui.backup_dialog import BackupDialog
from app.ui.settings_dialog import SettingsDialog
from tests.running_program import RunningProgram
from tests.scripted_model import script
from tests.unit.cli_driver import homespun

RunProgram = Callable[..., RunningProgram]


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path) -> RunningProgram:
    program = run_program(script(tmp_path / "replies.json", reply=["One."]))
    program.ask("The first question")
    program.wait_listed(1)
    return program


def opened(program: RunningProgram) -> BackupDialog:
    program.window.backup.open()
    dialog = program.window.backup.dialog
    assert dialog is not None
    return dialog


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def titles(program: RunningProgram) -> list[str]:
    return [one.title for one in program.listed]


def test_a_backup_is_restored_and_put_back(
    program: RunningProgram, run_program: RunProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "all.zip"
    dialog = opened(program)
    program.window.backup.create_requested.emit(str(target), False)
    qtbot.waitUntil(lambda: "is written" in dialog.text.text())
    assert look(target).conversations == 1
    dialog.close()
    program.window.new_conversation_requested.emit()
    program.ask("The second question")
    program.wait_listed(2)

    dialog = opened(program)
    program.window.backup.look_requested.emit(str(target))
    qtbot.waitUntil(dialog.question.isVisible)
    assert dialog.question.keep.hasFocus()
    click(dialog.question.remove)
    qtbot.waitUntil(lambda: program.is_closed, timeout=20_000)
    assert program.program.starts_again

    again = run_program()
    again.wait_listed(1)
    assert titles(again) == ["The first question"]
    assert again.window.notice_bar.isVisible()
    dialog = opened(again)
    qtbot.waitUntil(lambda: len(dialog.kept_buttons) == 1)
    [row] = dialog.kept_buttons
    click(row)
    click(dialog.question.remove)
    qtbot.waitUntil(lambda: again.is_closed, timeout=20_000)

    last = run_program()
    last.wait_listed(2)
    assert titles(last) == ["The second question", "The first question"]


def test_what_is_no_backup_is_refused_in_the_dialog(program: RunningProgram, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("no backup")
    program.window.open_settings()
    settings = program.window.dialog("settings")
    assert isinstance(settings, SettingsDialog)
    settings.backup_requested.emit()
    dialog = opened(program)
    program.window.backup.look_requested.emit(str(tmp_path / "letter.zip"))
    qtbot.waitUntil(lambda: "no backup of Homespun" in dialog.text.text())
    assert not dialog.question.isVisible()
    program.ask("It goes on", 2)


def test_commands_do_the_same_but_never_behind_the_window(program: RunningProgram, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    made = homespun("backup", "create", str(target), "--json")
    assert json.loads(made.stdout)["conversations"] == 1
    refused = homespun("backup", "restore", str(target), "--yes")
    assert refused.returncode == 1
    assert "window of Homespun is open" in refused.stderr
    program.close()
    assert "Add --yes" in homespun("backup", "restore", str(target)).stderr
    assert homespun("backup", "list", "--json").stdout.strip() == "[]"
    done = homespun("backup", "restore", str(target), "--yes")
    assert (done.returncode, done.stdout) == (0, "")
    [kept] = json.loads(homespun("backup", "list", "--json").stdout)
    assert kept["kind"] == "replaced"
    assert "The first question" in homespun("conversations", "list").stdout
    assert homespun("backup", "restore", kept["name"], "--yes").returncode == 0
    assert homespun("backup", "show", str(target)).returncode == 0


def test_a_newer_database_is_refused_by_window_and_command_and_not_touched(
    run_program: RunProgram, data_home: Path
) -> None:
    data_home.mkdir()
    database, backups = data_home / "homespun.db", data_home / "backups"
    newer = (*MIGRATIONS, lambda connection: connection.execute("ALTER TABLE profiles ADD COLUMN colour TEXT"))
    Store.open(database, backups, migrations=newer).close()
    before = database.read_bytes()
    program = run_program(ready=False)
    card = program.window.problem_card
    program._qtbot.waitUntil(lambda: card.problem is not None)
    assert card.problem is not None
    assert "newer version" in card.problem.title
    assert "newer version" in card.problem.message
    assert card.problem.actions == ()
    program.close()
    for arguments in (("conversations", "list"), ("backup", "create", str(data_home.parent / "all.zip"))):
        refused = homespun(*arguments)
        assert refused.returncode == 1
        assert "newer version of Homespun" in refused.stderr
    failed = json.loads(homespun("conversations", "list", "--json").stdout)
    assert failed["kind"] == StoreErrorKind.NEWER
    assert database.read_bytes() == before
    assert not list(backups.iterdir())
