"""`homespun tokens train-composer`: trains what makes one position of several tokens, in a process of its own."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from app.cli.model import library
from app.cli.output import StepProgress, say, write_json
from app.cli.training_child import STEPS, lines, training_child, unexpected_end
from app.launch import confined_command
from app.paths import DataFolder
from engine.errors import EngineError, ErrorKind


def train_composer(options: argparse.Namespace) -> int:
    """Raises EngineError, or KeyboardInterrupt when Ctrl+C ended it: what was learned is kept for --resume."""
    models = library(options)
    folder = DataFolder.resolve(options.data_dir)
    folder.create()
    model = models.resolve(options.reference).absolute()
    arguments = [str(model), "--folder", str(folder.composers)]
    arguments += ["--hours", str(options.hours), "--text", *(str(path.absolute()) for path in options.text)]
    arguments += ["--resume"] if options.resume else []
    arguments += ["--anew"] if options.anew else []
    arguments += ["--threads", str(options.threads)] if options.threads else []
    command = confined_command(
        "engine.training.composer_main", *arguments, reads=(model, *options.text), writes=(folder.composers,)
    )
    with training_child(command) as child:
        last = _follow(json.loads(line) for line in lines(child))
    return _conclude(last, child.returncode, as_json=options.json)


def _follow(events: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The last event."""
    last: dict[str, Any] = {}
    with StepProgress("Training") as progress:
        for last in events:
            match last["event"]:
                case "started" if last["goes_on"]:
                    say("The composer that this model has is trained on; --anew begins one from a plain mean.")
                case "step":
                    progress.show(round(last["share"] * STEPS), STEPS)
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
            raise unexpected_end(code)
