"""Looks at an adapter's GGUF file before anything loads it: what it is, and whether it is whole and safe to load.

Only the header is read. Whether its numbers are finite is seen when `weights` reads them, and whether it fits a model
when `base` compares them.
"""

from __future__ import annotations

from io import FileIO
from pathlib import Path

from models.adapters.header import TAGS, AdapterHeader, describe_adapter
from models.gguf_file import check_complete, read_file_header
from models.ordinary_file import naming, open_ordinary


def inspect_adapter(path: Path) -> AdapterHeader:
    """The header of the adapter at `path`.

    Raises EngineError with MODEL_NOT_FOUND where there is no file, UNSUPPORTED for a sound file of another kind, and
    MODEL_INVALID for a damaged, incomplete or misleading one. The message says which, and what to do.
    """
    with open_adapter(path) as file:
        return header_of(file, path)


def open_adapter(path: Path) -> FileIO:
    """The file at `path`, which its caller closes. Raises EngineError as `inspect_adapter` does."""
    return open_ordinary(path, "adapter file", "the adapter")


def header_of(file: FileIO, path: Path) -> AdapterHeader:
    """The header of an adapter that is open already, so that what is read next is what was looked at."""
    with naming(path):
        raw, size = read_file_header(file, (TAGS,), "adapter")
        header = describe_adapter(path, size, raw)
        check_complete(raw, size)
    return header
