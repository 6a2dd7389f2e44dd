"""Erases what this program has written: conversations, what was learned, settings, caches; the models if wished.

Files are deleted as files are: on most disks somebody with the right tools may find pieces of what was not encrypted.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from app.location import choose_place, chosen_place, usual_place
from app.paths import DataFolder
from app.safe import keychain
from app.safe.key_file import KeyFileDamaged, read_key_file
from app.translation import tr
from models.encryption.scratch import sweep


class Erasure(Enum):
    NOTHING = "nothing"
    ALL = "all"
    ALL_BUT_MODELS = "all but models"


@dataclass(frozen=True)
class Erased:
    left: tuple[str, ...]
    """Paths that could not be deleted, with why."""


def erase(folder: DataFolder, *, models: bool) -> Erased:
    """Delete everything in the folder; without `models` the library of models stays, and the encoders. No program may
    use the folder: raises AlreadyRunning, or DataFolderError where there is none that can be used."""
    left: list[str] = []
    with folder.lock():
        left += _forget_key(folder)
        kept = () if models else (folder.models, folder.encoders)
        for place in folder.entries():
            if place not in (folder.lock_file, *kept):
                left += _delete(place)
        for inner in kept:
            for place in inner.glob(".*"):  # what was being written when the program ended
                left += _delete(place)
    left += _delete(folder.lock_file)
    with suppress(OSError):
        if folder.path == chosen_place():
            choose_place(None)
    for empty in (folder.path, usual_place()):
        with suppress(OSError):
            empty.rmdir()  # where nothing is left in it
    sweep()
    return Erased(tuple(left))


def _forget_key(folder: DataFolder) -> list[str]:
    """What the system's keychain may hold, if it was told to."""
    try:
        file = read_key_file(folder)
        if file is not None and file.keychain:
            keychain.forget(file.id)
    except (keychain.NoKeychain, KeyFileDamaged, OSError) as error:
        return [f"{tr('The key in the keychain of the system')}: {error}"]
    return []


def _delete(place: Path) -> list[str]:
    failures: list[str] = []
    try:
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place, onerror=lambda _, path, info: failures.append(f"{path}: {info[1]}"))
        else:
            place.unlink(missing_ok=True)
    except OSError as error:
        failures.append(f"{place}: {error.strerror}")
    return failures
