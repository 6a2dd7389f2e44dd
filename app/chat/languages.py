"""LanguagePricer: what the loaded model's tokenizer makes the same content take in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.chat.model import ModelController
from app.chat.question import Question
from app.client import EngineClient
from app.dynamic import LanguagePrice, LanguagePrices
from engine.protocol import DynamicTokenization, Event, InspectTokens, ModelInfo, TokensInspected


class LanguagePricer(QObject):
    """Counts one text after the other, so that what the person asks of the engine comes between."""

    changed = Signal(object)
    """LanguagePrices"""

    def __init__(
        self,
        client: EngineClient,
        model: ModelController,
        read_texts: Callable[[], Mapping[str, str]],
        parent: QObject | None = None,
    ) -> None:
        """`read_texts` gives the same content by language; the first is what the others are compared with."""
        super().__init__(parent)
        self._question = Question(client, self._take, self)
        self._model = model
        self._read_texts = read_texts
        self._texts: dict[str, str] = {}
        self._waiting: list[str] = []
        self._degree = DynamicTokenization.OFF
        self._is_open = False
        self._counted: tuple[LanguagePrice, ...] = ()
        model.loaded.connect(self._model_loaded)

    def open(self, degree: DynamicTokenization) -> None:
        """Somebody looks."""
        self._is_open = True
        self._texts = self._texts or dict(self._read_texts())
        self.set_degree(degree)

    def close(self) -> None:
        """Nobody looks any more."""
        self._is_open = False
        self._question.cancel()

    def set_degree(self, degree: DynamicTokenization) -> None:
        self._degree = degree
        self._begin()

    def _begin(self) -> None:
        self._question.cancel()
        if self._is_open:
            self._counted = ()
            self._waiting = list(self._texts)
            self._tell()
            self._count_next()

    def _count_next(self) -> None:
        if self._waiting and self._model.is_ready:
            text = self._texts[self._waiting[0]]
            self._question.ask(lambda number: InspectTokens(number, text, self._degree))

    def _take(self, event: Event) -> None:
        if isinstance(event, TokensInspected):
            tokens = sum(len(span.tokens) for span in event.spans)
            self._counted += (LanguagePrice(self._waiting.pop(0), tokens, len(event.spans)),)
            self._tell()
            self._count_next()

    def _model_loaded(self, _: ModelInfo) -> None:
        """Another model has another tokenizer."""
        self._begin()

    def _tell(self) -> None:
        self.changed.emit(LanguagePrices(self._degree, self._counted, len(self._texts)))
