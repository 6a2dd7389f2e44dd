"""What is left where nobody knows the passphrase any more: to begin anew, with everything kept as it is."""

from __future__ import annotations

from pathlib import Path

from app.files import sync_folder
from app.paths import DataFolder

_NAME = "homespun.set-aside"


def set_everything_aside(folder: DataFolder) -> Path:
    """Move all that is encrypted, with its key file, into a folder of its own in the data folder, and return that. The
    next start finds nothing, and begins anew. The caller holds the lock of the folder, and has nothing open.

    Nothing is deleted: whoever finds the passphrase moves the files back. Raises OSError; done again it goes on."""
    aside = _unfinished(folder) or _new(folder)
    beside = sorted(folder.path.glob(f"{folder.database.name}*"))
    for path in (folder.states, folder.personal, folder.adapters, folder.backups, *beside, folder.key_file):
        if path.exists():  # The key file goes last: as long as it is there, the start asks what to do.
            path.rename(aside / path.name)
    sync_folder(aside)
    sync_folder(folder.path)
    return aside


def _unfinished(folder: DataFolder) -> Path | None:
    for aside in sorted(folder.path.glob(f"{_NAME}-*")):
        if not (aside / folder.key_file.name).exists():
            return aside
    return None


def _new(folder: DataFolder) -> Path:
    number = 1
    while (aside := folder.path / f"{_NAME}-{number}").exists():
        number += 1
    aside.mkdir(mode=0o700)
    return aside
