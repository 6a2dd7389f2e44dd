"""Trains for a few steps in one way and prints what it took: `python -m benchmarks.personalization_speed WAY JOB.json`.

WAY is ours, plain or plain-bf16. The plain ones are transformers' own Trainer with a peft model: examples padded to the
longest of a batch of eight, the model as `from_pretrained` gives it. Same LoRA, examples, rate, and number of threads.
One process each: its peak of memory is that of its way.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from engine.backends.base import Interrupted
from engine.training.examples import EncodedExample, ExampleEncoder
from engine.training.personal_events import Step, Validation
from engine.training.personal_files import read_job
from engine.training.personal_material import Material, MaterialEncoder
from engine.training.personal_training import PersonalOptions, PersonalTraining, round_to_bfloat16
from engine.training.trainer import load_for_text
from models.onnx.torch_model import load_torch_model

WAYS = ("ours", "plain", "plain-bf16")
_BATCH = 8


@dataclass(frozen=True)
class Taken:
    tokens: int
    """Read, padding not counted."""
    seconds: float
    peak_bytes: int


class _Stop:
    """A control that stops the training before its step `after`."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.wanted = False

    def __call__(self) -> bool:
        return True

    def told(self, event: Step | Validation) -> None:
        self.left -= isinstance(event, Step)
        self.wanted = self.left <= 0


def ours(path: Path, material: Material, tokens: int, folder: Path) -> tuple[int, float]:
    """Tokens and seconds of the first steps, which read about `tokens` in all."""
    from engine.training.lora import has_bfloat16

    base: Any = load_torch_model(path)
    if has_bfloat16():
        round_to_bfloat16(base)
    training = PersonalTraining(base, material, material.replies[:1], (), PersonalOptions(), folder / "checkpoint", "")
    stop = _Stop(max(1, training.steps * tokens // training.tokens))
    with suppress(Interrupted):
        training.run(stop.told, stop)
    return training.tokens_read, training.seconds


def plain(path: Path, material: Material, tokens: int, folder: Path, *, bf16: bool) -> tuple[int, float]:
    """The same with transformers' Trainer, in float32 or with its own bf16 setting."""
    import torch
    import transformers
    from peft import LoraConfig, get_peft_model

    options, library = PersonalOptions().lora, transformers
    trainers: Any = library
    base = load_torch_model(path)
    model = get_peft_model(
        base,
        LoraConfig(
            r=options.rank, lora_alpha=int(options.alpha), target_modules=list(options.modules), task_type="CAUSAL_LM"
        ),
    )
    read = 0

    def collate(examples: Sequence[EncodedExample]) -> dict[str, Any]:
        nonlocal read
        read += sum(len(example.tokens) for example in examples)
        width = max(len(example.tokens) for example in examples)

        def rows(values: Sequence[Sequence[int]], filler: int) -> Any:
            return torch.tensor([[*row, *[filler] * (width - len(row))] for row in values])

        labels = [
            [token if target else -100 for token, target in zip(one.tokens, one.targets, strict=True)]
            for one in examples
        ]
        return {
            "input_ids": rows([one.tokens for one in examples], 0),
            "attention_mask": rows([[1] * len(one.tokens) for one in examples], 0),
            "labels": rows(labels, -100),
        }

    whole = sum(len(example.tokens) for example in material.replies)
    steps = max(1, tokens * len(material.replies) // (whole * _BATCH))
    settings = trainers.TrainingArguments(
        output_dir=str(folder),
        per_device_train_batch_size=_BATCH,
        max_steps=steps,
        learning_rate=options.learning_rate,
        lr_scheduler_type="cosine",
        bf16=bf16,
        use_cpu=True,
        report_to=[],
        save_strategy="no",
        logging_strategy="no",
        remove_unused_columns=False,
        disable_tqdm=True,
    )
    trainer = trainers.Trainer(model=model, args=settings, train_dataset=list(material.replies), data_collator=collate)
    started = perf_counter()
    trainer.train()
    return read, perf_counter() - started


def main(arguments: Sequence[str]) -> int:
    way, file, tokens = arguments[0], Path(arguments[1]), int(arguments[2])
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # the libraries print there
    import torch

    job = read_job(file)
    path = Path(job.model)
    torch.set_num_threads(job.threads or torch.get_num_threads())
    tokenizer = load_for_text(path, 1024)
    material = MaterialEncoder(ExampleEncoder(tokenizer)).material(job.training)
    tokenizer.close()
    with tempfile.TemporaryDirectory() as name:
        if way == "ours":
            read, seconds = ours(path, material, tokens, Path(name))
        else:
            read, seconds = plain(path, material, tokens, Path(name), bf16=way == "plain-bf16")
    taken = Taken(read, seconds, 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    lines.write(json.dumps(asdict(taken)) + "\n")
    lines.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
