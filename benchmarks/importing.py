"""Bringing in an export of ChatGPT: `python -m benchmarks.importing [--megabytes N] [--write]`.

The whole program, its window included (offscreen), with the starter model; the file is made up, with a fork in every
third conversation and the nodes, hidden ones among them, that real exports have. Measured is how long the preview and
the import take, how much memory the window's process and the one that reads gain meanwhile, and how long the window
did not answer at the longest: while it rests, while a file is looked at, and while it comes in. Beside it: `json.load`
of the same file in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.main import Program
from app.paths import DataFolder
from app.place import take_place
from benchmarks.report import publish, table
from benchmarks.store import made_up_texts

TICK_MS = 2
REST_SECONDS = 3.0
_LOAD = """
import json, psutil, sys, time
started, before = time.perf_counter(), psutil.Process().memory_info().rss
with open(sys.argv[1], encoding="utf-8") as file:
    whole = json.load(file)
print(time.perf_counter() - started, psutil.Process().memory_info().rss - before)
"""
"""What is left of it at the end: while it reads, it holds the text beside."""


@dataclass(frozen=True)
class Course:
    seconds: float
    stall_ms: float
    """The longest time in which the window did not answer."""
    stalls: int
    """Of more than 50 ms."""
    window_mb: float
    """Gained by the window's process at the most."""
    reader_mb: float
    """Held by the process that reads at the most."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/importing.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="homespun-importing-") as folder:
        body = measure(Path(folder), options.megabytes)
    command = f"python -m benchmarks.importing --megabytes {options.megabytes}"
    publish("importing", f"An export of ChatGPT of {options.megabytes} MB", command, body, write=options.write)


def measure(folder: Path, megabytes: int) -> str:
    export = folder / "conversations.json"
    count = write_export(export, megabytes << 20)
    loaded = subprocess.run([sys.executable, "-c", _LOAD, str(export)], capture_output=True, text=True, check=True)
    load_seconds, load_bytes = map(float, loaded.stdout.split())
    place = DataFolder(folder / "data")
    place.create()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    program = Program(application, take_place(place))
    program.start()
    _follow(lambda: None, lambda: program.model.is_ready and program.profiles.present is not None)
    views = program.window.exchange
    rest_until = time.perf_counter() + REST_SECONDS
    courses = {"the window at rest": _follow(lambda: None, lambda: time.perf_counter() > rest_until)}
    courses["look at the file"] = _follow(lambda: views.open(str(export)), lambda: _shows(views, "confirm"))
    reports: list[Any] = []
    program.exchange.brought.connect(reports.append)
    dialog = views.dialog
    assert dialog is not None
    courses["bring it in"] = _follow(dialog.confirm.click, lambda: bool(reports))
    dialog.reject()
    courses["look at it again"] = _follow(lambda: views.open(str(export)), lambda: _shows(views, "confirm"))
    assert views.dialog is not None
    courses["bring it in again: nothing new"] = _follow(views.dialog.confirm.click, lambda: len(reports) == 2)
    views.dialog.reject()
    program.closed.connect(application.quit)
    program.close()
    application.exec()
    first, second = reports
    assert (first.new, second.new, second.messages) == (count, 0, 0), reports
    rows = [
        [
            name,
            f"{one.seconds:.1f}",
            f"{one.stall_ms:.0f}",
            str(one.stalls),
            f"{one.window_mb:.0f}",
            f"{one.reader_mb:.0f}",
        ]
        for name, one in courses.items()
    ]
    rows.append(["`json.load` alone", f"{load_seconds:.1f}", "", "", "", f"{load_bytes / (1 << 20):.0f}"])
    header = ("what", "seconds", "longest stall ms", "stalls over 50 ms", "window gains MB", "reader holds MB")
    peak = max(one.reader_mb for one in courses.values())
    return (
        f"{table(header, rows)}\n\n{count:,} conversations, {first.messages:,} messages; the database is "
        f"{place.database.stat().st_size / (1 << 20):.0f} MB then. The reader holds "
        f"{peak * (1 << 20) / load_bytes:.2f} of what `json.load` takes."
    )


def write_export(path: Path, size: int) -> int:
    """Returns how many conversations it has."""
    texts = made_up_texts()
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        while file.tell() < size:
            file.write((", " if number else "") + json.dumps(_conversation(number, list(islice(texts, 24)))))
            number += 1
        file.write("]")
    return number


def _conversation(number: int, texts: list[str]) -> dict[str, Any]:
    begun = 1.66e9 + number * 20_000.0
    mapping: dict[str, Any] = {"root": {"id": "root", "message": None, "parent": None, "children": []}}
    last = "root"

    def add(name: str, parent: str, role: str, text: str, hidden: bool = False) -> None:
        mapping[parent]["children"].append(name)
        mapping[name] = {
            "id": name,
            "parent": parent,
            "children": [],
            "message": {
                "id": name,
                "author": {"role": role, "name": None, "metadata": {}},
                "create_time": begun + len(mapping),
                "update_time": None,
                "content": {"content_type": "text", "parts": [text]},
                "status": "finished_successfully",
                "end_turn": True,
                "weight": 1.0,
                "metadata": {
                    "is_visually_hidden_from_conversation": hidden,
                    "model_slug": "gpt-4o",
                    "finish_details": {"type": "stop", "stop_tokens": [200002]},
                    "citations": [],
                    "content_references": [],
                    "timestamp_": "absolute",
                    "request_id": f"8c{number:030d}",
                    "parent_id": parent,
                },
                "recipient": "all",
                "channel": None,
            },
        }

    add("hidden", last, "system", "", hidden=True)
    last = "hidden"
    for place, text in enumerate(texts):
        name = f"{number:08d}-{place:04d}-4000-8000-000000000000"
        role = "assistant" if place % 2 else "user"
        add(name, last, role, f"{text}\n\n{text}" if place % 2 else text)
        if place == 13 and number % 3 == 0:
            add(f"{name}-again", last, role, text[::-1])
        last = name
    return {
        "title": f"{number}: {texts[0][:40]}",
        "create_time": begun,
        "update_time": begun + 1000,
        "mapping": mapping,
        "current_node": last,
        "conversation_id": f"{number:08d}-0000-4000-8000-000000000000",
        "is_archived": False,
        "default_model_slug": "gpt-4o",
    }


def _shows(views: Any, button: str) -> bool:
    return views.dialog is not None and getattr(views.dialog, button).isVisible()


def _follow(act: Callable[[], None], done: Callable[[], bool]) -> Course:
    started = last = time.perf_counter()
    own = psutil.Process()
    before, looked = own.memory_info().rss, 0.0
    longest, stalls, most, reader = 0.0, 0, 0, 0
    loop = QEventLoop()

    def tick() -> None:
        nonlocal last, longest, stalls, most, reader, looked
        now = time.perf_counter()
        gap, last = (now - last) * 1000 - TICK_MS, now
        longest, stalls = max(longest, gap), stalls + (gap > 50)
        if now - looked > 0.2:
            looked = now
            most = max(most, own.memory_info().rss - before)
            reader = max(reader, _reader_bytes(own))
            last = time.perf_counter()  # looking is our own doing
        if done():
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    QTimer.singleShot(0, act)
    loop.exec()
    return Course(time.perf_counter() - started, longest, stalls, most / (1 << 20), reader / (1 << 20))


def _reader_bytes(own: psutil.Process) -> int:
    for child in own.children():
        try:
            if "inspect" in child.cmdline() and "conversations" in child.cmdline():
                return child.memory_info().rss
        except psutil.Error:
            continue
    return 0


if __name__ == "__main__":
    main()
