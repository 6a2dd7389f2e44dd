"""The whole program on data folders that are not as they should be, and across restarts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.paths import DataFolder
from app.state import ProblemAction
from app.store.reader import Reader
from app.store.records import MessageState
from tests.running_program import RunningProgram
from tests.scripted_model import script
from tests.unit.odd_disks import read_only, small_disk

RunProgram = Callable[..., RunningProgram]

LONG = "A long reply that goes on. " * 40


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return script(tmp_path / "plain.json", reply="The Pacific, of course.")


def test_everything_is_there_again_after_a_restart(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    first = run_program(model)
    first.ask("Which ocean is the largest?")
    first.close()
    again = run_program(model)
    again.wait_listed(1)
    again.window.conversation_selected.emit(again.listed[0].id)
    qtbot.waitUntil(lambda: len(again.shown) == 2)
    assert again.last().content == "The Pacific, of course."
    again.ask("And the smallest?", 2)
    assert len(again.on_disk()[0]) == 4


def test_closing_in_mid_reply_keeps_what_was_written(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    model = script(tmp_path / "slow.json", reply=LONG, token_delay=0.01)
    program = run_program(model)
    program.send("Tell me")
    reply_id = program.wait_writing()
    qtbot.waitUntil(lambda: len(program.streamed.get(reply_id, "")) > 10)
    program.close()
    assert not program.program.client.is_running
    reply = program.on_disk()[0][-1]
    assert reply.state is MessageState.STOPPED
    assert reply.metadata.finish_reason == "interrupted"
    assert reply.content == program.streamed[reply_id]


def test_closing_before_the_engine_is_ready(run_program: RunProgram, model: Path) -> None:
    program = run_program(model, ready=False)
    program.close()
    assert not program.program.client.is_running


def test_the_settings_survive(run_program: RunProgram, model: Path) -> None:
    program = run_program(model)
    settings = program.program.preferences.settings
    program.window.settings_changed.emit(replace(settings, text_size=18))
    program.window.resize(700, 500)
    program.close()
    again = run_program()
    assert again.program.preferences.settings.text_size == 18
    assert again.window.width() == 700


def test_delete_undo_and_delete_for_good(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    program.ask("Keep me")
    program.window.new_conversation_requested.emit()
    program.ask("Delete me")
    program.wait_listed(2)
    doomed = next(one for one in program.listed if one.title == "Delete me")
    program.window.conversation_deleted.emit(doomed.id)
    program.wait_listed(1)
    assert program.shown == {}
    program.window.deletion_undone.emit(doomed.id)
    program.wait_listed(2)
    qtbot.waitUntil(lambda: len(program.shown) == 2)
    program.window.conversation_deleted.emit(doomed.id)
    program.wait_listed(1)
    program.close()
    assert [messages[0].content for messages in program.on_disk()] == ["Keep me"]
    assert b"Delete me" not in program.folder.database.read_bytes()


def test_deleting_stops_the_reply(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "slow.json", reply=LONG, token_delay=0.01))
    program.send("Tell me")
    program.wait_writing()
    program.wait_listed(1)
    program.window.conversation_deleted.emit(program.listed[0].id)
    qtbot.waitUntil(lambda: program.program.chat.is_settled and not program.listed, timeout=10_000)
    assert program.problems == []


def test_saved_states_go_with_their_conversation(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    program.ask("Delete me " * 40)
    program.window.new_conversation_requested.emit()
    program.ask("Keep me " * 40)
    program.wait_listed(2)
    key = next(one for one in program.listed if one.title.startswith("Delete")).key
    states = program.folder.states
    program.window.conversation_deleted.emit(program.listed[1].id)
    program.wait_listed(1)
    program.close()
    assert list(states.rglob("*"))
    assert not [path for path in states.rglob("*") if key in path.name or key.encode() in _bytes(path)]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_rename_and_search(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    program.ask("Über den Ärmelkanal")
    program.window.new_conversation_requested.emit()
    program.ask("Something else")
    program.wait_listed(2)
    program.window.search_changed.emit("ärmelKANAL")
    program.wait_listed(1)
    program.window.conversation_renamed.emit(program.listed[0].id, "  The   Channel ")
    qtbot.waitUntil(lambda: program.listed[0].title == "The Channel")
    program.window.search_changed.emit("")
    program.wait_listed(2)


def test_a_damaged_database_is_set_aside(run_program: RunProgram, model: Path, qtbot: QtBot, data_home: Path) -> None:
    folder = DataFolder(data_home)
    folder.create()
    folder.database.write_bytes(b"this is no database" * 1000)
    program = run_program(model)
    problem = program.window.problem_card.problem
    assert problem is not None
    assert problem.title == "The database is damaged"
    program.send("Keep my words")
    qtbot.waitUntil(lambda: bool(program.problems))
    assert program.window.composer.draft == "Keep my words"
    program.window.problem_action.emit(ProblemAction.RESTORE_BACKUP)
    qtbot.waitUntil(lambda: _problem(program) == (ProblemAction.START_AFRESH,))
    program.window.problem_action.emit(ProblemAction.START_AFRESH)
    qtbot.waitUntil(lambda: program.window.profiles.present is not None)
    program.ask("Keep my words")
    assert [path.read_bytes()[:7] for path in data_home.glob("homespun.db.damaged-*")] == [b"this is"]


def _problem(program: RunningProgram) -> tuple[ProblemAction, ...]:
    problem = program.window.problem_card.problem
    return problem.actions if problem is not None else ()


def _fill(folder: Path) -> None:
    """Until nothing more fits."""
    with (folder / "filler").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass


def test_a_full_disk_loses_nothing(run_program: RunProgram, tmp_path: Path, qtbot: QtBot, data_home: Path) -> None:
    with small_disk(data_home, "3m"):
        model = script(tmp_path / "plain.json", reply=["One.", "Two."], context_length=20_000)
        program = run_program(model)
        program.ask("The first message")
        _fill(data_home)
        long = "many words " * 1000
        program.send(long)
        problem = program.wait_problem()
        assert problem.title == "The disk is full"
        qtbot.waitUntil(lambda: program.window.composer.draft == long)
        (data_home / "filler").unlink()
        program.press_enter()
        assert program.wait_reply(2).content == "Two."
        assert [one.content for one in program.on_disk()[0]] == ["The first message", "One.", long, "Two."]
        program.close()


def test_a_disk_that_fills_in_mid_reply(run_program: RunProgram, tmp_path: Path, qtbot: QtBot, data_home: Path) -> None:
    long = LONG * 5
    with small_disk(data_home, "3m"):
        program = run_program(script(tmp_path / "slow.json", reply=long, token_delay=0.0005, context_length=9000))
        program.send("Tell me")
        program.wait_writing()
        _fill(data_home)
        problem = program.wait_problem(timeout=60_000)
        assert problem.title == "The disk is full"
        assert "kept in memory" in problem.message
        (data_home / "filler").unlink()
        assert program.wait_reply().content == long
        assert program.on_disk()[0][-1].content == long
        program.close()


def test_a_read_only_folder(run_program: RunProgram, model: Path, qtbot: QtBot, data_home: Path) -> None:
    first = run_program(model)
    first.ask("The first message")
    first.close()
    with read_only(data_home):
        program = run_program(ready=False)
        qtbot.waitUntil(lambda: program.window.problem_card.problem is not None)
        problem = program.window.problem_card.problem
        assert problem is not None
        assert problem.title == "Nothing can be saved"
        assert "--data-dir" in problem.message
        program.close()
    assert len(first.on_disk()[0]) == 2


def test_a_file_in_place_of_the_folder(run_program: RunProgram, model: Path, tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    from app.main import Program
    from app.place import take_place

    (tmp_path / "file").write_text("in the way")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    program = Program(application, take_place(DataFolder(tmp_path / "file")))
    program.start()
    qtbot.waitUntil(lambda: program.window.problem_card.problem is not None)
    problem = program.window.problem_card.problem
    assert problem is not None
    assert "a file stands in its place" in problem.message
    with qtbot.waitSignal(program.closed, timeout=15_000):
        program.window.close()


def test_the_command_line_reads_while_the_window_runs(
    run_program: RunProgram, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from app.__main__ import main

    program = run_program(model)
    program.ask("Which ocean is the largest?")
    assert main(["conversations", "list"]) == 0
    assert "Which ocean is the largest?" in capsys.readouterr().out
    reader = Reader.open_read_only(program.folder.database)
    reader.close()
