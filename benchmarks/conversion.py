"""What a conversion to ONNX costs: `python -m benchmarks.conversion [--write]`.

Converts the starter model to every precision, and compares each with llama.cpp on the same GGUF (as `homespun models
convert` reports it). Then the price of inputs for adapters: one graph without them, and the one with them at several
ranks, decoding in turns in one run through ONNX Runtime itself, with the KV cache bound in place.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import onnxruntime
import psutil

from benchmarks.report import publish, table
from engine.backends.base import Backend, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.onnx.backend import OnnxBackend
from engine.parity import TOKENS, ModelParity, compare_models, english_text
from engine.protocol import LoadOptions
from models.onnx.convert import Precision
from models.sizes import megabytes
from models.starter import starter_model
from tests.onnx_twin import onnx_twin

ROUNDS = 15
STEPS = 32
PROMPT = 64
RANKS = (0, 8, 16)


class Graph:
    """One of a folder's graphs, with random adapter tensors of one rank on all its inputs for adapters."""

    def __init__(self, path: Path, rank: int | None) -> None:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = psutil.cpu_count(logical=False) or 1
        self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._binding: Any = self._session.io_binding()
        self._kept: list[Any] = []
        length = PROMPT + STEPS
        head_size = json.loads((path.parent / "homespun.json").read_text())["head_size"]
        for value in self._session.get_inputs():
            if value.name.startswith("past_key_values"):
                cache = self._keep(np.zeros((1, value.shape[1], length, head_size), np.float32))
                self._binding.bind_ortvalue_input(value.name, cache)
                self._binding.bind_ortvalue_output(value.name.replace("past_key_values", "present"), cache)
            elif value.name == "inputs_embeds":
                self._width = int(value.shape[2])
        draw = np.random.default_rng(0)
        if rank:
            for value in self._session.get_overridable_initializers():
                if value.name.endswith((".lora_a", ".lora_b")):
                    shape = [size if isinstance(size, int) else rank for size in value.shape]
                    numbers = (0.01 * draw.standard_normal(shape)).astype(np.float32)
                    self._binding.bind_ortvalue_input(value.name, self._keep(numbers))
        self._states = (0.1 * draw.standard_normal((1, length, self._width))).astype(np.float32)

    def _keep(self, numbers: np.ndarray) -> Any:
        self._kept.append(onnxruntime.OrtValue.ortvalue_from_numpy(numbers))
        return self._kept[-1]

    def _run(self, start: int, end: int) -> None:
        self._binding.bind_cpu_input("inputs_embeds", np.ascontiguousarray(self._states[:, start:end]))
        self._binding.bind_cpu_input("attention_mask", np.ones((1, end), np.int64))
        for name in ("logits", "hidden_states"):
            self._binding.bind_output(name)  # anew: what was bound has the shape of the call before
        self._session.run_with_iobinding(self._binding)

    def decode_ms(self) -> float:
        """A token, after a prompt."""
        self._run(0, PROMPT)
        started = time.perf_counter()
        for position in range(PROMPT, PROMPT + STEPS):
            self._run(position, position + 1)
        return (time.perf_counter() - started) * 1000 / STEPS


def load(backend: Backend, path: Path) -> LoadedModel:
    return backend.load(path, LoadOptions(context_length=TOKENS), lambda _: None, lambda: False)


def parities(starter: Path) -> dict[Precision, tuple[int, ModelParity]]:
    """Bytes and likeness of each precision."""
    found: dict[Precision, tuple[int, ModelParity]] = {}
    reference = load(LlamaBackend(), starter)
    for precision in Precision:
        folder = onnx_twin(precision)
        other = load(OnnxBackend(), folder)
        size = sum(path.stat().st_size for path in folder.iterdir())
        found[precision] = size, compare_models(reference, other, english_text(), lambda _done, _total: None)
        other.close()
        print(f"{precision}: {found[precision]}", file=sys.stderr)
    reference.close()
    return found


def parity_table(found: dict[Precision, tuple[int, ModelParity]]) -> str:
    head = ("precision", "MB", "same likeliest token", "KL", "perplexity", "llama.cpp's perplexity")
    rows = [
        [
            str(precision),
            megabytes(size),
            f"{parity.top1_agreement:.1%}",
            f"{parity.kl:.4f}",
            f"{parity.perplexity:.2f}",
            f"{parity.reference_perplexity:.2f}",
        ]
        for precision, (size, parity) in found.items()
    ]
    return table(head, rows)


def adapter_input_table(precisions: Sequence[Precision]) -> str:
    head = ("graph", "ms a token", "decode speed, ratio to the plain graph")
    rows: list[list[str]] = []
    for precision in precisions:
        folder = onnx_twin(precision)
        graphs = {"no inputs for adapters": Graph(folder / "model.onnx", None)}
        graphs |= {f"inputs for adapters, rank {rank}": Graph(folder / "model-lora.onnx", rank) for rank in RANKS}
        times: dict[str, list[float]] = {name: [] for name in graphs}
        for _ in range(ROUNDS):
            for name, graph in graphs.items():
                times[name].append(graph.decode_ms())
        plain, *_ = times.values()
        for name, taken in times.items():
            # Each round is a pair of neighbours in time: other work on the machine slows both.
            ratio = statistics.median(one / other for one, other in zip(plain, taken, strict=True))
            rows.append([f"{precision}, {name}", f"{min(taken):.2f}", f"{ratio:.2f}"])
    return table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/conversion.md")
    options = parser.parse_args()
    starter = starter_model()
    if starter is None:
        raise SystemExit("The starter model is not installed: run “make venv”.")
    body = f"""\
The starter model (Q4_1) converted; compared with llama.cpp on the GGUF, over {TOKENS - 1} tokens of Python's reference
manual ("objects"), one token at a time. llama.cpp rounds activations to 8 bits where it multiplies Q4_1 weights, which
alone puts a KL of about 0.003 between it and float32 (benchmarks.adapter_parity): no precision comes nearer than that.

{parity_table(parities(starter))}

Inputs for adapters cost time even at rank 0, which changes no bit of the result. So a converted folder has two graphs
over one data file, and the plain one runs until there is an adapter. Best of {ROUNDS} rounds of {STEPS} tokens; the
ratio is the median of the rounds' own.

{adapter_input_table((Precision.INT4, Precision.FP32))}"""
    publish(
        "conversion",
        "GGUF converted to ONNX",
        "python -m benchmarks.conversion --write",
        body,
        write=options.write,
    )


if __name__ == "__main__":
    main()
