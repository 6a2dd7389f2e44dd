"""How work that takes long tells how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Takes what is done and what is to be done: bytes, or models."""
Interrupt = Callable[[], bool]
"""Whether to stop."""


class Stopped(Exception):
    """Something ended early because the interrupt said so. Nothing half-done is left of it."""


def unwatched(done: int, total: int) -> None:
    """A progress that nobody looks at."""


def never() -> bool:
    """An interrupt that does not come."""
    return False
