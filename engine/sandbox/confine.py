"""Puts this process into its sandbox: the files that it was given, no sockets, no other programs.

To be called while there is one thread and before anything is read that others wrote. What the system does not offer is
left out, and said; the process works all the same.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from engine.sandbox import landlock
from engine.sandbox.access import WORKING_FOLDER, FileAccess, program_folders
from engine.sandbox.state import Sandbox
from engine.sandbox.system_calls import calls_missing, refuse_calls

SWITCH = "HOMESPUN_SANDBOX"
"""An environment variable; “off” leaves all sandboxes out, where the driver of a graphics card cannot work in them."""

_SYSTEM = (
    "/usr", "/lib", "/lib64", "/opt", "/nix/store", "/sys",
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/timezone", "/etc/os-release",
    "/etc/OpenCL", "/etc/vulkan", "/etc/rocm",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/loadavg", "/proc/uptime", "/proc/version",
    "/proc/filesystems", "/proc/devices", "/proc/modules", "/proc/sys", "/proc/driver",
)  # fmt: skip
"""Libraries, what the machine is, and nothing of a person."""

_HERE = Path(__file__).resolve().parents[2]
_PACKAGES = ("app", "engine", "models", "assets")

_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/dri", "/dev/kfd")
_GRAPHICS_CARDS = "nvidia*"

_PART = re.compile(r"(?P<stem>.+)-\d{5}-of-\d{5}\.gguf", re.DOTALL | re.IGNORECASE)


def confine(access: FileAccess | None) -> Sandbox:
    """With None any file may be used, as far as the system lets the person."""
    if os.environ.get(SWITCH) == "off":
        return Sandbox(why_not=f"It was switched off by {SWITCH}=off.")
    no_files = "It was started without a list of files." if access is None else _restrict(access)
    no_calls = refuse_calls()
    reasons = dict.fromkeys(reason for reason in (no_calls, no_files) if reason)
    return Sandbox(calls=not no_calls, files=not no_files, why_not=" ".join(reasons))


def offered() -> Sandbox:
    """What would be in force in a process that confines itself, on this system and as it is told by the environment."""
    if os.environ.get(SWITCH) == "off":
        return Sandbox(why_not=f"It was switched off by {SWITCH}=off.")
    no_calls, no_files = calls_missing(), landlock.missing()
    return Sandbox(not no_calls, not no_files, " ".join(dict.fromkeys(why for why in (no_calls, no_files) if why)))


def _restrict(access: FileAccess) -> str:
    for folder in access.writes:
        with contextlib.suppress(OSError):  # whoever wants to write there will say that it cannot be
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return landlock.restrict(_grants(access))


def _grants(access: FileAccess) -> Iterator[tuple[Path, int]]:
    for folder in (*_program(), *map(Path, _SYSTEM)):
        yield folder, landlock.READ
    yield _HERE, landlock.LIST  # imports look for packages by the names in it
    for device in (*map(Path, _DEVICES), *Path("/dev").glob(_GRAPHICS_CARDS)):
        yield device, landlock.USE
    for path in access.reads:
        for place in files_of(path):
            yield place, landlock.READ
    if (here := Path.cwd()).name.startswith(WORKING_FOLDER):
        yield here, landlock.WRITE
    for folder in access.writes:
        yield folder, landlock.WRITE


def _program() -> set[Path]:
    """Where this program and its libraries lie."""
    libraries = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    places = [*map(str, program_folders()), *sys.path, *libraries]
    # In a source tree only the program's own packages: its folder may hold anything else.
    own = {_HERE / name for name in _PACKAGES}
    return {Path(place) for place in places if place and Path(place).resolve() != _HERE} | own


def files_of(path: Path) -> Iterator[Path]:
    """A model or adapter as it lies on the disk: all parts of a split file, what lies beside a graph of ONNX, and where
    links in a folder lead."""
    if path.suffix.lower() == ".onnx" and not path.is_dir():  # its settings may lie one folder further up
        path = path.parent.parent if path.parent.name == "onnx" else path.parent
    yield path
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            places = (Path(folder) / name for name in (*folders, *names))
            yield from (place.resolve() for place in places if place.is_symlink())
    elif part := _PART.fullmatch(path.name):
        with contextlib.suppress(OSError):
            for other in path.parent.iterdir():
                named = _PART.fullmatch(other.name)
                if named is not None and named["stem"] == part["stem"]:
                    yield other
