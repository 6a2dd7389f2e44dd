"""Dynamic tokenization in the window: the button and its popover, the status line, the token inspector."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.dynamic import DynamicState, Inspection, InspectionPhase
from app.state import ContextUse, Task
from app.ui.dynamic_popover import DynamicPopover
from app.ui.theme import Theme
from app.ui.token_inspector import TokenInspector
from app.ui.token_text import TokenText
from app.ui.window import MainWindow
from engine.protocol import DynamicTokenization, Role, TokenSpan
from tests.qt import samples
from tests.token_scenes import LANGUAGES, MEASURED, SPANS, TEXT, UNABLE, UNMEASURED, span

OFF, CAREFUL, STRONG = DynamicTokenization
READY = Inspection(InspectionPhase.READY, STRONG, SPANS, len(TEXT), len(TEXT))


@pytest.fixture
def talking(window: MainWindow) -> MainWindow:
    window.set_model_status(samples.ready_model())
    window.show_conversation(samples.conversation("Notes"), samples.rich_messages())
    return window


def open_popover(window: MainWindow, state: DynamicState) -> DynamicPopover:
    window.set_dynamic(state)
    window.tokens.open_popover()
    assert window.tokens.popover is not None
    return window.tokens.popover


def open_inspector(window: MainWindow, state: DynamicState = MEASURED) -> TokenInspector:
    window.set_dynamic(state)
    window.tokens.open_inspector()
    assert window.tokens.inspector is not None
    return window.tokens.inspector


# The status line


def test_the_status_line_counts_what_is_saved_also_for_a_screen_reader(talking: MainWindow) -> None:
    talking.set_context_use(ContextUse(1604, 8192, saved_positions=396))
    label = talking.status_line._context
    assert label.text() == "1,604 of 8,192 positions \u00b7 396 saved"
    said = QAccessible.queryAccessibleInterface(label)
    assert said.text(QAccessible.Text.Description) == ("1,604 of 8,192 positions used, 396 saved by dynamic tokens")
    talking.set_context_use(ContextUse(2000, 8192))
    assert label.text() == "2,000 of 8,192"


@pytest.mark.parametrize("width", [420, 560, 640, 760, 900, 1400])
def test_the_status_line_shows_whole_words_or_none(talking: MainWindow, qtbot: QtBot, width: int) -> None:
    talking.set_dynamic(MEASURED)
    talking.set_context_use(ContextUse(1604, 8192, 83.4, 212, 396))
    talking.resize(width, 480)
    line = talking.status_line
    qtbot.waitUntil(lambda: line.width() <= width)
    QApplication.processEvents()
    assert line._context.isVisible()
    assert talking.tokens.button.isVisible()
    parts = (line._context, talking.tokens.button, line._activity, line._rate, line._first, line._caption)
    qtbot.waitUntil(lambda: all(part.isHidden() or part.width() >= part.sizeHint().width() for part in parts))
    assert talking.width() == width


def test_the_button_says_the_degree_and_is_not_there_without_a_model(talking: MainWindow) -> None:
    talking.set_dynamic(replace(MEASURED, degree=STRONG))
    assert talking.tokens.button.text() == "Dynamic tokens: strong"
    talking.set_dynamic(UNABLE)
    assert talking.tokens.button.text() == "Dynamic tokens: not with this model"
    talking.set_dynamic(DynamicState())
    assert talking.tokens.button.isHidden()


# The popover


def test_each_degree_has_its_price_in_words(talking: MainWindow) -> None:
    popover = open_popover(talking, MEASURED)
    assert popover.choices[CAREFUL].text() == "Careful (the model\u2019s default)"
    assert popover.choices[CAREFUL].isChecked()
    assert popover.choices[STRONG].accessibleDescription() == (
        "21 % fewer positions, first word in 0.8 of the time, 0.9 % worse (1.3 %)"
    )
    assert popover.choices[CAREFUL].hasFocus()


def test_a_degree_is_chosen_by_keys_and_by_mouse(talking: MainWindow, qtbot: QtBot) -> None:
    popover = open_popover(talking, MEASURED)
    with qtbot.waitSignal(talking.tokens.chosen) as chosen:
        QTest.keyClick(popover.choices[CAREFUL], Qt.Key.Key_Down)
    assert chosen.args == [STRONG]
    talking.set_dynamic(replace(MEASURED, degree=STRONG, own=STRONG))
    with qtbot.waitSignal(talking.tokens.chosen) as chosen:
        QTest.mouseClick(popover.choices[OFF], Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert chosen.args == [OFF]
    with qtbot.waitSignal(talking.tokens.chosen) as chosen:
        QTest.mouseClick(popover.usual, Qt.MouseButton.LeftButton)
    assert chosen.args == [None]
    with qtbot.waitSignal(popover.closed):
        QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert talking.tokens.popover is None


def test_what_was_not_measured_can_be_measured_and_stopped(talking: MainWindow, qtbot: QtBot) -> None:
    popover = open_popover(talking, UNMEASURED)
    assert popover.choices[STRONG].accessibleDescription() == ""
    assert popover.usual.isHidden()
    with qtbot.waitSignal(talking.tokens.measure_requested):
        QTest.mouseClick(popover.measure, Qt.MouseButton.LeftButton)
    talking.set_dynamic(replace(UNMEASURED, task=Task("Measuring dynamic tokens with SmolLM2 135M", 38, 200)))
    assert popover.measure.isHidden()
    assert talking.tokens.progress.isVisible()  # also when the popover is closed
    with qtbot.waitSignal(talking.tokens.cancel_requested):
        QTest.mouseClick(popover.progress.cancel, Qt.MouseButton.LeftButton)


def test_a_model_that_cannot_says_why(talking: MainWindow) -> None:
    popover = open_popover(talking, UNABLE)
    assert not any(choice.isEnabled() for choice in popover.choices.values())
    assert popover._problem.text() == UNABLE.problem
    assert popover.measure.isHidden()
    assert popover.inspector.hasFocus()


# The inspector


def test_a_text_is_asked_for_and_shown(talking: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(talking.tokens.inspector_opened) as opened:
        view = open_inspector(talking)
    assert opened.args == [CAREFUL]
    assert "Paste a text" in view.hint.text()
    with qtbot.waitSignal(talking.tokens.text_changed) as changed:
        view.text.setPlainText(TEXT)
    assert changed.args == [TEXT]
    talking.tokens.set_inspection(READY)
    assert view.summary.text() == "46\u00a0tokens, 29\u00a0positions, 37\u00a0%\u00a0saved"
    assert view.hint.isHidden()
    assert len(view.spans.spans) == 29
    with qtbot.waitSignal(talking.tokens.inspected_degree_chosen) as chosen:
        QTest.mouseClick(view.degrees[STRONG], Qt.MouseButton.LeftButton)
    assert chosen.args == [STRONG]


def test_a_message_is_taken_from_the_menu(talking: MainWindow, qtbot: QtBot) -> None:
    view = open_inspector(talking)
    QTest.mouseClick(view.take, Qt.MouseButton.LeftButton)
    actions = view.menu_of_messages.actions()
    assert [action.text().partition(":")[0] for action in actions] == ["Reply", "You", "Reply", "You"]
    with qtbot.waitSignal(talking.tokens.text_changed) as changed:
        actions[-1].trigger()
    asked = "What is the largest ocean on Earth? Please with a table, and some code."
    assert changed.args == [asked]
    assert view.text.toPlainText() == asked


def test_a_message_brings_its_text_from_its_own_menu(talking: MainWindow, qtbot: QtBot) -> None:
    message = talking.transcript.views()[0]
    assert message.message.role is Role.USER
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), message.mapToGlobal(QPoint(4, 4)))
    QApplication.sendEvent(message, event)
    assert isinstance(message.menu, QMenu)
    action = next(action for action in message.menu.actions() if action.text().startswith("Inspect tokens"))
    with qtbot.waitSignal(talking.tokens.text_changed) as changed:
        action.trigger()
    assert changed.args == [message.content]
    message.menu.close()


def test_a_list_reads_out_every_position(talking: MainWindow) -> None:
    view = open_inspector(talking)
    talking.tokens.set_inspection(READY)
    QTest.mouseClick(view.as_list, Qt.MouseButton.LeftButton)
    assert view.list.isVisible()
    assert not view.spans.isVisible()
    interface = QAccessible.queryAccessibleInterface(view.list)
    assert interface.role() is QAccessible.Role.List
    assert interface.text(QAccessible.Text.Name) == "Positions"
    first = view.list.model().index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Position 1, 2 tokens: The volume; from The, space volume"
    )
    assert view.list.model().rowCount() == 29


def test_a_long_text_says_that_it_is_cut(talking: MainWindow) -> None:
    view = open_inspector(talking)
    talking.tokens.set_inspection(replace(READY, characters=103_555, inspected=20_000))
    assert view.note.text() == "The first 20,000 of 103,555 characters."
    assert view.note.isVisible()


def test_a_text_that_is_too_short_to_be_merged_says_so(talking: MainWindow) -> None:
    view = open_inspector(talking)
    single = tuple(TokenSpan((number,), ("word ",)) for number in range(20))
    talking.tokens.set_inspection(replace(READY, spans=single))
    assert "fewer than 96 tokens" in view.note.text()
    talking.tokens.set_inspection(replace(READY, spans=single, degree=OFF))
    assert not view.note.isVisible()


def test_what_is_shown_stays_until_its_successor_is_there(talking: MainWindow) -> None:
    view = open_inspector(talking)
    talking.tokens.set_inspection(READY)
    talking.tokens.set_inspection(Inspection(InspectionPhase.WAITING, message="Waiting"))
    assert view.spans.spans == SPANS
    talking.tokens.set_inspection(Inspection(InspectionPhase.NO_MODEL))
    assert view.spans.spans == ()
    assert "No model is loaded" in view.hint.text()


def test_languages_are_compared_in_words(talking: MainWindow) -> None:
    view = open_inspector(talking)
    talking.tokens.set_languages(LANGUAGES)
    names = [bar.accessibleName() for _, bar, _ in view.languages._rows]
    assert names[1] == "French: 1.74 times the positions of English, 1.32 with dynamic tokens"


def test_enter_does_not_close_the_inspector(talking: MainWindow) -> None:
    view = open_inspector(talking)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert talking.tokens.inspector is None


# The text with its boundaries


@pytest.mark.parametrize(
    "spans",
    [
        SPANS,
        (span("\U0001f469\u200d\U0001f680", " go"), span(" \U0001f1e9\U0001f1ea"), span("e\u0301"), span("\r\n", "\t")),
        (span("\u2028"), span("\x00", "\x1b"), span("\ufdd0"), span("\ud83d"), span("")),
        (span("a" * 5000), span("b")),
    ],
)
def test_every_character_belongs_to_its_span(theme: Theme, qtbot: QtBot, spans: tuple) -> None:  # type: ignore[type-arg]
    view = TokenText(theme)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.set_spans(spans)
    view.show()
    view.grab()  # paints all of it that is in sight
    length = view.document().characterCount() - 1
    assert view._starts[-1] == length
    assert view.spans == spans


def test_the_span_under_the_pointer_is_found_in_both_directions(theme: Theme, qtbot: QtBot) -> None:
    view = TokenText(theme)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.set_spans(SPANS)
    view.show()
    metrics = view.fontMetrics()
    assert view.span_at(QPoint(8, 3 + metrics.height())) == SPANS[0]
    block = view.document().findBlockByNumber(1)
    line = view.document().documentLayout().blockBoundingRect(block)
    right = QPoint(view.viewport().width() - 8, round(line.center().y()))
    assert view.span_at(right) == span("\u0645", "\u0627")
    assert view.span_at(QPoint(200, 290)) is None
