"""EngineSet: tells the engine of a new set of adapters early, so that the next reply need not wait for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.chat.model import ModelController
from app.client import EngineClient
from engine.errors import ErrorKind
from engine.protocol import AdaptersSet, AdapterUse, Done, Failed, SetAdapters

_HOPELESS = (
    ErrorKind.ADAPTER_MISMATCH,
    ErrorKind.MODEL_INVALID,
    ErrorKind.MODEL_NOT_FOUND,
    ErrorKind.UNSUPPORTED,
)


class EngineSet(QObject):
    """What counts is the set that every reply is asked for with; this is only ahead of it."""

    changed = Signal()
    """`is_busy` or `failure`"""

    def __init__(self, client: EngineClient, model: ModelController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.failure = ""
        """Why the engine could not take the set."""
        self.is_hopeless = False
        """It would not take it the next time either."""
        self.is_writing = False
        """A reply is being written, or waits."""
        self._client = client
        self._model = model
        self._request_id: int | None = None
        self._asked: frozenset[AdapterUse] = frozenset()
        self._in_force: frozenset[AdapterUse] | None = frozenset()
        """None where that is not known."""
        client.received.connect(self._take)
        client.died.connect(lambda _: self._died())
        model.loaded.connect(lambda _: self._begin())

    @property
    def is_busy(self) -> bool:
        """The engine is exchanging the set."""
        return self._request_id is not None

    def ask(self, uses: Sequence[AdapterUse], conversation: str) -> None:
        """Bring this set into force, with the state of the conversation of that key; not while a reply is written,
        since it would only queue behind it, and not what was refused before."""
        if not self._model.is_ready or self.is_writing:
            return
        wanted = frozenset(uses)
        if self._request_id is not None:
            if wanted == self._asked:
                return
            self._cancel()
        if wanted == self._in_force or (self.failure and wanted == self._asked):
            self.changed.emit()
            return
        self._asked = wanted
        self._request_id = self._client.next_id()
        self._client.send(SetAdapters(self._request_id, tuple(uses), conversation))
        self.changed.emit()

    def reply_begins(self, uses: Sequence[AdapterUse] | None) -> None:
        """A request for a reply goes to the engine, and brings this set into force."""
        self.is_writing = True
        if self._request_id is not None:
            self._cancel()
        self._in_force = frozenset(uses) if uses is not None else None
        self.changed.emit()

    def forget(self) -> None:
        """Somebody else may have set another one."""
        self._in_force = None

    def clear_failure(self) -> None:
        """The set has changed, or what it is made of."""
        self.failure = ""
        self.is_hopeless = False

    def _cancel(self) -> None:
        """How far it has come is not known."""
        if self._request_id is not None:
            self._client.cancel(self._request_id)
        self._request_id = None
        self._in_force = None

    def _take(self, event: object) -> None:
        if self._request_id is None or getattr(event, "id", None) != self._request_id:
            return
        match event:
            case AdaptersSet():
                self._in_force = self._asked
                self.clear_failure()
            case Failed():
                self.failure = event.message
                self.is_hopeless = event.kind in _HOPELESS
            case Done():
                pass
            case _:
                return
        self._request_id = None
        self.changed.emit()

    def _died(self) -> None:
        self._request_id = None
        self._in_force = None
        self.is_writing = False
        self.changed.emit()

    def _begin(self) -> None:
        """A model begins without adapters."""
        self._request_id = None
        self._in_force = frozenset()
        self.clear_failure()
        self.changed.emit()
