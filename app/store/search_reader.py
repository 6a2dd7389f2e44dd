"""Finding conversations, and messages in one, by what was said in them."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.found import Excerpt, excerpt, fold, places
from app.store import rows, text_index
from app.store.branch_reader import BranchReader
from app.store.codec import clean
from app.store.driver import dbapi2
from app.store.errors import explained
from app.store.records import Conversation


@dataclass(frozen=True)
class Hit:
    """A conversation that holds what was looked for."""

    conversation: Conversation
    message_id: int | None = None
    """The newest message that holds it, in any branch; None where only the title does."""
    excerpt: Excerpt | None = None
    """Of that message; or of its file, after the name of that."""
    file: str = ""
    """Name of the file of that message in which it stands; empty where it stands in the message itself."""


@dataclass(frozen=True)
class FoundMessage:
    """A message that holds what was looked for."""

    message_id: int
    file: str = ""
    """As in `Hit`."""


class SearchReader(BranchReader):
    """Every method raises StoreError."""

    def search(self, profile_id: int | None, text: str, limit: int = 200) -> list[Hit]:
        """The conversations whose title, any message or any file of one holds `text`, whatever its case; the one used
        last first. A message that is still being written is not looked into."""
        folded = fold(clean(text.strip()))
        if not folded:
            return []
        found = self._search(_HITS, folded, profile_id, limit)
        ids = [row[-1] for row in found if row[-1] is not None]
        texts = dict(
            self._all("SELECT id, content FROM messages WHERE id IN (SELECT value FROM json_each(?))", json.dumps(ids))
        )
        parts = {message_id: excerpt(content, text) for message_id, content in texts.items()}
        # To look for it once more would take half of the time.
        files = self._files([message_id for message_id in ids if not parts[message_id].places], folded)
        hits: list[Hit] = []
        for *row, message_id in found:
            name, of_file = files.get(message_id, ("", ""))
            part = excerpt(of_file, text) if name else parts.get(message_id)
            hits.append(Hit(rows.conversation(row), message_id, _headed(name, part, text), name))
        return hits

    def find(self, conversation_id: int, text: str) -> list[FoundMessage]:
        """The messages of a conversation that hold `text`, themselves or in a file, in any branch, the oldest first."""
        folded = fold(clean(text.strip()))
        found = self._search(_IN_CONVERSATION, folded, conversation_id) if folded else []
        files = self._files([message_id for message_id, is_in_message in found if not is_in_message], folded)
        return [FoundMessage(message_id, files.get(message_id, ("", ""))[0]) for message_id, _ in found]

    def _files(self, message_ids: Iterable[int], folded: str) -> dict[int, tuple[str, str]]:
        """By message: the name and the text of its first file that holds `folded`."""
        found = self._all(
            "SELECT a.message_id, a.name, a.text FROM attachments AS a WHERE a.id IN (SELECT min(a.id) FROM "
            "attachments AS a WHERE a.message_id IN (SELECT value FROM json_each(?2)) "
            f"AND {_IN_FILE} GROUP BY a.message_id)",
            folded,
            json.dumps(list(message_ids)),
        )
        return {message_id: (name, text) for message_id, name, text in found}

    def _search(self, statement: str, folded: str, *values: object) -> list[Any]:
        """The rows of a statement that has `folded` as ?1, `values` after it, and a place for how its messages, as m,
        are narrowed down to candidates."""
        with explained(self._path):
            try:
                expression = text_index.candidates(self._connection, folded)
                return self._run(statement, expression, folded, *values)
            except dbapi2.DatabaseError as error:
                if not text_index.is_corruption(error):
                    raise
                return self._run(statement, None, folded, *values)

    def _run(self, statement: str, expression: str | None, *values: object) -> list[Any]:
        """The plus keeps SQLite from finding the conversation of every candidate: ten times slower for a common word
        than to read each conversation until its first hit."""
        if expression is None:
            among = "TRUE"
        elif expression == "":
            among = "FALSE"
        else:
            among = f"+m.id IN (SELECT rowid FROM message_index WHERE message_index MATCH ?{len(values) + 1})"
            values = (*values, expression)
        return self._connection.execute(statement.format(among=among), values).fetchall()


def _headed(name: str, part: Excerpt | None, wanted: str) -> Excerpt | None:
    """With the name of the file before it, if it is of one."""
    if not name or part is None:
        return part
    text = f"{name}: {part.text}"
    return Excerpt(text, tuple(places(text, wanted)))


_IN_FILE = "(contains(CAST(a.text AS BLOB), ?1) OR contains(CAST(a.name AS BLOB), ?1))"
_IN_MESSAGE = "contains(CAST(m.content AS BLOB), ?1)"
_MESSAGES = (
    f"m.deleted_at IS NULL AND {{among}} AND ({_IN_MESSAGE} "
    f"OR EXISTS (SELECT 1 FROM attachments AS a WHERE a.message_id = m.id AND {_IN_FILE}))"
)

# The inner one searches each conversation once; its limit makes SQLite do it one by one, until there are enough.
_HITS = (
    f"SELECT {rows.CONVERSATION}, hit FROM (SELECT c.*, (SELECT m.id FROM messages AS m WHERE m.conversation_id = c.id "
    f"AND {_MESSAGES} ORDER BY m.id DESC LIMIT 1) AS hit FROM conversations AS c WHERE deleted_at IS NULL "
    "AND (?2 IS NULL OR profile_id = ?2) ORDER BY touched DESC, updated_at DESC LIMIT -1) "
    "WHERE hit IS NOT NULL OR contains(CAST(title AS BLOB), ?1) LIMIT ?3"
)

_IN_CONVERSATION = (
    f"SELECT m.id, {_IN_MESSAGE} FROM messages AS m WHERE m.conversation_id = ?2 AND {_MESSAGES} ORDER BY m.id"
)
