"""Writes the KV cache of an ONNX model to a file, and reads it back after a look at every claim in it."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any

import numpy as np

from engine.backends.onnx.cache import Numbers
from engine.errors import EngineError, ErrorKind

_MAGIC = b"HomespunKV1\n"
_LONGEST_HEADER = 4096


def write_state(path: Path, arrays: Sequence[Numbers], held: int) -> int:
    """Write keys and values of `held` positions to a new file; returns its size in bytes. Raises
    EngineError(DISK_FULL) or OSError."""
    header = json.dumps(_header(len(arrays), arrays[0], held)).encode("ascii")
    try:
        with path.open("wb") as file:
            file.write(_MAGIC + len(header).to_bytes(4, "little") + header)
            for array in arrays:
                file.write(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
            return file.tell()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        raise EngineError(
            ErrorKind.DISK_FULL,
            "There is no room on the disk to keep the state of this conversation. Free some space.",
            str(error),
        ) from error


def read_state(path: Path, count: int, like: Numbers, held: int) -> Iterator[Numbers]:
    """Keys and values of exactly `held` positions: `count` arrays of the shape and type of `like`. Raises
    EngineError(INTERNAL) where the file holds something else; the header and the size are looked at first."""
    size = path.stat().st_size
    with path.open("rb") as file:
        found, expected = _read_header(file), _header(count, like, held)
        if found != expected or size != file.tell() + count * like.nbytes:
            raise does_not_fit(f"{found} in {size} bytes instead of {expected}")
        for _ in range(count):
            yield _read_array(file, like)


def does_not_fit(detail: str) -> EngineError:
    return EngineError(
        ErrorKind.INTERNAL,
        "The saved state of this conversation does not fit the model. The conversation is read anew.",
        detail,
    )


def _header(count: int, like: Numbers, held: int) -> dict[str, Any]:
    return {"positions": held, "arrays": count, "shape": list(like.shape), "type": like.dtype.str}


def _read_header(file: BufferedReader) -> object:
    if file.read(len(_MAGIC)) != _MAGIC:
        return None
    length = int.from_bytes(file.read(4), "little")
    try:
        return json.loads(file.read(length)) if length <= _LONGEST_HEADER else None
    except ValueError:
        return None


def _read_array(file: BufferedReader, like: Numbers) -> Numbers:
    array = np.empty(like.shape, like.dtype)
    if array.size and file.readinto(array.data.cast("B")) != array.nbytes:
        raise does_not_fit("the file ends too early")
    return array
