"""The real window with the real starter model, driven in this process: what a person does in the first minutes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.store.records import MessageState
from engine.protocol import SamplingOptions
from tests.running_program import RunningProgram

pytestmark = pytest.mark.model

RunProgram = Callable[..., RunningProgram]

GREEDY = SamplingOptions(temperature=0.0, seed=1)
STORY = "Write a very long story about a journey across the sea, with many chapters."
NOTES = "The tide comes in twice a day, and the boats leave the harbour with it. " * 12


def test_send_stream_close_and_find_it_again(run_program: RunProgram, qtbot: QtBot) -> None:
    program = run_program(sampling=GREEDY, max_tokens=60)
    reply = program.ask("What is the largest ocean on Earth?")
    assert "Pacific" in reply.content
    assert reply.state is MessageState.COMPLETE
    assert program.streamed[reply.id] == reply.content
    long = program.ask(f"Keep these notes in mind. {NOTES}", 2)
    program.close()

    again = run_program()
    again.wait_listed(1)
    again.window.conversation_selected.emit(again.listed[0].id)
    qtbot.waitUntil(lambda: len(again.shown) == 4)
    assert [message.content for message in again.shown.values()][1] == reply.content
    assert again.last() == long
    usage = again.ask("And the second largest?", 3).metadata.usage
    assert usage is not None
    assert usage.restored_tokens > 200
    assert usage.evaluated_tokens < 60
    assert [len(messages) for messages in again.on_disk()] == [6]


def test_stop(run_program: RunProgram) -> None:
    program = run_program(sampling=GREEDY)
    program.send(STORY)
    program.wait_writing()
    program.press_stop()
    stopped_at = time.monotonic()
    reply = program.wait_reply()
    assert time.monotonic() - stopped_at < 5
    assert reply.state is MessageState.STOPPED
    assert reply.content
    assert program.on_disk()[0][-1] == reply


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGKILL"])
def test_an_engine_killed_in_mid_reply(run_program: RunProgram, qtbot: QtBot, name: str) -> None:
    program = run_program(sampling=GREEDY)
    program.send(STORY)
    reply_id = program.wait_writing()
    qtbot.waitUntil(lambda: len(program.streamed[reply_id]) > 20, timeout=60_000)
    assert program.program.client.pid is not None
    killed_at = time.monotonic()
    os.kill(program.program.client.pid, getattr(signal, name))
    problem = program.wait_problem()
    assert time.monotonic() - killed_at < 1.0
    assert problem.title == "The reply was interrupted"
    reply = program.wait_reply()
    assert reply.state is MessageState.STOPPED
    assert reply.content == program.streamed[reply_id]
    assert program.on_disk()[0][-1] == reply
    program.window.new_conversation_requested.emit()
    assert "Pacific" in program.ask("What is the largest ocean on Earth?").content


def test_an_engine_frozen_in_mid_reply(run_program: RunProgram, qtbot: QtBot) -> None:
    program = run_program(sampling=GREEDY)
    program.send(STORY)
    reply_id = program.wait_writing()
    qtbot.waitUntil(lambda: len(program.streamed[reply_id]) > 20, timeout=60_000)
    assert program.program.client.pid is not None
    frozen_at = time.monotonic()
    os.kill(program.program.client.pid, signal.SIGSTOP)
    qtbot.waitUntil(lambda: any("stopped answering" in notice for notice in program.notices), timeout=5000)
    assert time.monotonic() - frozen_at < 2.0
    problem = program.wait_problem()
    assert 9 < time.monotonic() - frozen_at < 15
    assert "stopped answering" in problem.message
    reply = program.wait_reply()
    assert reply.state is MessageState.STOPPED
    assert reply.content == program.streamed[reply_id]
    program.window.new_conversation_requested.emit()
    assert "Pacific" in program.ask("What is the largest ocean on Earth?").content
