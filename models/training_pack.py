"""The pack that training and converting need: where a frozen program finds it, and what to do where it is missing."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

FOLDER = "training"
"""Beside the executable of a frozen program."""

PACKAGES = ("torch", "transformers", "peft", "gguf", "safetensors")
"""What training needs."""

HOW_TO_INSTALL = (
    "Install the package homespun-training of the same version, or unpack the training pack into the program's folder, "
    "then start it again."
    if getattr(sys, "frozen", False)
    else "Install it with them: pip install 'homespun[personalize]', then start it again."
)


def missing(packages: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are not installed. Imports none of them."""
    return tuple(name for name in packages if importlib.util.find_spec(name) is None)


def join_pack() -> None:
    """Let this frozen program import what the pack beside it holds, after all that it has itself."""
    folder = Path(sys.executable).parent / FOLDER
    if folder.is_dir():
        sys.path.append(str(folder))
