"""The transcript: streaming, following, pages of a long conversation, states in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.state import Activity, ChatActivity, MessageAction
from app.store.records import MessageState, StoredMessage
from app.ui.blocks import TextView
from app.ui.code_view import CodeView
from app.ui.message_column import COLUMN, PAGE
from app.ui.reply import ReplyMessage
from app.ui.user_message import UserMessage
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.qt.samples import ANSWER, message, rich_messages, written

Settled = Callable[[], None]


def shown_text(window: MainWindow) -> str:
    """All that the views of the transcript show, from top to bottom."""
    parts = []
    for view in window.transcript.views():
        for block in view.findChildren(TextView) + view.findChildren(CodeView):
            parts.append(block.toPlainText() if isinstance(block, TextView) else block.text.toPlainText())
    return "\n".join(parts)


def long_conversation(turns: int) -> list[StoredMessage]:
    return [
        message(role, f"{role} {turn} " + "with some words to fill a line or two. " * 6)
        for turn in range(turns)
        for role in (Role.USER, Role.ASSISTANT)
    ]


def test_a_stored_conversation_is_shown_to_its_end(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, rich_messages())
    settled()
    text = shown_text(window)
    assert "What is the largest ocean" in text
    assert "Challenger Deep" in text
    assert "AREAS = {" in text
    bar = window.transcript.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_a_reply_streams_into_the_page_and_equals_a_stored_one(window: MainWindow, settled: Settled) -> None:
    reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [message(Role.USER, "Ask")])
    window.add_message(reply)
    for start in range(0, len(ANSWER), 11):
        window.append_text(reply.id, ANSWER[start : start + 11])
        QApplication.processEvents()
    settled()
    streamed = shown_text(window)
    window.update_message(replace(reply, content=ANSWER, state=MessageState.COMPLETE, metadata=written()))
    settled()
    assert shown_text(window) == streamed
    window.show_conversation(
        None, [message(Role.USER, "Ask"), replace(reply, content=ANSWER, state=MessageState.COMPLETE)]
    )
    settled()
    assert shown_text(window) == streamed


def test_the_stores_content_wins_over_what_was_appended(window: MainWindow, settled: Settled) -> None:
    reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [reply])
    window.append_text(reply.id, "half of an ans")
    window.update_message(replace(reply, content="Another answer.", state=MessageState.COMPLETE))
    settled()
    assert shown_text(window) == "Another answer."
    view = window.transcript.latest_reply()
    assert view is not None
    assert view.content == "Another answer."


def test_a_message_with_the_streaming_state_goes_on_where_it_was(window: MainWindow, settled: Settled) -> None:
    reply = message(Role.ASSISTANT, "One ", MessageState.STREAMING)
    window.show_conversation(None, [reply])
    window.append_text(reply.id, "two ")
    window.update_message(replace(reply, content="One two ", state=MessageState.STREAMING))
    window.append_text(reply.id, "three")
    settled()
    assert shown_text(window) == "One two three"


def test_text_for_a_message_that_is_not_shown_is_ignored(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, [message(Role.USER, "Only this")])
    window.append_text(987_654, "lost")
    window.update_message(message(Role.ASSISTANT, "lost"))
    settled()
    assert shown_text(window) == "Only this"


def test_only_the_newest_messages_are_widgets_until_the_person_scrolls_up(
    window: MainWindow, settled: Settled, qtbot: QtBot
) -> None:
    window.show_conversation(None, long_conversation(40))
    settled()
    transcript, bar = window.transcript, window.transcript.verticalScrollBar()
    assert len(transcript.views()) <= 2 * PAGE
    top = transcript.views()[0]
    bar.setValue(0)
    settled()
    before = top.mapTo(transcript, QPoint()).y()
    assert len(transcript.views()) > PAGE
    assert abs(before) < transcript.viewport().height()
    for _ in range(12):
        bar.setValue(0)
        settled()
    assert "user 0 " in shown_text(window)


def test_what_is_read_stays_in_place_while_a_reply_is_written(window: MainWindow, settled: Settled) -> None:
    reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [*long_conversation(6), reply])
    settled()
    transcript, bar = window.transcript, window.transcript.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view = transcript.views()[4]
    place = view.mapTo(transcript, QPoint()).y()
    for _ in range(20):
        window.append_text(reply.id, "More and more words of the reply.\n\n")
        settled()
    assert view.mapTo(transcript, QPoint()).y() == place
    jump = next(b for b in transcript.findChildren(type(window.composer.button)) if b.objectName() == "jump")
    assert jump.isVisible()
    QTest.mouseClick(jump, Qt.MouseButton.LeftButton)
    assert bar.value() == bar.maximum()
    window.append_text(reply.id, "And the end.\n\n" * 10)
    settled()
    assert bar.value() == bar.maximum()
    assert not jump.isVisible()


def test_the_column_is_centred_and_never_wider_than_its_measure(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, rich_messages())
    for width in (420, 640, 1180, 2400):
        window.resize(width, 800)
        settled()
        for view in window.transcript.views():
            assert view.width() <= COLUMN + 16
        left = window.transcript.views()[0].mapTo(window, QPoint(8, 0)).x()
        box = window.composer.mapTo(window, QPoint()).x()
        assert abs(left - box) <= 1, width


def test_a_message_too_long_to_lay_out_at_once_is_folded(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, [message(Role.USER, "x" * 1_000_000)])
    settled()
    (view,) = window.transcript.views()
    assert isinstance(view, UserMessage)
    assert len(shown_text(window)) == 6_000
    view.unfold()
    settled()
    assert len(shown_text(window).replace("\n", "")) == 1_000_000
    assert view.content == "x" * 1_000_000


def test_a_megabyte_without_a_space_is_shown(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, [message(Role.ASSISTANT, "x" * 1_000_000)])
    settled()
    assert len(shown_text(window).replace("\n", "")) == 1_000_000


@pytest.mark.parametrize(
    ("state", "reason", "error", "words"),
    [
        (MessageState.STOPPED, "cancelled", "", "Stopped. What had come is kept."),
        (MessageState.STOPPED, "interrupted", "", "Interrupted before its end. What had come is kept."),
        (MessageState.STOPPED, "interrupted", "The engine crashed.", "The engine crashed."),
        (MessageState.COMPLETE, "length", "", "Cut off: the reply reached its greatest length."),
        (MessageState.FAILED, "", "The disk is full.", "The disk is full."),
        (MessageState.FAILED, "", "", "The reply could not be written."),
        (MessageState.COMPLETE, "stop", "", ""),
    ],
)
def test_how_a_reply_ended_is_said_in_words(
    window: MainWindow, settled: Settled, state: MessageState, reason: str, error: str, words: str
) -> None:
    reply = replace(message(Role.ASSISTANT, "Text"), state=state, metadata=replace(written(reason), error=error))
    window.show_conversation(None, [reply])
    settled()
    labels = [label.text() for label in window.transcript.views()[0].findChildren(QLabel) if label.isVisible()]
    assert labels == ([words] if words else []) + ["SmolLM2 135M · 83 tok/s"]
    assert words in window.transcript.views()[0].accessibleDescription()


def test_every_reply_can_be_written_again_and_only_the_newest_goes_on(
    window: MainWindow, settled: Settled, qtbot: QtBot
) -> None:
    stopped = written("cancelled")
    first, second = (message(Role.ASSISTANT, text, MessageState.STOPPED, stopped) for text in ("One", "Two"))
    window.show_conversation(None, [message(Role.USER, "A"), first, message(Role.USER, "B"), second])
    settled()
    replies = [view for view in window.transcript.views() if isinstance(view, ReplyMessage)]
    assert [reply.footer.retry.isVisible() for reply in replies] == [True, True]
    assert [reply.footer.go_on.isVisible() for reply in replies] == [False, True]
    for button, action, asked in (
        (replies[0].footer.retry, MessageAction.WRITE_AGAIN, first),
        (replies[1].footer.go_on, MessageAction.GO_ON, second),
    ):
        with qtbot.waitSignal(window.message_action) as acted:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert acted.args == [action, asked.id]
    window.add_message(message(Role.USER, "C"))
    assert not replies[1].footer.go_on.isVisible()
    assert replies[1].footer.retry.isVisible()


def test_the_mark_stands_between_what_the_model_sees_and_what_not(window: MainWindow, settled: Settled) -> None:
    messages = long_conversation(4)
    messages[-1] = replace(messages[-1], metadata=written(dropped=4))
    window.show_conversation(None, [message(Role.SYSTEM, "Be brief."), *messages])
    settled()
    divider = window.transcript.divider
    assert divider.isVisible()
    assert "4 older messages" in divider.accessibleName()
    views = window.transcript.views()
    assert views[3].geometry().bottom() < divider.geometry().top() < views[4].geometry().top()
    window.add_message(message(Role.USER, "Next"))
    window.add_message(replace(message(Role.ASSISTANT, "Reply"), metadata=written(dropped=6)))
    settled()
    assert views[5].geometry().bottom() < divider.geometry().top() < views[6].geometry().top()
    window.show_conversation(None, long_conversation(2))
    settled()
    assert not divider.isVisible()


def test_until_the_first_text_the_reply_says_what_goes_on(window: MainWindow, settled: Settled) -> None:
    reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [message(Role.USER, "A"), reply])
    window.set_activity(ChatActivity(Activity.READING, 512, 3000))

    def notes() -> list[str]:
        return [label.text() for label in window.transcript.views()[1].findChildren(QLabel) if label.isVisible()]

    assert notes() == ["Reading 512 of 3,000 tokens"]
    window.append_text(reply.id, "First")
    settled()
    assert notes() == []


def test_the_wheel_over_code_scrolls_the_conversation(window: MainWindow, settled: Settled, qtbot: QtBot) -> None:
    window.show_conversation(None, rich_messages())
    settled()
    code = window.transcript.findChildren(CodeView)[0].text
    bar = window.transcript.verticalScrollBar()
    bar.setValue(bar.value() + code.mapTo(window.transcript, QPoint()).y() - 200)
    before = bar.value()
    place = code.mapTo(window, code.rect().center())
    QTest.wheelEvent(window.windowHandle(), place.toPointF(), QPoint(0, -120))
    qtbot.waitUntil(lambda: bar.value() > before)


def test_messages_are_read_and_copied_with_the_keyboard(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, rich_messages())
    settled()
    window.activateWindow()
    views = window.transcript.views()
    window.transcript.setFocus(Qt.FocusReason.TabFocusReason)
    assert views[-1].hasFocus()
    QTest.keyClick(views[-1], Qt.Key.Key_Up)
    assert views[-2].hasFocus()
    assert views[-2].accessibleName() == "You said"
    QTest.keyClick(views[-2], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == views[-2].content
    QTest.keyClick(views[-2], Qt.Key.Key_Up)
    QTest.keyClick(views[-3], Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert views[-3].isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert views[-3].hasFocus()


def test_the_arrow_keys_lead_from_the_empty_message_box_to_the_messages_and_back(
    window: MainWindow, settled: Settled
) -> None:
    box = window.composer.text
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.hasFocus()  # there are no messages
    window.show_conversation(None, rich_messages())
    settled()
    window.transcript.verticalScrollBar().setValue(0)
    box.setFocus()
    box.setPlainText("Half a sentence")
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.hasFocus()
    box.clear()
    QTest.keyClick(box, Qt.Key.Key_Up)
    last = window.transcript.views()[-1]
    assert last.hasFocus()
    assert window.transcript.viewport().rect().bottom() >= last.mapTo(window.transcript, QPoint()).y()
    QTest.keyClick(last, Qt.Key.Key_Down)
    assert box.hasFocus()


def test_code_and_replies_are_copied_as_they_were_written(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, [message(Role.ASSISTANT, "Do\n\n```sh\necho 'a  b'\n```\n", metadata=written())])
    settled()
    code = window.transcript.findChildren(CodeView)[0]
    QTest.mouseClick(code.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "echo 'a  b'"
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "Do\n\n```sh\necho 'a  b'\n```\n"


def test_a_right_to_left_paragraph_hangs_on_the_right(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, [message(Role.ASSISTANT, "مرحبا بالعالم\n\nHello")])
    settled()
    (view,) = window.transcript.findChildren(TextView)
    block = view.document().begin()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    assert block.layout().lineAt(0).naturalTextRect().left() > view.width() / 2
    assert block.next().textDirection() == Qt.LayoutDirection.LeftToRight


def test_a_change_of_theme_reaches_text_that_is_shown(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, [message(Role.ASSISTANT, "**bold**\n\n```python\nif 1: pass\n```")])
    settled()
    (text,) = window.transcript.findChildren(TextView)
    before = text.document().begin().begin().fragment().charFormat().foreground().color()
    window.set_settings(replace(window.settings, theme="dark"))
    settled()
    after = text.document().begin().begin().fragment().charFormat().foreground().color()
    assert before.lightness() < 80
    assert after.lightness() > 180


def test_switching_conversations_in_the_middle_of_a_reply_leaves_nothing_behind(
    window: MainWindow, settled: Settled
) -> None:
    for turn in range(20):
        reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
        window.show_conversation(None, [message(Role.USER, f"Question {turn}"), reply])
        window.append_text(reply.id, ANSWER)
        for _ in range(turn):
            QApplication.processEvents()
    window.show_conversation(None, [message(Role.ASSISTANT, "Alone")])
    settled()
    assert shown_text(window) == "Alone"
    assert len(window.transcript.findChildren(ReplyMessage)) == 1


def test_a_message_that_is_edited_is_in_sight(window: MainWindow, settled: Settled) -> None:
    window.show_conversation(None, long_conversation(6))
    settled()
    first = window.transcript.views()[0]
    assert isinstance(first, UserMessage)
    first.edit()
    settled()
    assert first.editor is not None
    place = first.editor.mapTo(window.transcript.viewport(), QPoint()).y()
    assert 0 <= place < window.transcript.viewport().height() // 2
    assert first.editor.field.hasFocus()
