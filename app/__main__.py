"""Picks what this process is: the window, a child of it, or a command. Nothing heavy is imported before it is known."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

INTERRUPTED = 130
"""Exit code of a command that Ctrl+C ended, as shells expect it."""

CHILDREN = ("engine.sandbox.start",)
"""Modules that run as processes of their own, by `python -m`. A frozen program has no Python: it is told their name."""

_NO_SCREEN = (
    "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set. "
    "Write in this terminal instead: {command} chat"
)
_NO_QT = (
    "The window cannot be opened because a library of this system is missing ({error}). "
    "Install it, or write in this terminal instead: {command} chat"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run in the role that the arguments name and return the exit code. A wrong argument exits with 2."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if getattr(sys, "frozen", False):
        _settle_in()
    if arguments[:1] == ["engine"]:
        from engine.sandbox.access import take_from
        from engine.sandbox.confine import confine

        sandbox = confine(take_from())  # before anything is imported that starts threads
        from engine.main import main as run_engine

        return run_engine(arguments[1:], sandbox)
    if arguments[:1] == ["download"]:
        from app.download_child import main as run_download

        return run_download(arguments[1:])
    if arguments[:1] == ["inspect"]:
        from engine.sandbox.access import take_from
        from engine.sandbox.confine import confine

        sandbox = confine(take_from())
        from app.inspect_child import main as run_inspection

        return run_inspection(arguments[1:], sandbox)
    if arguments[:1] == ["module"] and arguments[1:2] and arguments[1] in CHILDREN:
        return import_module(arguments[1]).main(arguments[2:])

    from app.cli.parser import parse

    options = parse(arguments)
    if options.command is None:
        return _open_window(options.data_dir, encrypted=getattr(options, "encrypted", False))
    if options.command == "quick":
        return _open_window(options.data_dir, quick=True)
    if options.command == "open":
        return _open_window(options.data_dir, [str(path.absolute()) for path in options.files])

    from app.cli.commands import run_command

    try:
        return run_command(options)
    except KeyboardInterrupt:
        return INTERRUPTED


def _settle_in() -> None:
    """What a frozen program has to put right before anything is imported."""
    from models.training_pack import join_pack

    # Its libraries are found by now. Other programs that it starts, such as the one that shows folders, have their own.
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    join_pack()


def _open_window(
    data_dir: Path | None, files: Sequence[str] = (), *, quick: bool = False, encrypted: bool = False
) -> int:
    """With `encrypted`, the first line of standard input is the key."""
    if not _has_screen():
        print(_NO_SCREEN.format(command=_command()), file=sys.stderr)
        return 1
    try:
        from app.run_window import run_window
    except ImportError as error:  # Qt's wheels link to libraries that a bare system lacks.
        print(_NO_QT.format(error=error, command=_command()), file=sys.stderr)
        return 1
    key = None
    if encrypted:
        from models.encryption.keys import read_key

        key = read_key(0)
    return run_window(data_dir, files, quick=quick, key=key)


def _command() -> str:
    """What the person types to start this program."""
    return sys.argv[0] if Path(sys.argv[0]).stem == "homespun" else "homespun"


def _has_screen() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
