"""PriceMeasurement: what dynamic tokenization saves and costs with a model, found out by an engine of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import problems
from app.client import EngineClient
from app.launch import EngineCommand
from app.outcome import EngineOutcome
from app.state import Problem, Task
from app.translation import told, tr, tr_noop
from engine.protocol import (
    DynamicMeasured,
    Event,
    Failed,
    LoadModel,
    LoadOptions,
    MeasureDynamic,
    ModelLoaded,
    Progress,
    Stage,
)

TITLE = tr_noop("The price was not measured")


class PriceMeasurement(QObject):
    """The engine that answers keeps its conversation meanwhile, and what is cancelled ends with its engine."""

    changed = Signal(object)
    """Task, or None when nothing is measured."""
    measured = Signal(str, object)
    """(path of the model, DynamicMeasured)"""
    problem = Signal(object)
    """Problem"""
    closed = Signal()
    """No process is left, after `close`."""

    def __init__(self, command: EngineCommand, parent: QObject | None = None) -> None:
        """`command` starts an engine."""
        super().__init__(parent)
        self._client = EngineClient(command, self)
        self._path = ""
        self._name = ""
        self._options = LoadOptions()
        self._task: Task | None = None
        self._is_closing = False
        self._client.ready.connect(self._load)
        self._client.received.connect(self._take)
        self._client.died.connect(self._died)
        self._client.stopped.connect(self._stopped)

    @property
    def is_idle(self) -> bool:
        return self._task is None and not self._client.is_running

    def start(self, path: str, name: str, options: LoadOptions) -> None:
        """Measure the model at `path`, loaded with `options`; `name` is the person's for it. One at a time."""
        if not self.is_idle or self._is_closing:
            return
        self._path, self._name, self._options = path, name, options
        self._tell(Task(tr("Measuring dynamic tokens with {name}", name=name)))
        self._client.start(Path(path))

    def cancel(self) -> None:
        if self._task is not None:
            self._end()

    def close(self) -> None:
        """The program ends. `closed` follows."""
        self._is_closing = True
        self._end()

    def _load(self) -> None:
        self._client.send(LoadModel(self._client.next_id(), self._path, self._options))

    def _take(self, event: Event) -> None:
        if self._task is None:
            return
        match event:
            case ModelLoaded():
                self._client.send(MeasureDynamic(self._client.next_id()))
            case Progress(stage=Stage.MEASURE):
                self._tell(Task(self._task.text, event.done, event.total))
            case DynamicMeasured():
                self._end()
                self.measured.emit(self._path, event)
            case Failed():
                self._end()
                self.problem.emit(problems.shelf_failed(TITLE, event.kind, event.message, event.detail))
            case _:
                pass

    def _end(self) -> None:
        """There is nothing that this engine would have to save."""
        self._tell(None)
        self._client.shutdown(0.0)

    def _died(self, outcome: EngineOutcome) -> None:
        self._tell(None)
        if self._is_closing:
            self.closed.emit()
            return
        message = tr("{outcome} The conversation is not touched by it.", outcome=told(str(outcome)))
        self.problem.emit(Problem(TITLE, message, outcome.report()))

    def _stopped(self) -> None:
        if self._is_closing:
            self.closed.emit()

    def _tell(self, task: Task | None) -> None:
        if task != self._task:
            self._task = task
            self.changed.emit(task)
