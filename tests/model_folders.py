"""Writes models into folders as the programs of other makers keep them, and sees whether a folder was touched."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from models.gguf_format import ValueType
from tests.gguf_files import GGUFFile, tiny_llama


def write_split(folder: Path, stem: str = "Big-Q8_0", parts: int = 2, seed: int = 0) -> list[Path]:
    """A tiny model in `parts` files. The first is what is loaded."""
    whole = tiny_llama(seed=seed)
    folder.mkdir(parents=True, exist_ok=True)
    share = -(-len(whole.tensors) // parts)
    paths: list[Path] = []
    for number in range(parts):
        file = GGUFFile(
            dict(whole.metadata) if number == 0 else {}, whole.tensors[number * share : (number + 1) * share]
        )
        file.set("split.no", ValueType.UINT16, number)
        file.set("split.count", ValueType.UINT16, parts)
        file.set("split.tensors.count", ValueType.INT32, len(whole.tensors))
        paths.append(file.write(folder / f"{stem}-{number + 1:05}-of-{parts:05}.gguf"))
    return paths


def write_ollama(
    folder: Path, model: str, tag: str = "latest", *, host: str = "registry.ollama.ai", seed: int = 0
) -> Path:
    """Returns the file of weights of the model `owner/name`."""
    (folder / "blobs").mkdir(parents=True, exist_ok=True)
    made = tiny_llama(seed=seed).write(folder / "made")
    weights = made.rename(folder / "blobs" / f"sha256-{_digest(made)}")
    license = folder / "blobs" / "license"
    license.write_text("\nMIT License\n\nCopyright ...\n")
    license = license.rename(license.with_name(f"sha256-{_digest(license)}"))
    layers = [
        {"mediaType": f"application/vnd.ollama.image.{kind}", "digest": path.name.replace("-", ":"), "size": 1}
        for kind, path in (("model", weights), ("license", license))
    ]
    manifest = folder / "manifests" / host / model / tag
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text(json.dumps({"schemaVersion": 2, "layers": layers}))
    return weights


def write_cached(
    hub: Path, repository: str, files: dict[str, Path], revision: str = "a" * 40, *, main: bool = True
) -> Path:
    """Moves `files` into the Hugging Face cache and returns the folder of the revision."""
    home = hub / f"models--{repository.replace('/', '--')}"
    snapshot = home / "snapshots" / revision
    for name, made in files.items():
        blob = home / "blobs" / _digest(made)
        blob.parent.mkdir(parents=True, exist_ok=True)
        made.rename(blob)
        link = snapshot / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blob, link.parent))
    if main:
        (home / "refs").mkdir(exist_ok=True)
        (home / "refs" / "main").write_text(revision)
    return snapshot


def untouched(folder: Path) -> dict[str, object]:
    """All that can be seen of a folder and what is in it: equal as long as nothing in it was touched."""
    seen: dict[str, object] = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        status = path.lstat()
        content: object = None
        if path.is_symlink():
            content = path.readlink()
        elif path.is_file():
            content = path.read_bytes()
        facts = (status.st_mode, status.st_ino, status.st_nlink, status.st_size, status.st_mtime_ns, content)
        seen[str(path)] = facts
    return seen


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
