"""`homespun conversations`: what the window has saved, also while it runs."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime

from app.cli.output import for_terminal, write_json, write_table, write_text
from app.cli.stored import profile_named, reading
from app.store.errors import StoreError, StoreErrorKind
from app.store.records import Conversation, MessageState, StoredMessage
from engine.protocol import Role

_MOST = 1_000_000


def conversations(options: argparse.Namespace) -> int:
    """Raises EngineError, StoreError, DataFolderError."""
    match options.action:
        case "show":
            with reading(options) as reader:
                _show(reader.conversation(options.id), reader.messages(options.id), as_json=options.json)
        case "export":
            from app.cli.conversation_files import export  # late: what only lists does not read files

            return export(options)
        case "import":
            from app.cli.conversation_files import bring

            return bring(options)
        case _:
            _list(_found(options), as_json=options.json)
    return 0


def _found(options: argparse.Namespace) -> list[Conversation]:
    """Those of the archive at last."""
    try:
        with reading(options) as reader:
            profile = None if options.profile is None else profile_named(reader, options.profile).id
            return [
                one for archived in (False, True) for one in reader.conversations(profile, "", _MOST, archived=archived)
            ]
    except StoreError as error:
        if error.kind is not StoreErrorKind.NOT_FOUND:
            raise
        return []  # Nothing has been written yet: a list without an entry, not a failure.


def _list(found: list[Conversation], *, as_json: bool) -> None:
    if as_json:
        write_json([_summary(conversation) for conversation in found])
    elif found:
        rows = [(str(one.id), _time(one.updated_at), _place(one), one.title or "Untitled") for one in found]
        write_table(("id", "last message", "", "title"), rows)
    else:
        print("There are no conversations yet.")


def _place(conversation: Conversation) -> str:
    return "pinned" if conversation.pinned else "archive" if conversation.archived else ""


def _show(conversation: Conversation, messages: list[StoredMessage], *, as_json: bool) -> None:
    if as_json:
        write_json(_summary(conversation) | {"messages": [_message(message) for message in messages]})
        return
    print(for_terminal(conversation.title or "Untitled"))
    for message in messages:
        writer = "You" if message.role is Role.USER else "Reply"
        mark = "" if message.state is MessageState.COMPLETE else f", {message.state}"
        print(f"\n{writer} ({_time(message.created_at)}{mark})")
        for one in message.attachments:
            print(f"With the file {for_terminal(one.name)}, {len(one.text):,} characters")
        write_text(message.content.rstrip("\n") + "\n")


def _summary(conversation: Conversation) -> dict[str, object]:
    return {
        "id": conversation.id,
        "profile_id": conversation.profile_id,
        "title": conversation.title,
        "created_at": conversation.created_at,
        "updated_at": conversation.updated_at,
        "pinned": conversation.pinned,
        "archived": conversation.archived,
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
        "attachments": [asdict(one) for one in message.attachments],
    }


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"
