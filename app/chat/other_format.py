"""Stores a model of the library in another number format, as a new one. Long, and blocks: for a worker."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from app.chat.long_work import Cancelled, Told
from app.launch import EngineCommand
from app.pipe import EnginePipe
from engine.errors import EngineError
from engine.protocol import Failed, Progress, Requantize
from models.library import Library, ModelEntry


class FormatWriter:
    def __init__(self, folder: Path, command: EngineCommand) -> None:
        """`folder` is the library's. `command` starts an engine, one for each model that is written: what it was asked
        for can be stopped only with it."""
        self._folder = folder
        self._command = command

    def write(
        self, library: Library, entry: ModelEntry, name: str, kind: str, told: Told, is_stopped: Callable[[], bool]
    ) -> ModelEntry:
        """The new model. `name` is the person's for the old one. Raises Cancelled, EngineError or EngineDied; nothing
        is left of the file then."""
        self._folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=".storing-") as place:
            output = Path(place) / f"{_plain(name)}-{kind}.gguf"
            self._ask(entry.path, kind, output, told, is_stopped)
            return library.adopt(output, f"stored as {kind} from {entry.path}")

    def _ask(self, model: Path, kind: str, output: Path, told: Told, is_stopped: Callable[[], bool]) -> None:
        with EnginePipe(self._command.reading(model).writing(output.parent)) as pipe:
            for event in pipe.run(Requantize(pipe.next_id(), str(model), kind, str(output))):
                if is_stopped():
                    raise Cancelled  # the engine goes with it
                match event:
                    case Progress():
                        told(event.done, event.total)
                    case Failed():
                        raise EngineError(event.kind, event.message, event.detail)
                    case _:
                        pass


def _plain(name: str) -> str:
    """As files may be called."""
    return "".join(letter if letter.isalnum() or letter in "-._ " else "-" for letter in name).strip(". ")[:100]
