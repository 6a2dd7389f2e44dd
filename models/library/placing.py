"""Which models there are and whose: the starter, those in the library's folder, those of the sources."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.library.entry import Keeping
from models.library.manifest import Manifests
from models.library.names import model_name, told_apart
from models.library.scanning import Found, scan
from models.library.seeing import is_folder
from models.library.sources import Source, SourceKind, SourceList
from models.ordinary_file import shown

MOST_FILES = 500
"""Of one ONNX folder."""


@dataclass(frozen=True)
class Placed:
    """A model that was found."""

    found: Found
    keeping: Keeping
    source: Source | None
    """Of a referenced one."""
    name: str
    """No other has it."""
    files: tuple[Path, ...]
    """All that belong to it, as far as their names tell, in the order of their paths."""


@dataclass(frozen=True)
class Places:
    models: tuple[Placed, ...]
    notes: tuple[str, ...]
    """For a person: what was passed over, and why."""

    def named(self, reference: str) -> Placed | None:
        """The model of this name, in any case, with or without its ending; a tag of Ollama's may be left out."""
        wanted = reference.casefold()
        for one in self.models:
            names = {name.casefold() for name in (one.name, one.found.name, one.found.path.name)}
            if wanted in names or f"{wanted}:latest" in names:
                return one
        return None

    def not_found(self, reference: str) -> str:
        """For a person: that there is no such model, and what comes close."""
        message = f"There is no model “{shown(Path(reference))}”."
        if "/" in reference or "\\" in reference:
            return f"{message} Check the path."
        names = [one.name for one in self.models]
        folded = {name.casefold(): name for name in names}
        wanted = reference.casefold()
        near = [name for fold, name in folded.items() if wanted in fold]
        near += [folded[fold] for fold in difflib.get_close_matches(wanted, folded, n=3, cutoff=0.5)]
        if near:
            return f"{message} Did you mean {_list(near)}?"
        if names:
            return f"{message} The library holds {_list(names)}; a path to a .gguf file or an ONNX folder is taken too."
        return f"{message} The library is empty; name a path to a .gguf file or an ONNX folder."


def find_places(folder: Path, starter: Path | None, listed: SourceList, manifests: Manifests) -> Places:
    """The starter model first, then the library's own in `folder` by name, then those of each source. Nothing is
    opened but manifests."""
    placed: list[tuple[Found, Keeping, Source | None]] = []
    notes: list[str] = []
    if starter is not None:
        placed.append((Found(model_name(starter), starter), Keeping.STARTER, None))
    if is_folder(folder):
        own = scan(Source(folder, SourceKind.FOLDER))
        notes += own.notes
        for found in sorted(own.found, key=lambda found: found.name.casefold()):
            if found.path != starter:
                placed.append((replace(found, origin=""), _keeping(folder, found.path, manifests), None))
    seen = {os.path.realpath(found.path) for found, _, _ in placed}
    for source in listed.sources:
        there = scan(source)
        notes += there.notes
        for found in there.found:
            real = os.path.realpath(found.path)
            if found.path not in listed.forgotten and real not in seen:
                seen.add(real)
                placed.append((found, Keeping.REFERENCED, source))
    names = told_apart(found.name for found, _, _ in placed)
    models = tuple(
        Placed(found, keeping, source, name, _files_of(found))
        for (found, keeping, source), name in zip(placed, names, strict=True)
    )
    return Places(models, tuple(notes))


def files_in(folder: Path, depth: int = 2) -> list[Path]:
    """The files in and below an ONNX folder, in the order of their paths. Folders are not entered through links."""
    found: list[Path] = []
    try:
        with os.scandir(folder) as opened:
            entries = [entry for entry in opened if not entry.name.startswith(".")]
    except OSError:
        return found
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            found += files_in(Path(entry.path), depth - 1) if depth > 0 else []
        elif not (entry.is_symlink() and is_folder(Path(entry.path))):
            found.append(Path(entry.path))
    return sorted(found, key=str)[:MOST_FILES]


def _files_of(found: Found) -> tuple[Path, ...]:
    if found.is_folder:
        return tuple(files_in(found.path))
    if found.path.suffix.lower() == ".onnx":  # a graph that was chosen by itself
        folder = found.path.parent
        return tuple(files_in(folder.parent if folder.name == "onnx" else folder))
    return tuple(sorted((found.path, *found.parts), key=str))


def _keeping(folder: Path, path: Path, manifests: Manifests) -> Keeping:
    if path.parent == folder and not is_folder(path):  # copies have a folder of their own
        return Keeping.PUT_THERE
    manifest = manifests.read(path)
    return Keeping.COPIED if manifest and manifest.copied else Keeping.PUT_THERE


def _list(names: Iterable[str]) -> str:
    first: Sequence[str] = list(dict.fromkeys(names))[:5]
    return ", ".join(f"“{name}”" for name in first)
