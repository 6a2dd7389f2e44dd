"""EngineClient: one process, its events as signals, and every way for it to end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.client import EngineClient
from app.launch import EngineCommand
from app.outcome import EngineOutcome
from engine.protocol import PROTOCOL_VERSION, Finished, FinishReason, Generate, Message, Role, TextDelta
from tests.engine_commands import misbehaving

MakeClient = Callable[..., EngineClient]


@pytest.fixture
def make_client(qtbot: QtBot) -> Iterator[MakeClient]:
    clients: list[EngineClient] = []

    def make(mode: str | EngineCommand, **limits: float) -> EngineClient:
        client = EngineClient(misbehaving(mode) if isinstance(mode, str) else mode, None, **limits)
        clients.append(client)
        return client

    yield make
    for client in clients:
        if client.is_running:
            with qtbot.waitSignal(client.stopped):
                client.shutdown(0.0)


def started(client: EngineClient, qtbot: QtBot) -> EngineClient:
    with qtbot.waitSignal(client.ready):
        client.start()
    return client


def question(client: EngineClient, text: str = "hello") -> Generate:
    return Generate(client.next_id(), (Message(Role.USER, text),))


def end_of(client: EngineClient, qtbot: QtBot, act: Callable[[], None]) -> EngineOutcome:
    with qtbot.waitSignal(client.died) as caught:
        act()
    assert caught.args is not None
    return caught.args[0]


def test_a_reply_comes_as_events_in_order(make_client: MakeClient, qtbot: QtBot) -> None:
    client = started(make_client("pieces"), qtbot)
    events: list[object] = []
    client.received.connect(events.append)
    client.send(question(client))
    qtbot.waitUntil(lambda: bool(events) and isinstance(events[-1], Finished))
    texts = [event.text for event in events if isinstance(event, TextDelta)]
    assert texts == ["some ", "x" * 300_000, "é😀"]


def test_the_child_has_its_own_session_and_an_empty_folder(make_client: MakeClient, qtbot: QtBot) -> None:
    client = started(make_client("fine"), qtbot)
    assert client.pid is not None
    folder = Path(psutil.Process(client.pid).cwd())
    assert list(folder.iterdir()) == []
    assert os.getsid(client.pid) == client.pid
    with qtbot.waitSignal(client.stopped):
        client.shutdown()
    assert not folder.exists()
    assert client.pid is None


@pytest.mark.parametrize(
    ("name", "words"), [("SIGSEGV", "crashed"), ("SIGKILL", "memory ran out"), ("SIGABRT", "fault inside")]
)
def test_death_by_a_signal(make_client: MakeClient, qtbot: QtBot, name: str, words: str) -> None:
    client = started(make_client("dies"), qtbot)
    outcome = end_of(client, qtbot, lambda: client.send(question(client, name)))
    assert outcome.signal == getattr(signal, name)
    assert outcome.crashed
    assert words in str(outcome)
    assert outcome.stderr_tail.endswith("the last words of the engine")
    assert not client.is_running


def test_it_starts_again_after_a_death(make_client: MakeClient, qtbot: QtBot) -> None:
    client = started(make_client("dies"), qtbot)
    first = client.pid
    end_of(client, qtbot, lambda: client.send(question(client, "SIGSEGV")))
    started(client, qtbot)
    assert client.pid not in (None, first)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("version", f"version {PROTOCOL_VERSION + 1} of the protocol"),
        ("no-handshake", "instead of Ready"),
        ("exits", "exit code 3"),
    ],
)
def test_a_failed_start(make_client: MakeClient, qtbot: QtBot, mode: str, words: str) -> None:
    client = make_client(mode)
    outcome = end_of(client, qtbot, client.start)
    assert words in str(outcome)
    assert not outcome.was_successful()


def test_a_program_that_is_not_there(make_client: MakeClient, qtbot: QtBot) -> None:
    client = make_client(EngineCommand("/no/such/program", (), {}))
    outcome = end_of(client, qtbot, client.start)
    assert "could not be started" in str(outcome)
    assert not client.is_running


@pytest.mark.parametrize(("mode", "words"), [("garbage", "not understood"), ("torn", "exit code 4")])
def test_output_that_is_no_message(make_client: MakeClient, qtbot: QtBot, mode: str, words: str) -> None:
    client = started(make_client(mode), qtbot)
    outcome = end_of(client, qtbot, lambda: client.send(question(client)))
    assert words in str(outcome)


def test_silence_is_told_first_and_ended_later(make_client: MakeClient, qtbot: QtBot) -> None:
    client = started(make_client("silent", warn_seconds=0.1, silence_seconds=0.5), qtbot)
    warnings: list[bool] = []
    client.unresponsive.connect(warnings.append)
    outcome = end_of(client, qtbot, lambda: client.send(question(client)))
    assert outcome.was_silent
    assert "stopped answering" in str(outcome)
    assert warnings == [True, False]


def test_silence_without_a_request_is_no_fault(make_client: MakeClient, qtbot: QtBot) -> None:
    client = started(make_client("fine", warn_seconds=0.05, silence_seconds=0.1), qtbot)
    with qtbot.assertNotEmitted(client.died, wait=400), qtbot.assertNotEmitted(client.unresponsive):
        pass
    assert client.is_ready


def test_a_start_that_never_ends_is_ended(make_client: MakeClient, qtbot: QtBot) -> None:
    client = make_client("mute", start_seconds=0.3, warn_seconds=0.1)
    outcome = end_of(client, qtbot, client.start)
    assert outcome.was_silent
    assert "did not start" in str(outcome)


def test_cancel_brings_the_terminal_event(make_client: MakeClient, qtbot: QtBot) -> None:
    client = started(make_client("until-cancelled"), qtbot)
    request = question(client)
    with qtbot.waitSignal(client.received, check_params_cb=lambda event: isinstance(event, TextDelta)):
        client.send(request)
    with qtbot.waitSignal(
        client.received, check_params_cb=lambda event: isinstance(event, Finished) and event.id == request.id
    ) as caught:
        client.cancel(request.id)
    assert caught.args is not None
    assert caught.args[0].reason is FinishReason.CANCELLED
    client.cancel(request.id)  # of a request that has ended: nothing happens


def test_an_engine_that_does_not_end_is_killed(make_client: MakeClient, qtbot: QtBot) -> None:
    client = started(make_client("stubborn"), qtbot)
    with qtbot.waitSignal(client.stopped, timeout=3000):
        client.shutdown(0.2)
    assert not client.is_running


def test_only_the_end_of_a_long_log_is_kept(make_client: MakeClient, qtbot: QtBot) -> None:
    client = started(make_client("chatty-log"), qtbot)
    with qtbot.waitSignal(client.received, check_params_cb=lambda event: isinstance(event, Finished)):
        client.send(question(client))
    assert client.pid is not None
    pid = client.pid
    outcome = end_of(client, qtbot, lambda: os.kill(pid, signal.SIGKILL))
    assert 4000 < len(outcome.stderr_tail) <= 8192


def test_nothing_is_sent_to_an_engine_that_is_not_ready(make_client: MakeClient) -> None:
    client = make_client("fine")
    with pytest.raises(RuntimeError, match="not ready"):
        client.send(question(client))
