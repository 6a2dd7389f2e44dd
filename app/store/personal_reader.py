"""Questions about what a person thinks of replies, facts about them, and the adapters trained for them."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.store.driver import dbapi2
from app.store.errors import explained, not_found
from app.store.records import Feedback, Memory, PersonalSource, PersonalVersion, Thumb, VersionState

_FEEDBACK = "message_id, thumb, correction, changed_at"
_MEMORY = "id, profile_id, text, message_id, confirmed, created_at"
_VERSION = "id, profile_id, name, model, adapter, parent_id, state, report, folder, created_at"


class PersonalReader:
    """Every method raises StoreError."""

    def __init__(self, connection: dbapi2.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def feedback(self, message_ids: Iterable[int]) -> dict[int, Feedback]:
        """By message; those without any are left out."""
        rows = self._all(
            f"SELECT {_FEEDBACK} FROM feedback WHERE message_id IN (SELECT value FROM json_each(?))",
            json.dumps(list(message_ids)),
        )
        return {row[0]: _feedback(row) for row in rows}

    def memories(self, profile_id: int) -> list[Memory]:
        """The oldest first."""
        return [
            _memory(row)
            for row in self._all(f"SELECT {_MEMORY} FROM memories WHERE profile_id = ? ORDER BY id", profile_id)
        ]

    def memory(self, memory_id: int) -> Memory:
        row = self._one(f"SELECT {_MEMORY} FROM memories WHERE id = ?", memory_id)
        if row is None:
            raise not_found("memory", memory_id)
        return _memory(row)

    def versions(self, profile_id: int) -> list[PersonalVersion]:
        """What was trained for a profile, the newest first."""
        rows = self._all(f"SELECT {_VERSION} FROM personal_versions WHERE profile_id = ? ORDER BY id DESC", profile_id)
        return [_version(row) for row in rows]

    def version(self, version_id: int) -> PersonalVersion:
        row = self._one(f"SELECT {_VERSION} FROM personal_versions WHERE id = ?", version_id)
        if row is None:
            raise not_found("version", version_id)
        return _version(row)

    def versions_from(self, conversation_id: int) -> list[PersonalVersion]:
        """The versions that learned from a conversation, also from one that is gone; the newest first."""
        rows = self._all(
            f"SELECT {_VERSION} FROM personal_versions "
            "WHERE id IN (SELECT version_id FROM personal_sources WHERE conversation_id = ?) ORDER BY id DESC",
            conversation_id,
        )
        return [_version(row) for row in rows]

    def gone(self, conversation_ids: Iterable[int]) -> set[int]:
        """Those that are deleted for good: what can still be undone is not among them."""
        rows = self._all(
            "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM conversations)",
            json.dumps(list(conversation_ids)),
        )
        return {row[0] for row in rows}

    def sources(self, version_id: int) -> list[PersonalSource]:
        """What a version was trained on."""
        rows = self._all(
            "SELECT example, conversation_id, document FROM personal_sources WHERE version_id = ? ORDER BY example",
            version_id,
        )
        return [PersonalSource(*row) for row in rows]

    def _all(self, statement: str, *values: object) -> list[Any]:
        with explained(self._path):
            return self._connection.execute(statement, values).fetchall()

    def _one(self, statement: str, *values: object) -> Any | None:
        with explained(self._path):
            return self._connection.execute(statement, values).fetchone()


def _feedback(row: Iterable[Any]) -> Feedback:
    message_id, thumb, correction, changed_at = row
    return Feedback(message_id, Thumb(thumb), correction, changed_at)


def _memory(row: Iterable[Any]) -> Memory:
    number, profile_id, text, message_id, confirmed, created_at = row
    return Memory(number, profile_id, text, message_id, bool(confirmed), created_at)


def _version(row: Iterable[Any]) -> PersonalVersion:
    number, profile_id, name, model, adapter, parent_id, state, report, folder, created_at = row
    return PersonalVersion(
        id=number,
        profile_id=profile_id,
        name=name,
        model=model,
        adapter=adapter,
        parent_id=parent_id,
        state=VersionState(state),
        report=report,
        folder=folder,
        created_at=created_at,
    )
