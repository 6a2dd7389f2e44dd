"""ExchangeController: brings conversations in from files, and writes them to files."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.chat.courier import Courier, StoreAccess
from app.chat.long_work import Cancelled, LongWork, Told
from app.exchange.bringing import Report, bring_in, preview
from app.exchange.reading import Command, Reading, Stopped
from app.exchange.results import ExchangeError
from app.exchange.writing import json_text, markdown_text, watched, write_file, write_folder
from app.launch import EngineCommand, inspect_command
from app.order import ExportKind
from app.state import Problem
from app.store.errors import StoreError
from app.store.portable import PortableConversation, TakenIn
from app.store.portable_reader import PortableReader
from app.translation import tr

_POLL_SECONDS = 0.1


class ExchangeController(QObject):
    """One file at a time. What takes long runs on a thread of its own; files of strangers are read in a process."""

    previewed = Signal(object)
    """Preview of the file that was asked for"""
    brought = Signal(object)
    """Report: conversations have come in, all of them or as far as it was not stopped."""
    refused = Signal(str, str)
    """(message, detail): nothing of the file can be brought in."""
    written = Signal(str, int)
    """(path, how many conversations)"""
    printed = Signal(int)
    """Pages that went to the printer."""
    task_changed = Signal(object)
    """Task, or None when nothing is under way."""
    problem = Signal(object)
    """Problem of writing"""

    def __init__(
        self,
        store: StoreAccess,
        open_reader: Callable[[], PortableReader],
        program: Command,
        worker: Executor,
        courier: Courier,
        parent: QObject | None = None,
        command: Command = inspect_command,
    ) -> None:
        """`open_reader` opens the store to be read, on any thread. `program` is this program with the arguments of a
        command, on the same data. `worker` has one thread. `command` starts the process that reads."""
        super().__init__(parent)
        self._store = store
        self._open_reader = open_reader
        self._program = program
        self._command = command
        self._profile_id = 1
        self._path: Path | None = None
        self._reading: Reading | None = None
        self._import: int | None = None
        """Number of the work that was asked for last."""
        self._stop = threading.Event()
        self._work = LongWork(worker, courier, self)
        self._work.changed.connect(self.task_changed)

    @property
    def is_idle(self) -> bool:
        return self._work.is_idle

    def set_profile(self, profile_id: int) -> None:
        """Whose conversations come in, where the file names no profile that there is."""
        self._profile_id = profile_id

    def look(self, path: str) -> None:
        """Say what a file holds; nothing is changed."""
        if self._work.is_cancelled() and not self._work.is_idle:
            self.refused.emit(tr("What was stopped has not ended yet. Choose the file again in a moment."), "")
            return
        self._path = Path(path)
        reading, file = self._new_reading(self._path, whole=False), self._path

        def known(keys: Iterable[str]) -> Mapping[str, int]:
            keys = list(keys)
            return self._store.call(lambda store: store.known_keys(keys)).result()

        def work(told: Told) -> object:
            try:
                return preview(reading, file, known, told)
            except Stopped:
                raise Cancelled from None

        title = tr("Reading {name}", name=file.name)
        self._import = self._work.do(title, work, self.previewed.emit, self._refuse)

    def bring_in(self) -> None:
        """What was looked at last."""
        if self._path is None:
            return
        reading, file, profile_id = self._new_reading(self._path, whole=True), self._path, self._profile_id

        def take_in(conversations: Sequence[PortableConversation]) -> list[TakenIn]:
            return self._store.call(lambda store: store.take_in(conversations, profile_id)).result()

        def work(told: Told) -> Report:
            return bring_in(reading, file, take_in, told)

        title = tr("Bringing in {name}", name=file.name)
        self._import = self._work.do(title, work, self.brought.emit, self._refuse)

    def export(self, conversation_ids: Sequence[int], kind: ExportKind, path: str) -> None:
        """Write conversations to a file, or to an existing folder as Markdown; none named: all of the profile."""
        ids, profile_id, target = tuple(conversation_ids), self._profile_id, Path(path)

        def work(told: Told) -> int:
            with closing(self._open_reader()) as reader:
                wanted = ids or tuple(reader.conversation_ids(profile_id))
                if kind is ExportKind.PDF:
                    self._write_pdf(target, wanted[0])
                    return 1

                def tell(done: int) -> None:
                    told(done, len(wanted))
                    if self._work.is_cancelled():
                        raise Cancelled

                _write(target, kind, watched(_all(reader, wanted), tell))
                return len(wanted)

        def failed(error: BaseException) -> None:
            self.problem.emit(_not_written(target, error))

        self._stop.clear()
        self._work.do(
            tr("Writing {name}", name=target.name), work, lambda number: self.written.emit(path, number), failed
        )

    def print_out(self, conversation_id: int, name: str, paint: Callable[[PortableConversation, Told], int]) -> None:
        """The open branch of a conversation of that `name`. `paint` brings it to a printer, on any thread, and answers
        how many pages it took."""

        def work(told: Told) -> int:
            with closing(self._open_reader()) as reader:
                conversation = reader.portable(conversation_id)

            def tell(done: int, total: int) -> None:
                told(done, total)
                if self._work.is_cancelled():
                    raise Cancelled

            return paint(conversation, tell)

        def failed(error: BaseException) -> None:
            self.problem.emit(_not_printed(error))

        self._work.do(tr("Printing {name}", name=name), work, self.printed.emit, failed)

    def cancel_import(self) -> None:
        """What was brought in until now stays, and what is being written goes on."""
        if self._import is not None:
            self._work.cancel(self._import)
        if self._reading is not None:
            self._reading.stop()

    def cancel(self) -> None:
        """Everything: of what was being written nothing stays."""
        self._work.cancel()
        self._stop.set()
        self.cancel_import()

    close = cancel

    def _new_reading(self, path: Path, *, whole: bool) -> Reading:
        self._reading = Reading(path, whole=whole, command=self._command)
        return self._reading

    def _write_pdf(self, path: Path, conversation_id: int) -> None:
        """In a process of its own: laying out a long conversation takes seconds. Raises ExchangeError, Cancelled."""
        command = self._program(
            "conversations", "export", str(conversation_id), "--format", "pdf", "--output", str(path.absolute())
        )
        with _started(command) as process:
            while process.poll() is None:
                if self._stop.wait(_POLL_SECONDS):
                    process.kill()
                    process.wait()
                    raise Cancelled
            words = process.stderr.read().decode(errors="replace") if process.stderr is not None else ""
        if process.returncode:
            raise ExchangeError(words.strip().removeprefix("homespun: ") or f"“{path.name}” could not be written.")

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, ExchangeError | StoreError):
            self.refused.emit(error.message, error.detail)
        else:
            self.refused.emit(
                tr("A defect of this program stopped it. What was brought in before is there."), repr(error)
            )


def _all(reader: PortableReader, ids: Iterable[int]) -> Iterator[PortableConversation]:
    for number in ids:
        yield reader.portable(number)


def _write(path: Path, kind: ExportKind, conversations: Iterator[PortableConversation]) -> None:
    if kind is ExportKind.MARKDOWN and path.is_dir():
        write_folder(path, conversations)
    else:
        write_file(path, (json_text if kind is ExportKind.JSON else markdown_text)(conversations))


def _started(command: EngineCommand) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [command.program, *command.arguments],
        env=dict(command.environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin is not None  # it was asked for
    with contextlib.suppress(OSError), process.stdin:  # where it is dead already, its exit code says so
        process.stdin.write(command.first_line)
    return process


def _not_printed(error: BaseException) -> Problem:
    title = tr("The conversation was not printed")
    if isinstance(error, ExchangeError | StoreError):
        return Problem(title, error.message, error.detail)
    return Problem(title, tr("A defect of this program stopped it. Report it."), repr(error))


def _not_written(path: Path, error: BaseException) -> Problem:
    if isinstance(error, ExchangeError | StoreError):
        return Problem(tr("{name} was not written", name=path.name), error.message, error.detail)
    return Problem(
        tr("{name} was not written", name=path.name), tr("A defect of this program stopped it. Report it."), repr(error)
    )
