"""What the benchmarks of personalization have in common: the answers that their synthetic persons rewrite, and the
program's own training of one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.kept import Kept, digest
from engine.backends.base import LoadedModel
from engine.protocol import Message, Role
from engine.training.personal_events import Failed, Trained, Validation, decode_training_event
from engine.training.personal_files import JOB, REPORT, read_report, write_job
from engine.training.personal_job import PersonalJob
from engine.training.personal_report import PersonalReport
from engine.training.replies import likeliest_reply
from engine.training.trainer import load_for_text
from tests.training_prompts import TRAINING, UNSEEN

ANSWER = 48
"""Tokens of a plain answer."""


def plain_answers(path: Path, folder: Path) -> list[str]:
    """Of the model at `path`, to TRAINING and UNSEEN; kept in `folder`."""
    kept = Kept(folder / "answers.jsonl")
    key = digest("answers", path.name, path.stat().st_size, ANSWER, TRAINING, UNSEEN)
    known = kept.get(key)
    if isinstance(known, list):
        return [str(answer) for answer in known]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    tell("plain answers")
    model = load_for_text(path, 1024, 2)
    answers = [reply(model, prompt, ANSWER) for prompt in (*TRAINING, *UNSEEN)]
    model.close()
    kept.put(key, answers)
    return answers


def reply(model: LoadedModel, prompt: str, most: int, system: str = "") -> str:
    told: Sequence[Message] = (Message(Role.SYSTEM, system),) if system else ()
    return likeliest_reply(model, (*told, Message(Role.USER, prompt)), most, lambda: False)


def tell(part: str) -> None:
    print(part, file=sys.stderr, flush=True)


def train(job: PersonalJob) -> PersonalReport:
    """With the program's own process, in the job's folder; what is there already is taken up."""
    folder = Path(job.folder)
    if (folder / REPORT).exists():
        return read_report(folder / REPORT)
    folder.mkdir(parents=True, exist_ok=True)
    write_job(folder / JOB, job)
    command = [sys.executable, "-m", "engine.training.personal_main", str(folder / JOB)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        for line in process.stdout:
            event = decode_training_event(line)
            if isinstance(event, Validation):
                tell(f"{job.name}, seed {job.seed}: step {event.step}, {event.loss:.3f} after {event.base_loss:.3f}")
            if isinstance(event, Failed):
                raise SystemExit(f"{event.message} {event.detail}")
            if isinstance(event, Trained):
                return event.report
    raise SystemExit("the training process ended without a word")
