"""Keeps files encrypted or as they are, so that nobody else has to know which.

Native libraries read and write files by their path. On Linux they are given one that lies in memory alone
(`memfd_create`); elsewhere a file in a private temporary folder, which is gone when they are done.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from models.encryption.keys import DataKey
from models.encryption.scratch import scratch_folder


class PlainFiles:
    """Everything as it is."""

    def encoded(self, content: bytes) -> bytes:
        """What is to be written to keep `content`."""
        return content

    def decoded(self, raw: bytes) -> bytes:
        """The content of what was written so. Raises Unreadable."""
        return raw

    def size(self, path: Path) -> int:
        """Bytes of the content of a file. Raises OSError."""
        return path.lstat().st_size

    @contextmanager
    def plain(self, path: Path) -> Generator[Path]:
        """Where the content of the file can be read. Raises OSError or Unreadable."""
        yield path

    @contextmanager
    def writing(self, path: Path) -> Generator[Path]:
        """Where to write the content of a file, which is at `path` after the block. Raises OSError."""
        yield path

    def take(self, source: Path, target: Path) -> None:
        """Keep the content of the plain file `source` at `target`, on the same disk. Raises OSError."""
        source.replace(target)

    @contextmanager
    def scratch(self) -> Generator[Path | None]:
        """A new folder for the plain files that other processes and libraries write and read, gone after the block.
        None: they may as well lie where they will be kept. Raises OSError."""
        yield None

    @contextmanager
    def plain_folder(self, folder: Path) -> Generator[Path]:
        """Where the contents of the files in a folder, which has no others in it, can be read. Raises OSError or
        Unreadable."""
        yield folder

    def take_folder(self, source: Path, target: Path) -> None:
        """Keep the plain files of `source` in the new folder `target`. Raises OSError."""
        source.replace(target)


class EncryptedFiles(PlainFiles):
    """What it keeps is encrypted. A file that is not is somebody else's: `plain` gives it as it is."""

    def __init__(self, key: DataKey) -> None:
        from models.encryption import stream  # late: who encrypts nothing does not load libsodium

        self._key = key.files
        self._stream = stream

    def encoded(self, content: bytes) -> bytes:
        target = io.BytesIO()
        self._stream.encrypt(io.BytesIO(content), target, self._key)
        return target.getvalue()

    def decoded(self, raw: bytes) -> bytes:
        target = io.BytesIO()
        self._stream.decrypt(io.BytesIO(raw), target, self._key)
        return target.getvalue()

    def size(self, path: Path) -> int:
        return self._stream.plain_size(path.lstat().st_size)

    @contextmanager
    def plain(self, path: Path) -> Generator[Path]:
        if not path.is_file() or not self._stream.is_encrypted(path):  # to read a pipe may take for ever
            yield path
            return
        with _unseen(path.name) as (file, place):
            with path.open("rb") as source:
                self._stream.decrypt(source, file, self._key)
            file.flush()
            yield place

    @contextmanager
    def writing(self, path: Path) -> Generator[Path]:
        with _unseen(path.name) as (_, place):
            yield place
            self.take(place, path)

    def take(self, source: Path, target: Path) -> None:
        with source.open("rb") as plain, target.open("wb") as file:
            self._stream.encrypt(plain, file, self._key)

    @contextmanager
    def scratch(self) -> Generator[Path | None]:
        with scratch_folder() as folder:
            yield Path(folder)

    @contextmanager
    def plain_folder(self, folder: Path) -> Generator[Path]:
        with scratch_folder() as unseen:
            place = Path(unseen) / folder.name
            place.mkdir()
            for path in folder.iterdir():
                with path.open("rb") as source, (place / path.name).open("wb") as plain:
                    self._stream.decrypt(source, plain, self._key)
            yield place

    def take_folder(self, source: Path, target: Path) -> None:
        target.mkdir(mode=0o700)
        for path in source.iterdir():
            self.take(path, target / path.name)


PLAIN = PlainFiles()
"""Keeps everything as it is."""


def files_of(key: DataKey | None) -> PlainFiles:
    """How files are kept with this key; None keeps them as they are."""
    return PLAIN if key is None else EncryptedFiles(key)


@contextmanager
def _unseen(name: str) -> Generator[tuple[BinaryIO, Path]]:
    """An empty file that nobody finds, and a path by which this process can open it."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("homespun"), "r+b") as file:
            yield file, Path(f"/proc/self/fd/{file.fileno()}")
    else:
        with tempfile.TemporaryDirectory(prefix="homespun-") as folder:
            place = Path(folder) / name
            with place.open("w+b") as file:
                yield file, place
