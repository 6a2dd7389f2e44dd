"""The adapter shelf: what it says of each adapter, and what the person does with keys, mouse and dropped files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from app.state import ModelPhase, ModelStatus, Problem, ProblemAction, ShelfAdapter
from app.ui import adapter_words
from app.ui.adapter_list import arranged
from app.ui.adapter_shelf import AdapterShelf
from app.ui.shelf_parts import Order
from app.ui.theme import Theme
from engine.protocol import AdapterKind
from tests.adapter_scenes import adapters, entry, many
from tests.qt.samples import ready_model

CONTROL = Qt.KeyboardModifier.ControlModifier
IN_USE = frozenset({"capitals"})


@pytest.fixture
def shelf(qtbot: QtBot, theme: Theme) -> Iterator[AdapterShelf]:
    theme.apply("light", 14)
    shelf = AdapterShelf(theme)
    shelf.set_model(ready_model())
    shelf.show_adapters(adapters(), IN_USE)
    shelf.show()
    with qtbot.waitActive(shelf):
        shelf.activateWindow()
    yield shelf
    shelf.close()
    shelf.deleteLater()


def visible_words(widget: QWidget) -> str:
    found = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return "\n".join(part.text() for part in found if part.isVisible() and part.text())


def told(signal: SignalBlocker) -> list[Any]:
    """What came with a signal that was waited for."""
    assert signal.args is not None
    return signal.args


def rows(shelf: AdapterShelf) -> list[str]:
    model = shelf.list.adapters
    return [model.adapter(model.index(row)).entry.key for row in range(model.rowCount())]


def key(widget: QWidget, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(widget, one)


# What is said


def test_an_adapter_tells_all_that_is_known_of_it(shelf: AdapterShelf) -> None:
    shelf.choose("capitals")
    said = visible_words(shelf)
    for words in ("In use in this conversation.", "SmolLM2 135M Instruct (llama)", "8", "210 matrices of the model"):
        assert words in said
    for words in ("4.9 MB", "PEFT folder capitals", "Apache-2.0", "20 November 2026"):
        assert words in said
    assert shelf.details.name.text() == "Capitals"
    assert shelf.details.description.toPlainText() == "Writes the whole answer in capital letters."
    assert shelf.details.examples.toPlainText() == "Say it loud\nWrite a headline about the weather"


def test_an_adapter_for_another_model_says_why_and_cannot_be_used(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.choose("french")
    assert "Legal French was made for Qwen3 4B" in visible_words(shelf)
    assert not shelf.details.use.isVisible()
    assert not shelf.details.compare.isVisible()
    assert not shelf.stack.bake.isEnabled()
    with qtbot.assertNotEmitted(shelf.use_requested):
        key(shelf.list, Qt.Key.Key_Return)


def test_a_damaged_adapter_can_only_be_removed(shelf: AdapterShelf) -> None:
    shelf.choose("broken")
    said = visible_words(shelf)
    assert "Its file has changed since it was imported." in said
    assert "/adapters/broken/adapter.gguf" in said
    assert shelf.details.name.isReadOnly()
    assert not shelf.stack.isVisible()
    assert shelf.details.remove.isVisible()


def test_without_a_model_nothing_is_said_to_fit(shelf: AdapterShelf) -> None:
    shelf.set_model(ModelStatus(ModelPhase.NONE))
    shelf.choose("bullets")
    assert "not known yet whether this fits" in visible_words(shelf)
    assert not shelf.stack.bake.isEnabled()
    assert "Load the model" in visible_words(shelf.stack)


def test_kinds_sizes_and_missing_licences_are_told_in_words(shelf: AdapterShelf) -> None:
    shelf.choose("calm")
    assert "Control vector" in visible_words(shelf)
    assert "29 layers of the model" in visible_words(shelf)
    assert "67 kB" in visible_words(shelf)
    shelf.choose("doctor")
    assert "Adapter, activated by a phrase" in visible_words(shelf)
    assert "Not stated" in visible_words(shelf)


def test_names_are_shown_letter_by_letter(shelf: AdapterShelf) -> None:
    shelf.show_adapters([ShelfAdapter(entry("x", "<b>bold</b><img src=file:///etc/passwd>"))], frozenset())
    shelf.choose("x")
    assert shelf.details.name.text() == "<b>bold</b><img src=file:///etc/passwd>"
    for label in shelf.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or "<" not in label.text()


# Use, compare, describe, remove


def test_one_click_uses_it_and_another_takes_it_out(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.choose("bullets")
    with qtbot.waitSignal(shelf.use_requested) as used:
        QTest.mouseClick(shelf.details.use, Qt.MouseButton.LeftButton)
    assert used.args == ["bullets", True]
    shelf.show_adapters(adapters(), frozenset({"bullets"}))
    assert shelf.details.use.text() == "Take out of this conversation"
    with qtbot.waitSignal(shelf.use_requested) as used:
        QTest.mouseClick(shelf.details.use, Qt.MouseButton.LeftButton)
    assert used.args == ["bullets", False]


def test_the_whole_shelf_works_from_the_keyboard(shelf: AdapterShelf, qtbot: QtBot) -> None:
    assert shelf.list.hasFocus()
    assert rows(shelf)[0] == "capitals"
    with qtbot.waitSignal(shelf.use_requested) as used:
        key(shelf.list, Qt.Key.Key_Return)
    assert used.args == ["capitals", False]
    key(shelf.list, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert shelf.details.key == rows(shelf)[2]
    key(shelf.list, Qt.Key.Key_F2)
    assert shelf.details.name.hasFocus()
    with qtbot.waitSignal(shelf.described) as described:
        QTest.keyClicks(shelf.details.name, "Dots")
        key(shelf.details.name, Qt.Key.Key_Return)
    assert described.args == ["bullets", "Dots", "Answers in bullet points.", (), "Apache-2.0"]


def test_tab_reaches_every_control_in_the_order_of_the_page(shelf: AdapterShelf) -> None:
    shelf.choose("capitals")
    shelf.list.setFocus()
    seen: list[QWidget | None] = []
    for _ in range(16):
        key(QApplication.focusWidget() or shelf, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    details = shelf.details
    wanted = [
        details.name, details.use, details.compare, details.remove, details.description, details.examples,
        details.license, shelf.stack.bake, shelf.import_button, shelf.close_button,
    ]  # fmt: skip
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_every_control_has_a_name_for_a_screen_reader(shelf: AdapterShelf) -> None:
    shelf.show_adapters([*adapters(), *many(20)], IN_USE)
    shelf.list.choose_all(["capitals", "bullets"])
    for widget in shelf.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget
    index = shelf.list.adapters.index(0)
    said = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "Capitals. Adapter · rank 8 · 4.9 MB. In use in this conversation"


def test_the_keyboard_is_at_what_was_imported(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.show_adapters([], frozenset())
    shelf.empty.import_button.setFocus()
    shelf.show_progress("Importing capitals")
    shelf.show_adapters(adapters()[:1], frozenset())
    shelf.show_progress("")
    shelf.choose("capitals")
    assert shelf.list.hasFocus()
    shelf.details.description.setFocus()
    shelf.show_adapters(adapters(), frozenset())
    shelf.choose("bullets")
    assert shelf.details.description.hasFocus()


def test_changes_are_told_when_a_field_is_left_and_escape_takes_them_back(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.choose("capitals")
    details = shelf.details
    details.examples.setFocus()
    details.examples.setPlainText("  One \n\n Two ")
    with qtbot.waitSignal(shelf.described) as described:
        key(details.examples, Qt.Key.Key_Tab)
    assert told(described)[3] == ("One", "Two")
    details.examples.setFocus()
    details.examples.setPlainText("Three")
    with qtbot.waitSignal(shelf.described) as described:
        QTest.keyClick(details.examples, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told(described)[3] == ("Three",)
    shelf.choose("bullets")
    details.description.setFocus()
    QTest.keyClicks(details.description, "Nonsense ")
    key(details.description, Qt.Key.Key_Escape)
    assert details.description.toPlainText() == "Answers in bullet points."
    with qtbot.assertNotEmitted(shelf.described):
        key(details.description, Qt.Key.Key_Tab)
    assert shelf.isVisible()


def test_what_was_refused_is_told_again_by_enter_alone(shelf: AdapterShelf) -> None:
    names: list[str] = []
    shelf.described.connect(lambda _, name, *rest: names.append(name))
    shelf.choose("capitals")
    name = shelf.details.name
    name.setFocus()
    name.setText("Bullets")
    key(name, Qt.Key.Key_Return, Qt.Key.Key_Tab)
    assert names == ["Bullets"]
    name.setFocus()
    key(name, Qt.Key.Key_Return)
    assert names == ["Bullets", "Bullets"]
    key(name, Qt.Key.Key_Escape)
    assert name.text() == "Capitals"


def test_escape_in_a_field_without_changes_closes(shelf: AdapterShelf) -> None:
    shelf.choose("capitals")
    for field in (shelf.details.description, shelf.details.license):
        shelf.show()
        field.setFocus()
        key(field, Qt.Key.Key_Escape)
        assert not shelf.isVisible()


def test_a_name_cannot_be_emptied(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.choose("capitals")
    with qtbot.assertNotEmitted(shelf.described):
        shelf.details.name.setText("   ")
        key(shelf.details.name, Qt.Key.Key_Return)
    assert shelf.details.name.text() == "Capitals"


def test_what_is_being_typed_survives_news_and_is_kept_when_another_is_chosen(
    shelf: AdapterShelf, qtbot: QtBot
) -> None:
    shelf.choose("capitals")
    shelf.details.description.setFocus()
    shelf.details.description.setPlainText("Half a sen")
    changed = [replace(one, entry=replace(one.entry, license="MIT")) for one in adapters()]
    shelf.show_adapters([*changed, *many(1)], IN_USE)
    assert shelf.details.description.toPlainText() == "Half a sen"
    assert shelf.details.license.text() == "MIT"
    with qtbot.waitSignal(shelf.described) as described:
        shelf.choose("key0")
    assert told(described)[:3] == ["capitals", "Capitals", "Half a sen"]


def test_closing_keeps_what_was_typed(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.choose("capitals")
    shelf.details.license.setText("MIT")
    with qtbot.waitSignal(shelf.described) as described:
        key(shelf, Qt.Key.Key_Escape)
    assert told(described)[4] == "MIT"
    assert not shelf.isVisible()


def test_removal_asks_once_and_says_that_texts_stay(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.choose("bullets")
    shelf.list.setFocus()
    with qtbot.assertNotEmitted(shelf.remove_requested):
        key(shelf.list, Qt.Key.Key_Delete)
    assert "Remove Bullets?" in visible_words(shelf)
    assert "Conversations keep every text" in visible_words(shelf)
    assert shelf.question.keep.hasFocus()
    key(shelf.question.keep, Qt.Key.Key_Escape)
    assert shelf.isVisible()
    assert not shelf.question.isVisible()
    assert shelf.list.hasFocus()
    QTest.mouseClick(shelf.details.remove, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(shelf.remove_requested) as removed:
        QTest.mouseClick(shelf.question.remove, Qt.MouseButton.LeftButton)
    assert removed.args == ["bullets"]
    assert not shelf.question.isVisible()


def test_the_question_goes_when_another_adapter_is_chosen(shelf: AdapterShelf) -> None:
    shelf.choose("bullets")
    shelf.ask_removal()
    shelf.choose("capitals")
    assert not shelf.question.isVisible()


def test_several_are_removed_after_one_question(shelf: AdapterShelf) -> None:
    removed: list[str] = []
    shelf.remove_requested.connect(removed.append)
    shelf.list.choose_all(["bullets", "broken"])
    shelf.ask_removal()
    assert "Remove 2 adapters?" in visible_words(shelf)
    QTest.mouseClick(shelf.question.remove, Qt.MouseButton.LeftButton)
    assert sorted(removed) == ["broken", "bullets"]


def test_a_removed_adapter_leaves_its_neighbour_chosen(shelf: AdapterShelf) -> None:
    before = rows(shelf)
    shelf.choose(before[2])
    shelf.show_adapters([one for one in adapters() if one.entry.key != before[2]], IN_USE)
    assert shelf.details.key == before[3]


def test_compare_names_the_adapter(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.choose("bullets")
    with qtbot.waitSignal(shelf.compare_requested) as compared:
        QTest.mouseClick(shelf.details.compare, Qt.MouseButton.LeftButton)
    assert compared.args == ["bullets"]


# Stack, merge, bake


def test_a_stack_shows_what_it_would_become(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.list.choose_all(["bullets", "capitals"])
    assert "Rank 8 + 4 = 12, about 7.3 MB. Exact" in visible_words(shelf.stack)
    assert shelf.stack.name.text() == "Capitals + Bullets"
    box = shelf.stack.findChild(QWidget, "scale-bullets")
    assert box is not None
    box.setFocus()
    key(box, Qt.Key.Key_Down)
    assert shelf.stack.name.text() == "Capitals + Bullets 0.95"
    with qtbot.waitSignal(shelf.merge_requested) as merged:
        QTest.mouseClick(shelf.stack.merge, Qt.MouseButton.LeftButton)
    assert merged.args == [[("capitals", 1.0), ("bullets", 0.95)], "Capitals + Bullets 0.95"]


def test_a_name_of_the_persons_own_stays(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.list.choose_all(["bullets", "capitals"])
    shelf.stack.name.selectAll()
    QTest.keyClicks(shelf.stack.name, "Loud dots")
    shelf.show_adapters(adapters(), frozenset())
    with qtbot.waitSignal(shelf.merge_requested) as merged:
        QTest.mouseClick(shelf.stack.merge, Qt.MouseButton.LeftButton)
    assert told(merged)[1] == "Loud dots"


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (("capitals", "calm"), "control vector cannot be merged"),
        (("capitals", "doctor"), "phrase activates cannot be merged with one that always acts"),
        (("capitals", "french"), "models of different kinds"),
        (("capitals", "broken"), "Letters cannot be used"),
    ],
)
def test_what_cannot_be_merged_says_why(shelf: AdapterShelf, keys: tuple[str, ...], reason: str) -> None:
    shelf.list.choose_all(keys)
    assert not shelf.stack.merge.isEnabled()
    assert reason in visible_words(shelf.stack)


def test_all_can_be_chosen_at_once_to_be_removed(shelf: AdapterShelf) -> None:
    removed: list[str] = []
    shelf.remove_requested.connect(removed.append)
    shelf.show_adapters(many(100), frozenset())
    QTest.keyClick(shelf.list, Qt.Key.Key_A, CONTROL)
    assert "Choose at most 24 to put them together." in visible_words(shelf.stack)
    assert not shelf.stack.merge.isVisible()
    assert not shelf.stack.bake.isVisible()
    QTest.mouseClick(shelf.stack.remove, Qt.MouseButton.LeftButton)
    QTest.mouseClick(shelf.question.remove, Qt.MouseButton.LeftButton)
    assert len(removed) == 100
    shelf.list.choose_all(["key1", "key2"])
    assert shelf.stack.merge.isEnabled()


def test_scale_nought_takes_an_adapter_out_of_the_stack() -> None:
    first, second = ShelfAdapter(entry("a", "A", rank=8)), ShelfAdapter(entry("b", "B", rank=4))
    assert not adapter_words.merge_preview([(first, 1.0), (second, 0.0)]).possible
    assert not adapter_words.bake_preview([(first, 0.0)], ready_model()).possible
    assert adapter_words.bake_preview([(first, 1.0)], ready_model()).possible
    vector = ShelfAdapter(entry("v", "V", kind=AdapterKind.CONTROL_VECTOR))
    assert adapter_words.merge_preview([(vector, 1.0), (vector, 0.5)]).possible
    assert not adapter_words.bake_preview([(vector, 1.0)], ready_model()).possible
    phrase = ShelfAdapter(entry("p", "P", kind=AdapterKind.ACTIVATED_LORA))
    assert "as long as the same phrase" in adapter_words.merge_preview([(phrase, 1.0), (phrase, 2.0)]).text
    assert not adapter_words.bake_preview([(phrase, 1.0)], ready_model()).possible


def test_the_size_of_what_would_be_made_is_told_as_far_as_it_is_known() -> None:
    one = ShelfAdapter(entry("a", "A", bytes=4_000_000))
    assert "about 8.0 MB." in adapter_words.merge_preview([(one, 1.0), (one, -0.5)]).text
    assert "about 8.0 MB to 12.0 MB." in adapter_words.merge_preview([(one, 1.0), (one, 0.8)]).text
    status = ready_model()
    assert status.info is not None
    assert "98.4 MB to 143 MB" in adapter_words.bake_preview([(one, 1.0)], status).text
    wide = replace(status, info=replace(status.info, bytes=270_000_000))
    assert "as large as it: 270 MB" in adapter_words.bake_preview([(one, 1.0)], wide).text


def test_a_model_that_takes_no_adapters_says_why(shelf: AdapterShelf) -> None:
    status = ready_model()
    assert status.info is not None
    shelf.set_model(replace(status, info=replace(status.info, adapter_problem="This model takes no adapters.")))
    shelf.choose("bullets")
    assert "This model takes no adapters." in visible_words(shelf)
    assert not shelf.details.use.isVisible()


def test_baking_proposes_a_file_and_tells_where(shelf: AdapterShelf, qtbot: QtBot, tmp_path: Path) -> None:
    shelf.choose("capitals")
    assert "98.4 MB to 143 MB" in visible_words(shelf.stack)
    QTest.mouseClick(shelf.stack.bake, Qt.MouseButton.LeftButton)
    dialog = shelf.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "SmolLM2-135M-Capitals.gguf"
    with qtbot.waitSignal(shelf.bake_requested) as baked:
        dialog.filesSelected.emit([str(tmp_path / "loud.gguf")])
    assert baked.args == [[("capitals", 1.0)], str(tmp_path / "loud.gguf")]
    dialog.close()


def test_names_for_files_hold_no_separators() -> None:
    stack = [(ShelfAdapter(entry("x", "../a/b\\c:d*?")), 1.0)]
    assert adapter_words.file_name("Model 1.5", stack) == "Model-1.5-..-a-b-c-d.gguf"


# Import


def drop(shelf: AdapterShelf, *urls: QUrl, release: bool = True) -> bool:
    data = QMimeData()
    data.setUrls(urls)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, left, none)
    enter.ignore()
    QApplication.sendEvent(shelf, enter)
    if release and enter.isAccepted():
        QApplication.sendEvent(shelf, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none))
    return enter.isAccepted()


def test_dropped_files_are_imported_and_the_frame_shows_where(
    shelf: AdapterShelf, qtbot: QtBot, tmp_path: Path
) -> None:
    url = QUrl.fromLocalFile(str(tmp_path / "loud.gguf"))
    assert drop(shelf, url, release=False)
    assert shelf.drops.frame.isVisible()
    QApplication.sendEvent(shelf, QDragLeaveEvent())
    assert not shelf.drops.frame.isVisible()
    with qtbot.waitSignal(shelf.import_requested) as imported:
        drop(shelf, url, QUrl.fromLocalFile(str(tmp_path)))
    assert imported.args == [[str(tmp_path / "loud.gguf"), str(tmp_path)]]
    assert not shelf.drops.frame.isVisible()


def test_addresses_elsewhere_are_not_taken(shelf: AdapterShelf) -> None:
    assert not drop(shelf, QUrl("https://example.org/loud.gguf"))
    assert not drop(shelf, QUrl("file://host/share/loud.gguf"))
    assert not shelf.drops.frame.isVisible()


def test_the_empty_shelf_teaches_one_thing_and_offers_one(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.show_adapters([], frozenset())
    said = visible_words(shelf)
    assert "An adapter changes how the model answers" in said
    assert "Drop one here: a GGUF adapter (.gguf), an .onnx_adapter file, or the folder of a PEFT adapter." in said
    QTest.mouseClick(shelf.empty.import_button, Qt.MouseButton.LeftButton)
    menu = shelf.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "A file: GGUF or .onnx_adapter\u2026",
        "A folder: PEFT\u2026",
    ]
    menu.actions()[0].trigger()
    menu.close()
    dialog = shelf.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(shelf.import_requested) as imported:
        dialog.filesSelected.emit(["/tmp/a.gguf"])
    assert imported.args == [["/tmp/a.gguf"]]
    dialog.close()


def test_long_work_shows_how_far_it_is_and_can_be_cancelled_once(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.list.choose_all(["bullets", "capitals"])
    shelf.show_progress("Importing loud.gguf", 3, 4)
    assert "75 %" in visible_words(shelf.progress)
    assert not shelf.import_button.isEnabled()
    assert not shelf.stack.merge.isEnabled()
    assert not drop(shelf, QUrl.fromLocalFile("/tmp/b.gguf"))
    with qtbot.waitSignal(shelf.cancel_requested):
        QTest.mouseClick(shelf.progress.cancel, Qt.MouseButton.LeftButton)
    assert "Stopping" in visible_words(shelf.progress)
    shelf.show_progress("Importing loud.gguf", 4, 4)
    assert "Stopping" in visible_words(shelf.progress)
    assert not shelf.progress.cancel.isEnabled()
    shelf.show_progress("")
    assert not shelf.progress.isVisible()
    assert shelf.import_button.isEnabled()
    assert shelf.stack.merge.isEnabled()
    shelf.show_progress("Merging")
    assert shelf.progress.cancel.isEnabled()
    assert "%" not in visible_words(shelf.progress)


def test_problems_and_notices_are_shown_in_place(shelf: AdapterShelf, qtbot: QtBot) -> None:
    shelf.show_problem(Problem("Not imported", "It is a pickle.", "details", (ProblemAction.CHOOSE_MODEL,)))
    assert "It is a pickle." in visible_words(shelf)
    button = next(b for b in shelf.problem_card.findChildren(QAbstractButton) if b.text() == "Choose a model")
    with qtbot.waitSignal(shelf.problem_action) as acted:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acted.args == [ProblemAction.CHOOSE_MODEL]
    shelf.clear_problem()
    assert not shelf.problem_card.isVisible()
    done: list[bool] = []
    shelf.show_notice("Capitals is on the shelf.", "Use it", lambda: done.append(True))
    QTest.mouseClick(
        next(b for b in shelf.notice_bar.findChildren(QAbstractButton) if b.text() == "Use it"),
        Qt.MouseButton.LeftButton,
    )
    assert done == [True]


# Many


def test_a_hundred_adapters_are_shown_and_searched(shelf: AdapterShelf) -> None:
    shown = many(100)
    shelf.show_adapters(shown, frozenset({"key57"}))
    QApplication.processEvents()
    QTest.keyClick(shelf, Qt.Key.Key_F, CONTROL)
    assert shelf.search.hasFocus()
    QTest.keyClicks(shelf.search, "folder 57")
    QApplication.processEvents()
    assert rows(shelf) == ["key57"]
    QTest.keyClicks(shelf.search, "zzz")
    assert "No adapter has" in visible_words(shelf)
    assert not shelf.stack.isVisible()
    key(shelf.search, Qt.Key.Key_Escape)
    assert shelf.isVisible()
    assert len(rows(shelf)) == 100


def test_an_adapter_is_found_whatever_was_searched_for(shelf: AdapterShelf) -> None:
    shelf.show_adapters(many(20), frozenset())
    shelf.search.setText("adapter 3")
    shelf.choose("key7")
    assert shelf.details.key == "key7"


def test_orders() -> None:
    shown = adapters()
    assert arranged(shown, IN_USE, "", Order.SIZE)[0].entry.key == "french"
    ready = [one.entry.key for one in arranged(shown, IN_USE, "", Order.READY)]
    assert ready[0] == "capitals"
    assert set(ready[-2:]) == {"french", "broken"}
    newest = replace(shown[1], entry=replace(shown[1].entry, added_at=2e9))
    assert arranged([*shown, newest], IN_USE, "", Order.NEWEST)[0] is newest
    names = [one.entry.name for one in arranged(many(12), frozenset(), "", Order.NAME)]
    assert names[1:3] == ["Adapter 1", "Adapter 2"]
    assert names[-1] == "Adapter 11"


@pytest.mark.parametrize("size", [14, 28])
@pytest.mark.parametrize("width", [560, 900])
def test_nothing_is_wider_than_the_shelf(shelf: AdapterShelf, theme: Theme, width: int, size: int) -> None:
    theme.apply("dark", size)
    shelf.resize(width, 640)
    word = "x" * 400
    hostile = ShelfAdapter(entry("hostile", word, base=word, origin=word, license=word, description=word), word)
    shelf.show_adapters([*adapters(), hostile], frozenset())
    shelf.list.choose_all(["hostile", "teacher"])
    QApplication.processEvents()
    shelf.choose("hostile")
    shelf.ask_removal()
    QApplication.processEvents()
    assert shelf.width() == width
    for widget in shelf.findChildren(QAbstractButton) + shelf.findChildren(QLineEdit):
        if widget.isVisible():
            right = widget.mapTo(shelf, QPoint(widget.width(), 0)).x()
            assert right <= width, widget
