"""How soon the window is there, how soon the first word, and what both processes hold when idle.

    python -m benchmarks.start [--runs N] [--write]

Each run starts the whole program in a new process with a data folder of its own, as the first start finds it, on a
virtual screen (Xvfb, where it is installed). Times count from the start of the process. The message is sent as soon as
the window is painted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, cast

import psutil

from benchmarks.report import publish, table
from models.starter import starter_model

MESSAGE = "What is the largest ocean on Earth?"
SETTLE_MS = 3000
"""After the reply, before memory is read."""


@dataclass(frozen=True)
class Start:
    painted_ms: float
    model_ready_ms: float
    first_text_ms: float
    window_bytes: int
    """Resident, without what other processes share."""
    engine_bytes: int
    engine_mapped_bytes: int
    """Resident in the engine and shared with other processes: libraries."""
    kv_bytes: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/start.md")
    parser.add_argument("--child", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        run_program(Path(options.child), float(os.environ["STARTED_AT"]))
        return
    with screen() as environment:
        _start(environment)  # warms the page cache up
        starts = [_start(environment) for _ in range(options.runs)]
        where = "Xvfb" if "DISPLAY" in environment else "Qt's offscreen platform"
    publish(
        "start",
        f"Start and memory, on {where}",
        f"python -m benchmarks.start --runs {options.runs}",
        _report(starts),
        write=options.write,
    )


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment of a program on a virtual screen of its own."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    if not shutil.which("Xvfb"):
        yield environment | {"QT_QPA_PLATFORM": "offscreen"}
        return
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        number = cast(IO[str], server.stdout).readline().strip()
        yield environment | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def _start(environment: dict[str, str]) -> Start:
    with tempfile.TemporaryDirectory(prefix="homespun-start-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.start", "--child", folder],
            env=environment | {"STARTED_AT": repr(time.time())},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=120,
        )
    return Start(**json.loads(done.stdout.splitlines()[-1]))


def run_program(folder: Path, started_at: float) -> None:
    """The child: the program as `homespun` starts it, with a stop-watch and a person who writes at once."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from app.draft import Draft
    from app.main import Program
    from app.paths import DataFolder
    from app.place import take_place
    from app.state import Activity, ChatActivity, ModelPhase, ModelStatus

    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    program = Program(application, take_place(DataFolder(folder)))
    program.closed.connect(application.quit)
    times: dict[str, float] = {}

    def note(name: str) -> None:
        times.setdefault(name, (time.time() - started_at) * 1000)

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() is QEvent.Type.Paint and "painted" not in times:
                # The event comes before the painting; what is queued behind it runs after.
                QTimer.singleShot(0, self, self._painted)
            return False

        def _painted(self) -> None:
            if "painted" not in times:
                note("painted")
                program.window.message_submitted.emit(Draft(MESSAGE))

    first_paint = FirstPaint()
    program.window.installEventFilter(first_paint)

    def model_changed(status: ModelStatus) -> None:
        if status.phase is ModelPhase.READY and status.info:
            note("model_ready")
            times["kv"] = status.info.kv_bytes

    def activity_changed(activity: ChatActivity) -> None:
        if activity.activity is Activity.IDLE and "first_text" in times:
            QTimer.singleShot(SETTLE_MS, program, finish)

    def finish() -> None:
        window = psutil.Process().memory_full_info()
        engine = _engine(psutil.Process()).memory_full_info()
        start = Start(
            times["painted"],
            times["model_ready"],
            times["first_text"],
            window.uss,
            engine.uss,
            engine.rss - engine.uss,
            int(times["kv"]),
        )
        print(json.dumps(asdict(start)), flush=True)
        program.close()

    program.model.status_changed.connect(model_changed)
    program.chat.text_appended.connect(lambda *_: note("first_text"))
    program.chat.activity_changed.connect(activity_changed)
    program.start()
    application.exec()


def _engine(window: psutil.Process) -> psutil.Process:
    return next(child for child in window.children(recursive=True) if "engine" in child.cmdline())


def _report(starts: list[Start]) -> str:
    def median(name: str, scale: float = 1) -> str:
        return f"{statistics.median(getattr(start, name) for start in starts) / scale:,.0f}"

    model = starter_model()
    size = model.stat().st_size if model else 0
    both = statistics.median(start.window_bytes + start.engine_bytes + start.engine_mapped_bytes for start in starts)
    rest = both - size - statistics.median(start.kv_bytes for start in starts)
    return table(
        [f"medians of {len(starts)}", ""],
        [
            ["the window is painted, ms", median("painted_ms")],
            ["the starter model is loaded, ms", median("model_ready_ms")],
            ["first word of the reply to a message sent at once, ms", median("first_text_ms")],
            ["window, without what it shares with other processes, MB", median("window_bytes", 1e6)],
            ["engine, the same, the mapped model counted in, MB", median("engine_bytes", 1e6)],
            ["in the engine: the KV cache for the whole context of 8,192 tokens, MB", median("kv_bytes", 1e6)],
            ["in the engine: the model, MB", f"{size / 1e6:,.0f}"],
            [
                "window and engine without model and KV cache, shared files of the engine counted in, MB",
                f"{rest / 1e6:,.0f}",
            ],
        ],
    )


if __name__ == "__main__":
    main()
