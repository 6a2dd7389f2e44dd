"""Questions about the branches of a conversation, and about what was being written in it."""

from __future__ import annotations

from app.store.message_tree import MessageTree, TreeRow, Versions
from app.store.personal_reader import PersonalReader


class BranchReader(PersonalReader):
    """Every method raises StoreError."""

    def tree(self, conversation_id: int) -> MessageTree:
        rows = self._all(
            "SELECT id, parent_id, deleted_at IS NOT NULL, coalesce(seen_at, created_at) FROM messages "
            "WHERE conversation_id = ? ORDER BY id",
            conversation_id,
        )
        return MessageTree(map(TreeRow._make, rows))

    def message_versions(self, conversation_id: int) -> Versions:
        """Which messages stand in the same place of their conversation."""
        return self.tree(conversation_id).versions()

    def drafts(self, conversation_id: int | None) -> dict[int | None, str]:
        """What was being written in a conversation (None: in a new one), by the message that was being edited; under
        None what was in the message box."""
        rows = self._all("SELECT message_id, text FROM drafts WHERE conversation_id IS ?", conversation_id)
        return dict(rows)
