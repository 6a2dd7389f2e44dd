"""Encrypts all that the person owns, or decrypts it: one file after another, each as a whole.

A file is written aside and takes the place of the old one, which is overwritten. What a crash interrupts is known by
the key file and goes on at the next start; every file tells by its beginning whether its turn has come. Overwriting
reaches the old content where a disk writes in place; copies that a drive or a file system keeps by itself it does not.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from app.files import sync_folder
from app.lock import AlreadyRunning, FolderLock
from app.paths import DataFolder
from app.safe.key_file import KeyFile, KeyFileDamaged, Phase, delete_key_file, read_key_file, write_key_file
from app.store.encrypting import is_plain, opens, rewrite
from app.store.errors import StoreError
from app.translation import number, tr
from models.encryption import stream
from models.encryption.keys import DataKey
from models.encryption.unreadable import Unreadable

_ASIDE = ".converting"
"""Ends the name of a file that is being written."""
_ROOM_LEFT = 64 << 20
_BLOCK = 1 << 20
_PASSING = ("lock", "homespun.key", "restoring.json", "settings.json")
"""Names of files that say nothing of what the person wrote, and are needed to read the others."""
_PASSED_BY = ("models", "encoders", "composers", "logs")
"""Names of folders that hold nothing of it."""

Told = Callable[[int, int], None]
"""Takes how many bytes are done, of how many; what it raises ends the work between two files, or in one."""


class EncryptionError(Exception):
    """`message` says to the person what happened and what to do next; `detail` is for a report."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class _Form(Enum):
    DATABASE = auto()
    FILE = auto()


@dataclass(frozen=True)
class _Item:
    path: Path
    form: _Form
    size: int


def carry_on(folder: DataFolder, file: KeyFile, key: DataKey, told: Told) -> KeyFile | None:
    """Do what the key file says is under way, to its end; returns what it says then, None where nothing is encrypted
    any more. The caller holds the lock of the folder, and nobody has anything in it open. Raises EncryptionError, and
    what `told` raises: what was done until then stays."""
    with _explained(folder):
        match file.phase:
            case Phase.ENCRYPTING:
                _convert(folder, key, told, encrypts=True)
                file = file.in_phase(Phase.ON)
                write_key_file(folder, file)
                return file
            case Phase.DECRYPTING:
                is_all = _convert(folder, key, told, encrypts=False)
                delete_key_file(folder, keep=not is_all)
                return None
            case Phase.ON:
                return file


def encrypt_what_came(folder: DataFolder) -> None:
    """Something was put into the folder by its names, without regard to whether it is encrypted: where that is on and
    something is not, the next start encrypts it. Raises OSError."""
    try:
        file = read_key_file(folder)
    except KeyFileDamaged:  # The start will say so.
        return
    if file is not None and file.phase is Phase.ON and any(map(_is_open_to_all, _places(folder))):
        write_key_file(folder, file.in_phase(Phase.ENCRYPTING))


def refuse_busy(folder: DataFolder) -> None:
    """Raises EncryptionError while a process trains with files of the folder."""
    for lock in folder.personal.glob("*/lock"):
        try:
            FolderLock(lock).release()
        except AlreadyRunning as error:
            raise EncryptionError(
                tr("A training is under way. Stop it, or wait until it is done, and try again."), error.detail
            ) from error
        except OSError:
            continue


def _convert(folder: DataFolder, key: DataKey, told: Told, *, encrypts: bool) -> bool:
    """False where a damaged backup could not be decrypted, and is as it was."""
    refuse_busy(folder)
    for path in _half_made(folder):
        _wipe(path)
    for path in _files_below(folder.states):  # They can be computed again.
        _wipe(path)
    items = list(_items(folder, key, encrypts=encrypts))
    _check_room(folder, items)
    total, done, is_all = sum(item.size for item in items), 0, True
    for item in items:

        def count(size: int, before: int = done) -> None:
            told(min(before + size, total), total)

        count(0)
        try:
            _convert_one(item, key, count, encrypts=encrypts)
        except StoreError:
            if item.path == folder.database:
                raise
            # A damaged backup: all that is there of it is kept, unseen.
            if encrypts:
                _convert_one(_Item(item.path, _Form.FILE, item.size), key, count, encrypts=True)
            else:
                is_all = False
        done += item.size
    told(total, total)
    return is_all


def _convert_one(item: _Item, key: DataKey, count: Callable[[int], None], *, encrypts: bool) -> None:
    aside = item.path.with_name(item.path.name + _ASIDE)
    try:
        if item.form is _Form.FILE:
            _convert_file(item.path, aside, key, count, encrypts=encrypts)
        else:
            rewrite(item.path, aside, *((None, key) if encrypts else (key, None)), count)
    except BaseException:
        with suppress(OSError):
            _wipe(aside)
        raise
    _replace(aside, item.path)
    for suffix in ("-wal", "-shm", "-journal"):
        if item.form is _Form.DATABASE:
            _wipe(item.path.with_name(item.path.name + suffix))


def _convert_file(path: Path, aside: Path, key: DataKey, count: Callable[[int], None], *, encrypts: bool) -> None:
    done = 0

    def more(size: int) -> None:
        nonlocal done
        done += size
        count(done)

    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with path.open("rb") as source, os.fdopen(descriptor, "wb") as target:
        (stream.encrypt if encrypts else stream.decrypt)(source, target, key.files, more)
        target.flush()
        os.fsync(target.fileno())


def _items(folder: DataFolder, key: DataKey, *, encrypts: bool) -> Iterator[_Item]:
    """What has still to be done, the conversations first."""
    for path in _places(folder):
        try:
            size = path.stat().st_size
            form = _form(path, key, encrypts=encrypts) if size else None
        except FileNotFoundError:
            continue
        if form is not None:
            yield _Item(path, form, size)


def _places(folder: DataFolder) -> Iterator[Path]:
    """Of everything but the states, the conversations first."""
    if folder.database.exists():
        yield folder.database
    yield from sorted(path for path in folder.path.glob(f"{folder.database.name}.*") if path.is_file())
    for tree in (folder.personal, folder.adapters, folder.backups):
        yield from _files_below(tree)


def _is_open_to_all(path: Path) -> bool:
    if not path.stat().st_size:
        return False
    return is_plain(path) if _is_database(path) else not stream.is_encrypted(path)


def _form(path: Path, key: DataKey, *, encrypts: bool) -> _Form | None:
    """How to convert a file; None where it is as it should be. Raises OSError."""
    if encrypts:
        if stream.is_encrypted(path):
            return None
        if not _is_database(path):
            return _Form.FILE
        if is_plain(path):
            return _Form.DATABASE
        return None if opens(path, key) else _Form.FILE
    if stream.is_encrypted(path):
        return _Form.FILE if _can_decrypt(path, key) else None
    if _is_database(path) and not is_plain(path) and opens(path, key):
        return _Form.DATABASE
    return None


def _is_database(path: Path) -> bool:
    """By its name: what was set aside as damaged is taken as a file, of which every byte counts."""
    return path.suffix == ".db"


def _can_decrypt(path: Path, key: DataKey) -> bool:
    """False for what belongs to another key: it was so before."""
    with path.open("rb") as source, Path(os.devnull).open("wb") as nowhere:
        try:
            stream.decrypt(source, nowhere, key.files)
        except Unreadable:
            return False
    return True


def _files_below(folder: Path) -> Iterator[Path]:
    """Regular files, links left out. What was replaced by a backup and has a key of its own is left as it is."""
    for place, inner, names in os.walk(folder):
        if place != str(folder) and "homespun.key" in names:
            inner[:] = []
            continue
        inner[:] = sorted(name for name in inner if name not in _PASSED_BY)
        for name in sorted(names):
            path = Path(place) / name
            if name not in _PASSING and path.is_file() and not path.is_symlink():
                yield path


def _half_made(folder: DataFolder) -> Iterator[Path]:
    yield from folder.path.glob(f"*{_ASIDE}")
    for tree in (folder.personal, folder.adapters, folder.backups):
        yield from tree.rglob(f"*{_ASIDE}")
        yield from tree.rglob(f"*{_ASIDE}-*")


def _check_room(folder: DataFolder, items: list[_Item]) -> None:
    needed = max((item.size for item in items), default=0) * 11 // 10 + _ROOM_LEFT
    free = shutil.disk_usage(folder.path).free
    if needed > free:
        raise EncryptionError(
            tr(
                "There is not enough room on the disk: {needed} MB are needed for a while, and {free} MB are free. "
                "Free some space, then start Homespun again.",
                needed=number(needed / 1e6),
                free=number(free / 1e6),
            )
        )


@contextmanager
def _explained(folder: DataFolder) -> Generator[None]:
    try:
        yield
    except StoreError as error:
        raise EncryptionError(error.message, error.detail) from error
    except OSError as error:
        raise EncryptionError(
            tr(
                "Something in the data folder {folder} could not be read or written ({reason}). Nothing is lost: free "
                "some space on its disk, allow writing to it, and start Homespun again. It goes on where it was.",
                folder=str(folder.path),
                reason=error.strerror or str(error),
            ),
            str(error),
        ) from error


def _replace(new: Path, path: Path) -> None:
    """Put `new` in the place of `path`, and overwrite what was there."""
    if os.name != "posix":  # There an open file cannot be replaced.
        new.replace(path)
        return
    with path.open("r+b") as old:
        new.replace(path)
        sync_folder(path.parent)
        _overwrite(old.fileno())


def _wipe(path: Path) -> None:
    """Overwrite and delete a file. Raises OSError."""
    with suppress(FileNotFoundError), path.open("r+b") as file:
        _overwrite(file.fileno())
    path.unlink(missing_ok=True)


def _overwrite(descriptor: int) -> None:
    left = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    zeros = bytes(_BLOCK)
    while left > 0:
        left -= os.write(descriptor, zeros[: min(left, _BLOCK)])
    os.fsync(descriptor)
