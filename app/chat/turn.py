"""The writing of one reply: from its request to the moment when all of it is on the disk."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from app import problems
from app.chat.adapter_sets import steered_by
from app.chat.courier import StoreAccess
from app.chat.prompt import NO_START, PromptStart, stored_messages_dropped
from app.client import EngineClient
from app.dynamic import degree_for
from app.reasoning import ends_reasoning
from app.state import Activity, ChatActivity, ContextUse, ModelStatus
from app.store.errors import StoreError, StoreErrorKind
from app.store.records import (
    AdapterChoice,
    Conversation,
    MessageState,
    ReplyMetadata,
    SteeredBy,
    StoredMessage,
    Structure,
)
from app.store.store import INTERRUPTED, Store
from app.translation import tr
from engine.errors import ErrorKind
from engine.protocol import (
    DynamicTokenization,
    Failed,
    Finished,
    FinishReason,
    Generate,
    Progress,
    PromptReady,
    Stage,
    TextDelta,
)

FLUSH_MS = 500
"""How often a reply that is being written goes to the disk."""
SAVE_AGAIN_MS = 2000
"""How long to wait after a failure to save before the next attempt."""
TAG_PARTS = 12
"""Pieces of text over which a tag may be spread."""


@dataclass(frozen=True)
class TurnRequest:
    """What is to be answered, and where the answer goes."""

    conversation: Conversation
    path: tuple[StoredMessage, ...]
    """The messages before the reply."""
    reply: StoredMessage
    """Its row in the store: empty, STREAMING."""
    generate: Generate
    """Without its id and the degree of dynamic tokenization, which depends on the model that will answer."""
    adapters: tuple[AdapterChoice, ...] = ()
    """The set of `generate` as the person knows it."""
    dynamic: DynamicTokenization | None = None
    """The conversation's own degree; None takes the model's default."""
    begun: StoredMessage | None = None
    """The reply as it was, where it goes on instead of being written anew."""
    edited: int | None = None
    """The message that the one to be answered is another version of."""
    schema: str | None = None
    """What the whole answer is to follow. One that goes on is not held to it, but compared with it."""
    start: PromptStart = NO_START
    """What `generate` tells before the messages."""


class Turn(QObject):
    """Lives until `saved`. The text is never dropped before it is on the disk."""

    text = Signal(int, str)
    """(message id, what came)"""
    changed = Signal(object)
    """StoredMessage: the reply in its final form, not on the disk yet."""
    activity_changed = Signal(object)
    """ChatActivity"""
    context_changed = Signal(object)
    """ContextUse"""
    ended = Signal()
    """Nothing more will come; the last save is on its way."""
    saved = Signal()
    """The final form is on the disk."""
    stored = Signal(int, int)
    """(message id, length): so many characters of it are on the disk."""
    refused = Signal()
    """What is to be answered does not fit into the context, and never will: nothing was written."""
    problem = Signal(object)
    """Problem"""
    notice = Signal(str)

    def __init__(
        self, request: TurnRequest, client: EngineClient, store: StoreAccess, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.request = request
        self.activity = ChatActivity(Activity.WAITING)
        self._client = client
        self._store = store
        self._reply = request.reply
        self._begun = request.begun.content if request.begun is not None else ""
        self._parts: list[str] = []
        """What has come, after what was there before."""
        self._request_id: int | None = None
        self._model = ""
        self._steered_by: SteeredBy | None = None
        self._prompt: PromptReady | None = None
        self._tokens = 0
        self._first_tokens = 0
        """That came with the first text, before the clock ran."""
        self._first_delta_at = 0.0
        self._reasoning_ms: float | None = None
        self._is_over = False
        self._was_answered = False
        self._is_saving = False
        self._unsaved = False
        self._save_has_failed = False
        self._timer = QTimer(self)
        self._timer.setInterval(FLUSH_MS)
        self._timer.timeout.connect(self._flush)

    @property
    def is_over(self) -> bool:
        return self._is_over

    @property
    def request_id(self) -> int | None:
        """Of the request, once the engine has it. Requests that were sent later have greater ones."""
        return self._request_id

    @property
    def conversation_id(self) -> int:
        return self.request.conversation.id

    @property
    def was_answered(self) -> bool:
        """The engine came to an end with it, whatever end that was."""
        return self._was_answered

    def reply(self) -> StoredMessage:
        """As it stands, with all the text that has come."""
        return self._reply if self._is_over else replace(self._reply, content=self._content)

    @property
    def _content(self) -> str:
        return "".join((self._begun, *self._parts))

    def context(self) -> ContextUse:
        """Counted by what came."""
        if self._prompt is None:
            return ContextUse()
        since_first = self._tokens - self._first_tokens
        seconds = time.monotonic() - self._first_delta_at if since_first else 0.0
        return ContextUse(
            used_positions=self._prompt.prompt_tokens - self._prompt.saved_positions + self._tokens,
            context_length=self._prompt.context_length,
            tokens_per_second=since_first / seconds if seconds > 0 else None,
            saved_positions=self._prompt.saved_positions,
        )

    def send(self, model: ModelStatus) -> None:
        """Ask the engine, which must be ready and has this model loaded."""
        self._model = model.name
        self._steered_by = steered_by(model, self.request.adapters)
        self._request_id = self._client.next_id()
        dynamic = degree_for(self.request.dynamic, model.info)
        self._client.send(replace(self.request.generate, id=self._request_id, dynamic=dynamic))

    def take_back(self) -> None:
        """The engine that had the request is gone before it began: the request may be sent to the next one."""
        self._request_id = None
        self._be(Activity.WAITING)

    def stop(self) -> None:
        """The person wants no more of it."""
        if self._is_over:
            return
        if self._request_id is None:
            self._end(MessageState.STOPPED, self._metadata(FinishReason.CANCELLED))
        else:
            self._be(Activity.STOPPING)
            self._client.cancel(self._request_id)

    def interrupt(self, reason: str) -> None:
        """The engine or the program ends: what has come is kept."""
        if not self._is_over:
            self._end(MessageState.STOPPED, replace(self._metadata(INTERRUPTED), error=reason))

    def fail(self, reason: str) -> None:
        if not self._is_over:
            self._end(MessageState.FAILED, replace(self._metadata(""), error=reason))

    def take(self, event: object) -> None:
        """An event of the engine; those of other requests are left alone."""
        if self._is_over or self._request_id is None or getattr(event, "id", None) != self._request_id:
            return
        match event:
            case PromptReady():
                self._prompt = event
                self._be(Activity.READING, 0, event.prompt_tokens - event.saved_positions - event.cached_tokens)
                self.context_changed.emit(self.context())
            case Progress(stage=Stage.PREFILL):
                self._be(Activity.READING, event.done, event.total)
            case Progress():
                self._be(Activity.READING)
            case TextDelta():
                self._take_text(event.text, event.tokens)
            case Finished():
                self._was_answered = True
                self._finish(event)
            case Failed():
                self._was_answered = True
                self._end(MessageState.FAILED, replace(self._metadata(""), error=event.message))
                adapted = bool(self.request.adapters)
                self.problem.emit(problems.reply_failed(event.kind, event.message, event.detail, adapted=adapted))
                if event.kind is ErrorKind.CONTEXT_OVERFLOW and not self._content:
                    self.refused.emit()
            case _:
                pass

    def _take_text(self, text: str, tokens: int) -> None:
        if not self._parts:
            self._first_delta_at = time.monotonic()
            self._first_tokens = tokens
            self._timer.start()
        self._parts.append(text)
        if self._reasoning_ms is None and ends_reasoning("".join(self._parts[-TAG_PARTS:])):
            self._reasoning_ms = (time.monotonic() - self._first_delta_at) * 1000
        self._tokens += tokens
        self._unsaved = True
        if self.activity.activity not in (Activity.WRITING, Activity.STOPPING):
            self._be(Activity.WRITING)
        self.text.emit(self._reply.id, text)

    def _finish(self, event: Finished) -> None:
        self._parts = [event.text]
        summarised = self.request.start.count
        dropped = summarised + stored_messages_dropped(self.request.path[summarised:], event.usage.dropped_messages)
        metadata = replace(
            self._metadata(event.reason),
            usage=replace(event.usage, dropped_messages=dropped),
            timings=event.timings,
        )
        stopped = event.reason is FinishReason.CANCELLED
        self._end(MessageState.STOPPED if stopped else MessageState.COMPLETE, metadata)

    def _metadata(self, reason: str) -> ReplyMetadata:
        request = self.request
        model, adapters, steered = self._model, request.adapters, self._steered_by
        if request.begun is not None:  # whoever wrote a part of it is named
            before = request.begun.metadata
            model = ", ".join(dict.fromkeys(filter(None, (before.model, model))))
            adapters = tuple(dict.fromkeys((*before.adapters, *adapters)))
            steered = steered or before.steered_by
        return ReplyMetadata(
            model,
            str(reason),
            sampling=request.generate.sampling,
            adapters=adapters,
            steered_by=steered,
            reasoning_ms=self._reasoning_ms,
            structure=Structure.DEMANDED if request.schema else Structure.NONE,
            summarised_messages=request.start.count,
            own_schema=request.reply.metadata.own_schema,
        )

    def _end(self, state: MessageState, metadata: ReplyMetadata) -> None:
        self._is_over = True
        self._timer.stop()
        if self.request.begun is not None and not "".join(self._parts):  # nothing came: it is what it was
            state, metadata = self.request.begun.state, self.request.begun.metadata
        self._reply = replace(self._reply, content=self._content, state=state, metadata=metadata)
        self._unsaved = True
        self.changed.emit(self._reply)
        self._be(Activity.IDLE)
        self.ended.emit()
        self._save()

    def _be(self, activity: Activity, done: int = 0, total: int = 0) -> None:
        self.activity = ChatActivity(activity, done, total)
        self.activity_changed.emit(self.activity)

    def _flush(self) -> None:
        self.context_changed.emit(self.context())
        self._save()

    def _save(self) -> None:
        """Write what there is, unless the last write is still under way: the answer to that one comes back here."""
        if self._is_saving or not self._unsaved:
            return
        self._is_saving = True
        self._unsaved = False
        message = self.reply()
        final = self._is_over

        def write(store: Store) -> StoredMessage:
            return store.update_message(message.id, message.content, message.state, message.metadata)

        self._store.ask(write, lambda _: self._is_stored(message, final=final), self._not_stored)

    def _is_stored(self, message: StoredMessage, *, final: bool) -> None:
        self._is_saving = False
        self.stored.emit(message.id, len(message.content))
        if self._save_has_failed:
            self._save_has_failed = False
            self.notice.emit(tr("Saving works again; the reply is saved."))
        if final:
            self.saved.emit()
        elif self._is_over:
            self._save()

    def _not_stored(self, error: StoreError) -> None:
        self._is_saving = False
        if error.kind is StoreErrorKind.NOT_FOUND:
            self.saved.emit()  # The conversation was deleted for good: there is nothing left to save it for.
            return
        self._unsaved = True
        if not self._save_has_failed:
            self._save_has_failed = True
            self.problem.emit(problems.reply_unsaved(error))
        if self._is_over:
            QTimer.singleShot(SAVE_AGAIN_MS, self, self._save)
