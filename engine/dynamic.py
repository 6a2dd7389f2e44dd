"""How one loaded model reads merged tokens: what cuts its texts, and what makes the embeddings of the spans."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from functools import cached_property, partial
from pathlib import Path
from threading import Thread

from engine.backends.base import Interrupt, Interrupted, LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.prompt import Segment
from engine.protocol import DynamicTokenization, TokenSpan
from engine.states import Span, single_spans
from engine.text import texts_of
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.composer import Composer
from engine.tokenization.composers import best_composer
from engine.tokenization.price_measurement import measure
from engine.tokenization.prices import NOTHING_KNOWN, KnownPrices, known_prices, store_prices

_log = logging.getLogger(__name__)

PAUSE = 0.1
"""Seconds between two looks at whether to go on waiting for a composer."""


class DynamicReading:
    """Nothing heavy happens before merged tokens are first wanted."""

    def __init__(self, model: LoadedModel, folder: Path | None) -> None:
        """`folder` keeps what was trained and measured."""
        self._model = model
        self._folder = folder
        self._problem = model.info.dynamic_problem

    @property
    def problem(self) -> str:
        """For a person: why the model cannot read merged tokens; empty where it can, as far as is known."""
        return self._problem

    @cached_property
    def composer(self) -> Composer:
        """Raises EngineError(UNSUPPORTED) where the model's embeddings cannot be read."""
        return self._search.result()

    def prepare(self, interrupt: Interrupt) -> Composer:
        """`composer`, which has to be looked for and loaded the first time: `interrupt` is asked meanwhile, as a sign
        of life too. Raises Interrupted; the search goes on then, and the next call finds it done."""
        while not wait([self._search], PAUSE).done:
            if interrupt():
                raise Interrupted
        return self.composer

    def prices(self) -> KnownPrices:
        """What was measured with this model and the composer that it will use."""
        if self._problem:
            return NOTHING_KNOWN
        try:
            return known_prices(self._model, self._folder)
        except EngineError as error:
            self.give_up(error.message)
            return NOTHING_KNOWN

    def measure(self, progress: Callable[[int, int], None], interrupt: Interrupt) -> KnownPrices:
        """Measure them, and keep them where there is a folder. The live sequence is lost.

        Raises Interrupted, and EngineError(UNSUPPORTED) where the model cannot read merged tokens.
        """
        if self._problem:
            raise EngineError(ErrorKind.UNSUPPORTED, self._problem)
        composer = self.prepare(interrupt)
        prices = measure(self._model, self._segmenter, composer, progress, interrupt)
        if self._folder is not None:
            try:
                store_prices(self._folder, self._model.info.fingerprint, composer, prices)
            except OSError as error:  # they hold until the model is loaded again
                _log.warning("prices not kept: %s", error)
        return KnownPrices(composer.name, prices)

    def close(self) -> None:
        """Wait for a search that is under way: it reads from the model, which is about to be freed."""
        if "_search" in vars(self):
            wait([self._search])

    def give_up(self, problem: str) -> None:
        """The model turned out not to read merged tokens: from now on every token has a position of its own."""
        _log.warning("merged tokens cannot be read: %s", problem)
        self._problem = problem

    def segment(self, degree: DynamicTokenization) -> Segment | None:
        """What cuts the texts of a prompt; None where every token has a position of its own."""
        if self._problem or degree is DynamicTokenization.OFF:
            return None
        return partial(self._segmenter.segment, degree=degree)

    def inspect(self, text: str, degree: DynamicTokenization) -> tuple[TokenSpan, ...]:
        """How a text would be cut, as the first of a conversation."""
        tokens = self._model.tokenize(text, special=False)
        segment = self.segment(degree)
        spans = segment([tokens])[0] if segment else single_spans(tokens)
        return self._told(spans, text)

    def _told(self, spans: Sequence[Span], text: str) -> tuple[TokenSpan, ...]:
        pieces = list(texts_of([self._model.token_bytes(token) for span in spans for token in span]))
        if pieces and "".join(pieces) == f" {text}":  # SentencePiece puts a space before a text
            pieces[0] = pieces[0][1:]
        rest = iter(pieces)
        return tuple(TokenSpan(span, tuple(next(rest) for _ in span)) for span in spans)

    @cached_property
    def _search(self) -> Future[Composer]:
        """On a thread of its own. It reads only what never changes of a model: its vocabulary and its embeddings."""
        search: Future[Composer] = Future()

        def find() -> None:
            try:
                search.set_result(best_composer(self._model, self._folder))
            except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
                search.set_exception(error)

        Thread(target=find, name="composer", daemon=True).start()
        return search

    @cached_property
    def _segmenter(self) -> CodebookSegmenter:
        return CodebookSegmenter(self._model)
