"""Whether training quantization scales (PEQA, arXiv 2305.14152) beats a LoRA here: speed, memory, effect, use.

    python -m benchmarks.peqa [--threads N] [--prompts N] [--passes N] [--write]

The starter model learns one synthetic person's replies (tests/persons.py), in every way with the same examples, steps,
optimizer and schedule (benchmarks/peqa_training.py), at several rates, of which the one with the least held-out loss
counts. Each training is a process of its own, and the ways take turns. What PEQA learned is then written into the
scales of the GGUF file and read with llama.cpp: what is left of it there, and what a switch would cost.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peqa_training import BLOCK, WAYS, Example, Task, Trained
from benchmarks.report import publish, table
from engine.backends.base import MOST_ROWS, LoadedModel
from engine.training.examples import EncodedExample, ExampleEncoder, whole_text
from engine.training.general_text import PASSAGES
from engine.training.trainer import load_for_text
from models.adapters.base import BaseDescription, describe_gguf_base
from models.adapters.names import ARCHITECTURES
from models.adapters.rows import reordered_heads, to_gguf
from models.gguf_reader import TensorInfo
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.persons import PERSONS, history
from tests.train_adapters import answer
from tests.training_prompts import TRAINING, UNSEEN

RATES: Mapping[str, tuple[float, ...]] = {
    "lora": (1e-3, 5e-3),
    "rows": (1e-2, 3e-2),
    "blocks": (2e-3,),
}
NAMES = {"lora": "LoRA, rank 8", "rows": "a scale for each row", "blocks": "a scale for each block of 32"}
ANSWER_TOKENS = 48
Q4_1_BYTES = 20
"""Of a block: its scale and its minimum in F16, then 32 numbers of four bits."""

Scales = Mapping[str, NDArray[np.float32]]
"""By torch's name of the layer, in Hugging Face's order of rows; shape (outputs, 1) or (outputs, inputs / 32)."""


def make_task(model: LoadedModel, path: Path, prompts: int, passes: int, threads: int, scales: Path) -> Task:
    """Replies in the person's manner to the first `prompts` questions, and to those that are held out; no facts, which
    no way of training is meant to learn."""
    person = PERSONS[0]
    written = {prompt: answer(model, prompt, None, ANSWER_TOKENS) for prompt in (*TRAINING[:prompts], *UNSEEN)}
    answers = [written.get(prompt, "") for prompt in (*TRAINING, *UNSEEN)]
    training, held_out = history(person, answers, prompts, asked=0)
    encoder = ExampleEncoder(model)

    def told(examples: Sequence[EncodedExample]) -> tuple[Example, ...]:
        return tuple((example.tokens, example.targets) for example in examples)

    return Task(
        str(path),
        told([encoder.encode(example.messages) for example in training]),
        told([encoder.encode(example.messages) for example in held_out]),
        told([whole_text(model.tokenize(text, special=False)) for text in PASSAGES]),
        passes,
        threads,
        str(scales),
    )


def train(way: str, rate: float, file: Path) -> Trained:
    command = [sys.executable, "-m", "benchmarks.peqa_training", way, str(rate), str(file)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return Trained(**found)


def torch_name(tensor: str, base: BaseDescription) -> str | None:
    """The layer that a tensor is the weight of; None where no scales of it are trained."""
    parts = tensor.split(".")
    modules = {name: module for module, name in ARCHITECTURES[base.architecture].tensors.items()}
    if parts[0] != "blk" or parts[2] not in modules:
        return None
    return f"model.layers.{parts[1]}.{modules[parts[2]]}"


def rescale(content: NDArray[np.uint8], tensors: Sequence[TensorInfo], base: BaseDescription, scales: Scales) -> None:
    """Multiply the scales and minima of the file's Q4_1 blocks, in place: all that a switch would have to do."""
    for tensor in tensors:
        change = scales.get(torch_name(tensor.name, base) or "")
        if change is None:
            continue
        assert tensor.type.name == "Q4_1", f"{tensor.name} is {tensor.type.name}"
        inputs, outputs = tensor.shape
        factors = 1 + to_gguf(np.broadcast_to(change, (outputs, inputs // BLOCK)), reordered_heads(tensor.name, base))
        blocks = content[tensor.offset : tensor.offset + tensor.bytes].reshape(outputs, -1, Q4_1_BYTES)
        halves = blocks[:, :, :4].copy().view("<f2") * factors[:, :, None]
        blocks[:, :, :4] = halves.astype("<f2").view(np.uint8)


def engine_loss(model: LoadedModel, examples: Sequence[Example]) -> float:
    """Mean over the targets, in nats a token, as llama.cpp reads them."""
    losses: list[float] = []
    for tokens, targets in examples:
        model.truncate(0)
        for start in range(0, len(tokens) - 1, MOST_ROWS):
            part = tokens[start : min(start + MOST_ROWS, len(tokens) - 1)]
            model.evaluate_all(part)
            for row in range(len(part)):
                if targets[start + row + 1]:
                    logits = model.logits(row).astype(np.float64)
                    losses.append(float(np.logaddexp.reduce(logits) - logits[tokens[start + row + 1]]))
    return statistics.fmean(losses)


def use(path: Path, task: Task, scales: Mapping[str, Scales], folder: Path) -> list[list[str]]:
    """What is left of the learned scales in the file, and what it takes to get there."""
    header = inspect_gguf(path)
    base = describe_gguf_base(header)
    rows: list[list[str]] = []
    sources: dict[str, Scales] = {"the base": {}, **{NAMES[way]: of for way, of in scales.items()}}
    for name, changes in sources.items():
        content = np.frombuffer(path.read_bytes(), np.uint8).copy()
        started = process_time()
        rescale(content, header.tensors, base, changes)
        rewriting = 1000 * (process_time() - started)
        target = folder / "rescaled.gguf"
        target.write_bytes(content.data)
        started = process_time()
        model = load_for_text(target, 1024, task.threads)
        model.evaluate([0])
        loading = 1000 * (process_time() - started)
        loss = engine_loss(model, task.held_out)
        model.close()
        size = sum(2 * of.size for of in changes.values()) / 1e6
        told = [f"{size:.1f}", f"{rewriting:.0f}"] if changes else ["", ""]
        rows.append([name, f"{loss:.3f}", *told, f"{loading:.0f}"])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompts", type=int, default=len(TRAINING), help="how many replies are learned")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/peqa.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    model = load_for_text(path, 1024, options.threads)
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as name:
        task = make_task(model, path, options.prompts, options.passes, options.threads, Path(name) / "scales.npz")
        model.close()
        body = measure(path, task, Path(name))
    settings = f"--threads {options.threads} --prompts {options.prompts} --passes {options.passes}"
    command = f"python -m benchmarks.peqa {settings}"
    publish("peqa", "Quantization scales beside a LoRA", command, body, write=options.write)


def measure(path: Path, task: Task, folder: Path) -> str:
    file = folder / "task.json"
    file.write_text(json.dumps(asdict(task)), encoding="utf-8")
    found: dict[str, list[tuple[float, Trained]]] = {way: [] for way in WAYS}
    best: dict[str, Scales] = {}
    for rates in zip_longest(*(RATES[way] for way in WAYS)):
        for way, rate in zip(WAYS, rates, strict=True):
            if rate is None:
                continue
            trained = train(way, rate, file)
            print(way, rate, trained, file=sys.stderr, flush=True)
            if way != "lora" and trained.after[0] <= min((one.after[0] for _, one in found[way]), default=np.inf):
                with np.load(task.scales) as arrays:
                    best[way] = dict(arrays)
            found[way].append((rate, trained))
    lora_speed = statistics.median(one.tokens / one.seconds for _, one in found["lora"])
    rows: list[list[str]] = []
    for way, trainings in found.items():
        rate, chosen = min(trainings, key=lambda training: training[1].after[0])
        speed = statistics.median(one.tokens / one.seconds for _, one in trainings)
        peak = statistics.median(one.peak_bytes for _, one in trainings)
        rows.append(
            [
                NAMES[way],
                f"{chosen.trained / 1e6:.2f}",
                f"{speed:.0f}",
                f"{speed / lora_speed:.2f}",
                f"{peak / 1e9:.2f}",
                f"{rate:g}",
                f"{chosen.before[0]:.3f}",
                f"{chosen.after[0]:.3f}",
                f"{np.exp(chosen.after[1] - chosen.before[1]) - 1:+.1%}",
                ", ".join(f"{one.after[0]:.3f}" for _, one in trainings),
            ]
        )
    training_table = table(
        [
            "trained",
            "parameters, million",
            "tokens a second of processor time",
            "beside LoRA",
            "peak, GB",
            "best rate",
            "held-out loss before",
            "after",
            "general text, perplexity",
            "held-out loss at each rate",
        ],
        rows,
    )
    use_table = table(
        [
            "in the GGUF file, on llama.cpp",
            "held-out loss",
            "scales in F16, MB",
            "rewriting them in memory, ms of processor time",
            "loading such a file, ms of processor time",
        ],
        use(path, task, best, folder),
    )
    return f"{training_table}\n\n{use_table}"


if __name__ == "__main__":
    main()
