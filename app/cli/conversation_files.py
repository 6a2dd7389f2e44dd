"""`homespun conversations export` and `import`."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from app.cli.output import StepProgress, say, write_json
from app.cli.stored import profile_named, reading, writing
from app.exchange import words
from app.exchange.bringing import Preview, Report, bring_in, preview
from app.exchange.reading import Reading, Stopped
from app.exchange.results import ExchangeError, Service
from app.exchange.writing import json_text, markdown_text, watched, write_file, write_folder
from app.store.errors import StoreError, StoreErrorKind
from app.store.portable import PortableConversation
from app.store.portable_reader import PortableReader
from engine.errors import EngineError, ErrorKind

_BUSY = "The window of Homespun is open: bring conversations in there (Ctrl+Shift+O), or close it first."
_STDOUT = Path("-")


def export(options: argparse.Namespace) -> int:
    """Raises EngineError, StoreError."""
    if options.ids and options.profile is not None:
        raise EngineError(ErrorKind.UNSUPPORTED, "Name conversations, or a profile to take out all of: not both.")
    with reading(options) as reader:
        profile = None if options.profile is None else profile_named(reader, options.profile)
        ids = options.ids or reader.conversation_ids(profile.id if profile is not None else None)
        if not ids:
            raise EngineError(ErrorKind.UNSUPPORTED, "There are no conversations to export.")
        with StepProgress("Exporting") as progress, _explained():
            found = watched(_all(reader, ids), lambda done: progress.show(done, len(ids)))
            _write(options, found, len(ids))
    if options.json and options.output != _STDOUT:
        write_json({"path": str(options.output), "conversations": len(ids)})
    elif options.output != _STDOUT:
        say(f"{words.conversations(len(ids))} written to {options.output}.")
    return 0


def bring(options: argparse.Namespace) -> int:
    """Raises EngineError, StoreError, DataFolderError."""
    service = None if options.format is None else Service(options.format)
    code = 0
    for path in options.paths:
        with _explained():
            done = _preview(options, path, service) if options.preview else _bring(options, path, service)
        if isinstance(done, Report) and (done.stopped or done.failure):
            code = 1
        _tell(options, done)
    return code


def _all(reader: PortableReader, ids: Iterable[int]) -> Iterator[PortableConversation]:
    for number in ids:
        yield reader.portable(number)


def _write(options: argparse.Namespace, found: Iterator[PortableConversation], count: int) -> None:
    """Raises ExchangeError, EngineError."""
    output: Path = options.output
    if options.format == "pdf":
        if count > 1 or output == _STDOUT:
            raise EngineError(ErrorKind.UNSUPPORTED, "A PDF holds one conversation: name its number and a file.")
        from app.paper import write_pdf_alone  # late: it needs Qt

        write_pdf_alone(output, next(found))
        next(found, None)
    elif options.format == "markdown" and output.is_dir():
        write_folder(output, found)
    else:
        text = json_text(found) if options.format == "json" else markdown_text(found)
        if output == _STDOUT:
            for part in text:
                sys.stdout.write(part)
            sys.stdout.flush()
        else:
            write_file(output, text)


def _preview(options: argparse.Namespace, path: Path, service: Service | None) -> Preview:
    def known(keys: Iterable[str]) -> dict[str, int]:
        try:
            with reading(options) as reader:
                return dict(reader.known_keys(keys))
        except StoreError as error:
            if error.kind is not StoreErrorKind.NOT_FOUND:
                raise
            return {}  # nothing has been written yet

    with _stoppable(Reading(path, service, whole=False)) as file, StepProgress(f"Reading {path.name}") as progress:
        try:
            return preview(file, path, known, progress.show)
        except Stopped:
            raise KeyboardInterrupt from None


def _bring(options: argparse.Namespace, path: Path, service: Service | None) -> Report:
    with writing(options, _BUSY) as store:
        profile = profile_named(store, options.profile)
        with _stoppable(Reading(path, service, whole=True)) as file, StepProgress(f"Reading {path.name}") as progress:
            return bring_in(file, path, lambda one: store.take_in(one, profile.id), progress.show)


@contextmanager
def _stoppable(file: Reading) -> Iterator[Reading]:
    """Ctrl+C stops it between two conversations."""
    before = signal.signal(signal.SIGINT, lambda _number, _frame: file.stop())
    try:
        yield file
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ExchangeError as error:
        raise EngineError(ErrorKind.UNSUPPORTED, error.message, error.detail) from error


def _tell(options: argparse.Namespace, done: Preview | Report) -> None:
    if options.json:
        write_json({"type": type(done).__name__.lower(), **asdict(done), "path": str(done.path)})
        return
    brief = replace(done, left_out=())  # the details name each of these kinds, with its number
    say(words.of_preview(brief) if isinstance(brief, Preview) else words.of_report(brief))
    if more := words.details(done.unreadable, done.unreadable_count, done.left_out):
        say(more)
