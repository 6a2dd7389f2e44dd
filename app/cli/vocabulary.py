"""`homespun tokens build-vocabulary`: the spans that `homespun chat --vocabulary` writes with, of texts."""

from __future__ import annotations

import argparse
import json

from app.cli.model import library
from app.cli.output import for_terminal, say, write_json
from app.launch import confined_command
from app.line_child import ChildLost, events
from engine.errors import EngineError, ErrorKind

_SILENCE_SECONDS = 900.0
"""To count the spans of a million entries takes a few minutes without a word."""


def build_vocabulary(options: argparse.Namespace) -> int:
    """Raises EngineError."""
    model = library(options).resolve(options.reference).absolute()
    output = options.output.absolute()
    if not output.parent.is_dir():
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"There is no folder “{output.parent}”. Make it, or name another file."
        )
    texts = [path.absolute() for path in options.text]
    command = confined_command("engine.training.vocabulary_main", reads=(model, *texts), writes=(output.parent,))
    asked = {"model": str(model), "text": list(map(str, texts)), "entries": options.entries, "output": str(output)}
    try:
        for event in events(command, json.dumps(asked).encode() + b"\n", _SILENCE_SECONDS):
            match event["event"]:
                case "read":
                    say(f"{event['tokens']:,} tokens read")
                case "failed":
                    raise EngineError(ErrorKind(event["kind"]), event["message"], event["detail"])
                case _:
                    told = f"{event['entries']:,} entries, {event['spans']:,} of them of several tokens, in {output}"
                    if options.json:
                        write_json({"path": str(output), "entries": event["entries"], "spans": event["spans"]})
                    else:
                        print(for_terminal(told))
    except ChildLost as lost:
        raise EngineError(
            ErrorKind.INTERNAL,
            "The vocabulary could not be built: its process ended unexpectedly, perhaps for lack of memory. Ask for "
            "fewer entries.",
            str(lost),
        ) from lost
    return 0
