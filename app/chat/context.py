"""How full the context is: counted before a message is sent, and told by the reply that followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.chat.question import Question
from app.client import EngineClient
from app.draft import Draft
from app.state import ContextUse
from app.store.records import ReplyMetadata, StoredMessage
from engine.protocol import CountTokens, DynamicTokenization, Event, Message, ModelInfo, Role, TokensCounted

CHARACTERS_PER_TOKEN = 12
"""More than any text of some length has on the average."""


class ContextMeter(QObject):
    """Knows the use of the context by the shown conversation."""

    changed = Signal(object)
    """ContextUse"""

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._use = ContextUse()
        self._is_least = False
        self._question = Question(client, self._take, self)

    def show(self, use: ContextUse) -> None:
        """It is known from elsewhere."""
        self._use = use
        self.changed.emit(use)

    def set_length(self, context_length: int) -> None:
        self.show(replace(self._use, context_length=context_length))

    def count(self, messages: tuple[Message, ...], dynamic: DynamicTokenization, *, is_least: bool) -> None:
        """Ask the engine, which must be ready and idle: behind a reply the answer would come too late. `is_least`:
        there are more messages than these."""
        self.cancel()
        self._is_least = is_least
        if not messages:
            self.show(replace(self._use, used_positions=None, saved_positions=0, is_least=False))
            return
        self._question.ask(lambda number: CountTokens(number, messages, dynamic))

    def cancel(self) -> None:
        self._question.cancel()

    def _take(self, event: Event) -> None:
        if isinstance(event, TokensCounted):
            self.show(
                replace(
                    self._use,
                    used_positions=event.tokens - event.saved_positions,
                    context_length=event.context_length,
                    saved_positions=event.saved_positions,
                    is_least=self._is_least,
                )
            )


def countable(path: Sequence[StoredMessage], context_length: int) -> Sequence[StoredMessage]:
    """The newest messages of `path`, from one of the person on, that are more than a context of so many tokens holds;
    all where there are not as many. To count 10,000 messages takes the engine longer than anybody waits."""
    room = context_length * CHARACTERS_PER_TOKEN
    for at in range(len(path) - 1, -1, -1):
        room -= len(path[at].content) + sum(len(one.text) for one in path[at].attachments)
        if room < 0 and path[at].role is Role.USER:
            return path[at:]
    return path


def countable_draft(draft: Draft, context_length: int) -> Draft:
    """The draft with no more of each file than is more than a context of so many tokens holds: tokens of megabytes take
    the engine seconds to count, and a reply waits behind them."""
    room = context_length * CHARACTERS_PER_TOKEN
    if all(len(one.text) <= room for one in draft.attachments):
        return draft
    return replace(draft, attachments=tuple(replace(one, text=one.text[:room]) for one in draft.attachments))


def use_of(newest: ReplyMetadata, model: ModelInfo | None) -> ContextUse:
    """From the newest reply's own account."""
    usage, timings = newest.usage, newest.timings
    if usage is None:
        timings = None
    return ContextUse(
        used_positions=usage.prompt_tokens - usage.saved_positions + usage.completion_tokens if usage else None,
        context_length=model.context_length if model is not None else None,
        tokens_per_second=timings.decode_tokens_per_second if timings else None,
        ttft_ms=timings.ttft_ms if timings else None,
        saved_positions=usage.saved_positions if usage else 0,
    )
