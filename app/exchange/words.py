"""What is said of conversations on their way in, to a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.exchange.bringing import Preview, Report
from app.exchange.results import LeftOut, Unreadable


def conversations(number: int) -> str:
    return "1 conversation" if number == 1 else f"{number:,} conversations"


def messages(number: int) -> str:
    return "1 message" if number == 1 else f"{number:,} messages"


def of_preview(preview: Preview) -> str:
    """What the file holds, and what of it is here."""
    if not preview.conversations:
        return "Nothing in this file can be brought in."
    services = " and ".join(service.label for service in preview.services)
    held = f"{conversations(preview.conversations)} of {services} with {messages(preview.messages)}{_span(preview)}."
    if not preview.known:
        return held
    if preview.known == preview.conversations:
        return f"{held} They are all here already."
    return f"{held} {preview.known:,} of them are here already."


def of_report(report: Report) -> str:
    """What was done, in a sentence or two."""
    parts: list[str] = []
    if report.new:
        parts.append(f"{conversations(report.new)} brought in")
    if report.extended:
        parts.append(f"{conversations(report.extended)} continued")
    if report.messages:
        parts.append(f"{messages(report.messages)} added")
    if report.known:
        parts.append(f"{report.known:,} there already")
    if report.unreadable_count:
        parts.append(f"{report.unreadable_count:,} not readable")
    done = f"{', '.join(parts)[:1].upper()}{', '.join(parts)[1:]}." if parts else "Nothing was brought in."
    if report.stopped:
        return f"Stopped. {done}"
    return f"{report.failure} {done}" if report.failure else done


def details(unreadable: Iterable[Unreadable], count: int, left_out: LeftOut) -> str:
    """What could not be read and why, a line each; empty where there is nothing to tell."""
    lines = [f"{one.name}: {one.why}" for one in unreadable]
    if count > len(lines):
        lines.append(f"… and {count - len(lines):,} more.")
    if left_out:
        lines += ["Left out of what was read:", *(f"{number:,} × {what}" for what, number in sorted(left_out))]
    return "\n".join(lines)


def _span(preview: Preview) -> str:
    if not preview.last:
        return ""
    first, last = (f"{datetime.fromtimestamp(one):%Y-%m-%d}" for one in (preview.first, preview.last))
    return f", from {first}" if first == last else f", {first} to {last}"
