"""Merging deeper: the first layers read every token, and the others one pooled state for each span.

    python -m benchmarks.deeper_merging [--quick] [--documents N] [--facts N] [--rounds N] [--threads N] [--write]

Quality on the starter model's ONNX twin in fp32, where two ways to compute the same differ by nothing that matters, and
the same in the number formats that people use. Documents have 512 tokens behind the start of a user's turn, and 64 more
that are expected. Against merging at the input (mean embeddings, and the program's composer), and against cutting the
oldest text off, first at the same number of merged positions, then at an equal share of all layers' positions, which is
what prefill costs. Times are those of the int4 twin; both ways take turns. Needs the extra "personalize".
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from time import perf_counter

import numpy as np

from benchmarks.deeper_merging_graph import Part, pool
from benchmarks.deeper_merging_quality import (
    ALIKE,
    CUT,
    EVEN,
    FAR,
    INPUT,
    NOTHING,
    POLICY,
    WHOLE,
    Arm,
    Score,
    alike,
    measure,
)
from benchmarks.deeper_merging_texts import GUARD, Document, documents, facts, source, with_fact
from benchmarks.report import publish, table
from engine.backends.base import LoadedModel
from engine.backends.cores import usable_cores
from engine.backends.onnx.backend import OnnxBackend
from engine.protocol import LoadOptions
from engine.tokenization.composer import MeanComposer
from engine.tokenization.composers import best_composer
from models.inspect_onnx import OnnxFolder, inspect_onnx
from models.onnx.convert import Precision
from models.sizes import readable
from tests.onnx_twin import onnx_twin

LENGTH = 512
DEPTHS = (4, 6, 8, 10, 15)
REDUCTIONS = (0.1, 0.2, 0.3, 0.46)
"""The last is what pairs can save where the last 32 of 512 positions stay single."""
SAVINGS = (0.1, 0.2, 0.3)
"""Of all layers' positions."""
LAYERS = 30
PREFILLS = (512, 1024, 2048)
DECODE = 32
TIMED_DEPTH, TIMED_REDUCTION = 10, 0.3

Scores = Mapping[Arm, Score]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--facts", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5, help="of the times")
    parser.add_argument("--threads", type=int, default=usable_cores())
    parser.add_argument("--quick", action="store_true", help="only the ways that save a fifth, and the times")
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/deeper_merging.md")
    options = parser.parse_args()
    os.environ |= {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_OFFLINE": "1"}
    twin = onnx_twin()
    model = OnnxBackend().load(twin, LoadOptions(context_length=64), lambda _: None, lambda: False)
    best = best_composer(model, None)
    composers = {"mean": MeanComposer(model), best.name: best}
    texts = documents(model, options.documents, LENGTH)
    asked = [with_fact(model, texts[number % len(texts)], fact) for number, fact in enumerate(facts(options.facts))]

    def scored(folder: OnnxFolder, read: Sequence[Document], arms: Sequence[Arm]) -> Scores:
        return measure(folder, model, composers, read, arms, options.threads, _tell)

    full = inspect_onnx(onnx_twin(Precision.FP32))
    equal = equal_arms((0.2,) if options.quick else SAVINGS, best.name)
    grid = [Arm(depth, reduction) for depth in (INPUT, *DEPTHS, CUT) for reduction in REDUCTIONS]
    variants = [
        Arm(depth, reduction, how, choice, gaps)
        for depth in (INPUT, 10)
        for reduction in (0.2, 0.46)
        for how, choice, gaps in (("last", EVEN, False), ("mean", EVEN, True), ("mean", FAR, False))
        if depth or how == "mean"
    ]
    few = [
        Arm(INPUT, 0.2),
        Arm(INPUT, 0.2, choice=POLICY),
        *(Arm(10, 0.3, choice=one) for one in (EVEN, POLICY, ALIKE)),
    ]
    prose = scored(full, texts, equal if options.quick else list(dict.fromkeys([*grid, *variants, *equal])))
    far = scored(full, asked, [Arm(WHOLE), Arm(NOTHING), *equal])
    body = [
        f"{len(texts)} documents ({source()}), {len(asked)} facts, {options.threads} threads. “Saved” is the share of "
        "all layers' positions that is gone: of the work of prefill, and of the KV cache. ± is a standard error.",
        "## At an equal share of the layers' positions\n\n" + _rows(prose, equal),
        "## A fact in the first tenth, asked for at the end\n\n" + _fact_rows(far),
    ]
    if not options.quick:
        body += [
            "## Blind pairs everywhere, by the layer behind which they are merged\n\n" + _rows(prose, grid),
            "## Variants: the last state, positions with gaps, pairs at the beginning\n\n" + _rows(prose, variants),
        ]
        for precision in (Precision.INT4, Precision.INT8):
            scores = scored(inspect_onnx(onnx_twin(precision)), texts, few)
            body.append(f"## The same in {precision}\n\n" + _rows(scores, few))
    body.append(
        f"## Times of the int4 twin, {TIMED_DEPTH} layers and {TIMED_REDUCTION:.0%} fewer positions behind them, "
        "neighbours that are alike\n\n" + _times(inspect_onnx(twin), model, options.rounds, options.threads)
    )
    quick = " --quick" * options.quick
    command = (
        f"python -m benchmarks.deeper_merging{quick} --documents {options.documents} --facts {options.facts} "
        f"--rounds {options.rounds} --threads {options.threads}"
    )
    publish("deeper_merging", "Merging behind the first layers", command, "\n\n".join(body), write=options.write)
    model.close()


def equal_arms(savings: Sequence[float], best: str) -> list[Arm]:
    """Ways that save the same share of the layers' positions, where a span has at most four tokens. `best` is the name
    of the composer that the program uses."""
    arms: list[Arm] = []
    for saved in savings:
        arms += [Arm(CUT, saved), Arm(INPUT, saved)]
        arms += [Arm(INPUT, saved, composer, POLICY) for composer in dict.fromkeys(("mean", best))]
        for depth in (6, 10, 15):
            reduction = round(saved / (1 - depth / LAYERS), 4)
            choices = (EVEN, POLICY, ALIKE) if reduction <= max(REDUCTIONS) else (POLICY, ALIKE)
            arms += [Arm(depth, reduction, choice=choice) for choice in choices]
    return arms


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _name(arm: Arm) -> str:
    if arm.layer < INPUT:
        return {CUT: "oldest cut off", WHOLE: "as it is", NOTHING: "the question alone"}[arm.layer]
    place = "at the input" if arm.layer == INPUT else f"behind {arm.layer} layers"
    how = {"mean": [], "last": ["last state"]}.get(arm.how, [arm.how])
    more = [arm.choice, *how, *["gaps"] * arm.gaps]
    return f"{place}, {', '.join(more)}"


def _rows(scores: Scores, arms: Sequence[Arm]) -> str:
    header = ["merged", "fewer positions", "saved", "KL", "same first token", "ΔNLL"]
    return table(
        header,
        [
            [
                _name(arm),
                f"{arm.reduction:.1%}",
                f"{arm.saved(LAYERS):.1%}",
                f"{_with_error(score.kl)}",
                f"{np.mean(score.same):.1%}",
                f"{_with_error(score.loss)}",
            ]
            for arm, score in ((arm, scores[arm]) for arm in arms)
        ],
    )


def _with_error(numbers: Sequence[float] | np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    error = np.std(numbers, ddof=1) / np.sqrt(len(numbers)) if len(numbers) > 1 else float("nan")
    return f"{np.mean(numbers):.3f} ± {error:.3f}"


def _fact_rows(scores: Scores) -> str:
    header = ["merged", "fewer positions", "saved", "NLL of the answer", "right first token"]
    return table(
        header,
        [
            [
                _name(arm),
                f"{arm.reduction:.1%}",
                f"{arm.saved(LAYERS):.1%}",
                f"{_with_error(score.nll)}",
                f"{np.mean(score.right):.0%}",
            ]
            for arm, score in scores.items()
        ],
    )


def _times(folder: OnnxFolder, model: LoadedModel, rounds: int, threads: int) -> str:
    """Medians of the ratios of neighbours."""
    longest = max(PREFILLS) + DECODE
    whole = Part(folder, range(LAYERS), longest, threads)
    lower = Part(folder, range(TIMED_DEPTH), longest, threads)
    upper = Part(folder, range(TIMED_DEPTH, LAYERS), longest, threads)
    rows: list[list[str]] = []
    for count in PREFILLS:
        embeddings = model.token_embeddings([(7919 * place) % 20_000 + 300 for place in range(count + DECODE)])
        ratios: list[tuple[float, float]] = []
        seconds: list[float] = []
        held = 0
        for _ in range(rounds):
            for part in (whole, lower, upper):
                part.clear()
            started = perf_counter()
            whole.run(embeddings[:count])
            plain = perf_counter() - started
            started = perf_counter()
            states = lower.run(embeddings[:count])[0]
            upper.run(pool(states, alike(states, TIMED_REDUCTION, 0, GUARD), "mean"))
            split = perf_counter() - started
            held = lower.position * lower.position_bytes + upper.position * upper.position_bytes
            started = perf_counter()
            for place in range(count, count + DECODE):
                whole.run(embeddings[place : place + 1])
            plain_decode = perf_counter() - started
            started = perf_counter()
            for place in range(count, count + DECODE):
                upper.run(lower.run(embeddings[place : place + 1])[0])
            ratios.append((split / plain, (perf_counter() - started) / plain_decode))
            seconds.append(plain)
        prefill, decode = (statistics.median(column) for column in zip(*ratios, strict=True))
        rows.append(
            [
                str(count),
                f"{statistics.median(seconds):.2f}",
                f"{prefill:.3f}",
                f"{decode:.3f}",
                readable(count * whole.position_bytes),
                readable(held),
            ]
        )
    for part in (whole, lower, upper):
        part.close()
    header = ["tokens", "prefill, s", "prefill to it", "a decode step to it", "KV cache", "KV cache, merged"]
    return table(header, rows)


if __name__ == "__main__":
    main()
