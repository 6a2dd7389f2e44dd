"""How full the context is: counted before a message is sent, and told by the reply that followed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.client import EngineClient
from app.state import ContextUse
from app.store.records import ReplyMetadata
from engine.protocol import CountTokens, Failed, Message, ModelInfo, TokensCounted


class ContextMeter(QObject):
    """Only the newest question is of interest: an older one that still waits is cancelled."""

    counted = Signal(int, int)
    """(tokens, context length)"""

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._id: int | None = None
        client.received.connect(self._take)
        client.died.connect(lambda _: self._forget())

    def count(self, messages: tuple[Message, ...]) -> None:
        """Ask the engine, which must be ready and idle: behind a reply the answer would come too late."""
        self.cancel()
        self._id = self._client.next_id()
        self._client.send(CountTokens(self._id, messages))

    def cancel(self) -> None:
        if self._id is not None:
            self._client.cancel(self._id)
            self._id = None

    def _take(self, event: object) -> None:
        if self._id is None or getattr(event, "id", None) != self._id:
            return
        if isinstance(event, TokensCounted):
            self.counted.emit(event.tokens, event.context_length)
        if isinstance(event, TokensCounted | Failed):
            self._id = None

    def _forget(self) -> None:
        self._id = None


def use_of(newest: ReplyMetadata, model: ModelInfo | None) -> ContextUse:
    """From the newest reply's own account."""
    usage, timings = newest.usage, newest.timings
    if usage is None:
        timings = None
    return ContextUse(
        used_tokens=usage.prompt_tokens + usage.completion_tokens if usage else None,
        context_length=model.context_length if model is not None else None,
        tokens_per_second=timings.decode_tokens_per_second if timings else None,
        ttft_ms=timings.ttft_ms if timings else None,
    )
