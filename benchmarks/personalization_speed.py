"""How fast a person's adapter is trained, and in how much memory, beside transformers' own Trainer with peft.

    python -m benchmarks.personalization_speed [--threads N] [--rounds N] [--tokens N] [--way WAY ...] [--write]

The same examples, LoRA, rate and number of threads, one process for each turn, the ways taking turns. The Trainer runs
as somebody who knows it would have it: batches of eight, padded to their longest, of like lengths in the last way; in
float32, and in bfloat16 by its own setting with the frozen weights in bfloat16. Tokens are those of the examples, with
neither padding nor passages of general text. Two ways hold the adapter to general text: the Trainer's reads a passage
with the adapter and without it beside every batch, ours as the recipe that ships does, at every row of 256 tokens. The
seconds are those of the processor, all threads together, which other programs disturb least; the minutes are the
clock's. The median of the rounds counts, and the highest peak of resident memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.personalization_persons import plain_answers, tell
from benchmarks.report import publish, table
from engine.backends.base import Interrupted
from engine.training.examples import EncodedExample, ExampleEncoder, whole_text
from engine.training.general_text import PASSAGES
from engine.training.personal_estimate import TOKENS_READ
from engine.training.personal_events import Step, Validation
from engine.training.personal_files import read_job, write_job
from engine.training.personal_material import Material, MaterialEncoder
from engine.training.personal_training import PersonalOptions, PersonalTraining, round_to_bfloat16
from engine.training.trainer import load_for_text
from models.onnx.torch_model import load_torch_model
from models.starter import starter_model
from tests.persons import PERSONS, job

OURS, OURS_HELD = "ours", "ours, held to general text"
FLOAT32, BFLOAT16 = "Trainer, float32", "Trainer, bfloat16"
SORTED, TRAINER_HELD = "Trainer, bfloat16, like lengths", "Trainer, bfloat16, held to general text"
WAYS = (OURS, FLOAT32, BFLOAT16, SORTED, OURS_HELD, TRAINER_HELD)
_AGAINST = {OURS: OURS, FLOAT32: OURS, BFLOAT16: OURS, SORTED: OURS, OURS_HELD: OURS_HELD, TRAINER_HELD: OURS_HELD}
_BATCH = 8


@dataclass(frozen=True)
class Taken:
    tokens: int
    """Of examples."""
    seconds: float
    """Of the processor."""
    elapsed: float
    """Seconds of the clock."""
    peak_bytes: int

    @property
    def speed(self) -> float:
        return self.tokens / self.seconds

    @property
    def minutes(self) -> float:
        """For as many tokens as a training reads at most."""
        return TOKENS_READ / self.tokens * self.elapsed / 60


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


def ours(
    path: Path, material: Material, general: Sequence[EncodedExample], tokens: int, folder: Path
) -> tuple[int, float, float]:
    """Tokens, and seconds of the processor and of the clock, of the first steps, which read about `tokens` in all."""
    from engine.training.lora import has_bfloat16

    base: Any = load_torch_model(path)
    if has_bfloat16():
        round_to_bfloat16(base)
    shipped = PersonalOptions()
    once = sum(len(example.tokens) for example in material.replies)
    options = replace(shipped, lora=replace(shipped.lora, passes=max(shipped.lora.passes, -(-tokens // once))))
    training = PersonalTraining(base, material, material.replies[:1], general, options, folder / "checkpoint", "")
    stop = _Stop(max(1, training.steps * tokens // training.tokens))
    started, clock = process_time(), perf_counter()
    with suppress(Interrupted):
        training.run(stop.told, stop)
    return training.tokens_read, process_time() - started, perf_counter() - clock


def plain(
    path: Path, material: Material, general: Sequence[EncodedExample], tokens: int, folder: Path, way: str
) -> tuple[int, float, float]:
    """The same with transformers' Trainer."""
    import torch
    import transformers
    from peft import LoraConfig, get_peft_model

    recipe, library = PersonalOptions(), transformers
    options, trainers = recipe.lora, _trainers(library)
    base: Any = load_torch_model(path)
    if way != FLOAT32:
        base.to(torch.bfloat16)
    config = LoraConfig(
        r=options.rank, lora_alpha=int(options.alpha), target_modules=list(options.modules), task_type="CAUSAL_LM"
    )
    model = get_peft_model(base, config)
    read = 0

    def collate(examples: Sequence[dict[str, Any]]) -> dict[str, Any]:
        nonlocal read
        read += sum(len(example["input_ids"]) for example in examples)
        width = max(len(example["input_ids"]) for example in examples)

        def rows(name: str, filler: int) -> Any:
            return torch.tensor([[*one[name], *[filler] * (width - len(one[name]))] for one in examples])

        masks = [[1] * len(one["input_ids"]) + [0] * (width - len(one["input_ids"])) for one in examples]
        return {
            "input_ids": rows("input_ids", 0),
            "attention_mask": torch.tensor(masks),
            "labels": rows("labels", -100),
        }

    class Held(trainers.Trainer):
        """With the divergence from the base on a passage of general text in its loss."""

        def compute_loss(self, model: Any, inputs: Any, *arguments: Any, **more: Any) -> Any:
            loss = super().compute_loss(model, inputs, *arguments, **more)
            tokens = torch.tensor([general[self.state.global_step % len(general)].tokens])
            with torch.no_grad(), model.disable_adapter():
                before = model(input_ids=tokens).logits.float().log_softmax(-1)
            after = model(input_ids=tokens).logits.float().log_softmax(-1)
            return loss + recipe.general_weight * (before.exp() * (before - after)).sum(-1).mean()

    examples = [
        {
            "input_ids": list(one.tokens),
            "labels": [token if target else -100 for token, target in zip(one.tokens, one.targets, strict=True)],
        }
        for one in material.replies
    ]
    whole = sum(len(example.tokens) for example in material.replies)
    settings = trainers.TrainingArguments(
        output_dir=str(folder),
        per_device_train_batch_size=_BATCH,
        max_steps=max(1, tokens * len(examples) // (whole * _BATCH)),
        learning_rate=options.learning_rate,
        lr_scheduler_type="cosine",
        bf16=way != FLOAT32,
        use_cpu=True,
        report_to=[],
        save_strategy="no",
        logging_strategy="no",
        remove_unused_columns=False,
        disable_tqdm=True,
        **({"train_sampling_strategy": "group_by_length"} if way == SORTED else {}),
    )
    kind = Held if way == TRAINER_HELD else trainers.Trainer
    trainer = kind(model=model, args=settings, train_dataset=examples, data_collator=collate)
    started, clock = process_time(), perf_counter()
    trainer.train()
    return read, process_time() - started, perf_counter() - clock


def _trainers(library: Any) -> Any:
    return library


def take_turn(way: str, file: Path, tokens: int) -> Taken:
    """In this process, by the job in `file`."""
    import torch

    job = read_job(file)
    path = Path(job.model)
    torch.set_num_threads(job.threads)
    tokenizer = load_for_text(path, 1024)
    material = MaterialEncoder(ExampleEncoder(tokenizer)).material(job.training)
    general = [whole_text(tokenizer.tokenize(passage, special=False)) for passage in PASSAGES]
    tokenizer.close()
    with tempfile.TemporaryDirectory() as name:
        if way in (OURS, OURS_HELD):
            taken = ours(path, material, general if way == OURS_HELD else (), tokens, Path(name))
        else:
            taken = plain(path, material, general, tokens, Path(name), way)
    return Taken(*taken, 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def rows(path: Path, folder: Path, ways: Sequence[str], threads: int, rounds: int, tokens: int) -> list[list[str]]:
    """Of a table whose header is HEADER."""
    file = folder / "speed.json"
    person = PERSONS[1]
    write_job(file, replace(job(person, str(path), "", plain_answers(path, folder)), threads=threads))
    taken: dict[str, list[Taken]] = {way: [] for way in ways}
    for number in range(rounds):
        for way in ways:
            tell(f"speed, round {number + 1}: {way}")
            command = [sys.executable, "-m", "benchmarks.personalization_speed", "--turn", way, str(file), str(tokens)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            taken[way].append(Taken(**json.loads(done.stdout)))
            tell(f"    {taken[way][-1].speed:.0f} tokens a second")
    speeds = {way: statistics.median(one.speed for one in turns) for way, turns in taken.items()}
    peaks = {way: max(one.peak_bytes for one in turns) for way, turns in taken.items()}
    return [
        [
            way,
            f"{speeds[way]:.0f}",
            f"{min(one.speed for one in taken[way]):.0f} to {max(one.speed for one in taken[way]):.0f}",
            f"{speeds[_AGAINST[way]] / speeds[way]:.2f}",
            f"{peaks[way] / 1e6:,.0f}",
            f"{peaks[_AGAINST[way]] / peaks[way]:.2f}",
            f"{statistics.median(one.minutes for one in taken[way]):.1f}",
        ]
        for way in ways
    ]


HEADER = [
    "way",
    "tokens a processor second",
    "range",
    "ours so many times as fast",
    "peak, MB",
    "ours takes of it",
    f"minutes for {TOKENS_READ:,} tokens",
]


def main() -> None:
    if sys.argv[1:2] == ["--turn"]:
        lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)  # the libraries print there
        way, file, tokens = sys.argv[2:]
        lines.write(json.dumps(asdict(take_turn(way, Path(file), int(tokens)))) + "\n")
        lines.flush()
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tokens", type=int, default=4000, help="of examples, in each turn")
    parser.add_argument("--way", nargs="*", default=list(WAYS), choices=WAYS, help="with ours of its kind")
    parser.add_argument("--write", action="store_true", help="keep the table in results/personalization_speed.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as name:
        body = table(HEADER, rows(path, Path(name), options.way, options.threads, options.rounds, options.tokens))
    command = f"python -m benchmarks.personalization_speed --threads {options.threads} --rounds {options.rounds}"
    command += f" --tokens {options.tokens} --way {' '.join(map(repr, options.way))}"
    title = "How fast a person's adapter is trained"
    publish("personalization_speed", title, command, body, write=options.write)


if __name__ == "__main__":
    main()
