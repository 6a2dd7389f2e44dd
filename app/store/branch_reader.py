"""Questions about the branches of a conversation, and about what was being written in it."""

# ruff: noqa: S608 - statements are put together from constants; values are always bound.

from __future__ import annotations

from app.store import rows
from app.store.message_tree import MessageTree, TreeRow, Versions
from app.store.personal_reader import PersonalReader
from app.store.records import Attachment, Summary


class BranchReader(PersonalReader):
    """Every method raises StoreError."""

    def tree(self, conversation_id: int) -> MessageTree:
        found = self._all(
            "SELECT id, parent_id, deleted_at IS NOT NULL, coalesce(seen_at, created_at) FROM messages "
            "WHERE conversation_id = ? ORDER BY id",
            conversation_id,
        )
        return MessageTree(map(TreeRow._make, found))

    def message_versions(self, conversation_id: int) -> Versions:
        """Which messages stand in the same place of their conversation."""
        return self.tree(conversation_id).versions()

    def drafts(self, conversation_id: int | None) -> dict[int | None, str]:
        """What was being written in a conversation (None: in a new one), by the message that was being edited; under
        None what was in the message box."""
        return dict(self._all("SELECT message_id, text FROM drafts WHERE conversation_id IS ?", conversation_id))

    def draft_attachments(self, conversation_id: int | None) -> tuple[Attachment, ...]:
        """What was put into the message box of a conversation (None: of a new one), beside its text."""
        found = self._all(
            f"SELECT {rows.ATTACHMENT} FROM attachments WHERE conversation_id IS ? AND message_id IS NULL "
            "AND vote_id IS NULL ORDER BY id",
            conversation_id,
        )
        return tuple(map(rows.attachment, found))

    def attachments(self, message_id: int) -> tuple[Attachment, ...]:
        """Of a message, in its order."""
        found = self._all(f"SELECT {rows.ATTACHMENT} FROM attachments WHERE message_id = ? ORDER BY id", message_id)
        return tuple(map(rows.attachment, found))

    def summaries(self, conversation_id: int) -> dict[int, Summary]:
        """By the last message that each stands for, in every branch."""
        found = self._all(
            f"SELECT {rows.SUMMARY} FROM summaries WHERE EXISTS (SELECT 1 FROM messages "
            "WHERE id = summaries.message_id AND conversation_id = ? AND deleted_at IS NULL)",
            conversation_id,
        )
        return {one.message_id: one for one in map(rows.summary, found)}
