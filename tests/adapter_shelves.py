"""Puts scripted adapters on a shelf: see `engine.backends.scripted_adapter`."""

from __future__ import annotations

import json
from pathlib import Path

from engine.protocol import AdapterKind
from models.adapters.entry import AdapterEntry
from models.adapters.shelf import Shelf


def shelve(
    folder: Path, name: str, description: str = "", kind: AdapterKind = AdapterKind.LORA, **fields: object
) -> str:
    """Put an adapter on the shelf in `folder`; `fields` are those of `AdapterScript`. Returns its key."""
    shelf = Shelf(folder)
    with shelf.making() as path:
        path.write_text(json.dumps({"scripted_adapter": {"name": name, "kind": kind} | fields}))
        entry = AdapterEntry(
            "", name, path, kind, "Scripted", "script", rank=8, tensors=7, description=description, added_at=1.0
        )
        return shelf.keep(path, entry).key
