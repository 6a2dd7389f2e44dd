"""The row above the message box: what it shows, what a person can do with mouse and keyboard, what is read out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.state import AdapterChip, AdapterRow, AdapterSource, ProblemAction, Task
from app.store.records import AdapterChoice, ReplyMetadata
from app.ui import words
from app.ui.adapter_popover import AdapterPopover
from app.ui.adapter_row import AdapterRowView
from app.ui.window import MainWindow
from tests.qt.samples import adapter, conversations, rich_messages, shelf, shelved, written

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
CAPITALS = adapter("Capitals", 0.8, tokens=1240, description="Answers in capital letters.")
FRENCH = adapter("Legal French", 0.4)


@pytest.fixture
def row(window: MainWindow) -> AdapterRowView:
    window.adapters.set_shelf(shelf())
    window.adapters.set_row(AdapterRow((CAPITALS, FRENCH)))
    QApplication.processEvents()
    return window.adapters.row


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []

    class Reader:
        """Stands in for Qt's connection to a screen reader, which no test machine has."""

        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def isActive() -> bool:  # noqa: N802 - Qt's name
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 - Qt's name
            said.append(event.message())

    monkeypatch.setattr("app.ui.announcements.QAccessible", Reader)
    return said


def switched(chip: AdapterChip, *, on: bool) -> AdapterChip:
    return replace(chip, choice=replace(chip.choice, active=on))


def scaled(chip: AdapterChip, scale: float) -> AdapterChip:
    return replace(chip, choice=replace(chip.choice, scale=scale))


def opened(row: AdapterRowView, key: str) -> AdapterPopover:
    popover = row.chip(key).popover
    assert popover is not None
    assert popover.isVisible()
    return popover


def test_a_click_on_the_name_switches(row: AdapterRowView, qtbot: QtBot) -> None:
    chip = row.chip("capitals")
    assert (chip.name.text(), chip.scale.text()) == ("Capitals", "0.8")
    with qtbot.waitSignal(row.switched) as told:
        QTest.mouseClick(chip.name, LEFT)
    assert told.args == ["capitals", False]
    row.set_row(AdapterRow((switched(CAPITALS, on=False), FRENCH)))
    assert row.chip("capitals") is chip
    assert chip.scale.text() == "off"
    assert not chip.name.isChecked()
    with qtbot.waitSignal(row.switched) as told:
        QTest.mouseClick(chip.name, LEFT)
    assert told.args == ["capitals", True]


def test_everything_can_be_done_with_the_keyboard(window: MainWindow, row: AdapterRowView, qtbot: QtBot) -> None:
    chip = row.chip("capitals")
    window.activateWindow()
    chip.name.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        with qtbot.waitSignal(row.switched):
            QTest.keyClick(chip.name, key)
    QTest.keyClick(chip.name, Qt.Key.Key_Tab)
    assert chip.scale.hasFocus()
    steps = ((Qt.Key.Key_Right, 0.85), (Qt.Key.Key_Up, 0.85), (Qt.Key.Key_Left, 0.75), (Qt.Key.Key_Down, 0.75))
    for key, expected in steps:
        with qtbot.waitSignal(row.scaled) as told:
            QTest.keyClick(chip.scale, key)
        assert told.args == ["capitals", expected]
    QTest.keyClick(chip.scale, Qt.Key.Key_Return)
    popover = opened(row, "capitals")
    assert popover.slider.hasFocus()
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert chip.popover is None
    with qtbot.waitSignal(row.removed) as gone:
        QTest.keyClick(chip.scale, Qt.Key.Key_Delete)
    assert gone.args == ["capitals"]


def test_tab_goes_through_the_row_between_the_messages_and_the_box(
    window: MainWindow, row: AdapterRowView, settled: Callable[[], None]
) -> None:
    shown = conversations()
    window.show_conversations(shown, shown[0].id)
    window.show_conversation(shown[0], rich_messages())
    settled()
    row.set_row(AdapterRow((FRENCH, CAPITALS)))
    window.activateWindow()
    window.transcript.views()[-1].setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    while len(seen) < 40 and not window.composer.text.hasFocus():
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    first, second = row.chip("legal french"), row.chip("capitals")
    assert seen[-2:] == [window.composer.attach, window.composer.schema]
    assert seen[-8:-2] == [first.name, first.scale, second.name, second.scale, row.add, row.compare]
    assert all(window.transcript.isAncestorOf(widget) for widget in seen[:-8])
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Backtab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.transcript.isAncestorOf(focused)


def test_what_had_the_keyboard_and_is_gone_leaves_it_near(window: MainWindow, row: AdapterRowView) -> None:
    window.activateWindow()
    row.chip("capitals").name.setFocus()
    row.set_row(AdapterRow((FRENCH,)))
    assert row.add.hasFocus()


def test_the_popover_sets_the_scale(row: AdapterRowView, qtbot: QtBot) -> None:
    QTest.mouseClick(row.chip("capitals").scale, LEFT)
    popover = opened(row, "capitals")
    assert (popover.slider.value() * 0.05, popover.box.value()) == (pytest.approx(0.8), 0.8)
    assert (popover.slider.minimum(), popover.slider.maximum()) == (0, 30)
    with qtbot.waitSignal(row.scaled) as told:
        popover.slider.setValue(10)
    assert told.args == ["capitals", 0.5]
    assert popover.box.value() == 0.5
    popover.box.setFocus()
    popover.box.selectAll()
    with qtbot.waitSignal(row.scaled, check_params_cb=lambda _, scale: scale == -1.25):
        QTest.keyClicks(popover.box, "-1.25")
    assert (popover.slider.minimum(), popover.slider.maximum()) == (-40, 40)
    row.set_row(AdapterRow((scaled(CAPITALS, -1.25), FRENCH)))
    with qtbot.waitSignal(row.scaled) as told:
        popover.reset.click()
    assert told.args == ["capitals", 1.0]
    row.set_row(AdapterRow((scaled(CAPITALS, 1.0), FRENCH)))
    assert not popover.reset.isEnabled()
    with qtbot.assertNotEmitted(row.scaled):
        row.set_row(AdapterRow((scaled(CAPITALS, 0.3), FRENCH)))
    assert popover.box.value() == 0.3
    with qtbot.waitSignal(row.removed):
        popover.remove.click()
    assert row.chip("capitals").popover is None


def test_a_number_can_be_typed_although_each_digit_is_told(row: AdapterRowView) -> None:
    row.scaled.connect(lambda _, scale: row.set_row(AdapterRow((scaled(CAPITALS, scale), FRENCH))))
    row.chip("capitals").open_popover()
    popover = opened(row, "capitals")
    popover.box.setFocus()
    popover.box.selectAll()
    QTest.keyClicks(popover.box, "0.35")
    assert popover.box.text() == "0.35"
    assert row.chip("capitals").chip.choice.scale == 0.35
    popover.close()


def test_the_row_says_that_effects_add_up_and_what_switching_costs(row: AdapterRowView) -> None:
    chip = row.chip("capitals")
    assert "add up; their order does not matter" in chip.name.toolTip()
    assert "Switching it off reads 1,240 tokens again." in chip.name.toolTip()
    assert "costs nothing" in row.chip("legal french").name.toolTip()
    assert words.switching(switched(CAPITALS, on=False)) == "Switching it on reads 1,240 tokens again."
    assert words.switching(replace(CAPITALS, switch_tokens=None)) == ""
    assert "phrase" in words.switching(replace(CAPITALS, phrase=True))
    row.set_row(AdapterRow((CAPITALS,), reread_tokens=1240))
    assert row.note == "The next reply reads 1,240 tokens again."
    row.set_row(AdapterRow((CAPITALS,)))
    assert row.note == ""


def test_an_exchange_is_told_only_when_it_takes_its_time(row: AdapterRowView, qtbot: QtBot) -> None:
    row.set_row(AdapterRow((CAPITALS,), busy=True))
    assert row.note == ""
    qtbot.waitUntil(lambda: row.note == "Exchanging the adapters")
    row.set_row(AdapterRow((CAPITALS,)))
    assert row.note == ""


def test_a_problem_has_one_way_out(window: MainWindow, row: AdapterRowView, qtbot: QtBot) -> None:
    gone = replace(CAPITALS, problem="Capitals is not on the shelf any more.")
    row.set_row(AdapterRow((gone, FRENCH), problem=gone.problem, remedy=ProblemAction.TAKE_OUT_ADAPTERS))
    assert row.note == gone.problem
    assert row.chip("capitals").name.accessibleName() == "Capitals cannot be used"
    assert not row.chip("capitals").name.icon().isNull()
    with qtbot.waitSignal(window.problem_action) as told:
        QTest.mouseClick(row.remedy, LEFT)
    assert told.args == [ProblemAction.TAKE_OUT_ADAPTERS]
    row.set_row(AdapterRow((CAPITALS, FRENCH)))
    assert row.chip("capitals").name.icon().isNull()
    assert not row.remedy.isVisible()


def test_the_menu_offers_what_fits(window: MainWindow, row: AdapterRowView, qtbot: QtBot) -> None:
    QTest.keySequence(window, QKeySequence("Ctrl+J"))
    qtbot.waitUntil(row.menu.isVisible)
    texts = [action.text().split("\t")[0] for action in row.menu.actions() if action.text()]
    assert texts == [
        "My letters",
        "Pirate && crew",
        "1 other does not fit this model",
        "Import\u2026",
        "Adapter shelf\u2026",
        "Compare\u2026",
        "Start new conversations like this",
        "Back to what new conversations have",
    ]
    with qtbot.waitSignal(window.adapters.used) as told:
        row.menu.actions()[0].trigger()
    assert told.args == ["my letters", True]
    row.menu.close()
    assert [action.isEnabled() for action in row.menu.actions()[-2:]] == [False, False]
    row.set_row(AdapterRow((CAPITALS,), AdapterSource.CONVERSATION))
    row.open_menu()
    with qtbot.waitSignal(row.profile_row_given):
        row.menu.actions()[-2].trigger()
    with qtbot.waitSignal(row.profile_row_wanted):
        row.menu.actions()[-1].trigger()
    row.menu.close()


def test_the_menu_of_an_empty_and_of_a_full_shelf(window: MainWindow, row: AdapterRowView) -> None:
    window.adapters.set_shelf([])
    row.open_menu()
    assert row.menu.actions()[0].text() == "No adapters yet: import one"
    row.menu.close()
    window.adapters.set_shelf([shelved(f"Adapter {number}") for number in range(100)])
    row.open_menu()
    assert row.menu.actions()[12].text() == "88 more on the shelf\u2026"
    row.menu.close()
    window.adapters.set_shelf([shelved("Capitals")])
    row.open_menu()
    assert row.menu.actions()[0].text() == "Every adapter is in the row already"
    row.menu.close()


def test_a_proposal_is_taken_or_dismissed_and_never_more(window: MainWindow, row: AdapterRowView, qtbot: QtBot) -> None:
    offered = AdapterRow((CAPITALS,), proposal=AdapterChoice("my letters", name="My letters"))
    window.composer.focus()
    row.set_row(offered)
    assert row.proposal.isVisible()
    assert window.composer.text.hasFocus()
    with qtbot.waitSignal(window.adapters.used) as told:
        QTest.mouseClick(row.proposal.take, LEFT)
    assert told.args == ["my letters", True]
    with qtbot.waitSignal(row.proposal_dismissed) as dismissed:
        QTest.mouseClick(row.proposal.close_button, LEFT)
    assert dismissed.args == ["my letters"]
    with qtbot.waitSignal(row.proposal_dismissed):
        QTest.keyClick(window.composer.text, Qt.Key.Key_Escape)
    row.set_row(AdapterRow((CAPITALS,)))
    assert not row.proposal.isVisible()
    with qtbot.assertNotEmitted(row.proposal_dismissed):
        QTest.keyClick(window.composer.text, Qt.Key.Key_Escape)


def test_what_changes_is_read_out(row: AdapterRowView, heard: list[str]) -> None:
    row.set_row(AdapterRow((switched(CAPITALS, on=False), FRENCH)))
    row.set_row(AdapterRow((CAPITALS, FRENCH)))
    row.set_row(AdapterRow((scaled(CAPITALS, 0.5), FRENCH)))
    row.set_row(AdapterRow((scaled(CAPITALS, 0.5),)))
    row.set_row(AdapterRow((scaled(CAPITALS, 0.5),), proposal=AdapterChoice("poems", name="Poems")))
    assert heard == [
        "Capitals off",
        "Capitals on, scale 0.8",
        "Legal French taken out",
        "Poems may fit this message",
    ]


def test_every_part_has_a_name(row: AdapterRowView) -> None:
    row.set_row(AdapterRow((CAPITALS, FRENCH), proposal=AdapterChoice("poems", name="Poems")))
    row.chip("capitals").open_popover()
    popover = opened(row, "capitals")
    for root in (row, popover):
        for button in root.findChildren(QPushButton):
            assert button.accessibleName() or button.text() or button.isHidden(), button
    assert popover.slider.accessibleName() == "Scale of Capitals"
    assert row.chip("capitals").scale.accessibleName() == "Scale of Capitals: 0.8"
    popover.close()


@pytest.mark.parametrize("size", [10, 14, 24])
def test_many_adapters_take_three_lines_at_most_and_scroll(
    window: MainWindow, row: AdapterRowView, size: int, settled: Callable[[], None]
) -> None:
    window.set_settings(Settings(text_size=size))
    window.resize(560, 560)
    row.set_row(AdapterRow(tuple(adapter(f"Adapter number {number} & co", 0.5) for number in range(16))))
    settled()
    chips = [row.chip(f"adapter number {number} & co") for number in range(16)]
    line = chips[0].height()
    assert line < row.flow.height() <= 3 * line + 12 + 3
    assert row.flow.verticalScrollBar().maximum() > 0
    for chip in chips:
        assert chip.geometry().right() <= row.flow.viewport().width()
        assert chip.name.height() >= chip.name.fontMetrics().height()
    window.activateWindow()
    row.add.setFocus()
    QTest.keyClick(row.add, Qt.Key.Key_Backtab)
    assert chips[-1].scale.hasFocus()
    place = chips[-1].mapTo(row.flow.viewport(), QPoint(0, 0))
    assert 0 <= place.y() < row.flow.viewport().height()
    assert window.composer.text.mapTo(window, QPoint()).y() < window.height()


def test_in_a_low_window_with_large_text_the_note_stands_below_the_chips(
    window: MainWindow, row: AdapterRowView, settled: Callable[[], None]
) -> None:
    window.set_settings(Settings(text_size=28))
    chips = (CAPITALS, FRENCH, adapter("Bullets", 1.0))
    row.set_row(AdapterRow(chips, reread_tokens=12_400))
    for height in (800, 480):
        window.resize(420, height)
        settled()
        note = row.findChildren(QLabel)[-1]
        assert note.text() == row.note != ""
        assert row.flow.mapTo(row, QPoint(0, row.flow.height())).y() <= note.mapTo(row, QPoint()).y()
        assert note.mapTo(window, QPoint(0, note.height())).y() <= window.composer.text.mapTo(window, QPoint()).y()
        assert note.height() >= note.heightForWidth(note.width())
        assert row.flow.height() >= row.chip("capitals").height()


def test_a_reply_says_which_adapters_wrote_it() -> None:
    choices = (AdapterChoice("a", 0.8, name="Capitals"), AdapterChoice("b", 1.0, name="Bullets"))
    assert words.provenance(replace(written(rate=96), adapters=choices)) == (
        "SmolLM2 135M + Capitals × 0.8 + Bullets · 96 tok/s"
    )
    assert words.provenance(written(rate=96)) == "SmolLM2 135M · 96 tok/s"
    assert words.provenance(ReplyMetadata()) == ""


def test_files_can_be_dropped_anywhere_and_their_addresses_are_no_text(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/adapters/capitals.gguf"), QUrl("https://example.org/a.gguf")])
    actions, modifiers = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(QPoint(5, 5), actions, data, LEFT, modifiers)
    QApplication.sendEvent(window.composer.text.viewport(), enters)
    assert enters.isAccepted()
    assert window.drops.frame.isVisible()  # the window takes it, not the message box
    with qtbot.waitSignal(window.attachments.files_brought) as brought:
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), actions, data, LEFT, modifiers))
    assert brought.args == [None, [str(Path("/adapters/capitals.gguf"))]]
    assert window.composer.draft == ""
    text = QMimeData()
    text.setText("words")
    enters = QDragEnterEvent(QPoint(5, 5), actions, text, LEFT, modifiers)
    QApplication.sendEvent(window, enters)
    assert not enters.isAccepted()


def test_long_work_shows_how_far_it_is_and_can_be_cancelled(window: MainWindow, qtbot: QtBot) -> None:
    progress = window.adapters.progress
    window.adapters.set_task(Task("Importing capitals", 46, 100))
    assert progress.isVisible()
    with qtbot.waitSignal(window.adapters.cancel_requested):
        QTest.mouseClick(progress.cancel, LEFT)
    window.adapters.set_task(None)
    assert not progress.isVisible()


def test_the_shelf_opens_once_and_knows_everything(window: MainWindow, row: AdapterRowView) -> None:
    QTest.keySequence(window, QKeySequence("Ctrl+Shift+J"))
    opened_shelf = window.adapters.shelf
    assert opened_shelf is not None
    assert window.dialog("shelf") is opened_shelf
    window.adapters.open_shelf("capitals")
    assert window.adapters.shelf is opened_shelf
    assert opened_shelf.list.chosen_adapters()[0].entry.key == "capitals"
    opened_shelf.close()
    QApplication.processEvents()
    assert window.adapters.shelf is None
