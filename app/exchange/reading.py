"""Reads a file of conversations through a process of its own."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from app.exchange.messages import LONGEST_LINE, AnswerReader, End, Progress, ReadOrder, encode_order
from app.exchange.names import whole_of
from app.exchange.results import ExchangeError, Found, PassedOver, Service, Summary, Unreadable
from app.launch import EngineCommand, inspect_command
from app.piped_child import PipedChild
from engine.sandbox.access import FileAccess

MOST_MEMORY = 1 << 30
"""Bytes for the largest conversation of a file, beyond what the program itself takes."""
MOST_SECONDS = 120.0
"""Of processor time between two answers."""

Told = Callable[[int, int], None]
Command = Callable[..., EngineCommand]


class Stopped(Exception):
    """The person wants no more of it."""


class Reading:
    """One reading of one file. `answers` blocks: not for the GUI thread; `stop` may be called from any."""

    def __init__(
        self, path: Path, service: Service | None = None, *, whole: bool, command: Command = inspect_command
    ) -> None:
        """`whole` conversations are read, or only what there is to say of them."""
        self._order = ReadOrder(whole_of(path.absolute()), service, whole)
        self._command = command
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """Returns at once; `answers` raises Stopped soon."""
        self._stopped.set()
        process = self._process
        if process is not None:
            process.kill()

    def answers(self, told: Told) -> Iterator[Found | Summary | Unreadable | PassedOver]:
        """What is in the file, in its order. `told` hears how many bytes are read. Raises ExchangeError where the file
        cannot be read at all, and Stopped."""
        arguments = ("conversations", "--bytes", str(MOST_MEMORY), "--seconds", str(MOST_SECONDS))
        command = self._command(*arguments).confined(FileAccess().with_reads(self._order.path))
        try:
            child = PipedChild(command)
        except OSError as error:
            raise ExchangeError(
                "The process that reads files could not be started. Close other programs, and try again.",
                str(error),
            ) from error
        with child:
            self._process = child.process
            try:
                if self._stopped.is_set():  # before there was a process to end
                    raise Stopped
                yield from self._followed(child, told)
            except (_Ended, ValueError) as error:
                if self._stopped.is_set():
                    raise Stopped from None
                raise self._explained(child, error) from error
            finally:
                self._process = None

    def _followed(self, child: PipedChild, told: Told) -> Iterator[Found | Summary | Unreadable | PassedOver]:
        child.tell_if_it_lives(encode_order(self._order).encode("ascii") + b"\n")
        reader = AnswerReader()
        while True:
            line = child.output.readline(LONGEST_LINE)
            if self._stopped.is_set():
                raise Stopped
            if not line:
                raise _Ended
            match answer := reader.take(line):
                case None:
                    pass
                case Progress():
                    told(answer.done, answer.total)
                case End():
                    return
                case ExchangeError():
                    raise answer
                case _:
                    yield answer

    def _explained(self, child: PipedChild, error: Exception) -> ExchangeError:
        return ExchangeError(
            f"“{self._order.path.name}” made the process that reads it end, so the rest of it is not read. It is "
            "damaged, or made to do harm.",
            f"{type(error).__name__}: {error}; {child.report()}",
        )


class _Ended(Exception):
    """The process has, before its last word."""
