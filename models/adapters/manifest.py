"""The manifest of an adapter on the shelf: its entry as JSON beside its file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar, cast

from engine.protocol import AdapterKind
from models.adapters.entry import AdapterEntry

FORMAT = 1
MOST_BYTES = 1 << 20

T = TypeVar("T")


def encode_manifest(entry: AdapterEntry) -> bytes:
    """All of an entry but what its place says: key and path."""
    content = {
        "format": FORMAT,
        "name": entry.name,
        "kind": str(entry.kind),
        "base": entry.base,
        "architecture": entry.architecture,
        "rank": entry.rank,
        "tensors": entry.tensors,
        "bytes": entry.bytes,
        "origin": entry.origin,
        "license": entry.license,
        "description": entry.description,
        "examples": entry.examples,
        "sha256": entry.sha256,
        "added_at": entry.added_at,
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def decode_manifest(raw: bytes, key: str, path: Path) -> AdapterEntry:
    """The entry of the adapter `key`, whose file is at `path`. Raises ValueError with what is wrong."""
    try:
        value: object = json.loads(raw)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("it is not a JSON object")
    content = cast(dict[str, object], value)
    if _value(content, "format", 0) != FORMAT:
        raise ValueError(f"its format is {content.get('format')!r}, this program knows {FORMAT}")
    name = _value(content, "name", "")
    if not name:
        raise ValueError("it has no name")
    examples = cast(list[object], _value(content, "examples", []))
    return AdapterEntry(
        key=key,
        name=name,
        path=path,
        kind=AdapterKind(_value(content, "kind", str(AdapterKind.LORA))),
        base=_value(content, "base", ""),
        architecture=_value(content, "architecture", ""),
        rank=_value(content, "rank", 0),
        tensors=_value(content, "tensors", 0),
        bytes=_value(content, "bytes", 0),
        origin=_value(content, "origin", ""),
        license=_value(content, "license", ""),
        description=_value(content, "description", ""),
        examples=tuple(example for example in examples if isinstance(example, str)),
        sha256=_value(content, "sha256", ""),
        added_at=float(_value(content, "added_at", 0.0)),
    )


def _value(content: dict[str, object], name: str, default: T) -> T:
    value = content.get(name, default)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        raise ValueError(f"its {name} is no {type(default).__name__}")
    return cast(T, value)
