"""The engine dies of every fault, or freezes, at random moments of a reply in the real program.

`HOMESPUN_TORTURE_FAULTS` (4) is how many times; a quarter of them are freezes, which the program notices after ten
seconds, here after one unless `HOMESPUN_TORTURE_PATIENT` is set.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.store.records import MessageState
from tests.running_program import RunningProgram
from tests.scripted_model import script

FAULTS = int(os.environ.get("HOMESPUN_TORTURE_FAULTS", "4"))
NAMES = ("SEGV", "ABRT", "KILL", "STOP")
LONG = "word " * 400
MOST_WORDS = 60
"""After which the engine dies at the latest."""


@pytest.mark.timeout(120 + 30 * FAULTS)
def test_whatever_the_engine_dies_of_the_reply_so_far_stays_and_the_next_message_works(
    run_program: Callable[..., RunningProgram], tmp_path: Path, qtbot: QtBot
) -> None:
    random_ = random.Random(5)
    model = script(tmp_path / "slow.json", reply=LONG, token_delay=0.002)
    program = run_program(model)
    client = program.program.client
    if not os.environ.get("HOMESPUN_TORTURE_PATIENT"):
        client._silence_seconds = 1.0
    told: dict[str, list[float]] = {name: [] for name in NAMES}
    back: list[float] = []
    for number in range(FAULTS):
        name = NAMES[number % len(NAMES)]
        program.window.new_conversation_requested.emit()
        qtbot.waitUntil(lambda: program.program.chat.shown_id is None)
        program.send(f"Question {number}")
        reply_id = program.wait_writing()
        wanted = random_.randint(1, MOST_WORDS) * 5
        qtbot.waitUntil(lambda: len(program.streamed.get(reply_id, "")) >= wanted, timeout=30_000)  # noqa: B023
        pid, problems = client.pid, len(program.problems)
        assert pid is not None
        started = time.monotonic()
        os.kill(pid, getattr(signal, f"SIG{name}"))
        program.wait_problem(problems + 1)
        told[name].append(time.monotonic() - started)
        reply = program.wait_reply()
        assert reply.state is MessageState.STOPPED, (number, name)
        assert reply.metadata.finish_reason == "interrupted"
        assert reply.content == program.streamed[reply_id]
        assert len(reply.content) >= wanted
        program.wait_ready()
        back.append(time.monotonic() - started - told[name][-1])
        assert client.pid not in (None, pid)
        assert [one.content for one in program.on_disk()[0]] == [f"Question {number}", reply.content]
        script(model, reply="I am back.")
        program.program.model.reload()
        qtbot.waitUntil(lambda: not program.program.model.is_ready, timeout=10_000)
        program.wait_ready()
        assert program.ask("Are you there?", 2).content == "I am back."
        script(model, reply=LONG, token_delay=0.002)
        program.program.model.reload()
        qtbot.waitUntil(lambda: not program.program.model.is_ready, timeout=10_000)
        program.wait_ready()
        client_deaths_do_not_add_up(program)
    for name, seconds in told.items():
        if seconds:
            print(f"{name}: told after {statistics.median(seconds):.2f} s in the median, {max(seconds):.2f} at most")
    print(f"ready again {statistics.median(back):.2f} s after that in the median, {max(back):.2f} at most")


def client_deaths_do_not_add_up(program: object) -> None:
    """A reply came in between, so the next death is the first again: else the program would stop starting engines."""
    assert program.program.model._deaths == 0  # type: ignore[attr-defined]
