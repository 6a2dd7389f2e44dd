"""A data folder as this process found it."""

from __future__ import annotations

from dataclasses import dataclass

from app import swap
from app.lock import FolderLock
from app.paths import DataFolder, DataFolderError, FolderProblem
from models.encryption.keys import DataKey


@dataclass(frozen=True)
class Place:
    """Locked for this process, or with the reason why it cannot be used."""

    folder: DataFolder
    lock: FolderLock | None
    error: DataFolderError | None = None
    key: DataKey | None = None
    """To what is encrypted in the folder; None where nothing is."""
    restored: bool = False
    """What a backup holds has just taken the place of what was here."""
    news: str = ""
    """What else was done before the window came, for the person to know."""


def take_place(folder: DataFolder) -> Place:
    """Raises AlreadyRunning."""
    try:
        lock, restored = hold(folder)
    except DataFolderError as error:
        return Place(folder, None, error)
    return Place(folder, lock, restored=restored)


def hold(folder: DataFolder) -> tuple[FolderLock, bool]:
    """Make the folder, take it for this process, and finish what a restore began in it: whether one did comes with the
    lock. Raises AlreadyRunning and DataFolderError."""
    folder.create()
    lock = folder.lock()
    try:
        restored = swap.finish(folder.path) is not None
        if restored and folder.key_file.exists():
            from app.safe.converting import encrypt_what_came  # late: few starts come here

            encrypt_what_came(folder)
        return lock, restored
    except OSError as error:
        lock.release()
        raise DataFolderError(
            FolderProblem.UNUSABLE,
            "What you restored could not be put in its place. Nothing is lost: free some space on the disk, allow "
            "writing to the data folder, and start again.",
            f"{error.filename or folder.path}: {error.strerror}",
        ) from error
