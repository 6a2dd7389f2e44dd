"""A synchronous client of one engine process, without Qt: for the command line, tests and benchmarks."""

from __future__ import annotations

import collections
import contextlib
import io
import logging
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from app.launch import EngineCommand, working_folder
from app.outcome import STDERR_TAIL, EngineOutcome, other_version, outcome_of
from engine.errors import EngineError
from engine.protocol import (
    PROTOCOL_VERSION,
    TERMINAL_EVENTS,
    Cancel,
    Event,
    Failed,
    ProtocolError,
    Ready,
    Request,
    Shutdown,
    decode_event,
    encode,
)

log = logging.getLogger(__name__)

START_SECONDS = 60.0
"""Longest silence between the start of the process and its `Ready`."""
SILENCE_SECONDS = 60.0
"""Longest silence while a request runs. A healthy engine sends heartbeats."""
SHUTDOWN_SECONDS = 5.0
SILENCE_CHECK_SECONDS = 0.25


class EngineDied(Exception):
    """The process ended, was ended for its silence, or spoke another protocol."""

    def __init__(self, outcome: EngineOutcome) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome


class EnginePipe:
    """Use it as a context manager: the engine starts on entering and has ended after leaving.

    One thread calls it; only `cancel` may also be called from a signal handler of that thread.
    """

    def __init__(
        self,
        command: EngineCommand,
        *,
        start_seconds: float = START_SECONDS,
        silence_seconds: float = SILENCE_SECONDS,
    ) -> None:
        self._command = command
        self._start_seconds = start_seconds
        self._silence_seconds = silence_seconds
        self._last_id = 0
        self._sending = False

    def __enter__(self) -> Self:
        self._folder = working_folder()
        try:
            self._process = subprocess.Popen(
                [self._command.program, *self._command.arguments],
                env=dict(self._command.environment),
                cwd=self._folder.name,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                # Ctrl+C in the terminal is for us: we answer it with a Cancel.
                start_new_session=True,
            )
        except OSError as error:
            self._folder.cleanup()
            raise EngineDied(EngineOutcome(fault=f"The engine could not be started: {error}")) from error
        self._lines = io.BufferedReader(cast(io.RawIOBase, self._process.stdout), 64 * 1024)
        self._stderr = _Tail(cast(IO[bytes], self._process.stderr))
        self._silence = _SilenceGuard(self._process)
        try:
            self._tell_first()
            self.ready = self._handshake()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._process.poll() is None:
            try:
                for _ in self.run(Shutdown(self.next_id())):
                    pass
                cast(IO[bytes], self._process.stdin).close()
                self._process.wait(SHUTDOWN_SECONDS)
            except (EngineDied, OSError, subprocess.TimeoutExpired):
                log.debug("the engine did not shut down by itself", exc_info=True)
        self._end()

    def _tell_first(self) -> None:
        """Where that fails, so will the handshake, which knows why."""
        if self._command.first_line:
            with contextlib.suppress(OSError):
                cast(IO[bytes], self._process.stdin).write(self._command.first_line)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def knows_key(self) -> bool:
        """Whether it can read what is kept encrypted."""
        return bool(self._command.first_line)

    def may_read(self, path: Path) -> bool:
        """Whether the engine was started with the right to read this file; `path` is absolute."""
        return self._command.may_read(path)

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def run(self, request: Request) -> Iterator[Event]:
        """Send `request` and yield its events; the last one is terminal. Raises EngineDied."""
        self._send(request)
        while True:
            event = self._read(self._silence_seconds)
            if getattr(event, "id", None) != request.id:
                continue
            yield event
            if isinstance(event, TERMINAL_EVENTS):
                return

    def result(self, request: Request) -> Event:
        """The terminal event of `request`. Raises EngineError when it is `Failed`, or EngineDied."""
        event: Event | None = None
        for event in self.run(request):  # noqa: B007  (the last one is what we are after)
            pass
        if isinstance(event, Failed):
            raise EngineError(event.kind, event.message, event.detail)
        return cast(Event, event)

    def cancel(self, target: int) -> None:
        """Ask the engine to stop request `target`; its terminal event still comes."""
        if not self._sending:
            self._send(Cancel(self.next_id(), target))

    def _handshake(self) -> Ready:
        event = self._read(self._start_seconds)
        if not isinstance(event, Ready):
            raise self._died(f"The engine began with {type(event).__name__} instead of Ready.")
        if event.protocol_version != PROTOCOL_VERSION:
            raise self._died(other_version(event.protocol_version))
        return event

    def _send(self, request: Request) -> None:
        self._sending = True
        try:
            line = memoryview(encode(request).encode() + b"\n")
            stdin = cast(IO[bytes], self._process.stdin)
            while line:
                line = line[stdin.write(line) :]
        except (OSError, ValueError) as error:  # ValueError: it is closed
            raise self._died() from error
        finally:
            self._sending = False

    def _read(self, patience: float) -> Event:
        """The next event; the engine is killed when none comes within `patience` seconds. Only the time that we wait
        here counts: a caller may take as long as it likes over an event."""
        self._silence.deadline = time.monotonic() + patience
        line = self._lines.readline()
        self._silence.deadline = None
        if not line.endswith(b"\n"):
            raise self._died()
        try:
            return decode_event(line)
        except ProtocolError as error:
            raise self._died(f"The engine sent something that is not understood: {error}.") from error

    def _died(self, fault: str = "") -> EngineDied:
        """Make sure that the process is gone, and say how it ended."""
        if fault:
            self._process.kill()
        try:
            returncode = self._process.wait(SHUTDOWN_SECONDS)
        except subprocess.TimeoutExpired:
            # It closed its output and lives on.
            self._process.kill()
            returncode = self._process.wait()
            fault = "The engine closed its output and had to be ended."
        return EngineDied(outcome_of(returncode, self._stderr.read(), was_silent=self._silence.triggered, fault=fault))

    def _end(self) -> None:
        self._silence.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._stderr.read()
        for stream in (self._process.stdin, self._lines, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):  # what was not sent to a dead engine is of no use any more
                    stream.close()
        self._folder.cleanup()


class _Tail:
    """Reads a stream to its end on a thread of its own, so that the child never blocks on it, and keeps the end."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._chunks: collections.deque[bytes] = collections.deque()
        self._thread = threading.Thread(target=self._drain, name="engine-log", daemon=True)
        self._thread.start()

    def read(self) -> bytes:
        """What is kept of it. Waits for the end of the stream, but not for a grandchild that holds it open."""
        self._thread.join(1.0)
        return b"".join(self._chunks)

    def _drain(self) -> None:
        kept = 0
        while chunk := os.read(self._stream.fileno(), 4096):
            self._chunks.append(chunk)
            kept += len(chunk)
            while kept - len(self._chunks[0]) > STDERR_TAIL:
                kept -= len(self._chunks.popleft())


class _SilenceGuard:
    """Kills a process that keeps us waiting for too long, so that a blocking read of its output ends."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.triggered = False
        self.deadline: float | None = None
        """On the monotonic clock; None while nobody waits for the process."""
        self._process = process
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="engine-silence", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._closed.wait(SILENCE_CHECK_SECONDS):
            deadline = self.deadline
            if deadline is not None and time.monotonic() > deadline:
                self.triggered = True
                self._process.kill()
                return
