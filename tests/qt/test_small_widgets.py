"""Layouts and controls that several views share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.comparison import Side, SideState, SideStatus
from app.state import Problem
from app.ui import announcements
from app.ui.adapter_shelf import AdapterShelf
from app.ui.cards import NoticeBar
from app.ui.compare import Comparison
from app.ui.composer import Composer
from app.ui.flow_layout import FlowLayout
from app.ui.scale_box import ScaleBox
from app.ui.text_field import TextField
from app.ui.theme import Theme
from app.ui.tick_box import TickBox


def buttons(qtbot: QtBot, theme: Theme, width: int, number: int = 4) -> tuple[QWidget, list[QPushButton]]:
    theme.apply("light", 14)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    flow = FlowLayout(spacing=10)
    made = [QPushButton("x" * 10) for _ in range(number)]
    for button in made:
        button.setFixedSize(100, 20)
        flow.addWidget(button)
    column.addLayout(flow)
    column.addStretch(1)
    page.resize(width, 300)
    page.show()
    return page, made


def test_a_full_line_goes_on_in_the_next(qtbot: QtBot, theme: Theme) -> None:
    page, made = buttons(qtbot, theme, 320)
    assert [button.pos() for button in made] == [QPoint(0, 0), QPoint(110, 0), QPoint(220, 0), QPoint(0, 30)]
    page.resize(430, 300)
    QApplication.processEvents()
    assert {button.y() for button in made} == {0}


def test_what_is_hidden_takes_no_place(qtbot: QtBot, theme: Theme) -> None:
    _, made = buttons(qtbot, theme, 320)
    made[1].hide()
    QApplication.processEvents()
    assert [made[number].x() for number in (0, 2, 3)] == [0, 110, 220]


def test_it_asks_for_one_line_and_can_do_with_the_widest(qtbot: QtBot, theme: Theme) -> None:
    page, _ = buttons(qtbot, theme, 320)
    layout = page.layout()
    assert layout is not None
    assert (layout.sizeHint().width(), layout.minimumSize().width()) == (430, 100)
    assert layout.heightForWidth(215) == 50


class _Reader:
    """Stands in for Qt's connection to a screen reader, which no test machine has."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self, active: bool) -> None:
        self._active = active
        self.heard: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    def isActive(self) -> bool:  # noqa: N802 - Qt's name
        return self._active

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 - Qt's name
        self.heard.append((event.message(), event.politeness()))


def test_a_screen_reader_hears_of_problems_at_once_and_of_the_rest_in_turn(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    politeness = QAccessible.AnnouncementPoliteness
    shelf, comparison = AdapterShelf(theme), Comparison(theme)
    for view in (shelf, comparison):
        qtbot.addWidget(view)
    reader = _Reader(active=True)
    monkeypatch.setattr(announcements, "QAccessible", reader)
    shelf.show_progress("Importing loud.gguf", 1, 4)
    shelf.show_progress("Importing loud.gguf", 2, 4)
    shelf.show_notice("Loud is on the shelf.")
    shelf.show_problem(Problem("Not imported", "It is a pickle."))
    comparison.show_side(Side.LEFT, SideStatus(SideState.WRITING))
    comparison.show_side(Side.LEFT, SideStatus(SideState.COMPLETE, text="Yes."))
    assert reader.heard == [
        ("Importing loud.gguf", politeness.Polite),
        ("Loud is on the shelf.", politeness.Polite),
        ("Not imported. It is a pickle.", politeness.Assertive),
        ("Answer without adapters is complete", politeness.Polite),
    ]
    silent = _Reader(active=False)
    monkeypatch.setattr(announcements, "QAccessible", silent)
    shelf.show_notice("Nobody hears this.")
    assert silent.heard == []


def test_a_tick_box_shows_its_state_in_the_colours_of_the_theme(qtbot: QtBot, theme: Theme) -> None:
    for choice in ("light", "dark"):
        theme.apply(choice, 14)
        box = TickBox(theme, "Same seed")
        qtbot.addWidget(box)
        box.show()

        def has(color: str, box: TickBox = box) -> bool:
            image = box.grab().toImage()
            wanted = QColor(getattr(theme.palette, color)).rgb()
            return any(image.pixel(x, y) == wanted for x in range(24) for y in range(image.height()))

        assert not has("accent")
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert box.isChecked()
        assert has("accent")
        box.setEnabled(False)
        assert not has("accent")


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_frame_around_the_words_of_a_tick_box_is_whole(
    direction: Qt.LayoutDirection, qtbot: QtBot, theme: Theme
) -> None:
    theme.apply("light", 14)
    box = TickBox(theme, "Same seed")
    box.setLayoutDirection(direction)
    qtbot.addWidget(box)
    box.show()
    with qtbot.waitActive(box):
        box.activateWindow()
    box.setFocus()
    image = box.grab().toImage()
    wanted = QColor(theme.palette.accent).rgb()
    columns = [sum(image.pixel(x, y) == wanted for y in range(image.height())) for x in range(image.width())]
    sides = [x for x, found in enumerate(columns) if found > image.height() // 2]
    assert sides
    assert sides[-1] - sides[0] >= box.fontMetrics().horizontalAdvance("Same seed")


def test_the_wheel_changes_a_scale_only_with_the_keyboard_there(qtbot: QtBot, theme: Theme) -> None:
    theme.apply("light", 14)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    other, box = QPushButton("Other"), ScaleBox("Capitals", 0.8)
    column.addWidget(other)
    column.addWidget(box)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    other.setFocus()

    def roll() -> None:
        place = QPointF(box.rect().center())
        event = QWheelEvent(
            place, QPointF(box.mapToGlobal(place.toPoint())), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, event)

    roll()
    assert box.scale() == 0.8
    box.setFocus()
    roll()
    assert box.scale() == 0.85
    box.setValue(9)
    assert box.scale() == 2.0
    assert box.accessibleName() == "Scale of Capitals"


def test_a_field_is_as_tall_as_a_text_that_it_got_before_it_was_shown(qtbot: QtBot, theme: Theme) -> None:
    place = QWidget()
    column = QVBoxLayout(place)
    field = TextField(theme)
    field.hide()
    column.addWidget(field)
    place.resize(500, 400)
    qtbot.addWidget(place)
    place.show()
    qtbot.waitExposed(place)
    field.setPlainText("A fox with no tail had friends with tails, and wore a very special hat. " * 5)
    field.show()
    qtbot.waitUntil(lambda: field.document().begin().lineCount() > 4)
    assert field.verticalScrollBar().maximum() == 0
    place.resize(300, 400)
    qtbot.waitUntil(lambda: field.document().begin().lineCount() > 7)
    assert field.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("language", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_text_begins_at_the_side_of_its_letters_and_an_empty_one_at_that_of_the_window(
    qtbot: QtBot, theme: Theme, language: Qt.LayoutDirection
) -> None:
    box = Composer(theme)
    qtbot.addWidget(box)
    box.setLayoutDirection(language)
    box.resize(600, 100)
    box.show()
    text, right = box.text, language is Qt.LayoutDirection.RightToLeft

    def is_right() -> bool:
        return text.cursorRect().x() > text.viewport().width() / 2

    assert is_right() is right
    text.insertPlainText("(1) \u0645\u0627 \u0647\u0648\u061f")
    assert is_right()
    text.setPlainText("\n\nWhat is it?")
    text.moveCursor(QTextCursor.MoveOperation.End)
    assert not is_right()
    text.clear()
    assert is_right() is right


def test_the_hint_of_the_message_box_is_never_cut(qtbot: QtBot, theme: Theme) -> None:
    theme.apply("light", 28)
    box = Composer(theme)
    qtbot.addWidget(box)
    box.show()
    for width in range(340, 900, 40):
        box.resize(width, 130)
        QApplication.processEvents()
        hint = box.text.placeholderText()
        assert hint in ("Write a message", "Message")
        assert box.text.fontMetrics().horizontalAdvance(hint) <= box.text.viewport().width()
        assert box.attach.isVisible()
        assert box.schema.isVisible()
    assert box.text.placeholderText() == "Write a message"


def test_what_can_be_undone_is_offered_longer_than_a_sentence_is_shown(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.cards.NOTICE_MS", 1)
    offer, sentence = NoticeBar(theme), NoticeBar(theme)
    for bar in (offer, sentence):
        qtbot.addWidget(bar)
    undone: list[bool] = []
    offer.offer_undo("Message deleted.", lambda: undone.append(True))
    sentence.show_notice("Done.")
    qtbot.waitUntil(lambda: not sentence.text)
    assert offer.text == "Message deleted."
    assert offer.act()
    assert undone
    assert not offer.act()


def test_a_theme_dresses_what_another_has_dressed(theme: Theme, qapp: QApplication) -> None:
    theme.apply("light", 28)
    other = Theme(qapp)
    other.apply("light", 14)
    assert qapp.font().pixelSize() == 14
    theme.apply("light", 14)
