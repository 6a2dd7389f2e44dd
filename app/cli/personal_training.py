"""`homespun personalize train`: trains an adapter for a person in a process of its own, and keeps what came of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.cli.keys import key_of, shelf_of
from app.cli.model import library
from app.cli.output import StepProgress, say, write_json, write_text
from app.cli.personal_report import print_verdicts
from app.cli.personal_review import MORE_TEXTS, estimated, summary
from app.cli.personalize import review_of, version_json
from app.cli.stored import profile_named, reading, writing
from app.cli.training_child import STEPS, check_installed, lines, training_child, unexpected_end
from app.launch import EngineCommand, training_command
from app.paths import DataFolder
from app.personal import trainings, versions
from app.personal.trainings import Training
from app.store.records import PersonalVersion
from engine.errors import EngineError, ErrorKind
from engine.protocol import encode
from engine.training.personal_events import (
    Failed,
    GateProgress,
    Paused,
    PauseReason,
    Resumed,
    Started,
    Step,
    Stopped,
    Trained,
    TrainingEvent,
    Validation,
    decode_training_event,
)
from engine.training.personal_files import read_report
from models.encryption.files import files_of

_BUSY = (
    "The adapter is trained, but the window of Homespun is open and keeps the versions. Close it, then run "
    "“homespun personalize train --resume”: it keeps what was learned."
)


def train(options: argparse.Namespace) -> int:
    """Raises EngineError, StoreError, DataFolderError, or KeyboardInterrupt when Ctrl+C ended it: what was learned is
    kept for --resume."""
    check_installed()
    DataFolder.resolve(options.data_dir).create()
    training = _taken_up(options) if options.resume else _begun(options)
    if training is None:
        return 0
    with trainings.hold(training):
        if not training.is_trained:
            _run(options, training)
        version, is_used = _keep(options, training)
    if options.json:
        write_json({"type": "version"} | version_json(version, is_used=is_used))
    else:
        say(_told(version, is_used=is_used))
    return 0


def _taken_up(options: argparse.Namespace) -> Training:
    folder = DataFolder.resolve(options.data_dir).personal
    with reading(options) as reader:
        profile = profile_named(reader, options.profile)
        trainings.discard_deleted(folder, reader, files_of(key_of(options)))
    found = trainings.unfinished(folder, profile.id, files_of(key_of(options)))
    if not found:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"No training for “{profile.name}” was stopped. Start one without --resume."
        )
    return found[0]


def _begun(options: argparse.Namespace) -> Training | None:
    """None where the person does not want it."""
    model = library(options).resolve(options.model)
    with reading(options, begin=bool(options.documents)) as reader:
        review = review_of(options, reader)
        number = len(reader.versions(review.profile.id)) + 1
    if review.problem:
        raise EngineError(ErrorKind.UNSUPPORTED, f"{review.problem} {MORE_TEXTS}")
    if not options.yes:
        say(summary(review, estimated(options, review)))
        say("“homespun personalize preview” shows each of them.")
        if not _agreed("Learn from them?"):
            return None
    name = options.name or f"{review.profile.name} {number}"
    folder = DataFolder.resolve(options.data_dir).personal
    return trainings.begin(folder, review, model, name, seed=options.seed or 0, files=files_of(key_of(options)))


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise EngineError(
            ErrorKind.UNSUPPORTED, "Nobody is there to agree. Look at “homespun personalize preview”, then add --yes."
        )
    write_text(f"{question} [y/N] ")
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _run(options: argparse.Namespace, training: Training) -> None:
    last: TrainingEvent | None = None
    with (
        training_child(_command(options, training)) as child,
        StepProgress("Learning") as progress,
    ):
        for line in lines(child):
            last = decode_training_event(line)
            if options.json:
                _write_event(last)
            _show(last, progress, quiet=options.json)
    match last:
        case Trained():
            return
        case Stopped():
            say("Stopped. Go on with the same command and --resume.")
            raise KeyboardInterrupt
        case Failed():
            raise EngineError(last.kind, last.message, last.detail)
        case _:
            raise unexpected_end(child.returncode)


def _command(options: argparse.Namespace, training: Training) -> EngineCommand:
    return training_command(training.job_file, Path(training.job.model)).knowing(key_of(options))


def _write_event(event: TrainingEvent) -> None:
    """A failure is told at the end, as every command tells it."""
    if not isinstance(event, Failed):
        write_text(encode(event) + "\n")


def _show(event: TrainingEvent, progress: StepProgress, *, quiet: bool) -> None:
    match event:
        case Step():
            progress.show(round(event.share * STEPS), STEPS)
        case _ if quiet:
            pass
        case Started() if event.steps_done:
            say(f"Going on after {event.steps_done} of at most {event.steps} steps.")
        case Validation():
            before = f"{event.base_loss:.3f} before"
            say(f"After {event.step} steps: {event.loss:.3f} nats a token on what is held out, {before}.")
        case Paused():
            why = "the computer runs on its battery" if event.reason is PauseReason.BATTERY else "as asked"
            say(f"Paused: {why}.")
        case Resumed():
            say("Going on.")
        case GateProgress() if not event.done:
            say("Learned. Now it is tested.")
        case _:
            pass


def _keep(options: argparse.Namespace, training: Training) -> tuple[PersonalVersion, bool]:
    """The version, and whether it is in use now."""
    shelf = shelf_of(options)
    adapter = versions.shelve(training, shelf)
    if not options.json:
        print_verdicts(read_report(training.report_file, training.files))
    use_it = adapter is not None and (options.yes or (sys.stdin.isatty() and _agreed(f"Use “{adapter.name}” now?")))
    with writing(options, _BUSY) as store:
        version = versions.keep(store, training, adapter)
        return (versions.use(store, version.id) if use_it else version), use_it


def _told(version: PersonalVersion, *, is_used: bool) -> str:
    if is_used:
        return f"“{version.name}” is in use. “homespun personalize rollback” takes it back."
    if version.adapter:
        return f"“{version.name}” is on the shelf: homespun chat --adapter {version.adapter}"
    return f"“{version.name}” did not pass its test and is kept as a draft. More examples may help."
