"""The report of a problem in the window: shown whole, changed by the person, saved where they want it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.state import Problem
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]


def test_it_is_read_changed_and_saved(run_program: RunProgram, qtbot: QtBot, tmp_path: Path) -> None:
    program = run_program(script(tmp_path / "replies.json", reply=["One."]))
    program.ask("A question about my secret garden")
    program.window.show_problem(Problem("The letter to Maren was not written", "secret"))
    program.window.sidebar.report_requested.emit()
    dialog = program.window.help.report
    assert dialog is not None
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=20_000)
    text = dialog.text.toPlainText()
    assert "messages: 2" in text
    assert not any(word in text for word in ("secret", "Maren", str(program.folder.path)))
    dialog.text.insertPlainText("I asked it something.")
    target = tmp_path / "report.txt"
    program.window.help.save_requested.emit(str(target), dialog.text.toPlainText())
    qtbot.waitUntil(lambda: "report.txt" in dialog.said.text())
    assert target.read_text().startswith("What I did:\nI asked it something.\n")
    program.window.help.save_requested.emit(str(tmp_path / "missing" / "report.txt"), "text")
    qtbot.waitUntil(lambda: "could not be written" in dialog.said.text())
