"""A conversation as a Markdown text: the open branch, to be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.exchange.names import in_one_line
from app.store.portable import PortableConversation, PortableMessage, PortableSummary
from app.store.records import MessageState
from app.translation import tr
from engine.protocol import Role


def open_branch(conversation: PortableConversation) -> list[PortableMessage]:
    """From the first message to the head."""
    messages = {message.key: message for message in conversation.messages}
    path: list[PortableMessage] = []
    here = messages.get(conversation.head or "")
    while here is not None:
        path.append(here)
        here = messages.get(here.parent or "")
    return path[::-1]


def as_markdown(conversation: PortableConversation) -> str:
    return "".join(_parts(conversation))


def _parts(conversation: PortableConversation) -> Iterator[str]:
    yield f"# {in_one_line(conversation.title) or tr('Untitled')}\n"
    if conversation.settings.system_message:
        yield f"\n## {tr('Instructions')}\n\n{conversation.settings.system_message.strip()}\n"
    path = open_branch(conversation)
    last = max((at for at, message in enumerate(path) if message.summary is not None), default=None)
    for at, message in enumerate(path):
        yield f"\n## {writer(message)}{_when(message.created_at)}\n"
        for attachment in message.attachments:
            yield f"\n*{tr('Attached: {name}', name=in_one_line(attachment.name))}*\n"
        if message.content.strip():
            yield f"\n{message.content.strip()}\n"
        if message.state is not MessageState.COMPLETE:
            yield f"\n*({tr('This reply was cut off.')})*\n"
        if at == last and message.summary is not None:
            yield from _summary(message.summary)


def _summary(summary: PortableSummary) -> Iterator[str]:
    """What a model sees in place of all above it, as a quotation."""
    yield f"\n> **{summary_title(summary)}**\n>\n"
    yield "".join(f"> {line}".rstrip() + "\n" for line in summary.text.strip().splitlines())


def summary_title(summary: PortableSummary) -> str:
    if summary.edited:
        return tr("Summary of the conversation up to here, by you")
    model = in_one_line(summary.model)
    if model:
        return tr("Summary of the conversation up to here, by {model}", model=model)
    return tr("Summary of the conversation up to here, by a model")


def writer(message: PortableMessage) -> str:
    """Who wrote it, in words."""
    match message.role:
        case Role.USER:
            return tr("You")
        case Role.SYSTEM:
            return tr("Instructions")
        case Role.ASSISTANT:
            return in_one_line(message.metadata.model) or tr("Reply")


def _when(moment: float) -> str:
    return f" · {datetime.fromtimestamp(moment):%Y-%m-%d %H:%M}" if moment else ""
