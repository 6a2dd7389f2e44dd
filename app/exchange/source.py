"""Reads files of conversations as a stream: one conversation at a time, however large the file is."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

import ijson

from app.exchange import chatgpt, claude, jan, lm_studio, native, open_webui
from app.exchange.given import mapping, text, title
from app.exchange.results import ExchangeError, Found, NotReadable, PassedOver, Service, Unreadable, counted
from engine.errors import EngineError
from models.ordinary_file import open_ordinary

Told = Callable[[int, int], None]
"""Takes how many bytes are read, and how many there are."""
Beside = Callable[[str], BinaryIO | None]
"""Opens the file of a name that lies beside another one; None where there is none."""

_HEAD = 64 << 10
"""Bytes in which a file says what it is."""
_CHUNK = 64 << 10
_NAMES = re.compile(r"conversations(-\d+)?\.json|.*\.conversation\.json|thread\.json", re.IGNORECASE)
"""Of the files in an archive or a folder that hold conversations."""
_OTHERS = re.compile(r"(.*/)?(projects|memories)(/[^/]+)?\.json", re.IGNORECASE)
"""Paths of those that a service puts beside them."""
_MOST_FILES = 100_000
_MOST_UNPACKED = 16 << 30
"""Bytes that an archive may say that it holds."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BROKEN = "The file is damaged from here on, or was cut off. What comes before it can be read."


def conversations_in(path: Path, wanted: Service | None, told: Told) -> Iterator[Found | Unreadable | PassedOver]:
    """What `path` holds: a JSON file, a .zip as the services give them, or a folder with such files; of all services
    that are known, or of `wanted` alone. Of a file that a folder makes a conversation, name the folder.

    Raises ExchangeError where nothing in it can be read."""
    anything = False
    passed_over: Counter[str] = Counter()
    try:
        for name, stream, beside in _files(path, told):
            if _is_other(name):
                yield from _other(stream, name, passed_over)
                continue
            is_thread = name.rpartition("/")[2] == jan.THREAD
            for found in _thread(stream, beside, name) if is_thread else _items(stream, name):
                anything = True
                yield _converted(found, wanted) if not isinstance(found, Unreadable) else found
    except EngineError as error:
        raise ExchangeError(error.message, error.detail) from error
    except OSError as error:
        raise ExchangeError(f"“{path.name}” cannot be read. Check the drive that it is on.", str(error)) from error
    if passed_over.total():
        yield PassedOver(counted(passed_over))
    elif not anything:
        raise ExchangeError(
            f"“{path.name}” holds no conversations. An export of ChatGPT or Claude is a .zip file with "
            "conversations.json in it."
        )


def _converted(item: object, wanted: Service | None) -> Found | Unreadable:
    given = mapping(item)
    name = title(given.get("title")) or title(given.get("name"))
    service = _service_of(given)
    if service is None:
        return Unreadable(name, "It is no conversation of a kind that is known here.")
    if wanted is not None and service is not wanted:
        return Unreadable(name, f"It is a conversation of {service.label}, not of {wanted.label}.")
    try:
        return _DECODERS[service](given)
    except NotReadable as error:
        return Unreadable(name, str(error))


def _service_of(item: Mapping[str, object]) -> Service | None:
    if isinstance(item.get("mapping"), dict):
        return Service.CHATGPT
    if isinstance(item.get("chat_messages"), list):
        return Service.CLAUDE
    if isinstance(mapping(item.get("chat")).get("history"), dict):
        return Service.OPEN_WEBUI
    if jan.LINES in item:
        return Service.JAN
    messages = item.get("messages")
    if not isinstance(messages, list):
        return None
    if any("versions" in mapping(message) for message in messages[:1]):
        return Service.LM_STUDIO
    return Service.HOMESPUN if isinstance(item.get("key"), str) else None


_DECODERS: Mapping[Service, Callable[[Mapping[str, object]], Found]] = {
    Service.HOMESPUN: native.decoded,
    Service.CHATGPT: chatgpt.decoded,
    Service.CLAUDE: claude.decoded,
    Service.OPEN_WEBUI: open_webui.decoded,
    Service.LM_STUDIO: lm_studio.decoded,
    Service.JAN: jan.decoded,
}


def _thread(stream: _Stream, beside: Beside, name: str) -> Iterator[object]:
    """The one conversation of a folder of Jan."""
    try:
        with contextlib.ExitStack() as closed:
            messages = beside(jan.MESSAGES)
            if messages is not None:
                closed.enter_context(messages)
            yield jan.joined(cast(BinaryIO, stream), messages)
    except NotReadable as error:
        yield Unreadable(name, str(error))
    except (zlib.error, zipfile.BadZipFile, EOFError):
        yield Unreadable(name, _BROKEN)


def _other(stream: _Stream, name: str, passed_over: Counter[str]) -> Iterator[Unreadable]:
    """Count what a file beside the conversations holds."""
    try:
        for item in _items(stream, name):
            if isinstance(item, Unreadable):
                yield item
            else:
                passed_over.update(dict(claude.passed_over(mapping(item))))
    except ExchangeError as error:
        yield Unreadable(name, error.message)


def _items(stream: _Stream, name: str) -> Iterator[object]:
    """The conversations of one file, as they stand there; at last an Unreadable where it ends before its time."""
    prefix = _prefix(stream.head, name)
    read = False
    try:
        for item in ijson.items(stream, prefix, use_float=True, buf_size=_CHUNK):
            read = True
            yield item
    except (ijson.JSONError, UnicodeDecodeError, zlib.error, zipfile.BadZipFile, EOFError) as error:
        if not read:
            raise ExchangeError(
                f"“{name}” is damaged, so nothing of it can be read. Get it again.", str(error)
            ) from error
        yield Unreadable(name, _BROKEN)


def _prefix(head: bytes, name: str) -> str:
    """Where in the file its conversations are, in ijson's words."""
    first = head.lstrip()[:1]
    if first == b"[":
        return "item"
    if first != b"{":
        raise ExchangeError(f"“{name}” is no JSON file. Choose the .json or .zip file of the export.")
    top = _top(head)
    if "conversations" not in top:
        return ""
    if (
        top.get("format") == native.FORMAT
        and isinstance(version := top.get("version"), int)
        and version > native.VERSION
    ):
        raise ExchangeError(f"“{name}” was written by a newer version of Homespun. Update this one, then bring it in.")
    return "conversations.item"


def _top(head: bytes) -> dict[str, object]:
    """The fields of the outermost object, as far as they stand at its beginning; None for those that are no scalars."""
    fields: dict[str, object] = {}
    depth, last = 0, ""
    try:
        for event, value in ijson.basic_parse(io.BytesIO(head), use_float=True):
            if event in ("start_map", "start_array"):
                depth += 1
            elif event in ("end_map", "end_array"):
                depth -= 1
            elif depth == 1 and event == "map_key":
                last = text(value)
                fields[last] = None
            elif depth == 1:
                fields[last] = value
    except ijson.JSONError:
        pass  # the head is cut off somewhere
    return fields


class _Stream:
    """A file that says how far it is read. Its beginning can be looked at before."""

    def __init__(self, file: BinaryIO, before: int, total: int, told: Told) -> None:
        self._file = file
        self._read = before
        self._total = total
        self._told = told
        self.head = file.read(_HEAD).removeprefix(_BYTE_ORDER_MARK)
        self._rest = self.head

    def read(self, size: int = -1) -> bytes:
        if self._rest:
            size = len(self._rest) if size < 0 else size
            chunk, self._rest = self._rest[:size], self._rest[size:]
        else:
            chunk = self._file.read(size)
        self._read += len(chunk)
        self._told(min(self._read, self._total), self._total)
        return chunk


def _files(path: Path, told: Told) -> Iterator[tuple[str, _Stream, Beside]]:
    """Raises EngineError, OSError, ExchangeError."""
    if path.is_dir():
        paths = _inside(path)
        total, before = sum(one.stat().st_size for one in paths), 0
        for one in paths:
            with _opened(one) as file:
                name = one.relative_to(path).as_posix()
                yield name, _Stream(file, before, total, told), partial(_beside, one)
            before += one.stat().st_size
        return
    with _opened(path) as file:
        if file.peek(4)[:4] == b"PK\x03\x04":
            yield from _unpacked(file, path.name, told)
        else:
            yield path.name, _Stream(file, 0, path.stat().st_size, told), partial(_beside, path)


def _beside(path: Path, name: str) -> BinaryIO | None:
    """The file of that name in the same folder, if there is one. Raises EngineError."""
    other = path.with_name(name)
    return cast(BinaryIO, io.BufferedReader(_raw(other))) if other.exists() else None


def _inside(folder: Path) -> list[Path]:
    found: list[Path] = []
    for number, one in enumerate(folder.rglob("*.json")):
        if number > _MOST_FILES:
            raise ExchangeError(f"“{folder.name}” holds too many files. Choose the folder of the export itself.")
        if _is_wanted(one.relative_to(folder).as_posix()) and one.is_file():
            found.append(one)
    return sorted(found, key=lambda one: (_is_other(one.relative_to(folder).as_posix()), one))


def _is_wanted(name: str) -> bool:
    """`name` with the folders that it is in, in an archive or below the folder that is read."""
    return _NAMES.fullmatch(name.rpartition("/")[2]) is not None or _OTHERS.fullmatch(name) is not None


def _is_other(name: str) -> bool:
    return _NAMES.fullmatch(name.rpartition("/")[2]) is None and _OTHERS.fullmatch(name) is not None


def _unpacked(file: io.BufferedReader, name: str, told: Told) -> Iterator[tuple[str, _Stream, Beside]]:
    try:
        with zipfile.ZipFile(file) as archive:
            members = [
                one
                for one in archive.infolist()
                if _is_wanted(one.filename) and not one.filename.startswith("__MACOSX")
            ]
            total, before = sum(one.file_size for one in members), 0
            if total > _MOST_UNPACKED:
                raise ExchangeError(f"“{name}” says that it holds more than 16 GB of conversations: it is not opened.")
            for member in sorted(members, key=lambda one: (_is_other(one.filename), one.filename)):
                if member.flag_bits & 1:
                    raise ExchangeError(f"“{name}” is locked with a password. Unpack it, then bring in what is in it.")
                with archive.open(member) as inside:
                    stream = _Stream(cast(BinaryIO, inside), before, total, told)
                    yield member.filename, stream, partial(_packed_beside, archive, member.filename)
                before += member.file_size
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError) as error:
        raise ExchangeError(f"“{name}” is a damaged archive. Get it again.", str(error)) from error


def _packed_beside(archive: zipfile.ZipFile, member: str, name: str) -> BinaryIO | None:
    other = f"{member.rpartition('/')[0]}/{name}".lstrip("/")
    try:
        found = archive.getinfo(other)
    except KeyError:
        return None
    if found.flag_bits & 1 or found.file_size > _MOST_UNPACKED:
        return None
    return cast(BinaryIO, archive.open(found))


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    with cast(io.BufferedReader, io.BufferedReader(_raw(path))) as file:
        yield file


def _raw(path: Path) -> io.FileIO:
    return open_ordinary(path, "file", "the .json or .zip file of the export")
