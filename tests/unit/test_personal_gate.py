"""The files, the lines and the arithmetic of a training for a person, without torch."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from engine.protocol import Message, ProtocolError, Role, encode
from engine.training import trainer
from engine.training.personal_control import TrainingControl
from engine.training.personal_estimate import estimate
from engine.training.personal_events import Paused, PauseReason, Resumed, Trained, decode_training_event
from engine.training.personal_files import read_job, read_report, write_job, write_report
from engine.training.personal_job import ExampleKind, PersonalExample, PersonalJob
from engine.training.personal_report import Arm, ArmName, Grade, PersonalReport, Verdict
from engine.training.personal_verdicts import (
    export_verdict,
    flips_verdict,
    forgetting_verdict,
    held_out_verdicts,
    leakage_verdict,
    paired_interval,
)
from tests.gguf_files import tiny_llama

EXAMPLE = PersonalExample(
    "message:417",
    ExampleKind.CORRECTED,
    (Message(Role.USER, "Grüß \ud83d dich"), Message(Role.ASSISTANT, "Hallo.")),
    "Hello.",
    1_700_000_000.5,
)
JOB = PersonalJob("model.gguf", "folder", "Me", (EXAMPLE,), (EXAMPLE,), memories=("likes tea",), seed=3)
REPORT = PersonalReport(
    (Arm(ArmName.ADAPTER, 2.0, -0.5, -0.7, -0.25),),
    (Verdict("Answers more like you", "yes", Grade.GOOD, "2 of 3"),),
    20.0, 20.1, 0.0, 0.05, 0.25, None, 1e-4, 4_900_000, 150_000, 600.5, 2_000_000_000, 40, 8,
)  # fmt: skip


def test_jobs_and_reports_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_job(tmp_path / "job.json", JOB)
    assert read_job(tmp_path / "job.json") == JOB
    write_report(tmp_path / "report.json", REPORT)
    assert read_report(tmp_path / "report.json") == REPORT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["job.json", "report.json"]


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps(asdict(JOB) | {"training": 3})])
def test_a_file_that_is_no_job_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "job.json"
    path.write_text(content)
    with pytest.raises(ProtocolError):
        read_job(path)


def test_events_come_back_as_they_were_said() -> None:
    for event in (Trained("folder", REPORT), Paused(PauseReason.BATTERY)):
        line = encode(event)
        assert "\n" not in line
        assert decode_training_event(line) == event
    with pytest.raises(ProtocolError):
        decode_training_event('{"type": "Ready"}')


def test_the_interval_holds_the_change_and_knows_when_it_cannot_tell() -> None:
    draw = np.random.default_rng(5)
    tokens = draw.integers(10, 100, 40).astype(float)
    clear = -tokens * draw.normal(0.5, 0.2, 40)
    mean, lower, upper = paired_interval(clear, tokens)
    assert mean == pytest.approx(clear.sum() / tokens.sum())
    assert -0.7 < lower < mean < upper < -0.3
    noisy = tokens * draw.normal(0, 1, 40)
    _, lower, upper = paired_interval(noisy, tokens)
    assert lower < 0 < upper
    assert paired_interval(clear[:5], tokens[:5])[2] == 0.0
    assert paired_interval(clear[:6], tokens[:6])[2] < 0.0


def arms(change: float, half: float, prompt: float | None = None) -> list[Arm]:
    base = [Arm(ArmName.BASE, 3.0, 0, 0, 0), Arm(ArmName.ADAPTER, 3 + change, change, change - half, change + half)]
    return base if prompt is None else [*base, Arm(ArmName.PROFILE_PROMPT, prompt, prompt - 3, -9, 9)]


@pytest.mark.parametrize(
    ("change", "half", "answer", "grade"),
    [
        (-0.5, 0.1, "yes", Grade.GOOD),
        (-0.05, 0.01, "a little", Grade.GOOD),
        (-0.5, 0.6, "cannot be told from 6 held-out replies; talk or correct some more", Grade.BAD),
        (0.2, 0.1, "no", Grade.BAD),
    ],
)
def test_an_adapter_is_offered_where_held_out_replies_say_so(
    change: float, half: float, answer: str, grade: Grade
) -> None:
    (verdict,) = held_out_verdicts(arms(change, half), 6)
    assert (verdict.answer, verdict.grade) == (answer, grade)


def test_the_other_points_have_their_bounds() -> None:
    assert [held_out_verdicts(arms(-0.5, 0.1, prompt), 6)[1].answer for prompt in (2.9, 2.1)] == ["yes", "no"]
    assert held_out_verdicts((), 0)[0].grade is Grade.BAD
    grades = [forgetting_verdict(20.0, after).grade for after in (19.0, 20.1, 20.3, 20.5)]
    assert grades == [Grade.GOOD, Grade.GOOD, Grade.FAIR, Grade.BAD]
    before, after = np.ones(40, bool), np.ones(40, bool)
    after[:2] = False
    assert flips_verdict(before, after).grade is Grade.GOOD
    after[:3] = False
    assert flips_verdict(before, after).grade is Grade.BAD
    assert [leakage_verdict(value).grade for value in (0.01, 0.2, 2.0)] == [Grade.GOOD, Grade.GOOD, Grade.FAIR]
    assert [export_verdict(value, 0.005).grade for value in (0.009, 0.014, 0.02)] == [Grade.GOOD, Grade.GOOD, Grade.BAD]


def test_a_training_rests_on_battery_until_the_person_says_otherwise() -> None:
    said: list[Paused | Resumed] = []
    paused = threading.Event()

    def tell(event: Paused | Resumed) -> None:
        said.append(event)
        paused.set()

    control = TrainingControl(tell, lambda: True)
    assert control.wanted
    answers: list[bool] = []
    waiting = threading.Thread(target=lambda: answers.append(control()))
    waiting.start()
    assert paused.wait(10)
    control.obey("what?")
    control.obey("resume\r")
    waiting.join(10)
    assert answers == [False]
    assert said == [Paused(PauseReason.BATTERY), Resumed()]
    assert not control.wanted
    control.obey("pause")
    assert control.wanted
    control.obey("resume")
    assert control.wanted  # what asked for the pause is over, and the computer still runs on its battery
    control.obey("resume")
    assert not control.wanted
    control.obey("stop")
    assert control() is True


def test_what_it_takes_is_told_before_and_refused_where_it_cannot_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_llama(layers=2, width=64, heads=4, kv_heads=4, words=["▁"]).write(tmp_path / "tiny.gguf")
    told = estimate(tmp_path / "tiny.gguf", [EXAMPLE] * 50, threads=2)
    assert told.tokens_read > told.tokens > 50 * 3
    alone, more = (estimate(tmp_path / "tiny.gguf", [EXAMPLE] * count, threads=1) for count in (1, 5000))
    assert 10 < alone.seconds < more.seconds  # to load and to judge takes its time, however little there is to learn
    assert more.seconds > estimate(tmp_path / "tiny.gguf", [EXAMPLE] * 5000, threads=4).seconds
    needed = told.bytes
    monkeypatch.setattr(trainer, "available_memory", lambda: needed)
    assert trainer.check_memory(needed) == needed
    with pytest.raises(EngineError, match="Close other programs") as refused:
        trainer.check_memory(needed + 1)
    assert refused.value.kind is ErrorKind.OUT_OF_MEMORY
