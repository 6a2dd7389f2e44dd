"""The database driver, at the one place that knows which it is.

sqlcipher3 carries a current SQLite and can open encrypted files; it has the interface of `sqlite3`, but no types.
"""

from typing import TYPE_CHECKING

from models.encryption.keys import DataKey

if TYPE_CHECKING:
    import sqlite3 as dbapi2
else:
    from sqlcipher3 import dbapi2

__all__ = ["Connection", "dbapi2"]


class Connection(dbapi2.Connection):
    """Knows what its file is encrypted with, so that copies of it are too."""

    key: DataKey | None = None
