"""How fast the store is with very much in it: `python -m benchmarks.store [--messages N] [--write]`.

Fills a database in a temporary folder with slices of Python's own reference manual (English) and made-up Chinese and
Russian text, encrypts a copy of it, then measures what a person waits for, in both. `--write` keeps the table in
benchmarks/results/store.md.
"""

from __future__ import annotations

import argparse
import pydoc_data.topics
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.store import text_index
from app.store.connection import connect, transaction
from app.store.driver import dbapi2
from app.store.encrypting import rewrite
from app.store.records import MessageState, ReplyMetadata
from app.store.store import CHECK_SECONDS, Store
from benchmarks.report import publish, table
from engine.protocol import Role
from models.encryption.keys import DataKey

CONVERSATIONS = 1_000
LONG_CONVERSATION_SHARE = 0.2
"""Of all messages, in the first conversation: a path of 20,000 messages must not slow its newest page down."""


@dataclass(frozen=True)
class Action:
    what: str
    do: Callable[[], object]
    target_ms: float | None = None


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    taken: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.taken)

    @property
    def worst(self) -> float:
        return max(self.taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="homespun-store-") as folder:
        body = measure(Path(folder), options.messages, options.runs)
    command = f"python -m benchmarks.store --messages {options.messages} --runs {options.runs}"
    publish("store", f"The store with {options.messages:,} messages", command, body, write=options.write)


def measure(folder: Path, messages: int, runs: int) -> str:
    """The same database, plain and encrypted, in turns."""
    plain, encrypted, key = folder / "plain.db", folder / "encrypted.db", DataKey.new()
    Store.open(plain, folder / "backups").close()
    characters = fill(plain, messages)
    start = time.perf_counter()
    rewrite(plain, encrypted, None, key)
    seconds = time.perf_counter() - start
    stores = [Store.open(plain, folder / "backups", check_seconds=60)]
    try:
        stores.append(Store.open(encrypted, folder / "backups", check_seconds=60, key=key))
        both = [actions(store, messages) for store in stores]
    except BaseException:
        for store in stores:
            store.close()
        raise
    try:
        rows = [row(pair, runs) for pair in zip(*both, strict=True)]
    finally:
        for store in stores:
            store.close()
    opened = [
        Action("open, with the whole check", partial(reopened, path, folder, one), 1_000)
        for path, one in ((plain, None), (encrypted, key))
    ]
    usual = [
        Action("open, as the program does", partial(reopened, path, folder, one, CHECK_SECONDS), 1_000)
        for path, one in ((plain, None), (encrypted, key))
    ]
    about = (
        f"{characters / 1e6:,.0f} million characters in {CONVERSATIONS:,} conversations, a file of "
        f"{plain.stat().st_size / 1e6:,.0f} MB, SQLite {dbapi2.sqlite_version}. Medians of {runs}, files in the "
        f"system's cache; plain and encrypted in turns. The program gives its check at the start "
        f"{CHECK_SECONDS:g} s and lets it go on in the background. To encrypt the database took {seconds:.1f} s."
    )
    header = ("what", "plain ms", "worst", "encrypted ms", "worst", "ratio", "target ms")
    return f"{about}\n\n{table(header, [row((opened[0], opened[1]), runs), row((usual[0], usual[1]), runs), *rows])}"


def reopened(path: Path, folder: Path, key: DataKey | None, check_seconds: float = 60.0) -> None:
    store = Store.open(path, folder / "backups", check_seconds=check_seconds, key=key)
    assert store.opening.checked or check_seconds < 60
    store.close()


def actions(store: Store, messages: int) -> list[Action]:
    long, newest = 1, store.conversations(limit=1)[0].id
    found = [
        Action("list of conversations, 200", lambda: store.conversations(limit=200), 50),
        Action("first page of a conversation, 50", lambda: store.messages(newest, limit=50), 50),
        Action(
            f"first page of {int(messages * LONG_CONVERSATION_SHARE):,} messages, 50",
            lambda: store.messages(long, limit=50),
            50,
        ),
    ]
    for text in ("the", "generator expression", "zebra crossing", "qz", "e", "葉櫻", "春", "МОСКВА", "нет такого"):
        hits = len(store.conversations(search=text))
        found.append(Action(f"search “{text}”, {hits} found", lambda t=text: store.conversations(search=t), 100))
    parent = store.messages(newest, limit=1)[0].id
    reply = store.append_message(newest, parent, Role.ASSISTANT, "", MessageState.STREAMING)
    megabyte = "a reply that goes on " * 50_000

    def flush(text: str) -> None:
        store.update_message(reply.id, text, MessageState.STREAMING, ReplyMetadata())

    return [
        *found,
        Action("append a message", lambda: store.append_message(newest, parent, Role.USER, "A question")),
        Action("flush a reply of 2 KB", lambda: flush(megabyte[:2000])),
        Action("flush a reply of 1 MB", lambda: flush(megabyte)),
    ]


def row(pair: tuple[Action, Action], runs: int) -> tuple[str, ...]:
    times = [Times([]), Times([])]
    for _ in range(runs):
        for action, of in zip(pair, times, strict=True):
            start = time.perf_counter()
            action.do()
            of.taken.append((time.perf_counter() - start) * 1000)
    plain, encrypted = times
    target = f"{pair[0].target_ms:,.0f}" if pair[0].target_ms else ""
    cells = (f"{value:,.1f}" for of in times for value in (of.median, of.worst))
    return pair[0].what, *cells, f"{encrypted.median / plain.median:.2f}", target


def fill(path: Path, messages: int) -> int:
    """All at once, which no program does; returns the number of characters."""
    connection = connect(path)
    characters = 0
    long = int(messages * LONG_CONVERSATION_SHARE)
    heads: dict[int, int | None] = dict.fromkeys(range(1, CONVERSATIONS + 1))
    texts = made_up_texts()
    with transaction(connection):
        for number in heads:
            connection.execute(
                "INSERT INTO conversations (id, key, profile_id, title, settings, created_at, updated_at, touched) "
                "VALUES (?, ?, 1, ?, '{}', 0, 0, ?)",
                (number, f"key-{number}", f"Conversation {number}", number),
            )
        for number in range(1, messages + 1):
            conversation = 1 if number <= long else number % CONVERSATIONS + 1
            text = next(texts)
            characters += len(text)
            connection.execute(
                "INSERT INTO messages (id, conversation_id, parent_id, role, state, created_at, metadata, content) "
                "VALUES (?, ?, ?, ?, 'complete', 0, '{}', ?)",
                (number, conversation, heads[conversation], "user" if number % 2 else "assistant", text),
            )
            text_index.update_index(connection, come=[(number, text)])
            heads[conversation] = number
        connection.executemany(
            "UPDATE conversations SET head_id = ? WHERE id = ?", [(head, number) for number, head in heads.items()]
        )
    connection.close()
    return characters


def made_up_texts() -> Iterator[str]:
    """Slices of 20 to 1,000 characters; one in ten is Chinese, one in ten Russian."""
    random_ = random.Random(1)
    english = "\n".join(pydoc_data.topics.topics.values())
    chinese = "".join(chr(random_.randrange(0x4E00, 0x9FA0)) for _ in range(200_000))
    syllables = ("мос", "ква", "го", "род", "ле", "то", "зи", "ма", "ре", "ка", "лес", "по", "ле", "сне", "г")
    russian = " ".join("".join(random_.choices(syllables, k=random_.randint(1, 4))) for _ in range(50_000))
    while True:
        source = random_.choices((english, chinese, russian), (8, 1, 1))[0]
        length = random_.randint(20, 1000)
        start = random_.randrange(len(source) - length)
        yield source[start : start + length]


if __name__ == "__main__":
    main()
