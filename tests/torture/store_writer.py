"""A program that streams replies into a store until it is killed: `python -m tests.torture.store_writer FOLDER SEED`.

It writes what a chat does, as fast as the disk allows, and now and then throws an old conversation away. Every line
that it prints is a promise (`kill_trials.Promise`), or says that the store refused something and why: then it goes on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import sys
import threading
import time
from pathlib import Path

from app.paths import DataFolder
from app.store.errors import StoreError
from app.store.records import MessageState, ReplyMetadata, StoredMessage
from app.store.store import Store
from engine.protocol import Role

WORDS = ("thread ", "über ", "日本 ", "ткань\n", "weft ", "🧵 ", "\0", "the quick brown fox ")
CONVERSATIONS_KEPT = 5


def main() -> None:
    folder, seed = DataFolder.resolve(Path(sys.argv[1])), int(sys.argv[2])
    folder.create()
    random_ = random.Random(seed)
    if filler := os.environ.get("HOMESPUN_FILLS"):
        threading.Thread(target=fill_at_times, args=(Path(filler), random.Random(seed + 1)), daemon=True).start()
    with folder.lock():
        store = opened(folder)
        while True:
            try:
                write(store, random_)
            except StoreError as error:
                say({"refused": error.kind, "detail": error.detail})


def fill_at_times(filler: Path, random_: random.Random) -> None:
    """Take all the room of the disk, and give it back."""
    while True:
        time.sleep(random_.uniform(0.01, 0.1))
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 4096):  # few large pieces: each waits for the other thread to let go of Python
                with contextlib.suppress(OSError):
                    while True:
                        file.write(bytes(size))
        time.sleep(random_.uniform(0.0, 0.05))
        filler.unlink(missing_ok=True)


def opened(folder: DataFolder) -> Store:
    while True:
        try:
            return Store.open(folder.database, folder.backups)
        except StoreError as error:
            say({"refused": error.kind, "detail": error.detail})


def write(store: Store, random_: random.Random) -> None:
    """Until the store refuses something."""
    profile = store.profiles()[0]
    while True:
        conversation = store.create_conversation(profile.id, some_text(random_, 3))
        parent: int | None = None
        for _ in range(random_.randint(1, 4)):
            question = store.append_message(conversation.id, parent, Role.USER, some_text(random_, 50))
            promise(question)
            reply = store.append_message(conversation.id, question.id, Role.ASSISTANT, "", MessageState.STREAMING)
            promise(reply)
            for _ in range(random_.randint(1, 12)):
                content = reply.content + some_text(random_, random_.choice((5, 50, 2000)))
                reply = store.update_message(reply.id, content, MessageState.STREAMING, ReplyMetadata(model="m"))
                promise(reply)
            reply = store.update_message(reply.id, reply.content, MessageState.COMPLETE, ReplyMetadata(model="m"))
            promise(reply)
            parent = reply.id
        for old in store.conversations()[CONVERSATIONS_KEPT:]:
            say({"forgotten": [message.id for message in store.messages(old.id)]})
            store.delete_conversation(old.id)
            store.purge_deleted()


def promise(message: StoredMessage) -> None:
    digest = hashlib.sha256(message.content.encode()).hexdigest()
    say({"message_id": message.id, "length": len(message.content), "sha256": digest, "state": message.state})


def say(content: dict[str, object]) -> None:
    print(json.dumps(content), flush=True)


def some_text(random_: random.Random, words: int) -> str:
    return "".join(random_.choices(WORDS, k=random_.randint(1, words)))


if __name__ == "__main__":
    main()
