"""The engine as a process of its own: pipes, heartbeats, cancelling, and every way to end."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pytest

from engine.protocol import (
    PROTOCOL_VERSION,
    TERMINAL_EVENTS,
    AdaptersSet,
    AdapterUse,
    Cancel,
    CountTokens,
    Done,
    Event,
    Failed,
    Finished,
    FinishReason,
    Generate,
    Heartbeat,
    LoadModel,
    Message,
    ModelLoaded,
    Progress,
    Ready,
    Request,
    Role,
    SetAdapters,
    Shutdown,
    Stage,
    TextDelta,
    UnloadModel,
    decode_event,
    encode,
)

ROOT = Path(__file__).resolve().parents[2]
WAIT = 60.0
"""Seconds until a test gives up; nothing is expected to take nearly as long."""

NOISY = """
import ctypes, os, sys
from engine import main
backends = main.available_backends
def noisy():
    print("noise from Python", flush=True)
    os.write(1, b"noise from the descriptor\\n")
    os.system("echo noise from a child")
    libc = ctypes.CDLL(None)
    libc.puts(b"noise from C")
    libc.fflush(None)
    return backends()
main.available_backends = noisy
sys.exit(main.main([]))
"""

IMPATIENT = """
import sys
from engine import main
main.STALL_SECONDS = 0.5
main.ORPHAN_SECONDS = 0.5
sys.exit(main.main([]))
"""


class Engine:
    def __init__(self, folder: Path, code: str, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "HOMESPUN_SCRIPTED_BACKEND": "1", "GGML_NO_BACKTRACE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._events: queue.Queue[Event | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in cast(IO[bytes], self.process.stdout):
            self._events.put(decode_event(line))
        self._events.put(None)

    def send(self, *requests: Request) -> None:
        self.write(b"".join(encode(request).encode() + b"\n" for request in requests))

    def write(self, data: bytes) -> None:
        stdin = cast(IO[bytes], self.process.stdin)
        stdin.write(data)
        stdin.flush()

    def next(self, timeout: float = WAIT) -> Event | None:
        """The next event of any kind; None at the end of the pipe. Raises queue.Empty."""
        return self._events.get(timeout=timeout)

    def speaks_within(self, seconds: float) -> bool:
        try:
            return self.next(seconds) is not None
        except queue.Empty:
            return False

    def until(self, kind: type[Event] | tuple[type[Event], ...], request_id: int) -> list[Event]:
        """Everything but heartbeats up to the first event of `kind` for the request, which is the last."""
        seen: list[Event] = []
        while True:
            event = self.next()
            assert event is not None, f"the engine ended; it had sent {seen[-3:]}"
            if isinstance(event, Heartbeat):
                continue
            seen.append(event)
            if isinstance(event, kind) and getattr(event, "id", None) == request_id:
                return seen

    def end(self) -> int:
        cast(IO[bytes], self.process.stdin).close()
        return self.process.wait(WAIT)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            cast(IO[bytes], pipe).close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = Engine(tmp_path, "import sys; from engine.main import main; sys.exit(main(sys.argv[1:]))")
    yield engine
    engine.close()


def _script(tmp_path: Path, **fields: object) -> str:
    path = tmp_path / "model.json"
    path.write_text(json.dumps({"scripted": fields}))
    return str(path)


def _adapter(tmp_path: Path, name: str, **fields: object) -> AdapterUse:
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps({"scripted_adapter": {"name": name} | fields}))
    return AdapterUse(str(path))


def _ask(request_id: int, text: str = "Hello") -> Generate:
    return Generate(request_id, (Message(Role.USER, text),))


def test_the_first_line_says_who_is_there(engine: Engine) -> None:
    ready = engine.next()
    assert isinstance(ready, Ready)
    assert ready.protocol_version == PROTOCOL_VERSION
    assert ready.pid == engine.process.pid
    assert "llama.cpp" in ready.backends


def test_an_idle_engine_has_a_heartbeat(engine: Engine) -> None:
    engine.next()
    assert engine.next() == Heartbeat(busy=False)


def test_the_end_of_stdin_ends_it(engine: Engine) -> None:
    engine.next()
    assert engine.end() == 0


def test_a_shutdown_is_answered_and_ends_it(engine: Engine) -> None:
    engine.send(Shutdown(5))
    assert engine.until(Done, 5)[-1] == Done(5)
    assert engine.process.wait(WAIT) == 0


def test_native_output_does_not_reach_the_protocol(tmp_path: Path) -> None:
    engine = Engine(tmp_path, NOISY)
    try:
        assert isinstance(engine.next(), Ready)  # decode_event would have refused the noise before it
        assert engine.end() == 0
        noise = cast(IO[bytes], engine.process.stderr).read().decode()
        assert all(f"noise from {origin}" in noise for origin in ("Python", "the descriptor", "a child", "C"))
    finally:
        engine.close()


def test_lines_that_are_no_requests_are_passed_over(engine: Engine, tmp_path: Path) -> None:
    engine.write(b"nonsense\n\n\xff\xfe\n" + b"[" * 100_000 + b"\n" + b'{"type":"LoadModel"}\n')
    engine.send(LoadModel(1, _script(tmp_path)))
    assert isinstance(engine.until(TERMINAL_EVENTS, 1)[-1], ModelLoaded)


def test_every_request_ends_exactly_once_and_in_order(engine: Engine, tmp_path: Path) -> None:
    engine.send(
        LoadModel(1, _script(tmp_path, reply="Grüße 🧶")),
        _ask(2),
        CountTokens(3, (Message(Role.USER, "Hi"),)),
        LoadModel(4, str(tmp_path / "missing.gguf")),
        UnloadModel(5),
        _ask(6),
    )
    events = [event for event in engine.until(TERMINAL_EVENTS, 6) if isinstance(event, TERMINAL_EVENTS)]
    assert [event.id for event in events] == [1, 2, 3, 4, 5, 6]
    assert isinstance(events[1], Finished)
    assert events[1].text == "Grüße 🧶"
    assert isinstance(events[3], Failed)
    assert isinstance(events[5], Failed)


def test_a_reply_is_cancelled_past_the_queue(engine: Engine, tmp_path: Path) -> None:
    engine.send(LoadModel(1, _script(tmp_path, reply="word " * 1000, token_delay=0.01)), _ask(2), _ask(3))
    engine.until(TextDelta, 2)
    engine.send(Cancel(4, 3), Cancel(5, 2), Cancel(6, 99))
    events = engine.until(Finished, 3)
    ends = {event.id: event for event in events if isinstance(event, TERMINAL_EVENTS)}
    assert ends[4] == Done(4)
    assert ends[6] == Done(6)
    running, waiting = ends[2], ends[3]
    assert isinstance(running, Finished)
    assert isinstance(waiting, Finished)
    assert running.reason is waiting.reason is FinishReason.CANCELLED
    assert running.text
    assert ("word " * 1000).startswith(running.text)
    assert waiting.text == ""


def test_a_long_prefill_is_cancelled_half_way_and_the_next_message_works(engine: Engine, tmp_path: Path) -> None:
    engine.send(LoadModel(1, _script(tmp_path, context_length=8192, chunk_delay=0.1)), _ask(2, "x" * 6000))
    seen = engine.until(Progress, 2)
    while not (isinstance(seen[-1], Progress) and seen[-1].stage is Stage.PREFILL and seen[-1].done):
        seen = engine.until(Progress, 2)
    engine.send(Cancel(3, 2))
    finished = engine.until(Finished, 2)[-1]
    assert isinstance(finished, Finished)
    assert finished.reason is FinishReason.CANCELLED
    assert finished.usage.evaluated_tokens < 3000
    engine.send(_ask(4))
    assert isinstance(engine.until(TERMINAL_EVENTS, 4)[-1], Finished)


def test_adapters_are_swapped_between_replies(engine: Engine, tmp_path: Path) -> None:
    loud, lists = _adapter(tmp_path, "Loud"), _adapter(tmp_path, "Lists")
    replies = {"Loud": "HELLO", "Lists + Loud": "- HELLO"}
    engine.send(
        LoadModel(1, _script(tmp_path, reply="Hello", replies_by_adapters=replies)),
        _ask(2),
        SetAdapters(3, (loud,)),
        _ask(4),
        Generate(5, _ask(5).messages, adapters=(loud, lists)),
        SetAdapters(6, (_adapter(tmp_path, "Idle", effect="none"),)),
        _ask(7),
        SetAdapters(8, ()),
        _ask(9),
    )
    ends = {event.id: event for event in engine.until(TERMINAL_EVENTS, 9) if isinstance(event, TERMINAL_EVENTS)}
    texts = [event.text for event in ends.values() if isinstance(event, Finished)]
    assert texts == ["Hello", "HELLO", "- HELLO", "- HELLO", "Hello"]
    refused, told = ends[6], ends[3]
    assert isinstance(refused, Failed)
    assert "Idle" in refused.message
    assert isinstance(told, AdaptersSet)
    assert [info.name for info in told.adapters] == ["Loud"]


def test_setting_adapters_is_cancelled_between_them(engine: Engine, tmp_path: Path) -> None:
    uses = tuple(_adapter(tmp_path, f"Slow {n}", load_delay=0.2) for n in range(100))
    engine.send(LoadModel(1, _script(tmp_path)), SetAdapters(2, uses))
    engine.until(Progress, 2)
    engine.send(Cancel(3, 2))
    assert engine.until(TERMINAL_EVENTS, 2)[-1] == Done(2)


def test_an_adapter_that_ends_the_engine_ends_it_alone(engine: Engine, tmp_path: Path) -> None:
    engine.send(LoadModel(1, _script(tmp_path)), SetAdapters(2, (_adapter(tmp_path, "Deadly", crash="SEGV"),)))
    while engine.next() is not None:
        pass
    assert engine.process.wait(WAIT) == -signal.SIGSEGV


def test_a_load_is_cancelled(engine: Engine, tmp_path: Path) -> None:
    engine.send(LoadModel(1, _script(tmp_path, load_delay=30)))
    engine.send(Cancel(2, 1))
    engine.until(Done, 2)
    assert engine.until(TERMINAL_EVENTS, 1)[-1] == Done(1)


def test_the_heart_beats_through_a_prefill(engine: Engine, tmp_path: Path) -> None:
    engine.send(LoadModel(1, _script(tmp_path, context_length=8192, chunk_delay=0.1)), _ask(2, "x" * 1500))
    beats = 0
    while not isinstance(event := engine.next(), Finished):
        beats += event == Heartbeat(busy=True)
    assert beats >= 3


def test_the_heart_stops_when_native_code_hangs(tmp_path: Path) -> None:
    engine = Engine(tmp_path, IMPATIENT)
    try:
        engine.send(LoadModel(1, _script(tmp_path, hang=True)), _ask(2))
        engine.until(Progress, 2)
        while engine.speaks_within(2.0):
            pass
        assert engine.process.poll() is None
        assert engine.end() == 1  # hanging or not, it does not outlive its client
    finally:
        engine.close()


@pytest.mark.parametrize("name", ["SEGV", "ABRT", "KILL"])
def test_a_crash_shows_in_the_exit_code(engine: Engine, tmp_path: Path, name: str) -> None:
    engine.send(LoadModel(1, _script(tmp_path, reply="long reply", crash=name, after_tokens=3)), _ask(2))
    while engine.next() is not None:
        pass
    assert engine.process.wait(WAIT) == -getattr(signal, f"SIG{name}")


def test_the_client_s_end_in_mid_reply_ends_the_engine(engine: Engine, tmp_path: Path) -> None:
    engine.send(LoadModel(1, _script(tmp_path, reply="word " * 100_000, token_delay=0.01)), _ask(2))
    engine.until(TextDelta, 2)
    assert engine.end() == 0
