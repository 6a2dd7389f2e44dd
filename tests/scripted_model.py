"""Models that play a script: see `engine.backends.scripted`."""

from __future__ import annotations

import json
from pathlib import Path


def script(path: Path, **fields: object) -> Path:
    """Write a scripted model to `path`; `fields` are those of `engine.backends.scripted.Script`."""
    path.write_text(json.dumps({"scripted": fields}))
    return path
