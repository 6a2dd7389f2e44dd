"""SecondEngine: another model beside the loaded one, in an engine of its own that ends when nobody wants it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.client import EngineClient
from app.launch import EngineCommand
from app.outcome import EngineOutcome
from app.translation import told, tr
from engine.protocol import Event, Failed, LoadModel, LoadOptions, ModelInfo, ModelLoaded, Progress, Stage


class SecondEngine(QObject):
    """Has one model at a time. The engine looks, before it reads the file, whether there is the memory for it beside
    all that is loaded."""

    loaded = Signal()
    """Requests can be sent to `client`."""
    progress = Signal(int, int)
    """(done, total) of the loading"""
    failed = Signal(str)
    """The model cannot be used, or its engine has ended; why, for the person."""
    received = Signal(object)
    """An event of the engine that does not concern the loading."""
    closed = Signal()
    """No process is left, after `close`."""

    def __init__(self, command: EngineCommand, parent: QObject | None = None) -> None:
        """`command` starts an engine."""
        super().__init__(parent)
        self.client = EngineClient(command, self)
        self.info: ModelInfo | None = None
        """Of the model that is loaded."""
        self._wanted: tuple[str, LoadOptions] | None = None
        self._loaded: tuple[str, LoadOptions] | None = None
        self._load_id: int | None = None
        self.client.ready.connect(self._load)
        self.client.received.connect(self._take)
        self.client.died.connect(self._died)
        self.client.stopped.connect(self._stopped)

    def load(self, path: str, options: LoadOptions) -> None:
        """`loaded` or `failed` follows."""
        self._wanted = path, options
        if self._wanted == self._loaded:
            QTimer.singleShot(0, self, self.loaded.emit)
        elif self.client.is_ready and self.client.may_read(Path(path)):
            self._load()
        elif self.client.is_ready:
            self.client.shutdown(0.0)  # `_stopped` starts one that may read it
        elif not self.client.is_running:
            self.client.start(Path(path))

    def close(self) -> None:
        """End the engine, which gives the memory back. `closed` follows."""
        self._wanted = self._loaded = self._load_id = self.info = None
        self.client.shutdown(0.0)  # there is nothing that it would have to save

    def _load(self) -> None:
        if self._wanted is None:
            return
        if self._load_id is not None:
            self.client.cancel(self._load_id)
        self._loaded = self.info = None
        self._load_id = self.client.next_id()
        self.client.send(LoadModel(self._load_id, *self._wanted))

    def _take(self, event: Event) -> None:
        if self._load_id is None or getattr(event, "id", None) != self._load_id:
            self.received.emit(event)
            return
        match event:
            case Progress(stage=Stage.LOAD):
                self.progress.emit(event.done, event.total)
            case ModelLoaded():
                self._load_id, self._loaded, self.info = None, self._wanted, event.info
                self.loaded.emit()
            case Failed():
                self._load_id = None
                self.failed.emit(event.message)
            case _:
                pass

    def _died(self, outcome: EngineOutcome) -> None:
        self._loaded = self._load_id = self.info = None
        self.failed.emit(tr("{outcome} Run the comparison once more.", outcome=told(str(outcome))))

    def _stopped(self) -> None:
        if self._wanted is None:
            self.closed.emit()
        else:  # somebody wanted it again while it was ending
            self._loaded = self._load_id = self.info = None
            self.client.start(Path(self._wanted[0]))
