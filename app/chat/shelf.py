"""ShelfController: the adapters that the person has, seen beside the loaded model, and the long work on them."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import Courier
from app.chat.long_work import Cancelled, LongWork, Told
from app.chat.model import ModelController
from app.chat.steering import SteeringModels
from app.client import EngineClient
from app.state import Problem, ShelfAdapter, Task
from app.translation import tr
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterUse, BakeAdapters, Done, Failed, Progress
from models.adapters.entry import AdapterEntry
from models.inspect_gguf import is_gguf
from models.library.facts import ModelFacts
from models.library.looking import Inspector
from models.new_file import move_new, refuse_existing

if TYPE_CHECKING:
    from models.adapters.library import AdapterLibrary

log = logging.getLogger(__name__)

T = TypeVar("T")


class ShelfController(QObject):
    """One thing at a time is imported, merged or baked; what is asked for meanwhile waits for its turn."""

    changed = Signal(list)
    """list[ShelfAdapter], by name"""
    task_changed = Signal(object)
    """Task, or None when nothing is under way."""
    arrived = Signal(object)
    """AdapterEntry: new on the shelf, or there already when it was brought again. `adapters` has it."""
    baked = Signal(str)
    """Path of a new model."""
    model_found = Signal(str)
    """Path of what was brought and is a model, no adapter."""
    problem = Signal(object)
    """Problem"""

    def __init__(
        self,
        client: EngineClient,
        open_library: Callable[[], AdapterLibrary],
        inspector: Inspector,
        model: ModelController,
        worker: Executor,
        courier: Courier,
        baking: Path,
        parent: QObject | None = None,
    ) -> None:
        """`baking` is a folder that the engine may write to: its models go from there to where the person wants them.
        `worker` has one thread and is used for nothing else: an import may keep it busy for long. `open_library`
        will run there: what it imports takes longer than the start of a window should. `inspector` looks into models
        that nobody has vouched for."""
        super().__init__(parent)
        self._client = client
        self._open_library = open_library
        self._opened: AdapterLibrary | None = None
        self._inspector = inspector
        self._model = model
        self._worker = worker
        self._courier = courier
        self._adapters: tuple[ShelfAdapter, ...] | None = None
        self._failure = ""
        self._question = 0
        """Grows with every look at the shelf: only the answer to the newest counts."""
        self._work = LongWork(worker, courier, self)
        self._work.changed.connect(self._show_task)
        self._bake_id: int | None = None
        self._baking = baking
        self._bake_output = ""
        self._bake_cancelled = False
        client.received.connect(self._take)
        client.died.connect(lambda _: self._bake_lost())
        self._steering = SteeringModels()
        """Asked on the worker's thread."""
        model.loaded.connect(lambda _: self.refresh())
        model.choices_changed.connect(lambda _: self._models_listed())

    @property
    def adapters(self) -> tuple[ShelfAdapter, ...] | None:
        """None until the shelf has been read."""
        return self._adapters

    @property
    def failure(self) -> str:
        """Why the shelf could not be read; empty where it could."""
        return self._failure

    def find(self, key: str) -> ShelfAdapter | None:
        return next((one for one in self._adapters or () if one.entry.key == key), None)

    def refresh(self, then: Callable[[], None] = lambda: None, *, tell: bool = False) -> None:
        """Look at the shelf again: an adapter may have come, or another model. `then` is called when it has been
        seen. A failure is told only on request: whoever uses no adapters need not hear of it."""
        self._question += 1
        question = self._question
        model, status = self._base, self._model.status
        choices, options = self._model.choices, self._model.load_options

        def look() -> list[ShelfAdapter]:
            library = self._library
            return [seen_beside(entry, library) for entry in library.entries()]

        def seen_beside(entry: AdapterEntry, library: AdapterLibrary) -> ShelfAdapter:
            misfit = library.misfit(entry, model) if model is not None else ""
            if model is None or status.info is None or status.steering is not None or not misfit or entry.problem:
                return ShelfAdapter(entry, misfit)
            length = status.info.context_length
            return ShelfAdapter(entry, misfit, self._steering.steering(entry, model, choices, options, length, library))

        def seen(found: list[ShelfAdapter]) -> None:
            if question == self._question:
                self._failure = ""
                self._adapters = tuple(found)
                self.changed.emit(found)
            then()

        def failed(error: BaseException) -> None:
            if question == self._question:
                told = _explained(tr("The adapter shelf could not be read"), error)
                self._failure = told.message
                if tell:
                    self.problem.emit(told)
                self.changed.emit(list(self._adapters or ()))

        self._courier.bring(self._worker.submit(look), seen, failed)

    def bring(self, paths: Sequence[str]) -> None:
        """Files and folders that the person dropped or chose: adapters are imported, a model is told as one."""
        base = self._base

        def work(told: Told, path: Path) -> AdapterEntry | str:
            if self._is_model(path):
                return str(path)
            return self._import(path, base, told)

        def done(found: AdapterEntry | str) -> None:
            if isinstance(found, str):
                self.model_found.emit(found)
            else:
                self._arrive(found)

        for path in map(Path, paths):
            self._do(
                tr("Importing {name}", name=path.name),
                tr("{name} was not imported", name=path.name),
                lambda told, path=path: work(told, path),
                done,
            )

    def merge(self, choices: Sequence[tuple[str, float]], name: str) -> None:
        """One adapter that does what these (key, scale) do together."""
        self._do(
            tr("Merging into {name}", name=name),
            tr("The adapters were not merged"),
            lambda _: self._library.merge(choices, name),
            self._arrive,
        )

    def remove(self, key: str) -> None:
        self._change(tr("The adapter was not removed"), lambda: self._library.remove(key))

    def describe(self, key: str, name: str, description: str, examples: Sequence[str], license_: str) -> None:
        """What the person says of an adapter."""
        self._change(
            tr("The adapter was not changed"),
            lambda: self._library.describe(
                key, name=name, description=description, examples=examples, license=license_
            ),
        )

    def bake(self, choices: Sequence[tuple[str, float]], output: str) -> None:
        """Have the engine write a new model: the loaded one with these (key, scale) merged into its weights."""
        if self._bake_id is not None or not self._model.is_ready:
            self.problem.emit(problems.CANNOT_BAKE_NOW)
            return
        found = [(self.find(key), scale) for key, scale in choices]
        uses = tuple(AdapterUse(str(one.entry.path), scale) for one, scale in found if one is not None)
        if len(uses) != len(found):
            self.problem.emit(problems.ADAPTER_GONE)
            return
        self._bake_id, self._bake_output, self._bake_cancelled = self._client.next_id(), output, False
        request = BakeAdapters(self._bake_id, self._model.status.path, uses, str(self._baking / Path(output).name))
        self.task_changed.emit(Task(self._bake_words))

        def make_room() -> None:
            refuse_existing(Path(output))
            Path(request.output).unlink(missing_ok=True)  # of a program that was killed

        def begin(_: None) -> None:
            if self._bake_id == request.id and self._client.is_ready:
                self._client.send(request)
            else:
                self._bake_lost()

        self._courier.bring(self._worker.submit(make_room), begin, self._bake_failed)

    def cancel(self) -> None:
        """Stop what is under way, and everything that waits behind it."""
        self._work.cancel()
        if self._bake_id is not None:
            self._bake_cancelled = True
            self._client.cancel(self._bake_id)

    def close(self) -> None:
        """The program ends."""
        self.cancel()

    @property
    def _library(self) -> AdapterLibrary:
        """On the worker's thread."""
        if self._opened is None:
            self._opened = self._open_library()
        return self._opened

    @property
    def _base(self) -> Path | None:
        """The model that adapters are put on: the loaded one, or what steers it. None where none is loaded."""
        status = self._model.status
        if status.info is None:
            return None
        return Path(status.steering.path if status.steering is not None else status.path)

    def _models_listed(self) -> None:
        """One of them may take what the loaded model cannot."""
        if any(one.misfit for one in self._adapters or ()):
            self.refresh()

    @property
    def _bake_words(self) -> str:
        return tr("Writing {name}", name=Path(self._bake_output).name)

    def _is_model(self, path: Path) -> bool:
        """A model file, or the folder of a converted model; every adapter, and what is damaged, is none. On the
        worker's thread."""
        if (path / "homespun.json").is_file():
            return True
        if not is_gguf(path):
            return False
        return any(isinstance(answer, ModelFacts) for answer in self._inspector.look([path]))

    def _import(self, path: Path, base: Path | None, told: Told) -> AdapterEntry:
        """On the worker's thread."""
        from models.adapters.library import ImportStopped  # late, as the library itself

        try:
            return self._library.import_(path, base, told, self._work.is_cancelled)
        except ImportStopped as stopped:
            raise Cancelled from stopped

    def _change(self, failure: str, change: Callable[[], object]) -> None:
        """Something short, in its turn."""
        self._courier.bring(
            self._worker.submit(change),
            lambda _: self.refresh(),
            lambda error: self.problem.emit(_explained(failure, error)),
        )

    def _do(self, text: str, failure: str, work: Callable[[Told], T], done: Callable[[T], None]) -> None:
        """Something long, in its turn: it tells how far it is, and can be cancelled."""
        self._work.do(text, work, done, lambda error: self.problem.emit(_explained(failure, error)))

    def _arrive(self, entry: AdapterEntry) -> None:
        self.refresh(lambda: self.arrived.emit(entry))

    def _show_task(self, task: Task | None) -> None:
        if task is not None or self._bake_id is None:
            self.task_changed.emit(task)

    def _take(self, event: object) -> None:
        """An event of the engine about the model that it writes."""
        if self._bake_id is None or getattr(event, "id", None) != self._bake_id:
            return
        match event:
            case Progress():
                self.task_changed.emit(Task(self._bake_words, event.done, event.total))
            case Done() if self._bake_cancelled:
                self._end_bake()
            case Done():
                output = Path(self._bake_output)
                move = self._worker.submit(move_new, self._baking / output.name, output)
                self._courier.bring(move, self._baked, self._bake_failed)
            case Failed():
                self._end_bake()
                self.problem.emit(problems.baking_failed(event.kind, event.message, event.detail))
            case _:
                pass

    def _baked(self, _: None) -> None:
        self._end_bake()
        self.baked.emit(self._bake_output)

    def _bake_failed(self, error: BaseException) -> None:
        self._end_bake()
        self.problem.emit(_explained(tr("The model was not written"), error))

    def _bake_lost(self) -> None:
        if self._bake_id is not None:
            self._end_bake()
            self.problem.emit(problems.BAKE_LOST)

    def _end_bake(self) -> None:
        self._bake_id = None
        if self._work.is_idle:
            self.task_changed.emit(None)


def _explained(title: str, error: BaseException) -> Problem:
    if isinstance(error, EngineError):
        return problems.shelf_failed(title, error.kind, error.message, error.detail)
    detail = "".join(traceback.format_exception(error))
    log.error("a defect in the work on the shelf: %s", type(error).__name__)
    return problems.shelf_failed(
        title, ErrorKind.INTERNAL, tr("A defect of this program stopped it. The shelf is as it was before."), detail
    )
