"""Sentence encoders at work, each in a confined process of its own: comparing passages with a message, and converting
an encoder as its makers publish it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.launch import EngineCommand, confined_command
from app.line_child import ChildLost, events
from engine.errors import EngineError, ErrorKind
from engine.protocol import DynamicTokenization
from models.encoders import EncoderEntry, EncoderShelf
from models.ordinary_file import shown

MERGES = {DynamicTokenization.OFF: 0, DynamicTokenization.CAREFUL: 20, DynamicTokenization.STRONG: 57}
"""Pairs of tokens that share a position in each batch of passages: those that were measured (benchmarks/encoder.py)."""

_SILENCE_SECONDS = 120.0
"""A batch of passages takes some seconds of a busy processor."""

Progress = Callable[[int, int], None]


class ChildEncoder:
    """Compares passages with a message by the encoder in a folder."""

    def __init__(
        self,
        folder: Path,
        degree: DynamicTokenization = DynamicTokenization.OFF,
        command: Callable[..., EngineCommand] = confined_command,
    ) -> None:
        """`degree` says in how many positions the passages are read."""
        self._name = folder.name
        arguments = ("engine.encoder.main", str(folder.absolute()), "--merges", str(MERGES[degree]))
        self._command = command(*arguments, reads=(folder,))

    def __call__(
        self, message: str, passages: Sequence[str], progress: Progress = lambda _done, _total: None
    ) -> list[float]:
        """How like the message each passage is, from -1 to 1. `progress` is also called while nothing has changed.
        Raises EngineError, and what `progress` raises: that ends the process."""
        last = 0
        order = json.dumps({"message": message, "passages": list(passages)}).encode("ascii") + b"\n"
        values: object = None

        def idle() -> None:
            progress(last, len(passages))

        try:
            for event in events(self._command, order, _SILENCE_SECONDS, idle):
                match event:
                    case {"event": "step", "done": int(done)}:
                        last = done
                        progress(done, len(passages))
                    case {"event": "compared"}:
                        values = event.get("values")
                    case _:
                        raise _failed(event)
        except ChildLost as lost:
            raise _lost(lost) from lost
        except EngineError as error:
            raise EngineError(
                error.kind,
                f"The encoder “{self._name}” cannot be used, so words alone decided. Delete it, and add it again.",
                f"{error.message}\n{error.detail}".strip(),
            ) from error
        if not isinstance(values, list) or len(values) != len(passages):
            raise _lost(ChildLost("an answer that makes no sense"))
        return [float(value) for value in values]


def add_encoder(
    shelf: EncoderShelf,
    source: Path,
    name: str = "",
    idle: Callable[[], None] = lambda: None,
    command: Callable[..., EngineCommand] = confined_command,
) -> EncoderEntry:
    """Convert a sentence encoder of the BERT family as it is published, and keep it. `idle` is called ten times a
    second; what it raises ends the process. Raises EngineError. The encoder is whole, or is not there."""
    source = source.expanduser().absolute()
    place = shelf.place_for(source, name)
    arguments = ("models.onnx.build_encoder", str(source), str(place.absolute()))
    asked = command(*arguments, reads=(source,), writes=(place.parent,))
    try:
        for event in events(asked, b"", _SILENCE_SECONDS, idle):
            if event.get("event") == "converted":
                return shelf.find(place.name)
            raise _failed(event)
        raise ChildLost("it ended without a last word")
    except ChildLost as lost:
        raise EngineError(
            ErrorKind.INTERNAL,
            f"The encoder in “{shown(source)}” was not added: the process that converts it ended unexpectedly, most "
            "likely for want of memory. Close other programs and try again.",
            str(lost),
        ) from lost


def _failed(event: Mapping[str, Any]) -> EngineError | ChildLost:
    """What the child says that went wrong; anything else makes no sense."""
    match event:
        case {"event": "failed", "kind": str(kind), "message": str(message), "detail": str(detail)}:
            return EngineError(ErrorKind(kind), message, detail)
        case _:
            return ChildLost("an answer that makes no sense")


def _lost(lost: ChildLost) -> EngineError:
    return EngineError(
        ErrorKind.INTERNAL,
        "The process that compares passages by their meaning ended unexpectedly, so words alone decided.",
        str(lost),
    )
