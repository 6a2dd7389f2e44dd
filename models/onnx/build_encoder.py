"""The process that converts one sentence encoder: `python -m models.onnx.build_encoder SOURCE TARGET`.

Its last line on standard output is {"event": "converted"}, or "failed" with kind, message and detail. Ends when its
standard input does: then nobody waits for it any more.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.encoder.encoder import DocumentEncoder
from engine.errors import EngineError, ErrorKind
from models.onnx.encoder import convert_encoder
from models.ordinary_file import shown


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the folder `TARGET` is there and was tried; else nothing is left of it."""
    source, target = map(Path, sys.argv[1:] if arguments is None else arguments)
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # the libraries print there
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    try:
        convert_encoder(source, target)
        _try_it(target)
    except Exception as error:  # noqa: BLE001 - whatever a stranger's file does to its reader is the file's fault
        failed = _explained(source, error)
        _tell(output, event="failed", kind=str(failed.kind), message=failed.message, detail=failed.detail)
        if not _was_there(failed):
            shutil.rmtree(target, ignore_errors=True)
        return 1
    _tell(output, event="converted")
    return 0


def _try_it(folder: Path) -> None:
    """Raises EngineError, or whatever ONNX Runtime raises, for what cannot encode a text."""
    encoder = DocumentEncoder(folder)
    try:
        if not np.isfinite(encoder.encode(["a text"])).all():
            raise ValueError("its vectors are no numbers")
    finally:
        encoder.close()


def _explained(source: Path, error: Exception) -> EngineError:
    if isinstance(error, EngineError):
        return error
    if isinstance(error, OSError) and error.errno == 28:
        return EngineError(
            ErrorKind.DISK_FULL, "The drive is full, so the encoder could not be added. Free some space.", str(error)
        )
    if isinstance(error, MemoryError):
        return EngineError(
            ErrorKind.OUT_OF_MEMORY, "There is not enough memory to add this encoder. Close other programs.", ""
        )
    return EngineError(
        ErrorKind.MODEL_INVALID,
        f"The encoder in “{shown(source)}” cannot be read. Download it again.",
        f"{type(error).__name__}: {error}"[:2000],
    )


def _was_there(error: EngineError) -> bool:
    return error.kind is ErrorKind.UNSUPPORTED


def _tell(output: Any, **event: str) -> None:
    output.write(json.dumps(event) + "\n")
    output.flush()


def _end_with_standard_input() -> None:
    while os.read(0, 1):  # not through sys.stdin: its lock would be held when the interpreter ends
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
