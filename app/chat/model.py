"""ModelController: keeps an engine alive and a model loaded in it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import problems
from app.chat.courier import Courier
from app.chat.model_choices import FirstModel, ModelFiles, shown_name
from app.client import EngineClient
from app.outcome import EngineOutcome
from app.settings import Settings
from app.state import ModelChoice, ModelPhase, ModelStatus, ModelSteering, Problem
from app.translation import told, tr
from engine.protocol import (
    Done,
    DynamicPrice,
    DynamicTokenization,
    Failed,
    LoadModel,
    LoadOptions,
    ModelInfo,
    ModelLoaded,
    Progress,
    SetStrength,
    Steering,
)
from models.library import ModelEntry, display_name

log = logging.getLogger(__name__)

MOST_DEATHS = 2
"""Engines that may die one after the other, with nothing done by the person and no reply between them, before we
stop starting them by ourselves."""

PROGRESS_STEP = 0.01
"""A model tells of its loading in thousandths; the eye needs no more than this."""


class ModelController(QObject):
    status_changed = Signal(object)
    """ModelStatus"""
    choices_changed = Signal(list)
    """list[ModelChoice]"""
    loaded = Signal(object)
    """ModelInfo: requests can be sent now."""
    unavailable = Signal(str)
    """No model will be there unless the person does something; why, in a sentence."""
    chosen = Signal(str)
    """Path of a model that the person picked, once it has proved to load."""
    engine_lost = Signal(object)
    """EngineOutcome: an engine with a loaded model died. It is started again."""
    problem = Signal(object)
    """Problem"""
    solved = Signal()
    """A problem that was told before is over: the model is loaded."""
    notice = Signal(str)

    def __init__(
        self,
        client: EngineClient,
        files: ModelFiles,
        worker: Executor,
        courier: Courier,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._files = files
        self._worker = worker
        self._courier = courier
        self._settings = settings
        self._status = ModelStatus(ModelPhase.NONE)
        self._path: Path | None = None
        """The model that is loaded, or to be loaded as soon as the engine is ready."""
        self._steering: ModelSteering | None = None
        """What it is loaded together with."""
        self._good: tuple[Path, ModelSteering | None] | None = None
        """The last that did load: what we go back to when another does not."""
        self._picked: set[Path] = set()
        self._listed: tuple[ModelEntry, ...] = ()
        """The library, as it was last told of."""
        self._choices: tuple[ModelChoice, ...] = ()
        self._load_id: int | None = None
        self._deaths = 0
        self._has_told = False
        self._is_closed = False
        client.ready.connect(self._load)
        client.received.connect(self._take)
        client.died.connect(self._died)
        client.unresponsive.connect(self._warn)

    @property
    def status(self) -> ModelStatus:
        return self._status

    @property
    def is_ready(self) -> bool:
        """Requests can be sent."""
        return self._status.phase is ModelPhase.READY and self._client.is_ready

    @property
    def is_coming(self) -> bool:
        """A model is loaded, or will be without the person's doing."""
        return self._status.phase in (ModelPhase.STARTING, ModelPhase.LOADING, ModelPhase.READY)

    @property
    def choices(self) -> tuple[ModelChoice, ...]:
        """What the person can pick from, as `choices_changed` told last."""
        return self._choices

    def start(self) -> None:
        """Start the engine, and find the model to load."""
        self._set(ModelPhase.STARTING)
        self._start()
        find = self._worker.submit(self._files.first, self._settings.model)
        self._courier.bring(find, self._found_first, self._search_failed)

    def choose(self, path: str) -> None:
        """Load the model that the person picked."""
        self._deaths = 0
        self._picked.add(Path(path))
        self._path, self._steering = Path(path), None
        self._reload()
        self._list_choices()

    def steer(self, steering: ModelSteering | None) -> None:
        """Load the chosen model once more, steered like this; None: by nothing."""
        if steering != self._steering and self._path is not None:
            self._deaths = 0
            self._steering = steering
            self._reload()

    def set_strength(self, strength: float) -> None:
        """Of what steers the chosen model. It is not loaded again for that."""
        if self._steering is None or strength == self._steering.strength:
            return
        self._steering = replace(self._steering, strength=strength)
        self._status = replace(self._status, steering=self._steering)
        if self.is_ready:
            self._good = self._now
            self._client.send(SetStrength(self._client.next_id(), strength))
        elif self._load_id is not None:
            self._load()
        self.status_changed.emit(self._status)

    def reload(self) -> None:
        """Load the model once more, because the person asked for it."""
        self._deaths = 0
        if self._path is None and self._good is not None:
            self._path, self._steering = self._good
        if self._path is None:
            find = self._worker.submit(self._files.first, None)
            self._courier.bring(find, self._found_first, self._search_failed)
        else:
            self._reload()

    def set_listed(self, entries: Sequence[ModelEntry]) -> None:
        """The models of the library, as they are now."""
        self._listed = tuple(entries)
        if self._path is not None and self.name_of(self._path) != self._status.name:
            self._status = replace(self._status, name=self.name_of(self._path))
            self.status_changed.emit(self._status)
        self._list_choices()

    def name_of(self, path: Path) -> str:
        """What a model is called, in the picker and wherever it is spoken of."""
        found = next((entry for entry in self._listed if entry.path == path), None)
        return shown_name(found) if found is not None else display_name(path)

    @property
    def load_options(self) -> LoadOptions:
        """What a model is loaded with now."""
        return self._settings.load_options()

    def set_prices(self, path: str, prices: tuple[DynamicPrice, ...], default: DynamicTokenization) -> None:
        """Dynamic tokenization was measured with this model by another engine: what the one that has it loaded would
        say after loading it again."""
        info = self._status.info
        if info is not None and path == self._status.path:
            info = replace(info, dynamic_prices=prices, dynamic_default=default)
            self._status = replace(self._status, info=info)
            self.status_changed.emit(self._status)

    def set_settings(self, settings: Settings) -> None:
        """The model is loaded again where that is needed."""
        changed = settings.load_options() != self._settings.load_options()
        self._settings = settings
        if changed and self._path is not None and self._status.phase is not ModelPhase.STARTING:
            self._deaths = 0
            self._reload()

    def close(self) -> None:
        """The program ends: an engine that dies now is not started again."""
        self._is_closed = True

    def note_progress(self) -> None:
        """The person sent a message, or a reply was finished: deaths before that do not count any more."""
        self._deaths = 0

    def _found_first(self, first: FirstModel) -> None:
        if self._path is None:
            self._path = first.path
        if first.missing is not None:
            self.notice.emit(
                tr(
                    "The model {name} is not there any more; the starter model is used.",
                    name=self.name_of(first.missing),
                )
            )
        if self._path is None:
            self._set(ModelPhase.NONE)
            self._tell(problems.NO_MODEL)
        else:
            self._set(self._status.phase)
            self._reload()
        self._list_choices()

    def _search_failed(self, error: BaseException) -> None:
        log.error("the models could not be searched: %s", error)
        self._set(ModelPhase.NONE)
        self._tell(problems.NO_MODEL)

    def _list_choices(self) -> None:
        elsewhere = [path for path in (self._path, *self._picked) if path is not None]
        listing = self._worker.submit(self._files.choices, self._listed, elsewhere)

        def listed(choices: list[ModelChoice]) -> None:
            self._choices = tuple(choices)
            self.choices_changed.emit(choices)

        self._courier.bring(listing, listed, lambda error: log.error("the models could not be listed: %s", error))

    def _reload(self) -> None:
        if self._is_closed:
            return
        if self._client.is_ready:
            self._load()
        elif not self._client.is_running:
            self._set(ModelPhase.STARTING)
            self._start()

    def _start(self) -> None:
        """With the right to read what is to be loaded."""
        self._client.start(*self._files_to_read())

    def _files_to_read(self) -> list[Path]:
        if self._path is None:
            return []
        return [self._path, *([Path(self._steering.path)] if self._steering is not None else [])]

    @property
    def _now(self) -> tuple[Path, ModelSteering | None] | None:
        return (self._path, self._steering) if self._path is not None else None

    def _load(self) -> None:
        """The engine is ready: load the wanted model, if it is known already."""
        if self._path is None:
            return
        if not all(self._client.may_read(file) for file in self._files_to_read()):
            self._client.renew()
            self._set(ModelPhase.STARTING)
            return
        if self._load_id is not None:
            self._client.cancel(self._load_id)
        self._load_id = self._client.next_id()
        options = self._settings.load_options()
        if self._steering is not None:
            options = replace(options, steering=Steering(self._steering.path, self._steering.strength))
        self._client.send(LoadModel(self._load_id, str(self._path), options))
        self._set(ModelPhase.LOADING)

    def _take(self, event: object) -> None:
        if self._load_id is None or getattr(event, "id", None) != self._load_id:
            return
        match event:
            case Progress():
                progress = event.done / max(event.total, 1)
                if progress - self._status.progress >= PROGRESS_STEP:
                    self._set(ModelPhase.LOADING, progress)
            case ModelLoaded():
                self._load_id = None
                self._is_loaded(event)
            case Failed():
                self._load_id = None
                self._load_failed(problems.loading_failed(event.kind, event.message, event.detail))
            case Done():
                self._load_id = None
                self._set(ModelPhase.NONE)
            case _:
                pass

    def _is_loaded(self, event: ModelLoaded) -> None:
        path = Path(event.info.path)
        self._good = self._now
        self._set(ModelPhase.READY, 1.0, event.info)
        if self._has_told:
            self._has_told = False
            self.solved.emit()
        if path in self._picked:
            self.chosen.emit(str(path))
        self.loaded.emit(event.info)

    def _load_failed(self, problem: Problem) -> None:
        """Go back to a model that has worked, so that the person is not left without one."""
        failed, fallback = self._now, self._good
        self._set(ModelPhase.FAILED)
        self._tell(problem)
        if fallback is not None and fallback != failed:
            self._path, self._steering = fallback
            self.notice.emit(tr("{name} is used meanwhile.", name=self.name_of(self._path)))
            self._load()
            self._has_told = False  # the problem stays on the screen although this other model loads
        else:
            self.unavailable.emit(problem.message)

    def _died(self, outcome: EngineOutcome) -> None:
        had_model = self._status.phase is ModelPhase.READY
        self._load_id = None
        if self._is_closed:
            return
        if outcome.renewed:
            self._set(ModelPhase.STARTING)
            self.engine_lost.emit(outcome)
            self._start()
            return
        self._deaths += 1
        if self._deaths >= MOST_DEATHS:
            self._set(ModelPhase.FAILED)
            if had_model:
                self.engine_lost.emit(outcome)
            self._tell(problems.engine_keeps_dying(outcome))
            self.unavailable.emit(str(outcome))
            return
        self._set(ModelPhase.STARTING)
        if had_model:
            self.engine_lost.emit(outcome)
        else:
            self.notice.emit(tr("{outcome} It is started again.", outcome=told(str(outcome))))
        self._start()

    def _warn(self, unresponsive: bool) -> None:
        if unresponsive:
            self.notice.emit(tr("The engine has stopped answering. It is started again if that lasts ten seconds."))

    def _tell(self, problem: Problem) -> None:
        self._has_told = True
        self.problem.emit(problem)

    def _set(self, phase: ModelPhase, progress: float = 0.0, info: ModelInfo | None = None) -> None:
        """The name is the file's, as in the picker: what a model file calls itself is often a code of its makers."""
        name = self.name_of(self._path) if self._path is not None else ""
        path = str(self._path) if self._path is not None else ""
        self._status = ModelStatus(phase, name, path, progress, info, self._steering)
        self.status_changed.emit(self._status)
