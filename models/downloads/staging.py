"""What has arrived of downloads: kept aside so that it can be gone on with after any end of the program."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

from models.downloads.address import RemoteFile, Wanted
from models.downloads.errors import DownloadError, DownloadProblem
from models.library.facts import json_object, typed
from models.library.replacing import replace_file, sync_folder
from models.sizes import readable

SPARE_BYTES = 64 << 20
"""Left free on the disk."""

_RECORD = "download.json"
_FORMAT = 1
_MOST_BYTES_OF_RECORD = 4 << 20
_CHUNK = 4 << 20
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@dataclass(frozen=True)
class PartRecord:
    """What is known of one file that is coming."""

    url: str
    name: str
    length: int = 0
    """In bytes, as the server said; 0 until it did."""
    etag: str = ""
    """A strong one; empty where the server gave none."""
    modified: str = ""
    """The Last-Modified that came with it."""
    kept: int = 0
    """Bytes that are surely on the disk: what was written behind them a power cut may have taken."""
    sha256: str = ""
    """Of the whole file, once it is here."""

    @property
    def validator(self) -> str:
        """What If-Range asks with; empty where nothing tells one state of the file from another."""
        return self.etag or self.modified


@dataclass(frozen=True)
class Record:
    address: str
    name: str
    """What the person wants it to go by."""
    sha256: str
    parts: tuple[PartRecord, ...]
    started_at: float
    """Seconds since 1970, UTC."""


@dataclass(frozen=True)
class Unfinished:
    """A download that can be gone on with, or discarded."""

    key: str
    address: str
    name: str
    sha256: str
    bytes: int
    """That are here."""
    total: int
    """As far as the server has told; 0 where it has not."""
    started_at: float


class Staging:
    """The place of one download: its record, and a folder that holds nothing but the files of the model."""

    def __init__(self, folder: Path, record: Record) -> None:
        self.folder = folder
        self.record = record

    @property
    def model(self) -> Path:
        return self.folder / "model"

    def put(self, number: int, part: PartRecord) -> None:
        """Keep what became known of a file. Raises DownloadError."""
        parts = (*self.record.parts[:number], part, *self.record.parts[number + 1 :])
        self.record = replace(self.record, parts=parts)
        self.save()

    def save(self) -> None:
        content = json.dumps({"format": _FORMAT, **asdict(self.record)}, indent=1) + "\n"
        with writing(self.folder):
            replace_file(self.folder / _RECORD, content.encode(), durable=True)

    def discard(self) -> None:
        """Delete all of it. Raises DownloadError."""
        with writing(self.folder), suppress(FileNotFoundError):
            shutil.rmtree(self.folder)

    def path(self, number: int) -> Path:
        return self.model / self.record.parts[number].name


class StagingArea:
    """All downloads of one library, in a folder within its own that it does not list."""

    def __init__(self, library: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = library / ".downloads"
        self._clock = clock

    @property
    def lock_file(self) -> Path:
        """Whoever changes anything here holds it."""
        return self._folder / "lock"

    def make(self) -> None:
        """Raises DownloadError."""
        with writing(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def open(self, wanted: Wanted) -> Staging:
        """The place of this download, with what has arrived of it, or a new one. Raises DownloadError."""
        folder = self._folder / wanted.key
        record = _read(folder)
        if record is None or not _is_of(record, wanted):
            self.discard(wanted.key)
            parts = tuple(PartRecord(file.url, file.name) for file in wanted.files)
            record = Record(wanted.address, wanted.name, wanted.sha256, parts, self._clock())
        staging = Staging(folder, replace(record, name=wanted.name, sha256=wanted.sha256))
        with writing(folder):
            for place in (folder, staging.model):  # parents would not get this mode
                place.mkdir(mode=0o700, exist_ok=True)
        staging.save()
        return staging

    def unfinished(self) -> list[Unfinished]:
        """The oldest first."""
        return sorted(self._found(), key=lambda one: one.started_at)

    def discard(self, key: str) -> None:
        """Delete what has arrived of a download. Raises DownloadError."""
        with writing(self._folder), suppress(FileNotFoundError):
            shutil.rmtree(self._folder / key)

    def _found(self) -> Iterator[Unfinished]:
        with suppress(FileNotFoundError, NotADirectoryError):
            for folder in self._folder.iterdir():
                record = _read(folder)
                # Without the folder of its model it was finished, and the program ended before it was cleared away.
                if record is not None and (folder / "model").is_dir():
                    here = sum(part.kept for part in record.parts)
                    total = sum(part.length for part in record.parts) if all(p.length for p in record.parts) else 0
                    yield Unfinished(
                        folder.name, record.address, record.name, record.sha256, here, total, record.started_at
                    )


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


def check_room(folder: Path, needed: int) -> None:
    """Raises DownloadError where the disk has no room for so many bytes more."""
    with writing(folder):
        free = shutil.disk_usage(folder).free
    if free < needed + SPARE_BYTES:
        raise DownloadError(
            DownloadProblem.DISK_FULL,
            f"The download needs {readable(needed)} more, and {readable(free)} are free on the disk of the library. "
            "Free some space and start it again.",
            f"{folder}: {needed:,} bytes needed, {free:,} free",
        )


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Turns a failure of the disk into DownloadError."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DownloadError(
                DownloadProblem.DISK_FULL,
                "The disk of the library is full. What has arrived is kept: free some space and start the download "
                "again.",
                f"{path}: {error.strerror}",
            ) from error
        raise DownloadError(
            DownloadProblem.UNWRITABLE,
            "The download could not be written to the library's folder. Check that it may be written to.",
            f"{path}: {error.strerror}",
        ) from error


def _is_of(record: Record, wanted: Wanted) -> bool:
    """Whether what has arrived is of what is wanted now."""
    return tuple(RemoteFile(part.url, part.name) for part in record.parts) == wanted.files


def _read(folder: Path) -> Record | None:
    """None where there is none that can be used."""
    try:
        with (folder / _RECORD).open("rb") as file:
            raw = file.read(_MOST_BYTES_OF_RECORD + 1)
        return _decode(raw) if len(raw) <= _MOST_BYTES_OF_RECORD else None
    except (OSError, ValueError, RecursionError):
        return None


def _decode(raw: bytes) -> Record:
    """Raises ValueError or RecursionError."""
    content = json_object(json.loads(raw))
    if typed(content, "format", 0) != _FORMAT:
        raise ValueError("this program knows another format of it")
    parts = cast(list[object], typed(content, "parts", []))
    return Record(
        address=typed(content, "address", ""),
        name=typed(content, "name", ""),
        sha256=typed(content, "sha256", ""),
        parts=tuple(_part(part) for part in parts),
        started_at=typed(content, "started_at", 0.0),
    )


def _part(value: object) -> PartRecord:
    content = json_object(value)
    return PartRecord(
        url=typed(content, "url", ""),
        name=typed(content, "name", ""),
        length=max(typed(content, "length", 0), 0),
        etag=typed(content, "etag", ""),
        modified=typed(content, "modified", ""),
        kept=max(typed(content, "kept", 0), 0),
        sha256=typed(content, "sha256", ""),
    )
