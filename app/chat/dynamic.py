"""DynamicController: how readily the shown conversation's tokens share positions, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.chat.courier import StoreAccess
from app.chat.model import ModelController
from app.chat.own_setting import OwnSetting
from app.chat.pricing import PriceMeasurement
from app.dynamic import DynamicState, degree_for
from app.state import Task
from app.store.records import Conversation, StoredMessage
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
        self._model = model
        self._pricing = pricing
        self._own: OwnSetting[DynamicTokenization] = OwnSetting("dynamic", store, self)
        self._own.saved.connect(self.conversation_changed)
        self._own.problem.connect(self.problem)
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
        return self._own.value

    # What the chat tells

    def show(self, conversation: Conversation | None, path: Sequence[StoredMessage]) -> None:
        """Another conversation is shown, or other messages of it."""
        self._own.show(conversation)
        self.messages_changed(path)

    def messages_changed(self, path: Sequence[StoredMessage]) -> None:
        self._has_replies = any(message.role is Role.ASSISTANT and message.content for message in path)
        self._tell()

    def hand_over(self) -> DynamicTokenization | None:
        """The new conversation is about to be stored with this; the next new one begins with the model's default."""
        return self._own.hand_over()

    def take_back(self) -> None:
        """It could not be stored."""
        self._own.take_back()

    def stored(self, conversation: Conversation) -> None:
        """The new conversation is stored. The person may have chosen otherwise while it was."""
        if self._own.stored(conversation):
            self._own.flush()

    # What the person does

    def choose(self, degree: DynamicTokenization | None) -> None:
        """None takes the model's default again."""
        if degree is self.own or (degree is not None and self._state.problem):
            return
        self._own.choose(degree)
        self._own.flush()
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

    def _take_task(self, task: Task | None) -> None:
        self._task = task
        self._tell()

    def _take_prices(self, path: str, found: DynamicMeasured) -> None:
        self._model.set_prices(path, found.prices, found.default)
        self.measured.emit(self._model.name_of(Path(path)))

    def _tell(self) -> None:
        info = self._model.status.info
        state = DynamicState(
            degree=degree_for(self.own, info),
            own=self.own,
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
