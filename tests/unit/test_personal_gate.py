"""The files, the lines and the arithmetic of a training for a person, without torch."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from engine.protocol import Message, ProtocolError, Role, encode
from engine.training.personal_events import Paused, PauseReason, Trained, decode_training_event
from engine.training.personal_files import read_job, read_report, write_job, write_report
from engine.training.personal_job import ExampleKind, PersonalExample, PersonalJob
from engine.training.personal_report import Arm, ArmName, Grade, PersonalReport, Verdict

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
