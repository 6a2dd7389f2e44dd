"""The beginning of a turn: the person's message is on the disk, and so is the row of its reply."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

from app.draft import Draft
from app.store.errors import StoreError
from app.store.message_tree import Versions
from app.store.records import Conversation, ConversationSettings, MessageState, ReplyMetadata, StoredMessage
from app.store.store import Store
from app.titles import title_of
from engine.protocol import Role


@dataclass(frozen=True)
class Begun:
    conversation: Conversation
    message: StoredMessage
    reply: StoredMessage | None
    error: StoreError | None = None
    """Why there is no row of the reply."""
    versions: Versions = field(default_factory=dict[int, tuple[int, ...]])


def begin_turn(
    store: Store,
    conversation: Conversation | None,
    settings: ConversationSettings,
    path: tuple[StoredMessage, ...],
    profile_id: int | None,
    draft: Draft,
    metadata: ReplyMetadata,
    edited: int | None = None,
) -> Begun:
    """On the store's thread; `settings` are for a new conversation, `metadata` for the row of the reply, `edited` is
    the message that this is another version of. The draft that it was is gone then. Raises StoreError when the message
    is not on the disk; nothing of it is left then."""
    is_new = conversation is None
    draft_of = conversation.id if conversation is not None else None
    if conversation is None:
        profile = profile_id if profile_id is not None else store.profiles()[0].id
        conversation = store.create_conversation(
            profile, title_of(draft.text if draft.text.strip() else draft.attachments[0].name), settings
        )
    try:
        before = path[-1].id if path else None
        message = store.append_message(conversation.id, before, Role.USER, draft.text, attachments=draft.attachments)
    except StoreError:
        if is_new:
            with contextlib.suppress(StoreError):
                store.delete_conversation(conversation.id)
        raise
    try:
        store.keep_draft(draft_of, edited, "")
        if edited is None:
            store.keep_draft_attachments(draft_of, ())
        versions = store.message_versions(conversation.id)
        reply = store.append_message(conversation.id, message.id, Role.ASSISTANT, "", MessageState.STREAMING, metadata)
    except StoreError as error:
        return Begun(store.conversation(conversation.id), message, None, error)
    return Begun(store.conversation(conversation.id), message, reply, versions=versions)
