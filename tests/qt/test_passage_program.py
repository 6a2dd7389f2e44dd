"""The whole program with a scripted model: of files that are too long the passages about the message are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.attachments.passages import Kept, kept_of
from app.encoding import ChildEncoder
from app.launch import EngineCommand, module_command
from app.settings import SettingsFile
from app.store.reader import Reader
from app.store.records import Attachment
from app.ui.attachment_row import AttachmentRow
from app.ui.encoder_dialog import EncoderDialog
from app.ui.passage_row import PassageRow
from app.ui.window import MainWindow
from models.encoders import EncoderEntry
from tests.attachment_scenes import passages_offered
from tests.encoder_folders import published_encoder
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path) -> RunningProgram:
    return run_program(script(tmp_path / "replies.json", reply=["One.", "Two."], context_length=2000))


def row(program: RunningProgram) -> AttachmentRow:
    return program.window.composer.files


def passages(program: RunningProgram) -> PassageRow:
    return row(program).passages


def attach_long(program: RunningProgram, qtbot: QtBot, tmp_path: Path) -> Attachment:
    path = tmp_path / "long.md"
    story = "This is a long story of the town and its river. " * 10
    path.write_text("\n\n".join([story] * 6 + ["The keys are kept by Alma. " * 12] + [story] * 3))
    program.window.attachments.bring([str(path)])
    qtbot.waitUntil(lambda: passages(program).keep.isVisible(), timeout=30_000)
    return row(program).attachments[0]


def encoder_dialog(program: RunningProgram) -> EncoderDialog:
    dialog = program.window.encoders.dialog
    assert dialog is not None
    return dialog


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def kept(program: RunningProgram) -> Kept | None:
    return kept_of(row(program).attachments[0])


def test_the_passages_about_the_message_are_kept_brought_back_and_sent(
    program: RunningProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    whole = attach_long(program, qtbot, tmp_path)
    shown = passages(program)
    assert not shown.keep.isEnabled()
    assert "Write your message first" in shown.said
    assert "Write your message first" in shown.keep.accessibleDescription()
    program.type_message("Who has the keys?")
    assert shown.keep.isEnabled()
    assert shown.said == ""
    program.window.activateWindow()
    shown.keep.setFocus()
    qtbot.waitUntil(shown.keep.hasFocus)
    QTest.keyClick(shown.keep, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(program) is not None)
    assert kept(program) == Kept(1, 9)
    assert "1 of 9 passages" in row(program).chips[0].button.text()
    assert "1 of 9 passages are kept" in row(program).chips[0].button.accessibleDescription()
    qtbot.waitUntil(lambda: row(program).note == "" and shown.undo.isVisible())
    assert shown.said == "Only the passages about your message are kept."
    assert "An encoder would also find" in program.window.notice_bar.text
    qtbot.waitUntil(lambda: SettingsFile(program.folder.settings).load().settings.encoders_told)
    press(shown.undo)
    assert row(program).attachments == (whole,)
    qtbot.waitUntil(lambda: shown.keep.isVisible() and not shown.undo.isVisible())
    press(shown.keep)
    qtbot.waitUntil(lambda: kept(program) is not None)
    program.press_enter()
    program.wait_reply()
    sent = program.on_disk()[0][0].attachments[0]
    assert kept_of(sent) == Kept(1, 9)
    assert sent.text.startswith("[1 of 9 passages of this file")
    assert not shown.isVisible()


def test_what_is_kept_outlives_the_program_and_another_conversation(
    program: RunningProgram, run_program: RunProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    program.ask("Hello")
    whole = attach_long(program, qtbot, tmp_path)
    program.type_message("Who has the keys?")
    press(passages(program).keep)
    qtbot.waitUntil(lambda: kept(program) is not None)
    program.window.new_conversation_requested.emit()
    qtbot.waitUntil(lambda: row(program).attachments == ())
    qtbot.waitUntil(lambda: not passages(program).isVisible())
    first = program.listed[0].id
    program.window.conversation_selected.emit(first)
    qtbot.waitUntil(lambda: passages(program).undo.isVisible())
    press(passages(program).undo)
    assert row(program).attachments == (whole,)
    qtbot.waitUntil(lambda: passages(program).keep.isVisible())
    press(passages(program).keep)
    qtbot.waitUntil(lambda: kept(program) is not None)

    def on_disk() -> list[Kept | None]:
        reader = Reader.open_read_only(program.folder.database)
        try:
            return [kept_of(one) for one in reader.draft_attachments(first)]
        finally:
            reader.close()

    qtbot.waitUntil(lambda: on_disk() == [Kept(1, 9)])
    program.close()
    again = run_program()
    again.wait_listed(1)
    again.window.conversation_selected.emit(first)
    qtbot.waitUntil(lambda: len(row(again).attachments) == 1)
    assert "1 of 9 passages" in row(again).chips[0].button.text()


def test_a_message_that_nothing_has_to_do_with_says_so(program: RunningProgram, qtbot: QtBot, tmp_path: Path) -> None:
    whole = attach_long(program, qtbot, tmp_path)
    program.type_message("zzz")
    press(passages(program).keep)
    qtbot.waitUntil(lambda: "No passage shares a word" in program.window.notice_bar.text)
    assert row(program).attachments == (whole,)
    assert passages(program).keep.isVisible()


def test_comparing_can_be_stopped(
    program: RunningProgram, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = program.folder.encoders / "counts"
    folder.mkdir(parents=True)
    (folder / "encoder.json").write_text("{}")
    monkeypatch.setattr(
        "app.chat.passages.ChildEncoder",
        lambda folder, degree: ChildEncoder(folder, degree, _misbehaving),
    )
    whole = attach_long(program, qtbot, tmp_path)
    program.type_message("Who has the keys?")
    shown = passages(program)
    press(shown.keep)
    qtbot.waitUntil(lambda: "Comparing passages, 8 of 9" in shown.said, timeout=30_000)
    assert not shown.keep.isVisible()
    assert shown.cancel.accessibleName() == "Stop choosing passages"
    press(shown.cancel)
    qtbot.waitUntil(lambda: shown.keep.isVisible())
    assert row(program).attachments == (whole,)
    press(shown.keep)  # it can be asked for again
    qtbot.waitUntil(lambda: "8 of 9" in shown.said, timeout=30_000)
    program.press_enter()  # what is sent needs no passages any more
    qtbot.waitUntil(lambda: not shown.cancel.isVisible())


def test_an_encoder_is_added_used_and_deleted_in_the_window(
    program: RunningProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    pytest.importorskip("onnx")
    pytest.importorskip("safetensors")
    source = published_encoder(tmp_path / "small-encoder")
    program.window.open_settings()
    program.window.dialog("settings").encoders_requested.emit()  # type: ignore[attr-defined]  # of the settings
    program.window.dialog("settings").close()
    dialog = encoder_dialog(program)
    dialog.added.emit(str(tmp_path))
    qtbot.waitUntil(lambda: "is not the folder of a sentence encoder" in dialog.error.text())
    program.window.drops.dropped.emit([str(source)])  # wherever it is dropped
    qtbot.waitUntil(lambda: len(dialog.rows) == 1, timeout=30_000)
    dialog.close()
    attach_long(program, qtbot, tmp_path)
    program.type_message("Who has the keys?")
    press(passages(program).keep)
    qtbot.waitUntil(lambda: kept(program) is not None, timeout=30_000)
    assert "An encoder" not in program.window.notice_bar.text
    (program.folder.encoders / "small-encoder" / "embeddings.npy").write_bytes(b"damaged")
    press(passages(program).undo)
    qtbot.waitUntil(lambda: passages(program).keep.isVisible())
    press(passages(program).keep)
    qtbot.waitUntil(lambda: kept(program) == Kept(1, 9), timeout=30_000)
    assert "cannot be used, so words alone decided" in program.window.notice_bar.text
    program.window.encoders.open()
    dialog = encoder_dialog(program)
    qtbot.waitUntil(lambda: len(dialog.rows) == 1)
    remove = dialog.remove_buttons["small-encoder"]
    press(remove)
    assert dialog.question.keep.hasFocus()
    press(dialog.question.keep)
    assert remove.hasFocus()
    assert len(dialog.rows) == 1
    press(remove)
    press(dialog.question.remove)
    qtbot.waitUntil(lambda: len(dialog.rows) == 0)
    program.window.library.import_requested.emit([str(source)])  # as from the view of the models
    qtbot.waitUntil(lambda: len(dialog.rows) == 1, timeout=30_000)


def _misbehaving(_module: str, *arguments: str, **_access: object) -> EngineCommand:
    return module_command("tests.misbehaving_encoder", *arguments)


def test_tab_goes_from_the_adapters_through_the_files_and_the_offer_to_the_text(window: MainWindow) -> None:
    window.show()
    passages_offered(window)
    composer, chip = window.composer, window.composer.files.chips[0]
    wanted = [window.adapters.row.add, chip.button, chip.remove, composer.files.passages.keep, composer.attach]
    wanted[0].setFocus()
    found = [wanted[0]]
    for _ in wanted[1:]:
        QTest.keyClick(found[-1], Qt.Key.Key_Tab)
        focused = window.focusWidget()
        assert focused is not None
        found.append(focused)
    assert found == wanted


def test_the_question_about_the_first_of_many_encoders_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    window.encoders.open()
    dialog = window.encoders.dialog
    assert dialog is not None
    dialog.show_encoders([EncoderEntry(f"encoder-{number}", Path("folder"), 1, 1.0) for number in range(12)])
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.rows[-1].y() > dialog.height())
    press(dialog.remove_buttons["encoder-0"])
    question = dialog.question
    qtbot.waitUntil(lambda: question.visibleRegion().boundingRect() == question.rect())
    assert question.keep.hasFocus()
