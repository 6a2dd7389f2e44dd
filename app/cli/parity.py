"""Compares two files of one model on real text, in a process of its own, for both models run there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from app.cli.output import StepProgress
from app.launch import confined_command, working_folder
from engine.errors import EngineError, ErrorKind
from models.library import model_name


def parity(source: Path, target: Path, written: str) -> dict[str, Any]:
    """The fields of `engine.parity.ModelParity`. Ctrl+C ends both processes; the model at `target` stays.

    Raises EngineError; `written` says what had been done by then: "The model was converted to “…”".
    """
    both = (source.absolute(), target.absolute())
    command = confined_command("engine.parity", *map(str, both), reads=both)
    line: dict[str, Any] = {}
    with (
        working_folder() as folder,
        StepProgress(f"Comparing with {model_name(source)}") as progress,
        subprocess.Popen(
            [command.program, *command.arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(command.environment),
            cwd=folder,
        ) as child,
    ):
        assert child.stdout is not None
        for text in child.stdout:
            line = json.loads(text)
            if "done" in line:
                progress.show(line["done"], line["total"])
    if child.returncode == 0:
        return line
    raise EngineError(
        ErrorKind(line.get("kind", ErrorKind.INTERNAL)),
        f"{written}, but it could not be compared with the original. "
        f"{line.get('message', 'The process that compares ended unexpectedly.')}",
        line.get("detail", f"exit code {child.returncode}"),
    )
