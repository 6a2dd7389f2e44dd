"""The whole program with a scripted model: order that is kept, files that come in and go out, titles by the model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.chat import titles
from app.order import ExportKind, OrderAction
from app.store.portable_reader import PortableReader
from app.store.records import TitledBy
from app.ui.import_dialog import ImportDialog
from tests.running_program import RunningProgram
from tests.scripted_model import script
from tests.unit.test_exchange_formats import CHATGPT, CLAUDE

RunProgram = Callable[..., RunningProgram]


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path) -> RunningProgram:
    program = run_program(script(tmp_path / "replies.json", reply=["One.", "Two.", "Three."]))
    for number in range(3):
        program.window.new_conversation_requested.emit()
        program.ask(f"Question {number}")
    program.wait_listed(3)
    return program


def on_disk(program: RunningProgram) -> PortableReader:
    return PortableReader.open_read_only(program.folder.database)


def number_on_disk(program: RunningProgram) -> int:
    reader = on_disk(program)
    try:
        return reader.conversation_counts().current
    finally:
        reader.close()


def dropped(program: RunningProgram, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, modifier = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(program.window, QDragEnterEvent(QPoint(300, 300), action, data, button, modifier))
    QApplication.sendEvent(program.window, QDropEvent(QPointF(300, 300), action, data, button, modifier))


def test_order_is_kept_over_a_restart(program: RunningProgram, run_program: RunProgram, qtbot: QtBot) -> None:
    third, second, first = (one.id for one in program.listed)
    lists = program.window.lists
    lists.acted.emit(OrderAction.PIN, (first,))
    qtbot.waitUntil(lambda: [one.id for one in program.listed] == [first, third, second])
    lists.moved_to_new.emit((second, third), "Letters")
    qtbot.waitUntil(lambda: all(one.folder_id is not None for one in program.listed[1:]))
    lists.acted.emit(OrderAction.ARCHIVE, (third,))
    qtbot.waitUntil(lambda: [one.id for one in program.listed] == [first, second])
    program.close()
    again = run_program()
    again.wait_listed(2)
    model = again.window.sidebar.list.conversations
    qtbot.waitUntil(lambda: model.order.archived == 1)
    assert [folder.name for folder in model.order.folders] == ["Letters"]
    assert [(one.id, one.pinned) for one in again.listed] == [(first, True), (second, False)]
    again.window.lists.archive_toggled.emit(True)
    again.wait_listed(3)
    # Several deleted, one of them shown, and all of them back.
    again.window.conversation_selected.emit(second)
    qtbot.waitUntil(lambda: bool(again.shown))
    again.window.lists.acted.emit(OrderAction.DELETE, (second, third))
    again.wait_listed(1)
    assert not again.shown
    again.window.lists.acted.emit(OrderAction.RESTORE, (second, third))
    again.wait_listed(3)
    # What is put into a folder is seen there, wherever it was.
    folder = model.order.folders[0]
    again.window.lists.moved.emit((first, third), folder.id)
    qtbot.waitUntil(lambda: {(one.folder_id, one.pinned, one.archived) for one in again.listed} == {(folder.id, 0, 0)})


def test_a_dropped_export_is_previewed_and_brought_in(program: RunningProgram, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([CHATGPT, {"title": "Foreign"}, CLAUDE]))
    exchange = program.window.exchange
    dropped(program, path)
    dialog = exchange.dialog
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(dialog.confirm.isVisible, timeout=20_000)
    assert "2 conversations of ChatGPT and Claude with 8 messages" in dialog.text.text()
    assert "Foreign" in dialog.details.toPlainText()
    assert dialog.confirm.hasFocus()
    QTest.keyClick(dialog.confirm, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "2 conversations brought in" in dialog.text.text(), timeout=20_000)
    assert dialog.close_button.text() == "Close"
    program.wait_listed(4)  # that of ChatGPT is in the archive
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert exchange.dialog is None
    # A second time there is nothing new, and a file that is none is refused in its place.
    exchange.open(str(path))
    assert exchange.dialog is not None
    second = exchange.dialog
    qtbot.waitUntil(second.confirm.isVisible, timeout=20_000)
    assert "They are all here already" in second.text.text()
    second.reject()
    exchange.open(str(program.folder.settings))
    assert exchange.dialog is not None
    third = exchange.dialog
    qtbot.waitUntil(third.another.isVisible, timeout=20_000)
    assert third.text.text() == "Nothing in this file can be brought in."
    third.reject()
    # What was brought in opens, with its branches.
    claude = next(one for one in program.listed if one.title == "Read this")
    program.window.conversation_selected.emit(claude.id)
    qtbot.waitUntil(lambda: [one.content for one in program.shown.values()] == ["Read this", "Second."])


def test_an_export_that_the_program_is_opened_with_is_looked_at(
    program: RunningProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "claude.json"
    path.write_text(json.dumps([CLAUDE]))
    program.program.opened.open([str(path)])
    dialog = program.window.exchange.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.confirm.isVisible, timeout=20_000)
    dialog.reject()


def test_an_import_is_stopped_with_what_came_before_it_whole(
    program: RunningProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "conversations.json"
    many = [CHATGPT | {"conversation_id": str(number), "is_archived": False} for number in range(3000)]
    path.write_text(json.dumps(many))
    exchange = program.window.exchange
    exchange.open(str(path))
    dialog = exchange.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.confirm.isVisible, timeout=20_000)
    with qtbot.waitSignal(program.program.exchange.brought, timeout=20_000) as brought:
        dialog.confirm.click()
        qtbot.waitUntil(lambda: dialog.bar.maximum() == 1000 and dialog.bar.value() > 0, timeout=20_000)
        qtbot.waitUntil(lambda: number_on_disk(program) > 3, timeout=20_000)
        dialog.close_button.click()
    assert brought.args is not None
    report = brought.args[0]
    assert report.stopped
    assert 0 < report.new < 3000
    reader = on_disk(program)
    assert reader.conversation_counts().current == 3 + report.new
    assert all(len(reader.portable(number).messages) in (2, 5) for number in reader.conversation_ids())
    reader.close()
    qtbot.waitUntil(lambda: program.window.notice_bar.text.startswith("Stopped."))


def test_conversations_are_written_to_files(program: RunningProgram, tmp_path: Path, qtbot: QtBot) -> None:
    exchange, folder = program.window.exchange, tmp_path / "notes"
    folder.mkdir()
    first = program.listed[-1].id
    for ids, kind, path in (
        ((), ExportKind.JSON, tmp_path / "all.json"),
        ((first,), ExportKind.MARKDOWN, tmp_path / "one.md"),
        ((), ExportKind.MARKDOWN, folder),
        ((first,), ExportKind.PDF, tmp_path / "one.pdf"),
    ):
        with qtbot.waitSignal(program.program.exchange.written, timeout=20_000):
            exchange.export_requested.emit(ids, kind, str(path))
    assert len(json.loads((tmp_path / "all.json").read_text())["conversations"]) == 3
    assert "\nQuestion 0\n" in (tmp_path / "one.md").read_text()
    assert len(list(folder.iterdir())) == 3
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")
    with qtbot.waitSignal(program.program.exchange.problem, timeout=20_000):
        exchange.export_requested.emit((), ExportKind.JSON, str(tmp_path / "no such folder" / "all.json"))
    assert program.window.problem_card.isVisible()


@pytest.mark.sockets  # the system's print service is asked by one, on this machine
def test_a_conversation_is_printed(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "replies.json", reply="Three.", context_length=20_000))
    program.ask("A long one. " * 900)
    QTest.keyClick(program.window.composer.text, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = program.window.dialog("print")
    assert isinstance(dialog, QPrintDialog)
    printer = dialog.printer()
    dialog.reject()
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    exchange = program.program.exchange
    with qtbot.waitSignal(exchange.printed, timeout=20_000) as printed:
        program.window.exchange.print_requested.emit(program.listed[0].id, printer)
    pages = PdfReader(tmp_path / "paper.pdf").pages
    assert printed.args == [len(pages)]
    assert len(pages) > 2
    text = " ".join("\n".join(page.extract_text() for page in pages).split())
    assert text.count("A long one.") >= 900  # Qt writes lines at the end of a page twice, and cuts one away
    assert "Three." in text
    printer.setFromTo(2, 2)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    with qtbot.waitSignal(exchange.printed, timeout=20_000) as printed:
        program.window.exchange.print_requested.emit(program.listed[0].id, printer)
    [page] = PdfReader(tmp_path / "paper.pdf").pages
    assert page.extract_text() == pages[1].extract_text()
    assert program.window.notice_bar.text == "1 page is with the printer."


def test_a_cancelled_import_leaves_an_export_alone(program: RunningProgram, tmp_path: Path, qtbot: QtBot) -> None:
    export = tmp_path / "conversations.json"
    export.write_text(json.dumps([CHATGPT, CLAUDE]))
    views, exchange = program.window.exchange, program.program.exchange
    with qtbot.waitSignal(exchange.written, timeout=20_000):
        views.export_requested.emit((program.listed[0].id,), ExportKind.PDF, str(tmp_path / "one.pdf"))
        views.open(str(export))
        assert views.dialog is not None
        views.dialog.reject()
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: exchange.is_idle)
    assert len(program.listed) == 3


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ('{"title": "Facts about whales"}', "Facts about whales"),
        ('{"title": "Sure! Here is a title"}', None),
        ("x", None),
    ],
)
def test_the_model_gives_a_title_in_the_background(
    run_program: RunProgram,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    title: str | None,
) -> None:
    monkeypatch.setattr(titles, "PAUSE_MS", 1)
    first = "Tell me facts about whales, as many as you know, please"
    model = script(tmp_path / "replies.json", reply=["Whales are large.", answer])
    program = run_program(model, title_conversations=True)
    with qtbot.waitSignal(program.program.titles.asked, timeout=20_000):
        program.ask(first)
    if title is not None:
        qtbot.waitUntil(lambda: program.listed[0].title == title, timeout=20_000)
        assert program.window.top_bar.title.accessibleName() == title
        assert program.listed[0].titled is TitledBy.MODEL
    else:
        qtbot.waitUntil(lambda: program.program.titles._asked is None)
        assert program.listed[0].titled is TitledBy.WORDS
    # What the person types stays.
    program.window.conversation_renamed.emit(program.listed[0].id, "Mine")
    qtbot.waitUntil(lambda: program.listed[0].title == "Mine")
    with qtbot.assertNotEmitted(program.program.titles.asked, wait=100):
        program.ask("And more?", 2)
