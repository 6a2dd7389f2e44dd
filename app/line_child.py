"""A child that is given one line and answers with lines of JSON, followed on a thread that may wait."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, cast

from app.launch import EngineCommand
from app.piped_child import PipedChild

_POLL_SECONDS = 0.1
_LONGEST_LINE = 16 << 20
"""Bytes of an answer."""


class ChildLost(Exception):
    """It ended without a last word, said nothing for too long, or said what makes no sense. Tells how, for a report."""


def events(
    command: EngineCommand, line: bytes, silence: float, idle: Callable[[], None] = lambda: None
) -> Iterator[Mapping[str, Any]]:
    """What the child tells, until it closes its output. `idle` is called ten times a second while it tells nothing;
    what it raises ends the child, as does closing this iterator. `silence`: seconds that it may take between two
    events. Raises ChildLost."""
    try:
        child = PipedChild(command)
    except OSError as error:
        raise ChildLost(str(error)) from error
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threads = (
        threading.Thread(target=child.tell_if_it_lives, args=(line,), daemon=True),
        threading.Thread(target=_read, args=(child.output, lines), daemon=True),
    )
    for thread in threads:
        thread.start()
    try:
        yield from _followed(lines, silence, idle)
        code = child.process.wait(silence)
        if code:  # whoever was told why has closed this by now
            raise ChildLost("it ended early")
    except (ValueError, subprocess.TimeoutExpired, ChildLost) as error:
        raise ChildLost(f"{error}, {child.report()}") from error
    finally:
        child.process.kill()
        for thread in threads:
            thread.join()
        child.close()


def _followed(lines: queue.SimpleQueue[bytes], silence: float, idle: Callable[[], None]) -> Iterator[Mapping[str, Any]]:
    deadline = time.monotonic() + silence
    while True:
        try:
            line = lines.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            idle()
            if time.monotonic() > deadline:
                raise ChildLost("it said nothing for too long") from None
            continue
        if not line:
            return
        event = json.loads(line)
        if not isinstance(event, dict):
            raise ChildLost("an answer that makes no sense")
        yield cast("Mapping[str, Any]", event)
        deadline = time.monotonic() + silence


def _read(pipe: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    while line := pipe.readline(_LONGEST_LINE):
        lines.put(line)
    lines.put(b"")
