"""MemoryController: the facts about the person, and those that a conversation is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.personal.recall import Recall
from app.store.errors import StoreError
from app.store.records import Memory, Profile, StoredMessage
from app.store.store import Store
from engine.protocol import Role

T = TypeVar("T")


class MemoryController(QObject):
    """What is known about the person of one profile: read, changed, and recalled for prompts."""

    changed = Signal(object)
    """list[Memory] of the profile, the oldest first."""
    problem = Signal(object)
    """Problem"""

    def __init__(self, store: StoreAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._profile_id: int | None = None
        self._recall = Recall(())

    def set_profile(self, profile: Profile) -> None:
        if profile.id != self._profile_id:
            self._profile_id = profile.id
            self._take([])
            self._read()

    def add(self, text: str) -> None:
        profile_id = self._profile_id
        if profile_id is not None and text.strip():
            self._do(lambda store: store.add_memory(profile_id, " ".join(text.split())))

    def update(self, memory_id: int, text: str) -> None:
        """What the person has written themselves is confirmed with it. An empty text deletes."""
        if text.strip():
            self._do(lambda store: store.update_memory(memory_id, " ".join(text.split())))
        else:
            self.delete(memory_id)

    def delete(self, memory_id: int) -> None:
        self._do(lambda store: store.delete_memory(memory_id))

    def refuse(self, memory_id: int, *, refused: bool = True) -> None:
        """What the model had guessed is no fact, and is not to be guessed again; or it may be one after all."""
        self._do(lambda store: store.refuse_memory(memory_id, refused=refused))

    def refresh(self) -> None:
        """There may be other ones."""
        self._read()

    def recalled(self, path: Sequence[StoredMessage], draft: str = "") -> tuple[str, ...]:
        """The facts for a prompt of these messages, in the order in which the person touched them."""
        return self._recall([*(message.content for message in path if message.role is Role.USER), draft])

    def _do(self, change: Callable[[Store], T]) -> None:
        def done(_: T) -> None:
            self._read()

        def failed(error: StoreError) -> None:
            self._tell(error)
            self._read()  # the window shows already what was not kept

        self._store.ask(change, done, failed)

    def _read(self) -> None:
        profile_id = self._profile_id
        if profile_id is None:
            return

        def done(memories: list[Memory]) -> None:
            if profile_id == self._profile_id:
                self._take(memories)

        self._store.ask(lambda store: store.memories(profile_id), done, self._tell)

    def _take(self, memories: list[Memory]) -> None:
        self._recall = Recall([memory.text for memory in memories if memory.confirmed])
        self.changed.emit(memories)

    def _tell(self, error: StoreError) -> None:
        self.problem.emit(problems.store_failed(error))
