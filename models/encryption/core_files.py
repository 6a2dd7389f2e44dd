"""Core files: what a process had in its memory when it crashed, its key included, written to a disk."""

from __future__ import annotations


def write_none() -> None:
    """From now on, neither this process nor those that it starts leave one, as far as the system can be told."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
