"""InspectionController: how a text is cut by the loaded model."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.chat.model import ModelController
from app.chat.question import Question
from app.client import EngineClient
from app.dynamic import Inspection, InspectionPhase
from app.state import ModelStatus
from app.store.codec import clean
from app.translation import tr_noop
from engine.protocol import DynamicTokenization, Event, Failed, InspectTokens, TokensInspected

PAUSE_MS = 200
"""Without a change of the text, before the engine is asked."""
MOST_CHARACTERS = 20_000
"""That are inspected: more than anybody looks at piece by piece."""

LOADING = tr_noop("The model is being loaded.")
ASKED = tr_noop("Waiting for the engine, which does one thing at a time.")


class InspectionController(QObject):
    """Asks once nobody has written for a moment, and again when another model is loaded."""

    changed = Signal(object)
    """Inspection"""

    def __init__(self, client: EngineClient, model: ModelController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._question = Question(client, self._take, self)
        self._model = model
        self._phase = model.status.phase
        self._is_open = False
        self._text = ""
        self._degree = DynamicTokenization.OFF
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
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
        self._question.cancel()

    def inspect(self, text: str) -> None:
        """Once no other text has come for a moment."""
        self._text = text
        self._pause.start()

    def set_degree(self, degree: DynamicTokenization) -> None:
        self._degree = degree
        self._ask()

    def _ask(self) -> None:
        self._pause.stop()
        self._question.cancel()
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
            text = clean(self._text[:MOST_CHARACTERS])
            self._question.ask(lambda number: InspectTokens(number, text, self._degree))

    def _take(self, event: Event) -> None:
        match event:
            case TokensInspected():
                inspected = min(len(self._text), MOST_CHARACTERS)
                self.changed.emit(
                    Inspection(InspectionPhase.READY, self._degree, event.spans, len(self._text), inspected)
                )
            case Failed():
                self._tell(InspectionPhase.FAILED, event.message)
            case _:
                pass

    def _model_changed(self, status: ModelStatus) -> None:
        """Another model cuts otherwise."""
        before, self._phase = self._phase, status.phase
        if before is not status.phase:
            self._ask()

    def _tell(self, phase: InspectionPhase, message: str = "") -> None:
        self.changed.emit(Inspection(phase, self._degree, message=message))
