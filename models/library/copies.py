"""Copies models into the library's folder, whole or not at all, and deletes those copies again and nothing else."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import FileIO, RawIOBase
from pathlib import Path, PurePath

import psutil

from engine.errors import EngineError, ErrorKind
from models.library.digests import digest_of
from models.library.manifest import FileStamp, stamp
from models.library.progress import Interrupt, Progress, Stopped
from models.library.replacing import sync_folder
from models.library.seeing import is_there
from models.ordinary_file import not_found, shown, shown_text, unreadable
from models.sizes import readable

SPARE_BYTES = 64 << 20
"""Left free on the disk."""
MOST_NAME = 120
"""Bytes of UTF-8."""

_CHUNK = 4 << 20
_HALF_MADE = re.compile(r"\.new-(?P<process>\d{1,9})-.+")
_ABANDONED_SECONDS = 86_400
"""A folder in the making that is older belongs to nobody, whatever runs under its process number now."""
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


@dataclass(frozen=True)
class Original:
    """A file to copy."""

    path: Path
    name: PurePath
    """What it is called in the copy: a relative path that stays inside."""
    bytes: int
    sha256: str = ""
    """What its place says the content has; empty where it says nothing."""


@dataclass(frozen=True)
class Copy:
    """A model in the making."""

    folder: Path
    files: tuple[FileStamp, ...]
    """Paths relative to the folder, with the digests of what was written."""


class Copies:
    """The models that the library copied: each in a folder of its own, in the library's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check_room(self, needed: int) -> None:
        """Raises EngineError(DISK_FULL) where the disk has no room for so many bytes."""
        with self._explained():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            free = shutil.disk_usage(self._folder).free
        if free < needed + SPARE_BYTES:
            raise EngineError(
                ErrorKind.DISK_FULL,
                f"The copy needs {readable(needed)}, and {readable(free)} are free on the disk of the library. "
                "Free some space, or use the model where it is.",
                f"{self._folder}: {needed:,} bytes needed, {free:,} free",
            )

    @contextmanager
    def making(self, originals: Sequence[Original], progress: Progress, interrupt: Interrupt) -> Generator[Copy]:
        """A copy of these files, aside. It vanishes unless `keep` gives it its place. Raises EngineError or Stopped."""
        self.sweep()
        with self._explained():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            stage = Path(tempfile.mkdtemp(prefix=f".new-{os.getpid()}-", dir=self._folder))
        try:
            total, done = sum(original.bytes for original in originals), 0
            stamps: list[FileStamp] = []
            for original in originals:
                copy = stage / original.name
                with self._explained():
                    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                digest = self._copy(original, copy, done, total, progress, interrupt)
                stamps.append(replace(stamp_of(copy, str(original.name)), sha256=digest))
                done += original.bytes
            yield Copy(stage, tuple(stamps))
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def found(self, folder: Path, files: Sequence[Path]) -> Copy:
        """A copy that has its place already, of these files in it."""
        with self._explained():
            stamps = (stamp_of(file, str(file.relative_to(folder))) for file in files)
            return Copy(folder, tuple(replace(one, sha256=digest_of(folder / one.path)) for one in stamps))

    @contextmanager
    def taking(self, originals: Sequence[Original], digests: Mapping[str, str]) -> Generator[Copy]:
        """A copy that consists of these files themselves: they move, and back unless `keep` gives it its place.

        `digests` are those that are known already, by file name."""
        known = [digests.get(original.path.name) or digest_of(original.path) for original in originals]
        with self._explained():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            stage = Path(tempfile.mkdtemp(prefix=f".new-{os.getpid()}-", dir=self._folder))
        try:
            stamps: list[FileStamp] = []
            with self._explained():
                for original, digest in zip(originals, known, strict=True):
                    place = stage / original.name
                    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    original.path.rename(place)
                    stamps.append(replace(stamp_of(place, str(original.name)), sha256=digest))
            yield Copy(stage, tuple(stamps))
        finally:
            for original in originals:
                if is_there(stage / original.name):
                    (stage / original.name).rename(original.path)
            shutil.rmtree(stage, ignore_errors=True)

    def free_name(self, wanted: str) -> str:
        """A name like `wanted` for a folder that is not there yet."""
        base, taken = proper_name(wanted), self._names()
        free, number = base, 2
        while free.casefold() in taken:
            free, number = f"{base} ({number})", number + 1
        return free

    def keep(self, copy: Copy, name: str) -> Path:
        """Give a copy its place, which `free_name` told, and return it. Raises EngineError."""
        place = self._folder / name
        with self._explained():
            if os.path.lexists(place):
                raise FileExistsError(errno.EEXIST, "something has that name", str(place))
            copy.folder.rename(place)
            sync_folder(self._folder)
        return place

    def remove(self, folder: Path, written: Sequence[FileStamp]) -> None:
        """Delete a copy's folder: exactly the files that were `written`, as they were written. Raises EngineError, and
        deletes nothing, where the folder is a link or holds anything else. What a crash left of one is deleted too."""
        written = [file for file in written if _is_inside(file.path)]
        self._refuse_strange(folder)
        self._refuse_changed(folder, written)
        with self._explained():
            for file in reversed(written):  # what is loaded is the first: until the end, the rest is found by it
                (folder / file.path).unlink(missing_ok=True)
            for inside in sorted(folder.rglob("*"), reverse=True):
                inside.rmdir()
            folder.rmdir()
            sync_folder(self._folder)

    def sweep(self) -> None:
        """Delete what a crash left of a copy in the making. A failure is no matter: it is tried again each time."""
        with suppress(OSError):
            for child in self._folder.iterdir():
                if _is_abandoned(child):
                    shutil.rmtree(child, ignore_errors=True)

    def _copy(
        self, original: Original, copy: Path, before: int, total: int, progress: Progress, interrupt: Interrupt
    ) -> str:
        """The digest of what was written."""
        digest = hashlib.sha256()
        done = 0
        with open_original(original.path) as source, self._explained():
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(copy, flags, 0o600), "wb", buffering=0) as file:
                while True:
                    if interrupt():
                        raise Stopped
                    try:
                        chunk = source.read(_CHUNK)
                    except OSError as error:
                        raise unreadable(original.path, error) from error
                    if not chunk:
                        break
                    done += len(chunk)
                    if done > original.bytes:
                        raise _changing(original.path)
                    digest.update(chunk)
                    _write_all(file, chunk)
                    progress(before + done, total)
                os.fsync(file.fileno())
        if done != original.bytes:
            raise _changing(original.path)
        if original.sha256 not in ("", digest.hexdigest()):
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                f"“{shown(original.path)}” is damaged: its content is not what its name says. Get it again with the "
                "program that keeps it.",
                f"SHA-256 {digest.hexdigest()}",
            )
        return digest.hexdigest()

    def _names(self) -> set[str]:
        try:
            return {child.name.casefold() for child in self._folder.iterdir()}
        except OSError:
            return set()

    def _refuse_strange(self, folder: Path) -> None:
        """Whether it is a real folder, directly in the library's."""
        with self._explained():
            is_folder = stat.S_ISDIR(folder.lstat().st_mode)
        if folder.parent != self._folder or not is_folder:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"“{shown(folder)}” in the library is not the folder that Homespun made, so nothing is deleted. "
                "Remove it with your file manager.",
                str(folder),
            )

    def _refuse_changed(self, folder: Path, written: Sequence[FileStamp]) -> None:
        """Whether the folder holds what was written, and nothing besides."""
        known = {folder / file.path: file for file in written}
        folders = {above for path in known for above in path.parents}
        with self._explained():
            for path in folder.rglob("*"):
                status = path.lstat()
                if stat.S_ISDIR(status.st_mode) and path in folders:
                    continue
                file = known.get(path)
                if file is None or not stat.S_ISREG(status.st_mode) or not _is_as_written(path, status, file):
                    raise EngineError(
                        ErrorKind.UNSUPPORTED,
                        f"“{shown(path)}” in the model's folder is not what Homespun copied, so nothing is deleted. "
                        "Move it elsewhere, or remove the folder with your file manager.",
                        str(path),
                    )

    @contextmanager
    def _explained(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                kind, message = ErrorKind.DISK_FULL, f"The disk of the library {self._folder} is full. Free some space."
            else:
                kind = ErrorKind.INTERNAL
                message = (
                    f"Something in the library's folder {self._folder} may not be read or changed. "
                    "Check its permissions, and close programs that use the model."
                )
            raise EngineError(kind, message, str(error)) from error


def open_original(path: Path) -> FileIO:
    """An ordinary file with one name, to read: what is a link, a device or known under a second name could change
    while it is used. Raises EngineError."""
    try:
        before = path.lstat()
        refuse_strange_file(path, before)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        file = FileIO(os.open(path, flags), "rb")
    except FileNotFoundError:
        raise not_found(path) from None
    except (OSError, ValueError) as error:
        raise unreadable(path, error if isinstance(error, OSError) else OSError(str(error))) from error
    opened = os.fstat(file.fileno())
    if not stat.S_ISREG(opened.st_mode) or (opened.st_dev, opened.st_ino) != (before.st_dev, before.st_ino):
        file.close()
        raise _changing(path)
    return file


def proper_name(name: str) -> str:
    """`name` fit for a folder on every system. Raises EngineError for one that leads elsewhere or is empty."""
    proper = " ".join(name.split()).rstrip(". ")
    if not proper or proper.startswith(".") or _NOT_IN_NAMES.search(proper) or _RESERVED.fullmatch(proper):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown_text(name)}” cannot be the name of a model. Use letters, digits, spaces, dots and dashes.",
            repr(name),
        )
    if len(proper.encode()) > MOST_NAME:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"The name takes {len(proper.encode())} bytes; {MOST_NAME} are possible. Shorten it."
        )
    return proper


def stamp_of(path: Path, called: str) -> FileStamp:
    """Of a file itself, not of where a link leads. Raises OSError."""
    return stamp(path.lstat(), called)


def _is_as_written(path: Path, status: os.stat_result, written: FileStamp) -> bool:
    """The same file; or one with the same content and time, as a backup that was restored leaves it. What somebody
    moved there later has another time, even where it is the original of the copy."""
    if (status.st_size, status.st_mtime_ns) != (written.bytes, written.modified_ns):
        return False
    if status.st_ino == written.inode:
        return True
    return digest_of(path) == written.sha256


def _is_abandoned(child: Path) -> bool:
    half_made = _HALF_MADE.fullmatch(child.name)
    status = child.lstat()
    if half_made is None or not stat.S_ISDIR(status.st_mode):
        return False
    return not psutil.pid_exists(int(half_made["process"])) or time.time() - status.st_mtime > _ABANDONED_SECONDS


def _is_inside(name: str) -> bool:
    path = PurePath(name)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts)


def refuse_strange_file(path: Path, status: os.stat_result) -> None:
    """Raises EngineError for what is not an ordinary file with one name. `status` is of the path itself."""
    if stat.S_ISLNK(status.st_mode):
        why = f"is a link to {os.path.realpath(path)}. Choose that file itself"
    elif stat.S_ISDIR(status.st_mode):
        why = "is a folder. Choose the file in it"
    elif not stat.S_ISREG(status.st_mode):
        why = "is not an ordinary file, so it is not opened. Choose a .gguf file or an ONNX folder"
    elif status.st_nlink > 1:
        why = "has a second name elsewhere, by which it could be changed. Make a copy of it and choose that"
    else:
        return
    raise EngineError(ErrorKind.UNSUPPORTED, f"“{shown(path)}” {why}.", str(path))


def _changing(path: Path) -> EngineError:
    return EngineError(
        ErrorKind.MODEL_INVALID,
        f"“{shown(path)}” changed while it was read. Wait until it is complete, and try again.",
        str(path),
    )


def _write_all(file: RawIOBase, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[file.write(rest) or 0 :]
