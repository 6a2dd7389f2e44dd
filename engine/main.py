"""The engine process: requests from stdin, events to stdout, one loop between them."""

from __future__ import annotations

import argparse
import logging
import os
import queue
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from engine.backends import available_backends
from engine.core import EngineCore
from engine.protocol import (
    HEARTBEAT_SECONDS,
    PROTOCOL_VERSION,
    Cancel,
    Done,
    Event,
    Heartbeat,
    ProtocolError,
    Ready,
    Request,
    Shutdown,
    decode_request,
    encode,
)
from engine.sandbox.state import Sandbox
from engine.states import StateCache
from models.encryption.files import files_of
from models.encryption.keys import read_key

_log = logging.getLogger(__name__)

STALL_SECONDS = 20.0
"""Native code that has given no sign for so long counts as hung: the heartbeat stops, and the client takes over."""

ORPHAN_SECONDS = 30.0
"""How long a process without a client may take to save and end."""

IDLE_SECONDS = 10.0
"""Without a request for so long, the live state is saved."""


class Pulse:
    """Whether the loop makes progress. Ticked by the loop, read by the heartbeat."""

    def __init__(self) -> None:
        self.busy = False
        self._ticked = monotonic()

    def tick(self) -> None:
        self._ticked = monotonic()

    def beats(self) -> bool:
        return not self.busy or monotonic() - self._ticked < STALL_SECONDS


class Writer:
    """Writes events, one line each, whole, from any thread."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        line = encode(event).encode("ascii") + b"\n"
        with self._lock:
            try:
                self._stream.write(line)
                self._stream.flush()
            except OSError:  # the client is gone; the end of stdin will end the loop
                _log.debug("an event could not be written")


class Inbox:
    """Requests in their order. A cancel does not queue: it flags its target, waiting or running."""

    def __init__(self, write: Writer, pulse: Pulse) -> None:
        self._write = write
        self._pulse = pulse
        self._queue: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._pending: set[int] = set()
        self._cancelled: set[int] = set()
        self._closing = False

    def read(self, descriptor: int) -> None:
        """Take requests until the pipe ends, then ask for a shutdown."""
        for line in _lines(descriptor):
            try:
                self.put(decode_request(line))
            except ProtocolError as error:
                _log.error("a line that is no request was ignored: %s", error)
        self._closing = True
        self._queue.put(Shutdown(id=0))
        # Native code that hangs must not outlive the client for ever.
        threading.Event().wait(ORPHAN_SECONDS)
        os._exit(1)

    def put(self, request: Request) -> None:
        if isinstance(request, Cancel):
            with self._lock:
                if request.target in self._pending:
                    self._cancelled.add(request.target)
            self._write(Done(request.id))
            return
        if isinstance(request, Shutdown):
            self._closing = True
        with self._lock:
            self._pending.add(request.id)
        self._queue.put(request)

    def take(self, timeout: float) -> Request | None:
        try:
            return self._queue.get(timeout=timeout)
        except queue.Empty:
            return None

    def interrupted(self, request: Request) -> bool:
        """Whether the request should stop. Asking is a sign of life."""
        self._pulse.tick()
        if isinstance(request, Shutdown):
            return False
        return self._closing or request.id in self._cancelled

    def finish(self, request: Request) -> None:
        with self._lock:
            self._pending.discard(request.id)
            self._cancelled.discard(request.id)


def main(arguments: Sequence[str], sandbox: Sandbox | None = None) -> int:
    """Run until a shutdown request or the end of stdin. `sandbox` is what this process has put itself into. Returns the
    exit code."""
    options = _parse(arguments)
    os.umask(0o077)  # saved states are private
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    write = Writer(_claim_stdout())
    pulse = Pulse()
    inbox = Inbox(write, pulse)
    files = files_of(read_key(sys.stdin.fileno()) if options.encrypted else None)
    states = StateCache(options.states, options.state_bytes, files) if options.states else None
    backends = available_backends()
    core = EngineCore(backends, states, composers=options.composers, files=files)

    write(Ready(PROTOCOL_VERSION, os.getpid(), tuple(backend.name for backend in backends), sandbox or Sandbox()))
    threading.Thread(target=inbox.read, args=(sys.stdin.fileno(),), name="reader", daemon=True).start()
    threading.Thread(target=_beat, args=(write, pulse), name="heartbeat", daemon=True).start()
    while True:
        request = inbox.take(IDLE_SECONDS)
        pulse.tick()
        pulse.busy = True
        if request is None:
            core.idle()
        else:
            write(core.run(request, write, lambda request=request: inbox.interrupted(request)))
            inbox.finish(request)
        pulse.busy = False
        if isinstance(request, Shutdown):
            return 0


def _beat(write: Writer, pulse: Pulse) -> None:
    pause = threading.Event()
    while not pause.wait(HEARTBEAT_SECONDS):
        if pulse.beats():
            write(Heartbeat(pulse.busy))


def _lines(descriptor: int) -> Iterator[bytes]:
    """Lines that are not empty. Read without a buffered stream: the interpreter could not end while one waits."""
    rest: list[bytes] = []
    while data := os.read(descriptor, 1 << 16):
        head, *tail = data.split(b"\n")
        rest.append(head)
        for piece in tail:
            line = b"".join(rest)
            rest = [piece]
            if line.strip():
                yield line


def _claim_stdout() -> BinaryIO:
    """A stream of our own to where stdout went; stdout itself becomes stderr, since native code prints to it."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="homespun engine", description="The engine; started by the program itself.")
    parser.add_argument("--states", type=Path, help="folder of saved conversation states; without it none are kept")
    parser.add_argument("--state-bytes", type=int, default=2 << 30, help="most that this folder may hold")
    parser.add_argument("--composers", type=Path, help="folder of what dynamic tokenization fitted and measured")
    parser.add_argument(
        "--encrypted", action="store_true", help="states and adapters are; the first line of standard input is the key"
    )
    return parser.parse_args(arguments)
