"""How much memory this process can still take: what the machine has left, or the container that it is in."""

from __future__ import annotations

from pathlib import Path

import psutil


def available_memory(system: Path = Path("/")) -> int:
    """Bytes that this process can still take without swapping: of the machine, or of the container that it is in.

    `system` is the root of the file system, for tests.
    """
    return max(0, min([psutil.virtual_memory().available, *_cgroup_rooms(system)]))


def _cgroup_rooms(system: Path) -> list[int]:
    """What every limit above this process leaves (Linux control groups, version 2, else version 1)."""
    rooms: list[int] = []
    for line in _read_text(system / "proc/self/cgroup").splitlines():
        _, controllers, path = line.split(":", 2) if line.count(":") >= 2 else ("", "?", "")
        if controllers == "":
            base, limit, usage = system / "sys/fs/cgroup", "memory.max", "memory.current"
        elif "memory" in controllers.split(","):
            base, limit, usage = (
                system / "sys/fs/cgroup/memory",
                "memory.limit_in_bytes",
                "memory.usage_in_bytes",
            )
        else:
            continue
        folder = base / path.strip("/")
        while folder.is_relative_to(base):
            room = _room(folder, limit, usage)
            if room is not None:
                rooms.append(room)
            folder = folder.parent
    return rooms


def _room(folder: Path, limit_name: str, usage_name: str) -> int | None:
    limit, usage = _read_text(folder / limit_name).strip(), _read_text(folder / usage_name).strip()
    if not (limit.isdecimal() and usage.isdecimal()):  # "max", or no such file
        return None
    # File pages count as used but are given up when memory runs short: mapped weights would count twice.
    pages = dict(line.split(" ", 1) for line in _read_text(folder / "memory.stat").splitlines() if " " in line)
    reclaimable = sum(int(pages[key]) for key in ("inactive_file", "active_file") if pages.get(key, "").isdecimal())
    return int(limit) - int(usage) + reclaimable


def _read_text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
