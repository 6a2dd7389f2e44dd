"""Computes the digest of a file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.library.progress import Interrupt, Progress, Stopped, never, unwatched
from models.ordinary_file import open_ordinary, unreadable

_CHUNK = 4 << 20


def digest_of(
    path: Path, progress: Progress = unwatched, interrupt: Interrupt = never, before: int = 0, total: int = 0
) -> str:
    """The SHA-256 of a file. `progress` is told the bytes read and `before` together. Raises EngineError or Stopped."""
    digest = hashlib.sha256()
    with open_ordinary(path) as file:
        while True:
            if interrupt():
                raise Stopped
            try:
                chunk = file.read(_CHUNK)
            except OSError as error:
                raise unreadable(path, error) from error
            if not chunk:
                return digest.hexdigest()
            digest.update(chunk)
            before += len(chunk)
            progress(before, total)
