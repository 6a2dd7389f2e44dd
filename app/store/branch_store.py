"""Changes of the branches of a conversation: another one shown, messages deleted and brought back, drafts kept."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound.

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.store import rows, text_index
from app.store.codec import clean
from app.store.errors import not_found
from app.store.message_tree import MessageTree
from app.store.personal_store import PersonalStore
from app.store.records import Attachment, Conversation, Summary

_AMONG = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class MessageDeletion:
    """What was deleted together, so that it can come back together."""

    conversation_id: int
    message_ids: tuple[int, ...]
    head_id: int | None
    """What the conversation ended with before."""
    shown_id: int | None
    """What stands in the place of the deleted message now, or before it; None where nothing does."""


class BranchStore(PersonalStore):
    """Every method raises StoreError; a change that fails leaves everything as it was."""

    def show_branch(self, conversation_id: int, message_id: int) -> Conversation:
        """Make the conversation end where the branch with this message was left last. One that is shown already stays
        as it is."""
        conversation = self.conversation(conversation_id)
        tree = self.tree(conversation_id)
        if message_id not in tree:
            raise not_found("message", message_id)
        if message_id in tree.path(conversation.head_id):
            return conversation
        with self._change():
            self._connection.execute(
                "UPDATE messages SET seen_at = ? WHERE id = ?", (self._clock(), conversation.head_id)
            )
            self._set_head(conversation_id, tree.end(message_id))
            return self.conversation(conversation_id)

    def delete_message(self, message_id: int, *, with_rest: bool) -> MessageDeletion:
        """Take a message out of sight, alone or `with_rest`, all that follow it in every branch. It can be brought back
        until `purge_deleted` takes it away for good."""
        message = self.message(message_id)
        conversation = self.conversation(message.conversation_id)
        tree = self.tree(conversation.id)
        if message_id not in tree:
            raise not_found("message", message_id)
        gone = tree.below(message_id) if with_rest else (message_id,)
        shown = parent = tree.parent(message_id)
        with self._change():
            self._connection.execute(
                f"UPDATE messages SET deleted_at = ? WHERE id {_AMONG}", (self._clock(), json.dumps(gone))
            )
            self._connection.execute(f"DELETE FROM drafts WHERE message_id {_AMONG}", (json.dumps(gone),))
            if conversation.head_id in gone:
                other = _other_version(tree, message_id)
                shown = parent if other is None else other
                self._set_head(conversation.id, parent if other is None else tree.end(other))
        return MessageDeletion(conversation.id, gone, conversation.head_id, shown)

    def restore_messages(self, deletion: MessageDeletion) -> Conversation:
        """Bring back what was deleted, unless it is gone for good."""
        with self._change():
            self._connection.execute(
                f"UPDATE messages SET deleted_at = NULL WHERE id {_AMONG}", (json.dumps(deletion.message_ids),)
            )
            if deletion.head_id is not None and deletion.head_id in self.tree(deletion.conversation_id):
                self._set_head(deletion.conversation_id, deletion.head_id)
            return self.conversation(deletion.conversation_id)

    def keep_draft(self, conversation_id: int | None, message_id: int | None, text: str) -> None:
        """Remember what is being written, see `drafts`; an empty text is nothing."""
        with self._change():
            self._connection.execute(
                "DELETE FROM drafts WHERE conversation_id IS ? AND message_id IS ?", (conversation_id, message_id)
            )
            if text:
                self._connection.execute(
                    "INSERT INTO drafts (conversation_id, message_id, text) VALUES (?, ?, ?)",
                    (conversation_id, message_id, clean(text)),
                )

    def put_summary(self, summary: Summary) -> Summary:
        """In place of the one that ends with the same message."""
        with self._change():
            self.message(summary.message_id)
            self._connection.execute(
                f"INSERT OR REPLACE INTO summaries ({rows.SUMMARY}) VALUES (?, ?, ?, ?, ?)",
                (summary.message_id, summary.covered, clean(summary.text), clean(summary.model), summary.edited),
            )
            return summary

    def keep_draft_attachments(self, conversation_id: int | None, attachments: Sequence[Attachment]) -> None:
        """Remember what is in the message box beside its text, see `draft_attachments`; none is nothing."""
        with self._change():
            self._connection.execute(
                "DELETE FROM attachments WHERE conversation_id IS ? AND message_id IS NULL AND vote_id IS NULL",
                (conversation_id,),
            )
            self._attach(conversation_id, None, attachments)

    def _set_head(self, conversation_id: int, message_id: int | None) -> None:
        self._connection.execute("UPDATE conversations SET head_id = ? WHERE id = ?", (message_id, conversation_id))

    def _purge_messages(self, latest: float) -> list[str]:
        """Overwrite the messages that were deleted up to then, inside a transaction. Returns the keys of their
        conversations, whose saved states hold them still."""
        execute = self._connection.execute
        found = execute(
            "SELECT id, parent_id, conversation_id, state, content FROM messages WHERE deleted_at <= ? ORDER BY id",
            (latest,),
        ).fetchall()
        if not found:
            return []
        above: dict[int | None, int | None] = {}
        for number, parent, *_ in found:
            above[number] = above.get(parent, parent)
        gone = json.dumps(list(above))
        below = execute(
            f"SELECT id, parent_id FROM messages WHERE parent_id {_AMONG} AND id NOT {_AMONG}", (gone, gone)
        ).fetchall()
        self._connection.executemany(
            "UPDATE messages SET parent_id = ? WHERE id = ?", [(above[parent], number) for number, parent in below]
        )
        texts = [(number, content) for number, _, _, state, content in found if state != "streaming"]
        texts = text_index.with_files(self._connection, texts)
        execute(f"DELETE FROM messages WHERE id {_AMONG}", (gone,))
        text_index.update_index(self._connection, gone=texts)
        conversations = json.dumps([row[2] for row in found])
        return [row[0] for row in execute(f"SELECT key FROM conversations WHERE id {_AMONG}", (conversations,))]


def _other_version(tree: MessageTree, message_id: int) -> int | None:
    """The one before it in its place, else the one after it."""
    versions = tree.versions_of(message_id)
    at = versions.index(message_id)
    return versions[at - 1] if at else next(iter(versions[1:]), None)
