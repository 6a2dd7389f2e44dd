"""The conversation that is shown, with the messages of its open branch and how many others there are beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.store.message_tree import Versions
from app.store.records import Conversation, StoredMessage, Summary
from app.store.store import Store


@dataclass(frozen=True)
class Branch:
    """A conversation as the store has it now."""

    conversation: Conversation
    messages: tuple[StoredMessage, ...]
    """From the first to the head."""
    versions: Versions
    summaries: Mapping[int, Summary] = field(default_factory=dict[int, Summary])
    """By the last message that each stands for."""


def read_branch(store: Store, conversation_id: int) -> Branch:
    """On the store's thread. Raises StoreError."""
    return Branch(
        store.conversation(conversation_id),
        tuple(store.messages(conversation_id)),
        store.message_versions(conversation_id),
        store.summaries(conversation_id),
    )


class Shown(QObject):
    """Tells whoever shows it what changes; what is behind the change is for others."""

    replaced = Signal(object, list)
    """(Conversation, or None for a new one, list[StoredMessage] that are shown in place of those before)"""
    added = Signal(object)
    updated = Signal(object)
    versions_changed = Signal(object)
    """Versions, after the messages that they are of"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.conversation: Conversation | None = None
        self.path: list[StoredMessage] = []
        """From the first message to the last of the open branch."""
        self.view = 0
        """Grows whenever something else is shown: answers for an earlier view are told apart by it."""

    @property
    def id(self) -> int | None:
        return self.conversation.id if self.conversation is not None else None

    def replace(self, conversation: Conversation | None, path: Iterable[StoredMessage], versions: Versions) -> None:
        self.view += 1
        self.conversation = conversation
        self.path = list(path)
        self.replaced.emit(conversation, list(self.path))
        self.versions_changed.emit(versions)

    def add(self, messages: Sequence[StoredMessage], versions: Versions) -> None:
        self.path += messages
        for message in messages:
            self.added.emit(message)
        self.versions_changed.emit(versions)

    def update_last(self, message: StoredMessage) -> None:
        self.path[-1] = message
        self.updated.emit(message)

    def update(self, message: StoredMessage) -> None:
        """A message of it, if it is shown at all."""
        for at in range(len(self.path) - 1, -1, -1):
            if self.path[at].id == message.id:
                self.path[at] = message
                self.updated.emit(message)
                return

    def ends_with(self, message_id: int) -> bool:
        return bool(self.path) and self.path[-1].id == message_id

    def before(self, message_id: int) -> tuple[StoredMessage, ...] | None:
        """What stands above a message; None where that one is not shown."""
        for index, message in enumerate(self.path):
            if message.id == message_id:
                return tuple(self.path[:index])
        return None

    def own_schema_at(self, place: int) -> str:
        """That the reply at this place of the branch was asked for with, alone; empty where there is none."""
        return self.path[place].metadata.own_schema if place < len(self.path) else ""
