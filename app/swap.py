"""Exchanges parts of a data folder for others as a whole: what is restored, or put back.

The new parts are gathered in a folder of their own (`gather`). Then a note is written that names them (`commit`):
before it nothing has happened, after it everything will. Whoever takes the data folder next does what the note says
(`finish`), and can do it again after a crash at any moment. What was replaced is kept beside the backups.
"""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from app.files import replace_file, sync_folder
from app.values import UnusableValue, from_json

SWAPS_KEPT = 3
"""How many times what was replaced can be put back."""

GATHERED = "homespun.restoring"
_NOTE = "homespun.restoring.json"
_DONE = "restoring.json"
"""The note, once it has been done: beside what it replaced."""

_ASIDE = re.compile(r"replaced-(\d{6,})")


@dataclass(frozen=True)
class Swap:
    source: str
    """The folder with the new parts, relative to the data folder as is `aside`."""
    aside: str
    """The folder that gets the old ones."""
    names: tuple[str, ...]
    """What comes from the source."""
    away: tuple[str, ...]
    """What only goes."""


def gather(folder: Path) -> Path:
    """A new empty folder for the new parts. Raises OSError."""
    gathered = folder / GATHERED
    if gathered.exists():
        shutil.rmtree(gathered)
    gathered.mkdir(mode=0o700)
    return gathered


def forget(folder: Path) -> None:
    """Delete what was gathered; nothing is exchanged."""
    shutil.rmtree(folder / GATHERED, ignore_errors=True)


def commit(folder: Path, backups: Path, *, names: tuple[str, ...], away: tuple[str, ...]) -> None:
    """Exchange what was gathered, and is on the disk: from now on it will be done. Raises OSError; then it will not."""
    _write(folder, Swap(GATHERED, _next_aside(folder, backups), names, away))


def put_back(folder: Path, backups: Path, name: str, *, stays: tuple[str, ...] = ()) -> None:
    """Exchange what is there, but for what `stays`, for what was replaced by it: from now on it will be done. Raises
    OSError, and ValueError where there is nothing of that `name`."""
    source = backups / name
    done = _read(source / _DONE) if _ASIDE.fullmatch(name) else None
    if done is None:
        raise ValueError(f"nothing was kept as {name}")
    touched = [one for one in (*done.names, *done.away) if one not in stays]
    present = tuple(one for one in touched if (source / one).exists())
    away = tuple(one for one in touched if one not in present)
    _write(folder, Swap(source.relative_to(folder).as_posix(), _next_aside(folder, backups), present, away))


def replaced_in(backups: Path) -> list[Path]:
    """What can be put back, the newest first."""
    if not backups.is_dir():
        return []
    found = [(int(match[1]), path) for path in backups.iterdir() if (match := _ASIDE.fullmatch(path.name))]
    return [path for _, path in sorted(found, reverse=True) if (path / _DONE).exists()]


def finish(folder: Path) -> Path | None:
    """Do what was committed, if anything was, and answer where the old parts are. For the holder of the folder's lock,
    before anything in the folder is opened. Raises OSError: it can be tried again."""
    swap = _read(folder / _NOTE)
    if swap is None:
        forget(folder)  # Gathered, but not committed.
        return None
    source, aside = folder / swap.source, folder / swap.aside
    aside.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in swap.away:
        _move_aside(folder / name, aside / name)
    for name in swap.names:
        if not (source / name).exists():
            continue  # It has come already.
        _move_aside(folder / name, aside / name)
        _clear(folder / name)
        (source / name).rename(folder / name)
    for one in (folder, aside, aside.parent, source):
        with suppress(FileNotFoundError):
            sync_folder(one)
    (folder / _NOTE).rename(aside / _DONE)
    sync_folder(folder)
    shutil.rmtree(source, ignore_errors=True)
    for old in replaced_in(aside.parent)[SWAPS_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return aside


def _move_aside(place: Path, aside: Path) -> None:
    if place.exists() and not aside.exists():
        place.rename(aside)


def _clear(place: Path) -> None:
    """What stands there was made since the old one went: by a program that found its folders missing."""
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _write(folder: Path, swap: Swap) -> None:
    replace_file(folder / _NOTE, json.dumps(asdict(swap)).encode())


def _read(note: Path) -> Swap | None:
    """None where there is none, or it was not written by this program."""
    try:
        swap = from_json(Swap, json.loads(note.read_bytes()))
    except (FileNotFoundError, UnusableValue, ValueError, RecursionError):
        return None
    strange = any(not name or name in (".", "..") or "/" in name or "\\" in name for name in (*swap.names, *swap.away))
    return None if strange else swap


def _next_aside(folder: Path, backups: Path) -> str:
    present = [int(match[1]) for path in backups.glob("*") if (match := _ASIDE.fullmatch(path.name))]
    return (backups / f"replaced-{max(present, default=0) + 1:06}").relative_to(folder).as_posix()
