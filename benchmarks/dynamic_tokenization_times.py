"""The time to the first token with everything that merging takes: finding merges, composing, reading."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

import numpy as np

from benchmarks.dynamic_tokenization_texts import long_texts
from benchmarks.kept import Kept, digest
from benchmarks.report import table
from engine.backends.base import LoadedModel
from engine.protocol import DynamicTokenization
from engine.states import Span, single_spans
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.composer import Composer
from engine.tokenization.composers import best_composer
from engine.tokenization.evaluation import read

LENGTHS = (512, 1024, 2048, 4096, 6000)
_EARNS = 1024
"""Tokens of the documents with facts, nearly: what an equal time to the first token is there."""


@dataclass
class Times:
    """At one length, in one degree; seconds."""

    threads: int = 0
    """Those that were measured last."""
    positions: list[int] = field(default_factory=list[int])
    static: list[float] = field(default_factory=list[float])
    cold: list[float] = field(default_factory=list[float])
    """Neither the text nor any of its spans was met before."""
    warm: list[float] = field(default_factory=list[float])
    """The text was cut before, and its spans are composed."""

    def share(self, other: Sequence[float]) -> float:
        """Median beside the static one."""
        return float(np.median(other) / np.median(self.static))


Measured = dict[tuple[int, DynamicTokenization], Times]


def times(model: LoadedModel, rounds: int, longest: int, kept: Kept) -> Measured:
    """In each round another text; each length of at most `longest` tokens that the context holds. What is compared
    takes turns."""
    measured: Measured = {}
    composer, segmenter = best_composer(model, None), CodebookSegmenter(model)
    warm_up = long_texts(model, 256, 1)[0]
    _seconds(lambda: _read(model, segmenter, composer, warm_up, DynamicTokenization.STRONG))
    for length in LENGTHS:
        if length > min(longest, model.info.context_length):
            continue
        for text in long_texts(model, length, rounds):
            for degree in (DynamicTokenization.CAREFUL, DynamicTokenization.STRONG):
                spans = CodebookSegmenter(model).segment([text], degree)[0]
                key = digest("time", model.info.fingerprint, model.info.backend, composer.fingerprint, spans)
                if kept.get(key) is None:
                    kept.put(key, [model.info.threads, *_measure(model, segmenter, text, degree)])
                threads, static, cold, warm = cast("list[float]", kept.get(key))
                found = measured.setdefault((length, degree), Times())
                found.threads = int(threads)
                found.static.append(static)
                found.cold.append(cold)
                found.warm.append(warm)
                found.positions.append(len(spans))
        print(f" times: {length} tokens", file=sys.stderr, flush=True)
    return measured


def _measure(
    model: LoadedModel, segmenter: CodebookSegmenter, text: Sequence[int], degree: DynamicTokenization
) -> list[float]:
    """Seconds: static, cold and warm."""
    composer = best_composer(model, None)
    composer.compose([(text[0],)])  # the table of embeddings is opened when a model is first read with
    work: Callable[[], object] = lambda: _read(model, segmenter, composer, text, degree)  # noqa: E731
    return [
        _seconds(lambda: read(model, single_spans(text), composer) or model.logits()),
        _seconds(work),
        _seconds(work),
    ]


def equal_time(measured: Measured) -> float:
    """The cold share of the time at the length of the documents with facts, rounded to hundredths, and 1 at most."""
    found = measured.get((_EARNS, DynamicTokenization.STRONG)) or next(iter(measured.values()))
    return min(1.0, round(found.share(found.cold), 2))


def time_table(model: LoadedModel, measured: Measured) -> str:
    position_bytes = model.info.kv_bytes / model.info.context_length
    rows = [
        [
            f"{length:,}",
            degree,
            f"{1 - np.mean(found.positions) / length:.1%}",
            *(f"{np.quantile(found.static, q) * 1e3:,.0f}" for q in (0.5, 0.95)),
            *(f"{np.quantile(found.cold, q) * 1e3:,.0f}" for q in (0.5, 0.95)),
            f"**{found.share(found.cold):.2f}**",
            f"**{found.share(found.warm):.2f}**",
            f"{position_bytes * length / 1e6:.1f} → {position_bytes * np.mean(found.positions) / 1e6:.1f}",
            str(len(found.static)),
            str(found.threads),
        ]
        for (length, degree), found in measured.items()
    ]
    head = [
        "tokens",
        "degree",
        "positions saved",
        "static p50, ms",
        "p95",
        "merged, cold p50",
        "p95",
        "cold / static",
        "warm / static",
        "KV cache, MB",
        "runs",
        "threads",
    ]
    return table(head, rows)


def _read(
    model: LoadedModel,
    segmenter: CodebookSegmenter,
    composer: Composer,
    text: Sequence[int],
    degree: DynamicTokenization,
) -> None:
    spans: tuple[Span, ...] = segmenter.segment([text], degree)[0]
    read(model, spans, composer)
    model.logits()


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
