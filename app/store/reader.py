"""Questions to the store."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from app.store import rows, text_index
from app.store.connection import connect
from app.store.driver import Connection
from app.store.errors import StoreError, StoreErrorKind, explained, not_found
from app.store.migrations import MIGRATIONS, refuse_newer, version
from app.store.records import (
    Attachment,
    Conversation,
    ConversationCounts,
    Folder,
    Profile,
    ProfileContents,
    StoredMessage,
)
from app.store.search_reader import SearchReader
from models.encryption.keys import DataKey


class Reader(SearchReader):
    """Every method raises StoreError. Used by the thread that made it, and by no other."""

    def __init__(self, connection: Connection, path: Path) -> None:
        super().__init__(connection, path)
        text_index.prepare(connection)

    @classmethod
    def open_read_only(cls, path: Path, key: DataKey | None = None) -> Self:
        """Look at the database, encrypted with `key`, without changing it, also while another program writes to it."""
        with explained(path):
            try:
                connection = connect(path, read_only=True, key=key)
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
        found = self._all(f"SELECT {rows.PROFILE} FROM profiles WHERE deleted_at IS NULL ORDER BY id")
        return [rows.profile(row) for row in found]

    def profile(self, profile_id: int) -> Profile:
        """Also one that is deleted, until it is gone for good."""
        row = self._one(f"SELECT {rows.PROFILE} FROM profiles WHERE id = ?", profile_id)
        if row is None:
            raise not_found("profile", profile_id)
        return rows.profile(row)

    def profile_contents(self, profile_id: int) -> ProfileContents:
        """What the person would miss with it: not what they have deleted or refused."""
        counts = self._one(
            "SELECT (SELECT count(*) FROM conversations WHERE profile_id = ?1 AND deleted_at IS NULL), "
            "(SELECT count(*) FROM memories WHERE profile_id = ?1 AND NOT refused), "
            "(SELECT count(*) FROM personal_versions WHERE profile_id = ?1)",
            profile_id,
        )
        return ProfileContents(*counts) if counts is not None else ProfileContents()

    def conversations(
        self, profile_id: int | None = None, search: str = "", limit: int = 200, *, archived: bool = False
    ) -> list[Conversation]:
        """At most `limit`, pinned ones first, then the one used last; of one profile or of all, either those in the
        archive or the others. With `search` all those whose title or any message holds it, whatever its case."""
        if search.strip():
            return [hit.conversation for hit in self.search(profile_id, search, limit)]
        found = self._all(
            f"SELECT {rows.CONVERSATION} FROM conversations WHERE deleted_at IS NULL AND archived = ?3 "
            "AND (?1 IS NULL OR profile_id = ?1) ORDER BY pinned DESC, touched DESC, updated_at DESC LIMIT ?2",
            profile_id,
            limit,
            archived,
        )
        return [rows.conversation(row) for row in found]

    def conversation(self, conversation_id: int) -> Conversation:
        """NOT_FOUND also for one that is deleted."""
        row = self._one(
            f"SELECT {rows.CONVERSATION} FROM conversations WHERE id = ? AND deleted_at IS NULL", conversation_id
        )
        if row is None:
            raise not_found("conversation", conversation_id)
        return rows.conversation(row)

    def folders(self, profile_id: int) -> list[Folder]:
        """By their names."""
        found = self._all("SELECT id, profile_id, name FROM folders WHERE profile_id = ?", profile_id)
        return sorted((Folder(*row) for row in found), key=lambda folder: (folder.name.casefold(), folder.id))

    def folder(self, folder_id: int) -> Folder:
        row = self._one("SELECT id, profile_id, name FROM folders WHERE id = ?", folder_id)
        if row is None:
            raise not_found("folder", folder_id)
        return Folder(*row)

    def conversation_counts(self, profile_id: int | None = None) -> ConversationCounts:
        """Of one profile or of all."""
        row = self._one(
            "SELECT count(*) FILTER (WHERE NOT archived), count(*) FILTER (WHERE archived) FROM conversations "
            "WHERE deleted_at IS NULL AND (?1 IS NULL OR profile_id = ?1)",
            profile_id,
        )
        return ConversationCounts(*row) if row is not None else ConversationCounts()

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
        found = self._all(
            f"""
            WITH RECURSIVE path (id, parent_id) AS (
                SELECT id, parent_id FROM messages WHERE id = ({end})
                UNION ALL
                SELECT messages.id, messages.parent_id FROM path JOIN messages ON messages.id = path.parent_id
                LIMIT ?2
            )
            SELECT {rows.MESSAGE} FROM messages WHERE id IN (SELECT id FROM path) AND deleted_at IS NULL ORDER BY id
            """,
            conversation_id,
            -1 if limit is None else limit,
            *(() if before is None else (before,)),
        )
        return self._messages(conversation_id, found)

    def message(self, message_id: int) -> StoredMessage:
        return replace(self._message_row(message_id), attachments=self.attachments(message_id))

    def _message_row(self, message_id: int) -> StoredMessage:
        """Without its attachments."""
        row = self._one(f"SELECT {rows.MESSAGE} FROM messages WHERE id = ?", message_id)
        if row is None:
            raise not_found("message", message_id)
        return rows.message(row)

    def children(self, message_id: int) -> list[StoredMessage]:
        """The messages that answer this one, the oldest first."""
        found = self._all(
            f"SELECT {rows.MESSAGE} FROM messages WHERE parent_id = ? AND deleted_at IS NULL ORDER BY id", message_id
        )
        return [rows.message(row) for row in found]

    def judged(self, conversation_id: int) -> list[StoredMessage]:
        """The messages that the person has given feedback to, in any branch, the oldest first."""
        found = self._all(
            f"SELECT {rows.MESSAGE} FROM messages WHERE conversation_id = ? AND deleted_at IS NULL "
            "AND id IN (SELECT message_id FROM feedback) ORDER BY id",
            conversation_id,
        )
        return self._messages(conversation_id, found)

    def attached(self, conversation_id: int) -> dict[int, tuple[Attachment, ...]]:
        """By message: what it brings, for those of a conversation that bring something."""
        found: dict[int, tuple[Attachment, ...]] = {}
        for message_id, *row in self._all(
            f"SELECT message_id, {rows.ATTACHMENT} FROM attachments "
            "WHERE conversation_id = ? AND message_id IS NOT NULL ORDER BY id",
            conversation_id,
        ):
            found[message_id] = (*found.get(message_id, ()), rows.attachment(row))
        return found

    def _messages(self, conversation_id: int, found: Iterable[Any]) -> list[StoredMessage]:
        """Rows of one conversation, with what is attached to them."""
        attached = self.attached(conversation_id)
        messages = [rows.message(row) for row in found]
        if not attached:
            return messages
        return [replace(one, attachments=attached.get(one.id, ())) for one in messages]
