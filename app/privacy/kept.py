"""What lies where on this computer because of this program, how large it is, and whether it is encrypted.

Looks at the disk and believes nobody: whether something is encrypted, its first bytes say. For a worker.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.paths import DataFolder

_PLAIN_DATABASE = b"SQLite format 3\0"
_WITHOUT_WORDS = ("homespun.key", "lock")
"""Names of files that need not be encrypted: the key to all others is in a box of its own."""


class Holds(StrEnum):
    CONVERSATIONS = "conversations"
    """Also profiles, facts, votes and what attached files say."""
    STATES = "states"
    ADAPTERS = "adapters"
    PERSONAL = "personal"
    BACKUPS = "backups"
    MODELS = "models"
    ENCODERS = "encoders"
    COMPOSERS = "composers"
    SETTINGS = "settings"
    LOGS = "logs"


class Protection(StrEnum):
    ENCRYPTED = "encrypted"
    PARTLY = "partly"
    PLAIN = "plain"
    IMPERSONAL = "impersonal"
    """Not encrypted, and without a word of the person's."""


@dataclass(frozen=True)
class Kept:
    holds: Holds
    path: Path
    """A file, or a folder."""
    bytes: int
    protection: Protection


def kept(folder: DataFolder) -> tuple[Kept, ...]:
    """Only what is there; an empty folder holds nothing. What cannot be read counts as nothing."""
    found = (
        _database(folder),
        _of_folder(Holds.STATES, folder.states),
        _of_folder(Holds.ADAPTERS, folder.adapters),
        _of_folder(Holds.PERSONAL, folder.personal),
        _of_folder(Holds.BACKUPS, folder.backups),
        _of_folder(Holds.MODELS, folder.models, personal=False),
        _of_folder(Holds.ENCODERS, folder.encoders, personal=False),
        _of_folder(Holds.COMPOSERS, folder.composers, personal=False),
        _kept(Holds.SETTINGS, folder.settings, [folder.settings], personal=False),
        _of_folder(Holds.LOGS, folder.logs),
    )
    return tuple(one for one in found if one is not None)


def _database(folder: DataFolder) -> Kept | None:
    """With its journal, and with copies that were set aside because they were damaged."""
    files = [*folder.path.glob(f"{folder.database.name}*")]
    found = _kept(Holds.CONVERSATIONS, folder.database, files, personal=False)
    if found is None:
        return None
    databases = [file for file in files if not file.name.endswith(("-wal", "-shm", "-journal"))]
    return Kept(found.holds, folder.database, found.bytes, _protection(databases))


def _of_folder(holds: Holds, folder: Path, *, personal: bool = True) -> Kept | None:
    return _kept(holds, folder, list(_files(folder)), personal=personal)


def _kept(holds: Holds, path: Path, files: list[Path], *, personal: bool) -> Kept | None:
    size = sum(_size(file) for file in files)
    return Kept(holds, path, size, _protection(files) if personal else Protection.IMPERSONAL) if size else None


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def _size(file: Path) -> int:
    """Of a link nothing: what it leads to belongs to somebody else."""
    try:
        return 0 if file.is_symlink() else file.stat().st_size
    except OSError:
        return 0


def _protection(files: list[Path]) -> Protection:
    encrypted = {_is_encrypted(file) for file in files if _size(file) and file.name not in _WITHOUT_WORDS}
    if encrypted == {True}:
        return Protection.ENCRYPTED
    if not encrypted:
        return Protection.IMPERSONAL
    return Protection.PARTLY if True in encrypted else Protection.PLAIN


def _is_encrypted(file: Path) -> bool:
    from models.encryption.stream import MARK  # late: it loads libsodium

    try:
        with file.open("rb") as raw:
            start = raw.read(max(len(MARK), len(_PLAIN_DATABASE)))
    except OSError:
        return False
    if ".db" in file.suffixes:  # SQLCipher's files begin with random bytes
        return not start.startswith(_PLAIN_DATABASE)
    return start.startswith(MARK)
