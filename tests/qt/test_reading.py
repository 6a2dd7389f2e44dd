"""Reading: reasoning folded away, footnotes, scripts in their own direction, characters that arrive in parts."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.store.records import MessageState, ReplyMetadata
from app.ui.blocks import TextView
from app.ui.code_view import CodeView
from app.ui.graphemes import last_grapheme
from app.ui.markdown import Block, Code, Prose, Reasoning
from app.ui.reasoning_head import ReasoningHead
from app.ui.renderer import Renderer
from app.ui.reply import PAUSE_MS, ReplyMessage
from app.ui.reply_text import ReplyText
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.qt.samples import ANSWER, ARABIC, message

REASONED = "<think>\nFirst **this**.\n\n```python\nx = 1\n```\n\nThen that.\n</think>\n\n" + ANSWER


def streamed(text: str, sizes: list[int]) -> tuple[Block, ...]:
    reply, blocks, position = ReplyText(), [], 0
    for size in sizes:
        change = reply.feed(text[position : position + size])
        blocks[change.first :] = change.blocks
        position += size
    change = reply.finish(text[position:])
    blocks[change.first :] = change.blocks
    return tuple(blocks)


@pytest.mark.parametrize(
    "text",
    [
        REASONED,
        REASONED.removeprefix("<think>\n"),
        "<think>\n\n</think>\n\nDone.",
        "<think>a</think>\nb\n<think>c</think>\nd",
        "<think>never ends\n\n- a\n- b",
        "so $x$:\n$$\na\n+ b\n$$\nand\n\n$$\nopen\n\n[^1]: note $y$\n[^2]: two",
    ],
)
def test_however_a_reply_is_cut_its_blocks_are_the_same(text: str) -> None:
    chance = random.Random(3)
    whole = streamed(text, [])
    for size in (1, 2, 7, 40):
        assert streamed(text, [size] * (len(text) // size)) == whole
    for _ in range(10):
        assert streamed(text, [chance.randint(0, 60) for _ in range(40)]) == whole


def test_reasoning_is_told_from_the_answer() -> None:
    head, first, code, then, *answer = streamed(REASONED, [])
    assert head == Reasoning(1)
    assert isinstance(first, Prose)
    assert isinstance(code, Code)
    assert isinstance(then, Prose)
    assert [first.reasoning, code.reasoning, then.reasoning] == [1, 1, 1]
    assert all(block.reasoning == 0 for block in answer if not isinstance(block, Reasoning))
    change = ReplyText().finish(REASONED)
    assert [(one.words, one.over) for one in change.reasoned] == [(9, True)]


def test_a_footnote_is_a_mark_and_a_small_paragraph() -> None:
    (block,) = streamed(
        "It is so.[^1] See[^note]\n\n[^1]: https://a.example\n[^note]: On\n  and on.\n\n[^aeiou] is none", []
    )
    assert isinstance(block, Prose)
    assert "so.<sup>[1]</sup> See<sup>[note]</sup></p>" in block.html
    assert '<p class="note"><sup>[1]</sup> https://a.example</p>' in block.html
    assert '<p class="note"><sup>[note]</sup> On<br>' in block.html
    assert "[^aeiou] is none" in block.html


def test_reasoning_is_folded_and_unfolds_by_the_keyboard(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot
) -> None:
    metadata = ReplyMetadata(reasoning_ms=72_000)
    window.show_conversation(None, [message(Role.ASSISTANT, REASONED, metadata=metadata)])
    settled()
    (reply,) = window.transcript.findChildren(ReplyMessage)
    (head,) = reply.findChildren(ReasoningHead)
    assert head.button.text() == "Reasoned for 1 min 12 s"
    hidden = [view for view in reply.texts() if view.isHidden()]
    assert [type(view) for view in hidden] == [TextView, CodeView, TextView]
    assert reply.stops()[0] is head.button
    assert not set(hidden) & set(reply.stops())
    reply.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(reply, Qt.Key.Key_Tab)
    assert head.button.hasFocus()
    qtbot.keyClick(head.button, Qt.Key.Key_Space)
    settled()
    assert all(view.isVisible() for view in hidden)
    assert isinstance(hidden[0], TextView)
    assert hidden[0].toPlainText() == "First this."
    assert reply.stops()[1] is hidden[0]
    reply.copy()
    assert QGuiApplication.clipboard().text() == ANSWER.strip("\n")
    qtbot.keyClick(head.button, Qt.Key.Key_Space)
    assert all(view.isHidden() for view in hidden)


def test_reasoning_that_is_being_written_says_so_and_then_how_long_it_took(
    window: MainWindow, settled: Callable[[], None]
) -> None:
    reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [message(Role.USER, "Why?")])
    window.add_message(reply)
    window.append_text(reply.id, "<think>\nBecause of the")
    settled()
    (head,) = window.transcript.findChildren(ReasoningHead)
    assert head.button.text() == "Reasoning · 0 s"
    assert head.button.accessibleName() == "Reasoning, being written"
    window.append_text(reply.id, " moon.\n</think>\n\nThe moon. ")
    settled()
    assert head.button.text().startswith("Reasoned for ")
    shown = window.transcript.latest_reply()
    assert shown is not None
    assert [view.toPlainText() for view in shown.texts() if isinstance(view, TextView) and view.isVisible()] == [
        "The moon."
    ]


def test_each_paragraph_has_its_own_direction(window: MainWindow, settled: Callable[[], None]) -> None:
    window.show_conversation(None, [message(Role.ASSISTANT, ARABIC + "\nعربي (English) 12\n\n1. ordered\n2. واحد")])
    settled()
    reply = window.transcript.latest_reply()
    assert reply is not None
    directions = {}
    for view in reply.texts():
        assert isinstance(view, TextView)
        block = view.document().begin()
        while block.isValid():
            directions[block.text()[:7].strip()] = block.textDirection()
            block = block.next()
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert directions["المحيط"] == right
    assert directions["أعمق نق"] == right
    assert directions["In Engl"] == left
    assert directions["عربي (E"] == right
    assert directions["ordered"] == left
    assert directions["واحد"] == right


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("cafe", 1),
        ("cafe\u0301", 2),
        ("a 👩\u200d👩\u200d👧", 5),
        ("a 🇩🇪", 2),
        ("👍🏽", 2),
        ("न\u094dत\u093f", 4),
        ("1\ufe0f\u20e3", 3),
        ("word ", 0),
        ("line\n", 0),
        ("", 0),
    ],
)
def test_the_last_grapheme_is_found(text: str, length: int) -> None:
    assert last_grapheme(text) == length


def test_half_a_character_is_never_shown(
    window: MainWindow, settled: Callable[[], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed: list[str] = []
    real = Renderer.feed

    def record(self: Renderer, ticket: int, text: str, *, final: bool) -> None:
        fed.append(text)
        real(self, ticket, text, final=final)

    reply = message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [message(Role.USER, "Who?")])
    window.add_message(reply)
    monkeypatch.setattr(Renderer, "feed", record)
    text = "We: 👩\u200d👩\u200d👧 cafe\u0301"
    coming = iter(text)
    with_pauses = QTimer(window)
    with_pauses.setInterval(2 * PAUSE_MS)
    with_pauses.timeout.connect(lambda: window.append_text(reply.id, next(coming, "")))
    with_pauses.start()
    qtbot.waitUntil(lambda: "".join(fed) == text, timeout=10_000)
    with_pauses.stop()
    shown = {"".join(fed[:count]) for count in range(1, len(fed) + 1)}
    assert len(shown) > 5
    assert shown <= {text[:end] for end in (*range(5), 9, *range(10, 14), len(text))}


def test_long_lines_of_code_wrap_where_the_person_says_so(window: MainWindow, settled: Callable[[], None]) -> None:
    window.show_conversation(None, [message(Role.ASSISTANT, "```python\n" + "value = compute(1) " * 40 + "\n```\n")])
    settled()
    (code,) = window.transcript.findChildren(CodeView)
    before = code.text.height()
    assert code.text.horizontalScrollBar().maximum() > 0
    assert code.wrap_button is not None
    assert code.stops()[0] is code.wrap_button
    code.wrap_button.click()
    settled()
    assert code.text.height() > before + 3 * code.fontMetrics().height()
    assert code.text.horizontalScrollBar().maximum() == 0
    code.wrap_button.click()
    settled()
    assert code.text.height() == before
