"""Changes of what a person thinks of replies, of what else can be learned of them, and of what was."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.store.codec import clean, encode
from app.store.connection import transaction
from app.store.driver import Connection, dbapi2
from app.store.errors import explained
from app.store.portable_reader import PortableReader
from app.store.records import (
    Attachment,
    Feedback,
    LearningChoice,
    Memory,
    PersonalSource,
    PersonalVersion,
    ReplyMetadata,
    Thumb,
    VersionState,
    Vote,
)

_EXAMPLES = "$.likeness.examples"
"""Where a PersonalReport has texts of the person."""


class PersonalStore(PortableReader):
    """Every method raises StoreError; a change that fails leaves everything as it was."""

    def __init__(self, connection: Connection, path: Path, clock: Callable[[], float]) -> None:
        super().__init__(connection, path)
        self._clock = clock

    def set_feedback(self, message_id: int, *, thumb: Thumb | None = None, correction: str | None = None) -> Feedback:
        """Change one of the two, or both: None leaves it as it is. An empty correction takes it back."""
        with self._change():
            self.message(message_id)
            old = self.feedback([message_id]).get(message_id, Feedback(message_id))
            new = Feedback(
                message_id,
                old.thumb if thumb is None else thumb,
                old.correction if correction is None else clean(correction),
                self._clock(),
            )
            self._connection.execute("DELETE FROM feedback WHERE message_id = ?", (message_id,))
            # What was decided on the example before is overtaken by it.
            self._connection.execute("DELETE FROM learning_choices WHERE message_id = ?", (message_id,))
            if new.thumb or new.correction:
                self._connection.execute(
                    "INSERT INTO feedback (message_id, thumb, correction, changed_at) VALUES (?, ?, ?, ?)",
                    (message_id, int(new.thumb), new.correction, new.changed_at),
                )
            return new

    def add_memory(
        self,
        profile_id: int,
        text: str,
        message_id: int | None = None,
        *,
        confirmed: bool = True,
        sentence: str = "",
    ) -> Memory:
        """`message_id` is what it was taken from, `sentence` where it stands there; a fact that was only guessed is
        not `confirmed`."""
        with self._change():
            self.profile(profile_id)
            cursor = self._connection.execute(
                "INSERT INTO memories (profile_id, text, message_id, confirmed, created_at, sentence) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (profile_id, clean(text), message_id, int(confirmed), self._clock(), clean(sentence)),
            )
            return self.memory(inserted(cursor))

    def update_memory(self, memory_id: int, text: str, *, confirmed: bool = True) -> Memory:
        with self._change():
            self._connection.execute(
                "UPDATE memories SET text = ?, confirmed = ?, refused = 0 WHERE id = ?",
                (clean(text), int(confirmed), memory_id),
            )
            return self.memory(memory_id)

    def delete_memory(self, memory_id: int) -> None:
        with self._change():
            self._connection.execute("DELETE FROM memories WHERE id = ?", (memory_id,))

    def refuse_memory(self, memory_id: int, *, refused: bool = True) -> Memory:
        """It is no fact, and is not to be guessed again; or, not `refused`, it may be one after all."""
        with self._change():
            self._connection.execute(
                "UPDATE memories SET refused = ?, confirmed = 0 WHERE id = ?", (int(refused), memory_id)
            )
            return self.memory(memory_id)

    def set_facts_looked_for(self, profile_id: int, message_id: int) -> None:
        """Facts were looked for in all of a profile's messages up to this one."""
        with self._change():
            self._connection.execute(
                "INSERT INTO fact_searches (profile_id, message_id) VALUES (?, ?) "
                "ON CONFLICT (profile_id) DO UPDATE SET message_id = max(message_id, excluded.message_id)",
                (profile_id, message_id),
            )

    def add_documents(self, profile_id: int, paths: Iterable[str]) -> None:
        """Files and folders that a profile learns from, from now on."""
        with self._change():
            self.profile(profile_id)
            self._connection.executemany(
                "INSERT OR IGNORE INTO personal_documents (profile_id, path) VALUES (?, ?)",
                [(profile_id, clean(path)) for path in paths],
            )

    def remove_document(self, profile_id: int, path: str) -> None:
        with self._change():
            self._connection.execute(
                "DELETE FROM personal_documents WHERE profile_id = ? AND path = ?", (profile_id, clean(path))
            )

    def set_learning_choices(self, profile_id: int, choices: Iterable[LearningChoice]) -> None:
        """A choice without a text leaves the one that was written before. Each goes with the message or the vote that
        its example comes from."""
        with self._change():
            self.profile(profile_id)
            for choice in choices:
                kind, _, number = choice.example.partition(":")
                self._connection.execute(
                    "INSERT INTO learning_choices (profile_id, example, message_id, vote_id, included, text) "
                    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (profile_id, example) DO UPDATE SET "
                    "included = excluded.included, text = CASE excluded.text WHEN '' THEN text ELSE excluded.text END",
                    (
                        profile_id,
                        choice.example,
                        int(number) if kind == "message" else None,
                        int(number) if kind == "vote" else None,
                        int(choice.included),
                        clean(choice.text),
                    ),
                )

    def forget_learning_choices(self, profile_id: int, examples: Iterable[str]) -> None:
        with self._change():
            self._connection.executemany(
                "DELETE FROM learning_choices WHERE profile_id = ? AND example = ?",
                [(profile_id, example) for example in examples],
            )

    def add_vote(
        self,
        profile_id: int,
        *,
        conversation_id: int | None,
        before_id: int | None,
        prompt: str,
        answer: str,
        other: str,
        answer_metadata: ReplyMetadata,
        other_metadata: ReplyMetadata,
        better: int,
        attachments: Sequence[Attachment] = (),
    ) -> Vote:
        """See `Vote`."""
        vote = Vote(
            0,
            profile_id,
            conversation_id,
            before_id,
            prompt,
            answer,
            other,
            answer_metadata,
            other_metadata,
            better,
            self._clock(),
            tuple(attachments),
        )
        with self._change():
            self.profile(profile_id)
            return self.vote(self._insert_vote(vote))

    def _insert_vote(self, vote: Vote) -> int:
        """Inside a transaction; returns its id."""
        cursor = self._connection.execute(
            "INSERT INTO votes (profile_id, conversation_id, before_id, prompt, answer, other, answer_metadata, "
            "other_metadata, better, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                vote.profile_id,
                vote.conversation_id,
                vote.before_id,
                *map(clean, (vote.prompt, vote.answer, vote.other)),
                encode(vote.answer_metadata),
                encode(vote.other_metadata),
                vote.better,
                vote.created_at,
            ),
        )
        vote_id = inserted(cursor)
        self._attach(vote.conversation_id, None, vote.attachments, vote_id)
        return vote_id

    def _attach(
        self,
        conversation_id: int | None,
        message_id: int | None,
        attachments: Sequence[Attachment],
        vote_id: int | None = None,
    ) -> None:
        """To a message, to the prompt of a vote, or to what is in a message box. Inside a transaction."""
        if not attachments:
            return
        self._connection.executemany(
            "INSERT INTO attachments (conversation_id, message_id, vote_id, name, kind, pages, note, text) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    conversation_id, message_id, vote_id,
                    clean(one.name), one.kind, one.pages, clean(one.note), clean(one.text),
                )
                for one in attachments
            ],
        )  # fmt: skip

    def delete_vote(self, vote_id: int) -> None:
        with self._change():
            self._connection.execute("DELETE FROM votes WHERE id = ?", (vote_id,))

    def add_version(
        self,
        profile_id: int,
        *,
        name: str,
        model: str,
        adapter: str,
        parent_id: int | None,
        state: VersionState,
        report: str,
        folder: str,
        sources: Iterable[PersonalSource],
    ) -> PersonalVersion:
        """Keep what a training has made, with everything that it was trained on."""
        with self._change():
            self.profile(profile_id)
            cursor = self._connection.execute(
                "INSERT INTO personal_versions "
                "(profile_id, name, model, adapter, parent_id, state, report, folder, created_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    profile_id,
                    clean(name),
                    clean(model),
                    adapter,
                    parent_id,
                    state,
                    clean(report),
                    clean(folder),
                    self._clock(),
                ),
            )
            version_id = inserted(cursor)
            self._connection.executemany(
                "INSERT INTO personal_sources (version_id, example, conversation_id, document) VALUES (?, ?, ?, ?)",
                [(version_id, source.example, source.conversation_id, clean(source.document)) for source in sources],
            )
            return self.version(version_id)

    def set_version_state(self, version_id: int, state: VersionState) -> PersonalVersion:
        with self._change():
            self._connection.execute("UPDATE personal_versions SET state = ? WHERE id = ?", (state, version_id))
            return self.version(version_id)

    def delete_version(self, version_id: int) -> None:
        """Forget a version and what it was trained on. Those made after it go back to the one before it."""
        with self._change():
            parent_id = self.version(version_id).parent_id
            self._connection.execute(
                "UPDATE personal_versions SET parent_id = ? WHERE parent_id = ?", (parent_id, version_id)
            )
            self._connection.execute("DELETE FROM personal_versions WHERE id = ?", (version_id,))

    def _forget_examples(self, keys: Sequence[str]) -> None:
        """Inside a transaction: out of the reports of versions that learned from a conversation that is gone, or from
        one of these, of which messages are."""
        self._connection.execute(
            f"UPDATE personal_versions SET report = json_set(report, '{_EXAMPLES}', json('[]')) "
            f"WHERE CASE WHEN json_valid(report) THEN json_array_length(report, '{_EXAMPLES}') END > 0 "
            "AND id IN (SELECT version_id FROM personal_sources WHERE conversation_id NOT IN "
            "(SELECT id FROM conversations WHERE key NOT IN (SELECT value FROM json_each(?))))",
            (json.dumps(keys),),
        )

    @contextmanager
    def _change(self) -> Iterator[None]:
        with explained(self._path), transaction(self._connection):
            yield


def inserted(cursor: dbapi2.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid
