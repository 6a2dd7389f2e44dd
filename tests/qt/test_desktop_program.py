"""The whole program with a scripted model: the quick question, the tray, and what is told of long replies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

import app.desktop_desk
from app.settings import Notify
from app.store.records import MessageState
from app.ui.quick_window import QuickWindow
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]

LONG = "A long reply that goes on. " * 40


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """A desktop with a tray; holds what is told there."""
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, title, text, *__: told.append((title, text)))
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)  # there is none on this screen
    return told


def opened(program: RunningProgram) -> QuickWindow:
    """By its key in the window."""
    program.window.activateWindow()
    program._qtbot.waitUntil(program.window.isActiveWindow)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(program.window.composer.text, Qt.Key.Key_N, control | shift)
    quick = program.window.desktop.quick
    assert quick is not None
    assert quick.isVisible()
    return quick


def ask(quick: QuickWindow, question: str) -> None:
    quick.field.setText(question)
    QTest.keyClick(quick.field, Qt.Key.Key_Return)


def test_a_quick_question_is_answered_and_nothing_is_kept_of_it(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(script(tmp_path / "m.json", reply=["Here.", "**Paris**, of course.", "There."]))
    program.ask("Before")
    quick = opened(program)
    assert quick.keep.isHidden()
    ask(quick, "What is the capital of France?")
    qtbot.waitUntil(lambda: quick.keep.isVisible(), timeout=20_000)
    assert quick.answer.text == "**Paris**, of course."
    qtbot.waitUntil(lambda: quick.answer.content_height > 0)
    QTest.keyClick(quick.field, Qt.Key.Key_Escape)
    assert not quick.isVisible()
    assert program.ask("After", 2).content == "There."
    assert [[one.content for one in messages] for messages in program.on_disk()] == [
        ["Before", "Here.", "After", "There."]
    ]
    assert opened(program).field.text() == "What is the capital of France?"  # as long as the program runs


def test_it_is_kept_as_a_conversation_where_the_person_wants_that(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(script(tmp_path / "m.json", reply=["Paris.", "Lyon."]))
    quick = opened(program)
    ask(quick, "What is the capital of France?")
    qtbot.waitUntil(lambda: quick.keep.isVisible(), timeout=20_000)
    QTest.keyClick(quick.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(program.shown) == 2)
    assert not quick.isVisible()
    assert [one.content for one in program.on_disk()[0]] == ["What is the capital of France?", "Paris."]
    assert program.last().metadata.model == "m.json"
    assert program.ask("And the second city?", 2).content == "Lyon."
    assert opened(program).field.text() == ""


def test_it_waits_for_the_model_and_is_stopped_by_esc(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(
        script(tmp_path / "m.json", reply=[LONG, "Short."], load_delay=0.5, token_delay=0.01), ready=False
    )
    quick = opened(program)
    ask(quick, "Tell me")
    qtbot.waitUntil(lambda: bool(quick.answer.text), timeout=20_000)
    QTest.keyClick(quick.field, Qt.Key.Key_Escape)
    opened(program)
    qtbot.waitUntil(quick.keep.isVisible, timeout=20_000)
    assert LONG.startswith(quick.answer.text)
    assert 0 < len(quick.answer.text) < len(LONG)
    ask(quick, "Shorter")
    qtbot.waitUntil(lambda: quick.answer.text == "Short.", timeout=20_000)


def test_an_engine_that_dies_of_it_is_started_again(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "m.json", reply=LONG, crash="SEGV", after_tokens=5))
    quick = opened(program)
    ask(quick, "Tell me")
    qtbot.waitUntil(lambda: "crashed" in quick._note.text(), timeout=30_000)
    program.wait_ready()
    assert quick.answer.text


def test_closing_the_window_leaves_the_program_in_the_tray_where_that_is_wished(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot, tray: list[tuple[str, str]]
) -> None:
    program = run_program(script(tmp_path / "m.json", reply=LONG, token_delay=0.002), keep_in_tray=True)
    program.send("Tell me")
    program.wait_writing()
    program.window.close()
    assert not program.window.isVisible()
    assert program.wait_reply().content == LONG
    assert not program.is_closed
    icon = program.window.desktop.tray
    assert icon is not None
    names = [action.text() for action in icon.contextMenu().actions()]
    assert names == ["Show the window", "Quick question", "New conversation", "", "Quit"]
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert program.window.isVisible()
    icon.contextMenu().actions()[-1].trigger()
    qtbot.waitUntil(lambda: program.is_closed, timeout=15_000)


@pytest.mark.parametrize(
    ("notify", "expected"),
    [
        (Notify.NOTHING, []),
        (Notify.DONE, [("Homespun", "A reply is done.")]),
        (Notify.TEXT, [("Which ocean is the largest?", "The Pacific.")]),
    ],
)
def test_a_long_reply_is_told_of_while_the_person_is_elsewhere(
    run_program: RunProgram,
    tmp_path: Path,
    qtbot: QtBot,
    tray: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    notify: Notify,
    expected: list[tuple[str, str]],
) -> None:
    program = run_program(script(tmp_path / "m.json", reply="The\n**Pacific**."), notify=notify)
    monkeypatch.setattr(program.window, "isActiveWindow", lambda: False)
    program.ask("Which ocean is the largest?")
    assert tray == []  # it was short
    monkeypatch.setattr(app.desktop_desk, "LONG_MS", 0)
    program.ask("Which ocean is the largest?", 2)
    qtbot.waitUntil(lambda: program.program.chat.is_settled)
    assert [(title, text.replace("*", "")) for title, text in tray] == expected
    if expected:
        shown = program.program.chat.shown_id
        program.window.new_conversation_requested.emit()
        assert program.window.desktop.tray is not None
        program.window.desktop.tray.messageClicked.emit()
        qtbot.waitUntil(lambda: program.program.chat.shown_id == shown)


def test_without_a_tray_closing_the_window_ends_the_program(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(script(tmp_path / "m.json", reply="Yes."), keep_in_tray=True)
    assert program.window.desktop.tray is None
    assert program.ask("Well?").state is MessageState.COMPLETE
    program.window.close()
    qtbot.waitUntil(lambda: program.is_closed, timeout=15_000)


def test_the_quick_question_alone_ends_with_its_window(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "m.json", reply="Yes."))
    program.window.hide()
    program.window.desktop.open_quick()
    quick = program.window.desktop.quick
    assert quick is not None
    QTest.keyClick(quick.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: program.is_closed, timeout=15_000)
