"""What is said of conversations on their way in, to a person."""

from __future__ import annotations

from collections.abc import Iterable

from app.exchange.bringing import Preview, Report
from app.exchange.results import LeftOut, Unreadable
from app.translation import day, listed, plural, told, tr


def conversations(number: int) -> str:
    return plural("{n} conversation", "{n} conversations", number)


def messages(number: int) -> str:
    return plural("{n} message", "{n} messages", number)


def of_preview(preview: Preview) -> str:
    """What the file holds, and what of it is here."""
    left_out = _left_out(preview.left_out)
    if not preview.conversations:
        return " ".join([tr("Nothing in this file can be brought in."), *left_out])
    held = tr(
        "{conversations} of {services} with {messages}.",
        conversations=conversations(preview.conversations),
        services=listed([service.label for service in preview.services]),
        messages=messages(preview.messages),
    )
    said = [held, *_span(preview)]
    if preview.known and preview.known == preview.conversations:
        said.append(tr("They are all here already."))
    elif preview.known:
        said.append(plural("{n} of them is here already.", "{n} of them are here already.", preview.known))
    return " ".join([*said, *left_out])


def of_report(report: Report) -> str:
    """What was done, in a sentence or two."""
    parts: list[str] = []
    if report.new:
        parts.append(plural("{n} conversation brought in", "{n} conversations brought in", report.new))
    if report.extended:
        parts.append(plural("{n} conversation continued", "{n} conversations continued", report.extended))
    if report.messages:
        parts.append(plural("{n} message added", "{n} messages added", report.messages))
    if report.known:
        parts.append(plural("{n} there already", "{n} there already", report.known))
    if report.unreadable_count:
        parts.append(plural("{n} not readable", "{n} not readable", report.unreadable_count))
    done = f"{tr(', ').join(parts)}." if parts else tr("Nothing was brought in.")
    done = " ".join([done, *_left_out(report.left_out)])
    if report.stopped:
        return tr("Stopped. {done}", done=done)
    return f"{told(report.failure)} {done}" if report.failure else done


def details(unreadable: Iterable[Unreadable], count: int, left_out: LeftOut) -> str:
    """What could not be read and why, a line each; empty where there is nothing to tell."""
    lines = [
        tr("{name}: {why}", name=one.name or tr("A conversation without a title"), why=told(one.why))
        for one in unreadable
    ]
    if count > len(lines):
        lines.append(plural("… and {n} more.", "… and {n} more.", count - len(lines)))
    if left_out:
        lines += [
            tr("Left out of what was read:"),
            *(tr("{number} × {what}", number=number, what=told(what)) for what, number in sorted(left_out)),
        ]
    return "\n".join(lines)


def _left_out(left_out: LeftOut) -> list[str]:
    """Which kinds of things; the details say how many of each."""
    return [tr("Left out: {kinds}.", kinds=listed([told(what) for what, _ in left_out]))] if left_out else []


def _span(preview: Preview) -> list[str]:
    if not preview.last:
        return []
    first, last = day(preview.first), day(preview.last)
    if first == last:
        return [tr("They are from {day}.", day=first)]
    return [tr("They are from {first} to {last}.", first=first, last=last)]
