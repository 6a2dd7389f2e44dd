"""Bringing conversations in from a file: what there is to bring, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.exchange.reading import Reading, Stopped
from app.exchange.results import ExchangeError, Found, LeftOut, PassedOver, Service, Summary, Unreadable, counted
from app.store.portable import PortableConversation, TakenIn

MOST_TOLD = 1000
"""Conversations that could not be read are told one by one up to here, then only counted."""

Told = Callable[[int, int], None]
TakeIn = Callable[[Sequence[PortableConversation]], Sequence[TakenIn]]
"""Takes conversations in together: all of them, or none."""

_TOGETHER = 500
"""Messages: some 100 ms of work, in which the window waits for what it asks of the store."""


@dataclass(frozen=True)
class Preview:
    """What a file holds, and what of it is here already."""

    path: Path
    services: tuple[Service, ...] = ()
    conversations: int = 0
    messages: int = 0
    first: float = 0.0
    """When the oldest conversation of the file was used last, in seconds since 1970; 0 where no date is known."""
    last: float = 0.0
    known: int = 0
    """Conversations that are here already, whether or not with all their messages."""
    unreadable: tuple[Unreadable, ...] = ()
    """The first `MOST_TOLD`."""
    unreadable_count: int = 0
    left_out: LeftOut = ()


@dataclass(frozen=True)
class Report:
    """What was done. A conversation is here with all that could be read of it, or was not touched."""

    path: Path
    new: int = 0
    extended: int = 0
    """Conversations that were here and got messages that they lacked."""
    known: int = 0
    """Conversations that were here with all their messages."""
    messages: int = 0
    """Added."""
    stopped: bool = False
    """The person stopped it before its end."""
    failure: str = ""
    """Why it ended before its end; empty where it did not."""
    unreadable: tuple[Unreadable, ...] = ()
    unreadable_count: int = 0
    left_out: LeftOut = field(default=())


def preview(
    reading: Reading, path: Path, known_keys: Callable[[Iterable[str]], Mapping[str, int]], told: Told
) -> Preview:
    """Raises ExchangeError, Stopped, and what `known_keys` raises."""
    services: dict[Service, None] = {}
    keys: list[str] = []
    unreadable: list[Unreadable] = []
    unreadable_count = 0
    left_out: Counter[str] = Counter()
    found = Preview(path)
    for answer in reading.answers(told):
        if isinstance(answer, Unreadable):
            unreadable_count += 1
            if len(unreadable) < MOST_TOLD:
                unreadable.append(answer)
        elif isinstance(answer, PassedOver):
            left_out.update(dict(answer.left_out))
        elif isinstance(answer, Summary):
            services[answer.service] = None
            keys.append(answer.key)
            left_out.update(dict(answer.left_out))
            found = replace(
                found,
                conversations=found.conversations + 1,
                messages=found.messages + answer.messages,
                first=min(found.first or answer.updated_at, answer.updated_at or found.first),
                last=max(found.last, answer.updated_at),
            )
    return replace(
        found,
        services=tuple(services),
        known=len(known_keys(keys)),
        unreadable=tuple(unreadable),
        unreadable_count=unreadable_count,
        left_out=counted(left_out),
    )


def bring_in(reading: Reading, path: Path, take_in: TakeIn, told: Told) -> Report:
    """Take every conversation of a file in, some together. What cannot be read is passed over and told; where the
    reading is stopped, or fails, what was taken in before stays. Raises ExchangeError where nothing at all could be
    read, and what `take_in` raises."""
    new = extended = known = messages = unreadable_count = 0
    unreadable: list[Unreadable] = []
    left_out: Counter[str] = Counter()
    waiting: list[Found] = []
    stopped, failure = False, ""

    def take() -> None:
        nonlocal new, extended, known, messages
        found, waiting[:] = waiting[:], []
        for one, taken in zip(found, take_in([one.conversation for one in found]), strict=True):
            messages += taken.messages
            new += taken.is_new
            extended += not taken.is_new and taken.messages > 0
            known += not taken.is_new and taken.messages == 0
            if taken.is_new:
                left_out.update(dict(one.left_out))

    try:
        for answer in reading.answers(told):
            if isinstance(answer, Unreadable):
                unreadable_count += 1
                if len(unreadable) < MOST_TOLD:
                    unreadable.append(answer)
            elif isinstance(answer, PassedOver):
                left_out.update(dict(answer.left_out))
            elif isinstance(answer, Found):
                waiting.append(answer)
                if sum(1 + len(one.conversation.messages) for one in waiting) >= _TOGETHER:
                    take()
        take()
    except Stopped:
        stopped = True
    except ExchangeError as error:
        take()
        if not new + extended + known + unreadable_count:
            raise
        failure = error.message
    return Report(
        path, new, extended, known, messages, stopped, failure, tuple(unreadable), unreadable_count, counted(left_out)
    )
