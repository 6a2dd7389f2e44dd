"""Copies of the whole database: made before it changes shape, and put back when it is damaged."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.files import sync_folder
from app.store.check import problems
from app.store.connection import connect
from app.store.driver import Connection, dbapi2
from app.store.errors import StoreError, StoreErrorKind, explained
from app.store.migrations import MIGRATIONS, refuse_newer, version
from models.encryption.keys import DataKey

BACKUPS_KEPT = 5

_NAME = re.compile(r"homespun-(\d{6,})\.db")
"""Numbered, so that the newest is known whatever the clock said."""


_PLAIN = b"SQLite format 3\0"


@dataclass(frozen=True)
class DatabaseFacts:
    schema: int
    conversations: int
    """Those that were not deleted."""
    messages: int


@dataclass(frozen=True)
class Restoration:
    backup: Path
    """What the database is a copy of now."""
    kept_aside: Path
    """Where the damaged database is."""


def backups_in(folder: Path) -> list[Path]:
    """Complete backups, the newest first."""
    if not folder.is_dir():
        return []
    found = [(int(match[1]), path) for path in folder.iterdir() if (match := _NAME.fullmatch(path.name))]
    return [path for _, path in sorted(found, reverse=True)]


def back_up(connection: Connection, folder: Path) -> Path:
    """Copy the database behind `connection` to a new file of its own in `folder`; the oldest beyond
    `BACKUPS_KEPT` go. Raises OSError or dbapi2.Error, and leaves no half-made backup under a backup's name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    present = backups_in(folder)
    number = int(_NAME.fullmatch(present[0].name)[1]) + 1 if present else 1  # pyright: ignore[reportOptionalSubscript]  # backups_in matched it
    path = folder / f"homespun-{number:06}.db"
    copy_database(connection, path, folder / "unfinished")
    for old in present[BACKUPS_KEPT - 1 :]:
        old.unlink(missing_ok=True)
    return path


def copy_database(connection: Connection, path: Path, unfinished: Path) -> None:
    """Copy the database behind `connection` to the new file `path`, all in one file, by way of `unfinished` in the same
    folder. Raises OSError or dbapi2.Error, also for a copy that is not intact; nothing of it is left then."""
    _delete(unfinished)
    try:
        copy = connect(unfinished, key=connection.key)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            if found := problems(copy):
                raise dbapi2.DatabaseError(f"the copy is not intact: {found[0]}")
        finally:
            copy.close()
        _sync_file(unfinished)
        unfinished.rename(path)
    except BaseException:
        _delete(unfinished)
        raise
    sync_folder(path.parent)


def copy_to_file(source: Path, target: Path, key: DataKey | None = None) -> None:
    """Copy the database `source`, which a program may be writing to, to the new file `target`, encrypted alike. Raises
    StoreError."""
    with explained(source):
        try:
            connection = connect(source, read_only=True, key=key)
        except FileNotFoundError as error:
            raise StoreError(
                StoreErrorKind.NOT_FOUND, "There are no conversations yet in this data folder.", str(source)
            ) from error
        try:
            refuse_newer(connection, MIGRATIONS)
            copy_database(connection, target, target.with_name(f"{target.name}.new"))
        finally:
            connection.close()


def facts_of(path: Path, key: DataKey | None = None) -> DatabaseFacts:
    """Of a database of any version. Raises StoreError."""
    with explained(path):
        connection = connect(path, read_only=True, key=key)
        try:
            conversations = "SELECT count(*) FROM conversations WHERE deleted_at IS NULL"
            return DatabaseFacts(
                version(connection),
                connection.execute(conversations).fetchone()[0],
                connection.execute("SELECT count(*) FROM messages").fetchone()[0],
            )
        finally:
            connection.close()


def is_encrypted(path: Path) -> bool:
    """Whether nothing in this file of a database can be read without its key. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) != _PLAIN


def restore_backup(path: Path, folder: Path, key: DataKey | None = None) -> Restoration:
    """Put the newest intact backup in the place of the damaged database at `path`, which is kept beside it. With a
    `key`, of those that are encrypted with it.

    The database must be closed. Raises StoreError: NOT_FOUND when no backup is intact; `path` is untouched then.
    """
    with explained(path):
        for backup in backups_in(folder):
            if not _is_intact(backup, key):
                continue
            new = path.with_name(f"{path.name}.new")
            with _copied(backup, new):
                aside = _keep_aside(path)
                new.replace(path)
            sync_folder(path.parent)
            return Restoration(backup, aside)
    raise StoreError(
        StoreErrorKind.NOT_FOUND,
        "There is no backup that could be restored. You can start with an empty database; the damaged one is kept.",
        f"looked in {folder}",
    )


def start_afresh(path: Path) -> Path:
    """Move the damaged database aside, so that the next start makes an empty one; returns where it is kept.

    The database must be closed. Raises StoreError.
    """
    with explained(path):
        aside = _keep_aside(path)
        path.unlink()
        sync_folder(path.parent)
    return aside


def _keep_aside(path: Path) -> Path:
    """Give the database a second name and move its companions there too, so that no old journal meets a new file."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    # A second name before the first one is taken away: at every moment some file holds what the person wrote.
    try:
        aside.hardlink_to(path)
    except OSError:  # A file system without links.
        shutil.copyfile(path, aside)
        _sync_file(aside)
    wal = path.with_name(f"{path.name}-wal")
    if wal.exists():
        wal.replace(aside.with_name(f"{aside.name}-wal"))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return aside


@contextlib.contextmanager
def _copied(source: Path, target: Path) -> Iterator[None]:
    """A synced copy that is deleted again when it could not be used."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with source.open("rb") as read, os.fdopen(descriptor, "wb") as write:
            shutil.copyfileobj(read, write, 1 << 20)
            write.flush()
            os.fsync(write.fileno())
        yield
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _is_intact(backup: Path, key: DataKey | None) -> bool:
    try:
        connection = connect(backup, read_only=True, key=key)
    except (OSError, dbapi2.Error):
        return False
    try:
        return not problems(connection)
    finally:
        connection.close()


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _delete(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
