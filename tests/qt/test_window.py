"""The window's surface: what the person does becomes a signal, what it is told becomes visible."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.draft import Draft
from app.settings import Settings
from app.settings import Theme as ThemeChoice
from app.state import Activity, ChatActivity, ContextUse, ModelPhase, ModelStatus, Problem, ProblemAction
from app.store.records import MessageState
from app.ui import shortcuts
from app.ui.blocks import TextView
from app.ui.palette import DARK, LIGHT, Palette
from app.ui.theme import Theme
from app.ui.welcome import EXAMPLES
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.qt.samples import conversation, conversations, message, models, ready_model, rich_messages

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def visible_words(widget: QWidget) -> str:
    """What labels and buttons in `widget` say."""
    found = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return "\n".join(part.text() for part in found if part.isVisible() and part.text())


def press(widget: QWidget, text: str) -> None:
    """Click the visible button that says `text`."""
    button = next(b for b in widget.findChildren(QAbstractButton) if b.text() == text and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_no_part_of_it_is_a_window_before_it_is_shown(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    """What is shown before it has a parent stands on the screen by itself for a moment."""
    shown: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it so
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    made = MainWindow(theme, tmp_path)
    assert not shown
    made.show()
    assert shown == [made], "else this test shows nothing"
    qapp.removeEventFilter(watch)
    made.close()
    made.deleteLater()


# The message box


def test_enter_sends_and_shift_enter_breaks(window: MainWindow, qtbot: QtBot) -> None:
    box = window.composer.text
    QTest.keyClicks(box, "Hello")
    QTest.keyClick(box, Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(box, "you")
    with qtbot.waitSignal(window.message_submitted) as sent:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert sent.args == [Draft("Hello\nyou")]
    assert box.toPlainText() == ""


def test_nothing_is_sent_while_there_is_nothing_to_send(window: MainWindow, qtbot: QtBot) -> None:
    box = window.composer.text
    assert not window.composer.button.isEnabled()
    QTest.keyClicks(box, "  ")
    with qtbot.assertNotEmitted(window.message_submitted):
        QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "x")
    assert window.composer.button.isEnabled()


def test_while_a_reply_is_written_the_button_and_escape_stop_it(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(window.composer.text, "next")
    window.set_activity(ChatActivity(Activity.WRITING))
    assert window.composer.button.text() == "Stop"
    with qtbot.assertNotEmitted(window.message_submitted):
        QTest.keyClick(window.composer.text, Qt.Key.Key_Return)
    with qtbot.waitSignal(window.stop_requested):
        QTest.mouseClick(window.composer.button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.stop_requested):
        QTest.keyClick(window.composer.text, Qt.Key.Key_Escape)
    window.set_activity(ChatActivity(Activity.STOPPING))
    assert not window.composer.button.isEnabled()
    window.set_activity(ChatActivity(Activity.IDLE))
    assert window.composer.button.text() == "Send"
    assert window.composer.text.toPlainText() == "next"


def test_reading_says_how_far_it_is(window: MainWindow) -> None:
    window.set_activity(ChatActivity(Activity.READING, 1024, 3000))
    assert "Reading 1,024 of 3,000 tokens" in visible_words(window.composer)


def test_the_box_grows_to_eight_lines_and_keeps_its_first_line_in_sight(window: MainWindow, qtbot: QtBot) -> None:
    box = window.composer.text
    heights = [box.height()]
    for _ in range(12):
        QTest.keyClick(box, Qt.Key.Key_Return, SHIFT)
        QApplication.processEvents()
        heights.append(box.height())
    assert heights[:8] == sorted(set(heights[:8]))
    assert heights[8] == heights[12]
    window.composer.set_draft("one\ntwo\nthree")
    qtbot.waitUntil(lambda: box.verticalScrollBar().value() == 0)
    assert box.verticalScrollBar().maximum() == 0


def test_the_draft_is_told_once_typing_pauses(window: MainWindow, qtbot: QtBot) -> None:
    told: list[Draft] = []
    window.draft_changed.connect(told.append)
    QTest.keyClicks(window.composer.text, "a draft")
    assert told == []
    qtbot.waitUntil(lambda: told == [Draft("a draft")])


def test_each_conversation_keeps_its_draft(window: MainWindow) -> None:
    first, second = conversation("One"), conversation("Two")
    window.show_conversation(first, [])
    QTest.keyClicks(window.composer.text, "for one")
    window.show_conversation(second, [])
    assert window.composer.draft == ""
    QTest.keyClicks(window.composer.text, "for two")
    window.show_conversation(first, [])
    assert window.composer.draft == "for one"
    window.show_conversation(None, [])
    assert window.composer.draft == ""
    window.show_conversation(second, [])
    assert window.composer.draft == "for two"


def test_a_draft_stays_when_a_new_conversation_gets_its_place_in_the_store(window: MainWindow) -> None:
    window.show_conversation(None, [])
    stored = conversation("Stored")
    window.show_conversation(stored, [])
    QTest.keyClicks(window.composer.text, "typed on")
    window.show_conversation(replace(stored, title="Renamed"), [message(Role.USER, "Hi")])
    assert window.composer.draft == "typed on"


def test_what_is_typed_while_a_new_conversation_is_stored_stays_in_the_box(window: MainWindow) -> None:
    QTest.keyClicks(window.composer.text, "first")
    QTest.keyClick(window.composer.text, Qt.Key.Key_Return)
    QTest.keyClicks(window.composer.text, "second")
    window.show_conversation(conversation("first"), [message(Role.USER, "first")])
    assert window.composer.draft == "second"
    window.show_conversation(None, [])
    assert window.composer.draft == ""


def test_a_message_that_could_not_be_sent_comes_back(window: MainWindow) -> None:
    QTest.keyClicks(window.composer.text, "newer")
    window.restore_draft(Draft("could not be sent"))
    assert window.composer.draft == "could not be sent\n\nnewer"


@pytest.mark.parametrize("text", ["x" * 1_000_000, "word " * 200_000, "line\n" * 200_000])
def test_a_megabyte_is_pasted_at_once_kept_beside_the_text_and_sent_whole(
    window: MainWindow, qtbot: QtBot, text: str
) -> None:
    data = QMimeData()
    data.setText(text)
    QTest.keyClicks(window.composer.text, "Summarise:")
    start = time.perf_counter()
    window.composer.text.insertFromMimeData(data)
    QApplication.processEvents()
    assert time.perf_counter() - start < 0.5
    assert "characters" in visible_words(window.composer)
    with qtbot.waitSignal(window.message_submitted) as sent:
        QTest.keyClick(window.composer.text, Qt.Key.Key_Return)
    assert sent.args == [Draft(f"Summarise:\n\n{text}")]
    assert "characters" not in visible_words(window.composer)


def test_a_long_paste_can_be_taken_away_again(window: MainWindow) -> None:
    window.composer.set_draft("x" * 100_000)
    press(window.composer, "Pasted text, 100,000 characters")
    assert window.composer.draft == ""
    assert not window.composer.button.isEnabled()


def test_only_plain_text_is_pasted(window: MainWindow) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    window.composer.text.insertFromMimeData(data)
    assert window.composer.text.toPlainText() == "bold"


# The conversations


def test_conversations_are_grouped_chosen_and_walked_with_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    shown = conversations()
    window.show_conversations(shown, shown[0].id)
    model = window.sidebar.list.conversations
    rows = [str(model.index(row).data()) for row in range(model.rowCount())]
    assert rows[0] == "Today"
    assert "Yesterday" in rows
    assert "Earlier" in rows
    with qtbot.waitSignal(window.conversation_selected) as chosen:
        QTest.keySequence(window, QKeySequence("Ctrl+PgDown"))
    assert chosen.args == [shown[1].id]
    with qtbot.waitSignal(window.conversation_selected) as chosen:
        QTest.keySequence(window, QKeySequence("Ctrl+PgDown"))
    assert chosen.args == [shown[2].id]
    with qtbot.waitSignal(window.conversation_selected) as chosen:
        QTest.keySequence(window, QKeySequence("Ctrl+PgUp"))
    assert chosen.args == [shown[1].id]


def test_showing_conversations_asks_for_nothing(window: MainWindow, qtbot: QtBot) -> None:
    shown = conversations()
    with qtbot.assertNotEmitted(window.conversation_selected):
        window.show_conversations(shown, shown[2].id)
        window.show_conversations(shown[1:], shown[1].id)
        window.show_conversations([], None)


def test_a_conversation_is_renamed_in_place(window: MainWindow, qtbot: QtBot) -> None:
    shown = conversations()
    window.show_conversations(shown, shown[0].id)
    QTest.keySequence(window, QKeySequence("F2"))
    editor = window.sidebar.list.findChild(QLineEdit)
    assert editor is not None
    editor.setText("  Oceans \n of the Earth ")
    with qtbot.waitSignal(window.conversation_renamed) as renamed:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == [shown[0].id, "Oceans of the Earth"]


def test_escape_and_an_empty_name_keep_the_old_one(window: MainWindow, qtbot: QtBot) -> None:
    shown = conversations()
    window.show_conversations(shown, shown[0].id)
    with qtbot.assertNotEmitted(window.conversation_renamed):
        for text, key in (("Other", Qt.Key.Key_Escape), ("   ", Qt.Key.Key_Return)):
            window.sidebar.list.rename_selected()
            editor = window.sidebar.list.findChildren(QLineEdit)[-1]
            editor.setText(text)
            QTest.keyClick(editor, key)
            QApplication.processEvents()


def test_a_deletion_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    shown = conversations()
    window.show_conversations(shown, shown[1].id)
    with qtbot.waitSignal(window.conversation_deleted) as deleted:
        QTest.keyClick(window.sidebar.list, Qt.Key.Key_Delete)
    assert deleted.args == [shown[1].id]
    assert "Conversation deleted." in visible_words(window.notice_bar)
    with qtbot.waitSignal(window.deletion_undone) as undone:
        press(window.notice_bar, "Undo")
    assert undone.args == [shown[1].id]
    assert not window.notice_bar.isVisible()
    QTest.keyClick(window.sidebar.list, Qt.Key.Key_Delete)
    with qtbot.waitSignal(window.deletion_undone):
        QTest.keySequence(window, QKeySequence("Ctrl+Shift+Z"))


def test_what_is_typed_in_a_text_to_read_is_written_in_the_message_box(window: MainWindow, qtbot: QtBot) -> None:
    reply = message(Role.ASSISTANT, "Yes, it is.")
    window.show_conversation(conversations()[0], [message(Role.USER, "Is it?"), reply])
    qtbot.waitUntil(lambda: window.transcript.is_settled)
    view = window.transcript.latest_reply()
    assert view is not None
    view.texts()[0].setFocus()
    QTest.keyClick(view.texts()[0], Qt.Key.Key_Space)
    QTest.keyClick(view.texts()[0], Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert window.composer.draft == ""
    QTest.keyClick(view.texts()[0], Qt.Key.Key_E)
    assert window.composer.text.hasFocus()
    assert window.composer.draft == "e"
    view.setFocus()  # of the chosen message itself a letter is a command
    QTest.keyClick(view, Qt.Key.Key_X)
    assert window.composer.draft == "e"


def test_search_is_told_after_a_pause_and_says_when_nothing_is_found(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keySequence(window, QKeySequence("Ctrl+K"))
    assert window.sidebar.search.hasFocus()
    with qtbot.waitSignal(window.search_changed) as search:
        QTest.keyClicks(window.sidebar.search, "zeppelin")
    assert search.args == ["zeppelin"]
    window.show_conversations([], None)
    assert "No conversation has “zeppelin”" in visible_words(window.sidebar)
    with qtbot.waitSignal(window.search_changed) as search:
        press(window.sidebar, "Clear the search")
    assert search.args == [""]
    window.show_conversations([], None)
    assert "No conversations yet" in visible_words(window.sidebar)


def test_a_search_of_thousands_of_conversations_is_listed_at_once(window: MainWindow) -> None:
    many = [conversation(f"Conversation {number}", number / 10) for number in range(5000)]
    start = time.perf_counter()
    window.show_conversations(many, many[0].id)
    QApplication.processEvents()
    assert time.perf_counter() - start < 1


def test_the_sidebar_makes_room_in_a_narrow_window_and_comes_when_asked(window: MainWindow, qtbot: QtBot) -> None:
    assert window.sidebar.isVisible()
    window.resize(640, 480)
    qtbot.waitUntil(lambda: not window.sidebar.isVisible())
    QTest.keySequence(window, QKeySequence("Ctrl+B"))
    assert window.sidebar.isVisible()
    QTest.keySequence(window, QKeySequence("Ctrl+B"))
    assert not window.sidebar.isVisible()
    window.resize(1180, 780)
    qtbot.waitUntil(window.sidebar.isVisible)


def test_hiding_the_sidebar_is_a_setting_that_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.settings_changed) as hidden:
        QTest.keySequence(window, QKeySequence("Ctrl+B"))
    assert hidden.args is not None
    assert not hidden.args[0].sidebar_visible
    window.set_settings(hidden.args[0])
    assert not window.sidebar.isVisible()


def test_in_a_narrow_window_a_click_on_a_conversation_closes_the_list(window: MainWindow, qtbot: QtBot) -> None:
    shown = conversations()
    window.show_conversations(shown, shown[0].id)
    window.resize(640, 480)
    qtbot.waitUntil(lambda: not window.sidebar.isVisible())
    QTest.keySequence(window, QKeySequence("Ctrl+B"))
    row = window.sidebar.list.visualRect(window.sidebar.list.conversations.index_of(shown[1].id))
    with qtbot.waitSignal(window.conversation_selected):
        QTest.mouseClick(window.sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert not window.sidebar.isVisible()
    # As Enter does.
    QTest.keySequence(window, QKeySequence("Ctrl+K"))
    QTest.keyClick(window.sidebar.search, Qt.Key.Key_Down)
    assert window.sidebar.isVisible()
    QTest.keyClick(window.sidebar.list, Qt.Key.Key_Return)
    assert not window.sidebar.isVisible()
    assert window.composer.text.hasFocus()


def test_enter_in_the_list_goes_on_to_the_message_box(window: MainWindow) -> None:
    shown = conversations()
    window.show_conversations(shown, shown[0].id)
    window.activateWindow()
    QTest.keyClick(window.sidebar.search, Qt.Key.Key_Down)
    assert window.sidebar.list.hasFocus()
    QTest.keyClick(window.sidebar.list, Qt.Key.Key_Return)
    assert window.composer.text.hasFocus()


def test_from_a_new_conversation_the_keys_lead_into_the_first_of_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    listed = window.sidebar.list
    shown = conversations()
    window.show_conversations(shown, None)
    with qtbot.waitSignal(window.conversation_selected) as selected:
        QTest.keyClick(window.sidebar.search, Qt.Key.Key_Down)
    assert selected.args == [shown[0].id]
    assert listed.hasFocus()
    window.composer.focus()
    window.show_conversations([], None)
    window.show_conversations(shown, None)
    listed.setFocus(Qt.FocusReason.TabFocusReason)  # which leaves what is shown as it is
    assert not listed.selection()
    with qtbot.waitSignal(window.conversation_selected) as selected:
        QTest.keyClick(listed, Qt.Key.Key_Return)
    assert selected.args == [shown[0].id]


def test_new_conversation(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.new_conversation_requested):
        QTest.keySequence(window, QKeySequence("Ctrl+N"))
    with qtbot.waitSignal(window.new_conversation_requested):
        press(window.sidebar, "New conversation")


# The empty state, the model, the status line


def test_the_first_start_says_what_this_is_and_offers_examples(window: MainWindow, qtbot: QtBot) -> None:
    window.show_conversations([], None)
    window.set_model_status(ready_model())
    words = visible_words(window.welcome)
    assert "Everything stays on this computer." in words
    press(window.welcome, EXAMPLES[0])
    assert window.composer.draft == EXAMPLES[0]
    assert window.composer.button.isEnabled()
    window.add_message(message(Role.USER, EXAMPLES[0]))
    assert not window.welcome.isVisible()
    assert window.transcript.isVisible()


def test_without_a_model_one_is_asked_for(window: MainWindow) -> None:
    window.set_model_status(ModelStatus(ModelPhase.NONE))
    assert "No model was found" in visible_words(window.welcome)
    press(window.welcome, "Choose a model…")
    assert window.dialog("model").isVisible()
    window.dialog("model").close()


def test_the_model_button_names_the_model_and_lists_the_others(window: MainWindow, qtbot: QtBot) -> None:
    window.set_models(models())
    window.set_model_status(ModelStatus(ModelPhase.LOADING, "SmolLM2 135M", progress=0.5))
    assert window.top_bar.model.accessibleName() == "Model: SmolLM2 135M, loading 50 %"
    window.set_model_status(ready_model())
    assert window.top_bar.model.accessibleName() == "Model: SmolLM2 135M, Q4_1 · 98 MB"
    QTest.keySequence(window, QKeySequence("Ctrl+M"))
    menu = window.top_bar.model.menu_of_models
    qtbot.waitUntil(menu.isVisible)
    assert [action.isChecked() for action in menu.actions()[:2]] == [True, False]
    with qtbot.waitSignal(window.model_chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == [models()[1].path]
    menu.close()


def test_offline_explains_itself(window: MainWindow) -> None:
    press(window.top_bar, "Offline")
    assert "opens no port" in visible_words(window.notice_bar)
    assert "opens no port" in window.top_bar.offline.toolTip()


def test_going_on_dismisses_the_problem(window: MainWindow, qtbot: QtBot) -> None:
    window.show_problem(Problem("The reply was interrupted", "Try again."))
    assert window.problem_card.isVisible()
    QTest.keyClicks(window.composer.text, "Go on")
    with qtbot.waitSignal(window.message_submitted):
        QTest.keyClick(window.composer.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.problem_card.isVisible())


def test_the_status_line_has_the_numbers(window: MainWindow) -> None:
    window.set_context_use(ContextUse(3110, 8192, 83.4, 212))
    words = visible_words(window.status_line)
    assert "3,110 of 8,192" in words
    assert "83 tok/s" in words
    assert "First token 0.21 s" in words
    window.set_context_use(ContextUse(8000, 8192))
    assert "8,000 of 8,192, nearly full" in visible_words(window.status_line)
    window.set_context_use(ContextUse(9000, 8192))
    assert "more than the model reads at once" in visible_words(window.status_line)
    window.set_context_use(ContextUse())
    assert "of" not in visible_words(window.status_line)


def test_a_long_title_is_cut_on_the_screen_only(window: MainWindow) -> None:
    window.show_conversation(conversation("A title & a very long one, " * 20), [])
    assert window.top_bar.title.text().endswith("…")
    assert window.top_bar.title.accessibleName().startswith("A title & a very long one, A title")


# Problems and notices


def test_a_problem_says_what_to_do_next(window: MainWindow, qtbot: QtBot) -> None:
    problem = Problem(
        "The engine stopped", "Ask again.", "signal 9", (ProblemAction.RETRY, ProblemAction.OPEN_SETTINGS)
    )
    window.show_problem(problem)
    assert "The engine stopped" in visible_words(window.problem_card)
    assert not window.problem_card.findChild(QPlainTextEdit).isVisible()  # type: ignore[union-attr] - it has one
    press(window.problem_card, "Details")
    assert window.problem_card.findChild(QPlainTextEdit).isVisible()  # type: ignore[union-attr] - it has one
    press(window.problem_card, "Copy details")
    assert QApplication.clipboard().text() == "The engine stopped\n\nAsk again.\n\nsignal 9"
    with qtbot.waitSignal(window.problem_action) as action:
        press(window.problem_card, "Try again")
    assert action.args == [ProblemAction.RETRY]
    assert not window.problem_card.isVisible()


def test_every_action_has_a_label(window: MainWindow) -> None:
    window.show_problem(Problem("T", "M", "D", tuple(ProblemAction)))
    assert len(set(visible_words(window.problem_card).split("\n"))) >= len(ProblemAction) + 2
    window.show_problem(Problem("Other", "M"))
    assert "Details" not in visible_words(window.problem_card)
    window.clear_problem()
    assert not window.problem_card.isVisible()


def test_escape_dismisses_a_problem_when_nothing_is_written(window: MainWindow, qtbot: QtBot) -> None:
    window.show_problem(Problem("T", "M"))
    with qtbot.assertNotEmitted(window.stop_requested):
        QTest.keyClick(window.composer.text, Qt.Key.Key_Escape)
    assert not window.problem_card.isVisible()


def test_actions_of_the_window_itself(window: MainWindow, qtbot: QtBot) -> None:
    window.show_problem(Problem("T", "M", actions=(ProblemAction.OPEN_SETTINGS, ProblemAction.OPEN_DATA_FOLDER)))
    with qtbot.waitSignal(window.data_folder_requested):
        press(window.problem_card, "Open the data folder")
    window.show_problem(Problem("T", "M", actions=(ProblemAction.OPEN_SETTINGS,)))
    press(window.problem_card, "Open settings")
    assert window.dialog("settings").isVisible()
    window.dialog("settings").close()


# Settings and shortcuts


def open_settings(window: MainWindow, settings: Settings) -> QWidget:
    window.set_settings(settings)
    window.activateWindow()
    QApplication.processEvents()
    QTest.keySequence(window, QKeySequence("Ctrl+,"))
    return window.dialog("settings")


def field(dialog: QWidget, name: str) -> QWidget:
    return next(w for w in dialog.findChildren(QWidget) if w.accessibleName() == name)


def test_settings_are_told_when_saved_and_only_what_was_changed(window: MainWindow, qtbot: QtBot) -> None:
    before = Settings(threads=2, model="/m.gguf", window_geometry="abc")
    dialog = open_settings(window, before)
    field(dialog, "Temperature").setValue(0.25)  # type: ignore[attr-defined] - a spin box
    field(dialog, "Seed").setText("42")  # type: ignore[attr-defined] - a line edit
    field(dialog, "Context length").setValue(4096)  # type: ignore[attr-defined] - a spin box
    box = field(dialog, "KV cache")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(1)
    press(dialog, "Dark")
    with qtbot.waitSignal(window.settings_changed) as changed:
        press(dialog, "Save")
    assert changed.args == [
        replace(
            before,
            theme=ThemeChoice.DARK,
            context_length=4096,
            kv_type="q8_0",
            sampling=replace(before.sampling, temperature=0.25, seed=42),
        )
    ]


def test_nothing_is_told_when_nothing_was_changed_or_it_is_cancelled(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(window.settings_changed):
        press(open_settings(window, Settings(text_size=16)), "Save")
        QApplication.processEvents()
        dialog = open_settings(window, Settings(text_size=16))
        field(dialog, "Text size").setValue(20)  # type: ignore[attr-defined] - a spin box
        press(dialog, "Cancel")


def test_a_wrong_value_is_named_beside_its_field(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_settings(window, Settings())
    field(dialog, "Seed").setText("seven")  # type: ignore[attr-defined] - a line edit
    with qtbot.assertNotEmitted(window.settings_changed):
        press(dialog, "Save")
    assert "A seed is a whole number" in visible_words(dialog)
    assert dialog.isVisible()
    field(dialog, "Seed").setText(str(2**40))  # type: ignore[attr-defined] - a line edit
    press(dialog, "Save")
    assert "must be a number" in visible_words(dialog)
    field(dialog, "Context length").setValue(100)  # type: ignore[attr-defined] - a spin box
    field(dialog, "Seed").setText("")  # type: ignore[attr-defined] - a line edit
    press(dialog, "Save")
    assert "from 256" in visible_words(dialog)
    dialog.close()


def test_reset_puts_defaults_into_the_fields(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_settings(window, Settings(threads=3, text_size=20))
    press(dialog, "Reset to defaults")
    threads = field(dialog, "Threads")
    assert isinstance(threads, QSpinBox)
    assert threads.text() == "Automatic"
    with qtbot.waitSignal(window.settings_changed) as changed:
        press(dialog, "Save")
    assert changed.args == [Settings()]


def test_adapters_are_proposed_only_when_that_is_wanted(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_settings(window, Settings())
    box = field(dialog, "Propose adapters")
    assert isinstance(box, QAbstractButton)
    assert not box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    with qtbot.waitSignal(window.settings_changed) as changed:
        press(dialog, "Save")
    assert changed.args == [Settings(propose_adapters=True)]


def test_the_data_folder_is_shown_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_settings(window, Settings())
    assert "/home/maren/.local/share/Homespun" in visible_words(dialog)
    with qtbot.waitSignal(window.data_folder_requested):
        press(dialog, "Open the folder")
    dialog.close()


def test_the_sheet_lists_every_shortcut_that_works(window: MainWindow) -> None:
    QTest.keySequence(window, QKeySequence("F1"))
    sheet = window.dialog("shortcuts")
    words = visible_words(sheet)
    for _, group in shortcuts.GROUPS:
        for shortcut in group:
            assert shortcut.words in words
    assert sheet.height() < sheet.screen().availableSize().height()  # with room for the window's frame
    sheet.close()


def test_no_two_actions_share_a_shortcut() -> None:
    keys = [(one.place, key) for _, group in shortcuts.GROUPS for one in group for key in one.keys]
    assert len(keys) == len(set(keys))


def test_closing_is_told(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.desktop.quit_requested):
        QTest.keySequence(window, QKeySequence("Ctrl+Q"))
    with qtbot.waitSignal(window.closing):
        window.close()


def test_text_that_comes_after_closing_starts_nothing(window: MainWindow) -> None:
    reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [reply])
    window.close()
    window.append_text(reply.id, "late")
    window.update_message(replace(reply, content="late", state=MessageState.STOPPED))
    QApplication.processEvents()


def test_geometry_comes_back(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    window.resize(700, 600)
    QApplication.processEvents()
    other = MainWindow(theme)
    qtbot.addWidget(other)
    other.set_settings(Settings(window_geometry=window.geometry_text()))
    assert other.size() == window.size()


# Everybody


def test_every_control_has_a_name(window: MainWindow, settled: Callable[[], None]) -> None:
    window.show_conversation(None, rich_messages())
    window.show_problem(Problem("T", "M", "D", tuple(ProblemAction)))
    window.show_notice("Notice")
    settled()
    window.open_settings()
    for root in (window, window.dialog("settings")):
        for widget in root.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                inside = isinstance(widget.parent(), QSpinBox | QComboBox) or "qt_" in widget.objectName()
                assert widget.accessibleName() or text or inside, widget
    window.dialog("settings").close()


def test_tab_reaches_everything_and_comes_back(window: MainWindow, settled: Callable[[], None]) -> None:
    shown = conversations()
    window.show_conversations(shown, shown[0].id)
    window.show_conversation(shown[0], rich_messages())
    settled()
    window.activateWindow()
    window.composer.focus()
    seen: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if seen and focused is window.composer.text:
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    else:
        pytest.fail(f"Tab does not come back: {seen[-8:]}")
    for widget in (window.sidebar.new, window.sidebar.search, window.sidebar.list, window.top_bar.model):
        assert widget in seen
    assert window.transcript.views()[-1] in seen
    assert any(isinstance(widget, TextView) for widget in seen)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_has_contrast_on_everything_that_it_stands_on(palette: Palette) -> None:
    grounds = (palette.page, palette.surface, palette.sunken, palette.accent_soft)
    for ink, least in ((palette.ink, 7.0), (palette.muted, 4.5), (palette.accent, 4.5)):
        assert min(_contrast(ink, ground) for ground in grounds) >= least
    for color in (palette.danger, palette.warning, palette.good):
        assert min(_contrast(color, ground) for ground in (palette.page, palette.surface)) >= 4.5
    for name in ("keyword", "name", "string", "number", "comment"):
        assert _contrast(getattr(palette, f"code_{name}"), palette.sunken) >= 4.5
    assert _contrast(palette.on_accent, palette.accent) >= 4.5
    assert _contrast(palette.on_accent, palette.accent_strong) >= 4.5
    assert _contrast(palette.muted, palette.line) >= 3


def test_the_system_theme_is_followed_while_it_changes(
    window: MainWindow, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.set_settings(Settings(theme=ThemeChoice.SYSTEM))
    changed = QApplication.styleHints().colorSchemeChanged
    for dark, palette in ((True, DARK), (False, LIGHT)):
        monkeypatch.setattr(theme, "_system_is_dark", lambda dark=dark: dark)  # The offscreen platform has no scheme.
        changed.emit(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        assert theme.palette is palette
    window.set_settings(Settings(theme=ThemeChoice.DARK))
    changed.emit(Qt.ColorScheme.Light)
    assert theme.palette is DARK


def test_a_larger_text_size_is_larger_everywhere(window: MainWindow, settled: Callable[[], None]) -> None:
    window.show_conversation(None, [message(Role.ASSISTANT, "One line")])
    settled()
    (view,) = window.transcript.findChildren(TextView)
    before = view.height()
    window.set_settings(Settings(text_size=24))
    settled()
    assert view.height() > before
    assert QApplication.font().pixelSize() == 24
    assert isinstance(window.composer.button, QPushButton)
    assert window.composer.mapTo(window, QPoint()).y() > 0


def _contrast(first: str, second: str) -> float:
    """By WCAG 2: (lighter + 0.05) / (darker + 0.05) of the relative luminances."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_screen_reader_hears_of_the_start_and_the_end_of_a_reply_and_of_problems(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("app.ui.announcements.QAccessible", _Reader(heard))
    reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [message(Role.USER, "Hi")])
    window.add_message(reply)
    for word in ["many", "words", "come", "one", "by", "one"]:
        window.append_text(reply.id, word)
    window.update_message(replace(reply, content="many words", state=MessageState.COMPLETE))
    window.show_problem(Problem("The engine stopped", "Ask again."))
    assert heard == ["The reply begins", "The reply is complete", "The engine stopped. Ask again."]


class _Reader:
    """Stands in for Qt's connection to a screen reader, which no test machine has."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def __init__(self, heard: list[str]) -> None:
        self._heard = heard

    def isActive(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 - Qt's name
        self._heard.append(event.message())
