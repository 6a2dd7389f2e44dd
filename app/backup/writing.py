"""Writes a backup: a zip file of all that the person owns, with a manifest of digests, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from app import __version__
from app.backup.contents import DATABASE, FoundFile, files_of
from app.backup.results import BackedUpFile, BackupError, Manifest
from app.files import sync_folder
from app.paths import DataFolder
from app.store.backup import copy_to_file, facts_of, is_encrypted
from app.translation import tr
from models.encryption.keys import DataKey

FORMAT, VERSION = "homespun-backup", 1
MANIFEST = "manifest.json"

Told = Callable[[int, int], None]
"""Takes how many bytes are done, of how many; what it raises ends the work."""

_BLOCK = 1 << 20
_PACKED_ALREADY = (".gguf", ".safetensors", ".onnx", ".onnx_adapter", ".onnx_data", ".data", ".bin", ".npz", ".pt")
"""Weights hardly become smaller, and take long."""


def create(folder: DataFolder, target: Path, told: Told, *, models: bool, key: DataKey | None = None) -> Manifest:
    """Write everything in `folder` to the new file `target`, which replaces an older one of that name. The program may
    be running on the folder. What is encrypted there, with `key`, is in the backup as it is. Raises BackupError and
    StoreError; `target` is as it was then."""
    with _passing_folder(folder) as passing, _new_file(target) as archive:
        copy = passing / DATABASE
        copy_to_file(folder.database, copy, key)
        found = [FoundFile(DATABASE, copy, copy.stat().st_size), *files_of(folder, models=models)]
        total, done = sum(one.size for one in found), 0
        written: list[BackedUpFile] = []

        def count(size: int) -> None:
            nonlocal done
            done += size
            told(min(done, total), total)

        for one in found:
            with suppress(FileNotFoundError):  # It has gone meanwhile.
                written.append(_put(archive, one, count))
        manifest = _manifest(copy, tuple(written), key)
        archive.writestr(zipfile.ZipInfo(MANIFEST, _now()), json.dumps(asdict(manifest), indent=1))
    return manifest


def _put(archive: zipfile.ZipFile, one: FoundFile, count: Callable[[int], None]) -> BackedUpFile:
    """`count` takes the size of each block. Raises OSError and BackupError."""
    try:
        one.name.encode()
    except UnicodeEncodeError as error:
        raise BackupError(
            tr("The name of a file is no text, so it cannot be kept. Give the file another name."), repr(one.path)
        ) from error
    entry = zipfile.ZipInfo(one.name, _now())
    entry.external_attr = 0o600 << 16
    entry.compress_type = zipfile.ZIP_STORED if one.name.endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    with one.path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as packed:
        while block := source.read(_BLOCK):
            packed.write(block)
            digest.update(block)
            size += len(block)
            count(len(block))
    return BackedUpFile(one.name, size, digest.hexdigest())


def _manifest(copy: Path, files: tuple[BackedUpFile, ...], key: DataKey | None) -> Manifest:
    """Raises StoreError."""
    facts = facts_of(copy, key)
    return Manifest(
        FORMAT,
        VERSION,
        __version__,
        facts.schema,
        time.time(),
        facts.conversations,
        facts.messages,
        is_encrypted(copy),
        files,
    )


@contextmanager
def _passing_folder(folder: DataFolder) -> Iterator[Path]:
    """For the copy of the database, which no one else may see. Raises BackupError."""
    try:
        folder.backups.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="making-", dir=folder.backups) as passing:
            yield Path(passing)
    except OSError as error:
        raise BackupError(
            tr(
                "The backup was not made: its database could not be copied beside the other backups. Free some space "
                "on the disk of the data folder, or allow writing to it."
            ),
            f"{error.filename or folder.backups}: {error.strerror}",
        ) from error


@contextmanager
def _new_file(target: Path) -> Iterator[zipfile.ZipFile]:
    """A zip file that gets its name once it is complete and on the disk. Raises BackupError."""
    temporary = target.with_name(f"{target.name}.new")
    try:
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                with zipfile.ZipFile(file, "w") as archive:
                    yield archive
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise _not_written(target, error) from error


def _not_written(target: Path, error: OSError) -> BackupError:
    return BackupError(
        tr(
            "“{name}” was not made: the disk is full. Free some space, or choose another place for it.",
            name=target.name,
        )
        if error.errno in (errno.ENOSPC, errno.EDQUOT)
        else tr("“{name}” was not made: nothing can be written there. Choose another place for it.", name=target.name),
        f"{error.filename or target}: {error.strerror}",
    )


def _now() -> tuple[int, int, int, int, int, int]:
    year, month, day, hour, minute, second = time.localtime()[:6]
    return max(1980, min(2107, year)), month, day, hour, minute, second  # what the format can hold
