"""Where the data folder is, where the person has not left it to the system: a line in the system's place for it."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from app.files import replace_file

POINTER = "homespun.location"
_MOST_BYTES = 1 << 16


def usual_place() -> Path:
    """The system's place for such data."""
    return platformdirs.user_data_path("Homespun", appauthor=False)


def chosen_place() -> Path | None:
    """The folder that the person has chosen; None where they have not, or what is noted cannot be read."""
    try:
        with (usual_place() / POINTER).open("rb") as file:
            path = Path(os.fsdecode(file.read(_MOST_BYTES).strip()))
    except (OSError, ValueError):
        return None
    return path if path.is_absolute() else None


def choose_place(path: Path | None) -> None:
    """From the next start on the data is there; None: in the system's place. Raises OSError."""
    usual = usual_place()
    if path is None or path == usual:
        (usual / POINTER).unlink(missing_ok=True)
        return
    usual.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(usual / POINTER, os.fsencode(path) + b"\n")
