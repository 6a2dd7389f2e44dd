"""Writes a database anew: encrypted where it was not, or the other way round."""

# ruff: noqa: S608 - the names of tables are those of the database itself, in quotes.

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from app.store.check import problems
from app.store.connection import connect, key_literal
from app.store.driver import Connection, dbapi2
from app.store.errors import damaged, explained
from models.encryption.keys import DataKey

_PLAIN = b"SQLite format 3\0"
_STEPS_BETWEEN_LOOKS = 100_000
"""Of the database's machine; some milliseconds."""


def is_plain(path: Path) -> bool:
    """Whether this file is a database that anybody can read. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_PLAIN)) == _PLAIN


def opens(path: Path, key: DataKey) -> bool:
    """Whether this file is a database that is encrypted with `key`."""
    try:
        connection = connect(path, read_only=True, key=key)
    except (OSError, dbapi2.Error):
        return False
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error:
        return False
    finally:
        connection.close()
    return True


def rewrite(
    path: Path, target: Path, old: DataKey | None, new: DataKey | None, told: Callable[[int], None] = lambda _: None
) -> None:
    """Write what the database `path` holds, encrypted with `old`, to the new file `target`, encrypted with `new`; None:
    not encrypted. On the disk and compared when this returns. Nobody else may have `path` open; where it has no journal
    not a byte of it is changed.

    `told` takes how many bytes have been written; what it raises ends the work, and is raised. Raises StoreError."""
    raised: list[BaseException] = []

    def look() -> bool:
        try:
            told(target.stat().st_size if target.exists() else 0)
        except BaseException as error:  # noqa: BLE001 - nothing may pass through native code; raised again below
            raised.append(error)
        return bool(raised)

    with explained(path):
        has_journal = path.with_name(f"{path.name}-wal").exists()
        connection = connect(path, key=old, read_only=not has_journal)
        try:
            if has_journal:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # Its companions go.
            connection.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
            _export(connection, target, new)
            connection.set_progress_handler(None, 0)
            _compare(connection, path, target, new)
        except dbapi2.Error:
            if raised:
                raise raised[0] from None
            raise
        finally:
            connection.close()
        with target.open("rb+") as file:
            os.fsync(file.fileno())


def _export(connection: Connection, target: Path, key: DataKey | None) -> None:
    execute = connection.execute
    version = execute("PRAGMA user_version").fetchone()[0]
    place = str(target.absolute()).replace("'", "''")
    execute(f"ATTACH DATABASE '{place}' AS new KEY {_literal(key)}")
    execute("PRAGMA new.journal_mode = MEMORY").fetchall()  # A half-made one is thrown away.
    execute("PRAGMA new.secure_delete = ON").fetchall()
    execute("SELECT sqlcipher_export('new')").fetchall()
    execute(f"PRAGMA new.user_version = {version}")
    execute("DETACH DATABASE new")


def _literal(key: DataKey | None) -> str:
    """An empty one leaves it plain."""
    return "''" if key is None else key_literal(key)


def _compare(connection: Connection, path: Path, target: Path, key: DataKey | None) -> None:
    """Raises StoreError where something is missing."""
    copy = connect(target, read_only=True, key=key)
    try:
        found = problems(copy)
        before, after = _counts(connection), _counts(copy)
    finally:
        copy.close()
    if found or before != after:
        raise damaged(path, "; ".join(found) or f"{before} rows, and {after} in the copy")


def _counts(connection: Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    quoted = ((name, name.replace('"', '""')) for (name,) in names)
    return {name: connection.execute(f'SELECT count(*) FROM "{quote}"').fetchone()[0] for name, quote in quoted}
