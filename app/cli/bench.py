"""`homespun bench`: the whole path (engine process to this client) against the bare loop over the native library.

Both run in one engine process with one loaded model, in turns, so that the machine's moods meet both alike, and without
drafting, which would make up for what the path costs where the text repeats itself.
"""

from __future__ import annotations

import argparse
import platform
import statistics
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from time import perf_counter

import psutil

from app import __version__
from app.cli.model import engine, library, load
from app.cli.output import say, write_json
from app.pipe import EnginePipe
from app.this_machine import processor
from engine.errors import EngineError, ErrorKind
from engine.protocol import (
    Benchmark,
    BenchmarkDone,
    CountTokens,
    Failed,
    Finished,
    Generate,
    LoadOptions,
    Message,
    ModelInfo,
    Progress,
    PromptReady,
    Role,
    SamplingOptions,
    Stage,
    TextDelta,
    TokensCounted,
    Usage,
)
from models.sizes import readable

DECODE_TOKENS = 128
PREFILL_TOKENS = 1024

SILENCE_SECONDS = 900.0
"""The bare loop gives no sign of life while it runs, and a busy machine may take its time."""

_LONG_ANSWER = "Write a long story about a journey across the sea, with many chapters."
_GREEDY = SamplingOptions(temperature=0.0, repeat_penalty=1.0)
"""The bare loop draws the likeliest token; so do we."""


@dataclass(frozen=True)
class Comparison:
    """Medians, in tokens a second."""

    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare if self.bare else 0.0


@dataclass(frozen=True)
class Reply:
    """One reply as this process saw it; times are in seconds on its own clock."""

    usage: Usage
    sent_at: float
    ready_at: float
    """The prompt's evaluation started."""
    read_at: float
    """All of the prompt was evaluated."""
    texts_at: tuple[float, ...]
    """When each piece of text came."""


def bench(options: argparse.Namespace) -> int:
    path = library(options).resolve(options.model)
    with engine([path], silence_seconds=SILENCE_SECONDS) as pipe:
        info = load(pipe, path, LoadOptions(threads=options.threads))
        prefill_prompt = _prompt_of(pipe, PREFILL_TOKENS)
        decode, prefill, ttft = [], [], []
        for run in range(options.runs + 1):
            if not options.json:
                say(f"run {run} of {options.runs}" if run else "warming up")
            # The bare loop leaves an empty context behind, so each of our runs evaluates its whole prompt.
            bare_decode = _bare(pipe, "decode", DECODE_TOKENS)
            story = _reply(pipe, _LONG_ANSWER, DECODE_TOKENS)
            bare_prefill = _bare(pipe, "prefill", PREFILL_TOKENS)
            reading = _reply(pipe, prefill_prompt, 1)
            if run:  # the first round only warms the machine up
                decode.append((_decode_speed(story), bare_decode))
                prefill.append((_prefill_speed(reading), bare_prefill))
                ttft.append((story.texts_at[0] - story.sent_at) * 1000)
    _report(_median(decode), _median(prefill), statistics.median(ttft), _machine(info, path), as_json=options.json)
    return 0


def _bare(pipe: EnginePipe, kind: str, tokens: int) -> float:
    done = pipe.result(Benchmark(pipe.next_id(), kind, tokens))
    assert isinstance(done, BenchmarkDone)
    return done.tokens_per_second


def _reply(pipe: EnginePipe, prompt: str, max_tokens: int) -> Reply:
    messages = (Message(Role.USER, prompt),)
    request = Generate(pipe.next_id(), messages, sampling=_GREEDY, max_tokens=max_tokens, drafting=False)
    sent_at = ready_at = read_at = perf_counter()
    texts: list[float] = []
    for event in pipe.run(request):
        match event:
            case PromptReady():
                ready_at = perf_counter()
            case Progress(stage=Stage.PREFILL, done=done, total=total) if done == total:
                read_at = perf_counter()
            case TextDelta():
                texts.append(perf_counter())
            case Failed():
                raise EngineError(event.kind, event.message, event.detail)
            case Finished():
                return Reply(event.usage, sent_at, ready_at, read_at, tuple(texts))
            case _:
                pass
    raise AssertionError("a request ends in a terminal event")


def _decode_speed(reply: Reply) -> float:
    tokens = reply.usage.completion_tokens - 1
    if tokens < DECODE_TOKENS // 2 or len(reply.texts_at) < 2:
        raise EngineError(ErrorKind.UNSUPPORTED, "The model's answer is too short to measure its speed.")
    return tokens / (reply.texts_at[-1] - reply.texts_at[0])


def _prefill_speed(reply: Reply) -> float:
    return reply.usage.evaluated_tokens / (reply.read_at - reply.ready_at)


def _prompt_of(pipe: EnginePipe, tokens: int) -> str:
    """A text whose whole prompt, template included, takes exactly `tokens` tokens (or a little less where the
    tokenizer jumps over that number)."""
    words = ("sea", "sky", "ship", "wind", "star", "rope", "sail", "wave")

    def text(count: int) -> str:
        return "Once" + "".join(f" {words[index * 5 % len(words)]}" for index in range(count))

    def length(count: int) -> int:
        counted = pipe.result(CountTokens(pipe.next_id(), (Message(Role.USER, text(count)),)))
        assert isinstance(counted, TokensCounted)
        return counted.tokens

    low, high = 0, tokens  # every word takes one token at the least
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if length(middle) <= tokens else (low, middle)
    return text(low)


def _median(pairs: list[tuple[float, float]]) -> Comparison:
    return Comparison(statistics.median(ours for ours, _ in pairs), statistics.median(bare for _, bare in pairs))


def _machine(info: ModelInfo, path: Path) -> dict[str, object]:
    return {
        "processor": processor(),
        "physical_cores": psutil.cpu_count(logical=False),
        "threads": info.threads,
        "memory_bytes": psutil.virtual_memory().total,
        "devices": list(info.devices),
        "model": path.name,
        "quantization": info.quantization,
        "system": platform.platform(),
        "versions": {
            "homespun": __version__,
            "llama-cpp-python": metadata.version("llama-cpp-python"),
            "python": platform.python_version(),
        },
    }


def _report(
    decode: Comparison, prefill: Comparison, ttft_ms: float, machine: dict[str, object], *, as_json: bool
) -> None:
    if as_json:
        kinds = {"decode": decode, "prefill": prefill}
        speeds = {name: {"ours": one.ours, "bare": one.bare, "ratio": one.ratio} for name, one in kinds.items()}
        write_json(speeds | {"ttft_ms": ttft_ms, "machine": machine})
        return
    print(f"| {'tokens a second':24} | {'ours':>8} | {'bare loop':>9} | {'ratio':>6} |")
    print(f"|{'-' * 26}|{'-' * 9}:|{'-' * 10}:|{'-' * 7}:|")
    for name, one in ((f"decode {DECODE_TOKENS}", decode), (f"prefill {PREFILL_TOKENS:,}", prefill)):
        print(f"| {name:24} | {one.ours:8.1f} | {one.bare:9.1f} | {one.ratio:6.3f} |")
    print(f"\nFirst word after {ttft_ms:.0f} ms.")
    memory = readable(psutil.virtual_memory().total)
    print(f"{machine['processor']}, {machine['threads']} threads, {memory}; {machine['model']}")
