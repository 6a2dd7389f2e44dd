"""What this machine can do: the name of its processor, and how fast it was measured to be."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import psutil

from app.paths import DataFolder
from models.machine import Machine, known_machine


def processor() -> str:
    """The name of this machine's processor."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def this_machine(folder: DataFolder) -> Machine:
    """What its processor does, measured once and kept in the data folder where there is one."""
    threads = psutil.cpu_count(logical=False) or 1
    return known_machine(folder.path / "homespun.machine.json", processor(), threads)
