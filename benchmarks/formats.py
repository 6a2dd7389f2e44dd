"""Which number format answers fastest on this processor, and what it costs: `python -m benchmarks.formats [--write]`.

Re-quantizes the starter model (stored as Q4_1) to other formats in a temporary folder, and measures for each, in
interleaved rounds: a prefill of 1,024 tokens, the decode of 64, and the perplexity of a text next to the starter's own.
The text is English of Python's reference manual, which every Python carries as `pydoc_data.topics`. `--write` keeps
the table in benchmarks/results/formats.md.
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

RESULTS = Path(__file__).parent / "results" / "formats.md"
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

WHY = """\
llama.cpp multiplies a prompt's batch by the weights on one of three fast paths: weights repacked at load so that eight
rows are multiplied together (`ggml-cpu/repack.cpp`; with AVX2: Q4_0, Q4_K, IQ4_NL, MXFP4), the blocked kernels of
`ggml-cpu/llamafile/sgemm.cpp` (F32, F16, BF16, Q8_0, Q4_0, Q5_0, IQ4_NL), and the tiles of `ggml-cpu/tiled/tiled.cpp`
(the K and IQ formats). Q4_1 and Q5_1 are in none of them, so that each number of the result is a dot product of its own
(`ggml_vec_dot_q4_1_q8_1`), which unpacks the same weights again for every token of the batch. Decoding has a batch of
one token and is bound by memory, so it gains less.

Rows of 576 numbers do not divide into the K formats' blocks of 256: of "Q4_K_M" llama.cpp stores most of this model in
the formats named in the column "mostly". A wider model would be stored as asked."""


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
        start = time.perf_counter()
        self._evaluate(tokens[:PREFILL_TOKENS])
        return PREFILL_TOKENS / (time.perf_counter() - start)

    def decode(self, tokens: NDArray[np.int32]) -> float:
        """Tokens a second, drawn greedily after a prompt of 32 tokens."""
        lib.llama_memory_clear(self._memory, False)
        self._evaluate(tokens[:32])
        buffer = (ctypes.c_int32 * 1)()
        start = time.perf_counter()
        for _ in range(DECODE_TOKENS):
            buffer[0] = lib.llama_sampler_sample(self._greedy, self._context, -1)
            lib.llama_decode(self._context, lib.llama_batch_get_one(buffer, 1))
        return DECODE_TOKENS / (time.perf_counter() - start)

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


@dataclass(frozen=True)
class Quality:
    perplexity: float
    choices: NDArray[np.int64]
    """The likeliest token at each place."""


@dataclass
class Measured:
    candidate: Candidate
    quality: Quality
    prefill: list[float] = field(default_factory=list)
    decode: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--threads", type=int, default=psutil.cpu_count(logical=False) or 1)
    parser.add_argument("--text-tokens", type=int, default=8_192)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    silence = lib.llama_log_callback(lambda level, text, data: None)
    lib.llama_log_set(silence, None)
    lib.llama_backend_init()
    with tempfile.TemporaryDirectory(prefix="homespun-formats-") as folder:
        measured = measure(_candidates(Path(folder), options.threads), options.runs, options.text_tokens)
    report = _report(measured, options.runs, options.threads, options.text_tokens)
    print(report)
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report)


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


def measure(candidates: list[Candidate], runs: int, text_tokens: int) -> list[Measured]:
    tokens = _text(candidates[0], text_tokens)
    measured = [Measured(candidate, candidate.score(tokens)) for candidate in candidates]
    for _ in range(runs):
        # One round after the other, so that a slow moment of the machine meets all formats alike.
        for entry in measured:
            entry.prefill.append(entry.candidate.prefill(tokens))
            entry.decode.append(entry.candidate.decode(tokens))
            print(".", end="", file=sys.stderr, flush=True)
    for candidate in candidates:
        candidate.close()
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
    rows = [_row(entry, base) for entry in measured]
    command = f"python -m benchmarks.formats --runs {runs} --threads {threads} --text-tokens {text_tokens}"
    return "\n".join(
        [
            "# Number formats of the starter model",
            "",
            f"`{command}`: {_machine()}, {threads} threads, llama-cpp-python {metadata.version('llama-cpp-python')}, "
            f"medians of {runs} interleaved rounds. Prefill of {PREFILL_TOKENS:,} tokens in batches of {BATCH}, decode "
            f"of {DECODE_TOKENS} tokens, in tokens a second; × is the ratio to {STARTER}, the starter's own. "
            f"Perplexity over the second halves of windows of {WINDOW:,} in {text_tokens:,} tokens of Python "
            f"{platform.python_version()}'s manual (`pydoc_data.topics`); "
            f'"same choice" is how often the likeliest next token is the one of {STARTER}.',
            "",
            "| format | mostly | MB | prefill | × | decode | × | perplexity | × | same choice |",
            "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"All but {STARTER} are made from its numbers, so none can be better than it but by chance.",
            "",
            WHY,
            "",
        ]
    )


def _row(entry: Measured, base: Measured) -> str:
    prefill, decode = statistics.median(entry.prefill), statistics.median(entry.decode)
    header, quality = entry.candidate.header, entry.quality
    same = float((quality.choices == base.quality.choices).mean())
    return (
        f"| {entry.candidate.name} | {header.tensor_types[0].name} | {header.bytes / 1e6:.0f} "
        f"| {prefill:.0f} | {prefill / statistics.median(base.prefill):.2f} "
        f"| {decode:.1f} | {decode / statistics.median(base.decode):.2f} "
        f"| {quality.perplexity:.3f} | {quality.perplexity / base.quality.perplexity:.3f} | {same:.1%} |"
    )


def _machine() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        facts = dict(line.split("\t: ", 1) for line in reversed(lines) if "\t: " in line)
        name = f"{facts['model name'].strip()} (family {facts['cpu family'].strip()})"
    except (OSError, KeyError):
        name = platform.processor() or platform.machine()
    return f"{name}, {psutil.cpu_count(logical=False)} cores"


if __name__ == "__main__":
    main()
