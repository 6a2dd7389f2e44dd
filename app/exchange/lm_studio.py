"""Conversations of LM Studio, which keeps each in a .conversation.json file of its own.

`messages` is a list of places, each with `versions` of which one is `currentlySelected`. What followed a version that
is not selected is not kept by LM Studio: such versions are branches without an answer here. A version of the person is
a `singleStep` with `content`, one of the model a `multiStep` with `steps`, whose content blocks are its text; one in
the style `thinking` is what it reasoned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from app.exchange.given import foreign_key, listed, mapping, moment, reasoned, text, title
from app.exchange.results import Found, NotReadable, Service, counted
from app.exchange.tree import Node, grown
from app.store.portable import PortableConversation, PortableMessage
from app.store.records import ConversationSettings, ReplyMetadata, TitledBy
from app.titles import title_of
from engine.protocol import Role

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}


def decoded(item: Mapping[str, object]) -> Found:
    """Raises NotReadable."""
    left_out: Counter[str] = Counter()
    created_at = moment(item.get("createdAt"))
    nodes: list[Node] = []
    above: str | None = None
    for place, value in enumerate(listed(item.get("messages"))):
        given = mapping(value)
        selected, parent = given.get("currentlySelected"), above
        for number, version in enumerate(map(mapping, listed(given.get("versions")))):
            key = f"{place}.{number}"
            nodes.append(Node(key, parent, _message(version, created_at, left_out)))
            if number == selected or above is parent:
                above = key
    messages, stands = grown(nodes)
    if not messages:
        raise NotReadable("It has no messages.")
    own = title(item.get("name"))
    instructions = text(item.get("systemPrompt"))
    conversation = PortableConversation(
        key=foreign_key(Service.LM_STUDIO, f"{created_at} {messages[0].content[:200]}"),
        title=own or title_of(messages[0].content),
        titled=TitledBy.PERSON if own else TitledBy.WORDS,
        pinned=item.get("pinned") is True,
        settings=ConversationSettings(system_message=instructions or None),
        created_at=created_at,
        updated_at=max(
            moment(item.get(name)) for name in ("createdAt", "userLastMessagedAt", "assistantLastMessagedAt")
        ),
        head=stands.get(above) if above is not None else None,
        messages=messages,
    )
    return Found(conversation, Service.LM_STUDIO, counted(left_out))


def _message(version: Mapping[str, object], created_at: float, left_out: Counter[str]) -> PortableMessage | None:
    role = _ROLES.get(text(version.get("role")))
    blocks = listed(version.get("steps")) if version.get("type") == "multiStep" else (version,)
    parts: list[str] = []
    for block in map(mapping, blocks):
        is_reasoning = mapping(block.get("style")).get("type") == "thinking"
        for part in map(mapping, listed(block.get("content"))):
            if part.get("type") == "text":
                written = text(part.get("text"))
                parts.append(reasoned(written) if is_reasoning else written)
            else:
                left_out["files, images and calls of tools"] += 1
    content = "\n\n".join(part for part in parts if part.strip())
    if role is None or not content:
        return None
    model = title(mapping(version.get("senderInfo")).get("senderName"))
    metadata = ReplyMetadata(model=model) if role is Role.ASSISTANT else ReplyMetadata()
    return PortableMessage("", None, role, content, metadata=metadata, created_at=created_at)
