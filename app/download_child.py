"""The process that downloads one model: the only one of the program with a connection, and it does nothing else."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app.downloads import alone, check_allowed
from app.looking import ChildInspector
from app.paths import DataFolder
from engine.errors import EngineError
from models.downloads.address import wanted_model
from models.downloads.errors import DownloadError, DownloadPaused
from models.downloads.fetch import Fetch
from models.downloads.messages import (
    LONGEST_LINE,
    DownloadOrder,
    Message,
    Paused,
    decode_order,
    encode_message,
)
from models.downloads.staging import StagingArea
from models.downloads.transport import HttpTransport

STOP_SECONDS = 1.0
"""How long the download may take to end after the word to stop."""


def main(arguments: Sequence[str]) -> int:
    """`arguments` name the data folder. The order comes as a line on standard input, the progress goes out as lines;
    the end of standard input stops the download. Exit code 0, unless the order made no sense."""
    os.umask(0o077)
    if len(arguments) != 1:
        print("usage: homespun download DATA_FOLDER", file=sys.stderr)
        return 2
    try:
        order = decode_order(sys.stdin.buffer.readline(LONGEST_LINE))
    except ValueError as error:
        print(f"The order is not understood: {error}.", file=sys.stderr)
        return 2
    child = _Child()
    threading.Thread(target=child.listen, name="stop", daemon=True).start()
    child.finish(_result(DataFolder.resolve(Path(arguments[0])), order, child))


def _result(folder: DataFolder, order: DownloadOrder, child: _Child) -> Message:
    try:
        check_allowed(folder)
        wanted = wanted_model(order.address, sha256=order.sha256, name=order.name)
        area = StagingArea(folder.models)
        with alone(area):
            return Fetch(area.open(wanted), child.transport, child.stop, child.say, inspect=_inspect).run()
    except DownloadPaused:
        return Paused()
    except DownloadError as error:
        return error


def _inspect(path: Path) -> None:
    """In one more process, for the file is a stranger's. Raises EngineError."""
    for answer in ChildInspector().look([path]):
        if isinstance(answer, EngineError):
            raise answer


class _Child:
    """What two threads share: the one that downloads, and the one that waits for the word to stop."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.transport = HttpTransport()
        self._ended = threading.Event()
        self._output = threading.Lock()

    def say(self, message: Message) -> None:
        with self._output:
            sys.stdout.buffer.write(encode_message(message).encode() + b"\n")
            sys.stdout.buffer.flush()

    def finish(self, message: Message) -> NoReturn:
        """The last message, and the end."""
        self._ended.set()
        try:
            self.say(message)
        finally:
            os._exit(0)  # the other thread reads standard input, which the interpreter would wait for

    def listen(self) -> None:
        """Until the end of standard input: it comes when the download is to stop, and when our parent has died."""
        while sys.stdin.buffer.read(1):
            pass
        self.stop.set()
        self.transport.hang_up()
        if not self._ended.wait(STOP_SECONDS):
            # It hangs in the look-up of a name or in the making of a connection: nothing arrives that could be lost.
            self.finish(Paused())
