"""What a set of adapters is to a conversation: who acts in it, and how much must be read again under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.state import ProblemAction
from app.store.records import AdapterChoice, StoredMessage
from engine.protocol import AdapterUse

MOST_SCALE = 2.0
"""Beyond that in either direction a text falls apart."""


@dataclass(frozen=True)
class AdapterSelection:
    """The set that the next reply is written with."""

    choices: tuple[AdapterChoice, ...] = ()
    """Only those that act."""
    uses: tuple[AdapterUse, ...] = ()
    """The same for the engine."""
    refusal: str = ""
    """Why nothing can be written with it, in a sentence; the set is empty then."""
    remedy: ProblemAction = ProblemAction.SWITCH_OFF_ADAPTERS
    """What to do about that, in one click."""


def acting(choices: Sequence[AdapterChoice]) -> tuple[AdapterChoice, ...]:
    """Those that are on, at a scale that does something."""
    return tuple(choice for choice in choices if choice.active and choice.scale)


def changed(choices: Sequence[AdapterChoice], key: str, **fields: object) -> tuple[AdapterChoice, ...]:
    """The same row with other fields for one of them."""
    return tuple(replace(choice, **fields) if choice.key == key else choice for choice in choices)  # type: ignore[arg-type]


def reread_tokens(
    path: Sequence[StoredMessage], choices: Sequence[AdapterChoice], keeps: Callable[[str], bool]
) -> int | None:
    """How many tokens of a conversation have to be read before it goes on with this set: all that have come since it
    last wrote a reply, whose state is kept. None where no reply has been counted yet.

    `keeps` says of an adapter's key that it changes nothing of what is read before its phrase.
    """
    counted = [
        (metadata.usage.prompt_tokens + metadata.usage.completion_tokens, _key(metadata.adapters, keeps))
        for metadata in (message.metadata for message in path)
        if metadata.usage is not None
    ]
    if not counted:
        return None
    wanted = _key(acting(choices), keeps)
    held = max((tokens for tokens, key in counted if key == wanted), default=0)
    return max(0, counted[-1][0] - held)


def _key(choices: Sequence[AdapterChoice], keeps: Callable[[str], bool]) -> frozenset[tuple[str, float]]:
    return frozenset((choice.key, choice.scale) for choice in choices if not keeps(choice.key))
