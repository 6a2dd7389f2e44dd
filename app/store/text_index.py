"""Finding text in any script inside messages and their files, through an index of their three-character pieces.

The index (FTS5, its trigram tokenizer) narrows the messages down to candidates; each is then compared for real. So an
entry too many costs time but gives no wrong answer. A message that is still being written is not in the index.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator

from app.found import fold
from app.store.driver import dbapi2

Text = tuple[int, str]
"""The id of a message and its text: its content, or that with its files."""

_PADDING = "\n\n"
"""Makes every character the first of some piece, so that one or two characters can be looked up as the beginnings
of pieces."""

_MOST_PIECES = 40
"""FTS5 bounds the depth of an expression; more pieces hardly narrow the candidates down further."""

_MOST_BEGINNINGS = 200
"""One or two characters that begin more pieces than this are so common that looking through the messages finds them
at once."""

_PAGES_PER_STEP = 200
"""Some 20 ms of work."""


def contains(text: bytes, folded: str) -> bool:
    """Registered in SQL: `contains(CAST(text AS BLOB), folded)`. As text it would end at a NUL character."""
    return folded in fold(text.decode(errors="replace"))


def with_files(connection: dbapi2.Connection, texts: Iterable[Text]) -> list[Text]:
    """The contents of messages as the index has them: with the names and texts of the files that they bring now. So it
    is asked before they go, and after they have come."""
    return list(_with_files(connection, texts))


def create_index(connection: dbapi2.Connection) -> None:
    connection.execute(
        "CREATE VIRTUAL TABLE message_index USING fts5"
        "(content, content = '', detail = none, tokenize = 'trigram case_sensitive 1')"
    )


def update_index(connection: dbapi2.Connection, *, gone: Iterable[Text] = (), come: Iterable[Text] = ()) -> None:
    """Follow a change that the messages have been through already, inside its transaction; the texts are those of
    `with_files`.

    What is gone is only marked as removed: `sweep_index` takes it away.
    """
    try:
        connection.executemany(
            "INSERT INTO message_index (message_index, rowid, content) VALUES ('delete', ?, ?)", map(_entry, gone)
        )
        connection.executemany("INSERT INTO message_index (rowid, content) VALUES (?, ?)", map(_entry, come))
    except dbapi2.DatabaseError as error:
        # The index only repeats what the messages say: a damaged one must not keep a message from being saved.
        if not is_corruption(error):
            raise
        rebuild_index(connection)


def sweep_index(connection: dbapi2.Connection, seconds: float) -> bool:
    """Write the index again without what was removed from it, for about so long; True when it is done, else the next
    call goes on. FTS5 can also remove securely at once, but that took 17 ms a message, in place of 1 s for all."""
    end = time.monotonic() + seconds
    pages = -_PAGES_PER_STEP  # The first step, below zero, decides that everything is merged.
    while time.monotonic() < end:
        before = connection.total_changes
        connection.execute("INSERT INTO message_index (message_index, rank) VALUES ('merge', ?)", (pages,))
        if connection.total_changes - before < 2:  # How FTS5 says that there was nothing to do.
            return True
        pages = _PAGES_PER_STEP
    return False


def rebuild_index(connection: dbapi2.Connection) -> None:
    """Make the index again from the messages. Runs inside the caller's transaction."""
    connection.execute("DROP TABLE IF EXISTS message_index")
    create_index(connection)
    rows = connection.execute("SELECT id, content FROM messages WHERE state <> 'streaming'")
    entries = map(_entry, _with_files(connection, rows))
    connection.executemany("INSERT INTO message_index (rowid, content) VALUES (?, ?)", entries)


def candidates(connection: dbapi2.Connection, folded: str) -> str | None:
    """The FTS5 expression of messages that may contain `folded`, "" when none can, None when most may."""
    if len(folded) >= 3:
        pieces = dict.fromkeys(folded[at : at + 3] for at in range(len(folded) - 2))
        return " AND ".join(map(_quoted, list(pieces)[:_MOST_PIECES]))
    rows = connection.execute(
        "SELECT term FROM temp.message_pieces WHERE term >= ? AND term < ? LIMIT ?",
        (folded, folded + "\U0010ffff", _MOST_BEGINNINGS + 1),
    ).fetchall()
    if len(rows) > _MOST_BEGINNINGS:
        return None
    return " OR ".join(_quoted(piece) for (piece,) in rows)


def prepare(connection: dbapi2.Connection) -> None:
    """What a connection needs before `candidates` and `contains` can be used on it."""
    connection.create_function("contains", 2, contains, deterministic=True)
    connection.execute("CREATE VIRTUAL TABLE temp.message_pieces USING fts5vocab(main, 'message_index', 'row')")


def is_corruption(error: dbapi2.Error) -> bool:
    """Of the index, if what is done without it succeeds; else of the whole database."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == dbapi2.SQLITE_CORRUPT


def _with_files(connection: dbapi2.Connection, texts: Iterable[Text]) -> Iterator[Text]:
    for message_id, content in texts:
        files = connection.execute(
            "SELECT name, text FROM attachments WHERE message_id = ? ORDER BY id", (message_id,)
        ).fetchall()
        yield message_id, "\n".join((content, *itertools.chain.from_iterable(files))) if files else content


def _entry(text: Text) -> Text:
    message_id, content = text
    return message_id, fold(content) + _PADDING


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'
