"""The names that models go by, and the parts that a split one is stored in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_PART = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.DOTALL | re.IGNORECASE)
_FIRST_PART = re.compile(r"-00001-of-\d{5}$")
_FORMAT = re.compile(r"[._-](?:i?q\d(?:_\w+)?|bf16|f16|f32|fp16)$", re.IGNORECASE)


def model_name(path: Path) -> str:
    """The name that a model goes by: that of its folder, or of its file without the ending and the number of its
    part. A graph in a folder goes by the folder's name, for most are called model.onnx."""
    if path.suffix.lower() == ".onnx":
        path = path.parent.parent if path.parent.name == "onnx" else path.parent
        return path.name
    if path.suffix.lower() != ".gguf":
        return path.name
    return _FIRST_PART.sub("", path.stem)


def display_name(path: Path) -> str:
    """The name for a person to read: without the number format that many file names end with, which is shown beside
    it wherever there is a name to show."""
    name = model_name(path)
    return _FORMAT.sub("", name) or name


def is_later_part(name: str) -> bool:
    """Whether a file of this name belongs to a split model but is not its first part."""
    named = _PART.fullmatch(name)
    return named is not None and int(named["number"]) != 1


def parts_of(first: str, names: Iterable[str]) -> list[str]:
    """Which of `names`, of files beside it, are the later parts of the split model that begins with `first`."""
    named = _PART.fullmatch(first)
    if named is None:
        return []
    found: list[str] = []
    for name in names:
        other = _PART.fullmatch(name)
        if other and int(other["number"]) > 1 and (other["stem"], other["count"]) == (named["stem"], named["count"]):
            found.append(name)
    return sorted(found)


def told_apart(names: Iterable[str]) -> list[str]:
    """The same names, fit to be shown, of which each later double gets a number: "Tiny", "Tiny (2)"."""
    taken: set[str] = set()
    apart: list[str] = []
    for raw in names:
        name = "".join(c if c.isprintable() else "�" for c in raw)
        free, number = name, 2
        while free.casefold() in taken:
            free, number = f"{name} ({number})", number + 1
        taken.add(free.casefold())
        apart.append(free)
    return apart
