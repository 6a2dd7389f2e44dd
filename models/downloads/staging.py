"""What has arrived of downloads: kept aside so that it can be gone on with after any end of the program."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

from models.downloads.address import RemoteFile, Wanted
from models.downloads.disk import writing
from models.library.facts import json_object, typed
from models.library.replacing import replace_file

_RECORD = "download.json"
_FORMAT = 1
_MOST_BYTES_OF_RECORD = 4 << 20


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
