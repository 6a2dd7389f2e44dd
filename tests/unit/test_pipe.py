"""The synchronous client against engines that behave badly."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import pytest

from app.launch import EngineCommand, engine_command
from app.pipe import EngineDied, EnginePipe
from engine.errors import EngineError
from engine.protocol import PROTOCOL_VERSION, CountTokens, Finished, FinishReason, Generate, Message, Role, TextDelta
from tests.engine_commands import misbehaving


def question(engine: EnginePipe, text: str = "hello") -> Generate:
    return Generate(engine.next_id(), (Message(Role.USER, text),))


def test_a_reply_is_streamed_and_ends_in_one_terminal_event() -> None:
    with EnginePipe(misbehaving("pieces")) as engine:
        events = list(engine.run(question(engine)))
    assert [event.text for event in events if isinstance(event, TextDelta)] == ["some ", "x" * 300_000, "é😀"]
    assert isinstance(events[-1], Finished)


def test_the_process_and_its_working_folder_are_gone_afterwards() -> None:
    with EnginePipe(misbehaving("fine")) as engine:
        process = psutil.Process(engine.pid)
        folder = Path(process.cwd())
        assert list(folder.iterdir()) == []
        assert os.getpgid(engine.pid) != os.getpgid(0)
    assert not process.is_running()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "words"), [("SIGSEGV", "crashed"), ("SIGKILL", "memory ran out"), ("SIGABRT", "fault inside")]
)
def test_death_by_a_signal_is_told_with_the_last_words(name: str, words: str) -> None:
    with EnginePipe(misbehaving("dies")) as engine, pytest.raises(EngineDied, match=words) as caught:
        list(engine.run(question(engine, name)))
    outcome = caught.value.outcome
    assert outcome.signal == getattr(signal, name)
    assert outcome.crashed
    assert not outcome.was_successful()
    assert outcome.stderr_tail.endswith("the last words of the engine")
    assert name in outcome.report()


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("version", f"version {PROTOCOL_VERSION + 1} of the protocol"),
        ("no-handshake", "instead of Ready"),
        ("exits", "exit code 3"),
    ],
)
def test_a_failed_start_is_told(mode: str, words: str) -> None:
    with pytest.raises(EngineDied, match=words), EnginePipe(misbehaving(mode)):
        pass


@pytest.mark.parametrize(("mode", "words"), [("garbage", "not understood"), ("torn", "exit code 4")])
def test_output_that_is_no_message_ends_the_engine(mode: str, words: str) -> None:
    with EnginePipe(misbehaving(mode)) as engine, pytest.raises(EngineDied, match=words):
        list(engine.run(question(engine)))


def test_a_silent_engine_is_ended() -> None:
    with (
        EnginePipe(misbehaving("silent"), silence_seconds=0.3) as engine,
        pytest.raises(EngineDied, match="stopped answering") as caught,
    ):
        list(engine.run(question(engine)))
    assert caught.value.outcome.was_silent


def test_an_engine_that_never_starts_is_ended() -> None:
    with pytest.raises(EngineDied) as caught, EnginePipe(misbehaving("mute"), start_seconds=0.3):
        pass
    assert caught.value.outcome.was_silent


def test_a_missing_program_is_told() -> None:
    with pytest.raises(EngineDied, match="could not be started"), EnginePipe(EngineCommand("/no/such", (), {})):
        pass


def test_a_long_log_blocks_nothing_and_only_its_end_is_kept() -> None:
    with EnginePipe(misbehaving("chatty-log")) as engine:
        events = list(engine.run(question(engine)))
        assert isinstance(events[-1], Finished)


def test_cancel_brings_the_terminal_event() -> None:
    with EnginePipe(misbehaving("until-cancelled")) as engine:
        request = question(engine)
        events = []
        for event in engine.run(request):
            events.append(event)
            if isinstance(event, TextDelta):
                engine.cancel(request.id)
    assert isinstance(events[-1], Finished)
    assert events[-1].reason is FinishReason.CANCELLED


def test_the_real_engine_answers_with_a_typed_error(tmp_path: Path) -> None:
    with EnginePipe(engine_command(tmp_path / "states")) as engine:
        with pytest.raises(EngineError) as caught:
            engine.result(CountTokens(engine.next_id(), (Message(Role.USER, "hello"),)))
        assert caught.value.message
