"""Rows of the store to values, and the columns that they take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.store.codec import decode
from app.store.records import (
    Attachment,
    AttachmentKind,
    Conversation,
    ConversationSettings,
    MessageState,
    Profile,
    ProfileSettings,
    ReplyMetadata,
    StoredMessage,
    Summary,
    TitledBy,
)
from engine.protocol import Role

CONVERSATION = (
    "id, key, profile_id, title, head_id, settings, created_at, updated_at, folder_id, pinned, archived, titled"
)
PROFILE = "id, name, system_message, settings"
MESSAGE = "id, conversation_id, parent_id, role, content, state, metadata, created_at"
ATTACHMENT = "name, kind, pages, note, text"
SUMMARY = "message_id, covered, text, model, edited"


def profile(row: Iterable[Any]) -> Profile:
    number, name, system_message, settings = row
    return Profile(number, name, system_message, decode(ProfileSettings, settings))


def conversation(row: Iterable[Any]) -> Conversation:
    number, key, profile_id, title, head_id, settings, created_at, updated_at, folder_id, pinned, archived, by = row
    return Conversation(
        id=number,
        key=key,
        profile_id=profile_id,
        title=title,
        head_id=head_id,
        settings=decode(ConversationSettings, settings),
        created_at=created_at,
        updated_at=updated_at,
        folder_id=folder_id,
        pinned=bool(pinned),
        archived=bool(archived),
        titled=TitledBy(by),
    )


def message(row: Iterable[Any]) -> StoredMessage:
    number, conversation_id, parent_id, role, content, state, metadata, created_at = row
    return StoredMessage(
        id=number,
        conversation_id=conversation_id,
        parent_id=parent_id,
        role=Role(role),
        content=content,
        state=MessageState(state),
        metadata=decode(ReplyMetadata, metadata),
        created_at=created_at,
    )


def attachment(row: Iterable[Any]) -> Attachment:
    name, kind, pages, note, text = row
    return Attachment(name, AttachmentKind(kind), text, pages, note)


def summary(row: Iterable[Any]) -> Summary:
    message_id, covered, text, model, edited = row
    return Summary(message_id, covered, text, model, bool(edited))
