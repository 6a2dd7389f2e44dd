"""The whole program with a scripted model: files attached, counted, sent, kept, and asked about again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.store.reader import Reader
from app.store.records import Attachment, AttachmentKind
from app.ui.attachment_row import AttachmentRow
from app.ui.user_message import UserMessage
from tests.attachment_files import pdf
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path) -> RunningProgram:
    return run_program(script(tmp_path / "replies.json", reply=["One.", "Two.", "Three."], context_length=1000))


def row(program: RunningProgram) -> AttachmentRow:
    return program.window.composer.files


def attach(program: RunningProgram, qtbot: QtBot, *paths: Path) -> None:
    wanted = len(row(program).attachments) + len(paths)
    program.window.attachments.bring([str(path) for path in paths])
    assert row(program).is_reading
    assert not program.window.composer.button.isEnabled()  # what is not read yet would be missing
    qtbot.waitUntil(lambda: len(row(program).attachments) == wanted, timeout=30_000)


def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.md"
    path.write_text("# Bread\n\n500 g flour")
    return path


def test_files_are_read_counted_sent_kept_and_asked_about_again(
    program: RunningProgram, run_program: RunProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    attach(program, qtbot, notes(tmp_path), pdf(tmp_path / "two pages.pdf", ["Flour", "Water"]))
    chips = row(program).chips
    qtbot.waitUntil(lambda: "tokens" in chips[0].button.text())
    assert "PDF · 2 pages" in chips[1].button.text()
    program.window.activateWindow()
    chips[1].button.setFocus()
    qtbot.waitUntil(chips[1].button.hasFocus)
    QTest.keyClick(chips[1].button, Qt.Key.Key_Return)
    preview = program.window.dialog("attachment")
    assert preview.findChild(QPlainTextEdit).toPlainText().startswith("[File: two pages.pdf, 2 pages]\nFlour\n")  # type: ignore[union-attr]  # there is one
    preview.close()
    reply = program.ask("How much?")
    assert row(program).isHidden()
    assert reply.metadata.usage is not None
    assert reply.metadata.usage.prompt_tokens > len("# Bread\n\n500 g flour") + len("Flour\n\nWater")
    question = program.on_disk()[0][0]
    assert [(one.name, one.kind) for one in question.attachments] == [
        ("notes.md", AttachmentKind.MARKDOWN),
        ("two pages.pdf", AttachmentKind.PDF),
    ]
    view = program.window.transcript.views()[0]
    assert isinstance(view, UserMessage)
    assert [chip.isVisible() for chip in view.files] == [True, True]
    assert "With the file notes.md." in view.accessibleDescription()
    view.edit()
    assert view.editor is not None
    view.editor.field.setPlainText("How much water?")
    QTest.keyClick(view.editor.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [one.content for one in program.shown.values()] == ["How much water?", "Two."])
    program.wait_reply()
    assert program.on_disk()[0][0].attachments == question.attachments
    # The beginning of the prompt, files and all, is not read again.
    usage = program.last().metadata.usage
    assert usage is not None
    assert usage.evaluated_tokens < len("How much water?") + 60


def test_what_is_attached_outlives_the_program_and_goes_with_its_conversation(
    program: RunningProgram, run_program: RunProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    program.ask("Hello")
    attach(program, qtbot, notes(tmp_path))
    program.window.new_conversation_requested.emit()
    qtbot.waitUntil(lambda: row(program).attachments == ())
    attach(program, qtbot, pdf(tmp_path / "a.pdf", ["Page"]))

    def kept(place: int | None) -> list[str]:
        reader = Reader.open_read_only(program.folder.database)
        try:
            return [one.name for one in reader.draft_attachments(place)]
        finally:
            reader.close()

    first = program.listed[0].id
    qtbot.waitUntil(lambda: (kept(None), kept(first)) == (["a.pdf"], ["notes.md"]))
    program.close()
    again = run_program()
    qtbot.waitUntil(lambda: [one.name for one in row(again).attachments] == ["a.pdf"])
    again.wait_listed(1)
    again.window.conversation_selected.emit(first)
    qtbot.waitUntil(lambda: [one.name for one in row(again).attachments] == ["notes.md"])
    QTest.keyClick(row(again).chips[0].button, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: (kept(None), kept(first)) == (["a.pdf"], []))


def test_a_message_that_does_not_fit_says_so_before_it_is_sent_and_comes_back_with_its_files(
    program: RunningProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("word " * 300)
    attach(program, qtbot, path)
    qtbot.waitUntil(lambda: "936 is the most" in row(program).note)
    program.send("Summarise it")
    program.wait_problem()
    qtbot.waitUntil(lambda: len(row(program).attachments) == 1)
    assert program.window.composer.draft == "Summarise it"
    path.write_text("word " * 100_000)  # as much as that is not counted to its end
    attach(program, qtbot, path)
    qtbot.waitUntil(lambda: "takes over" in row(program).note)
    assert "499,999 characters" in row(program).chips[1].button.text()
    for _ in range(2):
        QTest.mouseClick(row(program).chips[0].remove, Qt.MouseButton.LeftButton)
    assert row(program).note == ""
    assert program.ask("Then not").metadata.usage is not None


def test_what_cannot_be_attached_is_told_and_adapters_go_to_the_shelf(
    program: RunningProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "no.gguf").write_bytes(b"not a model")
    told: list[str] = []
    program.program.attaching.problem.connect(lambda problem: told.append(problem.message))
    with qtbot.waitSignal(program.program.attaching.brought_elsewhere) as elsewhere:
        program.window.drops.dropped.emit([str(tmp_path / "empty.txt"), str(tmp_path / "no.gguf")])
    assert elsewhere.args == [[str(tmp_path / "no.gguf")]]
    assert told == ["“empty.txt” is empty: there is no text in it."]
    assert not row(program).is_reading
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(notes(tmp_path)))])
    data.setText(str(tmp_path / "notes.md"))
    program.window.composer.text.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(row(program).attachments) == 1, timeout=30_000)
    assert program.window.composer.draft == ""


def test_all_files_that_cannot_be_read_are_named_together(
    program: RunningProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("first.txt", "second.txt", "third.txt"):
        (tmp_path / name).write_text("")
    card = program.window.problem_card

    def bring(*names: str) -> None:
        program.window.drops.dropped.emit([str(tmp_path / name) for name in names])
        qtbot.waitUntil(lambda: not row(program).is_reading and card.problem is not None, timeout=30_000)

    bring("first.txt", "second.txt")
    assert card.problem is not None
    assert card.problem.title == "2 files were not attached"
    assert [line.split("”")[0] for line in card.problem.message.splitlines()] == ["“first.txt", "“second.txt"]
    card.dismiss()
    bring("third.txt")
    assert card.problem.message == "“third.txt” is empty: there is no text in it."


def test_the_reading_of_a_file_can_be_stopped(program: RunningProgram, qtbot: QtBot, tmp_path: Path) -> None:
    path = pdf(tmp_path / "slow.pdf", ["Page"] * 2000)
    program.window.attachments.bring([str(path)])
    chip = row(program).chips[0]
    qtbot.waitUntil(lambda: "%" in chip.button.text(), timeout=30_000)
    QTest.mouseClick(chip.remove, Qt.MouseButton.LeftButton)
    assert row(program).isHidden()
    attach(program, qtbot, notes(tmp_path))  # the next one need not wait for it
    assert [one.name for one in row(program).attachments] == ["notes.md"]


def test_a_chip_shows_a_name_from_right_to_left_whole(program: RunningProgram) -> None:
    row(program).add(Attachment("تقرير.pdf", AttachmentKind.PDF, "نص", 3))
    assert row(program).chips[0].button.text() == "\u2068تقرير.pdf\u2069   PDF · 3 pages · 2 characters"
