"""The view of the models: what it says of each, and what the person does with keys, mouse and dropped files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from app.settings import Settings
from app.state import LibraryModel, ModelFit, ModelPhase, ModelStatus, Problem, ProblemAction, Task
from app.ui import model_library_words
from app.ui.model_library import ModelLibrary
from app.ui.model_library_list import arranged
from app.ui.shelf_parts import Order
from app.ui.theme import Theme
from app.ui.window import MainWindow
from models.library.entry import Keeping
from tests.model_library_scenes import ADVICE, OFFERED, TOO_LARGE, USED, entry, many, models, shelf
from tests.qt.samples import ready_model

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def library(qtbot: QtBot, theme: Theme) -> Iterator[ModelLibrary]:
    theme.apply("light", 14)
    library = ModelLibrary(theme)
    library.set_model(ready_model())
    library.show_shelf(shelf(models()))
    library.show()
    with qtbot.waitActive(library):
        library.activateWindow()
    yield library
    library.close()
    library.deleteLater()


def visible_words(widget: QWidget) -> str:
    found = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return "\n".join(part.text() for part in found if part.isVisible() and part.text())


def told(signal: SignalBlocker) -> list[Any]:
    """What came with a signal that was waited for."""
    assert signal.args is not None
    return signal.args


def rows(library: ModelLibrary) -> list[str]:
    model = library.list.models
    return [model.model_at(model.index(row)).entry.key for row in range(model.rowCount())]


def key(widget: QWidget, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(widget, one)


def menu_of(library: ModelLibrary) -> QMenu:
    return library.findChildren(QMenu)[-1]


# What is said


def test_a_model_tells_all_that_is_known_of_it(library: ModelLibrary) -> None:
    library.choose("qwen")
    said = visible_words(library.details)
    for words in ("Qwen3-4B", "qwen3", "4,022,468,096", "GGUF · Q4_K_M", "40,960 tokens", "2.5 GB", "apache-2.0"):
        assert words in said
    assert "It fits: 3.7 GB of memory with a context of 8,192 tokens." in said
    assert "3.7 GB: weights 2.5 GB, context 1.2 GB, engine and working memory 25 MB" in said
    assert "Copied from /home/maren/Downloads/Qwen3-4B.gguf" in said
    assert "Removing it deletes the copy." in said
    assert "SHA-256 7485fe6f 11af2943" in said
    assert "20 November 2026" in said


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("starter", "With the program. It stays there."),
        ("qwen", "As a copy in the library. Removing it deletes the copy."),
        ("onnx", "In the library's folder, where somebody put it. Homespun never deletes it."),
        ("mistral", "Where it is, in /mnt/models. Removing it leaves its files alone."),
    ],
)
def test_how_it_is_kept_says_what_removing_does(library: ModelLibrary, shown: str, words: str) -> None:
    library.choose(shown)
    assert words in visible_words(library.details)
    assert library.details.remove.isVisible() == (shown in ("qwen", "mistral"))


def test_the_model_that_answers_is_marked_and_not_offered(library: ModelLibrary) -> None:
    library.choose("starter")
    assert "In use: it writes the replies." in visible_words(library)
    assert not library.details.use.isVisible()
    status = replace(ready_model(), phase=ModelPhase.LOADING, progress=0.46)
    library.set_model(status)
    assert "It is being loaded: 46 %." in visible_words(library)


def test_a_model_that_does_not_fit_says_which_setting_helps(library: ModelLibrary, qtbot: QtBot) -> None:
    library.choose("mistral")
    assert TOO_LARGE in visible_words(library)
    with qtbot.assertNotEmitted(library.use_requested):
        key(library.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(library.settings_requested):
        QTest.mouseClick(library.details.settings, LEFT)
    with qtbot.waitSignal(library.use_requested) as used:
        QTest.mouseClick(library.details.use, LEFT)
    assert library.details.use.text() == "Try it all the same"
    assert used.args == ["mistral"]


def test_what_cannot_be_used_says_why_and_can_only_go(library: ModelLibrary) -> None:
    library.choose("broken")
    assert "is a pickle, which can run programs" in visible_words(library)
    details = library.details
    assert not details.use.isVisible()
    assert not details.verify.isVisible()
    assert details.remove.isVisible()
    assert "Checksum" not in visible_words(details)


def test_checksums_are_known_coming_or_unknown(library: ModelLibrary) -> None:
    library.choose("mistral")
    assert "Being computed, 43 %" in visible_words(library)
    library.choose("onnx")
    assert "Not known yet" in visible_words(library)
    assert "Not stated" in visible_words(library)


def test_the_speed_that_is_expected_is_told_where_it_is_known() -> None:
    model = LibraryModel(
        entry("a", "A"),
        "A",
        ModelFit(1_000_000_000, 8192, speed="about 12 tokens a second, after reading 340 a second"),
    )
    assert ("Speed", "About 12 tokens a second, after reading 340 a second") in model_library_words.facts(model)


def test_links_say_where_they_lead() -> None:
    model = LibraryModel(entry("a", "A", leads_to=Path("/elsewhere/a.gguf")), "A")
    assert ("Leads to", "/elsewhere/a.gguf (it is a link)") in model_library_words.facts(model)


def test_it_asks_to_be_told_whether_the_shown_model_fits(library: ModelLibrary) -> None:
    asked: list[str] = []
    library.shown.connect(asked.append)
    library.choose("onnx")
    library.show_shelf(shelf(models()))
    assert asked == ["onnx"]
    library.show_shelf(shelf([replace(one, fit=None) for one in models()]))
    assert asked == ["onnx", "onnx"]


def test_names_are_shown_letter_by_letter(library: ModelLibrary) -> None:
    evil = "<b>bold</b><img src=file:///etc/passwd>"
    library.show_shelf(shelf([LibraryModel(entry("x", evil, license=evil, title=evil), evil)]))
    assert library.details.name.text() == evil
    for label in library.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or "<" not in label.text()


# What is done


def test_the_whole_view_works_from_the_keyboard(library: ModelLibrary, qtbot: QtBot) -> None:
    assert library.list.hasFocus()
    assert rows(library)[0] == "starter"
    library.choose("qwen")
    with qtbot.waitSignal(library.use_requested) as used:
        key(library.list, Qt.Key.Key_Return)
    assert used.args == ["qwen"]
    key(library.list, Qt.Key.Key_Delete)
    assert library.question.keep.hasFocus()
    key(library.question.keep, Qt.Key.Key_Escape)
    assert library.isVisible()
    assert library.list.hasFocus()
    key(library.list, Qt.Key.Key_Escape)
    assert not library.isVisible()


def test_tab_reaches_every_control_in_the_order_of_the_page(library: ModelLibrary) -> None:
    library.show_shelf(shelf(models(), offered=OFFERED))
    library.choose("qwen")
    library.list.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(14):
        key(QApplication.focusWidget() or library, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    details = library.details
    wanted = [
        details.use, details.verify, details.reveal, details.remove, *library.offers.buttons,
        library.import_button, library.folders_button, library.close_button,
    ]  # fmt: skip
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_every_control_has_a_name_for_a_screen_reader(library: ModelLibrary) -> None:
    library.show_shelf(shelf([*models(), *many(20)], offered=OFFERED))
    library.set_downloads_allowed(True)
    library.address.ask()
    library.choose("qwen")
    library.ask_removal()
    for widget in library.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget
    said = str(library.list.models.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "SmolLM2-135M-Instruct. llama · 135M · Q4_1 · 98 MB. In use: it writes the replies"


@pytest.mark.parametrize(
    ("chosen", "question", "fate"),
    [("qwen", "Delete Qwen3-4B?", "2.5 GB are free again"), ("mistral", "off the list?", "No file is deleted")],
)
def test_removal_asks_once_and_says_what_becomes_of_the_files(
    library: ModelLibrary, qtbot: QtBot, chosen: str, question: str, fate: str
) -> None:
    library.choose(chosen)
    with qtbot.assertNotEmitted(library.remove_requested):
        QTest.mouseClick(library.details.remove, LEFT)
    assert question in visible_words(library.question)
    assert fate in visible_words(library.question)
    with qtbot.waitSignal(library.remove_requested) as removed:
        QTest.mouseClick(library.question.remove, LEFT)
    assert removed.args == [chosen]
    assert not library.question.isVisible()


def test_what_is_not_ours_is_not_asked_about(library: ModelLibrary) -> None:
    for chosen in ("starter", "onnx"):
        library.choose(chosen)
        key(library.list, Qt.Key.Key_Delete)
        assert not library.question.isVisible()
    library.choose("qwen")
    library.ask_removal()
    library.choose("onnx")
    assert not library.question.isVisible()


def test_verify_and_reveal_name_the_model(library: ModelLibrary, qtbot: QtBot) -> None:
    library.choose("qwen")
    with qtbot.waitSignal(library.verify_requested) as verified:
        QTest.mouseClick(library.details.verify, LEFT)
    with qtbot.waitSignal(library.reveal_requested) as revealed:
        QTest.mouseClick(library.details.reveal, LEFT)
    assert verified.args == revealed.args == ["qwen"]


def test_a_better_format_is_proposed_and_made_with_one_click(library: ModelLibrary, qtbot: QtBot) -> None:
    library.choose("starter")
    assert ADVICE in visible_words(library)
    with qtbot.waitSignal(library.better_format_requested) as wanted:
        QTest.mouseClick(library.details.better, LEFT)
    assert library.details.better.text() == "Make a copy as Q8_0"
    assert wanted.args == ["starter"]
    library.choose("qwen")
    assert not library.details.better.isVisible()


def test_folders_of_other_programs_are_used_with_one_click(library: ModelLibrary, qtbot: QtBot) -> None:
    assert not library.offers.isVisible()
    library.show_shelf(shelf(models(), offered=OFFERED))
    assert [button.text() for button in library.offers.buttons] == ["Use LM Studio", "Use Ollama"]
    with qtbot.waitSignal(library.place_chosen) as placed:
        QTest.mouseClick(library.offers.buttons[1], LEFT)
    assert placed.args == ["/home/maren/.ollama/models"]
    library.show_shelf(shelf(models(), offered=OFFERED[:1]))
    assert [button.text() for button in library.offers.buttons] == ["Use LM Studio"]
    library.show_shelf(shelf(models()))
    assert not library.offers.isVisible()


def test_folders_that_are_used_can_be_left(library: ModelLibrary, qtbot: QtBot, tmp_path: Path) -> None:
    library.show_shelf(shelf(models(), used=USED))
    QTest.mouseClick(library.folders_button, LEFT)
    actions = {action.text(): action for action in menu_of(library).actions()}
    assert list(actions)[:2] == ["Use a folder where it is\u2026", "Use a file where it is\u2026"]
    with qtbot.waitSignal(library.place_left) as left:
        actions["Stop using folder: /mnt/models"].trigger()
    assert left.args == ["/mnt/models"]
    actions["Use a folder where it is\u2026"].trigger()
    menu_of(library).close()
    dialog = library.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(library.place_chosen) as placed:
        dialog.filesSelected.emit([str(tmp_path)])
    assert placed.args == [str(tmp_path)]
    dialog.close()


def test_files_and_folders_are_chosen_to_import(library: ModelLibrary, qtbot: QtBot) -> None:
    QTest.mouseClick(library.import_button, LEFT)
    actions = menu_of(library).actions()
    assert [action.text() for action in actions] == ["A file: GGUF, also in parts\u2026", "A folder: ONNX\u2026"]
    actions[0].trigger()
    menu_of(library).close()
    dialog = library.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(library.import_requested) as imported:
        dialog.filesSelected.emit(["/tmp/a.gguf", "/tmp/b.gguf"])
    assert imported.args == [["/tmp/a.gguf", "/tmp/b.gguf"]]
    dialog.close()


def test_an_address_is_asked_for_only_where_downloads_are_allowed(library: ModelLibrary, qtbot: QtBot) -> None:
    library.set_downloads_allowed(True)
    QTest.mouseClick(library.import_button, LEFT)
    actions = menu_of(library).actions()
    assert actions[-1].text() == "From an address\u2026"
    actions[-1].trigger()
    menu_of(library).close()
    address = library.address
    assert address.isVisible()
    assert "This uses the network" in visible_words(address)
    assert address.field.hasFocus()
    assert not address.download.isEnabled()
    key(address.field, Qt.Key.Key_Return)
    assert address.isVisible()
    with qtbot.waitSignal(library.download_requested) as wanted:
        QTest.keyClicks(address.field, " https://example.org/a.gguf ")
        key(address.field, Qt.Key.Key_Return)
    assert wanted.args == ["https://example.org/a.gguf"]
    assert not address.isVisible()
    address.ask()
    key(address.field, Qt.Key.Key_Escape)
    assert not address.isVisible()
    assert library.isVisible()
    address.ask()
    library.set_downloads_allowed(False)
    assert not address.isVisible()


def drop(library: ModelLibrary, *urls: QUrl) -> bool:
    data = QMimeData()
    data.setUrls(urls)
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, LEFT, none)
    enter.ignore()
    QApplication.sendEvent(library, enter)
    if enter.isAccepted():
        assert library.drops.frame.isVisible()
        QApplication.sendEvent(library, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, none))
    return enter.isAccepted()


def test_dropped_files_are_imported(library: ModelLibrary, qtbot: QtBot, tmp_path: Path) -> None:
    library.show_problem(Problem("Not imported", "It is a pickle."))
    with qtbot.waitSignal(library.import_requested) as imported:
        assert drop(library, QUrl.fromLocalFile(str(tmp_path / "a.gguf")), QUrl.fromLocalFile(str(tmp_path)))
    assert imported.args == [[str(tmp_path / "a.gguf"), str(tmp_path)]]
    assert not library.problem_card.isVisible()
    assert not library.drops.frame.isVisible()
    assert not drop(library, QUrl("https://example.org/a.gguf"))


def test_without_a_model_one_thing_is_taught_and_one_offered(library: ModelLibrary) -> None:
    library.show_shelf(shelf([], offered=OFFERED))
    said = visible_words(library)
    assert "There is no model yet" in said
    assert "A folder full of models is used where it is." in said
    assert library.empty.import_button.isVisible()
    assert library.offers.isVisible()


def test_before_anything_is_read_it_says_so(library: ModelLibrary) -> None:
    library.show_shelf(replace(shelf([]), is_read=False))
    assert "Looking for models" in visible_words(library)
    assert not library.empty.isVisible()
    library.show_shelf(shelf(models(), failure="The disk is closed. Open it, and try again."))
    assert "The disk is closed." in visible_words(library)


def test_what_was_passed_over_is_said_once(library: ModelLibrary) -> None:
    library.show_shelf(shelf(models(), notes=("/a is not there at the moment.", "/b could not be read.")))
    assert "/a is not there at the moment. And 1 more like this." in visible_words(library)


def test_long_work_shows_how_far_it_is_and_can_be_cancelled_once(library: ModelLibrary, qtbot: QtBot) -> None:
    library.choose("qwen")
    library.set_task(Task("Importing a.gguf", 3, 4))
    assert "75 %" in visible_words(library.progress)
    assert not library.details.verify.isEnabled()
    with qtbot.waitSignal(library.cancel_requested):
        QTest.mouseClick(library.progress.cancel, LEFT)
    assert "Stopping" in visible_words(library.progress)
    library.set_task(None)
    assert not library.progress.isVisible()
    assert library.details.verify.isEnabled()


def test_problems_and_notices_are_shown_in_place(library: ModelLibrary, qtbot: QtBot) -> None:
    problem = Problem("Not imported", "The disk is full.", "details", (ProblemAction.OPEN_DATA_FOLDER,))
    library.show_problem(problem)
    assert "The disk is full." in visible_words(library)
    button = next(b for b in library.problem_card.findChildren(QAbstractButton) if b.text() == "Open the data folder")
    with qtbot.waitSignal(library.problem_action) as acted:
        QTest.mouseClick(button, LEFT)
    assert acted.args == [ProblemAction.OPEN_DATA_FOLDER]
    done: list[bool] = []
    library.show_notice("A is in the library.", "Use it", lambda: done.append(True))
    QTest.mouseClick(next(b for b in library.notice_bar.findChildren(QAbstractButton) if b.text() == "Use it"), LEFT)
    assert done == [True]


# From the window


def test_the_picker_and_a_key_open_the_view(window: MainWindow, qtbot: QtBot) -> None:
    window.set_model_status(ready_model())
    window.library.set_shelf(shelf(models()))
    button = window.top_bar.model
    button.open_menu()
    with qtbot.waitSignal(window.library.opened):
        next(one for one in button.menu_of_models.actions() if one.text().startswith("All models")).trigger()
    button.menu_of_models.close()
    view = window.library.view
    assert view is not None
    assert rows(view)[0] == "starter"
    window.show_library_problem(Problem("Not imported", "It is a pickle."))
    assert view.problem_card.isVisible()
    view.accept()
    assert window.library.view is None
    window.show_library_notice("It is in the library.")
    assert window.notice_bar.text == "It is in the library."
    window.library.set_task(Task("Importing a.gguf", 1, 2))
    assert window.library.progress.isVisible()
    with qtbot.waitSignal(window.library.opened):
        QTest.keyClick(window, Qt.Key.Key_M, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert window.library.view is not None
    assert "50 %" in visible_words(window.library.view.progress)
    window.library.view.accept()


def test_downloads_are_allowed_in_the_settings_and_nowhere_else(window: MainWindow, qtbot: QtBot) -> None:
    window.set_settings(Settings())
    window.open_settings()
    dialog = window.dialog("settings")
    tick = next(box for box in dialog.findChildren(QAbstractButton) if box.text() == "Allow downloads")
    assert not tick.isChecked()
    tick.click()
    with qtbot.waitSignal(window.settings_changed) as changed:
        next(one for one in dialog.findChildren(QAbstractButton) if one.text() == "Save").click()
    assert told(changed) == [Settings(allow_downloads=True)]


# Many


def test_five_hundred_models_are_shown_quickly_and_searched(library: ModelLibrary, qtbot: QtBot) -> None:
    few, most = _seconds(library, 50), _seconds(library, 500)
    assert most < 30 * few  # ten times as many: linear, with room for a busy machine
    QTest.keyClick(library, Qt.Key.Key_F, CONTROL)
    assert library.search.hasFocus()
    QTest.keyClicks(library.search, "qwen3 model 457")
    assert rows(library) == ["key457"]
    QTest.keyClicks(library.search, "zzz")
    assert "No model has" in visible_words(library)
    assert not library.details.isVisible()
    key(library.search, Qt.Key.Key_Escape)
    assert len(rows(library)) == 500
    library.search.setText("model 3")
    library.choose("key7")
    assert library.details.key == "key7"


def _seconds(library: ModelLibrary, number: int) -> float:
    shown = shelf(many(number))
    library.show_shelf(shelf([]))
    started = time.perf_counter()
    library.show_shelf(shown)
    library.grab()
    return time.perf_counter() - started


def test_news_leave_the_chosen_model_chosen(library: ModelLibrary, qtbot: QtBot) -> None:
    before = rows(library)
    library.choose(before[2])
    library.show_shelf(shelf([*models(), *many(3)]))
    assert library.details.key == before[2]
    library.show_shelf(shelf(models()))
    library.show_shelf(shelf([one for one in models() if one.entry.key != before[2]]))
    assert library.details.key == before[3]


def test_orders() -> None:
    shown, none = models(), ModelStatus(ModelPhase.NONE)
    assert arranged(shown, none, "", Order.SIZE)[0].entry.key == "mistral"
    ready = [one.entry.key for one in arranged(shown, ready_model(), "", Order.READY)]
    assert ready[0] == "starter"
    assert ready[-2:] == ["long", "broken"]
    newest = LibraryModel(entry("new", "New", added_at=2e9), "New")
    assert arranged([*shown, newest], none, "", Order.NEWEST)[0] is newest
    names = [one.name for one in arranged(many(12), none, "", Order.NAME)]
    assert names[1:3] == ["Model 1", "Model 2"]
    assert names[-1] == "Model 11"


@pytest.mark.parametrize("size", [14, 28])
@pytest.mark.parametrize("width", [560, 940])
def test_nothing_is_wider_than_the_view(library: ModelLibrary, theme: Theme, width: int, size: int) -> None:
    theme.apply("dark", size)
    library.resize(width, 700)
    word = "x" * 400
    hostile = entry(
        "hostile", word, origin=word, license=word, title=word, keeping=Keeping.REFERENCED, source=Path(word)
    )
    library.show_shelf(
        shelf([*models(), LibraryModel(hostile, word, ModelFit(problem=word))], offered=OFFERED, notes=(word, word))
    )
    library.choose("hostile")
    library.ask_removal()
    library.set_downloads_allowed(True)
    library.address.ask()
    QApplication.processEvents()
    assert library.width() == width
    for widget in library.findChildren(QAbstractButton) + library.findChildren(QLineEdit):
        if widget.isVisible():
            right = widget.mapTo(library, QPoint(widget.width(), 0)).x()
            assert right <= width, widget
