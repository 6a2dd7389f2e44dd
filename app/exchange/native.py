"""The program's own file of conversations: JSON in which nothing is lost.

An object with `format` ("homespun conversations"), `version` (1), `exported_at` (seconds since 1970) and, last,
`conversations`: a list of objects with the fields of `PortableConversation`, in it `messages` with the fields of
`PortableMessage` and `votes` with those of `PortableVote`. A field that says nothing is left out. A reader takes what
it understands and passes over the rest; a change that older readers would misunderstand has another version.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from app.exchange.given import MOST_TITLE, foreign_key, listed, mapping, message_name, moment, text
from app.exchange.results import Found, NotReadable, Service, counted
from app.exchange.tree import Node, grown
from app.settings import SettingsError, validate_sampling
from app.store.codec import said
from app.store.portable import KEY, PortableConversation, PortableMessage, PortableSummary, PortableVote
from app.store.records import (
    Attachment,
    AttachmentKind,
    ConversationSettings,
    MessageState,
    ReplyMetadata,
    Thumb,
    TitledBy,
)
from app.values import UnusableValue, from_json
from engine.protocol import Role

FORMAT = "homespun conversations"
VERSION = 1

T = TypeVar("T", ReplyMetadata, ConversationSettings)
E = TypeVar("E", bound=Any)


def head_of(conversation: PortableConversation) -> dict[str, object]:
    """All but its messages."""
    return {
        "key": conversation.key,
        "title": conversation.title,
        "titled": str(conversation.titled),
        "profile": conversation.profile,
        "created_at": conversation.created_at,
        "updated_at": conversation.updated_at,
        "head": conversation.head,
        **({"folder": conversation.folder} if conversation.folder else {}),
        **({"pinned": True} if conversation.pinned else {}),
        **({"archived": True} if conversation.archived else {}),
        **_unless_empty("settings", said(conversation.settings)),
    }


def message_of(message: PortableMessage) -> dict[str, object]:
    return {
        "key": message.key,
        "parent": message.parent,
        "role": str(message.role),
        "content": message.content,
        "created_at": message.created_at,
        **({"state": str(message.state)} if message.state is not MessageState.COMPLETE else {}),
        **({"seen_at": message.seen_at} if message.seen_at is not None else {}),
        **_unless_empty("metadata", said(message.metadata)),
        **({"thumb": int(message.thumb)} if message.thumb else {}),
        **({"correction": message.correction} if message.correction else {}),
        **({"judged_at": message.judged_at} if message.judged_at else {}),
        **_unless_empty("attachments", [asdict(one) for one in message.attachments]),
        **({"summary": asdict(message.summary)} if message.summary is not None else {}),
    }


def vote_of(vote: PortableVote) -> dict[str, object]:
    return {
        "before": vote.before,
        "prompt": vote.prompt,
        "answer": vote.answer,
        "other": vote.other,
        "better": vote.better,
        "created_at": vote.created_at,
        **_unless_empty("answer_metadata", said(vote.answer_metadata)),
        **_unless_empty("other_metadata", said(vote.other_metadata)),
        **_unless_empty("attachments", [asdict(one) for one in vote.attachments]),
    }


def encoded(conversation: PortableConversation) -> dict[str, object]:
    """As it stands in the list `conversations`."""
    return {
        **head_of(conversation),
        "messages": [message_of(message) for message in conversation.messages],
        **_unless_empty("votes", [vote_of(vote) for vote in conversation.votes]),
    }


def decoded(item: Mapping[str, object]) -> Found:
    """Raises NotReadable for what cannot be understood as a conversation."""
    name = text(item.get("key"))
    if not name:
        raise NotReadable("It has no key.")
    left_out: Counter[str] = Counter()
    nodes: list[Node] = []
    for value in listed(item.get("messages")):
        message = _message(mapping(value))
        if message is None:
            left_out["messages that are damaged"] += 1
            continue
        parent = mapping(value).get("parent")
        nodes.append(Node(message.key, None if parent is None else message_name(parent), message))
    messages, stands = grown(nodes)
    if len(messages) < len(nodes):
        left_out["messages with the name of another one"] += len(nodes) - len(messages)
    given = [mapping(value) for value in listed(item.get("votes"))]
    known = {message.key for message in messages}
    votes = [vote for value in given if (vote := _vote(value, known)) is not None]
    if len(votes) < len(given):
        left_out["votes that are damaged"] += len(given) - len(votes)
    created_at, updated_at = moment(item.get("created_at")), moment(item.get("updated_at"))
    conversation = PortableConversation(
        key=name if KEY.fullmatch(name) else foreign_key("homespun", name),
        title=_line(item.get("title")),
        titled=_one_of(TitledBy, item.get("titled"), TitledBy.PERSON),
        profile=_line(item.get("profile")),
        folder=_line(item.get("folder")),
        pinned=item.get("pinned") is True,
        archived=item.get("archived") is True,
        settings=_settings(item.get("settings")),
        created_at=created_at,
        updated_at=updated_at,
        head=stands.get(message_name(item.get("head"))),
        messages=messages,
        votes=tuple(votes),
    )
    return Found(conversation, Service.HOMESPUN, counted(left_out))


def _line(value: object) -> str:
    """As it was written, unless nobody could have."""
    return text(value)[:MOST_TITLE]


def _message(value: Mapping[str, object]) -> PortableMessage | None:
    name, content = message_name(value.get("key")), value.get("content")
    role = _one_of(Role, value.get("role"), None)
    if not name or role is None or not isinstance(content, str):
        return None
    seen_at = value.get("seen_at")
    return PortableMessage(
        key=name,
        parent=None,
        role=role,
        content=content,
        state=_one_of(MessageState, value.get("state"), MessageState.COMPLETE),
        metadata=_understood(ReplyMetadata, value.get("metadata")),
        created_at=moment(value.get("created_at")),
        seen_at=None if seen_at is None else moment(seen_at),
        thumb=Thumb(value["thumb"]) if value.get("thumb") in (-1, 1) else Thumb.NONE,
        correction=text(value.get("correction")),
        judged_at=moment(value.get("judged_at")),
        attachments=_attachments(value),
        summary=_summary(mapping(value.get("summary"))),
    )


def _summary(value: Mapping[str, object]) -> PortableSummary | None:
    found = text(value.get("text"))
    if not found.strip():
        return None
    return PortableSummary(found, _line(value.get("model")), value.get("edited") is True)


def _vote(value: Mapping[str, object], known: Collection[str]) -> PortableVote | None:
    before, better = value.get("before"), value.get("better")
    prompt, answer, other = (value.get(name) for name in ("prompt", "answer", "other"))
    if type(better) is not int or better not in (-1, 0, 1):
        return None
    if not (isinstance(prompt, str) and isinstance(answer, str) and isinstance(other, str)):
        return None
    if before is not None and message_name(before) not in known:
        return None
    return PortableVote(
        None if before is None else message_name(before),
        prompt,
        answer,
        other,
        _understood(ReplyMetadata, value.get("answer_metadata")),
        _understood(ReplyMetadata, value.get("other_metadata")),
        better,
        moment(value.get("created_at")),
        _attachments(value),
    )


def _attachments(value: Mapping[str, object]) -> tuple[Attachment, ...]:
    return tuple(_attachment(mapping(one)) for one in listed(value.get("attachments")))


def _attachment(value: Mapping[str, object]) -> Attachment:
    pages = value.get("pages")
    return Attachment(
        name=_line(value.get("name")),
        kind=_one_of(AttachmentKind, value.get("kind"), AttachmentKind.TEXT),
        text=text(value.get("text")),
        pages=pages if type(pages) is int and 0 <= pages < 1 << 31 else 0,
        note=text(value.get("note")),
    )


def _settings(value: object) -> ConversationSettings:
    settings = _understood(ConversationSettings, value)
    try:
        if settings.sampling is not None:
            validate_sampling(settings.sampling)
    except SettingsError:
        return ConversationSettings(settings.system_message, settings.model)
    return settings


def _understood(kind: type[T], value: object) -> T:
    """Without numbers that are none: what shows them could not."""
    try:
        found = from_json(kind, mapping(value))
        json.dumps(asdict(found), allow_nan=False)
    except (UnusableValue, ValueError):
        return kind()
    return found


def _one_of(kind: type[E], value: object, other: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        return other


def _unless_empty(name: str, value: object) -> dict[str, object]:
    return {name: value} if value else {}
