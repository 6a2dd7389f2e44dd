"""What one core does with each of llama.cpp's number formats: `python -m benchmarks.rates [--write]`.

The source of `models.speed.RATES`. A random model of 12 layers, 1,024 wide, is stored in each format, all its matrices
alike, and read (1,024 tokens) and written (64) with one thread, timed by processor time, which other programs hardly
change; the best of some runs. Reading: operations of the products alone, after attention (36 * 10**9 operations a
second) is taken off. Writing: bytes of the weights, tables included, for each token.
"""

from __future__ import annotations

import argparse
import ctypes
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.formats import PREFILL_TOKENS, Candidate, lib
from benchmarks.report import publish, table
from models.inspect_gguf import inspect_gguf
from models.machine import measure
from tests.gguf_files import tiny_llama

FORMATS = "F16 BF16 Q8_0 Q6_K Q5_K_S Q5_1 Q5_0 Q4_K_S Q4_1 Q4_0 IQ4_NL IQ4_XS Q3_K_S Q2_K"
LAYERS, WIDTH = 12, 1024
ATTENTION = 36e9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    silence = lib.llama_log_callback(lambda level, text, data: None)
    lib.llama_log_set(silence, None)
    lib.llama_backend_init()
    machine = measure("", 1)
    with tempfile.TemporaryDirectory(prefix="homespun-rates-") as folder:
        words = [f"w{number}" for number in range(31_741)]
        model = tiny_llama(
            layers=LAYERS, width=WIDTH, heads=16, kv_heads=4, feed_forward=2816, context_length=4096, words=words
        ).write(Path(folder) / "wide.gguf")
        rows = [_row(model, kind, options.runs) for kind in FORMATS.split()]
    body = (
        f"A product of float32 matrices: {machine.arithmetic / 1e9:.0f} (10⁹ operations a second of one core).\n\n"
        + table(("stored as", "mostly", "reading: tokens/s", "10⁹ operations/s", "writing: tokens/s", "GB/s"), rows)
    )
    command = f"python -m benchmarks.rates --runs {options.runs} --write"
    publish("rates", "One core and the number formats", command, body, write=options.write)


def _row(model: Path, kind: str, runs: int) -> tuple[str, ...]:
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype = getattr(lib, f"LLAMA_FTYPE_MOSTLY_{kind}")
    parameters.allow_requantize = parameters.pure = True
    path = model.with_name(f"{kind}.gguf")
    if lib.llama_model_quantize(bytes(model), bytes(path), ctypes.byref(parameters)):
        raise SystemExit(f"llama.cpp could not write {kind}")
    header = inspect_gguf(path)
    tokens = np.random.default_rng(0).integers(10, 30_000, PREFILL_TOKENS).astype(np.int32)
    candidate = Candidate(kind, path, 1)
    reading = max(candidate.prefill(tokens) for _ in range(runs))
    writing = max(candidate.decode(tokens) for _ in range(runs))
    candidate.close()
    path.unlink()
    matrices = [tensor for tensor in header.tensors if len(tensor.shape) > 1 and "token_embd" not in tensor.name]
    operations = sum(2 * tensor.elements for tensor in matrices)
    attention = 4 * LAYERS * WIDTH * (PREFILL_TOKENS / 2) / ATTENTION
    size = sum(tensor.bytes for tensor in header.tensors)
    return (
        kind,
        header.tensor_types[0].name,
        f"{reading:.0f}",
        f"{operations / (1 / reading - attention) / 1e9:.0f}",
        f"{writing:.1f}",
        f"{size * writing / 1e9:.1f}",
    )


if __name__ == "__main__":
    main()
