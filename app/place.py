"""A data folder as this process found it."""

from __future__ import annotations

from dataclasses import dataclass

from app.lock import FolderLock
from app.paths import DataFolder, DataFolderError


@dataclass(frozen=True)
class Place:
    """Locked for this process, or with the reason why it cannot be used."""

    folder: DataFolder
    lock: FolderLock | None
    error: DataFolderError | None = None


def take_place(folder: DataFolder) -> Place:
    """Raises AlreadyRunning."""
    try:
        folder.create()
        return Place(folder, folder.lock())
    except DataFolderError as error:
        return Place(folder, None, error)
