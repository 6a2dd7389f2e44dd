"""DynamicController: how readily the shown conversation's tokens share positions, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import StoreAccess
from app.chat.model import ModelController
from app.chat.pricing import PriceMeasurement
from app.dynamic import DynamicState, degree_for
from app.state import Task
from app.store.errors import StoreError, StoreErrorKind
from app.store.records import Conversation, StoredMessage
from app.store.store import Store
from app.translation import tr_noop
from engine.protocol import DynamicMeasured, DynamicTokenization, Role

NO_MODEL = tr_noop("No model is loaded. What can be chosen depends on the model.")


class DynamicController(QObject):
    """A conversation has a degree of its own once the person has chosen one; until then it takes the model's."""

    changed = Signal(object)
    """DynamicState"""
    degree_changed = Signal()
    """The next prompt takes another number of positions."""
    conversation_changed = Signal(object)
    """Conversation: its degree is saved with it."""
    measured = Signal(str)
    """Name of the model whose prices are known now."""
    problem = Signal(object)
    """Problem"""

    def __init__(
        self,
        store: StoreAccess,
        model: ModelController,
        pricing: PriceMeasurement,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._model = model
        self._pricing = pricing
        self._conversation: Conversation | None = None
        self._own: DynamicTokenization | None = None
        self._new: DynamicTokenization | None = None
        """Of the new conversation, kept while another one is looked at."""
        self._has_replies = False
        self._task: Task | None = None
        self._state = DynamicState()
        pricing.changed.connect(self._take_task)
        pricing.measured.connect(self._take_prices)
        model.status_changed.connect(lambda _: self._tell())
        self._tell()

    @property
    def state(self) -> DynamicState:
        return self._state

    @property
    def own(self) -> DynamicTokenization | None:
        """The shown conversation's own degree."""
        return self._own

    # What the chat tells

    def show(self, conversation: Conversation | None, path: Sequence[StoredMessage]) -> None:
        """Another conversation is shown, or other messages of it."""
        self._conversation = conversation
        self._own = conversation.settings.dynamic if conversation is not None else self._new
        self.messages_changed(path)

    def messages_changed(self, path: Sequence[StoredMessage]) -> None:
        self._has_replies = any(message.role is Role.ASSISTANT and message.content for message in path)
        self._tell()

    def hand_over(self) -> DynamicTokenization | None:
        """The new conversation is about to be stored with this; the next new one begins with the model's default."""
        own, self._new = self._own, None
        return own

    def take_back(self) -> None:
        """It could not be stored."""
        if self._conversation is None:
            self._new = self._own

    def stored(self, conversation: Conversation) -> None:
        """The new conversation is stored. The person may have chosen otherwise while it was."""
        self._conversation = conversation
        self._new = None
        if conversation.settings.dynamic is not self._own:
            self._save()

    # What the person does

    def choose(self, degree: DynamicTokenization | None) -> None:
        """None takes the model's default again."""
        if degree is self._own or (degree is not None and self._state.problem):
            return
        self._own = degree
        if self._conversation is None:
            self._new = degree
        else:
            self._save()
        self._tell()

    def measure(self) -> None:
        """Measure the prices with the loaded model, in an engine of its own."""
        status = self._model.status
        if status.info is not None and not status.info.dynamic_problem:
            self._pricing.start(status.path, status.name, self._model.load_options)

    def cancel(self) -> None:
        """Stop measuring."""
        self._pricing.cancel()

    # Inside

    def _save(self) -> None:
        if self._conversation is None:
            return
        conversation_id, own = self._conversation.id, self._own

        def save(store: Store) -> Conversation:
            settings = store.conversation(conversation_id).settings
            return store.set_conversation_settings(conversation_id, replace(settings, dynamic=own))

        self._store.ask(save, self._saved, self._not_saved)

    def _saved(self, conversation: Conversation) -> None:
        if self._conversation is not None and conversation.id == self._conversation.id:
            self._conversation = conversation
        self.conversation_changed.emit(conversation)

    def _not_saved(self, error: StoreError) -> None:
        if error.kind is not StoreErrorKind.NOT_FOUND:  # a conversation that was deleted needs no degree
            self.problem.emit(problems.store_failed(error))

    def _take_task(self, task: Task | None) -> None:
        self._task = task
        self._tell()

    def _take_prices(self, path: str, found: DynamicMeasured) -> None:
        self._model.set_prices(path, found.prices, found.default)
        self.measured.emit(self._model.name_of(Path(path)))

    def _tell(self) -> None:
        info = self._model.status.info
        state = DynamicState(
            degree=degree_for(self._own, info),
            own=self._own,
            default=degree_for(None, info),
            prices=info.dynamic_prices if info is not None else (),
            has_model=info is not None,
            problem=info.dynamic_problem if info is not None else NO_MODEL,
            read_again=self._has_replies,
            task=self._task,
        )
        if state == self._state:
            return
        moved = state.degree is not self._state.degree
        self._state = state
        self.changed.emit(state)
        if moved:
            self.degree_changed.emit()
