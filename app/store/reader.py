"""Questions to the store."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.store import text_index
from app.store.codec import clean, decode
from app.store.connection import connect
from app.store.driver import dbapi2
from app.store.errors import StoreError, StoreErrorKind, explained, not_found
from app.store.migrations import MIGRATIONS, refuse_newer, version
from app.store.personal_reader import PersonalReader
from app.store.records import (
    Conversation,
    ConversationSettings,
    MessageState,
    Profile,
    ProfileSettings,
    ReplyMetadata,
    StoredMessage,
)
from engine.protocol import Role

_CONVERSATION = "id, key, profile_id, title, head_id, settings, created_at, updated_at"
_PROFILE = "id, name, system_message, settings"
_MESSAGE = "id, conversation_id, parent_id, role, content, state, metadata, created_at"


class Reader(PersonalReader):
    """Every method raises StoreError. Used by the thread that made it, and by no other."""

    def __init__(self, connection: dbapi2.Connection, path: Path) -> None:
        super().__init__(connection, path)
        text_index.prepare(connection)

    @classmethod
    def open_read_only(cls, path: Path) -> Reader:
        """Look at the database without changing it, also while another program writes to it."""
        with explained(path):
            try:
                connection = connect(path, read_only=True)
            except FileNotFoundError as error:
                raise StoreError(
                    StoreErrorKind.NOT_FOUND, "There are no conversations yet in this data folder.", str(path)
                ) from error
            try:
                refuse_newer(connection, MIGRATIONS)
                if version(connection) < len(MIGRATIONS):
                    raise StoreError(
                        StoreErrorKind.OLDER,
                        "Your conversations must be brought up to date first. Start the program once.",
                        f"schema version {version(connection)}, this program uses {len(MIGRATIONS)}",
                    )
                return cls(connection, path)
            except BaseException:
                connection.close()
                raise

    def close(self) -> None:
        self._connection.close()

    def profiles(self) -> list[Profile]:
        return [_profile(row) for row in self._all(f"SELECT {_PROFILE} FROM profiles ORDER BY id")]

    def profile(self, profile_id: int) -> Profile:
        row = self._one(f"SELECT {_PROFILE} FROM profiles WHERE id = ?", profile_id)
        if row is None:
            raise not_found("profile", profile_id)
        return _profile(row)

    def conversations(self, profile_id: int | None = None, search: str = "", limit: int = 200) -> list[Conversation]:
        """At most `limit`, the one used last first; of one profile or of all. With `search` only those whose
        title or any message holds it, whatever its case."""
        folded = text_index.fold(clean(search.strip()))
        if folded:
            return self._found(profile_id, folded, limit)
        rows = self._all(
            f"SELECT {_CONVERSATION} FROM conversations WHERE deleted_at IS NULL AND (?1 IS NULL OR profile_id = ?1) "
            "ORDER BY touched DESC LIMIT ?2",
            profile_id,
            limit,
        )
        return [_conversation(row) for row in rows]

    def conversation(self, conversation_id: int) -> Conversation:
        """NOT_FOUND also for one that is deleted."""
        row = self._one(
            f"SELECT {_CONVERSATION} FROM conversations WHERE id = ? AND deleted_at IS NULL", conversation_id
        )
        if row is None:
            raise not_found("conversation", conversation_id)
        return _conversation(row)

    def messages(
        self, conversation_id: int, limit: int | None = None, before: int | None = None
    ) -> list[StoredMessage]:
        """The conversation as shown, from its first message to its head. With `limit` only the newest so many;
        with `before`, a message on that path, only what comes before it."""
        end = (
            "SELECT head_id FROM conversations WHERE id = ?1"
            if before is None
            else "SELECT parent_id FROM messages WHERE conversation_id = ?1 AND id = ?3"
        )
        rows = self._all(
            f"""
            WITH RECURSIVE path (id, parent_id) AS (
                SELECT id, parent_id FROM messages WHERE id = ({end})
                UNION ALL
                SELECT messages.id, messages.parent_id FROM path JOIN messages ON messages.id = path.parent_id
                LIMIT ?2
            )
            SELECT {_MESSAGE} FROM messages WHERE id IN (SELECT id FROM path) ORDER BY id
            """,
            conversation_id,
            -1 if limit is None else limit,
            *(() if before is None else (before,)),
        )
        return [_message(row) for row in rows]

    def message(self, message_id: int) -> StoredMessage:
        row = self._one(f"SELECT {_MESSAGE} FROM messages WHERE id = ?", message_id)
        if row is None:
            raise not_found("message", message_id)
        return _message(row)

    def children(self, message_id: int) -> list[StoredMessage]:
        """The messages that answer this one, the oldest first."""
        return [
            _message(row)
            for row in self._all(f"SELECT {_MESSAGE} FROM messages WHERE parent_id = ? ORDER BY id", message_id)
        ]

    def judged(self, conversation_id: int) -> list[StoredMessage]:
        """The messages that the person has given feedback to, in any branch, the oldest first."""
        rows = self._all(
            f"SELECT {_MESSAGE} FROM messages WHERE conversation_id = ? AND id IN (SELECT message_id FROM feedback) "
            "ORDER BY id",
            conversation_id,
        )
        return [_message(row) for row in rows]

    def _found(self, profile_id: int | None, folded: str, limit: int) -> list[Conversation]:
        with explained(self._path):
            try:
                expression = text_index.candidates(self._connection, folded)
                rows = self._search(profile_id, folded, limit, expression)
            except dbapi2.DatabaseError as error:
                if not text_index.is_corruption(error):
                    raise
                rows = self._search(profile_id, folded, limit, None)
        return [_conversation(row) for row in rows]

    def _search(self, profile_id: int | None, folded: str, limit: int, expression: str | None) -> list[Any]:
        """The rows of conversations with a message that holds `folded`, looked for among the candidates that
        `expression` names.

        The candidates are gathered once; then each conversation is read until its first hit. The plus keeps SQLite
        from the other way round, which finds the conversation of every candidate: ten times slower for a common word.
        """
        if expression is None:
            among, values = "TRUE", ()
        elif expression == "":
            among, values = "FALSE", ()
        else:
            among = "+m.id IN (SELECT rowid FROM message_index WHERE message_index MATCH ?4)"
            values = (expression,)
        return self._connection.execute(
            f"SELECT {_CONVERSATION} FROM conversations AS c "
            "WHERE deleted_at IS NULL AND (?1 IS NULL OR profile_id = ?1) AND (contains(CAST(title AS BLOB), ?2) "
            f"OR EXISTS (SELECT 1 FROM messages AS m WHERE m.conversation_id = c.id AND {among} "
            "AND contains(CAST(m.content AS BLOB), ?2))) ORDER BY touched DESC LIMIT ?3",
            (profile_id, folded, limit, *values),
        ).fetchall()


def _profile(row: Iterable[Any]) -> Profile:
    number, name, system_message, settings = row
    return Profile(number, name, system_message, decode(ProfileSettings, settings))


def _conversation(row: Iterable[Any]) -> Conversation:
    number, key, profile_id, title, head_id, settings, created_at, updated_at = row
    return Conversation(
        id=number,
        key=key,
        profile_id=profile_id,
        title=title,
        head_id=head_id,
        settings=decode(ConversationSettings, settings),
        created_at=created_at,
        updated_at=updated_at,
    )


def _message(row: Iterable[Any]) -> StoredMessage:
    number, conversation_id, parent_id, role, content, state, metadata, created_at = row
    return StoredMessage(
        id=number,
        conversation_id=conversation_id,
        parent_id=parent_id,
        role=Role(role),
        content=content,
        state=MessageState(state),
        metadata=decode(ReplyMetadata, metadata),
        created_at=created_at,
    )
