"""What is said between the program and the process that reads files of conversations: one line of JSON each.

A conversation comes in several lines, none longer than its longest message: the window's process takes them one by one
and is never busy for long.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from app.exchange import native
from app.exchange.given import listed, mapping, text
from app.exchange.results import ExchangeError, Found, LeftOut, NotReadable, PassedOver, Service, Summary, Unreadable

LONGEST_LINE = 256 << 20
"""Bytes."""


@dataclass(frozen=True)
class ReadOrder:
    path: Path
    service: Service | None
    """None takes whatever is in the file."""
    whole: bool
    """Else only summaries are sent."""


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    """Bytes."""


@dataclass(frozen=True)
class End:
    """All is read."""


Answer = Progress | Summary | Found | Unreadable | PassedOver | End | ExchangeError


def encode_order(order: ReadOrder) -> str:
    """ASCII, so that any name of a file comes through."""
    return json.dumps({"path": str(order.path), "service": order.service, "whole": order.whole})


def decode_order(line: str | bytes) -> ReadOrder:
    """Raises ValueError."""
    order = mapping(json.loads(line))
    service = order.get("service")
    return ReadOrder(Path(text(order["path"])), None if service is None else Service(service), order["whole"] is True)


def summary_of(found: Found) -> Summary:
    one = found.conversation
    return Summary(one.key, one.title, found.service, len(one.messages), one.updated_at, found.left_out)


def encode_answer(answer: Answer) -> Iterator[str]:
    """The lines of it."""
    match answer:
        case Progress():
            yield json.dumps({"done": answer.done, "total": answer.total})
        case Summary():
            yield json.dumps({"summary": asdict(answer)})
        case Found():
            yield json.dumps({"conversation": native.head_of(answer.conversation)})
            for message in answer.conversation.messages:
                yield json.dumps({"message": native.message_of(message)})
            for vote in answer.conversation.votes:
                yield json.dumps({"vote": native.vote_of(vote)})
            yield json.dumps({"service": answer.service, "left_out": answer.left_out})
        case Unreadable():
            yield json.dumps({"unreadable": asdict(answer)})
        case PassedOver():
            yield json.dumps({"passed_over": answer.left_out})
        case ExchangeError():
            yield json.dumps({"failed": answer.message, "detail": answer.detail})
        case End():
            yield json.dumps({"end": True})


class AnswerReader:
    """Puts answers together from their lines."""

    def __init__(self) -> None:
        self._head: Mapping[str, object] = {}
        self._messages: list[object] = []
        self._votes: list[object] = []

    def take(self, line: str | bytes) -> Answer | None:
        """The answer that this line completes; None where more of it is to come. Raises ValueError for what
        `encode_answer` does not write: the process may have been taken over by a file."""
        try:
            content = mapping(json.loads(line))
        except RecursionError as error:
            raise ValueError("it is nested too deeply") from error
        if "message" in content:
            self._messages.append(content["message"])
            return None
        if "vote" in content:
            self._votes.append(content["vote"])
            return None
        if "conversation" in content:
            self._head, self._messages, self._votes = mapping(content["conversation"]), [], []
            return None
        if "service" in content:
            return self._whole(Service(text(content["service"])), _left_out(content.get("left_out")))
        if "summary" in content:
            return _summary(mapping(content["summary"]))
        if "unreadable" in content:
            unreadable = mapping(content["unreadable"])
            return Unreadable(text(unreadable.get("name")), text(unreadable.get("why")))
        if "passed_over" in content:
            return PassedOver(_left_out(content["passed_over"]))
        if "failed" in content:
            return ExchangeError(text(content["failed"]), text(content.get("detail")))
        if "end" in content:
            return End()
        done, total = content.get("done"), content.get("total")
        if not isinstance(done, int) or not isinstance(total, int):
            raise ValueError("it is no answer")
        return Progress(done, total)

    def _whole(self, service: Service, left_out: LeftOut) -> Found:
        try:
            found = native.decoded({**self._head, "messages": self._messages, "votes": self._votes})
        except NotReadable as error:
            raise ValueError(str(error)) from error
        self._head, self._messages, self._votes = {}, [], []
        return Found(found.conversation, service, left_out)


def _summary(content: Mapping[str, object]) -> Summary:
    messages, updated_at = content.get("messages"), content.get("updated_at")
    if not isinstance(messages, int) or not isinstance(updated_at, int | float):
        raise ValueError("it is no summary")
    return Summary(
        text(content.get("key")),
        text(content.get("title")),
        Service(text(content.get("service"))),
        messages,
        float(updated_at),
        _left_out(content.get("left_out")),
    )


def _left_out(value: object) -> LeftOut:
    pairs = [listed(pair) for pair in listed(value)]
    return tuple((text(pair[0]), pair[1]) for pair in pairs if len(pair) == 2 and isinstance(pair[1], int))
