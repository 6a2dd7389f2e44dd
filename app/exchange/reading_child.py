"""The process that reads one file of conversations, which a stranger may have made: it may die of it."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from typing import BinaryIO

from app.confinement import bound_processor_time, confine
from app.exchange.messages import (
    Answer,
    End,
    Progress,
    decode_order,
    encode_answer,
    summary_of,
)
from app.exchange.results import ExchangeError, Found, Unreadable
from app.exchange.source import conversations_in
from engine.sandbox.state import Sandbox

STEP_SECONDS = 0.1
_MOST_DETAIL = 2000
"""Characters."""
TOO_LARGE = "A conversation in this file takes more memory than there is for reading it, so the rest is not read."


def read_file(output: BinaryIO, bytes_of_memory: int, seconds: float, sandbox: Sandbox) -> int:
    """Carry out the order that comes as the first line of standard input, then end. Returns the exit code."""
    order = decode_order(sys.stdin.buffer.readline())
    confine(bytes_of_memory, sandbox, writes=False)

    def say(answer: Answer) -> None:
        for line in encode_answer(answer):
            output.write(line.encode("ascii") + b"\n")
        output.flush()
        bound_processor_time(seconds)

    say(Progress(0, 0))
    try:
        for found in conversations_in(order.path, order.service, _paced(say)):
            say(summary_of(found) if isinstance(found, Found) and not order.whole else found)
    except ExchangeError as error:
        say(error)
    except MemoryError:
        say(Unreadable(order.path.name, TOO_LARGE))
        say(End())
    except Exception:  # noqa: BLE001 - whatever a stranger's file does to the one who reads it is the file's fault
        detail = traceback.format_exc()[-_MOST_DETAIL:]
        say(ExchangeError(f"“{order.path.name}” is damaged in a way that could not be understood.", detail))
    else:
        say(End())
    return 0


def _paced(say: Callable[[Answer], None]) -> Callable[[int, int], None]:
    spoke = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal spoke
        now = time.monotonic()
        if done >= total or now - spoke >= STEP_SECONDS:
            spoke = now
            say(Progress(done, total))

    return tell
