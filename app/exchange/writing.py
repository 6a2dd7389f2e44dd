"""Writes conversations to files: each whole, or not at all."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from app.exchange import native
from app.exchange.markdown import as_markdown
from app.exchange.names import file_name
from app.exchange.results import ExchangeError
from app.store.portable import PortableConversation


def json_text(conversations: Iterable[PortableConversation]) -> Iterator[str]:
    """The program's own format, see `native`, one conversation a line."""
    head = {"format": native.FORMAT, "version": native.VERSION, "exported_at": round(time.time())}
    yield json.dumps(head)[:-1] + ', "conversations": ['
    before = "\n"
    for conversation in conversations:
        yield before + json.dumps(native.encoded(conversation), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def markdown_text(conversations: Iterable[PortableConversation]) -> Iterator[str]:
    """One after the other."""
    before = ""
    for conversation in conversations:
        yield before + as_markdown(conversation)
        before = "\n"


def watched(
    conversations: Iterable[PortableConversation], told: Callable[[int], None]
) -> Iterator[PortableConversation]:
    """`told` hears how many were taken before; what it raises ends the writing."""
    number = 0
    for number, conversation in enumerate(conversations, 1):
        yield conversation
        told(number)


def write_file(path: Path, text: Iterable[str]) -> None:
    """Raises ExchangeError, and what `text` raises; `path` is as it was then."""
    with _new_file(path) as file:
        for part in text:
            file.write(part)


def write_folder(folder: Path, conversations: Iterable[PortableConversation]) -> None:
    """A Markdown file for each in a folder, which may be new; no file that is there is replaced. Raises ExchangeError,
    and what `conversations` raises; files that were written until then stay."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = {one.stem.casefold() for one in folder.iterdir()}
    except OSError as error:
        raise _not_written(folder, error) from error
    for conversation in conversations:
        write_file(folder / f"{file_name(conversation, taken)}.md", [as_markdown(conversation)])


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """Takes the place of `path` at the end, if all went well."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="\n") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> ExchangeError:
    return ExchangeError(
        f"“{path.name}” could not be written: {error.strerror}. Choose another place, or free some space.", str(error)
    )
