"""What a database says of itself without a word that a person or a model wrote."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.store.codec import decode
from app.store.connection import connect
from app.store.errors import explained
from app.store.migrations import version
from app.store.records import MessageState, ReplyMetadata
from engine.protocol import Timings, Usage
from models.encryption.keys import DataKey

_COUNTED = ("profiles", "conversations", "messages", "memories", "attachments", "personal_versions", "votes")


@dataclass(frozen=True)
class Reply:
    state: MessageState
    finish_reason: str
    usage: Usage | None
    timings: Timings | None


def schema_and_counts(path: Path, key: DataKey | None = None) -> list[tuple[str, int]]:
    """The version of the schema, and how many rows its tables have. Raises StoreError."""
    with explained(path), closing(connect(path, read_only=True, key=key)) as connection:
        present = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        counts = [
            (name, connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0])  # noqa: S608 - a constant
            for name in _COUNTED
            if name in present
        ]
        return [("schema", version(connection)), *counts]


def last_replies(path: Path, key: DataKey | None, count: int) -> list[Reply]:
    """The newest first. Raises StoreError."""
    with explained(path), closing(connect(path, read_only=True, key=key)) as connection:
        rows = connection.execute(
            "SELECT state, metadata FROM messages WHERE role = 'assistant' ORDER BY id DESC LIMIT ?", (count,)
        )
        told = [(state, decode(ReplyMetadata, metadata)) for state, metadata in rows]
    return [Reply(MessageState(state), one.finish_reason, one.usage, one.timings) for state, one in told]
