"""What of a sandbox is in force in a process. Standard library only: the protocol tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sandbox:
    calls: bool = False
    """No sockets, no other programs, no hold on other processes (seccomp)."""
    files: bool = False
    """No files but those that were named (Landlock)."""
    why_not: str = ""
    """Where a part is missing: why, in a sentence."""
