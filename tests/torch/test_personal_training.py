"""Training for a person: what its losses teach, and the process as a whole, killed and taken up again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from engine.backends.llama import LlamaBackend
from engine.protocol import LoadOptions, Message, Role
from engine.training.batches import joined
from engine.training.examples import ExampleEncoder, whole_text
from engine.training.general import GeneralText
from engine.training.lora import LoraOptions, target_states
from engine.training.personal_events import (
    Command,
    Failed,
    GateProgress,
    Paused,
    PauseReason,
    Preparing,
    Resumed,
    Started,
    Step,
    Stopped,
    Trained,
    TrainingEvent,
    Validation,
    decode_training_event,
)
from engine.training.personal_files import read_report, write_job
from engine.training.personal_gate import Measured
from engine.training.personal_job import ExampleKind, PersonalExample, PersonalJob
from engine.training.personal_main import measured_at_its_strength
from engine.training.personal_material import Material, MaterialEncoder
from engine.training.personal_report import ArmName
from engine.training.personal_training import PersonalOptions, PersonalTraining
from engine.training.preferences import dpo_loss, kto_drift, kto_loss
from engine.training.scoring import Scorer
from models.adapters.importing import import_here
from tests.torch_models import tiny_torch_model, write_tiny_gguf

WORDS = ("tea", "rain", "boat", "moon", "salt", "wood")


def example(
    number: int, kind: ExampleKind = ExampleKind.ACCEPTED, reply: str = "", rejected: str = ""
) -> PersonalExample:
    first, second = WORDS[number % 6], WORDS[number // 6 % 6]
    messages = (Message(Role.USER, f"{first} {second}?"), Message(Role.ASSISTANT, reply or f"oh {first}!"))
    return PersonalExample(f"message:{number}", kind, messages, rejected, float(number))


EXAMPLES = (
    *(example(number) for number in range(16)),
    *(example(number, ExampleKind.CORRECTED, rejected="no idea") for number in range(16, 20)),
    *(example(number, ExampleKind.DISLIKED, reply="go away") for number in range(20, 24)),
)
HELD_OUT = tuple(example(number) for number in range(24, 36))


@pytest.fixture(scope="module")
def gguf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tiny_torch_model("qwen2"), tmp_path_factory.mktemp("tiny") / "tiny.gguf")


@pytest.fixture(scope="module")
def encoder(gguf: Path) -> Iterator[MaterialEncoder]:
    loaded = LlamaBackend().load(gguf, LoadOptions(context_length=256, threads=1), lambda _: None, lambda: False)
    yield MaterialEncoder(ExampleEncoder(loaded))
    loaded.close()


class Go:
    """A control that never pauses."""

    wanted = False

    def __call__(self) -> bool:
        return False


def test_dpo_and_kto_are_those_of_their_papers() -> None:
    import torch

    chosen, rejected = torch.tensor([1.0, -2.0]), torch.tensor([0.0, 3.0])
    expected = np.mean([np.log1p(np.exp(-0.1 * margin)) for margin in (1.0, -5.0)])
    assert dpo_loss(chosen, rejected, 0.1).item() == pytest.approx(expected, rel=1e-5)
    gains, liked = torch.tensor([2.0, 2.0]), torch.tensor([True, False])
    expected = np.mean([1 - 1 / (1 + np.exp(-0.1 * gain)) for gain in (1.0, -1.0)])
    assert kto_loss(gains, liked, torch.tensor(1.0), 0.1).item() == pytest.approx(expected, rel=1e-5)
    assert kto_drift(torch.tensor([-3.0, 1.0])).item() == 0


def test_judged_replies_move_the_way_that_they_were_judged(encoder: MaterialEncoder, tmp_path: Path) -> None:
    """With nothing but pairs and dislikes: the chosen reply gains on the rejected one, the disliked one loses."""
    whole = encoder.material(EXAMPLES)
    material = Material((), whole.pairs, whole.disliked, whole.strayed)
    options = PersonalOptions(LoraOptions(rank=4, learning_rate=2e-2, passes=6), beta=0.5)
    held_out = [pair.chosen for pair in whole.pairs]
    training = PersonalTraining(
        tiny_torch_model("qwen2"), material, held_out, (), replace(options, patience=99), tmp_path / "checkpoint", "key"
    )
    training.run(lambda _: None, Go())
    scorer = Scorer(training.lora.model)

    def gain(examples: Any) -> float:
        return float((scorer.losses(examples, adapter=False).sums - scorer.losses(examples).sums).mean())

    assert gain(held_out) > gain([pair.rejected for pair in whole.pairs]) + 1
    assert gain(whole.disliked) < -1


def test_general_text_keeps_the_adapter_near_the_base(encoder: MaterialEncoder, tmp_path: Path) -> None:
    import torch

    material = encoder.material(EXAMPLES[:16])
    passages = [whole_text(range(start, start + 12)) for start in range(20, 60, 10)]
    found: list[float] = []
    for weight in (0.0, 20.0):
        options = PersonalOptions(LoraOptions(rank=4, learning_rate=2e-2, passes=4), general_weight=weight)
        path = tmp_path / f"checkpoint{weight}"
        training = PersonalTraining(tiny_torch_model("qwen2"), material, (), passages, options, path, "key")
        training.run(lambda _: None, Go())
        model = training.lora.model
        found.append(Scorer(model).mean_divergence(passages))
        with torch.no_grad():
            read = target_states(model, joined(passages[:1]))
            told_apart = GeneralText(model, passages).divergence(0, *read).item()
        whole = Scorer(model).mean_divergence(passages[:1])
        assert 0 < told_apart <= whole * 1.01
        training.lora.close()
    assert found[1] < 0.5 * found[0]


def test_it_is_weakened_as_far_as_it_keeps_its_gain(encoder: MaterialEncoder, tmp_path: Path) -> None:
    import torch

    material = encoder.material(EXAMPLES[:16])
    held_out = [encoder.encode(example.messages) for example in HELD_OUT]
    weights: dict[float, list[Any]] = {}
    for kept in (0.0, 2.0):
        options = PersonalOptions(LoraOptions(rank=4, learning_rate=2e-2, passes=2), kept_gain=kept)
        path = tmp_path / f"checkpoint{kept}"
        training = PersonalTraining(tiny_torch_model("qwen2"), material, held_out, (), options, path, "key")
        training.run(lambda _: None, Go())
        weights[kept] = [weight.detach().clone() for weight in training.lora.trained]
        training.lora.close()
    for least, whole in zip(*weights.values(), strict=True):
        torch.testing.assert_close(least, PersonalOptions().strengths[0] ** 0.5 * whole)


@pytest.mark.parametrize("lost", [2, 3])
def test_one_that_forgets_too_much_is_weakened_and_judged_again(lost: int) -> None:
    before = np.ones(40, bool)
    after = np.arange(40) >= lost
    found = [
        Measured((), 0, 20.0, 20.1, before, right, leakage=0.1) for right in (after, before)
    ]  # as the questions are answered at the first strength and at the second
    said: list[float] = []
    training: Any = SimpleNamespace(lora=SimpleNamespace(model=None), weaken=said.append)
    gate: Any = SimpleNamespace(measure=lambda _model, _job: found.pop(0))
    job = PersonalJob("model.gguf", "folder", "Me", EXAMPLES, HELD_OUT)
    measured = measured_at_its_strength(training, gate, job, 0.6)
    refused = lost > 2
    assert (measured.weakened, said) == (refused, [0.6] if refused else [])
    assert measured.right_after.all() == refused


class Child:
    """A training process: its events are read one by one."""

    def __init__(self, job: Path) -> None:
        command = [sys.executable, "-m", "engine.training.personal_main", str(job)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def say(self, command: Command) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{command}\n".encode())
        self.process.stdin.flush()

    def until(self, kind: type[TrainingEvent]) -> list[TrainingEvent]:
        """The events up to the next one of `kind`."""
        assert self.process.stdout is not None
        events: list[TrainingEvent] = []
        for line in self.process.stdout:
            events.append(decode_training_event(line))
            if isinstance(events[-1], kind):
                return events
        raise AssertionError(f"no {kind.__name__} came, but {events}")


@contextmanager
def child(job: PersonalJob) -> Iterator[Child]:
    folder = Path(job.folder)
    folder.mkdir(exist_ok=True)
    write_job(folder / "job.json", job)
    started = Child(folder / "job.json")
    try:
        yield started
    finally:
        started.process.kill()
        started.process.communicate()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_killed_training_ends_with_the_very_same_adapter(gguf: Path, tmp_path: Path) -> None:
    job = PersonalJob(
        str(gguf), str(tmp_path / "whole"), "Me", EXAMPLES, HELD_OUT, "Be brief.", ("tea is best",), seed=3, threads=1
    )
    with child(job) as trainer:
        events = trainer.until(Trained)
        assert trainer.process.wait() == 0
    preparing = [event.share for event in events if isinstance(event, Preparing)]
    assert preparing == sorted(preparing) != []
    events = events[len(preparing) :]
    assert isinstance(events[0], Started)
    steps = [event.step for event in events if isinstance(event, Step)]
    assert steps == list(range(1, len(steps) + 1))
    assert len(steps) <= events[0].steps
    judged = [event.done for event in events if isinstance(event, GateProgress)]
    assert judged in ([*range(6)], [*range(4), *range(6)])  # twice where the first strength was too much
    trained = events[-1]
    assert isinstance(trained, Trained)
    folder = Path(trained.folder)
    assert trained.report == read_report(folder.parent / "report.json")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["adapter", "job.json", "report.json"]
    assert [arm.name for arm in trained.report.arms] == list(ArmName)
    arms = {arm.name: arm for arm in trained.report.arms}
    assert arms[ArmName.ADAPTER].upper < 0
    assert trained.report.held_out == 8
    assert trained.report.likeness is not None
    assert trained.report.likeness.replies == 8
    assert (trained.report.verdicts[0].answer, trained.report.verdicts[-1].answer) == ("yes", "yes")
    import_here(folder, gguf, tmp_path / "adapter.gguf", lambda _done, _total: None)

    again = replace(job, folder=str(tmp_path / "again"))
    with child(again) as trainer:
        trainer.until(Preparing)
        trainer.say(Command.PAUSE)  # before the first step as well
        assert not any(isinstance(event, Started) for event in trainer.until(Paused))
        trainer.say(Command.RESUME)
        trainer.until(Step)
        trainer.say(Command.PAUSE)
        assert trainer.until(Paused)[-1] == Paused(PauseReason.ASKED)
        trainer.say(Command.RESUME)
        trainer.until(Resumed)
        trainer.until(Validation)
        trainer.until(Step)
        trainer.process.kill()
    with child(again) as trainer:
        started = trainer.until(Started)[-1]
        assert isinstance(started, Started)
        assert started.steps_done > 0
        assert trainer.process.stdin is not None
        trainer.process.stdin.close()  # as where the program dies
        trainer.process.stdin = None
        trainer.until(Stopped)
        assert trainer.process.wait() == 130
    with child(again) as trainer:
        trainer.until(Trained)
    weights = [(Path(one.folder) / "adapter" / "adapter_model.safetensors").read_bytes() for one in (job, again)]
    assert weights[0] == weights[1]

    Path(again.folder, "checkpoint.training").write_bytes(b"nothing that torch reads")
    with child(again) as trainer:
        failed = trainer.until(Failed)[-1]
    assert isinstance(failed, Failed)
    assert "Start anew" in failed.message
