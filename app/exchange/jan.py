"""Threads of Jan, which keeps each in a folder of its own: threads/ID/thread.json and messages.jsonl.

`thread.json` has `id`, `title`, `created` and `updated` (seconds) and `assistants`, the first of which has the
`instructions` and the `model`. A line of `messages.jsonl` has `id`, `role`, `content` (parts of a `type`), `created_at`
(milliseconds, in older versions seconds), `status` and `metadata`; each answers the one before it (its source:
core/src/types/message/messageEntity.ts, src-tauri/src/core/threads). Attached files stand as a list at the end of the
text; those that were told to the model whole have their text in `metadata.inline_file_contents` (its source:
web-app/src/lib/messages.ts, web-app/src/lib/fileMetadata.ts).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from app.exchange.given import foreign_key, listed, mapping, message_name, moment, reasoned, text, title
from app.exchange.results import IMAGES, Found, NotReadable, Service, counted
from app.exchange.tree import Node, grown
from app.store.portable import PortableConversation, PortableMessage
from app.store.records import Attachment, AttachmentKind, ConversationSettings, MessageState, ReplyMetadata, TitledBy
from app.titles import title_of
from engine.protocol import Role

THREAD, MESSAGES = "thread.json", "messages.jsonl"
LINES = "lines of messages.jsonl"
"""Where `joined` puts them: a name that no thread has."""

_MOST_THREAD = 4 << 20
_MOST_LINE = 64 << 20
"""Bytes."""
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}
_STATES = {"ready": MessageState.COMPLETE, "error": MessageState.FAILED}
_FILES, _END_OF_FILES = "[ATTACHED_FILES]", "[/ATTACHED_FILES]"
_LEFT_OUT = {
    "tool_call": "messages between the model and its tools",
    "image_url": IMAGES,
    "image": IMAGES,
    "input_audio": "sounds, videos and other parts that are no text",
}


def joined(thread: BinaryIO, messages: BinaryIO | None) -> Mapping[str, object]:
    """Both files of a thread as one object. Raises NotReadable."""
    content = thread.read(_MOST_THREAD + 1)
    if len(content) > _MOST_THREAD:
        raise NotReadable("Its thread.json is too large to be one.")
    return {**mapping(_parsed(content)), LINES: list(_lines(messages)) if messages is not None else []}


def decoded(item: Mapping[str, object]) -> Found:
    """Raises NotReadable."""
    left_out: Counter[str] = Counter()
    nodes: list[Node] = []
    above: str | None = None
    for number, value in enumerate(listed(item.get(LINES))):
        message = mapping(value)
        if not message:
            left_out["messages that are damaged"] += 1
            continue
        name = message_name(message.get("id")) or f"message {number}"
        nodes.append(Node(name, above, _message(message, left_out)))
        above = name
    messages, stands = grown(nodes)
    if not messages:
        raise NotReadable("It has no messages.")
    assistant = mapping(next(iter(listed(item.get("assistants"))), None))
    instructions = text(assistant.get("instructions")).strip()
    created_at = moment(item.get("created")) or messages[0].created_at
    own = title(item.get("title"))
    conversation = PortableConversation(
        key=foreign_key(Service.JAN, text(item.get("id")) or f"{own} {created_at} {messages[0].key}"),
        title=own or title_of(messages[0].content),
        titled=TitledBy.PERSON if own else TitledBy.WORDS,
        pinned=mapping(item.get("metadata")).get("is_favorite") is True,
        settings=ConversationSettings(system_message=instructions or None),
        created_at=created_at,
        updated_at=moment(item.get("updated")) or max(message.created_at for message in messages) or created_at,
        head=stands.get(above) if above is not None else None,
        messages=messages,
    )
    return Found(conversation, Service.JAN, counted(left_out))


def _message(message: Mapping[str, object], left_out: Counter[str]) -> PortableMessage | None:
    given, metadata = text(message.get("role")), mapping(message.get("metadata"))
    role = _ROLES.get(given)
    if role is None:
        left_out["messages between the model and its tools" if given == "tool" else "messages of an unknown kind"] += 1
        return None
    parts: list[str] = []
    for part in map(mapping, listed(message.get("content"))):
        kind, written = text(part.get("type")), text(mapping(part.get("text")).get("value"))
        if kind == "text":
            parts.append(written)
        elif kind == "reasoning":
            parts.append(reasoned(written))
        else:
            what = _LEFT_OUT.get(kind, "other parts that are no text")
            left_out[what] += 1
            parts.append("[image]" if what == IMAGES else "")
    content, files = _without_files("\n\n".join(part for part in parts if part.strip()))
    attachments = tuple(
        Attachment(title(one.get("name")) or "File", AttachmentKind.TEXT, text(one.get("content")))
        for one in map(mapping, listed(metadata.get("inline_file_contents")))
        if text(one.get("content")).strip()
    )
    files = max(files, len(listed(message.get("attachments"))))
    left_out["files that the export has no text of"] += max(files - len(attachments), 0)
    if not content and not attachments:
        return None
    is_reply = role is Role.ASSISTANT
    state = _STATES.get(text(message.get("status")) or "ready", MessageState.STOPPED)
    model = title(metadata.get("modelId")) or title(message.get("model"))
    return PortableMessage(
        "",
        None,
        role,
        content,
        state if is_reply else MessageState.COMPLETE,
        ReplyMetadata(model=model) if is_reply else ReplyMetadata(),
        moment(message.get("created_at")),
        attachments=attachments,
    )


def _without_files(content: str) -> tuple[str, int]:
    """The text without the list of files at its end, and how many are in that."""
    before, found, after = content.rpartition(_FILES)
    if not found or not after.rstrip().endswith(_END_OF_FILES):
        return content, 0
    return before.rstrip(), sum(line.lstrip().startswith("-") for line in after.splitlines())


def _lines(file: BinaryIO) -> Iterator[object]:
    """What each line says; an empty object for one that says nothing that can be understood."""
    while line := file.readline(_MOST_LINE):
        if line.strip():
            yield mapping(_parsed(line))


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
