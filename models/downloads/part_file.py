"""Writes one file as it arrives, so that what is surely there can be built on later."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace

from models.downloads.disk import writing
from models.downloads.staging import PartRecord, Staging
from models.library.replacing import sync_folder

_CHUNK = 4 << 20


class PartFile:
    """The bytes of one file that have arrived, in order. They lie in `<name>.part` until all are there."""

    def __init__(self, staging: Staging, number: int) -> None:
        """Takes up what is surely there; `check` must follow. Raises DownloadError."""
        self._staging = staging
        self._number = number
        self._path = staging.path(number).with_name(f"{staging.path(number).name}.part")
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        with writing(self._path):
            if staging.path(number).exists() and not self._path.exists():
                staging.path(number).rename(self._path)  # the program ended before it could note that this one is whole
            self._file = os.fdopen(os.open(self._path, flags, 0o600), "r+b", buffering=0)
        self._digest = hashlib.sha256()
        self.bytes = 0

    @property
    def record(self) -> PartRecord:
        return self._staging.record.parts[self._number]

    @property
    def is_whole(self) -> bool:
        return 0 < self.record.length == self.bytes

    @property
    def sha256(self) -> str:
        """Of what is here."""
        return self._digest.hexdigest()

    def check(self, tell: Callable[[int], None]) -> None:
        """Read what is there, for its digest, and cut off what is not sure. `tell` hears how many bytes are read, and
        may raise."""
        with writing(self._path):
            there = os.fstat(self._file.fileno()).st_size
            kept = min(self.record.kept, there)
            self._file.truncate(kept)
            self._file.seek(0)
            while self.bytes < kept:
                chunk = self._file.read(min(_CHUNK, kept - self.bytes))
                if not chunk:
                    break
                self._digest.update(chunk)
                self.bytes += len(chunk)
                tell(self.bytes)

    def begin(self, length: int, etag: str, modified: str) -> None:
        """Forget what is here: the server begins anew. Raises DownloadError, also where the disk has no room."""
        with writing(self._path):
            self._file.seek(0)
            self._file.truncate(0)
            os.fsync(self._file.fileno())
        self._digest, self.bytes = hashlib.sha256(), 0
        self._note(replace(self.record, length=length, etag=etag, modified=modified, kept=0))

    def append(self, chunk: bytes) -> None:
        """Raises DownloadError."""
        with writing(self._path):
            rest = memoryview(chunk)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        self._digest.update(chunk)
        self.bytes += len(chunk)

    def sync(self) -> None:
        """Make sure of what has arrived. Raises DownloadError."""
        if self.record.kept != self.bytes:
            with writing(self._path):
                os.fsync(self._file.fileno())
            self._note(replace(self.record, kept=self.bytes))

    def head(self, count: int) -> bytes:
        """The first bytes."""
        with writing(self._path):
            self._file.seek(0)
            head = self._file.read(count)
            self._file.seek(0, os.SEEK_END)
        return head or b""

    def finish(self) -> None:
        """Give the whole file its name. Raises DownloadError."""
        self.sync()
        self.close()
        with writing(self._path):
            self._path.replace(self._staging.path(self._number))
            sync_folder(self._path.parent)
        self._note(replace(self.record, sha256=self.sha256))

    def close(self) -> None:
        self._file.close()

    def _note(self, record: PartRecord) -> None:
        self._staging.put(self._number, record)
