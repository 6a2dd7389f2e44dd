"""Disks that are full or closed for writing, for tests. Real ones where the system lets us mount them."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(folder: Path, size: str, *, most_files: int = 1000) -> Iterator[None]:
    """A disk of its own at `folder`, so small that it is soon full."""
    folder.mkdir(exist_ok=True)
    options = f"size={size},nr_inodes={most_files},mode=0700"
    with _mounted(folder, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)):
        yield


def fill(file: Path) -> None:
    """Take all the room that is left on the disk of `file`."""
    with file.open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(bytes(4096))


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """`folder` as it is, closed for writing. Permissions do not bind an administrator: a mount does."""
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        paths = [folder, *folder.rglob("*")]
        modes = {path: path.stat().st_mode for path in paths}
        for path in paths:
            path.chmod(modes[path] & ~0o222)
        try:
            yield
        finally:
            for path, mode in modes.items():
                path.chmod(mode)
        return
    with _mounted(folder, "mount", "--bind", str(folder), str(folder)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield


@contextlib.contextmanager
def _mounted(folder: Path, *command: str) -> Iterator[None]:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("this system has no mount command")
    if done.returncode != 0:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
