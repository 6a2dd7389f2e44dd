"""A child that is given one line and answers with lines of JSON, followed on a thread that may wait."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, cast

from app.launch import EngineCommand, working_folder

_POLL_SECONDS = 0.1
_LOG_TAIL = 2000
"""Bytes."""
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
    with working_folder() as folder, tempfile.TemporaryFile() as log:
        try:
            child = subprocess.Popen(
                [command.program, *command.arguments],
                env=dict(command.environment),
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl+C in the terminal is for us
            )
        except OSError as error:
            raise ChildLost(str(error)) from error
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threads = (
            threading.Thread(target=_write, args=(cast(IO[bytes], child.stdin), line), daemon=True),
            threading.Thread(target=_read, args=(cast(IO[bytes], child.stdout), lines), daemon=True),
        )
        for thread in threads:
            thread.start()
        try:
            yield from _followed(lines, silence, idle)
            code = child.wait(silence)
            if code:  # whoever was told why has closed this by now
                raise ChildLost("it ended early")
        except (ValueError, subprocess.TimeoutExpired) as error:
            raise ChildLost(f"{error}\n{_tail(log)}".strip()) from error
        except ChildLost as lost:
            child.kill()
            raise ChildLost(f"{lost}, exit code {child.wait()}\n{_tail(log)}".strip()) from lost
        finally:
            child.kill()
            child.wait()
            for thread in threads:
                thread.join()
            for pipe in (child.stdin, child.stdout):
                with contextlib.suppress(OSError):  # what was not sent to a dead process is of no use any more
                    cast(IO[bytes], pipe).close()


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


def _write(pipe: IO[bytes], line: bytes) -> None:
    with contextlib.suppress(OSError):  # it has ended
        pipe.write(line)
        pipe.flush()


def _read(pipe: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    while line := pipe.readline(_LONGEST_LINE):
        lines.put(line)
    lines.put(b"")


def _tail(log: IO[bytes]) -> str:
    size = log.seek(0, 2)
    log.seek(max(0, size - _LOG_TAIL))
    return log.read().decode(errors="replace").strip()
