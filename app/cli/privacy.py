"""`homespun privacy`: what lies where, what is open and confined, and erasing all of it."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict

from app.cli.output import say, write_json, write_table, write_text
from app.lock import AlreadyRunning, holder
from app.paths import DataFolder
from app.privacy import words
from app.privacy.erasing import erase
from app.privacy.kept import kept
from app.privacy.processes import Running, running
from app.settings import SettingsFile
from engine.errors import EngineError, ErrorKind
from engine.sandbox.confine import offered

_CONFIRMATION = "erase everything"


def privacy(options: argparse.Namespace) -> int:
    """Raises EngineError and DataFolderError."""
    folder = DataFolder.resolve(options.data_dir)
    return _erase(folder, options) if options.action == "erase" else _show(folder, as_json=options.json)


def _show(folder: DataFolder, *, as_json: bool) -> int:
    found, sandbox, processes = kept(folder), offered(), _of_window(folder)
    downloads = SettingsFile(folder.settings).load().settings.allow_downloads
    if as_json:
        write_json(
            {
                "folder": str(folder.path),
                "kept": [{**asdict(one), "path": str(one.path)} for one in found],
                "processes": [asdict(one) for one in processes],
                "sandbox": asdict(sandbox),
                "downloads_allowed": downloads,
            }
        )
        return 0
    print(words.may_connect(downloads))
    print(words.sandbox(sandbox))
    if processes:
        print(f"\nThe window is open. {words.all_connections(processes)}")
        rows = [(str(one.pid), words.part(one.part), words.connections(one)) for one in processes]
        write_table(("process", "what", "connections"), rows)
    print()
    if not found:
        print(f"Nothing lies in {folder.path}.")
        return 0
    rows = [(words.holds(one.holds), words.size(one.bytes), words.protection(one.protection)) for one in found]
    write_table(("what", "size", "encryption"), rows)
    print(f"\nAll of it lies in {folder.path}.")
    return 0


def _of_window(folder: DataFolder) -> tuple[Running, ...]:
    """The processes of the program that has the folder open, where one has."""
    pid = holder(folder.lock_file)
    return running(pid) if pid is not None else ()


def _erase(folder: DataFolder, options: argparse.Namespace) -> int:
    if not folder.path.is_dir() or not folder.entries():
        raise EngineError(ErrorKind.MODEL_NOT_FOUND, f"There is nothing of Homespun in {folder.path}.")
    if not options.yes:
        _ask(folder, models=options.models)
    try:
        erased = erase(folder, models=options.models)
    except AlreadyRunning as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED, "Homespun is open with this data folder. Close it first.", error.detail
        ) from error
    if options.json:
        write_json({"folder": str(folder.path), "left": list(erased.left)})
    elif erased.left:
        say("Not everything could be deleted. This is left:")
        say("\n".join(erased.left))
    else:
        print("Everything is erased." if options.models else "Everything but the models is erased.")
    return 1 if erased.left else 0


def _ask(folder: DataFolder, *, models: bool) -> None:
    """Raises EngineError where the person does not agree, or is not there."""
    if not sys.stdin.isatty():
        raise EngineError(ErrorKind.UNSUPPORTED, "Nobody is there to confirm. Add --yes.")
    with_models = ", with the models" if models else "; the models stay"
    write_text(f"Everything in {folder.path} is deleted for good{with_models}. Type “{_CONFIRMATION}” to confirm: ")
    if sys.stdin.readline().strip().casefold() != _CONFIRMATION:
        raise EngineError(ErrorKind.UNSUPPORTED, "Nothing was erased.")
