"""The whole program with a scripted model: a conversation fills its context, and older turns get a summary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import WhenFull
from app.state import SummaryMark
from app.store.reader import Reader
from app.store.records import StoredMessage, Summary
from app.ui.user_message import UserMessage
from engine.protocol import Usage
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]

LEFT = Qt.MouseButton.LeftButton


def mark(program: RunningProgram) -> SummaryMark:
    return program.window.transcript.page.mark


def usage_of(reply: StoredMessage) -> Usage:
    assert reply.metadata.usage is not None
    return reply.metadata.usage


def summaries(program: RunningProgram) -> list[Summary]:
    reader = Reader.open_read_only(program.folder.database)
    try:
        return list(reader.summaries(program.listed[0].id).values())
    finally:
        reader.close()


def question(number: int) -> str:
    return f"Question {number}: {'word ' * 60}"


@pytest.fixture
def full(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> tuple[RunningProgram, int]:
    """A conversation whose first messages have a summary; and how many replies it has."""
    model = script(tmp_path / "talk.json", reply="So it is.", context_length=3000)
    program = run_program(model, when_full=WhenFull.SUMMARISE, title_conversations=False)
    read: list[bool] = []
    program.program.summaries.read_ahead.connect(lambda: read.append(True))
    count = 0
    while count < 20 and not mark(program).count:
        count += 1
        reply = program.ask(question(count), count)
        usage = usage_of(reply)
        assert usage.dropped_messages == 0
        if usage.prompt_tokens + usage.completion_tokens >= 0.6 * 3000:
            qtbot.waitUntil(lambda: mark(program).count > 0 and bool(read), timeout=20_000)
    return program, count


def test_the_model_goes_on_with_the_summary_and_need_not_read_it_again_at_each_turn(
    full: tuple[RunningProgram, int], qtbot: QtBot
) -> None:
    program, count = full
    found = mark(program)
    assert found.text == "So it is."
    assert found.model
    assert 2 <= found.count < 2 * count
    divider = program.window.transcript.divider
    assert f"In place of the {found.count} messages above" in divider.text
    before = usage_of(program.last())
    reply = program.ask(question(count + 1), count + 1)
    usage = usage_of(reply)
    assert usage.prompt_tokens < before.prompt_tokens
    assert usage.dropped_messages == found.count
    assert reply.metadata.summarised_messages == found.count
    following = usage_of(program.ask(question(count + 2), count + 2))
    for one in (usage, following):  # also the first of them: it was read ahead
        assert one.evaluated_tokens < len(question(1)) + 100
    assert len(program.on_disk()[0]) == 2 * (count + 2)  # all of them stay


def test_the_summary_is_read_corrected_and_kept(
    full: tuple[RunningProgram, int], run_program: RunProgram, qtbot: QtBot
) -> None:
    program, _ = full
    divider = program.window.transcript.divider
    assert divider.panel.isHidden()
    box = program.window.composer.text
    program.window.activateWindow()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    for _ in range(2):  # from the message to the buttons of the mark
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Backtab)
    assert divider.show_button.hasFocus()
    QTest.keyClick(divider.show_button, Qt.Key.Key_Space)
    seen = program.window.transcript.viewport()
    qtbot.waitUntil(lambda: seen.rect().contains(divider.field.mapTo(seen, divider.field.rect().center())))
    assert divider.field.toPlainText() == "So it is."
    assert not divider.save.isEnabled()
    divider.field.setPlainText("They speak of words.")
    QTest.keyClick(divider.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: mark(program).edited)
    assert [(one.text, one.edited) for one in summaries(program)] == [("They speak of words.", True)]
    QTest.mouseClick(divider.again, LEFT)
    qtbot.waitUntil(lambda: not mark(program).edited and not mark(program).is_making)
    assert mark(program).text == "So it is."
    program.close()
    again = run_program()
    again.wait_listed(1)
    again.window.conversation_selected.emit(again.listed[0].id)
    qtbot.waitUntil(lambda: mark(again).text == "So it is.")
    QTest.mouseClick(again.window.transcript.divider.way_button, LEFT)
    qtbot.waitUntil(lambda: mark(again).way is WhenFull.DROP)
    assert not again.window.transcript.divider.isVisible()  # the last reply saw every message


def test_a_message_written_anew_among_those_that_it_stands_for_ends_it(
    full: tuple[RunningProgram, int], qtbot: QtBot
) -> None:
    program, _ = full
    view = program.window.transcript.page.seek(next(iter(program.shown)))
    assert isinstance(view, UserMessage)
    view.edit()
    assert view.editor is not None
    view.editor.field.setPlainText("Another beginning")
    QTest.keyClick(view.editor.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.content for one in program.shown.values()] == ["Another beginning", "So it is."])
    program.wait_reply()
    assert mark(program).count == 0
    assert program.last().metadata.summarised_messages == 0
    assert len(summaries(program)) == 1  # the other branch has its own still


def test_whoever_chooses_it_at_the_mark_gets_a_summary_of_what_was_left_out(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    model = script(tmp_path / "talk.json", reply="So it is.", context_length=1500)
    program = run_program(model, title_conversations=False)
    replies = [program.ask(question(number), number) for number in range(1, 7)]
    dropped = usage_of(replies[-1]).dropped_messages
    assert dropped > 0
    divider = program.window.transcript.divider
    assert "no longer sees" in divider.text
    QTest.mouseClick(divider.way_button, LEFT)
    assert "summarised from now on" in program.window.notice_bar.text
    qtbot.waitUntil(lambda: mark(program).count >= dropped and not mark(program).is_making, timeout=20_000)
    assert program.program.preferences.settings.when_full is WhenFull.SUMMARISE
    assert usage_of(program.ask("And now?", 7)).dropped_messages == mark(program).count
