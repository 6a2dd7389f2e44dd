"""Stores for tests, and what is in them."""

from __future__ import annotations

from pathlib import Path

from app.store.records import AdapterChoice, Conversation, MessageState, ReplyMetadata, StoredMessage
from app.store.store import Store
from engine.protocol import Role, SamplingOptions, Timings, Usage

METADATA = ReplyMetadata(
    model="SmolLM2 135M",
    finish_reason="stop",
    usage=Usage(10, 5, 7, 8192, dropped_messages=2, restored_tokens=3),
    timings=Timings(1.5, 20.0, 300.0, 80.5),
    sampling=SamplingOptions(seed=7, logit_bias=((5, -1.0),)),
    error="",
    adapters=(AdapterChoice("capitals-1", 0.8, name="Capitals"),),
)


VERSION_1 = Path(__file__).parents[1] / "data" / "stores" / "version-1.db"
"""Written by the program when its schema had one step: a second profile, and a conversation of a question and its
answer with settings and metadata."""


def open_store(folder: Path, **options: object) -> Store:
    return Store.open(folder / "homespun.db", folder / "backups", **options)  # pyright: ignore[reportArgumentType]  # passed on as given


def talk(store: Store, *contents: str, title: str = "") -> Conversation:
    """A new conversation with these messages, the person's and the model's in turn."""
    conversation = store.create_conversation(store.profiles()[0].id, title)
    parent = None
    for number, content in enumerate(contents):
        role = Role.ASSISTANT if number % 2 else Role.USER
        parent = store.append_message(conversation.id, parent, role, content).id
    return store.conversation(conversation.id)


def stream(store: Store, conversation: Conversation, content: str) -> StoredMessage:
    """A reply in the middle of being written below the conversation's head."""
    head = store.conversation(conversation.id).head_id
    return store.append_message(conversation.id, head, Role.ASSISTANT, content, MessageState.STREAMING)


def contents(messages: list[StoredMessage]) -> list[str]:
    return [message.content for message in messages]
