"""The whole program with a scripted model: words found in all conversations and in the one that is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.store.store import Store
from app.ui.conversation_rows import EXCERPT_ROLE
from app.ui.messages import MessageView
from engine.protocol import Role
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]

TURNS = 60
FOX = "A fox 狐 went by, and another fox."


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> RunningProgram:
    """A long conversation with a fox near its beginning and one in another branch, and a short one."""
    program = run_program(script(tmp_path / "model.json"), ready=False)
    filler = "Some words to fill a line or two of it. " * 4

    def write(store: Store) -> None:
        profile = store.profiles()[0].id
        talk = store.create_conversation(profile, "Long")
        parent = fork = None
        for number in range(TURNS):
            text = FOX if number == 4 else f"{filler}\n\n" * 30 + "a fox at the end" if number == 30 else filler
            role = Role.ASSISTANT if number % 2 else Role.USER
            added = store.append_message(talk.id, parent, role, text)
            parent = added.id
            if number == 10:
                fork = parent
        end = store.conversation(talk.id).head_id
        store.append_message(talk.id, fork, Role.ASSISTANT, "Here is a badger.")
        assert end is not None
        store.show_branch(talk.id, end)
        short = store.create_conversation(profile, "Short")
        store.append_message(short.id, None, Role.USER, "Nothing here")

    program._qtbot.waitUntil(lambda: program.program.conversations._profile_id is not None)
    program.program._store.ask(write, lambda _: program.program.conversations.refresh(), lambda error: None)
    program.wait_listed(2)
    return program


def search(program: RunningProgram, text: str, count: int) -> None:
    field = program.window.sidebar.search
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text) if text.isascii() else field.setText(text)
    program._qtbot.waitUntil(lambda: len(program.listed) == count)


def in_sight(program: RunningProgram, view: MessageView) -> bool:
    transcript = program.window.transcript
    top = view.mapTo(transcript.viewport(), QPoint(0, 0)).y()
    return 0 <= top < transcript.viewport().height()


def view_with(program: RunningProgram, text: str) -> MessageView | None:
    return next((view for view in program.window.transcript.views() if text in view.content), None)


def test_a_hit_is_opened_where_it_stands(program: RunningProgram, qtbot: QtBot) -> None:
    search(program, "badger", 1)
    rows = program.window.sidebar.list.conversations
    excerpt = rows.data(rows.index_of(program.listed[0].id), EXCERPT_ROLE)
    assert excerpt is not None
    assert "badger" in str(excerpt)
    QTest.keyClick(program.window.sidebar.search, Qt.Key.Key_Down)
    # It stands in another branch, which is shown then.
    qtbot.waitUntil(lambda: bool(program.shown) and program.last().content == "Here is a badger.")
    qtbot.waitUntil(lambda: (view := view_with(program, "badger")) is not None and view.first_mark() is not None)
    qtbot.waitUntil(lambda: program.window.finding.bar.count.text() == "1 message")
    qtbot.waitUntil(lambda: program.window.focusWidget() is program.window.sidebar.list)
    # Of the conversation that is shown already, too: here its other branch.
    search(program, "狐", 1)
    QTest.keyClick(program.window.sidebar.search, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: (view := view_with(program, FOX)) is not None and view.first_mark() is not None)
    assert program.window.finding.bar.text == "狐"


def test_words_are_found_in_a_long_conversation(program: RunningProgram, qtbot: QtBot) -> None:
    find = program.window.finding
    program.window.conversation_selected.emit(program.listed[1].id)
    qtbot.waitUntil(lambda: len(program.shown) == TURNS)
    QTest.keyClick(program.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert program.window.focusWidget() is find.bar.field
    QTest.keyClicks(find.bar.field, "FOX")
    qtbot.waitUntil(lambda: find.bar.count.text() == "2 of 2 messages")
    # The words at the end of a long message are in sight, not only its beginning.
    viewport = program.window.transcript.viewport()

    def last_mark_is_seen() -> bool:
        view = view_with(program, "a fox at the end")
        mark = view.first_mark() if view is not None else None
        if view is None or mark is None:
            return False
        return 0 < view.mapTo(viewport, QPoint(0, mark)).y() < viewport.height()

    qtbot.waitUntil(last_mark_is_seen)
    QTest.keyClick(find.bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert find.bar.count.text() == "1 of 2 messages"
    qtbot.waitUntil(lambda: (view := view_with(program, FOX)) is not None and in_sight(program, view))
    view = view_with(program, FOX)
    assert view is not None
    assert len(view.texts()) == 1
    qtbot.waitUntil(lambda: view.first_mark() is not None)
    find.bar.field.setText("狐")
    qtbot.waitUntil(lambda: find.bar.count.text() == "1 message")
    find.bar.field.setText("zebra")
    qtbot.waitUntil(lambda: find.bar.count.text() == "Not in this conversation")
    assert view.first_mark() is None
    QTest.keyClick(find.bar.field, Qt.Key.Key_Escape)
    assert find.bar.isHidden()
    assert program.window.focusWidget() is program.window.composer.text
    # And back to the end, which has not been made yet.
    QTest.keyClick(program.window, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    bar = program.window.transcript.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() and program.window.transcript.is_settled)
    assert program.window.transcript.views()[-1].message == program.last()


def test_a_reply_that_is_written_out_of_sight_loses_nothing(
    program: RunningProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    long = "And then it went on. " * 30
    program.wait_ready()
    script(tmp_path / "model.json", reply=long, token_delay=0.003)
    program.program.model.reload()
    program.wait_ready()
    program.window.conversation_selected.emit(program.listed[1].id)
    qtbot.waitUntil(lambda: len(program.shown) == TURNS)
    program.send("Go on")
    reply_id = program.wait_writing()
    first = next(iter(program.shown))
    program.window.transcript.seek(first)
    assert program.window.transcript.views()[0].message.id == first
    assert all(view.message.id != reply_id for view in program.window.transcript.views())
    qtbot.waitUntil(lambda: len(program.streamed[reply_id]) > 60)
    program.window.transcript.jump_to_latest()
    view = program.window.transcript.latest_reply()
    assert view is not None
    assert view.message.id == reply_id
    assert view.content == program.streamed[reply_id]
    program.wait_reply()
    assert view.content == long
