"""A prompt of a megabyte in the real program with the real model: counted, refused in words, and the window goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.draft import Draft
from tests.running_program import RunningProgram


@pytest.mark.model
@pytest.mark.parametrize("text", ["word " * 200_000, "x" * 1_000_000], ids=["words", "no space"])
def test_a_prompt_of_a_megabyte_is_counted_and_refused_while_the_window_answers(
    run_program: Callable[..., RunningProgram], qtbot: QtBot, text: str
) -> None:
    program = run_program()
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    heart = QTimer()
    heart.setInterval(1)
    heart.timeout.connect(beat)
    last = time.perf_counter()
    heart.start()
    program.window.message_submitted.emit(Draft(text))
    qtbot.waitUntil(lambda: bool(program.problems), timeout=120_000)
    heart.stop()
    assert "tokens" in program.problems[-1].message
    qtbot.waitUntil(lambda: program.window.composer.draft == text, timeout=30_000)
    qtbot.waitUntil(lambda: program.program.chat.is_settled and not program.shown, timeout=30_000)
    gaps.sort()  # told, not tested: on a busy machine it is the machine's
    print(f"event-loop gaps: {gaps[int(len(gaps) * 0.99)]:.0f} ms at the 99th percentile, {gaps[-1]:.0f} at most")
    assert program.ask("Say one word.").content
