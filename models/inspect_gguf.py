"""Looks at a GGUF model before anything loads it: what it is, and whether it is whole and safe to load.

Only the header is read, in some tens of milliseconds. Native code never sees a file that did not pass here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import EngineError
from models.gguf_checks import TABLE, TOKENS, check_kind, check_tensors, check_values, check_vocabulary
from models.gguf_file import check_complete, read_file_header
from models.gguf_format import MAGIC, ValueType
from models.gguf_header import GGUFHeader, Metadata, describe_header
from models.gguf_reader import BadHeader, RawHeader
from models.ordinary_file import naming, open_ordinary, shown

MAX_PARTS = 1000
_PART_NAME = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.DOTALL)


@dataclass(frozen=True)
class ModelDescription:
    """What `homespun models inspect` tells about a model."""

    format: str
    architecture: str
    parameters: int
    quantization: str
    context_length: int
    bytes: int
    license: str
    """As the file names it, for example apache-2.0; empty where it does not."""


def is_gguf(path: Path) -> bool:
    """Whether an ordinary file at `path` starts as GGUF files do; never blocks and never raises."""
    try:
        with open_ordinary(path) as file:
            return file.read(len(MAGIC)) == MAGIC
    except (EngineError, OSError):
        return False


def describe(path: Path) -> ModelDescription:
    """What the model at `path` is. Raises EngineError as `inspect_gguf` does."""
    header = inspect_gguf(path)
    return ModelDescription(
        format="gguf",
        architecture=header.architecture,
        parameters=header.parameters,
        quantization=header.quantization,
        context_length=header.context_length,
        bytes=header.bytes,
        license=header.license,
    )


def inspect_gguf(path: Path) -> GGUFHeader:
    """The header of the model at `path`; of a split model, `path` is the first part and all parts are looked at.

    Raises EngineError with MODEL_NOT_FOUND where there is no file, UNSUPPORTED for a sound file of another kind, and
    MODEL_INVALID for a damaged or incomplete one. The message says which, and what to do.
    """
    raw, size = _read(path, keep_tokens=True)
    with naming(path):
        metadata = Metadata(raw)
        check_kind(raw, metadata)
        check_complete(raw, size)
        parts = _part_paths(path, raw)
    files, raw, size = _joined(path, raw, size, parts)
    with naming(path):
        header = describe_header(path, files, size, raw, metadata)
        check_values(header, metadata)
        check_vocabulary(header, metadata)
        check_tensors(header)
    return header


def _read(path: Path, keep_tokens: bool) -> tuple[RawHeader, int]:
    """The raw header of one file and the file's size."""
    with open_ordinary(path) as file, naming(path):
        return read_file_header(file, (TOKENS, TABLE) if keep_tokens else ())


def _part_paths(path: Path, raw: RawHeader) -> tuple[Path, ...]:
    """The paths of the other parts of a split model; empty for an ordinary file."""
    count, number = _split_value(raw, "split.count"), _split_value(raw, "split.no")
    if count <= 1:
        return ()
    if count > MAX_PARTS:
        raise BadHeader(f"is damaged: it claims to be one of {count:,} parts")
    if number != 0:
        raise BadHeader(f"is part {number + 1} of {count}", "Choose the first part; the others are found beside it.")
    named = _PART_NAME.fullmatch(path.name)
    if not named or int(named["number"]) != 1 or int(named["count"]) != count:
        raise BadHeader(
            f"is the first of {count} parts but has been renamed",
            f"Give the parts their names back: they end in -00001-of-{count:05}.gguf and so on.",
        )
    parts = tuple(path.with_name(f"{named['stem']}-{part:05}-of-{count:05}.gguf") for part in range(2, count + 1))
    missing = [part for part in parts if not part.exists()]
    if missing:
        raise BadHeader(
            f"is the first of {count} parts, and {len(missing)} of them are not beside it",
            f"Download “{shown(missing[0])}” into the same folder.",
        )
    return parts


def _split_value(raw: RawHeader, key: str) -> int:
    value = raw.metadata.get(key)
    if value is None:
        return 0
    # llama.cpp reads these as 16-bit numbers and aborts on any other type in a later part.
    if value.type is not ValueType.UINT16 or not isinstance(value.content, int):
        raise BadHeader(f"is damaged: its {key} is not a number")
    return value.content


def _joined(
    path: Path, first: RawHeader, first_size: int, parts: tuple[Path, ...]
) -> tuple[tuple[Path, ...], RawHeader, int]:
    """All files of a model, the header with the tensors of all of them, and their size together."""
    tensors, size = list(first.tensors), first_size
    for number, part in enumerate(parts, start=1):
        raw, part_size = _read(part, keep_tokens=False)
        with naming(part):
            if _split_value(raw, "split.no") != number or _split_value(raw, "split.count") != len(parts) + 1:
                raise BadHeader("belongs to another model", f"Download it again beside “{shown(path)}”.")
            check_complete(raw, part_size)
        tensors += raw.tensors
        size += part_size
    if len({tensor.name for tensor in tensors}) != len(tensors):
        with naming(path):
            raise BadHeader("is damaged: two of its parts hold the same tensor")
    return (path, *parts), replace(first, tensors=tuple(tensors)), size
