"""InspectionController: how a text is cut by the loaded model."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.chat.model import ModelController
from app.client import EngineClient
from app.dynamic import Inspection, InspectionPhase
from app.state import ModelStatus
from app.store.codec import clean
from engine.protocol import DynamicTokenization, Failed, InspectTokens, TokensInspected

PAUSE_MS = 200
"""Without a change of the text, before the engine is asked."""
MOST_CHARACTERS = 20_000
"""That are inspected: more than anybody looks at piece by piece."""

LOADING = "The model is being loaded."
ASKED = "Waiting for the engine, which does one thing at a time."


class InspectionController(QObject):
    """Only the newest text is of interest: a question that still waits behind a reply is taken back."""

    changed = Signal(object)
    """Inspection"""

    def __init__(self, client: EngineClient, model: ModelController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._model = model
        self._phase = model.status.phase
        self._is_open = False
        self._text = ""
        self._degree = DynamicTokenization.OFF
        self._id: int | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        client.received.connect(self._take)
        client.died.connect(lambda _: self._forget())
        model.status_changed.connect(self._model_changed)

    def open(self, degree: DynamicTokenization) -> None:
        """Somebody looks."""
        self._is_open = True
        self._degree = degree
        self._ask()

    def close(self) -> None:
        """Nobody looks any more."""
        self._is_open = False
        self._text = ""
        self._pause.stop()
        self._cancel()

    def inspect(self, text: str) -> None:
        """Once no other text has come for a moment."""
        self._text = text
        self._pause.start()

    def set_degree(self, degree: DynamicTokenization) -> None:
        self._degree = degree
        self._ask()

    def _ask(self) -> None:
        self._pause.stop()
        self._cancel()
        if not self._is_open:
            return
        if not self._text.strip():
            self._tell(InspectionPhase.EMPTY)
        elif not self._model.is_coming:
            self._tell(InspectionPhase.NO_MODEL)
        elif not self._model.is_ready:
            self._tell(InspectionPhase.WAITING, LOADING)
        else:
            self._tell(InspectionPhase.WAITING, ASKED)
            self._id = self._client.next_id()
            self._client.send(InspectTokens(self._id, clean(self._text[:MOST_CHARACTERS]), self._degree))

    def _take(self, event: object) -> None:
        if self._id is None or getattr(event, "id", None) != self._id:
            return
        match event:
            case TokensInspected():
                self._id = None
                inspected = min(len(self._text), MOST_CHARACTERS)
                self.changed.emit(
                    Inspection(InspectionPhase.READY, self._degree, event.spans, len(self._text), inspected)
                )
            case Failed():
                self._id = None
                self._tell(InspectionPhase.FAILED, event.message)
            case _:
                pass

    def _model_changed(self, status: ModelStatus) -> None:
        """Another model cuts otherwise."""
        before, self._phase = self._phase, status.phase
        if before is not status.phase:
            self._ask()

    def _cancel(self) -> None:
        if self._id is not None:
            self._client.cancel(self._id)
            self._id = None

    def _forget(self) -> None:
        self._id = None

    def _tell(self, phase: InspectionPhase, message: str = "") -> None:
        self.changed.emit(Inspection(phase, self._degree, message=message))
