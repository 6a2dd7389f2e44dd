"""Runs a trained composer through ONNX Runtime, and remembers what it has composed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.backends.base import Floats, LoadedModel
from engine.backends.onnx.runtime import Runner, open_session
from engine.states import Span
from engine.tokenization.composer import MeanComposer, Table
from engine.tokenization.composer_file import EMBEDDINGS, MASK, PIECES, ComposerCard, read_composer_graph

_MASKED = -1e4
_BATCH = 256
"""Spans that are composed at once; bounds the memory."""
_REMEMBERED_BYTES = 64 << 20


class NetworkComposer:
    """Implements `Composer` with a trained network."""

    def __init__(self, model: LoadedModel, graph: Path, card: ComposerCard, threads: int = 1) -> None:
        """Raises EngineError(MODEL_INVALID) where the file is none that `card` describes, and OSError."""
        content = read_composer_graph(graph, card)
        runner = Runner()
        try:
            self._session: Any = open_session(graph, threads, runner, lambda: False, edited=content)
        finally:
            runner.close()
        self.name = card.name
        self.fingerprint = card.fingerprint
        self._longest = card.longest
        self._table = Table(model)
        self._plain = MeanComposer(model)
        self._remembered: OrderedDict[Span, Floats] = OrderedDict()
        self._most_remembered = _REMEMBERED_BYTES // (4 * model.info.hidden_size)

    def compose(self, spans: Sequence[Span]) -> Floats:
        """See `Composer.compose`. A span longer than those of the training is composed as their mean."""
        merged = [place for place, span in enumerate(spans) if 1 < len(span) <= self._longest]
        if not merged:
            return self._plain.compose(spans)
        new = sorted({spans[place] for place in merged} - self._remembered.keys(), key=len)
        made: dict[Span, Floats] = {}
        for start in range(0, len(new), _BATCH):
            batch = new[start : start + _BATCH]
            made.update(zip(batch, map(np.copy, self._run(batch)), strict=True))
        short = set(merged)
        embeddings = np.empty((len(spans), self._table.width), np.float32)
        rest = [place for place in range(len(spans)) if place not in short]
        if rest:
            embeddings[rest] = self._plain.compose([spans[place] for place in rest])
        for place in merged:
            embeddings[place] = made[spans[place]] if spans[place] in made else self._remembered[spans[place]]
        self._remember(made, [spans[place] for place in merged])
        return embeddings

    def _run(self, spans: Sequence[Span]) -> Floats:
        width = max(map(len, spans))
        pieces = np.zeros((len(spans), width, self._table.width), np.float32)
        mask = np.full((len(spans), width), _MASKED, np.float32)
        for row, span in enumerate(spans):
            mask[row, -len(span) :] = 0.0
        pieces[mask == 0.0] = self._table.rows([token for span in spans for token in span])
        return self._session.run([EMBEDDINGS], {PIECES: pieces, MASK: mask})[0]

    def _remember(self, made: dict[Span, Floats], used: Sequence[Span]) -> None:
        """Those used last stay."""
        for span in used:
            if span in made:
                self._remembered[span] = made[span]
            else:
                self._remembered.move_to_end(span)
        while len(self._remembered) > self._most_remembered:
            self._remembered.popitem(last=False)
