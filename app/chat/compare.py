"""CompareController: one prompt answered twice, by adapter sets, models or settings, beside the conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.chat.adapter_sets import acting, steered_by
from app.chat.compared_answer import ComparedAnswer, sampling_of_both
from app.chat.model import ModelController
from app.chat.prompt import engine_messages, stored_messages_dropped
from app.chat.second_engine import SecondEngine
from app.client import EngineClient
from app.comparison import (
    CastVote,
    ComparisonRequest,
    ComparisonStart,
    KeptAnswer,
    Side,
    SideState,
    SideStatus,
    can_be_voted_on,
)
from app.draft import Draft
from app.dynamic import degree_for
from app.outcome import EngineOutcome
from app.settings import Settings
from app.state import ModelPhase, ModelStatus, Problem, ProblemAction, ShelfAdapter
from app.store.records import (
    AdapterChoice,
    Conversation,
    ConversationSettings,
    MessageState,
    ReplyMetadata,
    StoredMessage,
    Structure,
)
from app.store.store import INTERRUPTED, Store
from app.titles import title_of
from app.translation import told, tr, tr_noop
from engine.protocol import (
    AdapterUse,
    DynamicTokenization,
    Failed,
    Finished,
    FinishReason,
    Generate,
    Progress,
    PromptReady,
    Role,
    SamplingOptions,
    Stage,
    TextDelta,
)

NO_MODEL = Problem(
    tr_noop("There is no model to answer"),
    tr_noop("A comparison needs a model that is loaded. Load one, then run it again."),
    actions=(ProblemAction.RELOAD_MODEL, ProblemAction.CHOOSE_MODEL),
)
STILL_LOADING = Problem(
    tr_noop("The model is still being loaded"), tr_noop("Run the comparison again when it is ready.")
)


class CompareController(QObject):
    """The engine has one queue: the left side is answered first, then the right one. A side that has another model is
    answered last, by an engine of its own, so that neither slows the other down.

    Nothing is stored, and each request carries its adapter set, so the next reply of a conversation is written with
    the set of its own row again.
    """

    side_changed = Signal(object, object)
    """(Side, SideStatus)"""
    text_came = Signal(object, str)
    """(Side, more of its answer)"""
    running_changed = Signal(bool)
    kept = Signal(object)
    """KeptAnswer, for `keep_answer`"""
    voted = Signal(object)
    """CastVote"""
    problem = Signal(object)
    """Problem: nothing could be asked."""

    def __init__(
        self,
        client: EngineClient,
        model: ModelController,
        find_adapter: Callable[[str], ShelfAdapter | None],
        settings: Settings,
        second: SecondEngine,
        parent: QObject | None = None,
    ) -> None:
        """`find_adapter` knows the shelf by key; `second` has other models."""
        super().__init__(parent)
        self._client = client
        self._model = model
        self._find = find_adapter
        self._settings = settings
        self._request: ComparisonRequest | None = None
        self._answers: dict[Side, ComparedAnswer] = {}
        self._stop_reason = ""
        """Why it was stopped, where that was not the person's doing."""
        self._second = second
        second.received.connect(self._take_elsewhere)
        second.progress.connect(self._loading)
        second.loaded.connect(self._loaded)
        second.failed.connect(self._lost)
        client.received.connect(self._take)
        client.died.connect(self._engine_died)
        model.status_changed.connect(self._model_changed)

    @property
    def is_running(self) -> bool:
        return any(not answer.status.state.is_over for answer in self._answers.values())

    def set_settings(self, settings: Settings) -> None:
        """For the next run."""
        self._settings = settings

    def run(self, request: ComparisonRequest) -> None:
        """Ask for both answers. One whose adapters cannot be used fails by itself, and the other is written."""
        if self.is_running or not request.prompt.strip():
            return
        if not self._model.is_ready:
            self.problem.emit(STILL_LOADING if self._model.is_coming else NO_MODEL)
            return
        self._request, self._stop_reason = request, ""
        sampling = sampling_of_both(request, self._settings)
        self._answers = {side: self._begun(request, side, sampling) for side in Side}
        for side, answer in self._answers.items():
            if answer.elsewhere:
                self._set(side, SideStatus(SideState.WAITING))
            else:
                self._ask(side, request)
        self._go_elsewhere()
        self.running_changed.emit(self.is_running)

    def stop(self) -> None:
        """End what is being written; what had come of it stays."""
        for side, answer in self._answers.items():
            if answer.status.state.is_over:
                continue
            if answer.request_id is not None:
                self._client_of(answer).cancel(answer.request_id)
                self._set(side, replace(answer.status, state=SideState.STOPPING))
            elif answer.elsewhere:
                self._end(side, SideState.STOPPED, answer.metadata(FinishReason.CANCELLED, self._stop_reason))

    def keep(self, side: Side) -> None:
        """The person wants this answer in the conversation."""
        answer = self._answers.get(side)
        if answer is None or self._request is None or not answer.status.state.is_over or not answer.status.text:
            return
        complete = answer.status.state is SideState.COMPLETE
        self.kept.emit(
            KeptAnswer(
                self._request.start,
                self._request.prompt,
                answer.status.text,
                MessageState.COMPLETE if complete else MessageState.STOPPED,
                answer.status.metadata,
            )
        )

    def vote(self, better: Side | None) -> None:
        """This answer is the better one; None where both are alike."""
        if self._request is None or len(self._answers) < len(Side):
            return
        left, right = (self._answers[side].status for side in Side)
        if can_be_voted_on(left, right):
            self.voted.emit(CastVote(self._request, left, right, better))

    def close(self) -> None:
        """Nobody looks any more: stop, and tell nothing."""
        for answer in self._answers.values():
            if not answer.status.state.is_over and answer.request_id is not None:
                self._client_of(answer).cancel(answer.request_id)
        self._answers = {}
        self._request = None
        self._second.close()

    def _begun(self, request: ComparisonRequest, side: Side, sampling: SamplingOptions) -> ComparedAnswer:
        way, loaded = request.way(side), self._model.status
        sampling = way.applied(sampling)
        structure = Structure.DEMANDED if request.start.json_schema else Structure.NONE
        if way.model in ("", loaded.path):
            choices = acting(request.choices(side))
            steered = steered_by(loaded, choices)
            return ComparedAnswer(choices, loaded.name, sampling, steered_by=steered, structure=structure)
        return ComparedAnswer((), way.name, sampling, way.model, structure=structure)

    def _client_of(self, answer: ComparedAnswer) -> EngineClient:
        return self._second.client if answer.elsewhere else self._client

    # The side that has another model

    @property
    def _next_elsewhere(self) -> Side | None:
        """The first that has not been asked yet."""
        for side, answer in self._answers.items():
            if answer.elsewhere and not answer.status.state.is_over:
                return side if answer.request_id is None else None
        return None

    def _go_elsewhere(self) -> None:
        """Load the other model, once this one is silent."""
        side = self._next_elsewhere
        if side is None or any(self._is_in_flight(one) for one in Side):
            return
        if self._answers[side].status.state is SideState.WAITING:
            self._set(side, SideStatus(SideState.LOADING))
            self._second.load(self._answers[side].elsewhere, self._model.load_options)

    def _loading(self, done: int, total: int) -> None:
        side = self._next_elsewhere
        if side is not None and self._answers[side].status.state is SideState.LOADING:
            self._set(side, SideStatus(SideState.LOADING, done, total))

    def _loaded(self) -> None:
        side = self._next_elsewhere
        loading = side is not None and self._answers[side].status.state is SideState.LOADING
        if side is not None and loading and self._request is not None:
            self._ask(side, self._request)

    def _lost(self, reason: str) -> None:
        for side, answer in self._answers.items():
            if answer.elsewhere and not answer.status.state.is_over:
                state = SideState.STOPPED if answer.parts else SideState.FAILED
                self._end(side, state, answer.metadata("" if state is SideState.FAILED else INTERRUPTED, reason))
                return

    def _take_elsewhere(self, event: object) -> None:
        self._take(event, elsewhere=True)

    def _ask(self, side: Side, request: ComparisonRequest) -> None:
        answer = self._answers[side]
        uses, reason = self._uses(answer.choices)
        if reason:
            self._end(side, SideState.FAILED, answer.metadata("", reason))
            return
        start = request.start
        path = start.path if request.with_context else ()
        client = self._client_of(answer)
        answer.request_id = client.next_id()
        self._set(side, SideStatus(SideState.WAITING))
        client.send(
            Generate(
                id=answer.request_id,
                messages=engine_messages(start.system_message, path, Draft(request.prompt, start.attachments)),
                # Its saved state spares the reading of a long conversation.
                conversation=start.conversation.key if start.conversation and path and not answer.elsewhere else "",
                sampling=answer.sampling,
                max_tokens=self._settings.max_tokens,
                adapters=uses,
                json_schema=start.json_schema,
                dynamic=degree_for(start.dynamic, self._second.info if answer.elsewhere else self._model.status.info),
            )
        )

    def _uses(self, choices: Sequence[AdapterChoice]) -> tuple[tuple[AdapterUse, ...], str]:
        """The set for the engine, or why there can be none."""
        uses: list[AdapterUse] = []
        for choice in choices:
            found = self._find(choice.key)
            if found is None:
                return (), tr(
                    "{name} is no longer on the shelf. Take it out of this side.",
                    name=choice.name or tr("An adapter"),
                )
            if reason := found.entry.problem or found.misfit:
                return (), reason
            uses.append(AdapterUse(str(found.entry.path), choice.scale))
        return tuple(uses), ""

    def _take(self, event: object, *, elsewhere: bool = False) -> None:
        found = next(
            (
                (side, answer)
                for side, answer in self._answers.items()
                if bool(answer.elsewhere) is elsewhere
                and answer.request_id is not None
                and answer.request_id == getattr(event, "id", None)
            ),
            None,
        )
        if found is None or found[1].status.state.is_over:
            return
        side, answer = found
        match event:
            case PromptReady():
                total = event.prompt_tokens - event.saved_positions - event.cached_tokens
                self._go_on(side, SideState.READING, 0, total)
            case Progress(stage=Stage.PREFILL):
                self._go_on(side, SideState.READING, event.done, event.total)
            case Progress():
                self._go_on(side, SideState.READING)
            case TextDelta():
                answer.parts.append(event.text)
                if answer.status.state is not SideState.WRITING:
                    self._go_on(side, SideState.WRITING)
                self.text_came.emit(side, event.text)
            case Finished():
                answer.parts = [event.text]
                self._finish(side, answer, event)
            case Failed():
                self._end(side, SideState.FAILED, answer.metadata("", event.message))
            case _:
                pass

    def _go_on(self, side: Side, state: SideState, done: int = 0, total: int = 0) -> None:
        if self._answers[side].status.state is not SideState.STOPPING:
            self._set(side, SideStatus(state, done, total))

    def _finish(self, side: Side, answer: ComparedAnswer, event: Finished) -> None:
        path = self._request.start.path if self._request is not None and self._request.with_context else ()
        usage = replace(event.usage, dropped_messages=stored_messages_dropped(path, event.usage.dropped_messages))
        stopped = event.reason is FinishReason.CANCELLED
        error = self._stop_reason if stopped else ""
        metadata = replace(answer.metadata(event.reason, error), usage=usage, timings=event.timings)
        self._end(side, SideState.STOPPED if stopped else SideState.COMPLETE, metadata)

    def _engine_died(self, outcome: EngineOutcome) -> None:
        """It is started again by others. What one side had is kept; the other may be what it died of, so neither is
        asked for again without the person."""
        working = next((side for side in Side if self._is_in_flight(side)), None)
        for side in Side:
            if not self._is_in_flight(side):
                continue
            answer = self._answers[side]
            if side is working:
                error = tr(
                    "{outcome} The engine is started again; run the comparison once more.", outcome=told(str(outcome))
                )
            else:
                error = tr("It was not written: the engine had stopped before its turn came.")
            state = SideState.STOPPED if answer.parts else SideState.FAILED
            self._end(side, state, answer.metadata(INTERRUPTED, error))

    def _model_changed(self, status: ModelStatus) -> None:
        """Two answers of two models would compare nothing. (An engine that died has been dealt with before its
        successor loads a model.)"""
        if status.phase is ModelPhase.LOADING and status.progress == 0 and self.is_running:
            self._stop_reason = tr("Stopped: {name} is loaded instead.", name=status.name)
            self.stop()

    def _is_in_flight(self, side: Side) -> bool:
        answer = self._answers.get(side)
        """It is being written by the engine that has the loaded model."""
        if answer is None or answer.elsewhere:
            return False
        return answer.request_id is not None and not answer.status.state.is_over

    def _end(self, side: Side, state: SideState, metadata: ReplyMetadata) -> None:
        answer = self._answers[side]
        was_running = self.is_running
        self._set(side, SideStatus(state, text="".join(answer.parts), metadata=metadata))
        self._go_elsewhere()
        if was_running and not self.is_running:
            self.running_changed.emit(False)

    def _set(self, side: Side, status: SideStatus) -> None:
        self._answers[side].status = status
        self.side_changed.emit(side, status)


def start_of(
    conversation: Conversation | None,
    path: Sequence[StoredMessage],
    system_message: str,
    draft: Draft,
    dynamic: DynamicTokenization | None = None,
    json_schema: str | None = None,
) -> ComparisonStart:
    """Begin with what is in the message box; where it is empty, with the last message that the person has sent, as if
    it had not been answered yet."""
    rest = (system_message, dynamic, json_schema)
    if not draft.is_empty:
        return ComparisonStart(draft.text, conversation, tuple(path), draft.attachments, None, *rest)
    last = next((place for place in reversed(range(len(path))) if path[place].role is Role.USER), None)
    if last is None:
        return ComparisonStart("", conversation, tuple(path), (), None, *rest)
    asked = path[last]
    return ComparisonStart(asked.content, conversation, tuple(path[:last]), asked.attachments, asked, *rest)


def keep_answer(
    store: Store, answer: KeptAnswer, profile_id: int, settings: ConversationSettings | None = None
) -> Conversation:
    """Put an answer into its conversation, which ends with it then; on the store's thread.

    Beside the reply that is there, where the prompt was sent already as it is; else below the prompt, as a new message
    after those that came before it. `settings` are those of a conversation that is made for it. Raises StoreError.
    """
    start, metadata = answer.start, answer.metadata
    if start.json_schema and answer.state is MessageState.COMPLETE:
        from app.structure import breach_of  # late: few conversations have a schema

        metadata = metadata.judged(breach_of(start.json_schema, answer.text))
    conversation = start.conversation or store.create_conversation(profile_id, title_of(answer.prompt), settings)
    if start.asked is not None and start.asked.content.strip() == answer.prompt.strip():
        parent = start.asked.id
    else:
        before = start.path[-1].id if start.path else None
        parent = store.append_message(
            conversation.id, before, Role.USER, answer.prompt, attachments=start.attachments
        ).id
    store.append_message(conversation.id, parent, Role.ASSISTANT, answer.text, answer.state, metadata)
    return store.conversation(conversation.id)
