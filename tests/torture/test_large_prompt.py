"""A prompt of a megabyte, pasted in the real program: counted, refused in words, and the window goes on."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.running_program import RunningProgram


@pytest.mark.model
@pytest.mark.parametrize("text", ["word " * 200_000, "x" * 1_000_000], ids=["words", "no space"])
def test_a_prompt_of_a_megabyte_is_counted_and_refused_while_the_window_answers(
    run_program: Callable[..., RunningProgram], qtbot: QtBot, text: str
) -> None:
    program = run_program()
    box = program.window.composer.text
    QApplication.clipboard().setText(text)
    gaps, worked = list[float](), list[float]()
    last = time.perf_counter(), time.thread_time()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter(), time.thread_time()
        gaps.append((now[0] - last[0]) * 1000)
        worked.append((now[1] - last[1]) * 1000)
        last = now

    heart = QTimer()
    heart.setInterval(1)
    heart.timeout.connect(beat)
    last = time.perf_counter(), time.thread_time()
    heart.start()
    QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert program.window.composer.draft == text
    qtbot.wait(1_000)  # what follows the pause after typing: the draft is kept, and its tokens are counted
    program.press_enter()
    qtbot.waitUntil(lambda: bool(program.problems), timeout=120_000)
    assert "tokens" in program.problems[-1].message
    qtbot.waitUntil(lambda: program.window.composer.draft == text, timeout=30_000)
    qtbot.waitUntil(lambda: program.program.chat.is_settled and not program.shown, timeout=30_000)
    heart.stop()
    # Told, not tested: on a busy machine a gap is the machine's. The second number is what the thread did in it.
    for name, times in (("event-loop gaps", gaps), ("of them its own work", worked)):
        times.sort()
        print(f"{name}: {times[int(len(times) * 0.99)]:.0f} ms at the 99th percentile, {times[-1]:.0f} at most")
    assert program.ask("Say one word.").content
