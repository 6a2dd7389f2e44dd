"""What a piece of a long reply costs the window does not grow with the reply: benchmarks/transcript.py measures it."""

from __future__ import annotations

import time
from statistics import median

import pytest
from pytestqt.qtbot import QtBot

from app.store.records import MessageState, StoredMessage
from app.ui.window import MainWindow
from benchmarks.transcript import SAMPLES
from engine.protocol import Role

PIECE = 2_500
"""Characters."""
PIECES = 5


@pytest.mark.parametrize("sample", ["prose", "mixed", "one code block", "no space"])
def test_a_piece_costs_as_much_late_as_early(window: MainWindow, qtbot: QtBot, sample: str) -> None:
    text = SAMPLES[sample](150_000)
    reply = StoredMessage(1, 1, None, Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [StoredMessage(2, 1, None, Role.USER, "Write.")])
    window.add_message(reply)
    written = 0

    def cost_of(size: int) -> float:
        """Processor time that this thread takes for so many characters more."""
        nonlocal written
        before = time.thread_time()
        window.append_text(reply.id, text[written : written + size])
        written += size
        qtbot.waitUntil(lambda: window.transcript.is_settled, timeout=30_000)
        return time.thread_time() - before

    cost_of(2 * PIECE)
    early = [cost_of(PIECE) for _ in range(PIECES)]
    cost_of(len(text) - written - PIECES * PIECE)
    late = [cost_of(PIECE) for _ in range(PIECES)]
    view = window.transcript.latest_reply()
    assert view is not None
    assert view.content == text
    # The reply is ten times as long by then. Colder caches alone make it 1.6 to 2 times as dear (mixed).
    assert median(late) < 4 * median(early)
