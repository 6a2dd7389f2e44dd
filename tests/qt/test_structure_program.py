"""The whole program with a scripted model: answers as JSON, demanded, shown and checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.store.reader import Reader
from app.store.records import Structure
from app.structure import EXAMPLES
from app.ui.code_view import CodeView
from app.ui.reply import ReplyMessage
from app.ui.schema_dialog import SchemaDialog
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]

LEFT = Qt.MouseButton.LeftButton
LIST = EXAMPLES["A list"]


def opened(program: RunningProgram) -> SchemaDialog:
    QTest.mouseClick(program.window.composer.schema, LEFT)
    dialog = program.window.schema.dialog
    assert dialog is not None
    return dialog


def demanded_on_disk(program: RunningProgram) -> str | None:
    reader = Reader.open_read_only(program.folder.database)
    try:
        return reader.conversations()[0].settings.json_schema
    finally:
        reader.close()


def test_answers_are_demanded_as_json_shown_as_code_and_checked(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    # The script goes on by one when the model is asked whether it can be held to the schema.
    replies = ["", '["bread", "salt"]', '{"no": "list"}', "Free again."]
    program = run_program(script(tmp_path / "replies.json", reply=replies), title_conversations=False)
    dialog = opened(program)
    assert not dialog.use.isEnabled()
    dialog.set_text('{\n  "type": "lst"\n}')
    qtbot.waitUntil(lambda: dialog.state.text().startswith("Line 2, column 11: "))
    assert not dialog.use.isEnabled()
    dialog.set_text(LIST)
    qtbot.waitUntil(lambda: "can be held to it" in dialog.state.text())
    QTest.mouseClick(dialog.use, LEFT)
    assert program.window.composer.schema.isChecked()
    reply = program.ask("What do I need?")
    assert demanded_on_disk(program) == LIST
    qtbot.waitUntil(lambda: program.last().metadata.structure is Structure.KEPT)
    view = program.window.transcript.latest_reply()
    assert isinstance(view, ReplyMessage)
    qtbot.waitUntil(lambda: len(view.texts()) == 1)
    code = view.texts()[0]
    assert isinstance(code, CodeView)
    assert code.text.toPlainText().strip() == reply.content == '["bread", "salt"]'
    assert "follows its JSON schema" in view.footer.origin.accessibleName()
    program.ask("And then?", 2)
    qtbot.waitUntil(lambda: program.last().metadata.structure is Structure.BROKEN)
    assert "does not follow its schema at the whole" in program.last().metadata.error
    QTest.mouseClick(opened(program).free, LEFT)
    assert not program.window.composer.schema.isChecked()
    assert program.ask("Say it", 3).metadata.structure is Structure.NONE
    qtbot.waitUntil(lambda: demanded_on_disk(program) is None)


def test_every_conversation_has_its_own_and_a_new_one_none(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(script(tmp_path / "replies.json", reply="[]"), title_conversations=False)
    program.ask("Free")
    dialog = opened(program)
    dialog.set_text(LIST)
    qtbot.waitUntil(dialog.isActiveWindow)
    # Before it is checked: it is used when it is.
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.window.schema.dialog is None)
    qtbot.waitUntil(lambda: demanded_on_disk(program) == LIST)
    program.window.new_conversation_requested.emit()
    qtbot.waitUntil(lambda: not program.window.composer.schema.isChecked())
    program.window.conversation_selected.emit(program.listed[0].id)
    qtbot.waitUntil(program.window.composer.schema.isChecked)
    dialog = opened(program)
    assert dialog.text.toPlainText() == LIST
    dialog.reject()
    assert program.window.composer.schema.isChecked()


def test_one_answer_alone_is_demanded_as_json_and_asked_for_again_so(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    replies = ["Free.", "", '["a"]', '["b"]', "Free again.", '["c"]']
    program = run_program(script(tmp_path / "replies.json", reply=replies), title_conversations=False)
    program.ask("Before")
    dialog = opened(program)
    dialog.set_text(LIST)
    QTest.mouseClick(dialog.once, LEFT)
    qtbot.waitUntil(lambda: "can be held to it" in dialog.state.text())
    QTest.mouseClick(dialog.use, LEFT)
    button = program.window.composer.schema
    assert button.accessibleName() == "The next answer as JSON"
    program.window.new_conversation_requested.emit()
    qtbot.waitUntil(lambda: not button.isChecked())
    program.window.conversation_selected.emit(program.listed[0].id)
    qtbot.waitUntil(button.isChecked)
    reply = program.ask("As a list", 2)
    assert not button.isChecked()
    assert (reply.content, reply.metadata.own_schema) == ('["a"]', LIST)
    qtbot.waitUntil(lambda: program.last().metadata.structure is Structure.KEPT)
    program.window.retry_requested.emit()
    qtbot.waitUntil(lambda: program.last().content == '["b"]')
    qtbot.waitUntil(lambda: program.last().metadata.structure is Structure.KEPT)
    assert program.ask("Freely", 3).metadata.structure is Structure.NONE
    assert demanded_on_disk(program) is None
    list_message = list(program.shown.values())[2]
    program.window.transcript.page.edited.emit(list_message.id, "As another list")
    qtbot.waitUntil(lambda: program.last().content == '["c"]')
    qtbot.waitUntil(lambda: program.last().metadata.structure is Structure.KEPT)
