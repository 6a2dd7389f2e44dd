"""Conversations of Claude, as its export has them in conversations.json.

The format is not published; this follows what exports hold: `chat_messages` in the order of their writing, each with a
`sender` and parts of `content`. Newer exports name the message above each (`parent_message_uuid`); in older ones each
answers the one before it. The text of an attached file is kept with its message.

Beside it, or in archives of their own, an export has the person's projects (projects.json or a file each: a name, a
`prompt_template` and `docs`) and what Claude has noted about them (memories.json: `conversations_memory`, and
`project_memories` by project). Neither has a place here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from app.exchange.given import foreign_key, listed, mapping, message_name, moment, reasoned, text, title
from app.exchange.results import IMAGES, Found, NotReadable, Service, counted
from app.exchange.tree import Node, grown
from app.store.portable import PortableConversation, PortableMessage
from app.store.records import Attachment, AttachmentKind, TitledBy
from app.titles import title_of
from engine.protocol import Role

_ROLES = {"human": Role.USER, "assistant": Role.ASSISTANT}
_LEFT_OUT = {
    "redacted_thinking": "notes of the model's reasoning",
    "tool_use": "messages between the model and its tools",
    "tool_result": "messages between the model and its tools",
    "image": IMAGES,
}


def passed_over(item: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """What there is in an item of those other files, in words, and how often; nothing for an item of another kind."""
    if "prompt_template" in item or "docs" in item:
        if item.get("is_starter_project") is not True:  # Claude's own
            yield "projects of Claude", 1
            yield "instructions of a project", int(bool(text(item.get("prompt_template")).strip()))
            yield "documents of a project", len(listed(item.get("docs")))
    elif "conversations_memory" in item or "project_memories" in item:
        notes = [item.get("conversations_memory"), *mapping(item.get("project_memories")).values()]
        yield "notes of Claude about you", sum(bool(text(note).strip()) for note in notes)


def decoded(item: Mapping[str, object]) -> Found:
    """Raises NotReadable."""
    left_out: Counter[str] = Counter()
    given = [mapping(one) for one in listed(item.get("chat_messages"))]
    is_tree = any("parent_message_uuid" in one for one in given)
    nodes: list[Node] = []
    above: str | None = None
    for number, one in enumerate(given):
        name = message_name(one.get("uuid")) or f"message {number}"
        parent = message_name(one.get("parent_message_uuid")) if is_tree else above
        nodes.append(Node(name, parent or None, _message(one, left_out)))
        above = name
    messages, stands = grown(nodes)
    if not messages:
        raise NotReadable("It has no messages.")
    created_at = moment(item.get("created_at")) or messages[0].created_at
    own = title(item.get("name"))
    head = stands.get(message_name(item.get("current_leaf_message_uuid")))
    conversation = PortableConversation(
        key=foreign_key(Service.CLAUDE, text(item.get("uuid")) or f"{own} {created_at} {messages[0].key}"),
        title=own or title_of(messages[0].content),
        titled=TitledBy.PERSON if own else TitledBy.WORDS,
        pinned=item.get("is_starred") is True,
        created_at=created_at,
        updated_at=moment(item.get("updated_at")) or max(message.created_at for message in messages) or created_at,
        head=head or max(messages, key=lambda message: message.created_at).key,
        messages=messages,
    )
    return Found(conversation, Service.CLAUDE, counted(left_out))


def _message(message: Mapping[str, object], left_out: Counter[str]) -> PortableMessage | None:
    role = _ROLES.get(text(message.get("sender")))
    if role is None:
        left_out["messages of an unknown kind"] += 1
        return None
    parts: list[str] = []
    for part in map(mapping, listed(message.get("content"))):
        kind = text(part.get("type"))
        if kind == "text":
            parts.append(text(part.get("text")))
        elif kind == "thinking":
            parts.append(reasoned(text(part.get("thinking"))))
        else:
            left_out[_LEFT_OUT.get(kind, "other parts that are no text")] += 1
    attachments = tuple(
        Attachment(
            title(one.get("file_name")) or "Pasted text", AttachmentKind.TEXT, text(one.get("extracted_content"))
        )
        for one in map(mapping, listed(message.get("attachments")))
        if text(one.get("extracted_content"))
    )
    bare = [one for one in map(mapping, listed(message.get("attachments"))) if not text(one.get("extracted_content"))]
    files = [one for one in listed(message.get("files")) if isinstance(one, dict)]
    left_out["files that the export has no text of"] += len(files) + len(bare)
    content = "\n\n".join(part for part in parts if part.strip()) or text(message.get("text"))
    if not content.strip() and not attachments:
        return None
    return PortableMessage(
        "", None, role, content, created_at=moment(message.get("created_at")), attachments=attachments
    )
