"""A conversation as a Markdown text: the open branch, to be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from app.store.portable import PortableConversation, PortableMessage
from app.store.records import MessageState
from engine.protocol import Role

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
"""No file name may have them on one system or another."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MOST_BYTES = 120
"""Of a file's name, in UTF-8, without its ending: systems take 255."""


def open_branch(conversation: PortableConversation) -> list[PortableMessage]:
    """From the first message to the head."""
    messages = {message.key: message for message in conversation.messages}
    path: list[PortableMessage] = []
    here = messages.get(conversation.head or "")
    while here is not None:
        path.append(here)
        here = messages.get(here.parent or "")
    return path[::-1]


def as_markdown(conversation: PortableConversation) -> str:
    return "".join(_parts(conversation))


def _parts(conversation: PortableConversation) -> Iterator[str]:
    yield f"# {_line(conversation.title) or 'Untitled'}\n"
    if conversation.settings.system_message:
        yield f"\n## Instructions\n\n{conversation.settings.system_message.strip()}\n"
    for message in open_branch(conversation):
        yield f"\n## {writer(message)}{_when(message.created_at)}\n"
        for attachment in message.attachments:
            yield f"\n*Attached: {_line(attachment.name)}*\n"
        if message.content.strip():
            yield f"\n{message.content.strip()}\n"
        if message.state is not MessageState.COMPLETE:
            yield "\n*(This reply was cut off.)*\n"


def writer(message: PortableMessage) -> str:
    """Who wrote it, in words."""
    match message.role:
        case Role.USER:
            return "You"
        case Role.SYSTEM:
            return "Instructions"
        case Role.ASSISTANT:
            return _line(message.metadata.model) or "Reply"


def file_name(conversation: PortableConversation, taken: set[str]) -> str:
    """A name for its file that every system takes and that is not `taken` yet, in any case; it is from now on."""
    day = f"{datetime.fromtimestamp(conversation.created_at):%Y-%m-%d} " if conversation.created_at else ""
    wanted = day + (_UNFIT.sub(" ", _line(conversation.title)) or "Untitled")
    wanted = " ".join(wanted.split()).encode(errors="replace")[:_MOST_BYTES].decode(errors="ignore").strip(" .")
    if not wanted or _RESERVED.fullmatch(wanted):
        wanted = f"Conversation {wanted}".strip()
    name, number = wanted, 1
    while _folded(name) in taken:
        number += 1
        name = f"{wanted} ({number})"
    taken.add(_folded(name))
    return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _line(text: str) -> str:
    return " ".join(text.split())


def _when(moment: float) -> str:
    return f" · {datetime.fromtimestamp(moment):%Y-%m-%d %H:%M}" if moment else ""
