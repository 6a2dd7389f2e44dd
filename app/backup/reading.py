"""Reads a backup as the file of a stranger: nothing of it is written anywhere before its manifest has been believed.

Each file in it must be named in the manifest, once, with a place that a backup may fill, and with the size that it has;
of its content no more than that is unpacked, and it must have the digest that the manifest says.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from app.backup.contents import DATABASE, FILES, FOLDERS, WITH_MODELS
from app.backup.results import BackedUpFile, BackupError, Manifest
from app.backup.words import size as size_words
from app.backup.writing import FORMAT, MANIFEST, VERSION, Told
from app.store.migrations import MIGRATIONS
from app.translation import tr, tr_noop
from app.values import UnusableValue, from_json

MOST_FILES = 100_000
_MOST_BYTES_OF_MANIFEST = 64 << 20
_ROOM_LEFT = 64 << 20
"""Bytes of the disk that stay free."""

_BLOCK = 1 << 20
_NO_NAME_IN_WINDOWS = re.compile(r'.*[\x00-\x1f\\:*?"<>|].*|(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*[. ]', re.IGNORECASE)
DAMAGED = tr_noop("The backup is damaged, so nothing of it was restored. Try another copy of it.")
NEWER = tr_noop("This backup was made by a newer version of Homespun. Update this one, then restore it.")


def look(path: Path) -> Manifest:
    """What a backup says that it holds, compared with what is in it by names and sizes. Raises BackupError."""
    with _opened(path) as archive:
        return _manifest(archive)


def unpack(path: Path, target: Path, told: Told) -> Manifest:
    """Write what a backup holds into the empty folder `target`, on the disk when this returns. `told` takes bytes; what
    it raises ends the work. Raises BackupError. What was written until then is the caller's to delete."""
    with _opened(path) as archive:
        manifest = _manifest(archive)
        free = shutil.disk_usage(target).free
        if manifest.size + _ROOM_LEFT > free:
            raise BackupError(
                tr(
                    "There is not enough room on the disk: the backup takes {size}, and {free} are free. Free some "
                    "space, and restore it again.",
                    size=size_words(manifest.size),
                    free=size_words(free),
                ),
                f"{manifest.size:,} bytes in {len(manifest.files):,} files",
            )
        done = 0
        for one in manifest.files:
            for size in _unpack_file(archive, one, target):
                done += size
                told(done, manifest.size)
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    """Raises BackupError, and what a damaged file makes zipfile raise."""
    entries = archive.infolist()
    sizes = {one.filename: one.file_size for one in entries}
    if MANIFEST not in sizes:
        raise BackupError(tr("This is no backup of Homespun."), "no manifest")
    if len(sizes) != len(entries) or len(entries) > MOST_FILES or sizes[MANIFEST] > _MOST_BYTES_OF_MANIFEST:
        raise _strange(f"{len(entries):,} entries with {len(sizes):,} names")
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in entries):
        raise _strange("packed in another way")
    with archive.open(MANIFEST) as file:
        content = file.read(_MOST_BYTES_OF_MANIFEST + 1)
    try:
        told = json.loads(content)
        if isinstance(told, dict) and told.get("format") == FORMAT and _is_newer(told.get("version"), VERSION):
            raise BackupError(tr(NEWER), f"format {told['version']}, this program reads {VERSION}")
        manifest = from_json(Manifest, told)
    except (UnusableValue, ValueError, RecursionError) as error:
        raise _strange(f"the manifest cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise _strange("another format")
    if manifest.schema > len(MIGRATIONS):
        raise BackupError(tr(NEWER), f"schema version {manifest.schema}, this program knows {len(MIGRATIONS)}")
    del sizes[MANIFEST]
    if sizes != {one.name: one.size for one in manifest.files} or len(sizes) != len(manifest.files):
        raise _strange("its files are not those that its manifest names")
    for one in manifest.files:
        _refuse_strange_name(one.name)
    if DATABASE not in sizes:
        raise BackupError(tr("This backup has no conversations in it, so it was not restored."), "no database")
    return manifest


def _is_newer(found: object, known: int) -> bool:
    return isinstance(found, int) and found > known


def _refuse_strange_name(name: str) -> None:
    """Only a relative path to a place that a backup may fill will do. Two that a disk takes for one meet when they are
    written: no file is written over another."""
    parts = PurePosixPath(name).parts
    strange = name != "/".join(parts) or len(name) > 1000 or "\0" in name or "." in parts or ".." in parts
    if os.name == "nt":
        strange = strange or any(_NO_NAME_IN_WINDOWS.fullmatch(part) for part in parts)
    own = name in (DATABASE, *FILES) or (len(parts) > 1 and parts[0] in (*FOLDERS, *WITH_MODELS))
    if strange or not own:
        raise _strange(f"a file may not be called {name[:200]!r}")


def _unpack_file(archive: zipfile.ZipFile, one: BackedUpFile, target: Path) -> Iterator[int]:
    """Yields the size of each block. Raises BackupError and OSError."""
    place = target.joinpath(*PurePosixPath(one.name).parts)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), one.size
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with archive.open(one.name) as packed, os.fdopen(os.open(place, flags, 0o600), "wb") as file:
        while block := packed.read(min(_BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                break
            digest.update(block)
            file.write(block)
            yield len(block)
        file.flush()
        os.fsync(file.fileno())
    if left or digest.hexdigest() != one.sha256:
        raise BackupError(
            tr(DAMAGED),
            f"{one.name} is not what its digest says",
        )


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Raises BackupError, also for what goes wrong while it is read."""
    try:
        if not path.is_file():
            raise BackupError(
                tr("“{name}” is not there, or is no file. Choose another one.", name=path.name), str(path)
            )
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, RuntimeError) as error:
        raise BackupError(
            tr("“{name}” is no backup of Homespun, or a damaged one. Nothing of it was restored.", name=path.name),
            f"{type(error).__name__}: {error}",
        ) from error
    except OSError as error:
        raise BackupError(
            tr("The disk is full, so nothing was restored. Free some space, and restore it again.")
            if error.errno in (errno.ENOSPC, errno.EDQUOT)
            else tr("“{name}” could not be read or unpacked, so nothing was restored.", name=path.name),
            f"{error.filename or path}: {error.strerror or error}",
        ) from error


def _strange(detail: str) -> BackupError:
    return BackupError(
        tr("This file was not made by Homespun, or was changed since. Nothing of it was restored."), detail
    )
