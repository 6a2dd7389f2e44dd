"""What drafting saves where a text comes again, and what it costs where none does.

    python -m benchmarks.drafting [--runs N] [--tokens N] [--models NAME ...] [--replies WORDS ...] [--write]

Every way to draft runs through the same loop, on the same prompts, in turns: none; ours; the prompt lookup of
llama-cpp-python (pairs of tokens, 10 or 2 tokens a draft); and the rule of llama.cpp's "ngram-simple" (the last 12
tokens, 48 tokens a draft). "Dictated" replies are drawn from a given text whatever the logits are, as a model would
write that does what it is asked to: the starter model seldom copies, and at temperature 0 it goes round in circles,
which any rule drafts well. So the table tells of the replies that the model wrote itself how much of them stands in the
prompt (copied) and how much in the reply before it (circles), in runs of eight tokens. "Off again" shows how much of a
ratio is the machine's own unrest; "its own work" is the part of the time that our rule takes besides the model's steps.
"""

from __future__ import annotations

import argparse
import shlex
import statistics
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from llama_cpp.llama_speculative import LlamaPromptLookupDecoding

from benchmarks.report import publish, table
from engine.adapter_stack import NO_ADAPTERS
from engine.backends.base import Backend, LoadedModel, Sampler
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.conversation import LiveContext
from engine.decoding import DrawnTokens
from engine.protocol import LoadOptions, SamplingOptions
from engine.snapshots import SnapshotCache
from engine.states import ContextKey, single_spans
from engine.tokenization.drafting import Drafter, Drafting, StepCosts
from models.onnx.convert import Precision
from models.starter import starter_model
from tests.onnx_twin import onnx_twin
from tests.requantized import quantized

MODELS = ("llama.cpp Q4_1", "llama.cpp Q8_0", "ONNX int4", "ONNX int8")
RUN = 8
"""Tokens in a row that count as copied."""

PASSAGE = """Margarethe Oldenburg kept the ferry at Brunswick Point for thirty-one years. When the county of Ashgrove
built the bridge in 1954, she sold the boat to her nephew Ignatius Fairweather, who moved it to Lake Tamarisk and ran it
for the campers of Saint Columba until the winter of 1961, when the ice took it. Her diary, which Professor Wilhelmina
Abernathy found in the attic of the Oldenburg house, lists every passenger by name, the fare, and the weather."""
CODE = '''def total_price(items, discount):
    """Add up the prices of all items and take off the discount."""
    total = 0
    for item in items:
        if item.price is None:
            raise ValueError("item without a price: " + item.name)
        total += item.price * item.count
    if discount > 0:
        total -= total * discount / 100
    return round(total, 2)
'''
EDITED = CODE.replace("discount", "rebate").replace("total_price", "total_cost")
SUMMARY = """Margarethe Oldenburg ran the ferry at Brunswick Point for three decades. After Ashgrove opened its bridge
in 1954, Ignatius Fairweather took the boat to Lake Tamarisk, where the ice destroyed it in 1961. Professor Wilhelmina
Abernathy later discovered her diary in the attic of the Oldenburg house."""
NAMES = """- Margarethe Oldenburg
- Brunswick Point
- Ashgrove
- Ignatius Fairweather
- Lake Tamarisk
- Saint Columba
- Professor Wilhelmina Abernathy"""
FRESH = """Bread needs four things and some patience. Mix flour with water first and let it rest, so that the dough can
stretch before anybody works on it. Then add salt and a little yeast, fold it a few times each half hour, and keep it
somewhere warm. It is ready when a wet finger leaves a dent that slowly fills. Heat the oven far above what seems right,
put in a pan of water for steam, and bake until the crust sounds hollow under your knuckles."""

WARM = SamplingOptions(temperature=0.8, repeat_penalty=1.1, seed=7)
GREEDY = SamplingOptions(temperature=0, repeat_penalty=1)


@dataclass(frozen=True)
class Task:
    name: str
    question: str
    dictated: str = ""
    """What the reply is; empty where the model writes."""
    sampling: SamplingOptions = GREEDY


TASKS = (
    Task("dictated: quote a paragraph", f"Quote this paragraph word for word:\n\n{PASSAGE}", PASSAGE),
    Task("dictated: edit code", f"Rename the function to total_cost and discount to rebate:\n\n{CODE}", EDITED),
    Task("dictated: summary with names", f"Summarise in three sentences:\n\n{PASSAGE}", SUMMARY),
    Task("dictated: list the names", f"List the names and places:\n\n{PASSAGE}", NAMES),
    Task("dictated: nothing repeats", "How do I bake bread?", FRESH),
    Task("written: chat, temperature 0.8", "Tell me a story about a lighthouse.", sampling=WARM),
    Task("written: advice, temperature 0.8", "How should I prepare for a long hike in the hills?", sampling=WARM),
    Task("written: quote, temperature 0", f"Repeat this text word for word:\n\n{PASSAGE}"),
    Task("written: edit code, temperature 0", f"Rename discount to rebate in this code:\n\n{CODE}"),
)


class Timed(Drafting):
    """Ours, with the seconds that it takes itself."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def drafter(self, context: Iterable[int]) -> Drafter:
        started = perf_counter()
        drafter = _TimedDrafter(context, self)
        self.seconds += perf_counter() - started
        return drafter


class _TimedDrafter(Drafter):
    def __init__(self, context: Iterable[int], timed: Timed) -> None:
        super().__init__(context, timed)
        self._timed = timed

    def draft(self, most: int) -> list[int]:
        started = perf_counter()
        drafted = super().draft(most)
        self._timed.seconds += perf_counter() - started
        return drafted

    def drawn(self, token: int) -> None:
        started = perf_counter()
        super().drawn(token)
        self._timed.seconds += perf_counter() - started


class PromptLookup(Drafting):
    """llama-cpp-python's own class decides what is drafted."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.costs = _NotCounted()
        self._rule = LlamaPromptLookupDecoding(max_ngram_size=2, num_pred_tokens=count)

    def drafter(self, context: Iterable[int]) -> Drafter:
        return _Ruled(context, self, lambda tokens: self._rule(np.array(tokens, np.intc)).tolist())


class NgramSimple(Drafting):
    """The last 12 tokens are looked for, the latest place first, and the 48 tokens behind it drafted."""

    def __init__(self) -> None:
        super().__init__()
        self.costs = _NotCounted()

    def drafter(self, context: Iterable[int]) -> Drafter:
        def draft(tokens: list[int]) -> list[int]:
            pattern = tokens[-12:]
            for start in range(len(tokens) - 13, -1, -1):
                if tokens[start] == pattern[0] and tokens[start : start + 12] == pattern:
                    return tokens[start + 12 : start + 60]
            return []

        return _Ruled(context, self, draft)


class _NotCounted(StepCosts):
    def measured(self, tokens: int, seconds: float) -> None:
        """Their rules do not look at costs."""


class _Ruled(Drafter):
    def __init__(self, context: Iterable[int], drafting: Drafting, rule: Any) -> None:
        self._tokens = list(context)
        super().__init__((), drafting)
        self._rule = rule

    def draft(self, most: int) -> list[int]:
        return self._rule(self._tokens)[:most]

    def drawn(self, token: int) -> None:
        self._tokens.append(token)


class Dictated:
    """Draws a given text, and takes as long as a real draw does."""

    def __init__(self, sampler: Sampler, tokens: Sequence[int]) -> None:
        self._sampler, self._tokens, self._count = sampler, tokens, 0

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        self._sampler.accept_prompt(tokens)

    def sample(self, row: int = -1) -> int:
        self._sampler.sample(row)
        self._count += 1
        return self._tokens[self._count - 1]

    def close(self) -> None:
        self._sampler.close()


@dataclass
class Runs:
    rates: list[float] = field(default_factory=list[float])
    """Tokens a second after the first."""
    seconds: float = 0.0
    own: float = 0.0
    """Of these, what drafting took besides the model's steps."""
    drawn: int = 0
    drafted: int = 0
    accepted: int = 0
    tokens: list[int] = field(default_factory=list[int])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=160, help="most of a reply that the model writes itself")
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS), metavar="NAME")
    parser.add_argument("--replies", nargs="+", default=[""], metavar="WORDS", help="only those whose name has one")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/drafting.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="homespun-drafting-") as folder:
        tasks = [task for task in TASKS if any(words in task.name for words in options.replies)]
        parts = [_model_part(name, Path(folder), tasks, options.runs, options.tokens) for name in options.models]
    command = f"python -m benchmarks.drafting --runs {options.runs} --tokens {options.tokens}"
    if options.models != list(MODELS):
        command += " --models " + " ".join(map(shlex.quote, options.models))
    if options.replies != [""]:
        command += " --replies " + " ".join(map(shlex.quote, options.replies))
    publish("drafting", "Drafting from the text that is there", command, "\n\n".join(parts), write=options.write)


def _open(name: str, folder: Path) -> LoadedModel:
    starter = starter_model()
    if starter is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    backend: Backend = OnnxBackend() if name.startswith("ONNX") else LlamaBackend()
    path = {
        "llama.cpp Q4_1": lambda: starter,
        "llama.cpp Q8_0": lambda: quantized(starter, folder / "Q8_0.gguf", "Q8_0"),
        "ONNX int4": onnx_twin,
        "ONNX int8": lambda: onnx_twin(Precision.INT8),
    }[name]()
    return backend.load(path, LoadOptions(context_length=2048), lambda _: None, lambda: False)


def _model_part(name: str, folder: Path, tasks: Sequence[Task], runs: int, most: int) -> str:
    model = _open(name, folder)
    ways: dict[str, Drafting | None] = {
        "off": None,
        "ours": Timed(),
        "off again": None,
        "lookup 10": PromptLookup(10),
        "lookup 2": PromptLookup(2),
        "ngram-simple": NgramSimple(),
    }
    rows: list[list[str]] = []
    for task in tasks:
        results = {way: Runs() for way in ways}
        for run in range(runs + 1):  # the first one warms up
            print(f"{name}: {task.name}, run {run} of {runs}", file=sys.stderr)
            for way, drafting in ways.items():
                _run(model, task, drafting, most, results[way], counted=run > 0)
        rows.append(_row(task, results, model.tokenize(task.question, special=False)))
    model.close()
    header = ["reply", "tokens", "copied", "circles", "tokens/s off"]
    header += [f"{way}: speed" for way in ways if way != "off"]
    return f"## {name}\n\n" + table(
        [*header, "ours: its own work", "ours: tokens a step", "ours: right of drafted", "parted at a tie"], rows
    )


def _run(model: LoadedModel, task: Task, drafting: Drafting | None, most: int, results: Runs, *, counted: bool) -> None:
    text = f"<|im_start|>user\n{task.question}<|im_end|>\n<|im_start|>assistant\n"
    prompt = model.tokenize(text, special=True)
    model.truncate(0)
    live = LiveContext(model, ContextKey("model", "f16"), None, SnapshotCache(lambda held: 0))
    live.evaluate(live.plan(single_spans(prompt), NO_ADAPTERS), lambda *_: None, lambda: False)
    sampler: Sampler = model.sampler(task.sampling)
    sampler.accept_prompt(prompt)
    if task.dictated:
        dictated = model.tokenize(task.dictated, special=False)
        most = len(dictated)
        sampler = Dictated(sampler, dictated)
    drawn = DrawnTokens(live, sampler, most, drafting)
    own = drafting.seconds if isinstance(drafting, Timed) else 0.0
    tokens: list[int] = []
    started = ended = 0.0
    with closing(iter(drawn)) as stream:
        for token in stream:
            ended = perf_counter()
            started = started or ended
            tokens.append(token)
            if not task.dictated and model.ends_generation(token):
                break
    sampler.close()
    if counted and len(tokens) > 1:
        results.rates.append((len(tokens) - 1) / (ended - started))
        results.seconds += ended - started
        results.own += drafting.seconds - own if isinstance(drafting, Timed) else 0.0
        results.drawn += len(tokens) - 1
        results.drafted += drawn.drafted
        results.accepted += drawn.accepted
    results.tokens = tokens


def _row(task: Task, results: dict[str, Runs], prompt: Sequence[int]) -> list[str]:
    off, ours = results["off"], results["ours"]
    speeds = [
        statistics.median(rate / base for rate, base in zip(runs.rates, off.rates, strict=True))
        for way, runs in results.items()
        if way != "off"
    ]
    copied, circles = _shares(off.tokens, prompt)
    return [
        task.name,
        str(len(off.tokens)),
        "" if task.dictated else f"{copied:.0%}",
        "" if task.dictated else f"{circles:.0%}",
        f"{statistics.median(off.rates):.1f}",
        *(f"{speed:.2f}" for speed in speeds),
        f"{ours.own / ours.seconds:.2%}",
        f"{ours.drawn / (ours.drawn - ours.accepted):.2f}",
        f"{ours.accepted / ours.drafted:.0%}" if ours.drafted else "–",
        "yes" if ours.tokens != off.tokens else "no",
    ]


def _shares(reply: Sequence[int], prompt: Sequence[int]) -> tuple[float, float]:
    """Of the runs of eight tokens: which part stands in the prompt, and which only in the reply before it."""
    in_prompt = {tuple(prompt[n : n + RUN]) for n in range(len(prompt) - RUN + 1)}
    runs = [tuple(reply[n : n + RUN]) for n in range(len(reply) - RUN + 1)]
    seen: set[tuple[int, ...]] = set()
    copied = circles = 0
    for run in runs:
        copied += run in in_prompt
        circles += run in seen and run not in in_prompt
        seen.add(run)
    return copied / max(len(runs), 1), circles / max(len(runs), 1)


if __name__ == "__main__":
    main()
