"""TrainingProcess: the process that trains for a person, as signals; it may take hours, and is told to wait or stop."""

from __future__ import annotations

import logging
import tempfile

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.child_process import begin, child_process, ended
from app.launch import EngineCommand, working_folder
from app.outcome import STDERR_TAIL, EngineOutcome
from engine.protocol import ProtocolError
from engine.training.personal_events import Command, Failed, Stopped, Trained, TrainingEvent, decode_training_event

log = logging.getLogger(__name__)

LONGEST_LINE = 1024 * 1024
"""Bytes. What is longer is no event of a training."""


class TrainingProcess(QObject):
    """One at a time. Everything happens on the thread of this object; nothing here waits.

    After `start` events come, the last of them Trained, Stopped or Failed; `ended` comes once, when no process is left.
    """

    told = Signal(object)
    """TrainingEvent"""
    ended = Signal(object)
    """EngineOutcome where it ended without a last word, else None."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._line = b""
        self._stderr = b""
        self._fault = ""
        self._last: TrainingEvent | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._kill)

    @property
    def is_running(self) -> bool:
        return self._process is not None

    def start(self, command: EngineCommand) -> None:
        """There must be none."""
        if self._process is not None:
            raise RuntimeError("a training is running already")
        self._line = self._stderr = b""
        self._fault, self._last = "", None
        try:
            self._folder = working_folder(unseen=bool(command.first_line))
        except OSError as error:
            fault = f"The training could not be started: there is no room for temporary files ({error})."
            QTimer.singleShot(0, self, lambda: self._end(EngineOutcome(fault=fault)))
            return
        process = child_process(command, self._folder.name, self)
        self._process = process
        process.readyReadStandardOutput.connect(self._read_output)
        process.readyReadStandardError.connect(self._read_log)
        process.errorOccurred.connect(self._failed_to_start)
        process.finished.connect(self._finished)
        begin(process, command)

    def tell(self, command: Command) -> None:
        if self._process is not None:
            self._process.write(f"{command}\n".encode())

    def stop(self, seconds: float) -> None:
        """Let it keep its checkpoint and end; after `seconds` it is ended, and goes on from the one before."""
        if self._process is not None:
            self.tell(Command.STOP)
            self._process.closeWriteChannel()
            self._patience.start(int(seconds * 1000))

    def _read_output(self) -> None:
        if self._process is None or self._fault:
            return
        self._line += bytes(self._process.readAllStandardOutput().data())
        *lines, self._line = self._line.split(b"\n")
        if len(self._line) > LONGEST_LINE:
            self._fail("The training said something without an end.")
        for line in lines:
            if self._fault:
                return
            try:
                event = decode_training_event(line)
            except ProtocolError as error:
                self._fail(f"The training said something that is not understood: {error}.")
                return
            self._last = event
            self.told.emit(event)

    def _read_log(self) -> None:
        if self._process is not None:
            self._stderr += bytes(self._process.readAllStandardError().data())
            # Twice the tail, so that the cut for the report can fall on the start of a line.
            self._stderr = self._stderr[-2 * STDERR_TAIL :]

    def _fail(self, fault: str) -> None:
        self._fault = fault
        self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _failed_to_start(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(EngineOutcome(fault=f"The training could not be started: {self._process.errorString()}."))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read_output()
        self._read_log()
        outcome = ended(code, status, self._stderr, fault=self._fault)
        self._end(None if isinstance(self._last, Trained | Stopped | Failed) else outcome)

    def _end(self, outcome: EngineOutcome | None) -> None:
        self._patience.stop()
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        if outcome is not None:
            log.warning("training ended: %s", outcome.report().partition("\n")[0])
        self.ended.emit(outcome)
