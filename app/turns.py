"""Stored messages as the turns of a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.attachments.telling import told
from app.store.records import StoredMessage
from engine.protocol import Message


def turns(path: Iterable[StoredMessage]) -> list[list[StoredMessage]]:
    """Messages of one role that follow each other are one turn; empty ones are left out."""
    found: list[list[StoredMessage]] = []
    for message in path:
        if not (message.content.strip() or message.attachments):
            continue
        if found and found[-1][0].role is message.role:
            found[-1].append(message)
        else:
            found.append([message])
    return found


def as_messages(found: Sequence[Sequence[StoredMessage]], *, files: bool = True) -> list[Message]:
    """A message for each turn, with what is attached to it, or without `files`."""
    return [
        Message(turn[0].role, "\n\n".join(told(one.content, one.attachments if files else ()) for one in turn))
        for turn in found
    ]
