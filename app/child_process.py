"""A child of the window's program: how it is started, and how it ended."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from app.launch import EngineCommand
from app.outcome import EngineOutcome, decode_tail


def child_process(command: EngineCommand, folder: str, parent: QObject) -> QProcess:
    """One that is not started yet; it will work in `folder`."""
    process = QProcess(parent)
    process.setProgram(command.program)
    process.setArguments(list(command.arguments))
    environment = QProcessEnvironment()
    for name, value in command.environment.items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    process.setWorkingDirectory(folder)
    if sys.platform != "win32":
        flag = QProcess.UnixProcessFlag
        # A session of its own: Ctrl+C in a terminal is for the window. No core files: they would hold the chat.
        process.setUnixProcessParameters(
            flag.CreateNewSession | flag.ResetSignalHandlers | flag.DisableCoreDumps | flag.UseVFork
        )
    return process


def begin(process: QProcess, command: EngineCommand) -> None:
    """Start it, with what it must know first."""
    process.start()
    if command.first_line:
        process.write(command.first_line)


def ended(
    code: int, status: QProcess.ExitStatus, stderr: bytes, *, was_silent: bool = False, fault: str = ""
) -> EngineOutcome:
    """What `QProcess.finished` tells, with what the process wrote last."""
    crashed = status is QProcess.ExitStatus.CrashExit
    by_signal = crashed and sys.platform != "win32"
    return EngineOutcome(
        exit_code=None if by_signal else code,
        signal=code if by_signal else None,
        crashed=crashed,
        stderr_tail=decode_tail(stderr),
        was_silent=was_silent,
        fault=fault,
    )
