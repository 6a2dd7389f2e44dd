"""Thumbs and corrections in the whole program: given with mouse and keys, kept, shown again, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.records import Feedback, Thumb
from app.store.store import Store
from app.ui.reply import ReplyMessage
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]
MINE = "The Pacific.\nما هو أكبر محيط؟"


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path) -> RunningProgram:
    program = run_program(script(tmp_path / "plain.json", reply="The Pacific, of course."))
    program.ask("Which ocean is the largest?")
    return program


def reply(program: RunningProgram) -> ReplyMessage:
    view = program.window.transcript.latest_reply()
    assert view is not None
    return view


def stored(program: RunningProgram) -> Feedback | None:
    reader = Reader.open_read_only(program.folder.database)
    try:
        return reader.feedback([program.last().id]).get(program.last().id)
    finally:
        reader.close()


def click(widget: object) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # a button


def reopen(program: RunningProgram, qtbot: QtBot) -> ReplyMessage:
    """Look at a new conversation, and come back."""
    program.window.new_conversation_requested.emit()
    assert program.window.transcript.is_empty
    with qtbot.waitSignal(program.program.feedback.changed):
        program.window.conversation_selected.emit(program.listed[0].id)
    return reply(program)


def test_a_thumb_is_kept_and_taken_back(program: RunningProgram, qtbot: QtBot) -> None:
    kept = program.program.feedback.changed
    with qtbot.waitSignal(kept):
        click(reply(program).thumbs.down)
    with qtbot.waitSignal(kept):
        click(reply(program).thumbs.up)
    assert not reply(program).thumbs.down.isChecked()
    assert (found := stored(program)) is not None
    assert found.thumb is Thumb.UP
    again = reopen(program, qtbot)
    assert again.thumbs.up.isChecked()
    with qtbot.waitSignal(kept):
        click(again.thumbs.up)
    assert stored(program) is None


def test_a_reply_is_judged_from_its_menu_and_by_shortcuts(program: RunningProgram, qtbot: QtBot) -> None:
    kept, view, window = program.program.feedback.changed, reply(program), program.window
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    view.open_menu(QPoint(10, 10))
    assert view.menu is not None
    actions = {action.text().partition("\t")[0]: action for action in view.menu.actions()}
    with qtbot.waitSignal(kept):
        actions["Good reply"].trigger()
    view.menu.close()
    assert (found := stored(program)) is not None
    assert found.thumb is Thumb.UP
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(kept):
        QTest.keyClick(window, Qt.Key.Key_B, both)
    assert view.thumbs.down.isChecked()
    with qtbot.waitSignal(kept):
        QTest.keyClick(window, Qt.Key.Key_B, both)
    assert stored(program) is None
    QTest.keyClick(window, Qt.Key.Key_I, both)
    assert window.focusWidget() is view.correction.field


def test_what_the_person_would_have_said_is_written_with_keys(program: RunningProgram, qtbot: QtBot) -> None:
    view = reply(program)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(20):
        if program.window.focusWidget() is view.footer.correct:
            break
        QTest.keyClick(program.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(view.footer.correct, Qt.Key.Key_Space)
    field = view.correction.field
    assert program.window.focusWidget() is field
    assert field.toPlainText() == "The Pacific, of course."
    field.setPlainText(MINE)
    with qtbot.waitSignal(program.program.feedback.changed):
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert program.window.focusWidget() is view
    assert (found := stored(program)) is not None
    assert found.correction == MINE
    again = reopen(program, qtbot)
    assert again.correction.view.toPlainText() == MINE
    assert again.correction.isVisible()
    assert not again.footer.correct.isVisible()
    click(again.correction.edit_button)
    again.correction.field.setPlainText("something else")
    QTest.keyClick(again.correction.field, Qt.Key.Key_Escape)
    assert again.correction.view.toPlainText() == MINE
    with qtbot.waitSignal(program.program.feedback.changed):
        click(again.correction.remove)
    assert stored(program) is None
    assert not again.correction.isVisible()


def test_a_correction_that_is_being_written_outlives_a_look_elsewhere(program: RunningProgram, qtbot: QtBot) -> None:
    click(reply(program).footer.correct)
    reply(program).correction.field.setPlainText(MINE)
    program.window.new_conversation_requested.emit()
    with qtbot.waitSignal(program.program.chat.conversation_shown):
        program.window.conversation_selected.emit(program.listed[0].id)
    assert reply(program).correction.draft == MINE


def test_what_could_not_be_kept_stays_with_the_person(
    program: RunningProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Feedback:
        raise StoreError(StoreErrorKind.DISK_FULL, "The disk is full.", "")

    monkeypatch.setattr(Store, "set_feedback", refuse)
    view = reply(program)
    click(view.footer.correct)
    view.correction.field.setPlainText(MINE)
    with qtbot.waitSignals([program.program.feedback.problem, program.program.feedback.correction_returned]):
        click(view.correction.keep)
    assert view.correction.draft == MINE
    with qtbot.waitSignals([program.program.feedback.problem, program.program.feedback.changed]):
        click(view.thumbs.up)
    assert not view.thumbs.up.isChecked()
