"""The folders of the adapter shelf on disk: whole or not there, private, and safe for two programs at once.

A folder's name, its key, is the start of the SHA-256 of the file in it. So the same adapter put there twice, or by two
programs at once, is one folder, and a conversation finds its adapter again after it was removed and imported once more.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil

from engine.errors import EngineError, ErrorKind
from models.adapters.entry import AdapterEntry
from models.adapters.manifest import MOST_BYTES, decode_manifest, encode_manifest
from models.encryption.files import PLAIN, PlainFiles
from models.encryption.unreadable import Unreadable
from models.ordinary_file import shown

FILE = "adapter.gguf"
MANIFEST = "manifest.json"

KEY_LENGTH = 32
"""Hexadecimal digits."""

_KEY = re.compile(rf"[0-9a-f]{{{KEY_LENGTH}}}")
_HALF_MADE = re.compile(r"\.new-(?P<process>\d{1,9})-.+")
_HALF_REMOVED = re.compile(r"\.old-.+")
_OWN_FILES = re.compile(rf"{re.escape(FILE)}|{re.escape(MANIFEST)}(?:\..+)?")
_ABANDONED_SECONDS = 86_400
"""A folder in the making that is older belongs to nobody, whatever runs under its process number now."""
_MOST_BYTES_ENCRYPTED = MOST_BYTES + 4096
"""Of a manifest."""
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_TAKEN = (errno.ENOTEMPTY, errno.EEXIST)
_ATTEMPTS = 100
"""At giving a folder its place while another program puts it there and removes it again."""
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Shelf:
    """Every method raises EngineError with a message for the person, and leaves the shelf as it was where it does."""

    def __init__(self, folder: Path, files: PlainFiles = PLAIN) -> None:
        """A folder that is not there is an empty shelf, and is made by the first adapter. `files` keeps what is in it,
        encrypted or not."""
        self._folder = folder
        self._files = files

    def entries(self) -> list[AdapterEntry]:
        """In no order. Reads the manifests and no more; a damaged adapter is an entry with a problem."""
        self.sweep()
        with self._explained():
            try:
                keys = [child.name for child in self._folder.iterdir() if _KEY.fullmatch(child.name)]
            except FileNotFoundError:
                return []
        return [entry for key in keys if (entry := self.read(key)) is not None]

    def read(self, key: str) -> AdapterEntry | None:
        """None where there is no such folder, or only a link to one."""
        folder = self._folder / key
        while _KEY.fullmatch(key) and (identity := _identity(folder)):
            entry = self._look(key)
            # What looks damaged may be a folder that another program has removed or exchanged meanwhile.
            if not entry.problem or _identity(folder) == identity:
                return entry
        return None

    def _look(self, key: str) -> AdapterEntry:
        folder = self._folder / key
        try:
            entry = decode_manifest(self._files.decoded(_short_file(folder / MANIFEST)), key, folder / FILE)
        except (OSError, ValueError) as error:
            problem = f"What the shelf knew about it cannot be read ({_reason(error)}). Remove it and import it again."
            return AdapterEntry(key, f"adapter {key[:8]}", folder / FILE, problem=problem)
        try:
            is_ordinary, size = stat.S_ISREG(entry.path.lstat().st_mode), self._files.size(entry.path)
        except OSError as error:
            return replace(entry, problem=f"Its file cannot be read ({_reason(error)}). Import it again.")
        if not is_ordinary or size != entry.bytes:
            return replace(entry, problem="Its file was changed since it was imported. Remove it and import it again.")
        return entry

    @contextmanager
    def making(self) -> Generator[Path]:
        """The path of a file to write, which vanishes unless `keep` gives it its place."""
        self.sweep()
        with self._stage() as stage, self._files.scratch() as unseen:
            yield (unseen or stage) / FILE

    def keep(self, made: Path, entry: AdapterEntry) -> AdapterEntry:
        """Give the file that `making` asked for its place, as `entry` describes it but for key, path, bytes and
        sha256. Where the same content has its place already, that entry is returned as it is."""
        digest, size = _digest(made), made.stat().st_size
        key = digest[:KEY_LENGTH]
        path = self._folder / key / FILE
        attempts_left = _ATTEMPTS
        with self._stage() as stage:
            self._files.take(made, stage / FILE)
            while True:
                present = self.read(key)
                if present is not None and not present.problem:
                    return present
                # Of an adapter whose file alone was damaged, what the person wrote about it is still known.
                known = replace(present, problem="") if present is not None and present.sha256 == digest else entry
                kept = replace(known, key=key, path=path, bytes=size, sha256=digest)
                self._write_manifest(stage / MANIFEST, kept)
                if present is not None:
                    self.remove(key)
                attempts_left -= 1
                try:
                    stage.rename(path.parent)
                except OSError as error:
                    # Another program has put the same content there in this moment. It may remove it in the next.
                    if error.errno not in _TAKEN or not attempts_left:
                        raise
                else:
                    _sync(self._folder)
                    return kept

    def rewrite(self, entry: AdapterEntry) -> None:
        """Replace the manifest of an adapter."""
        with self._explained():
            self._write_manifest(entry.path.with_name(MANIFEST), entry)

    def remove(self, key: str) -> None:
        """Delete a folder, which holds nothing but what was put there by this class."""
        if self.read(key) is None:
            raise ValueError(f"{key!r} is no adapter on the shelf")
        folder = self._folder / key
        with self._explained():
            foreign = [child for child in folder.iterdir() if not _OWN_FILES.fullmatch(child.name)]
            if foreign:
                raise EngineError(
                    ErrorKind.UNSUPPORTED,
                    f"The adapter's folder holds “{shown(foreign[0])}”, which is not Homespun's, so it is not deleted. "
                    "Move that elsewhere and try again.",
                    str(folder),
                )
            # Renamed first: a crash in between leaves nothing that looks like an adapter.
            doomed = self._folder / f".old-{key}-{os.urandom(4).hex()}"
            folder.rename(doomed)
            shutil.rmtree(doomed)

    def is_changed(self, entry: AdapterEntry) -> bool:
        """Whether the file of `entry` is another one than was kept. Reads all of it."""
        with self._explained(), self.opened(entry) as path:
            return _digest(path) != entry.sha256

    @contextmanager
    def opened(self, entry: AdapterEntry) -> Generator[Path]:
        """Where the file of `entry` can be read, whether or not it is kept encrypted."""
        try:
            with self._files.plain(entry.path) as path:
                yield path
        except Unreadable as error:
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                f"The file of “{entry.name}” was changed since it was imported. Remove it and import it again.",
                f"{entry.path}: {error}",
            ) from error

    def sweep(self) -> None:
        """Delete what crashes left. A failure is no matter: it is tried again each time."""
        with suppress(OSError):
            for child in self._folder.iterdir():
                if _HALF_REMOVED.fullmatch(child.name) or _is_abandoned(child):
                    shutil.rmtree(child, ignore_errors=True)

    @contextmanager
    def _stage(self) -> Generator[Path]:
        """A folder in the making, which vanishes after the block where it has not got its place."""
        with self._explained():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            stage = Path(tempfile.mkdtemp(prefix=f".new-{os.getpid()}-", dir=self._folder))
            try:
                yield stage
            finally:
                shutil.rmtree(stage, ignore_errors=True)

    def _write_manifest(self, path: Path, entry: AdapterEntry) -> None:
        """Replace it so that there is always a whole one. Raises OSError, or EngineError for one that is too long."""
        content = encode_manifest(entry)
        if len(content) > MOST_BYTES:
            raise EngineError(
                ErrorKind.UNSUPPORTED, "Description and examples are too long. Keep them below a megabyte."
            )
        _replace(path, self._files.encoded(content))

    @contextmanager
    def _explained(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                kind = ErrorKind.DISK_FULL
                message = f"The disk of the adapter shelf {self._folder} is full. Free some space and try again."
            elif error.errno in _CLOSED:
                kind = ErrorKind.INTERNAL
                message = (
                    f"Something on the adapter shelf {self._folder} may not be read or changed. "
                    "Allow it in the permissions of that folder, and close programs that use the adapter."
                )
            else:
                kind = ErrorKind.INTERNAL
                message = f"The adapter shelf {self._folder} cannot be used. Check the drive that it is on."
            raise EngineError(kind, message, str(error)) from error


def _identity(folder: Path) -> tuple[int, int] | None:
    """Tells a folder from another one of the same name; None where there is none, or only a link to one."""
    try:
        found = folder.lstat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_abandoned(child: Path) -> bool:
    half_made = _HALF_MADE.fullmatch(child.name)
    if half_made is None:
        return False
    if not psutil.pid_exists(int(half_made["process"])):
        return True
    return time.time() - child.lstat().st_mtime > _ABANDONED_SECONDS


def _short_file(path: Path) -> bytes:
    with path.open("rb") as file:
        raw = file.read(_MOST_BYTES_ENCRYPTED + 1)
    if len(raw) > _MOST_BYTES_ENCRYPTED:
        raise ValueError("it is too large")
    return raw


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f"{MANIFEST}.", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Make new names in a folder survive a power cut. Windows offers nothing of the kind, and needs none."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
