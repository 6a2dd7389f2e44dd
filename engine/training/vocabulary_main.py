"""The process that builds a vocabulary of spans for one model: `python -m engine.training.vocabulary_main`.

Takes one line of JSON on standard input, {"model": path, "text": [paths], "entries": number, "output": path}, and
prints a line of JSON now and then: {"event": "read", "tokens": …}, and at last {"event": "built", …} or {"event":
"failed", …} with kind, message and detail.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engine.backends.base import LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.tokenization.composer_file import vocabulary_digest
from engine.tokenization.span_vocabulary import build_vocabulary
from engine.training.composer_text import text_files, text_of
from engine.training.trainer import load_for_text

_REPORTED = 100_000
"""Tokens between two lines."""


def main(arguments: Sequence[str] | None = None) -> int:  # noqa: ARG001 - every part is started alike
    """Returns the exit code."""
    asked: dict[str, Any] = json.loads(sys.stdin.readline())
    try:
        _build(
            Path(asked["model"]), [Path(path) for path in asked["text"]], int(asked["entries"]), Path(asked["output"])
        )
    except EngineError as error:
        _tell("failed", kind=str(error.kind), message=error.message, detail=error.detail)
        return 1
    except OSError as error:
        message = "The vocabulary could not be written. Check that there is room on the disk."
        _tell("failed", kind=str(ErrorKind.DISK_FULL), message=message, detail=str(error))
        return 1
    return 0


def _build(path: Path, texts: Sequence[Path], entries: int, output: Path) -> None:
    model = load_for_text(path, 256)
    try:
        base = model.info.vocabulary_size
        built = build_vocabulary(vocabulary_digest(model), base, _tokens(model, texts), entries)
    finally:
        model.close()
    if len(built.parts) == base:
        raise EngineError(ErrorKind.UNSUPPORTED, "There is no text in what was named. Name text files with --text.")
    built.write(output)
    _tell("built", entries=len(built.parts), spans=len(built.parts) - base)


def _tokens(model: LoadedModel, texts: Sequence[Path]) -> Iterator[Sequence[int]]:
    read = told = 0
    for file in text_files(texts):
        tokens = model.tokenize(text_of(file), special=False)
        read += len(tokens)
        if read - told >= _REPORTED:
            told = read
            _tell("read", tokens=read)
        yield tokens


def _tell(event: str, **facts: Any) -> None:
    print(json.dumps({"event": event, **facts}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
