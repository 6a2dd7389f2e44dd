"""The whole program with a scripted model: messages sent again, replies written again, deleted, and gone on with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.state import MessageAction
from app.store.reader import Reader
from app.store.records import MessageState
from app.ui.reply import ReplyMessage
from app.ui.user_message import UserMessage
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LONG = "A long reply that goes on. " * 40


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path) -> RunningProgram:
    """One question and its answer are there."""
    program = run_program(script(tmp_path / "replies.json", reply=["One.", "Two.", "Three.", "Four."]))
    program.ask("Question")
    return program


def shown(program: RunningProgram) -> list[str]:
    return [message.content for message in program.shown.values()]


def view_of(program: RunningProgram, content: str) -> UserMessage | ReplyMessage:
    view = next(view for view in program.window.transcript.views() if view.message.content == content)
    assert isinstance(view, UserMessage | ReplyMessage)
    return view


def choose(program: RunningProgram, content: str) -> UserMessage | ReplyMessage:
    """The message has the keyboard then."""
    program._qtbot.waitUntil(lambda: view_of(program, content).isVisible())
    view = view_of(program, content)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert program.window.focusWidget() is view
    return view


def edit(program: RunningProgram, content: str, text: str) -> None:
    """With keys alone, as far as the field."""
    view = choose(program, content)
    QTest.keyClick(view, Qt.Key.Key_E)
    assert isinstance(view, UserMessage)
    assert view.editor is not None
    assert program.window.focusWidget() is view.editor.field
    assert view.editor.text == content
    view.editor.field.setPlainText(text)
    QTest.keyClick(view.editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_sends_another_version_as_it_sends_a_message(program: RunningProgram, qtbot: QtBot) -> None:
    view = choose(program, "Question")
    QTest.keyClick(view, Qt.Key.Key_E)
    assert isinstance(view, UserMessage)
    assert view.editor is not None
    field = view.editor.field
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "Really?")
    assert view.editor.text == "Question\nReally?"
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(program)[0] == "Question\nReally?")
    program.wait_reply()


def test_a_message_is_edited_and_both_branches_stay(
    program: RunningProgram, run_program: RunProgram, qtbot: QtBot
) -> None:
    program.ask("And then?", 2)
    edit(program, "Question", "Better question")
    qtbot.waitUntil(lambda: shown(program) == ["Better question", "Three."])
    program.wait_reply()
    first = view_of(program, "Better question")
    assert first.pager.place.text() == "2/2"
    assert first.accessibleDescription().startswith("Version 2 of 2.")
    QTest.mouseClick(first.pager.before, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(program) == ["Question", "One.", "And then?", "Two."])
    assert view_of(program, "Question").pager.place.text() == "1/2"
    qtbot.waitUntil(view_of(program, "Question").hasFocus)  # the keyboard stays where it was
    QTest.keyClick(view_of(program, "Question"), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: shown(program) == ["Better question", "Three."])
    # The branch that was open is open after a restart.
    program.close()
    again = run_program()
    again.wait_listed(1)
    again.window.conversation_selected.emit(again.listed[0].id)
    qtbot.waitUntil(lambda: shown(again) == ["Better question", "Three."])
    qtbot.waitUntil(lambda: view_of(again, "Better question").pager.isVisible())


def test_any_reply_is_written_again(program: RunningProgram, qtbot: QtBot) -> None:
    program.ask("And then?", 2)
    first = view_of(program, "One.")
    assert isinstance(first, ReplyMessage)
    QTest.mouseClick(first.footer.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(program) == ["Question", "Three."])
    program.wait_reply()
    # What is above the fork was left alone, and what is asked now follows the new branch.
    assert program.ask("Why?", 2).content == "Four."
    QTest.keyClick(program.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shown(program) == ["Question", "One.", "And then?", "Two."])
    assert [len(messages) for messages in program.on_disk()] == [4]


def test_what_cannot_be_sent_stays_in_its_field(program: RunningProgram, qtbot: QtBot, tmp_path: Path) -> None:
    small = str(script(tmp_path / "small.json", context_length=300, reply="Yes."))
    program.window.model_chosen.emit(small)
    qtbot.waitUntil(lambda: program.program.preferences.settings.model == small, timeout=10_000)
    long = "word " * 200
    edit(program, "Question", long)
    assert program.wait_problem().title == "The message is too long"
    qtbot.waitUntil(lambda: shown(program) == ["Question", "One."])
    view = view_of(program, "Question")
    assert isinstance(view, UserMessage)
    qtbot.waitUntil(lambda: view.edit_draft == long)
    assert program.window.composer.draft == ""


def test_a_stopped_reply_goes_on_in_the_same_message(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    model = script(tmp_path / "slow.json", reply=LONG, token_delay=0.005)
    program = run_program(model)
    program.send("Tell me")
    program.wait_writing()
    program.press_stop()
    stopped = program.wait_reply()
    assert stopped.content
    script(model, reply=" And that is all.")
    program.program.model.reload()
    program.wait_ready()
    view = program.window.transcript.latest_reply()
    assert view is not None
    QTest.keyClick(
        program.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.waitUntil(lambda: program.last().state is MessageState.COMPLETE, timeout=20_000)
    whole = program.wait_reply()
    assert whole.id == stopped.id
    assert whole.content == stopped.content + " And that is all."
    assert program.window.transcript.latest_reply() is view
    assert view.content == whole.content
    assert whole.metadata.finish_reason == "stop"
    assert program.on_disk()[0][-1] == whole
    assert not view.footer.go_on.isVisible()


def test_a_reply_that_cannot_go_on_is_what_it_was(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    model = script(tmp_path / "model.json", reply=LONG)
    program = run_program(model, max_tokens=20)
    cut = program.ask("Tell me")
    assert cut.metadata.finish_reason == "length"
    script(model, reply="Never", fail="internal")
    program.program.model.reload()
    program.wait_ready()
    program.window.message_action.emit(MessageAction.GO_ON, cut.id)
    program.wait_problem()
    program.wait_reply()
    assert program.last() == cut
    assert program.on_disk()[0][-1] == cut


def test_a_message_is_deleted_and_brought_back(program: RunningProgram, qtbot: QtBot) -> None:
    program.ask("And then?", 2)
    everything = ["Question", "One.", "And then?", "Two."]
    QTest.keyClick(choose(program, "One."), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(program) == ["Question", "And then?", "Two."])
    assert program.window.notice_bar.text == "Message deleted."
    QTest.keyClick(program.window, Qt.Key.Key_Z, CONTROL_SHIFT)
    qtbot.waitUntil(lambda: shown(program) == everything)
    QTest.keyClick(choose(program, "One."), Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: shown(program) == ["Question"])
    assert program.window.notice_bar.text == "3 messages deleted: this one, and all that followed."
    # The question can be answered anew.
    question = view_of(program, "Question")
    assert isinstance(question, UserMessage)
    QTest.mouseClick(question.reply, Qt.MouseButton.LeftButton)
    assert program.wait_reply().content == "Three."
    assert shown(program) == ["Question", "Three."]
    program.close()
    assert [[one.content for one in messages] for messages in program.on_disk()] == [["Question", "Three."]]
    assert b"And then?" not in program.folder.database.read_bytes()


def test_nothing_is_deleted_while_a_reply_is_written(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "slow.json", reply=LONG, token_delay=0.005))
    program.send("Tell me")
    reply_id = program.wait_writing()
    program.window.message_action.emit(MessageAction.DELETE_REST, reply_id)
    assert program.window.notice_bar.text.startswith("This conversation is busy.")
    program.press_stop()
    assert program.wait_reply().id == reply_id


def test_another_branch_is_looked_at_while_a_reply_is_written(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(script(tmp_path / "slow.json", reply=["Short.", LONG], token_delay=0.004))
    first = program.ask("Question")
    program.window.retry_requested.emit()
    qtbot.waitUntil(lambda: program.last().id != first.id)
    second = program.wait_writing()
    program.program.chat.show_version(first.id)
    qtbot.waitUntil(lambda: program.last() == first)
    program.program.chat.show_version(second)
    qtbot.waitUntil(lambda: program.last().id == second)
    assert program.wait_reply().content == LONG
    view = program.window.transcript.latest_reply()
    assert view is not None
    assert view.content == LONG


def test_what_was_being_written_is_there_after_a_crash(
    program: RunningProgram, run_program: RunProgram, qtbot: QtBot
) -> None:
    view = view_of(program, "Question")
    assert isinstance(view, UserMessage)
    view.edit()
    assert view.editor is not None
    conversation = program.listed[0].id
    view.editor.field.setPlainText("Half a better")
    program.type_message("And half a next")

    def drafts(place: int | None) -> dict[int | None, str]:
        reader = Reader.open_read_only(program.folder.database)
        try:
            return reader.drafts(place)
        finally:
            reader.close()

    # As it is on the disk, whatever happens now.
    expected = {None: "And half a next", view.message.id: "Half a better"}
    qtbot.waitUntil(lambda: drafts(conversation) == expected)
    program.window.new_conversation_requested.emit()
    program.type_message("Something new")
    qtbot.waitUntil(lambda: drafts(None) == {None: "Something new"})
    program.close()
    again = run_program()
    qtbot.waitUntil(lambda: again.window.composer.draft == "Something new")
    again.wait_listed(1)
    again.window.conversation_selected.emit(conversation)
    qtbot.waitUntil(lambda: again.window.composer.draft == "And half a next")
    field = view_of(again, "Question")
    assert isinstance(field, UserMessage)
    assert field.edit_draft == "Half a better"
    assert field.editor is not None
    QTest.keyClick(field.editor.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: drafts(conversation) == {None: "And half a next"})
    again.press_enter()
    qtbot.waitUntil(lambda: drafts(conversation) == {})
    again.wait_reply(2)
