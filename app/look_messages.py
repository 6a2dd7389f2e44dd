"""What is said between the program and the process that looks at strangers' files: one line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from app.confinement import Confinement
from app.store.codec import clean
from app.store.records import Attachment, AttachmentKind
from engine.errors import EngineError
from engine.protocol import AdapterKind
from models.adapters.description import SourceDescription
from models.library import facts
from models.library.facts import ModelFacts, json_object, typed

LONGEST_LINE = 64 << 20
"""Bytes of an answer. A chat template of the largest size, with each of its characters escaped, fits, and so does
the longest text of an attachment."""


@dataclass(frozen=True)
class LookAtModel:
    """Answered by ModelFacts."""

    path: Path


@dataclass(frozen=True)
class LookAtAdapter:
    """Answered by a SourceDescription."""

    path: Path


@dataclass(frozen=True)
class ImportAdapter:
    """Write `source` as the new file `output`, for the model `base`. Answered by any number of Steps, then Made."""

    source: Path
    base: Path | None
    output: Path


@dataclass(frozen=True)
class ReadAttachment:
    """Answered by any number of Steps, then the Attachment."""

    path: Path


@dataclass(frozen=True)
class Step:
    done: int
    total: int


@dataclass(frozen=True)
class Made:
    """The file is there."""


Order = LookAtModel | LookAtAdapter | ImportAdapter | ReadAttachment
Answer = Confinement | ModelFacts | SourceDescription | Attachment | Step | Made | EngineError
"""The first one of all is a Confinement: the process is ready. An EngineError answers any order."""


def advice(order: Order) -> str:
    """What the person can do about a file that is not sound."""
    if isinstance(order, ReadAttachment):
        return "Open it in the program that made it, save it as PDF or plain text, and attach that file"
    return "Download it again from its maker"


def encode_order(order: Order) -> str:
    """ASCII, so that any name of a file comes through, and without the end of the line."""
    match order:
        case LookAtModel():
            return json.dumps({"model": str(order.path)})
        case LookAtAdapter():
            return json.dumps({"adapter": str(order.path)})
        case ImportAdapter():
            base = None if order.base is None else str(order.base)
            return json.dumps({"source": str(order.source), "base": base, "output": str(order.output)})
        case ReadAttachment():
            return json.dumps({"attachment": str(order.path)})


def decode_order(line: str | bytes) -> Order:
    """Raises ValueError for what `encode_order` does not write."""
    content = _parsed(line)
    if "model" in content:
        return LookAtModel(Path(typed(content, "model", "")))
    if "adapter" in content:
        return LookAtAdapter(Path(typed(content, "adapter", "")))
    if "source" in content and "output" in content:
        base = None if content.get("base") is None else Path(typed(content, "base", ""))
        return ImportAdapter(Path(typed(content, "source", "")), base, Path(typed(content, "output", "")))
    if "attachment" in content:
        return ReadAttachment(Path(typed(content, "attachment", "")))
    raise ValueError("it is no order")


def encode_answer(answer: Answer) -> str:
    match answer:
        case Confinement():
            return json.dumps({"ready": asdict(answer)})
        case ModelFacts() | EngineError():
            return facts.encode_answer(answer)
        case SourceDescription():
            return json.dumps({"adapter": asdict(answer)})
        case Attachment():
            return json.dumps({"attachment": asdict(answer)})
        case Step():
            return json.dumps({"done": answer.done, "total": answer.total})
        case Made():
            return json.dumps({"made": True})


def decode_answer(line: str | bytes) -> Answer:
    """Raises ValueError for what `encode_answer` does not write: the process may have been taken over by a file."""
    content = _parsed(line)
    if "ready" in content:
        ready = json_object(content["ready"])
        return Confinement(*(typed(ready, name, False) for name in ("memory", "no_sockets", "files")))
    if "adapter" in content:
        return _description(json_object(content["adapter"]))
    if "attachment" in content:
        return _attachment(json_object(content["attachment"]))
    if "done" in content:
        return Step(typed(content, "done", 0), typed(content, "total", 0))
    if "made" in content:
        return Made()
    return facts.decode_answer(line)


def _description(content: Mapping[str, object]) -> SourceDescription:
    return SourceDescription(
        format=typed(content, "format", ""),
        kind=AdapterKind(typed(content, "kind", "")),
        architecture=typed(content, "architecture", ""),
        name=typed(content, "name", ""),
        description=typed(content, "description", ""),
        base=typed(content, "base", ""),
        rank=typed(content, "rank", 0),
        alpha=typed(content, "alpha", 0.0),
        tensors=typed(content, "tensors", 0),
        bytes=typed(content, "bytes", 0),
        license=typed(content, "license", ""),
    )


def _attachment(content: Mapping[str, object]) -> Attachment:
    return Attachment(
        name=typed(content, "name", ""),
        kind=AttachmentKind(typed(content, "kind", "")),
        text=clean(typed(content, "text", "")),
        pages=typed(content, "pages", 0),
        note=typed(content, "note", ""),
    )


def _parsed(line: str | bytes) -> Mapping[str, object]:
    try:
        return json_object(json.loads(line))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
