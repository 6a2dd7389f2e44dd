"""The one writer of the database: every method returns when its change is on the disk."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from app.store import text_index
from app.store.backup import back_up
from app.store.check import problems, problems_within
from app.store.codec import clean, decode, encode
from app.store.connection import connect, empty_log, transaction
from app.store.driver import Connection, dbapi2
from app.store.errors import damaged, explained, not_found
from app.store.migrations import MIGRATIONS, Migration, migrate, refuse_newer
from app.store.personal_store import inserted
from app.store.portable_store import PortableStore
from app.store.records import (
    Attachment,
    Conversation,
    ConversationSettings,
    MessageState,
    ReplyMetadata,
    StoredMessage,
    TitledBy,
)
from engine.protocol import Role
from models.encryption.keys import DataKey

INTERRUPTED = "interrupted"
"""The finish reason of a reply that the end of the program cut off."""

SWEEP_SECONDS = 0.3
"""How long a purge may go on cleaning the search index: a reply that arrives meanwhile waits for it."""

SWEEP_SECONDS_AT_END = 2.0

CHECK_SECONDS = 0.8
"""How long the check at the start may take; a database so big that it takes longer is opened unchecked."""


@dataclass(frozen=True)
class Opening:
    """What happened while the store was opened."""

    backup: Path | None
    """Made because the database was brought up to date."""
    interrupted_replies: int
    """Replies that the end of the program had cut off, and that are marked as stopped now."""
    checked: bool
    """False when the check was given up because the database is very big: `check_database` does all of it."""


class Store(PortableStore):
    """Made by `open`. Every method raises StoreError; a change that fails leaves everything as it was."""

    def __init__(self, connection: Connection, path: Path, opening: Opening, clock: Callable[[], float]) -> None:
        super().__init__(connection, path, clock)
        self.opening = opening
        self._unswept = False

    @classmethod
    def open(
        cls,
        path: Path,
        backups: Path,
        *,
        clock: Callable[[], float] = time.time,
        migrations: Sequence[Migration] = MIGRATIONS,
        check_seconds: float = CHECK_SECONDS,
        key: DataKey | None = None,
    ) -> Store:
        """Open the database at `path`, made when it is missing, checked, brought up to date, with replies that a
        crash cut off marked as stopped. `key` is what it is encrypted with. The caller holds the lock on the data
        folder.

        A damaged database is refused and not touched: see `app.store.backup` for the ways out.
        """
        with explained(path):
            connection = connect(path, key=key)
            try:
                refuse_newer(connection, migrations)
                found = problems_within(connection, check_seconds)
                only_index = bool(found) and all("message_index" in problem for problem in found)
                if found and not only_index:
                    raise damaged(path, "; ".join(found))
                backup = migrate(connection, migrations, lambda: back_up(connection, backups))
                if only_index:
                    with transaction(connection):
                        text_index.rebuild_index(connection)
                opening = Opening(backup, _stop_unfinished(connection), checked=found is not None)
                _ensure_profile(connection)
                return cls(connection, path, opening, clock)
            except BaseException:
                connection.close()
                raise

    def create_conversation(
        self,
        profile_id: int,
        title: str = "",
        settings: ConversationSettings | None = None,
        titled: TitledBy = TitledBy.WORDS,
    ) -> Conversation:
        now = self._clock()
        with self._change():
            self.profile(profile_id)
            cursor = self._connection.execute(
                "INSERT INTO conversations (key, profile_id, title, titled, settings, created_at, updated_at, touched) "
                f"VALUES (?, ?, ?, ?, ?, ?, ?, ({_NEXT_TOUCH}))",
                (
                    secrets.token_hex(16),
                    profile_id,
                    clean(title),
                    titled,
                    encode(settings or ConversationSettings()),
                    now,
                    now,
                ),
            )
            return self.conversation(inserted(cursor))

    def set_conversation_settings(self, conversation_id: int, settings: ConversationSettings) -> Conversation:
        return self._set(conversation_id, "settings = ?", encode(settings))

    def set_head(self, conversation_id: int, message_id: int | None) -> Conversation:
        """Show the conversation as it was up to this message: the next one may start another branch."""
        if message_id is not None:
            self._require_member(conversation_id, message_id)
        return self._set(conversation_id, "head_id = ?", message_id)

    def delete_conversation(self, conversation_id: int) -> None:
        """Take it out of sight. It can be brought back until `purge_deleted` takes it away for good."""
        self.conversation(conversation_id)
        with self._change():
            self._connection.execute(
                "UPDATE conversations SET deleted_at = ? WHERE id = ?", (self._clock(), conversation_id)
            )

    def restore_conversation(self, conversation_id: int) -> Conversation:
        return self._set(conversation_id, "deleted_at = ?", None)

    def purge_deleted(self, older_than_seconds: float | None = None) -> list[str]:
        """Overwrite the conversations and messages that were deleted (None: all of them; else those deleted so long
        ago) and return the keys of conversations whose saved states must go too. Backups made before still hold
        them."""
        latest = float("inf") if older_than_seconds is None else self._clock() - older_than_seconds
        execute = self._connection.execute
        with self._change():
            gone = execute("SELECT id, key FROM conversations WHERE deleted_at <= ?", (latest,)).fetchall()
            keys = [*self._erase_conversations(gone), *self._purge_messages(latest)]
            if keys:
                self._forget_examples(keys)
        if keys or self._unswept:
            self._sweep(SWEEP_SECONDS)
        return keys

    def purge_profile(self, profile_id: int) -> list[str]:
        keys = super().purge_profile(profile_id)
        self._sweep(SWEEP_SECONDS)
        return keys

    def append_message(
        self,
        conversation_id: int,
        parent_id: int | None,
        role: Role,
        content: str,
        state: MessageState = MessageState.COMPLETE,
        metadata: ReplyMetadata | None = None,
        attachments: Sequence[Attachment] = (),
    ) -> StoredMessage:
        """Add a message below `parent_id` (None: at the root) and make it the head of its conversation."""
        now = self._clock()
        content = clean(content)
        with self._change():
            if parent_id is not None:
                self._require_member(conversation_id, parent_id)
            else:
                self._require_conversation(conversation_id)
            cursor = self._connection.execute(
                "INSERT INTO messages (conversation_id, parent_id, role, state, created_at, metadata, content) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (conversation_id, parent_id, role, state, now, encode(metadata or ReplyMetadata()), content),
            )
            message_id = inserted(cursor)
            self._attach(conversation_id, message_id, attachments)
            self._connection.execute(
                f"UPDATE conversations SET head_id = ?, updated_at = ?, touched = ({_NEXT_TOUCH}) WHERE id = ?",
                (message_id, now, conversation_id),
            )
            self._update_index(come=_indexed(message_id, content, state))
            return replace(self._message_row(message_id), attachments=tuple(attachments))

    def update_message(
        self, message_id: int, content: str, state: MessageState, metadata: ReplyMetadata
    ) -> StoredMessage:
        """Give a reply its newer text, state and metadata, all together."""
        content = clean(content)
        with self._change():
            old = self._message_row(message_id)
            self._connection.execute(
                "UPDATE messages SET content = ?, state = ?, metadata = ? WHERE id = ?",
                (content, state, encode(metadata), message_id),
            )
            self._update_index(
                gone=_indexed(message_id, old.content, old.state), come=_indexed(message_id, content, state)
            )
            return replace(old, content=content, state=state, metadata=metadata)

    def close(self) -> None:
        if self._unswept:
            self._sweep(SWEEP_SECONDS_AT_END)
        super().close()

    def _update_index(self, gone: Sequence[text_index.Text] = (), come: Sequence[text_index.Text] = ()) -> None:
        """Of messages that keep the files that they bring."""
        connection = self._connection
        text_index.update_index(
            connection, gone=text_index.with_files(connection, gone), come=text_index.with_files(connection, come)
        )

    def _sweep(self, seconds: float) -> None:
        """Take what was purged out of the index and the write-ahead log too, as far as the time goes. A failure here
        must not hide what was purged: the next purge tries again."""
        self._unswept = True
        with suppress(dbapi2.Error):
            self._unswept = not text_index.sweep_index(self._connection, seconds)
            empty_log(self._connection)

    def _require_conversation(self, conversation_id: int) -> None:
        """A deleted one counts: its reply may still be arriving, and the deletion may be undone."""
        if self._one("SELECT 1 FROM conversations WHERE id = ?", conversation_id) is None:
            raise not_found("conversation", conversation_id)

    def _require_member(self, conversation_id: int, message_id: int) -> None:
        if (
            self._one("SELECT 1 FROM messages WHERE conversation_id = ? AND id = ?", conversation_id, message_id)
            is None
        ):
            raise not_found("message", message_id)


_NEXT_TOUCH = "SELECT coalesce(max(touched), 0) + 1 FROM conversations"


def check_database(path: Path, key: DataKey | None = None) -> None:
    """Check all of a database, however long that takes, beside a store that may be open on it. For a thread of its
    own. Raises StoreError."""
    with explained(path):
        connection = connect(path, read_only=True, key=key)
        try:
            found = problems(connection)
        finally:
            connection.close()
    if found:
        raise damaged(path, "; ".join(found))


def _indexed(message_id: int, content: str, state: MessageState) -> list[text_index.Text]:
    """What the search index holds of a message: nothing while it is written, it would be indexed at every flush."""
    return [] if state is MessageState.STREAMING else [(message_id, content)]


def _stop_unfinished(connection: dbapi2.Connection) -> int:
    """Mark the replies that were being written when the program ended; returns how many there were."""
    rows = connection.execute("SELECT id, content, metadata FROM messages WHERE state = 'streaming'").fetchall()
    if not rows:
        return 0
    with transaction(connection):
        for message_id, content, metadata in rows:
            ended = replace(decode(ReplyMetadata, metadata), finish_reason=INTERRUPTED)
            connection.execute(
                "UPDATE messages SET state = ?, metadata = ? WHERE id = ?",
                (MessageState.STOPPED, encode(ended), message_id),
            )
            text_index.update_index(connection, come=text_index.with_files(connection, [(message_id, content)]))
    return len(rows)


def _ensure_profile(connection: dbapi2.Connection) -> None:
    with transaction(connection):
        connection.execute(
            "INSERT INTO profiles (name, system_message) SELECT 'Me', '' WHERE NOT EXISTS (SELECT 1 FROM profiles)"
        )
