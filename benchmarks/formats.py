"""Which number format answers fastest on this processor, and what it costs: `python -m benchmarks.formats [--write]`.

Re-quantizes the starter model (stored as Q4_1) to other formats in a temporary folder, and measures for each, in
interleaved rounds: a prefill of 1,024 tokens, the decode of 64, and the perplexity of a text next to the starter's own.
The text is English of Python's reference manual, which every Python carries as `pydoc_data.topics`.

One thread is timed by the processor time that it takes, which other programs hardly change. More threads wait for one
another, so a timing in which other programs took part is thrown away and tried again in a quieter moment. `--write`
keeps the table in benchmarks/results/formats.md, or where not every core has a thread in formats-N-threads.md.
"""

from __future__ import annotations

import argparse
import ctypes
import math
import platform
import pydoc_data.topics
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp
import numpy as np
import psutil
from numpy.typing import NDArray

from models.inspect_gguf import inspect_gguf
from models.starter import starter_model

# Untyped: the bindings' own annotations name ctypes' wrappers where plain numbers go in and come out.
lib: Any = llama_cpp.llama_cpp

RESULTS = Path(__file__).parent / "results"
CORES = psutil.cpu_count(logical=False) or 1
STARTER = "Q4_1"
FORMATS = {
    "Q4_0": lib.LLAMA_FTYPE_MOSTLY_Q4_0,
    "IQ4_NL": lib.LLAMA_FTYPE_MOSTLY_IQ4_NL,
    "Q4_K_M": lib.LLAMA_FTYPE_MOSTLY_Q4_K_M,
    "Q5_0": lib.LLAMA_FTYPE_MOSTLY_Q5_0,
    "Q5_1": lib.LLAMA_FTYPE_MOSTLY_Q5_1,
    "Q8_0": lib.LLAMA_FTYPE_MOSTLY_Q8_0,
    "F16": lib.LLAMA_FTYPE_MOSTLY_F16,
    "BF16": lib.LLAMA_FTYPE_MOSTLY_BF16,
}
PREFILL_TOKENS = 1024
DECODE_TOKENS = 64
BATCH = 512
WINDOW = 1024
"""Of the perplexity: each window is read from its start, and its second half is scored."""

OTHERS_ALLOWED = 0.04
"""Of the processor's time, during a timing, for all other programs together: two threads that wait for each other are
slowed down several times by a third that is in their way."""

WHY = """\
llama.cpp multiplies a prompt's batch by the weights on one of three fast paths: weights repacked at load so that eight
rows are multiplied together (`ggml-cpu/repack.cpp`; with AVX2: Q4_0, Q4_K, IQ4_NL, MXFP4), the blocked kernels of
`ggml-cpu/llamafile/sgemm.cpp` (F32, F16, BF16, Q8_0, Q4_0, Q5_0, IQ4_NL), and the tiles of `ggml-cpu/tiled/tiled.cpp`
(the K and IQ formats). Q4_1 and Q5_1 are in none of them, so that each number of the result is a dot product of its own
(`ggml_vec_dot_q4_1_q8_1`), which unpacks the same weights again for every token of the batch. Decoding has a batch of
one token and is bound by memory, so it gains less.

Rows of 576 numbers do not divide into the K formats' blocks of 256: of "Q4_K_M" llama.cpp stores most of this model in
the formats named in the column "mostly". A wider model would be stored as asked."""

WHAT_FOLLOWS = """\
All rows are made from the starter's Q4_1 weights, which F16 and BF16 hold as they are: their perplexity is a little
lower because their activations are not rounded to 8 bits on the way. Q8_0 keeps the quality, reads prompts about twice
as fast and writes no slower, for a file half as large again: that is what Homespun proposes for a model stored as Q4_1
or Q5_1 (`models/formats.py`). Q4_0 and IQ4_NL are faster still and smaller, but rounding Q4_1 weights a second time
costs much quality: they are worth choosing where the maker of a model made them from its original weights."""


class Candidate:
    """A loaded model file and what was measured on it."""

    def __init__(self, name: str, path: Path, threads: int) -> None:
        self.name = name
        self.header = inspect_gguf(path)
        self._model = lib.llama_model_load_from_file(bytes(path), lib.llama_model_default_params())
        parameters = lib.llama_context_default_params()
        parameters.n_ctx = 2 * PREFILL_TOKENS
        parameters.n_batch = parameters.n_ubatch = BATCH
        parameters.n_threads = parameters.n_threads_batch = threads
        self._clock = time.process_time if threads == 1 else time.perf_counter
        self._context = lib.llama_init_from_model(self._model, parameters)
        if not self._context:
            raise SystemExit(f"{name} could not be loaded")
        vocabulary = lib.llama_model_get_vocab(self._model)
        self._vocabulary_size = lib.llama_vocab_n_tokens(vocabulary)
        self._memory = lib.llama_get_memory(self._context)
        self._greedy = lib.llama_sampler_init_greedy()
        self.vocabulary = vocabulary

    def prefill(self, tokens: NDArray[np.int32]) -> float:
        """Tokens a second for the whole of `tokens`, from an empty cache."""
        lib.llama_memory_clear(self._memory, False)
        start = self._clock()
        self._evaluate(tokens[:PREFILL_TOKENS])
        return PREFILL_TOKENS / (self._clock() - start)

    def decode(self, tokens: NDArray[np.int32]) -> float:
        """Tokens a second, drawn greedily after a prompt of 32 tokens."""
        lib.llama_memory_clear(self._memory, False)
        self._evaluate(tokens[:32])
        buffer = (ctypes.c_int32 * 1)()
        start = self._clock()
        for _ in range(DECODE_TOKENS):
            buffer[0] = lib.llama_sampler_sample(self._greedy, self._context, -1)
            lib.llama_decode(self._context, lib.llama_batch_get_one(buffer, 1))
        return DECODE_TOKENS / (self._clock() - start)

    def score(self, tokens: NDArray[np.int32]) -> Quality:
        """How well the model foretells the text, window by window."""
        losses: list[NDArray[np.float64]] = []
        choices: list[NDArray[np.int64]] = []
        for start in range(0, len(tokens) - WINDOW, WINDOW):
            window = tokens[start : start + WINDOW + 1]
            lib.llama_memory_clear(self._memory, False)
            self._evaluate(window[: WINDOW // 2])
            logits = self._all_logits(window[WINDOW // 2 : WINDOW])
            targets = window[WINDOW // 2 + 1 :]
            highest = logits.max(axis=1, keepdims=True)
            totals = np.log(np.exp(logits - highest).sum(axis=1, dtype=np.float64)) + highest[:, 0]
            losses.append(totals - logits[np.arange(len(targets)), targets])
            choices.append(logits.argmax(axis=1))
        return Quality(math.exp(float(np.concatenate(losses).mean())), np.concatenate(choices))

    def close(self) -> None:
        lib.llama_sampler_free(self._greedy)
        lib.llama_free(self._context)
        lib.llama_model_free(self._model)

    def _evaluate(self, tokens: NDArray[np.int32]) -> None:
        for start in range(0, len(tokens), BATCH):
            part = np.ascontiguousarray(tokens[start : start + BATCH])
            pointer = part.ctypes.data_as(ctypes.POINTER(ctypes.c_int32))
            if lib.llama_decode(self._context, lib.llama_batch_get_one(pointer, len(part))):
                raise RuntimeError("llama_decode failed")
        lib.llama_synchronize(self._context)

    def _all_logits(self, tokens: NDArray[np.int32]) -> NDArray[np.float32]:
        """Evaluates at most BATCH tokens; the logits of each, shape (tokens, vocabulary)."""
        part = np.ascontiguousarray(tokens)
        batch = lib.llama_batch_get_one(part.ctypes.data_as(ctypes.POINTER(ctypes.c_int32)), len(part))
        wanted = (ctypes.c_int8 * len(part))(*[1] * len(part))
        batch.logits = wanted
        if lib.llama_decode(self._context, batch):
            raise RuntimeError("llama_decode failed")
        logits = lib.llama_get_logits(self._context)
        return np.ctypeslib.as_array(logits, (len(part), self._vocabulary_size)).copy()


class QuietMoments:
    """Repeats a timing until no other program disturbed it, at most until `patience` seconds have passed."""

    def __init__(self, patience: float) -> None:
        self._end = time.monotonic() + patience
        self._process = psutil.Process()
        self.thrown_away = 0

    def time(self, action: Callable[[], float]) -> float:
        while True:
            while psutil.cpu_percent(interval=1) > 100 * OTHERS_ALLOWED:
                if time.monotonic() > self._end:
                    raise SystemExit("the machine did not become quiet")
            started, busy, own = time.perf_counter(), self._busy(), self._own()
            value = action()
            capacity = (time.perf_counter() - started) * (psutil.cpu_count() or 1)
            if (self._busy() - busy) - (self._own() - own) < OTHERS_ALLOWED * capacity:
                return value
            self.thrown_away += 1

    def _busy(self) -> float:
        """Seconds that all processors together were not idle."""
        times = psutil.cpu_times()
        return sum(times) - times.idle - getattr(times, "iowait", 0.0)

    def _own(self) -> float:
        times = self._process.cpu_times()
        return times.user + times.system


@dataclass(frozen=True)
class Quality:
    perplexity: float
    choices: NDArray[np.int64]
    """The likeliest token at each place."""


@dataclass
class Measured:
    candidate: Candidate
    prefill: list[float] = field(default_factory=list)
    decode: list[float] = field(default_factory=list)
    quality: Quality | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--threads", type=int, default=CORES)
    parser.add_argument("--text-tokens", type=int, default=8_192)
    parser.add_argument("--patience", type=float, default=3600, help="seconds to wait for quiet moments")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    silence = lib.llama_log_callback(lambda level, text, data: None)
    lib.llama_log_set(silence, None)
    lib.llama_backend_init()
    with tempfile.TemporaryDirectory(prefix="homespun-formats-") as folder:
        candidates = _candidates(Path(folder), options.threads)
        quiet = QuietMoments(options.patience)
        timed = _at_once if options.threads == 1 else quiet.time
        measured = measure(candidates, options.runs, options.text_tokens, timed)
    print(f" {quiet.thrown_away} timings thrown away", file=sys.stderr)
    report = _report(measured, options.runs, options.threads, options.text_tokens)
    print(report)
    if options.write:
        RESULTS.mkdir(exist_ok=True)
        name = "formats.md" if options.threads == CORES else f"formats-{options.threads}-threads.md"
        (RESULTS / name).write_text(report)


def _candidates(folder: Path, threads: int) -> list[Candidate]:
    starter = starter_model()
    if starter is None:
        raise SystemExit("The starter model is not installed: run “make venv”.")
    candidates = [Candidate(STARTER, starter, threads)]
    for name, number in FORMATS.items():
        parameters = lib.llama_model_quantize_default_params()
        parameters.ftype = number
        parameters.nthread = threads
        parameters.allow_requantize = True
        path = folder / f"{name}.gguf"
        if lib.llama_model_quantize(bytes(starter), bytes(path), ctypes.byref(parameters)):
            raise SystemExit(f"llama.cpp could not write {name}")
        candidates.append(Candidate(name, path, threads))
    return candidates


Timed = Callable[[Callable[[], float]], float]


def _at_once(action: Callable[[], float]) -> float:
    return action()


def measure(candidates: list[Candidate], runs: int, text_tokens: int, timed: Timed) -> list[Measured]:
    tokens = _text(candidates[0], text_tokens)
    measured = [Measured(candidate) for candidate in candidates]
    for _ in range(runs):
        for entry in measured:
            entry.prefill.append(timed(lambda entry=entry: entry.candidate.prefill(tokens)))
            entry.decode.append(timed(lambda entry=entry: entry.candidate.decode(tokens)))
            print(".", end="", file=sys.stderr, flush=True)
    for entry in measured:
        entry.quality = entry.candidate.score(tokens)
        entry.candidate.close()
    return measured


def _text(candidate: Candidate, count: int) -> NDArray[np.int32]:
    """The first `count` tokens, and one more, of the manual's topics in alphabetical order."""
    topics = pydoc_data.topics.topics
    text = "\n\n".join(topics[topic] for topic in sorted(topics)).encode()[: 8 * count]
    buffer = (ctypes.c_int32 * len(text))()
    found = lib.llama_tokenize(candidate.vocabulary, text, len(text), buffer, len(text), False, False)
    if found <= count:
        raise SystemExit(f"the text has only {found} tokens")
    return np.array(buffer[: count + 1], np.int32)


def _report(measured: list[Measured], runs: int, threads: int, text_tokens: int) -> str:
    base = measured[0]
    timing = "one thread by processor time" if threads == 1 else f"{threads} threads, in moments of a quiet machine"
    rows = [_row(entry, base) for entry in measured]
    command = f"python -m benchmarks.formats --runs {runs} --threads {threads} --text-tokens {text_tokens} --write"
    return "\n".join(
        [
            "# Number formats of the starter model",
            "",
            f"`{command}`: {_machine()}, llama-cpp-python {metadata.version('llama-cpp-python')}, medians of {runs} "
            f"interleaved rounds, {timing}. Prefill of {PREFILL_TOKENS:,} tokens in batches of {BATCH}, decode "
            f"of {DECODE_TOKENS} tokens, in tokens a second; × is the ratio to {STARTER}, the starter's own. "
            f"Perplexity over the second halves of windows of {WINDOW:,} in {text_tokens:,} tokens of Python "
            f"{platform.python_version()}'s manual (`pydoc_data.topics`); "
            f'"same choice" is how often the likeliest next token is the one of {STARTER}.',
            "",
            "| format | mostly | MB | prefill | × | decode | × | perplexity | × | same choice |",
            "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            WHY,
            "",
            WHAT_FOLLOWS,
            "",
        ]
    )


def _row(entry: Measured, base: Measured) -> str:
    prefill, decode = statistics.median(entry.prefill), statistics.median(entry.decode)
    header, quality, reference = entry.candidate.header, entry.quality, base.quality
    assert quality is not None
    assert reference is not None
    same = float((quality.choices == reference.choices).mean())
    return (
        f"| {entry.candidate.name} | {header.tensor_types[0].name} | {header.bytes / 1e6:.0f} "
        f"| {prefill:.0f} | {prefill / statistics.median(base.prefill):.2f} "
        f"| {decode:.1f} | {decode / statistics.median(base.decode):.2f} "
        f"| {quality.perplexity:.3f} | {quality.perplexity / reference.perplexity:.3f} | {same:.1%} |"
    )


def _machine() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        facts = dict(line.split("\t: ", 1) for line in reversed(lines) if "\t: " in line)
        name = f"{facts['model name'].strip()} (family {facts['cpu family'].strip()})"
    except (OSError, KeyError):
        name = platform.processor() or platform.machine()
    return f"{name}, {CORES} cores"


if __name__ == "__main__":
    main()
