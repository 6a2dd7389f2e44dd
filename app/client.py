"""The window's client of the engine: starts the child process, sends requests, turns its lines into Qt signals."""

from __future__ import annotations

import itertools
import logging
import tempfile
import time
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.child_process import begin, child_process, ended
from app.launch import EngineCommand, working_folder
from app.outcome import STDERR_TAIL, EngineOutcome, other_version
from engine.protocol import (
    PROTOCOL_VERSION,
    TERMINAL_EVENTS,
    Cancel,
    Event,
    Heartbeat,
    LoadModel,
    ProtocolError,
    Ready,
    Request,
    Shutdown,
    decode_event,
    encode,
)
from engine.sandbox.state import Sandbox

log = logging.getLogger(__name__)

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes. What is longer is no message of ours."""


class _Phase(StrEnum):
    STOPPED = "stopped"
    STARTING = "starting"
    READY = "ready"
    ENDING = "ending"
    """It was asked to end."""
    FAULTY = "faulty"
    """It was killed by us, for a reason that is kept in `_fault` or `_was_silent`."""


class EngineClient(QObject):
    """One engine process at a time. Everything happens on the thread of this object; nothing here waits.

    After `start` comes `ready`, or `died`. Every process that was started ends in exactly one `died` or `stopped`.
    """

    received = Signal(object)
    """An `engine.protocol.Event`, except heartbeats."""
    ready = Signal()
    died = Signal(object)
    """EngineOutcome: the process ended without being asked to. All requests in flight are lost with it."""
    stopped = Signal()
    """The process ended because `shutdown` asked it to."""
    unresponsive = Signal(bool)
    """True: a request is in flight and nothing has been heard for `warn_seconds`. False: it is back, or it died."""

    def __init__(
        self,
        command: EngineCommand,
        parent: QObject | None = None,
        *,
        start_seconds: float = 60.0,
        warn_seconds: float = 1.0,
        silence_seconds: float = 10.0,
        load_silence_seconds: float = 60.0,
    ) -> None:
        """`silence_seconds`: without any sign of life for so long while a request is in flight, the engine is ended.
        `load_silence_seconds`: the same while a model is loaded, where a slow disk may stop everything for a while."""
        super().__init__(parent)
        self._command = command
        self._start_seconds = start_seconds
        self._warn_seconds = warn_seconds
        self._silence_seconds = silence_seconds
        self._load_silence_seconds = load_silence_seconds
        self._ids = itertools.count(1)
        self._phase = _Phase.STOPPED
        self._process: QProcess | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._in_flight: dict[int, Request] = {}
        self._partial: list[bytes] = []
        self._partial_bytes = 0
        self._stderr = b""
        self._was_silent = False
        self._fault = ""
        self._is_renewed = False
        self._sandbox = Sandbox()
        self._is_unresponsive = False
        self._heard_at = 0.0
        self._looked_at = 0.0
        self._watch = QTimer(self)
        self._watch.setInterval(int(min(0.25, warn_seconds / 2) * 1000))
        self._watch.timeout.connect(self._look)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._kill)

    @property
    def is_ready(self) -> bool:
        return self._phase is _Phase.READY

    @property
    def is_running(self) -> bool:
        return self._process is not None

    @property
    def sandbox(self) -> Sandbox | None:
        """What the running engine has put itself into; None until it is ready."""
        return self._sandbox if self.is_ready else None

    def may_read(self, path: Path) -> bool:
        """Whether the engine was, or would be, started with the right to read this file or folder."""
        return self._command.may_read(path)

    @property
    def pid(self) -> int | None:
        return self._process.processId() or None if self._process is not None else None

    def next_id(self) -> int:
        """A request id that nobody has used, also not with an earlier process."""
        return next(self._ids)

    def start(self, *files: Path) -> None:
        """Start a process. There must be none. It may read `files`, besides what those before it could."""
        if self._process is not None:
            raise RuntimeError("an engine is running already")
        self._command = self._command.reading(*files)
        self._partial.clear()
        self._partial_bytes = 0
        self._stderr = b""
        self._was_silent = False
        self._fault = ""
        self._phase = _Phase.STARTING
        try:
            self._folder = working_folder()
        except OSError as error:
            # `died` must not come before `start` has returned.
            fault = f"The engine could not be started: there is no room for temporary files ({error})."
            QTimer.singleShot(0, self, lambda: self._end(EngineOutcome(fault=fault)))
            return
        process = child_process(self._command, self._folder.name, self)
        self._process = process
        process.readyReadStandardOutput.connect(self._read_output)
        process.readyReadStandardError.connect(self._read_log)
        process.errorOccurred.connect(self._failed_to_start)
        process.finished.connect(self._finished)
        self._heard_at = self._looked_at = time.monotonic()
        self._watch.start()
        begin(process, self._command)

    def send(self, request: Request) -> None:
        """The engine must be ready. Its death is told by `died`, not here."""
        if self._process is None or self._phase is not _Phase.READY:
            raise RuntimeError(f"the engine is not ready for {type(request).__name__}")
        if not self._in_flight:
            self._heard_at = time.monotonic()
        self._in_flight[request.id] = request
        self._process.write(encode(request).encode() + b"\n")

    def cancel(self, target: int) -> None:
        """Stop a request that is in flight; its terminal event still comes. Nothing happens when it has ended."""
        if target in self._in_flight and self.is_ready:
            self.send(Cancel(self.next_id(), target))

    def renew(self, seconds: float = 3.0) -> None:
        """Ask the engine to end, since one with other rights is to take its place. `died` follows, with an outcome that
        says so: whatever was in flight is lost as with a death."""
        self.shutdown(seconds)
        self._is_renewed = self._process is not None

    def shutdown(self, seconds: float = 3.0) -> None:
        """Ask the engine to end, and kill it after `seconds`. `stopped` follows."""
        self._is_renewed = False
        if self._process is None:
            if self._phase is _Phase.STOPPED:
                QTimer.singleShot(0, self, self.stopped.emit)
            self._phase = _Phase.STOPPED
            return
        was_ready = self.is_ready
        self._phase = _Phase.ENDING
        self._watch.stop()
        if was_ready:
            self._process.write(encode(Shutdown(self.next_id())).encode() + b"\n")
        self._process.closeWriteChannel()
        self._patience.start(int(seconds * 1000))

    def _read_output(self) -> None:
        if self._process is None:
            return
        chunk = bytes(self._process.readAllStandardOutput().data())
        self._heard()
        *lines, rest = chunk.split(b"\n")
        if lines:
            self._partial.append(lines[0])
            lines[0] = b"".join(self._partial)
            self._partial.clear()
            self._partial_bytes = 0
        if rest:
            self._partial.append(rest)
            self._partial_bytes += len(rest)
            if self._partial_bytes > LONGEST_LINE:
                self._fail("The engine sent a message without an end.")
                return
        for line in lines:
            if self._phase is _Phase.FAULTY:
                return
            self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            event = decode_event(line)
        except ProtocolError as error:
            self._fail(f"The engine sent something that is not understood: {error}.")
            return
        if self._phase is _Phase.STARTING:
            self._shake_hands(event)
        elif not isinstance(event, Heartbeat | Ready):
            if isinstance(event, TERMINAL_EVENTS):
                self._in_flight.pop(event.id, None)
            self.received.emit(event)

    def _shake_hands(self, event: Event) -> None:
        if not isinstance(event, Ready):
            self._fail(f"The engine began with {type(event).__name__} instead of Ready.")
        elif event.protocol_version != PROTOCOL_VERSION:
            self._fail(other_version(event.protocol_version))
        else:
            self._phase = _Phase.READY
            self._sandbox = event.sandbox
            self.ready.emit()

    def _read_log(self) -> None:
        if self._process is not None:
            self._stderr += bytes(self._process.readAllStandardError().data())
            # Twice the tail, so that the cut for the report can fall on the start of a line.
            self._stderr = self._stderr[-2 * STDERR_TAIL :]

    def _heard(self) -> None:
        self._heard_at = time.monotonic()
        self._set_unresponsive(False)

    def _look(self) -> None:
        """How long has the engine been silent? Time in which we slept ourselves does not count: the computer may have
        been suspended, and what the engine said meanwhile is still unread."""
        now = time.monotonic()
        slept, self._looked_at = now - self._looked_at, now
        if slept > self._warn_seconds:
            self._heard_at += slept
            return
        silent = now - self._heard_at
        if self._phase is _Phase.STARTING:
            if silent > self._start_seconds:
                self._was_silent = True
                self._fail(f"The engine did not start within {self._start_seconds:.0f} seconds.")
            return
        if not self._in_flight:
            return
        oldest = next(iter(self._in_flight.values()))
        loads = isinstance(oldest, LoadModel)
        if silent > (self._load_silence_seconds if loads else self._silence_seconds):
            self._was_silent = True
            self._fail("")
        elif silent > self._warn_seconds:
            self._set_unresponsive(True)

    def _set_unresponsive(self, value: bool) -> None:
        if value != self._is_unresponsive:
            self._is_unresponsive = value
            self.unresponsive.emit(value)

    def _fail(self, fault: str) -> None:
        """End a process that cannot be trusted any more. `died` follows with the reason."""
        self._fault = fault
        self._phase = _Phase.FAULTY
        self._watch.stop()
        self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _failed_to_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            reason = self._process.errorString()
            self._end(EngineOutcome(fault=f"The engine could not be started: {reason}."))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read_output()
        self._read_log()
        self._end(ended(code, status, self._stderr, was_silent=self._was_silent, fault=self._fault))

    def _end(self, outcome: EngineOutcome) -> None:
        asked = self._phase in (_Phase.ENDING, _Phase.STOPPED)
        self._phase = _Phase.STOPPED
        self._watch.stop()
        self._patience.stop()
        self._in_flight.clear()
        self._partial.clear()
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self._set_unresponsive(False)
        if self._is_renewed:
            self._is_renewed = False
            self.died.emit(EngineOutcome(renewed=True))
        elif asked:
            self.stopped.emit()
        else:
            log.warning("engine died: %s", outcome.report().partition("\n")[0])
            self.died.emit(outcome)
