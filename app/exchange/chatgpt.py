"""Conversations of ChatGPT, as its export has them in conversations.json.

The format is not published; this follows what exports hold: `mapping` is the tree by node (`message`, `parent`,
`children`), `current_node` its open end. Nodes without a message, and those that ChatGPT itself hides, are passed over.
What the model wrote for a tool and what a program answered are blocks of code; what it reasoned has nodes of its own
(`thoughts`), and stands here in the message that came of it. Search results and what other tools say to the model is
left out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from app.exchange.given import fenced, foreign_key, listed, mapping, message_name, moment, reasoned, text, title
from app.exchange.results import IMAGES, Found, NotReadable, Service, counted
from app.exchange.tree import Node, grown
from app.store.portable import PortableConversation, PortableMessage
from app.store.records import MessageState, ReplyMetadata, TitledBy
from app.titles import title_of
from engine.protocol import Role

_CITATION = re.compile("\ue200[^\ue201]{0,2000}\ue201")
"""Marks of a source, in characters of private use: they say nothing elsewhere."""
_ENDS = {"stop": "stop", "max_tokens": "length", "interrupted": "cancelled"}
_REASONING = ("thoughts", "reasoning_recap")


def decoded(item: Mapping[str, object]) -> Found:
    """Raises NotReadable."""
    tree = item.get("mapping")
    if not isinstance(tree, dict) or not tree:
        raise NotReadable("It has no messages.")
    left_out: Counter[str] = Counter()
    nodes = [_node(name, mapping(value), left_out) for name, value in tree.items()]
    nodes = _with_reasoning(nodes, {message_name(name): _thoughts(mapping(value)) for name, value in tree.items()})
    # The file has nodes in any order; a version that was written later comes later here.
    nodes.sort(key=lambda node: node.message.created_at if node.message is not None else 0.0)
    messages, stands = grown(nodes)
    if not messages:
        raise NotReadable("It has no messages that could be shown.")
    created_at = moment(item.get("create_time")) or min(message.created_at for message in messages)
    name = (
        text(item.get("conversation_id"))
        or text(item.get("id"))
        or f"{item.get('title')} {created_at} {next(iter(tree))}"
    )
    own = title(item.get("title"))
    conversation = PortableConversation(
        key=foreign_key(Service.CHATGPT, name),
        title=own or title_of(messages[0].content),
        titled=TitledBy.PERSON if own else TitledBy.WORDS,
        pinned=item.get("is_starred") is True,
        archived=item.get("is_archived") is True,
        created_at=created_at,
        updated_at=moment(item.get("update_time")) or max(message.created_at for message in messages) or created_at,
        head=stands.get(message_name(item.get("current_node"))),
        messages=messages,
    )
    return Found(conversation, Service.CHATGPT, counted(left_out))


def _node(name: str, node: Mapping[str, object], left_out: Counter[str]) -> Node:
    parent = node.get("parent")
    above = None if parent is None else message_name(parent)
    message = node.get("message")
    return Node(message_name(name), above, _message(mapping(message), left_out) if message is not None else None)


def _thoughts(node: Mapping[str, object]) -> str:
    content = mapping(mapping(node.get("message")).get("content"))
    steps = map(mapping, listed(content.get("thoughts")))
    return "\n\n".join(text(step.get("content")) or text(step.get("summary")) for step in steps)


def _with_reasoning(nodes: list[Node], thoughts: Mapping[str, str]) -> list[Node]:
    """Each message of the model begins with the `thoughts` of the nodes right above it, which have no message."""
    silent = {node.key: node.parent for node in nodes if node.message is None}

    def whole(node: Node) -> Node:
        message, above = node.message, node.parent
        if message is None or message.role is not Role.ASSISTANT:
            return node
        passed: dict[str, str] = {}
        while above is not None and above in silent and above not in passed:
            passed[above] = thoughts[above]
            above = silent[above]
        reasoning = reasoned("\n\n".join(filter(None, reversed(passed.values()))))
        return (
            replace(node, message=replace(message, content=f"{reasoning}\n\n{message.content}")) if reasoning else node
        )

    return [whole(node) for node in nodes]


def _message(message: Mapping[str, object], left_out: Counter[str]) -> PortableMessage | None:
    metadata, content = mapping(message.get("metadata")), mapping(message.get("content"))
    role, kind = text(mapping(message.get("author")).get("role")), text(content.get("content_type"))
    if metadata.get("is_visually_hidden_from_conversation") is True or role == "system":
        return None
    if role not in ("user", "assistant", "tool"):
        left_out["messages of an unknown kind"] += 1
        return None
    written = _written(role, kind, content, left_out)
    if role == "user":
        for attachment in listed(metadata.get("attachments")):
            left_out["files that the export has no text of"] += isinstance(attachment, dict)
    if not written.strip():
        return None
    finish = _ENDS.get(text(mapping(metadata.get("finish_details")).get("type")), "")
    stopped = finish == "cancelled" or message.get("status") == "in_progress"
    own = role == "user"
    return PortableMessage(
        key="",
        parent=None,
        role=Role.USER if own else Role.ASSISTANT,
        content=written,
        state=MessageState.STOPPED if stopped and not own else MessageState.COMPLETE,
        metadata=ReplyMetadata()
        if own
        else ReplyMetadata(model=title(metadata.get("model_slug")), finish_reason=finish),
        created_at=moment(message.get("create_time")),
    )


def _written(role: str, kind: str, content: Mapping[str, object], left_out: Counter[str]) -> str:
    """What a person reads of it; empty for what is left out."""
    if kind in _REASONING:
        return ""
    if kind == "execution_output":
        output = text(content.get("text"))
        return fenced(output, "text") if output.strip() else ""
    if kind == "code":
        language = text(content.get("language"))
        code = text(content.get("text"))
        return fenced(code, language if language.isalnum() and language != "unknown" else "") if code.strip() else ""
    parts = [_part(part, left_out) for part in listed(content.get("parts"))]
    if role == "tool" and "[image]" not in parts:
        left_out["messages between the model and its tools"] += 1
        return ""
    whole = "\n\n".join(part for part in parts if part) or text(content.get("text")) or text(content.get("result"))
    return _CITATION.sub("", whole)


def _part(part: object, left_out: Counter[str]) -> str:
    if part is None or isinstance(part, str):
        return part or ""
    content = mapping(part)
    match text(content.get("content_type")):
        case "image_asset_pointer":
            left_out[IMAGES] += 1
            return "[image]"
        case "audio_transcription":
            return text(content.get("text"))
        case _:
            left_out["sounds, videos and other parts that are no text"] += 1
            return ""
