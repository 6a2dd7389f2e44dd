"""What the process that downloads is told and tells: lines of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import cast

from models.downloads.errors import DownloadError, DownloadProblem
from models.library.facts import json_object, typed

LONGEST_LINE = 1 << 20
"""Bytes."""


class Stage(StrEnum):
    CHECKING = "checking"
    """Reading what had arrived before."""
    CONNECTING = "connecting"
    RECEIVING = "receiving"
    WAITING = "waiting"
    """The connection failed, and is tried again."""
    INSPECTING = "inspecting"


@dataclass(frozen=True)
class DownloadOrder:
    """What to download, as the person wrote it."""

    address: str
    sha256: str = ""
    name: str = ""


@dataclass(frozen=True)
class DownloadProgress:
    stage: Stage
    done: int = 0
    """Bytes of this file that are here, or that were checked."""
    total: int = 0
    """Bytes of this file; 0 while they are not known."""
    part: int = 1
    parts: int = 1
    """Files of the model; they come one after the other."""
    words: str = ""
    """Why it waits, for a person."""

    @property
    def share(self) -> float:
        """Of the whole model, from 0 to 1; the parts of a split one are about equally long."""
        return (self.part - 1 + (self.done / self.total if self.total else 0.0)) / self.parts


@dataclass(frozen=True)
class DownloadedFile:
    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Arrived:
    """All files are here, are whole, and are a model."""

    files: tuple[DownloadedFile, ...]


@dataclass(frozen=True)
class Paused:
    """It was stopped, and what has arrived is kept."""


Message = DownloadProgress | Arrived | Paused | DownloadError


def encode_order(order: DownloadOrder) -> str:
    return json.dumps(asdict(order))


def decode_order(line: str | bytes) -> DownloadOrder:
    """Raises ValueError."""
    content = _object(line)
    return DownloadOrder(typed(content, "address", ""), typed(content, "sha256", ""), typed(content, "name", ""))


def encode_message(message: Message) -> str:
    """One line of ASCII, without its end."""
    match message:
        case DownloadError():
            content: dict[str, object] = {"kind": message.kind, "message": message.message, "detail": message.detail}
        case _:
            content = asdict(message)
    return json.dumps({"type": type(message).__name__, **content})


def decode_message(line: str | bytes) -> Message:
    """Raises ValueError for what `encode_message` does not write."""
    content = _object(line)
    match typed(content, "type", ""):
        case "DownloadProgress":
            return DownloadProgress(
                Stage(typed(content, "stage", "")),
                typed(content, "done", 0),
                typed(content, "total", 0),
                typed(content, "part", 1),
                max(typed(content, "parts", 1), 1),
                typed(content, "words", ""),
            )
        case "Arrived":
            files = [json_object(file) for file in cast(list[object], typed(content, "files", []))]
            return Arrived(
                tuple(
                    DownloadedFile(typed(file, "name", ""), typed(file, "bytes", 0), typed(file, "sha256", ""))
                    for file in files
                )
            )
        case "Paused":
            return Paused()
        case "DownloadError":
            kind = DownloadProblem(typed(content, "kind", ""))
            return DownloadError(kind, typed(content, "message", ""), typed(content, "detail", ""))
        case other:
            raise ValueError(f"there is no message {other!r}")


def _object(line: str | bytes) -> dict[str, object]:
    try:
        return dict(json_object(json.loads(line)))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
