"""Questions about what a person thinks of replies, what else can be learned of them, and what was."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.store.codec import decode
from app.store.driver import Connection
from app.store.errors import explained, not_found
from app.store.records import (
    Attachment,
    Feedback,
    LearningChoice,
    Memory,
    OwnMessage,
    PersonalSource,
    PersonalVersion,
    ReplyMetadata,
    Thumb,
    VersionState,
    Vote,
)
from app.store.rows import ATTACHMENT, attachment

_FEEDBACK = "message_id, thumb, correction, changed_at"
_MEMORY = "id, profile_id, text, message_id, confirmed, created_at, sentence"
_VOTE = (
    "id, profile_id, conversation_id, before_id, prompt, answer, other, answer_metadata, other_metadata, better, "
    "created_at"
)
_VERSION = "id, profile_id, name, model, adapter, parent_id, state, report, folder, created_at"


class PersonalReader:
    """Every method raises StoreError."""

    def __init__(self, connection: Connection, path: Path) -> None:
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
        """The oldest first; what the person refused is none."""
        return [
            _memory(row)
            for row in self._all(
                f"SELECT {_MEMORY} FROM memories WHERE profile_id = ? AND NOT refused ORDER BY id", profile_id
            )
        ]

    def refused_memories(self, profile_id: int) -> list[Memory]:
        """What the model had guessed and the person did not want."""
        rows = self._all(f"SELECT {_MEMORY} FROM memories WHERE profile_id = ? AND refused ORDER BY id", profile_id)
        return [_memory(row) for row in rows]

    def memory(self, memory_id: int) -> Memory:
        row = self._one(f"SELECT {_MEMORY} FROM memories WHERE id = ?", memory_id)
        if row is None:
            raise not_found("memory", memory_id)
        return _memory(row)

    def own_messages(self, profile_id: int, after: int, limit: int) -> list[OwnMessage]:
        """What the person wrote in a profile's conversations after the message with the id `after`: the newest so
        many, the oldest of them first."""
        rows = self._all(
            "SELECT m.id, m.content FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id "
            "WHERE m.id > ? AND m.role = 'user' AND c.profile_id = ? AND c.deleted_at IS NULL "
            "AND m.deleted_at IS NULL ORDER BY m.id DESC LIMIT ?",
            after,
            profile_id,
            limit,
        )
        return [OwnMessage(*row) for row in reversed(rows)]

    def facts_looked_for(self, profile_id: int) -> int:
        """Id of the last message in which facts were looked for, 0 where none was."""
        row = self._one("SELECT message_id FROM fact_searches WHERE profile_id = ?", profile_id)
        return row[0] if row is not None else 0

    def documents(self, profile_id: int) -> list[str]:
        """Paths of the files and folders that a profile learns from, in order."""
        return [
            row[0]
            for row in self._all("SELECT path FROM personal_documents WHERE profile_id = ? ORDER BY path", profile_id)
        ]

    def learning_choices(self, profile_id: int) -> list[LearningChoice]:
        rows = self._all("SELECT example, included, text FROM learning_choices WHERE profile_id = ?", profile_id)
        return [LearningChoice(example, bool(included), text) for example, included, text in rows]

    def votes(self, profile_id: int) -> list[Vote]:
        """The oldest first, without those on a conversation or after a message that is deleted."""
        rows = self._all(
            f"SELECT {_VOTE} FROM votes WHERE profile_id = ? AND (conversation_id IS NULL OR conversation_id IN "
            "(SELECT id FROM conversations WHERE deleted_at IS NULL)) AND (before_id IS NULL OR before_id IN "
            "(SELECT id FROM messages WHERE deleted_at IS NULL)) ORDER BY id",
            profile_id,
        )
        return self._votes(rows)

    def votes_in(self, conversation_id: int) -> list[Vote]:
        """Of a conversation, the oldest first, without those after a message that is deleted."""
        rows = self._all(
            f"SELECT {_VOTE} FROM votes WHERE conversation_id = ? AND (before_id IS NULL OR before_id IN "
            "(SELECT id FROM messages WHERE deleted_at IS NULL)) ORDER BY id",
            conversation_id,
        )
        return self._votes(rows)

    def vote(self, vote_id: int) -> Vote:
        row = self._one(f"SELECT {_VOTE} FROM votes WHERE id = ?", vote_id)
        if row is None:
            raise not_found("vote", vote_id)
        return self._votes([row])[0]

    def _votes(self, found: Sequence[Any]) -> list[Vote]:
        """Rows of votes, with the files of their prompts."""
        files: dict[int, tuple[Attachment, ...]] = {}
        ids = json.dumps([row[0] for row in found])
        for vote_id, *row in self._all(
            f"SELECT vote_id, {ATTACHMENT} FROM attachments WHERE vote_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY id",
            ids,
        ):
            files[vote_id] = (*files.get(vote_id, ()), attachment(row))
        return [replace(vote, attachments=files.get(vote.id, ())) for vote in map(_vote, found)]

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

    def deleted_sources(self, version_id: int) -> int:
        """How many of the examples that a version was trained on came from what the person has deleted since."""
        row = self._one(
            "SELECT count(*) FROM personal_sources WHERE version_id = ? AND (conversation_id NOT IN "
            "(SELECT id FROM conversations WHERE deleted_at IS NULL) "
            "OR example LIKE 'message:%' AND CAST(substr(example, 9) AS INTEGER) NOT IN "
            "(SELECT id FROM messages WHERE deleted_at IS NULL) "
            "OR example LIKE 'vote:%' AND CAST(substr(example, 6) AS INTEGER) NOT IN "
            "(SELECT id FROM votes WHERE before_id IS NULL OR before_id IN "
            "(SELECT id FROM messages WHERE deleted_at IS NULL)))",
            version_id,
        )
        return row[0] if row is not None else 0

    def versions_from_document(self, path: str) -> list[PersonalVersion]:
        """The versions that learned from a file, or from files in a folder; the newest first."""
        rows = self._all(
            f"SELECT {_VERSION} FROM personal_versions WHERE id IN (SELECT version_id FROM personal_sources "
            "WHERE document = ?1 OR substr(document, 1, length(?2)) = ?2) ORDER BY id DESC",
            path,
            str(Path(path)) + os.sep,
        )
        return [_version(row) for row in rows]

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
    number, profile_id, text, message_id, confirmed, created_at, sentence = row
    return Memory(number, profile_id, text, message_id, bool(confirmed), created_at, sentence)


def _vote(row: Iterable[Any]) -> Vote:
    number, profile_id, conversation_id, before_id, prompt, answer, other, by_answer, by_other, better, created_at = row
    return Vote(
        number,
        profile_id,
        conversation_id,
        before_id,
        prompt,
        answer,
        other,
        decode(ReplyMetadata, by_answer),
        decode(ReplyMetadata, by_other),
        better,
        created_at,
    )


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
