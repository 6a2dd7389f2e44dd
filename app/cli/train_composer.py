"""`homespun tokens train-composer`: trains what makes one position of several tokens, in a process of its own."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.cli.model import library
from app.cli.output import StepProgress, say, write_json
from app.launch import module_command
from app.paths import DataFolder
from engine.errors import EngineError, ErrorKind

_STEPS = 1000
"""Parts that the progress counts in."""


def train_composer(options: argparse.Namespace) -> int:
    """Raises EngineError, or KeyboardInterrupt when Ctrl+C ended it: what was learned is kept for --resume."""
    if getattr(sys, "frozen", False):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            "This program was built without what training needs. Install Homespun with pip, with “personalize”.",
        )
    models = library(options)
    folder = DataFolder.resolve(options.data_dir)
    folder.create()
    arguments = [str(models.resolve(options.reference)), "--folder", str(folder.composers)]
    arguments += ["--hours", str(options.hours), "--text", *(str(path.absolute()) for path in options.text)]
    arguments += ["--resume"] if options.resume else []
    arguments += ["--threads", str(options.threads)] if options.threads else []
    command = module_command("engine.training.composer_main", *arguments)
    child = subprocess.Popen(
        [command.program, *command.arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(command.environment),
        cwd=Path(__file__).parents[2],
        text=True,
        encoding="utf-8",
    )
    with child:
        try:
            last = _follow(_events(child))
        except KeyboardInterrupt:
            # The terminal has told the child, too: it writes down what was learned, and ends.
            child.wait()
            say("Stopped. Go on with the same command and --resume.")
            raise
    return _conclude(last, child.returncode, as_json=options.json)


def _events(child: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert child.stdout is not None  # it was asked for
    for line in child.stdout:
        yield json.loads(line)


def _follow(events: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The last event."""
    last: dict[str, Any] = {}
    with StepProgress("Training") as progress:
        for last in events:
            match last["event"]:
                case "step":
                    progress.show(round(last["share"] * _STEPS), _STEPS)
                case "test":
                    say(
                        f"{last['tokens']:,} tokens read: {last['divergence']:.4f} nats from the unmerged model, "
                        f"loss {last['loss_change']:+.4f}"
                    )
                case _:
                    pass
    return last


def _conclude(last: dict[str, Any], code: int, *, as_json: bool) -> int:
    match last.get("event"):
        case "trained":
            if as_json:
                write_json({"path": last["path"], "tests": last["tests"]})
            else:
                say(f"The composer is in {last['path']}; models that it fits use it from now on.")
            return 0
        case "stopped":
            raise KeyboardInterrupt
        case "failed":
            raise EngineError(ErrorKind(last["kind"]), last["message"], last["detail"])
        case _:
            raise EngineError(
                ErrorKind.INTERNAL,
                "The training ended unexpectedly, perhaps for lack of memory. The same command with --resume goes on.",
                f"exit code {code}",
            )
