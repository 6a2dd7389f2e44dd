"""The files that a process may use, and how whoever starts it tells it so: by its environment.

Standard library only, and nothing that asks the disk: the window's thread compares paths here.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path

FILES = "HOMESPUN_FILES"
"""The environment variable."""
WORKING_FOLDER = "homespun-"
"""How the names of the folders begin that are made for one process to run in, and that it may write to."""


@dataclass(frozen=True)
class FileAccess:
    """Of the person's files, besides the program's own and the working folder of the process."""

    reads: tuple[Path, ...] = ()
    """Files, or folders with all that is below them."""
    writes: tuple[Path, ...] = ()
    """Folders, to read as well. They are made where they are missing."""

    def with_reads(self, *paths: Path) -> FileAccess:
        return replace(self, reads=tuple(dict.fromkeys((*self.reads, *(path.absolute() for path in paths)))))

    def with_writes(self, *folders: Path) -> FileAccess:
        return replace(self, writes=tuple(dict.fromkeys((*self.writes, *(path.absolute() for path in folders)))))

    def covers(self, path: Path) -> bool:
        """Whether `path` may be read, as it is written: a link in a folder is not followed."""
        return any(path.is_relative_to(place) for place in (*program_folders(), *self.reads, *self.writes))


def program_folders() -> tuple[Path, ...]:
    """Where this program is installed, its libraries and the starter model with it: each of its processes reads it."""
    return tuple(Path(place) for place in (sys.prefix, sys.base_prefix, Path(sys.executable).parent))


def told(access: FileAccess) -> Mapping[str, str]:
    """What to add to the environment of the process."""
    return {FILES: json.dumps({"reads": [*map(str, access.reads)], "writes": [*map(str, access.writes)]})}


def heard(environment: Mapping[str, str]) -> FileAccess | None:
    """What `told` gave; None where nothing was told, so that any file may be used."""
    if FILES not in environment:
        return None
    content = json.loads(environment[FILES])
    return FileAccess(tuple(map(Path, content["reads"])), tuple(map(Path, content["writes"])))


def take_from(environment: MutableMapping[str, str] = os.environ) -> FileAccess | None:
    """As `heard`; it is left to nobody else."""
    access = heard(environment)
    environment.pop(FILES, None)
    return access
