"""What a set of adapters is to a conversation: who acts in it, and how much must be read again under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.state import ModelStatus, ProblemAction
from app.store.records import AdapterChoice, SteeredBy, StoredMessage
from engine.protocol import AdapterUse

MOST_SCALE = 2.0
"""Beyond that in either direction a text falls apart."""


_Pair = tuple[str, float]
"""(key, scale)"""


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


def steered_by(model: ModelStatus, choices: Sequence[AdapterChoice]) -> SteeredBy | None:
    """What steers this model, where any of these is there to change something."""
    if model.steering is None or not choices:
        return None
    return SteeredBy(model.steering.name, model.steering.strength)


@dataclass(frozen=True)
class ReadTokens:
    """How much of a conversation has been read, by the sets that wrote its replies."""

    total: int | None = None
    """Positions of the context that it takes; None where no reply has been counted yet."""
    by_set: tuple[tuple[frozenset[_Pair], int], ...] = ()
    """(set, positions after the last reply that it wrote)"""


def read_tokens(path: Sequence[StoredMessage]) -> ReadTokens:
    """Of the messages of a conversation, from the first to its head."""
    total: int | None = None
    by_set: dict[frozenset[_Pair], int] = {}
    for message in path:
        usage = message.metadata.usage
        if usage is not None:
            total = usage.prompt_tokens - usage.saved_positions + usage.completion_tokens
            by_set[_pairs(message.metadata.adapters)] = total
    return ReadTokens(total, tuple(by_set.items()))


def reread_tokens(read: ReadTokens, choices: Sequence[AdapterChoice], keeps: Callable[[str], bool]) -> int | None:
    """How many tokens of a conversation have to be read before it goes on with this set: all that have come since it
    last wrote a reply, whose state is kept. None where nothing has been counted yet.

    `keeps` says of an adapter's key that it changes nothing of what is read before its phrase.
    """
    if read.total is None:
        return None

    def acting_on_it(pairs: frozenset[_Pair]) -> frozenset[_Pair]:
        return frozenset(pair for pair in pairs if not keeps(pair[0]))

    wanted = acting_on_it(_pairs(acting(choices)))
    held = max((tokens for pairs, tokens in read.by_set if acting_on_it(pairs) == wanted), default=0)
    return max(0, read.total - held)


def _pairs(choices: Sequence[AdapterChoice]) -> frozenset[_Pair]:
    return frozenset((choice.key, choice.scale) for choice in choices)
