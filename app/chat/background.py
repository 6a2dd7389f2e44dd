"""Background: what the model is asked without the person waiting for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.chat.courier import StoreAccess
from app.chat.model import ModelController
from app.chat.question import Question
from app.client import EngineClient
from engine.protocol import Event


class Background(QObject):
    """Asks nothing while a reply is written, which goes first: what was asked then is taken back, and asked again
    afterwards."""

    asked = Signal()
    """The engine may be asked with other adapters than those of the shown conversation."""

    def __init__(
        self, client: EngineClient, store: StoreAccess, model: ModelController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._model = model
        self._is_writing = False
        self._question = Question(client, self._take, self)
        client.died.connect(lambda _: self._drop())

    def set_writing(self, is_writing: bool) -> None:
        """Whether a reply is under way."""
        self._is_writing = is_writing
        if is_writing:
            self._take_back()
        self._go_on()

    def _go_on(self) -> None:
        """Ask what there is to ask, if the time is right for it."""
        raise NotImplementedError

    def _take(self, event: Event) -> None:
        """The answer."""
        raise NotImplementedError

    def _take_back(self) -> None:
        """It is to be asked again."""
        raise NotImplementedError

    def _drop(self) -> None:
        """The engine may have died of what it was asked: that is not asked again by itself."""
        raise NotImplementedError
