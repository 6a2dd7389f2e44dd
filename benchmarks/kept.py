"""Measurements in a file, so that a run that was ended goes on where it was."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


class Kept:
    """A file of lines, which is only appended to: each a measurement under a digest of all that decides over it. So
    after a change only what it changed is measured anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, object] = {}
        if path.exists():
            for line in path.read_text(encoding="ascii").splitlines():
                try:
                    key, value = json.loads(line)
                    self._found[key] = value
                except (ValueError, TypeError):
                    continue  # what a killed run left unfinished is measured anew

    def get(self, key: str) -> object:
        """None where it was not measured yet."""
        return self._found.get(key)

    def put(self, key: str, value: object) -> None:
        """`value`: anything that JSON holds."""
        with self._path.open("a", encoding="ascii") as file:
            file.write("\n" + json.dumps([key, value]))  # a line that a killed run left unfinished ends here
        self._found[key] = value


def digest(*described: object) -> str:
    """Of anything that JSON holds."""
    return hashlib.sha256(json.dumps(described).encode()).hexdigest()[:32]
