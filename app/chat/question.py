"""One question to the engine at a time, of which only the newest is of interest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.client import EngineClient
from engine.protocol import TERMINAL_EVENTS, Event, Request


class Question(QObject):
    """A new question takes back the one before it, which may still wait behind a reply. Where the engine dies there is
    no answer."""

    def __init__(self, client: EngineClient, answered: Callable[[Event], None], parent: QObject) -> None:
        """`answered` takes the terminal event of the newest question."""
        super().__init__(parent)
        self._client = client
        self._answered = answered
        self._id: int | None = None
        client.received.connect(self._take)
        client.died.connect(self._forget)

    def ask(self, request: Callable[[int], Request]) -> None:
        """`request` makes it, with the id that it is given. The engine must be ready."""
        self.cancel()
        self._id = self._client.next_id()
        self._client.send(request(self._id))

    def cancel(self) -> None:
        if self._id is not None:
            self._client.cancel(self._id)
            self._id = None

    def _take(self, event: Event) -> None:
        if self._id is not None and isinstance(event, TERMINAL_EVENTS) and event.id == self._id:
            self._id = None
            self._answered(event)

    def _forget(self, _: object) -> None:
        self._id = None
