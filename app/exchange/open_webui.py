"""Chats of Open WebUI, as its “Export chats” writes them.

Each has `chat.history`: `messages` by their ids, with `parentId`, `role`, `content`, `timestamp` and `model`, and
`currentId`, the end of the open branch (its source: src/lib/utils/index.ts, src/lib/apis/chats).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from app.exchange.given import foreign_key, listed, mapping, message_name, moment, text, title
from app.exchange.results import Found, NotReadable, Service, counted
from app.exchange.tree import Node, grown
from app.store.portable import PortableConversation, PortableMessage
from app.store.records import ReplyMetadata, TitledBy
from app.titles import title_of
from engine.protocol import Role

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}


def decoded(item: Mapping[str, object]) -> Found:
    """Raises NotReadable."""
    chat = mapping(item.get("chat"))
    history = mapping(chat.get("history"))
    left_out: Counter[str] = Counter()
    nodes: list[Node] = []
    for name, value in mapping(history.get("messages")).items():
        message = mapping(value)
        parent = message.get("parentId")
        nodes.append(
            Node(message_name(name), None if parent is None else message_name(parent), _message(message, left_out))
        )
    nodes.sort(key=lambda node: node.message.created_at if node.message is not None else 0.0)
    messages, stands = grown(nodes)
    if not messages:
        raise NotReadable("It has no messages.")
    own = title(item.get("title")) or title(chat.get("title"))
    created_at = moment(item.get("created_at")) or moment(chat.get("timestamp")) or messages[0].created_at
    conversation = PortableConversation(
        key=foreign_key(Service.OPEN_WEBUI, text(item.get("id")) or f"{own} {created_at} {messages[0].key}"),
        title=own or title_of(messages[0].content),
        titled=TitledBy.PERSON if own else TitledBy.WORDS,
        pinned=item.get("pinned") is True,
        archived=item.get("archived") is True,
        created_at=created_at,
        updated_at=moment(item.get("updated_at")) or max(message.created_at for message in messages) or created_at,
        head=stands.get(message_name(history.get("currentId"))),
        messages=messages,
    )
    return Found(conversation, Service.OPEN_WEBUI, counted(left_out))


def _message(message: Mapping[str, object], left_out: Counter[str]) -> PortableMessage | None:
    role, content = _ROLES.get(text(message.get("role"))), text(message.get("content"))
    left_out["files that the export has no text of"] += len(listed(message.get("files")))
    if role is None or not content.strip():
        return None
    metadata = ReplyMetadata(model=title(message.get("model"))) if role is Role.ASSISTANT else ReplyMetadata()
    return PortableMessage("", None, role, content, metadata=metadata, created_at=moment(message.get("timestamp")))
