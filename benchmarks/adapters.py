"""What adapters cost on llama.cpp: to swap them, to decode with them, to go back to a set, and to hold them.

    python -m benchmarks.adapters [--rounds N] [--swaps N] [--decode-only] [--write]

One run, through an engine process like the program's own. The adapters are random ones for every linear layer of the
starter model, of rank 4, 8 and 16, and the trained ones of the tests. What others do for the same effect runs beside
it: llama-cpp-python's `Llama(lora_path=...)` loads model and adapter anew, and a merged model is written and loaded.
`--decode-only` measures decoding alone, with one thread and with all: there an adapter of rank 1 shows how much is not
the adapter's numbers but the steps of the graph that it adds, behind each of which the threads wait for each other, and
a model of the layers of a Llama of a thousand million weights, random ones, how the cost falls with the width.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil

from app.launch import engine_command
from app.pipe import EnginePipe
from benchmarks.adapter_peers import reload_peer
from benchmarks.report import publish, table
from engine.protocol import (
    AdaptersSet,
    AdapterUse,
    BakeAdapters,
    CountTokens,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    ModelLoaded,
    Requantize,
    Role,
    SamplingOptions,
    SetAdapters,
    TokensCounted,
)
from models.adapters.base import describe_gguf_base
from models.adapters.convert import import_adapter
from models.adapters.merge import merge
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.gguf_files import linear_tensors, random_lora, tiny_llama

TRAINED = Path(__file__).resolve().parent.parent / "tests" / "data" / "adapters"
HELD = (1, 4, 16)
"""How many adapters are loaded while sets are swapped."""
LENGTHS = (1000, 4000)
"""Tokens of the conversations in which a set is gone back to."""
DECODE_TOKENS = 64
WIDTH, WIDE_LAYERS = 2048, 16
"""As a Llama of a thousand million weights."""
WIDE_FORMAT = "Q4_0"
NEVER_ENDING = SamplingOptions(temperature=0.0, repeat_penalty=1.0, logit_bias=((0, -1000.0), (2, -1000.0)))
"""Greedy, without the tokens that end a reply: every reply is as long as it is asked to be."""
STORY = (Message(Role.USER, "Write a long story about a journey across the sea, with many chapters."),)

Uses = tuple[AdapterUse, ...]
Rows = list[list[str]]


@dataclass(frozen=True)
class Workbench:
    """An engine with a model, and what is asked of it."""

    engine: EnginePipe
    threads: int
    """With which the model runs."""

    def reply(self, messages: Sequence[Message], count: int, uses: Uses | None = None) -> Finished:
        """Without drafting: each set writes another text, and where one repeats itself it would seem faster."""
        request = Generate(
            self.engine.next_id(),
            tuple(messages),
            "bench",
            NEVER_ENDING,
            max_tokens=count,
            adapters=uses,
            drafting=False,
        )
        finished = self.engine.result(request)
        assert isinstance(finished, Finished)
        return finished

    def swap(self, uses: Uses) -> AdaptersSet:
        changed = self.engine.result(SetAdapters(self.engine.next_id(), uses, "bench"))
        assert isinstance(changed, AdaptersSet)
        return changed

    def resident(self) -> int:
        return psutil.Process(self.engine.pid).memory_info().rss

    def conversation(self, tokens: int) -> list[Message]:
        """About as many tokens, ending with a reply."""
        messages: list[Message] = []
        while True:
            turn = len(messages)
            words = " ".join(f"the {turn * 31 + n}th boat carries {n * 7 % 13} crates of tea;" for n in range(20))
            messages += [Message(Role.USER, f"Note this: {words}"), Message(Role.ASSISTANT, "Noted.")]
            counted = self.engine.result(CountTokens(self.engine.next_id(), tuple(messages)))
            assert isinstance(counted, TokensCounted)
            if counted.tokens >= tokens:
                return messages


def open_model(engine: EnginePipe, path: Path, threads: int | None = None) -> Workbench:
    options = LoadOptions(context_length=8192, threads=threads)
    loaded = engine.result(LoadModel(engine.next_id(), str(path), options))
    assert isinstance(loaded, ModelLoaded)
    return Workbench(engine, loaded.info.threads)


def use(*paths: Path) -> Uses:
    """Stacked ones at a strength that keeps a reply sane."""
    return tuple(AdapterUse(str(path), 1.0 / len(paths)) for path in paths)


def swaps(bench: Workbench, files: Sequence[Path], count: int) -> Rows:
    """A swap, besides reading a prompt again: setting the adapters, and what the next token takes longer than one
    without a swap, because the library plans its graph anew."""
    rows: Rows = []
    for held in HELD:
        sets = [use(file) for file in files[:held]] + ([()] if held == 1 else [])
        for uses in sets:
            bench.swap(uses)
            bench.reply(STORY, 1)
        setting, after, without = list[float](), list[float](), list[float]()
        for number in range(count):
            started = perf_counter()
            bench.swap(sets[number % len(sets)])
            middle = perf_counter()
            evaluated = bench.reply(STORY, 1).usage.evaluated_tokens
            end = perf_counter()
            bench.reply(STORY, 1)
            setting.append(middle - started)
            after.append(end - middle)
            without.append(perf_counter() - end)
            assert evaluated <= 1, f"{evaluated} tokens were read again"
        medians = [1000 * statistics.median(times) for times in (setting, after, without)]
        rows.append([str(held), *(f"{ms:.1f}" for ms in medians), f"{medians[0] + medians[1] - medians[2]:.1f}"])
    return rows


def decode(bench: Workbench, sets: Mapping[str, Uses], rounds: int) -> Rows:
    """Interleaved, so that the machine is the same for all; the first of the sets is the yardstick."""
    speeds: dict[str, list[float]] = {name: [] for name in sets}
    for _ in range(rounds):
        for name, uses in sets.items():
            bench.reply(STORY, 1, uses)
            speeds[name].append(bench.reply(STORY, DECODE_TOKENS).timings.decode_tokens_per_second)
    plain = speeds[next(iter(sets))]
    return [
        [
            name,
            f"{statistics.median(of):.1f}",
            f"{statistics.median(one / other for one, other in zip(of, plain, strict=True)):.3f}",
        ]
        for name, of in speeds.items()
    ]


def returns(bench: Workbench, file: Path, rounds: int) -> Rows:
    """The next message after going back to a set, which has its state restored at once, beside one without a swap."""
    rows: Rows = []
    for length in LENGTHS:
        past = bench.conversation(length)
        sets = ((), use(file))
        asked = 0

        def first_token(past: Sequence[Message] = past) -> Finished:
            nonlocal asked
            asked += 1
            number = f"{asked:03}"[::-1]  # parts from the question before at its first digit, so as many tokens are new
            return bench.reply([*past, Message(Role.USER, f"What did the boat number {number} carry, and where?")], 1)

        bench.swap(sets[0])
        first_token()
        bench.swap(sets[1])
        anew = first_token()
        stayed, returned, swapping = list[float](), list[float](), list[float]()
        for number in range(rounds):
            same = first_token()
            swapping.append(bench.swap(sets[number % 2]).swap_ms)
            back = first_token()
            assert same.usage.evaluated_tokens == back.usage.evaluated_tokens
            stayed.append(same.timings.ttft_ms)
            returned.append(back.timings.ttft_ms)
        without, after, swap = (statistics.median(times) for times in (stayed, returned, swapping))
        rows.append(
            [
                f"{anew.usage.prompt_tokens:,}",
                f"{without:.0f}",
                f"{after:.0f}",
                f"{after / without:.3f}",
                f"{swap:.0f}",
                f"{anew.timings.ttft_ms:.0f}",
            ]
        )
    return rows


def memory(path: Path, files: Mapping[str, Sequence[Path]], count: int) -> tuple[Rows, Rows]:
    """What adapters take of the engine's memory, and what many swaps add to it."""
    rows: Rows = []
    growths: Rows = []
    for name, paths in files.items():
        with EnginePipe(engine_command()) as engine:
            bench = open_model(engine, path)
            first = bench.swap(use(paths[0]))
            bench.reply(STORY, 8)
            before = bench.resident()
            loads = [bench.swap(use(file)).load_ms for file in paths[1:]]
            growth = (bench.resident() - before) / len(loads)
            size = paths[0].stat().st_size
            told = first.adapters[0].bytes
            rows.append([name, *(f"{b / 1e6:.1f}" for b in (size, told, growth)), f"{statistics.median(loads):.0f}"])
            if not growths:
                growths = row_of_swaps(bench, paths, count)
    return rows, growths


def row_of_swaps(bench: Workbench, files: Sequence[Path], count: int) -> Rows:
    def swap(times: int) -> float:
        for number in range(times):
            chosen = [files[(number + step) % len(files)] for step in range(number % 3)]
            bench.reply(STORY, 1, use(*chosen))
        return bench.resident() / 1e6

    start = swap(len(files) * 3)  # every set once: their states are kept in memory from here on
    end = swap(count)
    return [[str(count), f"{start:.1f}", f"{end:.1f}", f"{end - start:+.1f}"]]


def others(bench: Workbench, path: Path, files: Sequence[Path], folder: Path) -> Rows:
    """From one adapter to another in the middle of a conversation, until the first token of the next reply."""
    messages = [*bench.conversation(LENGTHS[0]), Message(Role.USER, "What did the first boat carry?")]
    one, two = use(files[0]), use(files[1])
    for uses in (one, two):
        bench.reply(messages, 1, uses)

    def timed(uses: Uses) -> float:
        started = perf_counter()
        bench.reply(messages, 1, uses)
        return perf_counter() - started

    ours = statistics.median(timed(uses) for uses in (one, two) * 3)
    fresh = folder / "fresh.gguf"
    fresh.write_bytes(files[2].read_bytes())
    first = timed(use(fresh))
    started = perf_counter()
    merged = folder / "merged-model.gguf"
    bench.engine.result(BakeAdapters(bench.engine.next_id(), str(path), two, str(merged)))
    written = perf_counter() - started
    open_model(bench.engine, merged)
    bench.reply(messages, 1, ())
    baked = perf_counter() - started
    peer = reload_peer(path, files[1], messages, bench.threads)
    return [
        ["Homespun, a set used before", f"{1000 * ours:.0f}", "1"],
        ["Homespun, an adapter never loaded before", f"{1000 * first:.0f}", f"{first / ours:.0f}"],
        ["`Llama(lora_path=...)` anew", f"{1000 * peer.switch_seconds:.0f}", f"{peer.switch_seconds / ours:.0f}"],
        [f"merged model written ({written:.1f} s) and loaded", f"{1000 * baked:.0f}", f"{baked / ours:.0f}"],
        ["decode of `Llama` with this adapter beside without", f"{peer.decode_ratio:.3f}", ""],
    ]


def random_files(path: Path, folder: Path, rank: int, count: int, parts: tuple[str, ...] = ()) -> list[Path]:
    """Adapters for every linear tensor of the model, or for those of its layers that `parts` names."""
    shapes = {name: shape for name, shape in linear_tensors(path).items() if not parts or name.split(".")[2] in parts}
    tag = "".join(parts)
    return [
        random_lora(shapes, rank=rank, strength=0.05, seed=seed, name=f"Random {seed}").write(
            folder / f"random-{path.stem}-{rank}{tag}-{seed}.gguf"
        )
        for seed in range(count)
    ]


def trained_files(path: Path, folder: Path) -> list[Path]:
    base = describe_gguf_base(inspect_gguf(path))
    outputs: list[Path] = []
    for source in sorted(TRAINED.glob("*")):
        output = folder / f"{source.stem}.gguf"
        if import_adapter(source, base, output).invocation:  # such a one does not act in these prompts
            continue
        outputs.append(output)
    return outputs


def decode_sets(path: Path, folder: Path, eights: Sequence[Path]) -> dict[str, Uses]:
    merged = folder / "merged.gguf"
    merge([(file, 0.25) for file in eights[:4]], merged, "Merged")
    sets: dict[str, Uses] = {
        "none": (),
        "rank 4, all linear layers": use(*random_files(path, folder, 4, 1)),
        "rank 8, all linear layers": use(eights[0]),
        "rank 16, all linear layers": use(*random_files(path, folder, 16, 1)),
        "rank 8, q and v": use(*random_files(path, folder, 8, 1, ("attn_q", "attn_v"))),
        "four of rank 8, stacked": use(*eights[:4]),
        "the same four, merged into one": use(merged),
    }
    return sets | {f"{file.stem} (trained)": use(file) for file in trained_files(path, folder)}


def thread_decode(path: Path, folder: Path, rounds: int) -> str:
    """One table for one thread, and one for as many as there are cores."""
    sets: dict[str, Uses] = {"none": ()}
    for rank in (1, 8, 16):
        sets[f"rank {rank}, all linear layers"] = use(*random_files(path, folder, rank, 1))
    for rank in (8, 16):  # what PEFT adapts where nothing is said
        sets[f"rank {rank}, q and v"] = use(*random_files(path, folder, rank, 1, ("attn_q", "attn_v")))
    return decode_by_threads("starter model", path, sets, rounds)


def decode_by_threads(title: str, path: Path, sets: Mapping[str, Uses], rounds: int) -> str:
    blocks: list[str] = []
    for threads in (1, psutil.cpu_count(logical=False)):
        with EnginePipe(engine_command()) as engine:
            rows = decode(open_model(engine, path, threads), sets, rounds)
        blocks.append(table([f"{title}, threads: {threads}", "decode, tokens a second", "beside none"], rows))
    return "\n\n".join(blocks)


def wide_decode(folder: Path, rounds: int) -> str:
    """One table for one thread, and one for as many as there are cores."""
    full, path = folder / "wide-f16.gguf", folder / "wide.gguf"
    tiny_llama(
        layers=WIDE_LAYERS, width=WIDTH, heads=32, kv_heads=8, feed_forward=4 * WIDTH, context_length=8192, words=["▁"]
    ).write(full)
    with EnginePipe(engine_command()) as engine:
        engine.result(Requantize(engine.next_id(), str(full), WIDE_FORMAT, str(path)))
    full.unlink()
    sets: dict[str, Uses] = {"none": ()}
    for rank in (8, 16):
        sets[f"rank {rank}, all linear layers"] = use(*random_files(path, folder, rank, 1))
    title = f"random model, {WIDE_LAYERS} layers of {WIDTH:,}, {WIDE_FORMAT}"
    return decode_by_threads(title, path, sets, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--swaps", type=int, default=200)
    parser.add_argument("--decode-only", action="store_true", help="with one thread and with all, and on a wider model")
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/adapters.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as name:
        if options.decode_only:
            folder = Path(name)
            body = "\n\n".join([thread_decode(path, folder, options.rounds), wide_decode(folder, options.rounds)])
            command = f"python -m benchmarks.adapters --decode-only --rounds {options.rounds}"
            publish("adapter_threads", "Decode with an adapter, by threads", command, body, write=options.write)
            return
        body = measure(path, Path(name), options.rounds, options.swaps)
    command = f"python -m benchmarks.adapters --rounds {options.rounds} --swaps {options.swaps}"
    publish("adapters", "What adapters cost on llama.cpp", command, body, write=options.write)


def measure(path: Path, folder: Path, rounds: int, count: int) -> str:
    eights = random_files(path, folder, 8, max(HELD))
    with EnginePipe(engine_command()) as engine:
        bench = open_model(engine, path)
        tell("swaps")
        swap_rows = swaps(bench, eights, min(count, 40))
        tell("decode")
        decode_rows = decode(bench, decode_sets(path, folder, eights), rounds)
        tell("returns")
        return_rows = returns(bench, eights[0], rounds)
        tell("others")
        other_rows = others(bench, path, eights, folder)
    tell("memory")
    ranks = {f"rank {rank}": random_files(path, folder, rank, 4) for rank in (8, 16)}
    memory_rows, growth_rows = memory(path, ranks, count)
    blocks = [
        table(["adapters held", "set, ms", "next token, ms", "next without a swap, ms", "a swap, ms"], swap_rows),
        table(["starter model", "decode, tokens a second", "beside none"], decode_rows),
        table(
            [
                "tokens of the prompt",
                "first token, no swap, ms",
                "after going back, ms",
                "ratio",
                "the swap with its state, ms",
                "first token in a set never used, ms",
            ],
            return_rows,
        ),
        table(
            ["from one adapter to another in a conversation of 1,000 tokens", "first token, ms", "beside the first"],
            other_rows,
        ),
        table(["all linear layers", "file, MB", "told, MB", "resident, MB", "loading and proof, ms"], memory_rows),
        table(["swaps in a row", "resident before, MB", "after, MB", "growth, MB"], growth_rows),
    ]
    return "\n\n".join(blocks)


def tell(part: str) -> None:
    print(part, file=sys.stderr)


if __name__ == "__main__":
    main()
