"""`homespun backup`: all that is yours as one file, and back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from app.backup import words
from app.backup.reading import look
from app.backup.restoring import all_kept, restore, restore_kept
from app.backup.results import BackupError, Kept, Manifest
from app.backup.writing import create
from app.cli.keys import key_of
from app.cli.output import StepProgress, say, write_json, write_table
from app.lock import AlreadyRunning
from app.paths import DataFolder
from app.place import hold
from engine.errors import EngineError, ErrorKind

_BUSY = "The window of Homespun is open: restore the backup there (Ctrl+Shift+Y), or close it first."


def backup(options: argparse.Namespace) -> int:
    """Raises EngineError, StoreError, DataFolderError."""
    folder = DataFolder.resolve(options.data_dir)
    with _explained():
        match options.action:
            case "create":
                _create(options, folder)
            case "show":
                _tell(options, options.file, look(options.file))
            case "restore":
                _restore(options, folder)
            case _:
                _list(options, all_kept(folder))
    return 0


def _create(options: argparse.Namespace, folder: DataFolder) -> None:
    target: Path = options.file.absolute()
    with StepProgress(f"Writing {target.name}") as progress:
        manifest = create(folder, target, progress.show, models=options.models, key=key_of(options))
    _tell(options, target, manifest)


def _restore(options: argparse.Namespace, folder: DataFolder) -> None:
    try:
        lock, _ = hold(folder)
    except AlreadyRunning as error:
        raise EngineError(ErrorKind.UNSUPPORTED, _BUSY, error.detail) from error
    with lock:
        path = Path(options.reference)
        kept = next((one for one in all_kept(folder) if one.name == options.reference), None)
        if kept is None:
            manifest = look(path)
            plain = key_of(options) is not None and not manifest.encrypted
            _agree(options, f"{words.of_manifest(manifest)} {words.unencrypted() if plain else ''}".rstrip())
            with StepProgress(f"Restoring {path.name}") as progress:
                restore(folder, path, progress.show, key_of(options))
        else:
            _agree(options, words.of_kept(kept))
            restore_kept(folder, kept.name, key_of(options))
    hold(folder)[0].release()  # Puts it into its place.
    if options.json:
        write_json({"restored": options.reference})
    else:
        say("It is restored. What was here before is kept: “homespun backup list” names it.")


def _agree(options: argparse.Namespace, what: str) -> None:
    """Raises EngineError where the person does not."""
    if options.yes:
        return
    question = f"{what} It takes the place of everything that is here, which is kept."
    if not sys.stdin.isatty():
        raise EngineError(ErrorKind.UNSUPPORTED, f"{question} Add --yes if you want that.")
    say(f"{question} Restore it? [y/N]")
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise EngineError(ErrorKind.UNSUPPORTED, "Nothing was restored.")


def _list(options: argparse.Namespace, found: list[Kept]) -> None:
    if options.json:
        write_json([{**asdict(one), "path": str(one.path)} for one in found])
    elif found:
        rows = [
            (one.name, f"{datetime.fromtimestamp(one.made_at):%Y-%m-%d %H:%M}", words.size(one.size), words.kind(one))
            for one in found
        ]
        write_table(("name", "made", "size", ""), rows)
    else:
        print("Nothing is kept yet. “homespun backup create FILE” writes a backup.")


def _tell(options: argparse.Namespace, path: Path, manifest: Manifest) -> None:
    if options.json:
        shown = asdict(manifest)
        shown["files"] = len(manifest.files)
        write_json({"path": str(path), **shown, "size": manifest.size})
    else:
        say(f"{path.name}: {words.of_manifest(manifest)}")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except BackupError as error:
        raise EngineError(ErrorKind.UNSUPPORTED, error.message, error.detail) from error
