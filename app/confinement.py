"""Bounds the memory, the time and the files of a process that looks at a stranger's file, besides its sandbox.

What a system does not offer is left out, and said: on Linux all of it holds, on other systems a part. Nothing can be
taken back. The one who started the process watches its memory and its time as well, on every system.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import psutil

from engine.sandbox.state import Sandbox

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

_LARGEST_LOG = 16 << 20
"""Bytes that a process without output may write to any file; its log is one."""


@dataclass(frozen=True)
class Confinement:
    """What is in force."""

    memory: bool
    """The system gives no more of it than was said."""
    no_sockets: bool
    """Nor may programs be started."""
    files: bool = False
    """None but those that it was given can be opened."""


def confine(extra_bytes: int, sandbox: Sandbox, *, writes: bool) -> Confinement:
    """Hold this process, which is in this sandbox already, to `extra_bytes` of address space beyond what is mapped now.

    With `writes` false it can write no file of more than a log's size. Never raises: what the system refuses is missing
    in the answer.
    """
    return Confinement(_bound_memory(extra_bytes, writes=writes), sandbox.calls, sandbox.files)


def bound_processor_time(seconds: float) -> None:
    """From now on, after so many seconds of processor time the system ends this process: should nobody be left to
    watch it, it does not compute for ever."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, math.ceil(usage.ru_utime + usage.ru_stime + seconds))


def _bound_memory(extra_bytes: int, *, writes: bool) -> bool:
    if resource is None:
        return False
    _lower(resource.RLIMIT_CORE, 0)
    if not writes:
        _lower(resource.RLIMIT_FSIZE, _LARGEST_LOG)
    return _lower(resource.RLIMIT_AS, psutil.Process().memory_info().vms + extra_bytes) and sys.platform == "linux"


def _lower(kind: int, bound: int) -> bool:
    """Set a soft limit, never above the hard one."""
    assert resource is not None
    hard = resource.getrlimit(kind)[1]
    wanted = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    try:
        resource.setrlimit(kind, (wanted, hard))
    except (OSError, ValueError):
        return False
    return True
