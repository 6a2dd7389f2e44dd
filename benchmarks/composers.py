"""What each composer loses, on the same spans: plain mean, weighted mean, ridge, and the trained network.

    python -m benchmarks.composers [--documents N] [--rounds N] [--threads N] [--model PATH] [--write]

Each document has 512 tokens of one page of the Debian handbook, merged by the program's own policy, and 64 more that
are foretold. No shipped composer was trained on the handbook. Also: how near each comes to embeddings that are known,
those of the vocabulary's own tokens composed from their parts (the ridge and the network were fitted to these, too),
what a span costs when it is met for the first time and again, beside what a position costs to read, and the learning
curve.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.handbook import ENGLISH, handbook
from benchmarks.report import publish, table
from benchmarks.ridge import RidgeComposer, fit_ridge
from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.protocol import DynamicTokenization, LoadOptions
from engine.states import Span
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.composer import Composer, MeanComposer
from engine.tokenization.composer_file import ComposerCard, read_card
from engine.tokenization.composers import best_composer, shipped_composers
from engine.tokenization.evaluation import Passage, Way, comparisons, ratio
from engine.tokenization.policy import Policy
from engine.tokenization.recuts import Recuts
from models.starter import starter_model

LENGTH, CONTINUATION = 512, 64
REDUCTIONS = (0.05, 0.1, 0.2, 0.3, 0.4)
KNOWN = 1000
SPANS = 256

Fresh = Callable[[], Composer]
"""Makes a composer that has composed nothing yet."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    path = options.model or starter_model()
    if path is None:
        print("The starter model is missing: name another with --model.", file=sys.stderr)
        return 1
    load = LoadOptions(context_length=1024, threads=options.threads)
    model = LlamaBackend().load(path, load, lambda _: None, lambda: False)
    recuts = Recuts(model)
    started = perf_counter()
    matrices, error = fit_ridge(model, recuts)
    fitted = perf_counter() - started
    ladder: dict[str, Fresh] = {
        "plain mean": lambda: MeanComposer(model, 1.0),
        "weighted mean": lambda: MeanComposer(model),
        "ridge": lambda: RidgeComposer(model, matrices),
    }
    best = best_composer(model, None)
    if best.name != "mean":
        ladder[best.name] = lambda: best_composer(model, None)
    passages = list(islice(_passages(model), options.documents))
    lines = [
        f"{path.name}, {len(passages)} documents of {LENGTH} tokens, {CONTINUATION} foretold. The ridge was fitted in "
        f"{fitted:.0f} s; its error on tokens held out is {error:.2f} of the mean's.",
        _quality(model, passages, ladder),
        _known(model, recuts, ladder),
        _cost(model, passages, ladder, options.rounds),
        *_curves(),
    ]
    named = f" --model {path.name}" if options.model else ""
    command = f"python -m benchmarks.composers --documents {options.documents} --rounds {options.rounds}{named}"
    publish("composers", "What each composer loses", command, "\n\n".join(lines), write=options.write)
    return 0


def _quality(model: LoadedModel, passages: Sequence[Passage], ladder: dict[str, Fresh]) -> str:
    """The difference to the weighted mean is taken document by document, so that its interval is narrow."""
    composers = {name: fresh() for name, fresh in ladder.items()}
    rows: list[list[str]] = []
    for reduction in REDUCTIONS:
        segmenter = CodebookSegmenter(model, lambda _, share=reduction: Policy(reduction=share))
        saved: list[float] = []
        losses: dict[str, list[float]] = {name: [] for name in composers}
        changes: dict[str, list[float]] = {name: [] for name in composers}
        agreements: dict[str, list[float]] = {name: [] for name in composers}
        for passage in passages:
            spans = segmenter.segment([passage.tokens], DynamicTokenization.STRONG)[0]
            saved.append(1 - len(spans) / len(passage.tokens))
            ways = [Way(spans, composer) for composer in composers.values()]
            for name, result in zip(composers, comparisons(model, passage, ways), strict=True):
                losses[name].append(float(result.divergences.mean()))
                changes[name].append(float((result.losses - result.base_losses).mean()))
                agreements[name].append(float(result.agreements.mean()))
        ones = [1.0] * len(passages)
        for name in composers:
            change = ratio(changes[name], ones)
            rows.append(
                [
                    f"{statistics.mean(saved):.1%}",
                    name,
                    f"{statistics.mean(losses[name]):.4f}",
                    f"{change.value:+.4f} ({change.lower:+.4f} … {change.upper:+.4f})",
                    f"{statistics.mean(agreements[name]):.1%}",
                ]
            )
    return table(["positions saved", "composer", "KL", "change of loss (95 %)", "same likeliest token"], rows)


def _known(model: LoadedModel, recuts: Recuts, ladder: dict[str, Fresh]) -> str:
    examples = recuts.examples((2,), seed=1)[:KNOWN]
    goal = model.token_embeddings([token for token, _ in examples])
    rows: list[list[str]] = []
    for name, fresh in ladder.items():
        made = fresh().compose([span for _, span in examples])
        cosine = (made * goal).sum(1) / (np.linalg.norm(made, axis=1) * np.linalg.norm(goal, axis=1))
        error = float(np.square(made - goal).sum() / np.square(goal).sum())
        rows.append([name, f"{cosine.mean():.3f}", f"{error:.3f}"])
    return table(["composer", "cosine to known embeddings", "squared error / squared length"], rows)


def _cost(model: LoadedModel, passages: Sequence[Passage], ladder: dict[str, Fresh], rounds: int) -> str:
    """All take turns with the reading of single tokens, so that what else the machine does meets all alike."""
    segmenter = CodebookSegmenter(model, lambda _: Policy(reduction=0.3))
    cuts = (segmenter.segment([passage.tokens], DynamicTokenization.STRONG)[0] for passage in passages)
    spans: list[Span] = list({span for cut in cuts for span in cut if len(span) > 1})[:SPANS]
    tokens = list(passages[0].tokens)
    cold: dict[str, list[float]] = {name: [] for name in ladder}
    warm: dict[str, list[float]] = {name: [] for name in ladder}
    reading: list[float] = []
    for _ in range(rounds):
        model.truncate(0)
        reading.append(_seconds(lambda: model.evaluate(tokens)) / len(tokens))
        for name, fresh in ladder.items():
            composer = fresh()
            cold[name].append(_seconds(lambda composer=composer: composer.compose(spans)) / len(spans))
            warm[name].append(_seconds(lambda composer=composer: composer.compose(spans)) / len(spans))
    position = statistics.median(reading)
    rows = [
        [
            name,
            *(
                f"{1e6 * value:.0f} ({value / position:.1%})"
                for value in map(statistics.median, (cold[name], warm[name]))
            ),
        ]
        for name in ladder
    ]
    head = ["composer", "new span, µs (share of a position's reading)", "known span, µs (share)"]
    return f"{table(head, rows)}\n\nReading one position takes {1e6 * position:.0f} µs ({len(spans)} spans)."


def _curves() -> list[str]:
    lines: list[str] = []
    for path in sorted(shipped_composers().glob("*.composer.json")):
        card = read_card(path)
        lines += [f"Learning curve of {card.model}, on its own held-out windows:", _curve(card)]
    return lines


def _curve(card: ComposerCard) -> str:
    rows = [
        [
            f"{test['tokens']:,}",
            f"{test['seconds'] / 60:.0f}",
            f"{test['divergence']:.4f}",
            f"{test['loss_change']:+.4f}",
        ]
        for test in card.training.get("curve", [])
    ]
    return table(["tokens", "minutes", "KL", "change of loss"], rows)


def _passages(model: LoadedModel) -> Iterator[Passage]:
    """One of each page that is long enough, in an order drawn from a fixed seed."""
    pages = list(handbook(ENGLISH).values())
    random.Random(5).shuffle(pages)
    for paragraphs in pages:
        tokens = model.tokenize("\n\n".join(paragraph.text for paragraph in paragraphs), special=False)
        if len(tokens) >= LENGTH + CONTINUATION:
            yield Passage(tuple(tokens[:LENGTH]), tuple(tokens[LENGTH : LENGTH + CONTINUATION]))


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.composers")
    parser.add_argument("--documents", type=int, default=48)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
