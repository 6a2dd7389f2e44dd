"""How an engine process ended, in words."""

from __future__ import annotations

import signal as signals
from dataclasses import dataclass

from engine.protocol import PROTOCOL_VERSION

STDERR_TAIL = 8192
"""Bytes of the engine's log that are kept to explain its end."""

_MEANINGS = {
    "SIGSEGV": "The engine crashed.",
    "SIGBUS": "The engine crashed.",
    "SIGFPE": "The engine crashed.",
    "SIGILL": "The engine crashed: it was built for another kind of processor.",
    "SIGABRT": "The engine gave up because of a fault inside it.",
    "SIGKILL": "The engine was ended from outside, often because memory ran out.",
    "SIGTERM": "The engine was ended from outside.",
    "SIGHUP": "The engine was ended from outside.",
    "SIGINT": "The engine was ended from outside.",
    "SIGXFSZ": "The engine was ended because a file grew past a limit of this system.",
    "SIGXCPU": "The engine was ended because it used more processor time than this system allows.",
}


@dataclass(frozen=True)
class EngineOutcome:
    """The end of one engine process. `str()` says it to a person in a sentence or two."""

    exit_code: int | None = None
    """None when a signal ended it, or when it never ran."""
    signal: int | None = None
    """Number of the signal that ended it, if one did."""
    crashed: bool = False
    """The system ended it for a fault (or somebody with a signal), not its own code."""
    stderr_tail: str = ""
    """The last lines of its log, at most `STDERR_TAIL` bytes."""
    was_silent: bool = False
    """It had stopped answering, and we ended it."""
    renewed: bool = False
    """It was asked to end, for another one to take its place."""
    fault: str = ""
    """Why we ended it or could not start it, if it was us: a sentence for a person."""

    def was_successful(self) -> bool:
        return self.exit_code == 0 and not self.crashed and not self.was_silent and not self.fault

    def __str__(self) -> str:
        if self.fault:
            return self.fault
        if self.renewed:
            return "The engine was ended to open a file that it had no right to read."
        if self.was_silent:
            return "The engine stopped answering and was ended."
        if self.signal is not None:
            return _MEANINGS.get(self.signal_name, f"The engine was ended by the signal {self.signal_name}.")
        if self.crashed:
            return "The engine crashed."
        if self.exit_code:
            return f"The engine ended with the exit code {self.exit_code}."
        return "The engine ended."

    @property
    def signal_name(self) -> str:
        """For example "SIGSEGV"; empty when no signal ended it."""
        if self.signal is None:
            return ""
        try:
            return signals.Signals(self.signal).name
        except ValueError:
            return str(self.signal)

    def report(self) -> str:
        """For "details" and bug reports: the exact end, then the last lines of the log."""
        if self.signal is not None:
            end = f"signal {self.signal} ({self.signal_name})"
        elif self.exit_code is not None:
            end = f"exit code {self.exit_code}"
        else:
            end = "no exit code"
        return f"Engine process: {end}\n{self.stderr_tail}".rstrip()


def outcome_of(returncode: int, stderr_tail: bytes, *, was_silent: bool = False, fault: str = "") -> EngineOutcome:
    """From the return code as `subprocess` gives it: negative means a signal."""
    ended_by_signal = returncode < 0
    return EngineOutcome(
        exit_code=None if ended_by_signal else returncode,
        signal=-returncode if ended_by_signal else None,
        crashed=ended_by_signal,
        stderr_tail=decode_tail(stderr_tail),
        was_silent=was_silent,
        fault=fault,
    )


def decode_tail(stderr: bytes) -> str:
    """The last `STDERR_TAIL` bytes as text, from the start of a line on where that is possible."""
    tail = stderr[-STDERR_TAIL:]
    if len(stderr) > len(tail):
        tail = tail.partition(b"\n")[2] or tail
    return tail.decode("utf-8", errors="replace").strip()


def other_version(version: int) -> str:
    return (
        f"The engine speaks version {version} of the protocol and this program version {PROTOCOL_VERSION}: "
        "parts of two releases are mixed. Install Homespun again."
    )
