"""`homespun encoders`: what finds passages of long files by their meaning."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime

from app.cli.output import for_terminal, say, write_json, write_table
from app.encoding import add_encoder
from app.paths import DataFolder
from models.encoders import EncoderEntry, EncoderShelf
from models.sizes import megabytes


def encoders(options: argparse.Namespace) -> int:
    """Raises EngineError and DataFolderError."""
    folder = DataFolder.resolve(options.data_dir)
    shelf = EncoderShelf(folder.encoders)
    match options.action:
        case "add":
            folder.create()
            say(f"Adding {options.folder}")
            entry = add_encoder(shelf, options.folder, options.name)
            told = f"“{entry.name}” is there, {megabytes(entry.bytes)} MB: passages are compared by it from now on."
            _tell(entry, told, as_json=options.json)
        case "remove":
            entry = shelf.remove(options.name)
            _tell(entry, f"“{entry.name}” is deleted.", as_json=options.json)
        case _:
            _list(shelf.entries(), as_json=options.json)
    return 0


def _list(entries: list[EncoderEntry], *, as_json: bool) -> None:
    if as_json:
        write_json([_json(entry) | {"used": place == 0} for place, entry in enumerate(entries)])
    elif not entries:
        print("There is no encoder, so passages are found by words. “homespun encoders add FOLDER” takes one in.")
    else:
        rows = [
            (entry.name, f"{megabytes(entry.bytes)} MB", f"{datetime.fromtimestamp(entry.added_at):%Y-%m-%d}", used)
            for entry, used in zip(entries, ("yes", *("no" for _ in entries)), strict=False)
        ]
        write_table(("name", "size", "since", "used"), rows)


def _tell(entry: EncoderEntry, told: str, *, as_json: bool) -> None:
    if as_json:
        write_json(_json(entry))
    else:
        print(for_terminal(told))


def _json(entry: EncoderEntry) -> dict[str, object]:
    return {**asdict(entry), "path": str(entry.path)}
