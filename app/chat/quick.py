"""QuickController: one question beside all conversations, answered at once and forgotten unless the person keeps it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.adapter_check import AdapterCheck
from app.chat.compare import keep_answer
from app.chat.compared_answer import ComparedAnswer
from app.chat.courier import StoreAccess
from app.chat.memories import MemoryController
from app.chat.model import ModelController
from app.chat.prompt import engine_messages, system_message
from app.chat.shelf import ShelfController
from app.client import EngineClient
from app.comparison import ComparisonStart, KeptAnswer, SideState, SideStatus
from app.draft import Draft
from app.dynamic import degree_for
from app.outcome import EngineOutcome
from app.profiles import sampling_of
from app.settings import Settings
from app.store.errors import StoreError
from app.store.records import Conversation, ConversationSettings, MessageState, Profile
from app.store.store import INTERRUPTED
from app.translation import tr
from engine.protocol import Failed, Finished, FinishReason, Generate, Progress, PromptReady, Stage, TextDelta
from engine.retrieval import with_memories


class QuickController(QObject):
    """By the loaded model, told what the profile that is taken tells a new conversation. Nothing is stored before
    `keep`. It waits for a reply that is being written, and for a model that is still loading."""

    status_changed = Signal(object)
    """SideStatus of the answer"""
    text_came = Signal(str)
    asked = Signal()
    """The engine is asked with other adapters than those of the shown conversation."""
    kept = Signal(int)
    """Id of the conversation that it is now."""
    problem = Signal(object)
    """Problem"""

    def __init__(
        self,
        client: EngineClient,
        store: StoreAccess,
        model: ModelController,
        shelf: ShelfController,
        memories: MemoryController,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._store = store
        self._model = model
        self._check = AdapterCheck(shelf, model)
        self._memories = memories
        self._settings = settings
        self._profile: Profile | None = None
        self._question = ""
        self._answer: ComparedAnswer | None = None
        client.received.connect(self._take)
        client.died.connect(self._engine_died)
        model.loaded.connect(lambda _: self._send())
        model.unavailable.connect(self._no_model)

    def set_settings(self, settings: Settings) -> None:
        """For the next question."""
        self._settings = settings

    def set_profile(self, profile: Profile) -> None:
        """For the next question."""
        self._profile = profile

    def ask(self, question: str) -> None:
        """In place of the one before, whose answer is forgotten."""
        if not question.strip():
            return
        self.stop()
        self._question = question.strip()
        sampling = sampling_of(self._profile, self._settings.sampling)
        self._answer = ComparedAnswer((), self._model.status.name, sampling)
        if self._model.is_ready:
            self._send()
        elif self._model.is_coming:
            self._set(SideStatus(SideState.LOADING))
        else:
            self._no_model(problems.NO_MODEL.message)

    def stop(self) -> None:
        """What has come stays."""
        answer = self._answer
        if answer is None or answer.status.state.is_over:
            return
        if answer.request_id is None:
            self._end(SideState.STOPPED, str(FinishReason.CANCELLED))
        elif answer.status.state is not SideState.STOPPING:
            self._client.cancel(answer.request_id)
            self._set(replace(answer.status, state=SideState.STOPPING))

    def keep(self) -> None:
        """Store the question and its answer as a conversation of the profile."""
        answer, profile = self._answer, self._profile
        if answer is None or profile is None or not answer.status.state.is_over or not answer.status.text:
            return
        whole = answer.status.state is SideState.COMPLETE
        kept = KeptAnswer(
            ComparisonStart(),
            self._question,
            answer.status.text,
            MessageState.COMPLETE if whole else MessageState.STOPPED,
            answer.status.metadata,
        )

        def done(conversation: Conversation) -> None:
            if self._answer is answer:
                self._answer = None
            self.kept.emit(conversation.id)

        def failed(error: StoreError) -> None:
            self.problem.emit(problems.store_failed(error))

        self._store.ask(lambda store: keep_answer(store, kept, profile.id, ConversationSettings()), done, failed)

    # Inside

    def _send(self) -> None:
        """The model is there."""
        answer, profile = self._answer, self._profile
        if answer is None or answer.request_id is not None or answer.status.state.is_over:
            return
        selection = self._check.select(profile.settings.adapters if profile is not None else ())
        if selection.refusal:
            self._end(SideState.FAILED, "", selection.refusal)
            return
        system = with_memories(system_message(None, profile), self._memories.recalled((), self._question))
        answer.choices, answer.model = selection.choices, self._model.status.name
        answer.request_id = self._client.next_id()
        self._set(SideStatus(SideState.WAITING))
        self.asked.emit()
        self._client.send(
            Generate(
                id=answer.request_id,
                messages=engine_messages(system, (), Draft(self._question)),
                sampling=answer.sampling,
                max_tokens=self._settings.max_tokens,
                adapters=selection.uses,
                dynamic=degree_for(None, self._model.status.info),
            )
        )

    def _take(self, event: object) -> None:
        answer = self._answer
        if answer is None or answer.request_id is None or answer.request_id != getattr(event, "id", None):
            return
        if answer.status.state.is_over:
            return
        match event:
            case PromptReady():
                self._go_on(SideState.READING, 0, event.prompt_tokens - event.saved_positions - event.cached_tokens)
            case Progress(stage=Stage.PREFILL):
                self._go_on(SideState.READING, event.done, event.total)
            case TextDelta():
                answer.parts.append(event.text)
                if answer.status.state is not SideState.WRITING:
                    self._go_on(SideState.WRITING)
                self.text_came.emit(event.text)
            case Finished():
                answer.parts = [event.text]
                stopped = event.reason is FinishReason.CANCELLED
                metadata = replace(answer.metadata(event.reason), usage=event.usage, timings=event.timings)
                state = SideState.STOPPED if stopped else SideState.COMPLETE
                self._set(SideStatus(state, text=event.text, metadata=metadata))
            case Failed():
                self._end(SideState.FAILED, "", event.message)
            case _:
                pass

    def _engine_died(self, outcome: EngineOutcome) -> None:
        """It is started again by others. What had come is kept; the question may be what it died of."""
        if self._answer is not None and self._answer.request_id is not None:
            state = SideState.STOPPED if self._answer.parts else SideState.FAILED
            self._end(state, INTERRUPTED, tr("{outcome} Ask again when the model is ready.", outcome=str(outcome)))

    def _no_model(self, reason: str) -> None:
        if self._answer is not None and self._answer.request_id is None:
            self._end(SideState.FAILED, "", reason)

    def _go_on(self, state: SideState, done: int = 0, total: int = 0) -> None:
        if self._answer is not None and self._answer.status.state is not SideState.STOPPING:
            self._set(SideStatus(state, done, total))

    def _end(self, state: SideState, reason: str, error: str = "") -> None:
        answer = self._answer
        if answer is not None and not answer.status.state.is_over:
            self._set(SideStatus(state, text="".join(answer.parts), metadata=answer.metadata(reason, error)))

    def _set(self, status: SideStatus) -> None:
        if self._answer is not None:
            self._answer.status = status
            self.status_changed.emit(status)
