"""The processes of this program that run now: what each is for, its connections, and whether the system confines it.

Asked of the system, not of the processes. For a worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil


class Part(StrEnum):
    WINDOW = "window"
    ENGINE = "engine"
    READER = "reader"
    """Of files that others made: models, adapters, attachments, exports."""
    DOWNLOAD = "download"
    TRAINER = "trainer"
    CONVERTER = "converter"
    ENCODER = "encoder"
    COMMAND = "command"
    OTHER = "other"
    """Started by this program, and none of its parts: a file browser, for one."""


_ROLES = {"engine": Part.ENGINE, "inspect": Part.READER, "download": Part.DOWNLOAD, "conversations": Part.COMMAND}
_MODULES = {
    "engine.training.personal_main": Part.TRAINER,
    "engine.training.composer_main": Part.TRAINER,
    "models.onnx.build": Part.CONVERTER,
    "models.onnx.build_encoder": Part.CONVERTER,
    "engine.encoder.main": Part.ENCODER,
    "engine.parity": Part.ENGINE,
    "engine.training.vocabulary_main": Part.TRAINER,
}


@dataclass(frozen=True)
class Running:
    part: Part
    pid: int
    connections: int | None
    """Sockets of the internet that it has open, whether connected or waiting; None where the system does not say."""
    confined: bool
    """The system refuses it sockets and other programs; for good."""


def running(pid: int) -> tuple[Running, ...]:
    """The process `pid`, a window, and all that it and its children have started."""
    try:
        window = psutil.Process(pid)
        children = window.children(recursive=True)
    except psutil.Error:
        return ()
    parts = [(window, Part.WINDOW), *((child, _part(child)) for child in children)]
    return tuple(Running(part, process.pid, _connections(process), _is_confined(process)) for process, part in parts)


def _part(process: psutil.Process) -> Part:
    try:
        words: Sequence[str] = process.cmdline()
    except psutil.Error:
        return Part.OTHER
    for word in words[1:]:
        if word in _MODULES:
            return _MODULES[word]
    # `python -m app ROLE …`, or the frozen program's own name and the role.
    role = words[3:4] if words[1:3] == ["-m", "app"] else words[1:2]
    return _ROLES.get(role[0], Part.OTHER) if role else Part.OTHER


def _connections(process: psutil.Process) -> int | None:
    try:
        return len(process.net_connections("inet"))
    except (psutil.Error, OSError):
        return None


def _is_confined(process: psutil.Process) -> bool:
    """Linux says of each process whether it has a filter of system calls: 2 is one."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("Seccomp:"):
                return line.split()[1] == "2"
    return False
