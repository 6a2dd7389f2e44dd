"""`homespun conversations`: reads what the window has saved, also while it runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

from app.cli.output import for_terminal, write_json, write_table, write_text
from app.cli.stored import profile_named
from app.paths import DataFolder
from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.records import Conversation, MessageState, StoredMessage
from engine.protocol import Role

_MOST = 1_000_000


def conversations(options: argparse.Namespace) -> int:
    database = DataFolder.resolve(options.data_dir).database
    if options.action == "show":
        with _reading(Reader.open_read_only(database)) as reader:
            _show(reader.conversation(options.id), reader.messages(options.id), as_json=options.json)
        return 0
    try:
        with _reading(Reader.open_read_only(database)) as reader:
            profile = None if options.profile is None else profile_named(reader, options.profile)
            found = reader.conversations(profile.id if profile is not None else None, limit=_MOST)
    except StoreError as error:
        if error.kind is not StoreErrorKind.NOT_FOUND:
            raise
        found = []  # Nothing has been written yet: a list without an entry, not a failure.
    _list(found, as_json=options.json)
    return 0


@contextmanager
def _reading(reader: Reader) -> Iterator[Reader]:
    try:
        yield reader
    finally:
        reader.close()


def _list(found: list[Conversation], *, as_json: bool) -> None:
    if as_json:
        write_json([_summary(conversation) for conversation in found])
    elif found:
        rows = [(str(one.id), _time(one.updated_at), one.title or "Untitled") for one in found]
        write_table(("id", "last message", "title"), rows)
    else:
        print("There are no conversations yet.")


def _show(conversation: Conversation, messages: list[StoredMessage], *, as_json: bool) -> None:
    if as_json:
        write_json(_summary(conversation) | {"messages": [_message(message) for message in messages]})
        return
    print(for_terminal(conversation.title or "Untitled"))
    for message in messages:
        writer = "You" if message.role is Role.USER else "Reply"
        mark = "" if message.state is MessageState.COMPLETE else f", {message.state}"
        print(f"\n{writer} ({_time(message.created_at)}{mark})")
        write_text(message.content.rstrip("\n") + "\n")


def _summary(conversation: Conversation) -> dict[str, object]:
    return {
        "id": conversation.id,
        "profile_id": conversation.profile_id,
        "title": conversation.title,
        "created_at": conversation.created_at,
        "updated_at": conversation.updated_at,
    }


def _message(message: StoredMessage) -> dict[str, object]:
    return {
        "id": message.id,
        "parent_id": message.parent_id,
        "role": str(message.role),
        "content": message.content,
        "state": str(message.state),
        "created_at": message.created_at,
        "metadata": asdict(message.metadata),
    }


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"
