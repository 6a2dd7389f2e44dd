"""A process that speaks like a training for a person and does as its first argument says. For window tests.

Run as `python -m tests.scripted_trainer MODE JOB.json`, as the program starts the real one.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.errors import ErrorKind
from engine.protocol import encode
from engine.training.personal_events import (
    Failed,
    GatePart,
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
)
from engine.training.personal_files import ADAPTER, CHECKPOINT, REPORT, read_job, write_report
from engine.training.personal_job import PersonalJob
from engine.training.personal_report import Grade
from models.encryption.files import PLAIN, PlainFiles, files_of
from models.encryption.keys import read_key
from tests.adapter_files import write_peft
from tests.personal_reports import REPORT as PASSED

HIDDEN = 576
"""Of the starter model, whose first layer the adapter changes."""


def say(event: TrainingEvent) -> None:
    sys.stdout.write(encode(event) + "\n")
    sys.stdout.flush()


def obey() -> int:
    """As the real one does between two steps, until it is to stop."""
    for line in sys.stdin:
        match line.strip():
            case "pause":
                say(Paused(PauseReason.ASKED))
            case "resume":
                say(Resumed())
            case _:
                break
    say(Stopped())
    return 130


def finish(job: PersonalJob, grade: Grade, files: PlainFiles) -> int:
    folder = Path(job.folder)
    say(GateProgress(GatePart.GENERAL, 1, 5))
    pair = (np.full((4, HIDDEN), 0.01, np.float32), np.full((HIDDEN, 4), 0.01, np.float32))
    made = (folder if files is PLAIN else Path.cwd()) / "made"
    write_peft(made, {"model.layers.0.self_attn.q_proj": pair})
    files.take_folder(made, folder / ADAPTER)
    verdicts = (replace(PASSED.verdicts[0], grade=grade), *PASSED.verdicts[1:])
    report = replace(PASSED, verdicts=verdicts, examples=len(job.training), held_out=len(job.held_out))
    write_report(folder / REPORT, report, files)
    (folder / CHECKPOINT).unlink(missing_ok=True)
    say(Trained(str(folder / ADAPTER), report))
    return 0


def main(mode: str, path: str, *rest: str) -> int:
    files = files_of(read_key(0) if "--encrypted" in rest else None)
    job = read_job(Path(path), files)
    checkpoint = Path(job.folder) / CHECKPOINT
    if mode == "fails":
        say(Failed(ErrorKind.OUT_OF_MEMORY, "It needs 9.1 GB of memory, and 2.0 GB are free. Choose a smaller model."))
        return 1
    if mode == "prepares":
        say(Preparing(0.5))
        return obey()
    say(Started(10, 4 if checkpoint.exists() else 0, 1000, 1 << 30, 1 << 31))
    checkpoint.write_bytes(files.encoded(b"half of it"))
    say(Step(5, 0.5, 1.9, 500, 60.0, 61.0))
    match mode:
        case "waits":
            return obey()
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "babbles":
            sys.stdout.write("step 6 of 10\n")
            sys.stdout.flush()
            return obey()
        case "drafts":
            return finish(job, Grade.BAD, files)
    return finish(job, Grade.GOOD, files)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
