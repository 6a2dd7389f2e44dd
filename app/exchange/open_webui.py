"""Chats of Open WebUI, as its “Export chats” writes them.

Each has `chat.history`: `messages` by their ids, with `parentId`, `role`, `content`, `timestamp` and `model`, and
`currentId`, the end of the open branch (its source: src/lib/utils/index.ts, src/lib/apis/chats). The text of an
attached file is in `files`, under `file.data.content`. What was not written to be read stands in the content of a
reply, as `<details type="…">` (backend/open_webui/utils/middleware.py).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping

from app.exchange.given import foreign_key, listed, mapping, message_name, moment, reasoned, text, title
from app.exchange.results import IMAGES, Found, NotReadable, Service, counted
from app.exchange.tree import Node, grown
from app.store.portable import PortableConversation, PortableMessage
from app.store.records import Attachment, AttachmentKind, ConversationSettings, ReplyMetadata, TitledBy
from app.titles import title_of
from engine.protocol import Role

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}
_DETAILS = re.compile(
    r'<details type="(reasoning|tool_calls|code_interpreter)"[^>]*>\s*(?:<summary>.*?</summary>)?(.*?)</details>',
    re.DOTALL,
)


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
    instructions = text(mapping(chat.get("params")).get("system")).strip()
    own = title(item.get("title")) or title(chat.get("title"))
    created_at = moment(item.get("created_at")) or moment(chat.get("timestamp")) or messages[0].created_at
    conversation = PortableConversation(
        key=foreign_key(Service.OPEN_WEBUI, text(item.get("id")) or f"{own} {created_at} {messages[0].key}"),
        title=own or title_of(messages[0].content),
        titled=TitledBy.PERSON if own else TitledBy.WORDS,
        pinned=item.get("pinned") is True,
        archived=item.get("archived") is True,
        settings=ConversationSettings(system_message=instructions or None),
        created_at=created_at,
        updated_at=moment(item.get("updated_at")) or max(message.created_at for message in messages) or created_at,
        head=stands.get(message_name(history.get("currentId"))),
        messages=messages,
    )
    return Found(conversation, Service.OPEN_WEBUI, counted(left_out))


def _message(message: Mapping[str, object], left_out: Counter[str]) -> PortableMessage | None:
    role, content = _ROLES.get(text(message.get("role"))), text(message.get("content"))
    is_reply = role is Role.ASSISTANT
    if is_reply:
        content = _DETAILS.sub(lambda match: _shown(match[1], match[2], left_out), content)
    files = [mapping(one) for one in listed(message.get("files"))]
    attachments = tuple(one for one in map(_attachment, files) if one is not None)
    images = sum(_is_image(one) for one in files)
    left_out[IMAGES] += images
    left_out["files that the export has no text of"] += max(len(files) - len(attachments) - images, 0)
    content = "\n\n".join(part for part in (*["[image]"] * images, content.strip()) if part)
    if role is None:
        left_out["messages of an unknown kind"] += 1
        return None
    if not content and not attachments:
        return None
    metadata = ReplyMetadata(model=title(message.get("model"))) if is_reply else ReplyMetadata()
    return PortableMessage(
        "",
        None,
        role,
        content,
        metadata=metadata,
        created_at=moment(message.get("timestamp")),
        attachments=attachments,
    )


def _shown(kind: str, content: str, left_out: Counter[str]) -> str:
    """What stands here for such a part of a reply."""
    if kind == "reasoning":  # it is quoted, and in newer versions HTML
        if content.lstrip().startswith("&gt;"):
            content = html.unescape(content)
        return reasoned("\n".join(line.removeprefix(">").removeprefix(" ") for line in content.splitlines()))
    left_out["messages between the model and its tools"] += 1
    return content.strip() if kind == "code_interpreter" else ""  # the code that was run


def _is_image(file: Mapping[str, object]) -> bool:
    return file.get("type") == "image" or text(file.get("content_type")).startswith("image/")


def _attachment(file: Mapping[str, object]) -> Attachment | None:
    """None for one whose text the export lacks."""
    whole = mapping(file.get("file"))
    content = text(mapping(whole.get("data")).get("content"))
    name = title(file.get("name")) or title(whole.get("filename"))
    return Attachment(name or "File", AttachmentKind.TEXT, content) if content.strip() else None
