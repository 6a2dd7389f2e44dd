"""The process that says how like a message passages are: one JSON object a line on standard output.

    python -m engine.encoder.main FOLDER [--merges N]

Its first line of standard input is {"message": …, "passages": […]}. Events: {"event": "step", "done": …, "total": …}
and, as the last one, "compared" (with the cosine of each passage) or "failed" (with kind, message and detail). It ends
when its standard input does: then nobody waits for it any more.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from engine.backends.cores import usable_cores
from engine.encoder.encoder import DocumentEncoder
from engine.errors import EngineError, ErrorKind

BATCH = 32
"""Passages that are read, and merged, together: the published method's."""

Tell = Callable[..., None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0 compared, 1 failed."""
    parser = argparse.ArgumentParser(prog="encoder")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--merges", type=int, default=0, help="pairs of tokens that share a position, a batch")
    options = parser.parse_args(arguments)
    tell = _teller()
    order = cast(dict[str, Any], json.loads(sys.stdin.buffer.readline()))
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    try:
        encoder = DocumentEncoder(options.folder, threads=usable_cores())
        values = likeness(encoder, order["message"], order["passages"], options.merges, tell)
    except EngineError as error:
        tell("failed", kind=str(error.kind), message=error.message, detail=error.detail)
        return 1
    tell("compared", values=values)
    return 0


def likeness(
    encoder: DocumentEncoder, message: str, passages: Sequence[str], merges: int, tell: Tell = lambda *_, **__: None
) -> list[float]:
    """The cosine of each passage with the message, which is never merged: it is short, and read once. Raises
    EngineError."""
    wanted = encoder.encode([message])[0]
    values: list[float] = []
    for start in range(0, len(passages), BATCH):
        tell("step", done=start, total=len(passages))
        found = encoder.encode(passages[start : start + BATCH], merges) @ wanted
        if not np.isfinite(found).all():
            raise EngineError(
                ErrorKind.MODEL_INVALID, "The encoder computes no numbers. It is damaged: add it again from its maker."
            )
        values += map(float, found)
    return values


def _teller() -> Tell:
    """Writes to what is standard output now; what libraries print goes to standard error from here on."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(event: str, **facts: Any) -> None:
        output.write(json.dumps({"event": event, **facts}) + "\n")
        output.flush()

    return tell


def _end_with_standard_input() -> None:
    while os.read(0, 1):  # not through sys.stdin: its lock would be held when the interpreter ends
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
