"""Reads the header of a GGUF file on disk, and sees that the file is as long as its header says."""

from __future__ import annotations

import os
from collections.abc import Collection
from io import FileIO

from models.foreign_files import HEAD_BYTES, name_foreign_file
from models.gguf_format import MAGIC
from models.gguf_reader import BadHeader, RawHeader, read_header
from models.sizes import megabytes


def read_file_header(file: FileIO, keep: Collection[str] = (), what: str = "model") -> tuple[RawHeader, int]:
    """The raw header of an open file, and the file's size in bytes.

    `what` names in messages what the file was taken for. Raises BadHeader, also for another kind of file, or OSError.
    """
    size = os.fstat(file.fileno()).st_size
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head[: len(MAGIC)] != MAGIC:
        raise name_foreign_file(head, what)
    file.seek(0)
    return read_header(file, size, keep), size


def check_complete(raw: RawHeader, size: int) -> None:
    """Raises BadHeader when the tensors' data is not all there, or not where native code can map it."""
    if raw.data_end > size:
        raise BadHeader(
            f"ends too early: {megabytes(size)} of {megabytes(raw.data_end)} MB are there",
            "The download did not finish; download it again.",
        )
    for tensor in raw.tensors:
        # llama.cpp maps the tensors at their place in the file and asserts this alignment.
        if tensor.offset % 32:
            raise BadHeader("is damaged: its data is not aligned")
