"""Connections to the database file, set up the same way everywhere."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from app.store.driver import Connection, dbapi2
from models.encryption.keys import DataKey

BUSY_SECONDS = 5.0
_WAL_BYTES_KEPT = 16 << 20


def connect(path: Path, *, read_only: bool = False, key: DataKey | None = None) -> Connection:
    """A connection for the thread that asks, in autocommit mode: transactions are begun and ended in words.

    With a `key` the file is encrypted, or will be. A new one is readable by its owner only; SQLite gives its
    companions (-wal, -shm) the same permissions. Raises OSError or dbapi2.Error.
    """
    if read_only:
        path.stat()  # A missing file is then said to be missing.
    else:
        _make_private(path)
    connection = dbapi2.connect(
        _uri(path, read_only=read_only), uri=True, isolation_level=None, timeout=BUSY_SECONDS, factory=Connection
    )
    try:
        if key is not None:  # before anything is read
            connection.key = key
            connection.execute(f"PRAGMA key = {key_literal(key)}").fetchall()
        # A flipped bit on the disk costs a character, not the message.
        connection.text_factory = lambda raw: raw.decode(errors="replace")
        _set_up(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def transaction(connection: dbapi2.Connection) -> Iterator[None]:
    """All or nothing: what happens inside is on the disk at the end, or never happened."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # After some failures SQLite has rolled back by itself; the first error is the one to tell.
        if connection.in_transaction:
            with contextlib.suppress(dbapi2.Error):
                connection.execute("ROLLBACK")
        raise


def empty_log(connection: dbapi2.Connection) -> None:
    """Move all of the write-ahead log into the database, unless a reader needs it still: a later commit does it."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")


def key_literal(key: DataKey) -> str:
    """As SQLCipher takes the bytes of a key, from which it then derives nothing: a string with a blob in it."""
    blob = f"x'{key.database.hex()}'"
    return "'" + blob.replace("'", "''") + "'"


def _uri(path: Path, *, read_only: bool) -> str:
    place = quote(os.fsencode(path.absolute().as_posix()))  # Names of files need not be valid Unicode.
    return f"file://{'' if place.startswith('/') else '/'}{place}?mode={'ro' if read_only else 'rwc'}"


def _set_up(connection: dbapi2.Connection, *, read_only: bool) -> None:
    execute = connection.execute
    execute("PRAGMA temp_store = MEMORY")  # What is sorted aside holds texts too.
    execute("PRAGMA trusted_schema = OFF")  # A database from elsewhere cannot make us run functions by its schema.
    execute("PRAGMA cell_size_check = ON")
    execute("PRAGMA foreign_keys = ON")
    if read_only:
        return
    execute("PRAGMA fullfsync = ON")  # macOS: fsync alone does not reach the platter there.
    execute("PRAGMA checkpoint_fullfsync = ON")
    execute("PRAGMA journal_mode = WAL")
    execute("PRAGMA synchronous = FULL")  # A commit is on the disk when it returns.
    execute("PRAGMA secure_delete = ON")  # What is deleted is overwritten.
    execute(f"PRAGMA journal_size_limit = {_WAL_BYTES_KEPT}")


def _make_private(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.name == "posix" and os.fstat(descriptor).st_mode & 0o077:
            with contextlib.suppress(PermissionError):  # A file system without permissions.
                os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
