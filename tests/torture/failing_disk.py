"""A disk whose writes fail now and then (EIO), for one program: a library that is loaded before the C library."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).with_name("failing_writes.c")
EVERY = 40
"""One of so many writes fails, on average."""


def compiler() -> str | None:
    return shutil.which("cc")


def failing_disk(folder: Path, library: Path) -> Mapping[str, str]:
    """What to add to the environment of a program so that its writes below `folder` fail at times; {seed} is to be
    replaced. Compiles the library at `library`."""
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return {
        "LD_PRELOAD": str(library),
        "HOMESPUN_FAILING": str(folder),
        "HOMESPUN_FAILING_EVERY": str(EVERY),
        "HOMESPUN_FAILING_SEED": "{seed}",
    }
