"""How many processor cores this process may use."""

from __future__ import annotations

import psutil


def usable_cores() -> int:
    """Physical cores, and no more than the logical ones that the process is allowed to run on; at least 1.

    The threads of a matrix product gain nothing from a core's second hardware thread: they only get in each other's
    way.
    """
    process = psutil.Process()
    bound = process.cpu_affinity() if hasattr(process, "cpu_affinity") else None  # macOS binds no process to cores
    allowed = len(bound) if bound else psutil.cpu_count() or 1
    physical = psutil.cpu_count(logical=False) or allowed
    return max(1, min(physical, allowed))
