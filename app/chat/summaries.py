"""SummaryController: lets the model summarise the oldest turns of a conversation, in the background, when it fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app import problems, summary
from app.chat.background import Background
from app.chat.courier import StoreAccess
from app.chat.model import ModelController
from app.chat.prompt import engine_messages
from app.client import EngineClient
from app.draft import Draft
from app.settings import Settings, WhenFull
from app.state import SummaryMark
from app.store.errors import StoreError
from app.store.records import StoredMessage, Summary
from app.summary import Standing
from app.translation import tr_noop
from engine.protocol import (
    AdapterUse,
    DynamicTokenization,
    Event,
    Failed,
    Finished,
    FinishReason,
    Generate,
    Role,
    SamplingOptions,
    Usage,
)

NOT_WRITTEN = tr_noop("No summary was written, so the oldest messages are left out as long as they do not fit.")


@dataclass(frozen=True)
class FullContext:
    """A conversation as it stands after a reply."""

    conversation_id: int
    key: str
    """Names the engine's saved state of the conversation."""
    path: tuple[StoredMessage, ...]
    """Its end is the reply."""
    system: str
    """The system message without a summary."""
    usage: Usage
    """Of the reply."""
    adapters: tuple[AdapterUse, ...] | None = None
    """None takes the set as it is. With the same one the messages need not be read again."""
    dynamic: DynamicTokenization = DynamicTokenization.OFF

    @property
    def used(self) -> int:
        """Positions of the context."""
        return self.usage.prompt_tokens - self.usage.saved_positions + self.usage.completion_tokens

    @property
    def tokens_per_character(self) -> float:
        """Of what the model has read."""
        seen = len(self.system) + sum(map(summary.length, self.path[self.usage.dropped_messages :]))
        return self.used / max(seen, 1)


@dataclass(frozen=True)
class _Task:
    full: FullContext
    start: int
    end: int
    """The messages that are to be summarised, after those that have a summary already."""
    before: str
    """That summary."""


class SummaryController(Background):
    """A summary reaches as far as it can, so that the beginning of the prompt stays the same for many turns after
    it."""

    changed = Signal(int)
    """Conversation id: another summary holds for it, or one is being written."""
    read_ahead = Signal()
    """The engine holds all that the next message will stand behind."""
    problem = Signal(object)
    notice = Signal(str)

    def __init__(
        self,
        client: EngineClient,
        store: StoreAccess,
        model: ModelController,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(client, store, model, parent)
        self._way = settings.when_full
        self._known: dict[int, dict[int, Summary]] = {}
        """By conversation, by the last message that each stands for."""
        self._task: _Task | None = None
        self._is_asked = False

    @property
    def way(self) -> WhenFull:
        return self._way

    def set_settings(self, settings: Settings) -> None:
        if settings.when_full is not self._way:
            self._way = settings.when_full
            if self._way is WhenFull.DROP:
                self._drop()
            for conversation_id in self._known:
                self.changed.emit(conversation_id)

    def learn(self, conversation_id: int, summaries: Mapping[int, Summary]) -> None:
        """What the store has of a conversation."""
        self._known[conversation_id] = dict(summaries)

    def standing(self, conversation_id: int | None, path: Sequence[StoredMessage]) -> Standing | None:
        """What the model is to see in place of the first messages of this branch; None where it sees all it can."""
        known = self._known.get(conversation_id) if conversation_id is not None else None
        return summary.standing(path, known) if known and self._way is WhenFull.SUMMARISE else None

    def mark(self, conversation_id: int | None, path: Sequence[StoredMessage]) -> SummaryMark:
        """What the transcript says of it."""
        found = self.standing(conversation_id, path)
        is_making = self._task is not None and self._task.full.conversation_id == conversation_id
        if found is None:
            return SummaryMark(self._way, is_making=is_making)
        one = found.summary
        return SummaryMark(self._way, found.count, one.text, one.model, one.edited, is_making)

    def consider(self, full: FullContext, *, at_once: bool = False) -> None:
        """Summarise where the context is filling, or, `at_once`, where messages are left out already."""
        if self._way is not WhenFull.SUMMARISE or self._task is not None:
            return
        found = self.standing(full.conversation_id, full.path)
        start = found.count if found is not None else 0
        if full.usage.dropped_messages > start or (
            not at_once and full.used >= summary.FULL * full.usage.context_length
        ):
            self._begin(full, found)

    def edit(self, conversation_id: int, path: Sequence[StoredMessage], text: str) -> None:
        """The person's own words for the summary that holds for this branch."""
        found = self.standing(conversation_id, path)
        if found is not None and text.strip():
            self._keep(conversation_id, replace(found.summary, text=text.strip(), edited=True), None)

    def make_again(self, full: FullContext) -> None:
        """Let the model write the summary that holds for this branch once more."""
        found = self.standing(full.conversation_id, full.path)
        if found is None or self._task is not None:
            return
        before = self.standing(full.conversation_id, full.path[: found.count - 1])
        start, text = (before.count, before.summary.text) if before is not None else (0, "")
        self._set_task(_Task(full, start, found.count, text))

    def _begin(self, full: FullContext, found: Standing | None) -> None:
        start, before = (found.count, found.summary.text) if found is not None else (0, "")
        end = summary.next_end(full.path, start, full.usage.context_length, full.tokens_per_character)
        if end > start:
            self._set_task(_Task(full, start, end, before))

    def _set_task(self, task: _Task | None) -> None:
        was, self._task = self._task, task
        self._is_asked = False
        for one in (was, task):
            if one is not None:
                self.changed.emit(one.full.conversation_id)
        self._go_on()

    def _go_on(self) -> None:
        task = self._task
        if task is None or self._is_asked or self._is_writing or not self._model.is_ready:
            return
        self._is_asked = True
        full, context = task.full, task.full.usage.context_length
        system = summary.with_summary(full.system, task.before) if task.before else full.system
        most = round(summary.FULL * context / full.tokens_per_character)
        messages = engine_messages(
            system, summary.readable(full.path[task.start : task.end], most), Draft(summary.question(context))
        )
        self.asked.emit()
        self._question.ask(
            lambda number: Generate(
                number,
                messages,
                sampling=SamplingOptions(temperature=0.2),
                max_tokens=summary.most_tokens(context),
                adapters=full.adapters,
                dynamic=full.dynamic,
            )
        )

    def _take(self, event: Event) -> None:
        task = self._task
        if task is None or not self._is_asked:
            self.read_ahead.emit()
            return
        if isinstance(event, Finished) and event.reason is not FinishReason.CANCELLED:
            text = summary.cleaned(event.text, was_cut=event.reason is FinishReason.LENGTH)
            if text:
                covered = task.full.path[: task.end]
                one = Summary(covered[-1].id, summary.covered(covered), text, self._model.status.name)
                self._keep(task.full.conversation_id, one, task.full)
                return
        if isinstance(event, Failed | Finished):
            self.notice.emit(NOT_WRITTEN)
        self._set_task(None)

    def _keep(self, conversation_id: int, one: Summary, full: FullContext | None) -> None:
        """With `full` it is what the model has written: there may be more to summarise."""

        def kept(_: Summary) -> None:
            self._known.setdefault(conversation_id, {})[one.message_id] = one
            self.changed.emit(conversation_id)
            if full is not None:
                self._set_task(None)
                self._continue(full)

        def failed(error: StoreError) -> None:
            self.problem.emit(problems.store_failed(error))
            if full is not None:
                self._set_task(None)

        self._store.ask(lambda store: store.put_summary(one), kept, failed)

    def _continue(self, full: FullContext) -> None:
        """A long conversation takes several steps, each of what can be read at once."""
        found = self.standing(full.conversation_id, full.path)
        if found is None:
            return
        left = sum(map(summary.length, full.path[found.count :])) * full.tokens_per_character
        if left > summary.FULL * full.usage.context_length:
            self._begin(full, found)
        if self._task is None:
            self._read_ahead(full, found)

    def _read_ahead(self, full: FullContext, found: Standing) -> None:
        """Let the engine read the prompt as it begins now, which the next message would wait for: as if the last reply
        went on by one token, which is thrown away."""
        messages = engine_messages(summary.with_summary(full.system, found.summary.text), full.path[found.count :])
        if messages[-1].role is not Role.ASSISTANT or self._is_writing or not self._model.is_ready:
            return
        self._question.ask(
            lambda number: Generate(
                number,
                messages,
                full.key,
                SamplingOptions(temperature=0.0),
                max_tokens=1,
                adapters=full.adapters,
                dynamic=full.dynamic,
                continues=True,
            )
        )

    def _take_back(self) -> None:
        self._question.cancel()
        self._is_asked = False

    def _drop(self) -> None:
        """Also where the person wants no summaries."""
        if self._task is not None:
            self._question.cancel()
            self._set_task(None)
