"""Finds the models in a folder by how they lie there. No file of a model is opened."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from models.library.facts import json_object, typed
from models.library.names import is_later_part, model_name, parts_of
from models.library.seeing import is_folder, is_link
from models.library.sources import Source, SourceKind, is_onnx_folder
from models.ordinary_file import shown_text

DEEPEST = 5
"""Folders below the one that is looked through."""
MOST_ENTRIES = 50_000
"""Files and folders that are looked at in one source."""

_LARGEST_MANIFEST = 1 << 20
_LARGEST_LICENSE = 1 << 14
_DIGEST = re.compile(r"sha256[:-](?P<hex>[0-9a-f]{64})")
_HEX = re.compile(r"[0-9a-f]{64}")
_PROJECTOR = re.compile(r"mmproj\b|.*[-_.]mmproj", re.IGNORECASE)
_OLLAMA_HOST = "registry.ollama.ai"
_MODEL_LAYER, _LICENSE_LAYER = "application/vnd.ollama.image.model", "application/vnd.ollama.image.license"


@dataclass(frozen=True)
class Found:
    """A model as its place tells it."""

    name: str
    path: Path
    """What is loaded."""
    is_folder: bool = False
    parts: tuple[Path, ...] = ()
    """The later files of a split model that are there."""
    origin: str = ""
    license: str = ""
    leads_to: Path | None = None
    """Where its file really is, when it is a link out of the source."""
    sha256: str = ""
    """What its place says the content has; it was not compared."""


@dataclass(frozen=True)
class Scan:
    found: tuple[Found, ...]
    notes: tuple[str, ...] = ()
    """For a person: what was passed over, and why."""


class TooMany(Exception):
    """The folder holds more than is looked at."""


def scan(source: Source) -> Scan:
    """The models of a source, in the order of their names. A place that is not there holds none, and a note."""
    if not source.is_there:
        return Scan((), (f"{source.path} is not there at the moment.",))
    walk = _Walk(source.path)
    ways: dict[SourceKind, Callable[[_Walk], Iterator[Found]]] = {
        SourceKind.FOLDER: _plain,
        SourceKind.LM_STUDIO: _lm_studio,
        SourceKind.OLLAMA: _ollama,
        SourceKind.HUGGING_FACE: _hugging_face,
        SourceKind.MODEL: _single,
    }
    found: list[Found] = []
    try:
        found.extend(ways[source.kind](walk))
    except TooMany:
        walk.note(f"{source.path} holds more than {MOST_ENTRIES:,} files; what comes after them was not looked at.")
    return Scan(tuple(_each_once(found)), tuple(walk.notes))


def _each_once(found: list[Found]) -> Iterator[Found]:
    """Without links to what is listed already, be it before or after them."""
    seen = {str(one.path) for one in found if not is_link(one.path)}
    for one in found:
        if is_link(one.path):
            real = os.path.realpath(one.path)
            if real in seen:
                continue
            seen.add(real)
        yield one


class _Walk:
    """Goes through folders, without leaving the first one by a link."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.notes: list[str] = []
        self._left = MOST_ENTRIES

    def note(self, text: str) -> None:
        self.notes.append(text)

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """Of one folder by name, without hidden ones. One that cannot be read is noted and empty. Raises TooMany."""
        try:
            with os.scandir(folder) as opened:
                entries = [entry for entry in opened if not entry.name.startswith(".")]
        except OSError as error:
            self.note(f"{folder} could not be read: {error.strerror}.")
            return []
        self._left -= len(entries)
        if self._left < 0:
            raise TooMany
        return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name))

    def leads_to(self, path: Path) -> Path | None:
        """Where a link leads, if that is out of the first folder."""
        real = Path(os.path.realpath(path))
        return None if real.is_relative_to(self.root) else real

    def models(self, folder: Path, depth: int = DEEPEST) -> Iterator[Found]:
        """The GGUF files and ONNX folders in and below `folder`."""
        entries = self.entries(folder)
        names = [entry.name for entry in entries]
        is_model = is_onnx_folder(folder, names)
        if is_model:
            yield Found(model_name(folder), folder, is_folder=True)
        for entry in entries:
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                if depth > 0 and not (is_model and entry.name == "onnx"):
                    yield from self.models(path, depth - 1)
            elif entry.is_symlink() and is_folder(path):
                if outside := self.leads_to(path):
                    self.note(f"{path} is a link that leads out of the folder, to {outside}; it was not followed.")
            elif (one := self.file(path, names)) is not None:
                yield one

    def file(self, path: Path, names: list[str]) -> Found | None:
        """The model that begins with this file, if one does."""
        name = path.name
        if not name.lower().endswith(".gguf") or is_later_part(name) or _PROJECTOR.match(name):
            return None
        parts = tuple(path.with_name(part) for part in parts_of(name, names))
        return Found(model_name(path), path, parts=parts, leads_to=self.leads_to(path) if is_link(path) else None)


def _plain(walk: _Walk) -> Iterator[Found]:
    for one in walk.models(walk.root):
        yield replace(one, origin=f"folder {walk.root}")


def _lm_studio(walk: _Walk) -> Iterator[Found]:
    """publisher/model/file.gguf"""
    for one in walk.models(walk.root):
        place = one.path.relative_to(walk.root).parts[:2]
        yield replace(one, origin=f"LM Studio, {'/'.join(place)}")


def _single(walk: _Walk) -> Iterator[Found]:
    """One that was chosen by itself counts whatever it is called."""
    path = walk.root
    if is_folder(path):
        yield Found(model_name(path), path, is_folder=True, origin=f"used where it is, in {path.parent}")
        return
    try:
        names = [beside.name for beside in path.parent.iterdir()]
    except OSError:
        names = []
    parts = tuple(path.with_name(part) for part in parts_of(path.name, names))
    yield Found(model_name(path), path, parts=parts, origin=f"used where it is, in {path.parent}")


def _hugging_face(walk: _Walk) -> Iterator[Found]:
    """models--maker--name/snapshots/revision/..., of links into models--maker--name/blobs. Of several revisions of a
    file the one that refs/main names comes first."""
    for entry in walk.entries(walk.root):
        repository = Path(entry.path)
        if not entry.name.startswith("models--") or not entry.is_dir(follow_symlinks=False):
            continue
        maker_and_name = entry.name.removeprefix("models--").replace("--", "/")
        revisions = [Path(one.path) for one in walk.entries(repository / "snapshots") if _is_own_folder(one)]
        main = _short_text(repository / "refs" / "main", 100)
        revisions.sort(key=lambda revision: revision.name != main)
        seen: set[Path] = set()
        for revision in revisions:
            for one in walk.models(revision):
                place = one.path.relative_to(revision)
                if place in seen:
                    continue
                seen.add(place)
                blob = Path(os.path.realpath(one.path)).name
                yield replace(
                    one,
                    name=maker_and_name.rpartition("/")[2] if one.path == revision else one.name,
                    origin=f"Hugging Face, {maker_and_name}",
                    sha256=blob if _HEX.fullmatch(blob) and not one.parts else "",
                )


def _ollama(walk: _Walk) -> Iterator[Found]:
    """manifests/registry/owner/name/tag are small JSON files that name their layers in blobs/sha256-..."""
    for path in _ollama_manifests(walk, walk.root / "manifests"):
        host, *owner_and_name, tag = path.relative_to(walk.root / "manifests").parts
        shorter = owner_and_name[1:] if owner_and_name[:1] == ["library"] else owner_and_name
        name = f"{'/'.join(shorter if host == _OLLAMA_HOST else (host, *owner_and_name))}:{tag}"
        try:
            layers = _ollama_layers(path)
        except (OSError, ValueError) as error:
            walk.note(f"What Ollama wrote about “{shown_text(name)}” cannot be read: {error}.")
            continue
        weights = layers.get(_MODEL_LAYER, [])
        if len(weights) != 1:
            walk.note(f"Ollama keeps “{shown_text(name)}” in {len(weights)} files of weights; one is read here.")
            continue
        blob = walk.root / "blobs" / f"sha256-{weights[0]}"
        licenses = layers.get(_LICENSE_LAYER, [])
        text = _short_text(walk.root / "blobs" / f"sha256-{licenses[0]}", _LARGEST_LICENSE) if licenses else ""
        yield Found(
            name=name,
            path=blob,
            origin=f"Ollama, {name}",
            license=shown_text(next((line.strip() for line in text.splitlines() if line.strip()), "")),
            leads_to=walk.leads_to(blob) if is_link(blob) else None,
            sha256=weights[0],
        )


def _ollama_manifests(walk: _Walk, folder: Path, depth: int = DEEPEST) -> Iterator[Path]:
    for entry in walk.entries(folder):
        if entry.is_dir(follow_symlinks=False) and depth > 0:
            yield from _ollama_manifests(walk, Path(entry.path), depth - 1)
        elif entry.is_file(follow_symlinks=False) and depth < DEEPEST:
            yield Path(entry.path)


def _ollama_layers(path: Path) -> dict[str, list[str]]:
    """The digests of the layers by their kind. Raises OSError or ValueError."""
    with path.open("rb") as file:
        raw = file.read(_LARGEST_MANIFEST + 1)
    if len(raw) > _LARGEST_MANIFEST:
        raise ValueError("it is too large")
    try:
        content = json_object(json.loads(raw))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    layers: dict[str, list[str]] = {}
    for value in cast(list[object], typed(content, "layers", [])):
        layer = json_object(value)
        digest = _DIGEST.fullmatch(typed(layer, "digest", ""))
        if digest:
            layers.setdefault(typed(layer, "mediaType", ""), []).append(digest["hex"])
    return layers


def _short_text(path: Path, most: int) -> str:
    """The start of a small ordinary file; empty where there is none."""
    try:
        if is_link(path) or not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(most).decode(errors="replace").strip()
    except OSError:
        return ""


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)
