"""Looks at strangers' files through a process that may die of them."""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import psutil

from app.confinement import Confinement
from app.launch import EngineCommand, inspect_command
from app.look_messages import (
    LONGEST_LINE,
    Answer,
    ImportAdapter,
    LookAtAdapter,
    LookAtModel,
    Made,
    Order,
    ReadAttachment,
    Step,
    advice,
    decode_answer,
    encode_order,
)
from app.piped_child import PipedChild
from app.store.records import Attachment
from engine.errors import EngineError, ErrorKind
from engine.sandbox.access import FileAccess
from models.adapters.description import SourceDescription
from models.library.facts import ModelFacts
from models.ordinary_file import shown

START_SECONDS = 60.0
POLL_SECONDS = 0.1
MOST_WAITING = 64
"""Answers that are taken before the one who asked has read them."""
_LONGEST_LIST = 50_000
"""Characters of paths that fit into an environment variable with room to spare."""


Command = Callable[..., EngineCommand]
"""Takes the arguments of the process."""


@dataclass(frozen=True)
class Limits:
    """What the process has for one file."""

    bytes: int
    """Of memory beyond what the program itself takes."""
    seconds: float
    """Between two of its answers."""


LOOK = Limits(1 << 30, 10.0)
"""The largest description of a model that is taken has 128 MiB, and is read into several times as much."""
IMPORT = Limits(4 << 30, 60.0)
"""An adapter is converted in memory; before that, all numbers of a GGUF are read without a step."""

READ = Limits(1 << 30, 60.0)
"""The text of a page of a PDF is a step."""


class ChildInspector:
    """Looks at each file in a process of its own, which serves until a file ends it."""

    def __init__(self, limits: Limits = LOOK, command: Command = inspect_command) -> None:
        self._limits = limits
        self._command = command

    def look(self, paths: Sequence[Path]) -> Iterator[ModelFacts | EngineError]:
        """One answer for each model, in their order, as soon as it is there. Raises nothing for a file, whatever it
        does to the one who looks; the caller may stop early."""
        child: _Child | None = None
        hopeless: EngineError | None = None
        try:
            for path in paths:
                if hopeless is not None:
                    yield hopeless
                    continue
                order = LookAtModel(path.absolute())
                try:
                    child = child or _Child(self._of_models(paths), self._limits)
                    answer = child.answer(order)
                    if not isinstance(answer, ModelFacts | EngineError):
                        raise _unexpected(answer)
                except _NotStarted as error:
                    hopeless = answer = error.explained()
                except _Lost as lost:
                    answer = lost.explained(path, order)
                if child is not None and not child.is_alive:
                    child.close()
                    child = None
                yield answer
        finally:
            if child is not None:
                child.close()

    def _of_models(self, paths: Sequence[Path]) -> EngineCommand:
        access = FileAccess().with_reads(*_places(paths))
        return self._command("models", *_words(self._limits)).confined(access)


class ChildImporter:
    """Describes strangers' adapters and imports them, each in a process of its own. Raises EngineError, and what a
    `progress` raises: that ends the process."""

    def __init__(self, limits: Limits = IMPORT, command: Command = inspect_command) -> None:
        self._limits = limits
        self._command = command

    def describe(self, source: Path) -> SourceDescription:
        """As `describe_source` does it."""
        order = LookAtAdapter(source.absolute())
        answer = self._answer(order, source, lambda _done, _total: None)
        if not isinstance(answer, SourceDescription):
            raise _unexpected(answer).explained(source, order)
        return answer

    def __call__(self, source: Path, base: Path | None, output: Path, progress: Callable[[int, int], None], /) -> None:
        """As `import_adapter` does it. `progress` is also called while nothing has changed, so that it can stop what
        takes long."""
        order = ImportAdapter(source.absolute(), base.absolute() if base is not None else None, output.absolute())
        answer = self._answer(order, source, progress)
        if not isinstance(answer, Made):
            raise _unexpected(answer).explained(source, order)

    def _answer(self, order: Order, source: Path, progress: Callable[[int, int], None]) -> Answer:
        command = self._command("adapters", *_words(self._limits)).confined(_needed(order))
        return _ask(command, self._limits, order, source, progress)


class ChildReader:
    """Reads the text of files that the person attaches, each in a process of its own."""

    def __init__(self, limits: Limits = READ, command: Command = inspect_command) -> None:
        self._limits = limits
        self._command = command

    def __call__(self, path: Path, progress: Callable[[int, int], None] = lambda _done, _total: None, /) -> Attachment:
        """As `read_attachment` does it. `progress` is also called while nothing has changed. Raises EngineError, and
        what `progress` raises: that ends the process."""
        order = ReadAttachment(path.absolute())
        command = self._command("attachments", *_words(self._limits)).confined(FileAccess().with_reads(path))
        answer = _ask(command, self._limits, order, path, progress)
        if not isinstance(answer, Attachment):
            raise _unexpected(answer).explained(path, order)
        return answer


def _ask(
    command: EngineCommand, limits: Limits, order: Order, path: Path, progress: Callable[[int, int], None]
) -> Answer:
    """Of a process for this order alone. Raises EngineError."""
    child: _Child | None = None
    try:
        child = _Child(command, limits)
        answer = child.answer(order, progress)
    except _NotStarted as error:
        raise error.explained() from error
    except _Lost as lost:
        raise lost.explained(path, order) from lost
    finally:
        if child is not None:
            child.close()
    if isinstance(answer, EngineError):
        raise answer
    return answer


class _End(Enum):
    """Why the process is no more, in words about the file."""

    DEATH = "made the process that looked at it crash, so it is not opened. It is damaged, or made to do harm"
    MEMORY = "takes more memory to look at than a sound file does, so it is not opened"
    TIME = "took too long to look at"


class _Lost(Exception):
    """No answer will come. The process is to be closed."""

    def __init__(self, end: _End, detail: str) -> None:
        super().__init__(detail)
        self.end = end

    def explained(self, path: Path, order: Order) -> EngineError:
        if self.end is _End.TIME:  # the drive may be the cause of it: it is no verdict on the file
            what, kind = "Check the drive that it is on, or copy it elsewhere, and try again", ErrorKind.INTERNAL
        else:
            what, kind = advice(order), ErrorKind.MODEL_INVALID
        return EngineError(kind, f"“{shown(path)}” {self.end.value}. {what}.", str(self))


class _NotStarted(Exception):
    """The process is not to be had, whichever file it is for."""

    def explained(self) -> EngineError:
        return EngineError(
            ErrorKind.INTERNAL,
            "The process that looks at files before they are opened could not be started. Close other programs, or "
            "start Homespun again.",
            str(self),
        )


class _Child:
    """One process. What it sends is taken on a thread; its memory and its time are watched by who waits for it."""

    def __init__(self, command: EngineCommand, limits: Limits) -> None:
        """Raises _NotStarted."""
        self._limits = limits
        self._most_resident = sys.maxsize
        self._answers: queue.Queue[bytes] = queue.Queue(MOST_WAITING)
        self._closed = threading.Event()
        try:
            self._child = PipedChild(command)
        except OSError as error:
            raise _NotStarted(str(error)) from error
        self._reader = threading.Thread(target=self._read, name="looking", daemon=True)
        self._reader.start()
        try:
            ready = self._next(START_SECONDS, lambda: None)
            if not isinstance(ready, Confinement):
                raise _unexpected(ready)
            self.confinement = ready
            self._most_resident = self._resident() + limits.bytes
        except _Lost as lost:
            self.close()
            raise _NotStarted(str(lost)) from lost
        except BaseException:
            self.close()
            raise

    @property
    def is_alive(self) -> bool:
        return self._child.process.poll() is None

    def answer(self, order: Order, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Answer:
        """What ends an order. Raises _Lost, and what `progress` raises."""
        last = Step(0, 1)

        def idle() -> None:
            progress(last.done, last.total)

        try:
            self._child.tell(encode_order(order).encode("ascii") + b"\n")
        except OSError as error:
            raise _Lost(_End.DEATH, str(error)) from error
        while True:
            answer = self._next(self._limits.seconds, idle)
            if not isinstance(answer, Step):
                return answer
            last = answer
            progress(last.done, last.total)

    def close(self) -> None:
        """End it: it holds nothing that would be missed."""
        self._closed.set()
        self._child.process.kill()
        self._reader.join()
        self._child.close()

    def _next(self, seconds: float, idle: Callable[[], None]) -> Answer:
        """The next answer. Raises _Lost after having ended the process, and what `idle` raises."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self._answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                idle()
                if time.monotonic() > deadline:
                    raise self._ended(_End.TIME) from None
                if self._resident() > self._most_resident:
                    raise self._ended(_End.MEMORY) from None
                continue
            try:
                return decode_answer(line)
            except ValueError as error:
                raise self._ended(_End.DEATH) from error

    def _ended(self, end: _End) -> _Lost:
        """Make sure that it has ended, and say how."""
        self._closed.set()
        return _Lost(end, f"{end.name}, {self._child.report()}")

    def _resident(self) -> int:
        """Bytes of memory that it holds now."""
        try:
            return psutil.Process(self._child.process.pid).memory_info().rss
        except psutil.Error:  # it has ended
            return 0

    def _read(self) -> None:
        """On the thread. An empty line is the end."""
        line = b" "
        while line and not self._closed.is_set():
            line = self._child.output.readline(LONGEST_LINE)
            while not self._closed.is_set():
                try:
                    self._answers.put(line, timeout=POLL_SECONDS)
                    break
                except queue.Full:
                    continue


def _unexpected(answer: Answer) -> _Lost:
    return _Lost(_End.DEATH, f"an answer that makes no sense: {type(answer).__name__}")


def _places(paths: Sequence[Path]) -> Sequence[Path]:
    """What to let the process read to look at these models; the folders of very many, for an environment is small."""
    return paths if sum(len(str(path)) for path in paths) < _LONGEST_LIST else list({path.parent for path in paths})


def _needed(order: Order) -> FileAccess:
    """The files of an order about an adapter. Beside one of safetensors lies what describes it."""
    assert isinstance(order, LookAtAdapter | ImportAdapter)
    source = order.path if isinstance(order, LookAtAdapter) else order.source
    access = FileAccess().with_reads(source.parent if source.suffix.lower() == ".safetensors" else source)
    if isinstance(order, ImportAdapter):
        access = access.with_reads(*([order.base] if order.base else [])).with_writes(order.output.parent)
    return access


def _words(limits: Limits) -> tuple[str, ...]:
    """As the process takes them. Its processor time ends after ours, in case that nobody watches it any more."""
    return "--bytes", str(limits.bytes), "--seconds", str(2 * limits.seconds)
