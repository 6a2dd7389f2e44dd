"""Conversations as values that can leave the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from app.store.codec import decode
from app.store.message_tree import MessageTree, TreeRow, covering
from app.store.portable import PortableConversation, PortableMessage, PortableSummary, PortableVote, message_key
from app.store.reader import Reader
from app.store.records import MessageState, ReplyMetadata, Summary, Thumb, Vote
from engine.protocol import Role

_STATES = {MessageState.STREAMING: MessageState.STOPPED}
"""What is being written has no end yet elsewhere."""


class PortableReader(Reader):
    """Every method raises StoreError."""

    def conversation_ids(self, profile_id: int | None = None) -> list[int]:
        """All that are not deleted, those of the archive too, the one used last first."""
        found = self._all(
            "SELECT id FROM conversations WHERE deleted_at IS NULL AND (?1 IS NULL OR profile_id = ?1) "
            "ORDER BY touched DESC, updated_at DESC",
            profile_id,
        )
        return [row[0] for row in found]

    def known_keys(self, keys: Iterable[str]) -> Mapping[str, int]:
        """Of conversations that are here already, deleted ones left out: how many messages each has."""
        found = self._all(
            "SELECT key, (SELECT count(*) FROM messages WHERE conversation_id = conversations.id "
            "AND messages.deleted_at IS NULL) FROM conversations "
            "WHERE deleted_at IS NULL AND key IN (SELECT value FROM json_each(?))",
            json.dumps(list(keys)),
        )
        return dict(found)

    def portable(self, conversation_id: int) -> PortableConversation:
        """All of it but what the person has deleted."""
        conversation = self.conversation(conversation_id)
        rows = self._all(
            "SELECT id, parent_id, deleted_at IS NOT NULL, coalesce(seen_at, created_at), origin, created_at, seen_at, "
            "role, state, metadata, content FROM messages WHERE conversation_id = ? ORDER BY id",
            conversation_id,
        )
        tree = MessageTree(TreeRow._make(row[:4]) for row in rows)
        keys: dict[int | None, str | None] = {None: None}
        for number, *_, origin, created_at, _, _, _, _, _ in rows:
            keys[number] = message_key(conversation.key, number, created_at) if origin is None else origin
        attached = self.attached(conversation_id)
        feedback = self.feedback(row[0] for row in rows)
        summaries = self.summaries(conversation_id)
        messages: list[PortableMessage] = []
        for number, _, is_deleted, _, _, created_at, seen_at, role, state, metadata, content in rows:
            if is_deleted:
                continue
            key, judged = keys[number], feedback.get(number)
            assert key is not None
            messages.append(
                PortableMessage(
                    key=key,
                    parent=keys[tree.parent(number)],
                    role=Role(role),
                    content=content,
                    state=_STATES.get(MessageState(state), MessageState(state)),
                    metadata=decode(ReplyMetadata, metadata),
                    created_at=created_at,
                    seen_at=seen_at,
                    thumb=judged.thumb if judged else Thumb.NONE,
                    correction=judged.correction if judged else "",
                    judged_at=judged.changed_at if judged else 0.0,
                    attachments=attached.get(number, ()),
                    summary=_standing(summaries.get(number), tree),
                )
            )
        folder = self._one("SELECT name FROM folders WHERE id = ?", conversation.folder_id)
        return PortableConversation(
            key=conversation.key,
            title=conversation.title,
            titled=conversation.titled,
            profile=self.profile(conversation.profile_id).name,
            folder=folder[0] if folder else "",
            pinned=conversation.pinned,
            archived=conversation.archived,
            settings=conversation.settings,
            created_at=conversation.created_at,
            updated_at=conversation.updated_at,
            head=keys.get(conversation.head_id),
            messages=tuple(messages),
            votes=tuple(_vote(one, keys) for one in self.votes_in(conversation_id)),
        )


def _standing(summary: Summary | None, tree: MessageTree) -> PortableSummary | None:
    """None where it stands for other messages than those above it now."""
    if summary is None or summary.covered != covering(sorted(tree.path(summary.message_id))):
        return None
    return PortableSummary(summary.text, summary.model, summary.edited)


def _vote(vote: Vote, keys: Mapping[int | None, str | None]) -> PortableVote:
    return PortableVote(
        keys[vote.before_id],
        vote.prompt,
        vote.answer,
        vote.other,
        vote.answer_metadata,
        vote.other_metadata,
        vote.better,
        vote.created_at,
        vote.attachments,
    )
