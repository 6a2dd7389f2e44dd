"""What reading a file of conversations yields, and what can be wrong with it as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from app.store.portable import PortableConversation
from app.translation import tr_noop


class Service(StrEnum):
    """Whose file it is. The values are what commands call them."""

    HOMESPUN = "json"
    CHATGPT = "chatgpt"
    CLAUDE = "claude"
    OPEN_WEBUI = "openwebui"
    LM_STUDIO = "lmstudio"
    JAN = "jan"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Service.HOMESPUN: "Homespun",
    Service.CHATGPT: "ChatGPT",
    Service.CLAUDE: "Claude",
    Service.OPEN_WEBUI: "Open WebUI",
    Service.LM_STUDIO: "LM Studio",
    Service.JAN: "Jan",
}

IMAGES = tr_noop("images")

LeftOut = tuple[tuple[str, int], ...]
"""What of a conversation was passed over, in words, and how often."""


def counted(left_out: Counter[str]) -> LeftOut:
    return tuple((what, number) for what, number in left_out.items() if number)


@dataclass(frozen=True)
class Found:
    conversation: PortableConversation
    service: Service
    left_out: LeftOut = ()


@dataclass(frozen=True)
class PassedOver:
    """What of a file is in none of its conversations, and has no place here."""

    left_out: LeftOut


@dataclass(frozen=True)
class Unreadable:
    """A conversation, or the rest of a file, that could not be read."""

    name: str
    """Its title, or the name of the file; empty for a conversation without a title."""
    why: str


@dataclass(frozen=True)
class Summary:
    """A conversation that could be brought in."""

    key: str
    title: str
    service: Service
    messages: int
    updated_at: float
    """Seconds since 1970, UTC; 0 where it is not known."""
    left_out: LeftOut = ()


class ExchangeError(Exception):
    """The file cannot be read or written at all. `message` is for the person."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class NotReadable(Exception):
    """One conversation of a file cannot be read; the text says why."""
