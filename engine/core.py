"""One request in, events out. Knows no process, pipe or thread."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

from engine.adapter_stack import NO_ADAPTERS
from engine.adapters import acting_uses, readable
from engine.backends.base import Backend, Interrupt, Interrupted, Steered
from engine.errors import EngineError, ErrorKind
from engine.protocol import (
    AdaptersSet,
    BakeAdapters,
    Benchmark,
    BenchmarkDone,
    CheckSchema,
    CountTokens,
    Done,
    DynamicMeasured,
    Event,
    Failed,
    Finished,
    FinishReason,
    ForgetConversation,
    Generate,
    InspectTokens,
    LoadModel,
    MeasureDynamic,
    ModelLoaded,
    Progress,
    Requantize,
    Request,
    SamplingOptions,
    SetAdapters,
    SetStrength,
    Shutdown,
    Stage,
    Timings,
    TokensCounted,
    TokensInspected,
    UnloadModel,
    Usage,
)
from engine.reply import Emit, Reply
from engine.session import Session
from engine.snapshots import SnapshotCache, memory_budget
from engine.states import StateCache
from models.encryption.files import PLAIN, PlainFiles
from models.inspection import describe


class EngineCore:
    """Holds at most one loaded model and answers requests one after the other."""

    def __init__(
        self,
        backends: Sequence[Backend],
        states: StateCache | None,
        memory: Callable[[int], int] = memory_budget,
        composers: Path | None = None,
        files: PlainFiles = PLAIN,
    ) -> None:
        """`memory` is the budget of a `SnapshotCache`; `composers` the folder of what dynamic tokenization has fitted
        to models and measured of them; `files` opens adapters that are kept encrypted."""
        self._backends = backends
        self._states = states
        self._memory = memory
        self._composers = composers
        self._files = files
        self._session: Session | None = None

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
            case SetStrength():
                self._set_strength(request)
            case BakeAdapters():
                self._bake(request, emit, interrupt)
            case Requantize():
                self._requantize(request, emit, interrupt)
            case Generate():
                return Reply(request, self._loaded(), emit, interrupt).run()
            case CountTokens():
                return self._count(request)
            case InspectTokens():
                spans = self._loaded().dynamic.inspect(request.text, request.dynamic)
                return TokensInspected(request.id, spans)
            case CheckSchema():
                self._loaded().model.sampler(SamplingOptions(), request.schema).close()
            case Benchmark():
                return self._benchmark(request)
            case MeasureDynamic():
                return self._measure(request, emit, interrupt)
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

    def _count(self, request: CountTokens) -> Event:
        session = self._loaded()
        prompt = session.prompts.whole(request.messages, session.live.replies, session.dynamic.segment(request.dynamic))
        length = session.model.info.context_length
        return TokensCounted(request.id, len(prompt.tokens), length, prompt.saved_positions)

    def _loaded(self) -> Session:
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
            self._session = Session(model, self._states, SnapshotCache(self._memory), self._composers, self._files)
        except BaseException:
            model.close()
            raise
        known = self._session.dynamic.prices()
        info = replace(
            model.info,
            template=self._session.template.name,
            dynamic_problem=self._session.dynamic.problem,
            composer=known.composer,
            dynamic_prices=known.prices,
            dynamic_default=known.default,
        )
        return ModelLoaded(request.id, info)

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

    def _set_strength(self, request: SetStrength) -> None:
        model = self._loaded().model
        if not isinstance(model, Steered):
            raise EngineError(ErrorKind.UNSUPPORTED, "No other model steers the one that is loaded.")
        model.set_strength(request.strength)

    def _bake(self, request: BakeAdapters, emit: Emit, interrupt: Interrupt) -> None:
        path, output = Path(request.model), Path(request.output)
        backend = self._backend_for(path)
        uses = acting_uses(request.adapters)
        if not uses:
            raise EngineError(ErrorKind.UNSUPPORTED, "There is nothing to bake in. Turn on an adapter first.")
        _check_output(output)
        with ExitStack() as opened:
            plain = [opened.enter_context(readable(self._files, Path(use.path))) for use in uses]
            uses = tuple(replace(use, path=str(path)) for use, path in zip(uses, plain, strict=True))
            backend.bake(path, uses, output, _thousandths(request.id, Stage.BAKE, emit), interrupt)

    def _requantize(self, request: Requantize, emit: Emit, interrupt: Interrupt) -> None:
        path, output = Path(request.model), Path(request.output)
        backend = self._backend_for(path)
        _check_output(output)
        progress = _thousandths(request.id, Stage.REQUANTIZE, emit)
        backend.requantize(path, request.format, output, progress, interrupt)

    def _benchmark(self, request: Benchmark) -> Event:
        session = self._bare()
        return BenchmarkDone(request.id, session.model.measure_bare(request.kind, request.tokens))

    def _measure(self, request: MeasureDynamic, emit: Emit, interrupt: Interrupt) -> Event:
        def progress(done: int, total: int) -> None:
            emit(Progress(request.id, Stage.MEASURE, done, total))

        session = self._bare()
        try:
            known = session.dynamic.measure(progress, interrupt)
        finally:
            session.model.truncate(0)
        return DynamicMeasured(request.id, known.prices, known.default)

    def _bare(self) -> Session:
        """What is measured is the model alone: its sequence is put away, and so are the adapters."""
        session = self._loaded()
        session.live.save()
        session.live.clear()
        session.live.activate(NO_ADAPTERS)
        return session


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
