"""Values of a file that a stranger may have written: each is of its type, or empty."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

MOST_TITLE = 1000
"""Characters that are kept of one."""
_MOST_KEY = 100
_LATEST = 253_402_214_400.0
"""The last day that a calendar has, in seconds since 1970."""


def mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def text(value: object) -> str:
    return value if isinstance(value, str) else ""


def title(value: object) -> str:
    """In one line."""
    return " ".join(text(value)[:MOST_TITLE].split())


def moment(value: object) -> float:
    """Seconds since 1970, from a number of seconds or of milliseconds, or from a date as ISO 8601 has it; 0 for what is
    none, or is not in this calendar."""
    if isinstance(value, str):
        try:
            parsed = datetime.fromisoformat(value)
            value = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    seconds = float(value) if abs(value) < 1e15 else math.inf
    if seconds > 1e11:
        seconds /= 1000
    return seconds if 0 <= seconds <= _LATEST else 0.0


def message_name(value: object) -> str:
    """The name of a message inside its conversation: as it is, or a digest of a very long one."""
    name = str(value) if isinstance(value, str | int) else ""
    return name if len(name) <= _MOST_KEY else hashlib.sha256(name.encode(errors="replace")).hexdigest()


def foreign_key(service: str, name: str) -> str:
    """The key of a conversation that another program calls `name`. It is the same each time, and cannot be made to be
    that of a conversation which was begun here."""
    return hashlib.sha256(f"{service}:{name}".encode(errors="replace")).hexdigest()[:32]


def reasoned(thoughts: str) -> str:
    """What a model wrote while it reasoned, as it stands in a reply here (`app/reasoning.py`)."""
    return f"<think>\n{thoughts.strip()}\n</think>" if thoughts.strip() else ""


def fenced(content: str, language: str = "") -> str:
    """As a block of code, whatever is in it."""
    fence = "```"
    while fence in content:
        fence += "`"
    return f"{fence}{language}\n{content}\n{fence}"
