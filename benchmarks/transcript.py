"""How long the window holds the event loop while a reply of one megabyte streams into it.

    python -m benchmarks.transcript [--kilobytes N] [--json]

A timer of one millisecond notes when it is called; a gap is the time between two calls. The target is a 99th percentile
below 100 ms. The text arrives in 20 pieces a second, far faster than a model writes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.responsive import keep_responsive
from app.store.records import MessageState, StoredMessage
from app.ui.window import MainWindow, make_theme
from engine.protocol import Role

PIECES_A_SECOND = 20
TARGET_MS = 100.0

_PARAGRAPH = "The volume group is made of **two physical volumes**, and the `logical volumes` in it can grow. "
SAMPLES: dict[str, Callable[[int], str]] = {
    "prose": lambda size: _prose(size),
    "mixed": lambda size: _filled(
        "## A heading\n\n" + _PARAGRAPH * 4 + "\n\n- one\n- two\n  - three\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n"
        "```python\ndef f(x: int) -> str:\n    return 'é' * x  # twice\n```\n\n",
        size,
    ),
    "one code block": lambda size: "```python\n" + _filled("value = compute(1, 'text')  # note\n", size),
    "one paragraph": lambda size: _filled(_PARAGRAPH, size),
    "no space": lambda size: "x" * size,
    "formulas": lambda size: _formulas(size),
    "reasoning": lambda size: "<think>\n" + _prose(size // 2) + "\n</think>\n\n" + _prose(size // 2),
}


@dataclass(frozen=True)
class Result:
    sample: str
    kilobytes: int
    seconds: float
    p50_ms: float
    p99_ms: float
    longest_ms: float
    settled_after_ms: float
    """From the last piece until everything is on the page."""


def measure(window: MainWindow, sample: str, size: int, rate: int) -> Result:
    """Stream `size` characters at `rate` characters a second into a new reply and note every gap."""
    text = SAMPLES[sample](size)
    reply = StoredMessage(1, 1, None, Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [StoredMessage(2, 1, None, Role.USER, "Write.")])
    window.add_message(reply)
    piece = max(1, rate // PIECES_A_SECOND)
    loop = QEventLoop()
    gaps: list[float] = []
    position = 0
    last = time.perf_counter()
    ended = 0.0

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now
        if ended and window.transcript.is_settled:
            loop.quit()

    def write() -> None:
        nonlocal position, ended
        window.append_text(reply.id, text[position : position + piece])
        position += piece
        if position >= len(text):
            writer.stop()
            window.update_message(StoredMessage(1, 1, None, Role.ASSISTANT, text))
            ended = time.perf_counter()

    heart = QTimer()
    heart.setInterval(1)
    heart.timeout.connect(beat)
    writer = QTimer()
    writer.setInterval(1000 // PIECES_A_SECOND)
    writer.timeout.connect(write)
    start = last = time.perf_counter()
    heart.start()
    writer.start()
    loop.exec()
    heart.stop()
    gaps.sort()
    return Result(
        sample,
        size // 1000,
        round(time.perf_counter() - start, 1),
        round(gaps[len(gaps) // 2], 1),
        round(gaps[int(len(gaps) * 0.99)], 1),
        round(gaps[-1], 1),
        round((time.perf_counter() - ended) * 1000),
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kilobytes", type=int, default=1000)
    parser.add_argument("--rate", type=int, default=100, help="kilobytes a second")
    parser.add_argument("--sample", choices=sorted(SAMPLES), action="append")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args(arguments)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    window = MainWindow(make_theme(application))
    window.resize(1180, 780)
    window.show()
    keep_responsive(window)
    results = []
    if not options.json:
        print("| 1 reply | KB | seconds | p50 ms | p99 ms | longest ms | settled after ms |")
        print("|---|--:|--:|--:|--:|--:|--:|")
    for sample in options.sample or SAMPLES:
        result = measure(window, sample, options.kilobytes * 1000, options.rate * 1000)
        results.append(result)
        if options.json:
            print(json.dumps(asdict(result)), flush=True)
        else:
            row = (result.sample, result.kilobytes, result.seconds, result.p50_ms, result.p99_ms)
            print("| " + " | ".join(map(str, (*row, result.longest_ms, result.settled_after_ms))) + " |", flush=True)
    window.close()
    return 0 if all(result.p99_ms < TARGET_MS for result in results) else 1


def _prose(size: int) -> str:
    return _filled(_PARAGRAPH * 6 + "\n\n", size)


def _formulas(size: int) -> str:
    """No two alike, so that none is known already."""
    text, number = "", 0
    while len(text) < size:
        number += 1
        text += (
            _PARAGRAPH + f"So $x_{{{number}}} = \\frac{{{number}}}{{2}}$ and\n\n$$\\sum_{{k=1}}^{{{number}}} k^2$$\n\n"
        )
    return text[:size]


def _filled(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
