"""Puts a backup in the place of what is there: all of it or nothing, with the way back kept."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app import swap
from app.backup.contents import DATABASE, JOURNALS, KEY, PARTS
from app.backup.reading import DAMAGED, NEWER, unpack
from app.backup.results import BackupError, Kept, KeptKind, Manifest
from app.backup.writing import Told
from app.files import sync_folder
from app.paths import DataFolder
from app.store.backup import backups_in, facts_of, is_encrypted
from app.store.errors import StoreError
from app.store.migrations import MIGRATIONS
from app.store.store import check_database
from app.translation import tr
from models.encryption.keys import DataKey


def restore(folder: DataFolder, path: Path, told: Told, key: DataKey | None = None) -> Manifest:
    """Unpack and check the backup `path`, and have it take the place of what is in `folder`: by `app.place.hold`, when
    the folder is taken next. Until then nothing changes. `key` is that of the present. Raises BackupError."""
    with _gathering(folder) as gathered:
        manifest = unpack(path, gathered, told)
        _check(gathered / DATABASE, key)
        _sync_folders(gathered)
        away = tuple(one for one in (*PARTS, *JOURNALS) if one not in manifest.parts)
        swap.commit(folder.path, folder.backups, names=tuple(sorted(manifest.parts)), away=away)
        return manifest


def restore_kept(folder: DataFolder, name: str, key: DataKey | None = None) -> None:
    """The same for something that the program keeps by itself. Raises BackupError."""
    kept = next((one for one in all_kept(folder) if one.name == name), None)
    if kept is None:
        raise BackupError(tr("Nothing is kept that is called “{name}”.", name=name), str(folder.backups))
    if kept.kind is KeptKind.REPLACED:
        with _explained(folder):
            # What was encrypted since it was replaced needs the key that there is now.
            old = kept.path / KEY
            stays = (KEY,) if is_encrypted(kept.path / DATABASE) and not old.exists() else ()
            swap.put_back(folder.path, folder.backups, name, stays=stays)
        return
    with _gathering(folder) as gathered:
        shutil.copyfile(kept.path, gathered / DATABASE)
        _check(gathered / DATABASE, key, is_for_this_key=True)
        with (gathered / DATABASE).open("rb+") as file:
            os.fsync(file.fileno())
        _sync_folders(gathered)
        swap.commit(folder.path, folder.backups, names=(DATABASE,), away=JOURNALS)


def all_kept(folder: DataFolder) -> list[Kept]:
    """The newest first. Raises BackupError."""
    with _explained(folder):
        found = [
            Kept(path.stem, KeptKind.UPDATE, path, path.stat().st_mtime, path.stat().st_size)
            for path in backups_in(folder.backups)
        ]
        for path in swap.replaced_in(folder.backups):
            size = sum(one.lstat().st_size for one in path.rglob("*") if one.is_file())
            found.append(Kept(path.name, KeptKind.REPLACED, path, path.stat().st_mtime, size))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def _check(database: Path, key: DataKey | None, *, is_for_this_key: bool = False) -> None:
    """Raises BackupError for one that this program could not open. One that brings a key of its own, and is encrypted
    with it, is not looked into: that it is whole is known by its digest."""
    encrypted = is_encrypted(database)
    if encrypted and key is None and not is_for_this_key:
        return
    key = key if encrypted or is_for_this_key else None
    try:
        facts = facts_of(database, key)
        check_database(database, key)
    except StoreError as error:
        if encrypted and not is_for_this_key:
            return
        raise BackupError(tr(DAMAGED), error.detail) from error
    if facts.schema > len(MIGRATIONS):
        raise BackupError(tr(NEWER), f"schema version {facts.schema}, this program knows {len(MIGRATIONS)}")


@contextmanager
def _gathering(folder: DataFolder) -> Iterator[Path]:
    """The folder for the new parts, which is deleted when they could not be committed."""
    with _explained(folder):
        try:
            yield swap.gather(folder.path)
        except BaseException:
            swap.forget(folder.path)
            raise


@contextmanager
def _explained(folder: DataFolder) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupError(
            tr(
                "Nothing was restored: something could not be read or written in the data folder. Free some space on "
                "its disk, or allow writing to it, and try again."
            ),
            f"{error.filename or folder.path}: {error.strerror or error}",
        ) from error


def _sync_folders(gathered: Path) -> None:
    for place, _, _ in os.walk(gathered):
        sync_folder(Path(place))
