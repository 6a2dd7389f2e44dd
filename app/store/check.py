"""Whether a database is intact."""

from __future__ import annotations

import time

from app.store.driver import dbapi2

_STEPS_BETWEEN_LOOKS = 20_000
"""Of SQLite's virtual machine, some milliseconds."""


def problems(connection: dbapi2.Connection, *, thorough: bool = False) -> list[str]:
    """What SQLite finds wrong, in its words; empty for an intact database. `thorough` compares the indexes with
    their tables too."""
    pragma = "integrity_check" if thorough else "quick_check"
    try:
        found = [row[0] for row in connection.execute(f"PRAGMA {pragma}(20)")]
    except dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB):
            raise
        return [str(error)]
    return [] if found == ["ok"] else found


def problems_within(connection: dbapi2.Connection, seconds: float) -> list[str] | None:
    """The same quick check, given up after `seconds`: None when it did not come to its end."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
    try:
        return problems(connection)
    except dbapi2.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != dbapi2.SQLITE_INTERRUPT:
            raise
        return None
    finally:
        connection.set_progress_handler(None, 0)
