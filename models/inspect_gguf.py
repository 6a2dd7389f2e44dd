"""Looks at a GGUF model before anything loads it: what it is, and whether it is whole and safe to load.

Only the header is read, in some tens of milliseconds. Native code never sees a file that did not pass here.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.foreign_files import HEAD_BYTES, name_foreign_file
from models.gguf_checks import TOKENS, check_kind, check_tensors, check_values, check_vocabulary
from models.gguf_format import MAGIC, ValueType
from models.gguf_header import GGUFHeader, Metadata, describe_header
from models.gguf_reader import BadHeader, RawHeader, read_header
from models.sizes import megabytes

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
        with _open(path) as file:
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
    with _naming(path):
        metadata = Metadata(raw)
        check_kind(raw, metadata)
        _check_complete(raw, size)
        parts = _part_paths(path, raw)
    files, raw, size = _joined(path, raw, size, parts)
    with _naming(path):
        header = describe_header(path, files, size, raw, metadata)
        check_values(header, metadata)
        check_vocabulary(header, metadata)
        check_tensors(header)
    return header


def _read(path: Path, keep_tokens: bool) -> tuple[RawHeader, int]:
    """The raw header of one file and the file's size."""
    with _open(path) as file, _naming(path):
        size = os.fstat(file.fileno()).st_size
        if file.read(len(MAGIC)) != MAGIC:
            file.seek(0)
            raise name_foreign_file(file.read(HEAD_BYTES))
        file.seek(0)
        return read_header(file, size, (TOKENS,) if keep_tokens else ()), size


def _open(path: Path) -> FileIO:
    """The file at `path`, unbuffered.

    Links are followed: model folders that other programs keep are made of them, and the person chose the file. What
    counts is where they end: a pipe would block for ever and a device could do anything, so neither is opened.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _not_a_file(path)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
        file = FileIO(os.open(path, flags), "rb")
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: no file can have such a name
        raise EngineError(
            ErrorKind.MODEL_NOT_FOUND,
            f"There is no model file “{shown(path)}”. It may have been moved or deleted; choose it again.",
            repr(str(path)),
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # exchanged since the first look
        file.close()
        raise _not_a_file(path)
    return file


def _unreadable(path: Path, error: OSError) -> EngineError:
    if isinstance(error, PermissionError):
        message = f"“{shown(path)}” may not be read by your account. Change its permissions or copy it elsewhere."
    else:
        message = f"“{shown(path)}” could not be read. Check the drive that it is on, or copy it elsewhere."
    return EngineError(ErrorKind.MODEL_INVALID, message, str(error))


def _not_a_file(path: Path) -> EngineError:
    if path.is_dir():
        return EngineError(
            ErrorKind.MODEL_INVALID,
            f"“{shown(path)}” is a folder. Choose the .gguf file in it.",
            str(path),
        )
    return EngineError(
        ErrorKind.MODEL_INVALID,
        f"“{shown(path)}” is not an ordinary file, so it is not opened. Choose a .gguf file.",
        str(path),
    )


@contextmanager
def _naming(path: Path) -> Generator[None]:
    """Turns what is wrong with a file into the error that a person reads."""
    try:
        yield
    except OSError as error:
        raise _unreadable(path, error) from error
    except BadHeader as error:
        message = f"“{shown(path)}” {error.reason}. {error.advice}"
        raise EngineError(error.kind, message, str(path)) from error


def shown(path: Path) -> str:
    """A file's name fit to stand in a sentence."""
    name = "".join(c if c.isprintable() else "�" for c in path.name or str(path))
    return name if len(name) <= 80 else f"{name[:50]}…{name[-25:]}"


def _check_complete(raw: RawHeader, size: int) -> None:
    if raw.data_end > size:
        raise BadHeader(
            f"ends too early: {megabytes(size)} of {megabytes(raw.data_end)} MB are there",
            "The download did not finish; download it again.",
        )
    for tensor in raw.tensors:
        # llama.cpp maps the tensors at their place in the file and asserts this alignment.
        if tensor.offset % 32:
            raise BadHeader("is damaged: its data is not aligned")


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
        with _naming(part):
            if _split_value(raw, "split.no") != number or _split_value(raw, "split.count") != len(parts) + 1:
                raise BadHeader("belongs to another model", f"Download it again beside “{shown(path)}”.")
            _check_complete(raw, part_size)
        tensors += raw.tensors
        size += part_size
    if len({tensor.name for tensor in tensors}) != len(tensors):
        with _naming(path):
            raise BadHeader("is damaged: two of its parts hold the same tensor")
    return (path, *parts), replace(first, tensors=tuple(tensors)), size
