"""One request in, events out. Knows no process, pipe or thread."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

from engine.adapter_stack import NO_ADAPTERS
from engine.adapters import Adapters, acting_uses
from engine.backends.base import Backend, Interrupt, Interrupted, LoadedModel, Sampler
from engine.conversation import Evaluation, LiveContext
from engine.errors import EngineError, ErrorKind
from engine.prompt import Prompt, PromptBuilder
from engine.protocol import (
    AdaptersSet,
    BakeAdapters,
    Benchmark,
    BenchmarkDone,
    CountTokens,
    Done,
    Event,
    Failed,
    Finished,
    FinishReason,
    ForgetConversation,
    Generate,
    LoadModel,
    ModelLoaded,
    Progress,
    PromptReady,
    Requantize,
    Request,
    SetAdapters,
    Shutdown,
    Stage,
    TextDelta,
    Timings,
    TokensCounted,
    UnloadModel,
    Usage,
)
from engine.snapshots import SnapshotCache, memory_budget
from engine.states import ContextKey, StateCache
from engine.template import ChatTemplate
from engine.text import TextStream
from models.inspection import describe

Emit = Callable[[Event], None]

DELTA_SECONDS = 0.02
"""Shortest time between two deltas. Each wakes the client, which on a small processor keeps the model waiting; fifty a
second look like as many as there are tokens."""


class _Session:
    """A loaded model with what belongs to it."""

    def __init__(self, model: LoadedModel, states: StateCache | None, kept: SnapshotCache) -> None:
        self.model = model
        self.template = ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos)
        self.prompts = PromptBuilder(model, self.template)
        key = ContextKey(model.info.fingerprint, model.info.kv_type)
        self.kept = kept
        self.live = LiveContext(model, key, states, kept)
        self.adapters = Adapters(model, self.live)

    @property
    def bytes(self) -> int:
        """Memory that closing it gives back."""
        info = self.model.info
        return info.bytes + info.kv_bytes + self.kept.bytes + self.adapters.bytes

    def close(self) -> None:
        self.live.save()
        self.adapters.close()
        self.model.close()


class EngineCore:
    """Holds at most one loaded model and answers requests one after the other."""

    def __init__(
        self,
        backends: Sequence[Backend],
        states: StateCache | None,
        memory: Callable[[int], int] = memory_budget,
    ) -> None:
        """`memory` is the budget of a `SnapshotCache`."""
        self._backends = backends
        self._states = states
        self._memory = memory
        self._session: _Session | None = None

    def run(self, request: Request, emit: Emit, interrupt: Interrupt) -> Event:
        """Do what `request` asks, emit what comes before its end, and return its one terminal event.

        Failures become `Failed`; nothing but the end of the process escapes.
        """
        try:
            return self._run(request, emit, interrupt)
        except Interrupted:
            return _cancelled(request)
        except EngineError as error:
            return Failed(request.id, error.kind, error.message, error.detail)
        except MemoryError:
            return Failed(
                request.id,
                ErrorKind.OUT_OF_MEMORY,
                "The memory of this computer ran out. Close other programs, or choose a smaller model or context.",
            )
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                return Failed(request.id, ErrorKind.DISK_FULL, "The disk is full. Free some space and try again.")
            return _internal(request)
        except Exception:  # noqa: BLE001 - the last line of defence: a defect must not end the engine
            return _internal(request)

    def idle(self) -> None:
        """Called when nothing has been asked for a while: time for what can wait."""
        if self._session:
            self._session.live.save()

    def close(self) -> None:
        """Save the live state and free the model."""
        session, self._session = self._session, None
        if session:
            session.close()

    def _run(self, request: Request, emit: Emit, interrupt: Interrupt) -> Event:
        if interrupt():
            raise Interrupted
        match request:
            case LoadModel():
                return self._load(request, emit, interrupt)
            case SetAdapters():
                return self._set_adapters(request, emit, interrupt)
            case BakeAdapters():
                self._bake(request, emit, interrupt)
            case Requantize():
                self._requantize(request, emit, interrupt)
            case Generate():
                return _Reply(request, self._loaded(), emit, interrupt).run()
            case CountTokens():
                session = self._loaded()
                tokens = session.prompts.tokens(request.messages, session.live.replies)
                return TokensCounted(request.id, len(tokens), session.model.info.context_length)
            case Benchmark():
                return self._benchmark(request)
            case ForgetConversation():
                if self._session:
                    self._session.live.forget(request.conversation)
                elif self._states:
                    self._states.forget(request.conversation)
            case UnloadModel() | Shutdown():
                self.close()
            case _:
                raise EngineError(ErrorKind.INTERNAL, f"The engine has no answer to {type(request).__name__}.")
        return Done(request.id)

    def _loaded(self) -> _Session:
        if self._session is None:
            raise EngineError(ErrorKind.MODEL_NOT_FOUND, "No model is loaded. Choose one first.")
        return self._session

    def _load(self, request: LoadModel, emit: Emit, interrupt: Interrupt) -> Event:
        path = Path(request.path)
        backend = self._backend_for(path)
        backend.check(path, request.options, self._session.bytes if self._session else 0)
        # Only now: two models at once may not fit in memory, and a bad file must not cost the person the good one.
        self.close()
        shown = -1

        def progress(part: float) -> None:
            nonlocal shown
            done = round(part * 1000)
            if done > shown:
                shown = done
                emit(Progress(request.id, Stage.LOAD, done, 1000))

        model = backend.load(path, request.options, progress, interrupt)
        try:
            self._session = _Session(model, self._states, SnapshotCache(self._memory))
        except BaseException:
            model.close()
            raise
        return ModelLoaded(request.id, replace(model.info, template=self._session.template.name))

    def _backend_for(self, path: Path) -> Backend:
        if not path.exists():
            raise EngineError(
                ErrorKind.MODEL_NOT_FOUND,
                f"There is no model at {path}. It may have been moved or deleted: choose it again.",
            )
        backend = next((backend for backend in self._backends if backend.accepts(path)), None)
        if backend is None:
            describe(path)  # says what the file or folder is instead
            raise EngineError(ErrorKind.UNSUPPORTED, f"{path.name} is a model of a kind that this program cannot run.")
        return backend

    def _set_adapters(self, request: SetAdapters, emit: Emit, interrupt: Interrupt) -> Event:
        session = self._loaded()
        started = perf_counter()

        def progress(stage: Stage, done: int, total: int) -> None:
            emit(Progress(request.id, stage, done, total))

        change = session.adapters.set(request.adapters, partial(progress, Stage.ADAPTERS), interrupt)
        if request.conversation:
            session.live.bring_back(request.conversation, session.adapters.in_force.key, progress)
        swap_ms = (perf_counter() - started) * 1000 - change.load_ms
        return AdaptersSet(request.id, change.adapters, change.load_ms, swap_ms)

    def _bake(self, request: BakeAdapters, emit: Emit, interrupt: Interrupt) -> None:
        path, output = Path(request.model), Path(request.output)
        backend = self._backend_for(path)
        uses = acting_uses(request.adapters)
        if not uses:
            raise EngineError(ErrorKind.UNSUPPORTED, "There is nothing to bake in. Turn on an adapter first.")
        _check_output(output)
        backend.bake(path, uses, output, _thousandths(request.id, Stage.BAKE, emit), interrupt)

    def _requantize(self, request: Requantize, emit: Emit, interrupt: Interrupt) -> None:
        path, output = Path(request.model), Path(request.output)
        backend = self._backend_for(path)
        _check_output(output)
        progress = _thousandths(request.id, Stage.REQUANTIZE, emit)
        backend.requantize(path, request.format, output, progress, interrupt)

    def _benchmark(self, request: Benchmark) -> Event:
        session = self._loaded()
        session.live.save()
        session.live.clear()
        session.live.activate(NO_ADAPTERS)  # what is measured is the bare model
        return BenchmarkDone(request.id, session.model.measure_bare(request.kind, request.tokens))


def _check_output(output: Path) -> None:
    """Raises EngineError where no new file can be."""
    if os.path.lexists(output):
        raise EngineError(ErrorKind.UNSUPPORTED, f"There is a file named {output.name} already. Choose another name.")
    if not output.parent.is_dir():
        raise EngineError(ErrorKind.UNSUPPORTED, f"There is no folder {output.parent} to write to. Choose another one.")


def _thousandths(request: int, stage: Stage, emit: Emit) -> Callable[[int, int], None]:
    """Takes what is done and the total, and tells of it a thousand times at most."""
    shown = -1

    def progress(done: int, total: int) -> None:
        nonlocal shown
        thousandths = 1000 * done // max(total, 1)
        if thousandths > shown:
            shown = thousandths
            emit(Progress(request, stage, done, total))

    return progress


class _Reply:
    """The writing of one reply."""

    def __init__(self, request: Generate, session: _Session, emit: Emit, interrupt: Interrupt) -> None:
        self._request = request
        self._session = session
        self._emit = emit
        self._interrupt = interrupt
        self._started = perf_counter()
        self._first_text_at: float | None = None
        self._text: list[str] = []
        self._tokens: list[int] = []
        self._told_text = 0  # pieces of the text and tokens that the last delta ended with
        self._told_tokens = 0
        self._told_at = 0.0

    def run(self) -> Event:
        try:
            return self._run()
        except EngineError as error:
            if error.kind is not ErrorKind.MODEL_INVALID or not self._session.adapters.in_force.key:
                raise
            raise EngineError(
                ErrorKind.ADAPTER_MISMATCH,
                "With these adapters the model computes numbers that make no sense. Turn down their strength, or turn "
                "one of them off.",
                f"{error.message}\n{error.detail}",
            ) from error

    def _run(self) -> Event:
        request, session = self._request, self._session
        if not request.messages:
            raise EngineError(ErrorKind.INTERNAL, "There is no message to answer.")
        if request.adapters is not None:
            session.adapters.set(request.adapters, partial(self._progress, Stage.ADAPTERS), self._interrupt)
        session.live.open(request.conversation)
        prompt = session.prompts.fit(request.messages, session.live.replies, request.max_tokens)
        sampler = session.model.sampler(request.sampling, request.json_schema)
        try:
            plan = session.live.plan(prompt.tokens, session.adapters.in_force)
            self._emit(
                PromptReady(
                    request.id,
                    len(prompt.tokens),
                    plan.cached,
                    prompt.dropped_messages,
                    session.model.info.context_length,
                )
            )
            try:
                evaluation = session.live.evaluate(plan, self._progress, self._interrupt)
            except Interrupted:
                evaluated = max(session.model.position - plan.cached, 0)
                return self._finished(FinishReason.CANCELLED, prompt, Evaluation(plan.cached, 0, evaluated, 0.0))
            sampler.accept_prompt(prompt.tokens)
            try:
                reason = self._write(sampler)
            finally:
                self._tell(perf_counter())  # also what had come before a failure
        finally:
            sampler.close()
        return self._finished(reason, prompt, evaluation)

    def _progress(self, stage: Stage, done: int, total: int) -> None:
        self._emit(Progress(self._request.id, stage, done, total))

    def _write(self, sampler: Sampler) -> FinishReason:
        request, model, live = self._request, self._session.model, self._session.live
        stream = TextStream((*request.stop, *self._session.template.stop))
        context_length = model.info.context_length
        reason = FinishReason.LENGTH
        while True:
            if self._interrupt():
                reason = FinishReason.CANCELLED
                break
            token = sampler.sample()
            if model.ends_generation(token):
                reason = FinishReason.STOP
                break
            self._tokens.append(token)
            self._say(stream.feed(model.token_bytes(token)))
            if stream.stopped:
                reason = FinishReason.STOP
                break
            if len(self._tokens) == request.max_tokens or model.position >= context_length:
                break
            live.append(token)
        self._say(stream.finish())
        if not stream.stopped:  # behind a stop sequence there are tokens that are not in the text
            live.remember_reply("".join(self._text), self._tokens)
        return reason

    def _say(self, text: str) -> None:
        if not text:
            return
        now = perf_counter()
        if self._first_text_at is None:
            self._first_text_at = now
        self._text.append(text)
        if now - self._told_at >= DELTA_SECONDS:
            self._tell(now)

    def _tell(self, now: float) -> None:
        text = "".join(self._text[self._told_text :])
        if text:
            self._emit(TextDelta(self._request.id, text, len(self._tokens) - self._told_tokens))
            self._told_text, self._told_tokens, self._told_at = len(self._text), len(self._tokens), now

    def _finished(self, reason: FinishReason, prompt: Prompt, evaluation: Evaluation) -> Finished:
        ended = perf_counter()
        first = self._first_text_at or ended
        info = self._session.model.info
        completed = len(self._tokens)
        return Finished(
            self._request.id,
            reason,
            "".join(self._text),
            Usage(
                prompt_tokens=len(prompt.tokens),
                evaluated_tokens=evaluation.evaluated,
                completion_tokens=completed,
                context_length=info.context_length,
                dropped_messages=prompt.dropped_messages,
                restored_tokens=evaluation.restored,
            ),
            Timings(
                load_ms=info.load_ms,
                ttft_ms=(first - self._started) * 1000,
                prefill_tokens_per_second=evaluation.evaluated / evaluation.seconds if evaluation.seconds else 0.0,
                decode_tokens_per_second=(completed - 1) / (ended - first) if completed > 1 and ended > first else 0.0,
            ),
        )


def _cancelled(request: Request) -> Event:
    if isinstance(request, Generate):
        return Finished(request.id, FinishReason.CANCELLED, "", Usage(0, 0, 0, 0), Timings(0.0, 0.0, 0.0, 0.0))
    return Done(request.id)


def _internal(request: Request) -> Failed:
    return Failed(
        request.id,
        ErrorKind.INTERNAL,
        "The engine met a defect of this program. Nothing is lost: try again, and report it if it comes back.",
        traceback.format_exc()[-4000:],
    )
