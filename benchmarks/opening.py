"""How long a person waits for a long conversation: `python -m benchmarks.opening [--messages N] [--runs N] [--write]`.

The whole program, its window included (offscreen), with the starter model. Half of a conversation's messages stand
after a fork. Measured is the time from the choice to the moment when everything that is in sight is on the page and the
window waits for the person again; and how long the window did not answer at the longest, until the tokens of what is
shown are counted too, which is the last that follows from the choice.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.main import Program
from app.paths import DataFolder
from app.place import take_place
from app.store.store import Store
from benchmarks.report import publish, table
from benchmarks.store import made_up_texts
from engine.protocol import Role

TICK_MS = 2


@dataclass(frozen=True)
class Wait:
    whole_ms: float
    stall_ms: float
    """The longest time in which the window did not answer."""


@dataclass(frozen=True)
class Talk:
    id: int
    first_of_other: int
    """The message that the other branch begins with, in the middle of the conversation."""
    first_of_this: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/opening.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="homespun-opening-") as folder:
        body = measure(Path(folder), options.messages, options.runs)
    command = f"python -m benchmarks.opening --messages {options.messages} --runs {options.runs}"
    publish("opening", f"A conversation of {options.messages:,} messages", command, body, write=options.write)


def measure(folder: Path, messages: int, runs: int) -> str:
    place = DataFolder(folder / "data")
    place.create()
    store = Store.open(place.database, place.backups)
    long, short = (_write(store, count) for count in (messages, 2))
    store.close()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    program = Program(application, take_place(place))
    program.start()
    _until(lambda: program.model.is_ready and bool(program._listed))
    window, chat = program.window, program.chat

    def choose(talk: Talk) -> None:
        window.conversation_selected.emit(talk.id)

    def find(text: str) -> None:
        window.finding.open()
        window.finding.bar.set_text(text)
        window.finding.bar.changed.emit()

    steps: tuple[tuple[str, Callable[[], None], Callable[[], bool]], ...] = (
        ("open it", lambda: choose(long), lambda: chat.shown_id == long.id),
        ("find a rare word in it", lambda: find("zebra crossing"), lambda: bool(window.finding.bar.count.text())),
        (
            "show the other branch",
            lambda: chat.show_version(long.first_of_other),
            lambda: any(view.message.id == long.first_of_other for view in window.transcript.views()),
        ),
        (
            "and this one again",
            lambda: chat.show_version(long.first_of_this),
            lambda: any(view.message.id == long.first_of_this for view in window.transcript.views()),
        ),
        ("go to its end", window.transcript.jump_to_latest, lambda: True),
        ("open one of 2 messages", lambda: choose(short), lambda: chat.shown_id == short.id),
    )

    def rests() -> bool:
        return not (chat._measuring.isActive() or program.client._in_flight)

    waits: dict[str, list[Wait]] = {name: [] for name, _, _ in steps}
    for _ in range(runs):
        for name, act, done in steps:
            waits[name].append(_wait(act, lambda done=done: done() and window.transcript.is_settled, rests))
        window.finding.close()
    program.closed.connect(application.quit)
    program.close()
    application.exec()
    rows = [
        [
            name,
            f"{statistics.median(one.whole_ms for one in found):.0f}",
            f"{max(one.whole_ms for one in found):.0f}",
            f"{max(one.stall_ms for one in found):.0f}",
        ]
        for name, found in waits.items()
    ]
    ratio = statistics.median(one.whole_ms for one in waits["open it"]) / statistics.median(
        one.whole_ms for one in waits["open one of 2 messages"]
    )
    header = ("what", "median ms", "worst ms", "longest stall ms")
    return f"{table(header, rows)}\n\nTo open it takes {ratio:.1f} times as long as to open one of 2 messages."


def _write(store: Store, count: int) -> Talk:
    talk = store.create_conversation(store.profiles()[0].id, f"{count} messages")
    texts = list(islice(made_up_texts(), count))
    parent: int | None = None
    middle = 0
    with store._change():  # all at once, which no program does
        connection = store._connection
        for branch in range(2):
            parent = middle or None
            for number, text in enumerate(texts[count // 2 * branch :], count // 2 * branch):
                role = Role.ASSISTANT if number % 2 else Role.USER
                cursor = connection.execute(
                    "INSERT INTO messages (conversation_id, parent_id, role, state, created_at, metadata, content) "
                    "VALUES (?, ?, ?, 'complete', ?, '{}', ?)",
                    (talk.id, parent, role, float(branch), text),
                )
                parent = cursor.lastrowid
                if not branch and number == count // 2 - 1:
                    middle = parent or 0
        connection.execute("UPDATE conversations SET head_id = ? WHERE id = ?", (parent, talk.id))
    [other, this] = store.children(middle)
    return Talk(talk.id, other.id, this.id)


def _wait(act: Callable[[], None], done: Callable[[], bool], rests: Callable[[], bool] = lambda: True) -> Wait:
    started = last = time.perf_counter()
    longest = whole = 0.0
    loop = QEventLoop()

    def tick() -> None:
        nonlocal last, longest, whole
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if not whole and done():
            whole = now - started
        if whole and rests():
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    QTimer.singleShot(0, act)
    loop.exec()
    return Wait(whole * 1000, longest * 1000 - TICK_MS)


def _until(done: Callable[[], bool]) -> None:
    _wait(lambda: None, done)


if __name__ == "__main__":
    main()
