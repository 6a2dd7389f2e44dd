"""What of a data folder belongs in a backup."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.paths import DataFolder

DATABASE = "homespun.db"
KEY = "homespun.key"
"""There where what the person wrote is encrypted."""
FILES = ("settings.json", KEY)
FOLDERS = ("adapters", "personal", "composers")
WITH_MODELS = ("models", "encoders")
"""What others made, and can be had again: it is kept where the person wants it."""
PARTS = (DATABASE, *FILES, *FOLDERS)
"""What a restore exchanges; the models only where the backup has them. Saved states, logs and backups stay."""

JOURNALS = (f"{DATABASE}-wal", f"{DATABASE}-shm")
"""What SQLite keeps beside a database, and what must never meet another one."""

_PASSING = (".downloads", "lock", "homespun.lock")
"""Names of files and folders that mean something only while a program runs, or can be fetched again."""


@dataclass(frozen=True)
class FoundFile:
    name: str
    """Its place in the data folder, with "/" between folders."""
    path: Path
    size: int


def files_of(folder: DataFolder, *, models: bool) -> Iterator[FoundFile]:
    """All but the database, which must be copied as a database. Links, and whatever is no plain file, are left out."""
    for name in FILES:
        yield from _file(name, folder.path / name)
    for name in (*FOLDERS, *(WITH_MODELS if models else ())):
        for place, inner, found in os.walk(folder.path / name):
            inner[:] = sorted(one for one in inner if one not in _PASSING)
            for one in sorted(found):
                path = Path(place) / one
                if one not in _PASSING and not one.endswith(".new"):
                    yield from _file(path.relative_to(folder.path).as_posix(), path)


def size_of_models(folder: DataFolder) -> int:
    """Bytes."""
    everything = sum(one.size for one in files_of(folder, models=True))
    return everything - sum(one.size for one in files_of(folder, models=False))


def _file(name: str, path: Path) -> Iterator[FoundFile]:
    try:
        found = path.lstat()
    except OSError:  # It has gone meanwhile.
        return
    if stat.S_ISREG(found.st_mode):
        yield FoundFile(name, path, found.st_size)
