"""OwnSetting: what the shown conversation says itself of one thing, kept with its settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.store.errors import StoreError, StoreErrorKind
from app.store.records import Conversation
from app.store.store import Store

T = TypeVar("T")


class OwnSetting(QObject, Generic[T]):
    """None follows what holds for all. What a new conversation says is kept here until its first message is stored,
    also while another conversation is looked at."""

    saved = Signal(object)
    """Conversation, with it"""
    problem = Signal(object)
    """Problem"""

    def __init__(self, name: str, store: StoreAccess, parent: QObject | None = None) -> None:
        """`name` is a field of ConversationSettings."""
        super().__init__(parent)
        self._name = name
        self._store = store
        self._new: T | None = None
        self._is_unsaved = False
        self.value: T | None = None
        self.conversation: Conversation | None = None
        """None for a new one."""

    def show(self, conversation: Conversation | None) -> bool:
        """Another conversation is shown, or this one anew; answers whether it is another one."""
        shown = self.conversation
        same = conversation is not None and shown is not None and conversation.id == shown.id
        if not (same and self._is_unsaved):
            self.flush()
            self.value = self._of(conversation) if conversation is not None else self._new
        self.conversation = conversation
        return not same

    def hand_over(self) -> T | None:
        """The new conversation is about to be stored with this; the next new one begins without."""
        value, self._new = self.value, None
        return value

    def take_back(self) -> None:
        """It could not be stored."""
        if self.conversation is None:
            self._new = self.value

    def stored(self, conversation: Conversation) -> bool:
        """The new conversation is stored. Answers whether the person has chosen otherwise while it was, which is not
        saved yet."""
        self.conversation = conversation
        self._new = None
        self._is_unsaved = self._of(conversation) != self.value
        return self._is_unsaved

    def choose(self, value: T | None) -> None:
        """`flush` saves it."""
        self.value = value
        self._is_unsaved = True
        if self.conversation is None:
            self._new = value

    def forget_new(self) -> None:
        """The next new conversation begins without one."""
        self._new = None
        if self.conversation is None:
            self.value = None

    def flush(self) -> None:
        """Save what was chosen; that of a new conversation is stored with its first message."""
        unsaved, self._is_unsaved = self._is_unsaved, False
        if not unsaved or self.conversation is None:
            return
        conversation_id, field = self.conversation.id, {self._name: self.value}

        def save(store: Store) -> Conversation:
            settings = store.conversation(conversation_id).settings
            return store.set_conversation_settings(conversation_id, replace(settings, **field))

        self._store.ask(save, self._saved, self._not_saved)

    def _of(self, conversation: Conversation) -> T | None:
        return getattr(conversation.settings, self._name)

    def _saved(self, conversation: Conversation) -> None:
        if self.conversation is not None and conversation.id == self.conversation.id:
            self.conversation = conversation
        self.saved.emit(conversation)

    def _not_saved(self, error: StoreError) -> None:
        if error.kind is not StoreErrorKind.NOT_FOUND:  # a conversation that was deleted needs none
            self.problem.emit(problems.store_failed(error))
