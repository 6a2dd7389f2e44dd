"""Restricts this process to named files and folders (Landlock).

Three system calls by ctypes; the package for it on PyPI has not left its first development release. Holds for the
calling thread and those that it starts afterwards, so it is to be called before there are others. Nothing can be taken
back. A name of a file may still be asked for (stat), its content may not.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""System calls: landlock_create_ruleset, landlock_add_rule, landlock_restrict_self; the same on every machine."""
_ASK_VERSION = 1
_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_WRITE_FILE, _READ_FILE, _READ_FOLDER, _REMOVE_FOLDER, _REMOVE_FILE = (1 << bit for bit in range(1, 6))
_MAKE_FOLDER, _MAKE_FILE = 1 << 7, 1 << 8
_REFER, _TRUNCATE, _DEVICE_CONTROL = 1 << 13, 1 << 14, 1 << 15
"""landlock.h: LANDLOCK_ACCESS_FS_*. Running a file, and making links, devices and sockets, are granted nowhere."""

_HANDLED = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All kinds of access to files that each version of the interface knows; later ones know those of 5 and maybe more."""
_TCP = 0b11
"""Binding and connecting, from version 4: none is granted."""
_SCOPES = 0b11
"""Abstract sockets and signals stay inside, from version 6."""

LIST = _READ_FOLDER
"""Names in a folder, and in those below it."""
READ = _READ_FILE | _READ_FOLDER
WRITE = (
    READ | _WRITE_FILE | _REMOVE_FOLDER | _REMOVE_FILE | _MAKE_FOLDER | _MAKE_FILE | _REFER | _TRUNCATE
)  # fmt: skip
USE = READ | _WRITE_FILE | _TRUNCATE | _DEVICE_CONTROL
"""Of a device."""
_OF_A_FILE = _READ_FILE | _WRITE_FILE | _TRUNCATE | _DEVICE_CONTROL

_MADE_ANEW = Path("/proc")
"""A rule holds for an inode. Here the kernel forgets them when memory runs low, and makes others for the same names, to
which no rule would apply: so what is granted is held open, as long as this process lives."""

Grants = Iterable[tuple[Path, int]]
"""Files, or folders with all that is below them, and how they may be used. What is not there is left out."""


def version() -> int:
    """Of the interface that this kernel offers; 0 where it has none."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        return max(0, _libc().syscall(_CREATE, None, ctypes.c_size_t(0), _ASK_VERSION))
    except (OSError, AttributeError):
        return 0


def missing() -> str:
    """Why it cannot be done here, or nothing."""
    return "" if version() else "This system cannot restrict a program to some files (it has no Landlock)."


def restrict(grants: Grants) -> str:
    """Returns why it could not be done, or nothing. Never raises."""
    if why := missing():
        return why
    try:
        _restrict(grants, version())
    except (OSError, AttributeError) as error:
        return f"This kernel refuses to restrict the program to some files: {error}."
    return ""


def _restrict(grants: Grants, offered: int) -> None:
    """Raises OSError."""
    handled = _HANDLED[min(offered, max(_HANDLED))]
    fields = [handled, _TCP, _SCOPES][: 1 if offered < 4 else 2 if offered < 6 else 3]
    rules = struct.pack(f"={len(fields)}Q", *fields)  # struct landlock_ruleset_attr
    ruleset = _call(_CREATE, ctypes.c_char_p(rules), ctypes.c_size_t(len(rules)), 0)
    try:
        for path, use in grants:
            _grant(ruleset, path, use & handled)
        if _libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "new privileges could not be renounced")
        _call(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _grant(ruleset: int, path: Path, use: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # it is not there, or hidden from us anyway
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            use &= _OF_A_FILE
        rule = struct.pack("=Qi", use, place)  # struct landlock_path_beneath_attr
        _call(_ADD, ruleset, _BENEATH, ctypes.c_char_p(rule), 0)
    finally:
        if not path.is_relative_to(_MADE_ANEW):
            os.close(place)


def _call(number: int, *arguments: object) -> int:
    result = _libc().syscall(number, *arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
