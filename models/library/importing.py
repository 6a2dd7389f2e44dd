"""Which files a model consists of, and what they are called in a copy of it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from engine.errors import EngineError
from models.library.copies import Original, proper_name, refuse_strange_file
from models.library.facts import ModelFacts
from models.library.placing import files_in
from models.library.seeing import is_folder, is_link
from models.ordinary_file import not_found, unreadable

_SETTINGS = frozenset(
    (
        *("homespun.json", "genai_config.json", "config.json", "generation_config.json", "chat_template.jinja"),
        *("tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json"),
        *("added_tokens.json", "vocab.json", "merges.txt", "embeddings.npy"),
        *("LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE", "README.md"),
    )
)
"""Files of an ONNX folder that belong to its model besides the graph and its weights."""

_WEIGHTS = re.compile(r".+\.(?:onnx|onnx[._]data(?:_\d+)?|data)", re.IGNORECASE)
_DIGEST = re.compile(r"(?:sha256-)?(?P<digest>[0-9a-f]{64})")
"""How Ollama and the Hugging Face cache call a file for its content."""
_IMPOSSIBLE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def refuse_link(path: Path) -> None:
    """What is imported must be the thing itself. Within the Hugging Face cache, links are how files are kept.

    Raises EngineError."""
    if is_link(path) and cache_of(path) is None:
        refuse_strange_file(path, path.lstat())


def cache_of(path: Path) -> Path | None:
    """The folder of a model in the Hugging Face cache that `path` is in, or None: its files are links into it."""
    for above in path.absolute().parents:
        if above.name.startswith("models--") and (above / "snapshots") in (path, *path.absolute().parents):
            return above
    return None


def onnx_files(folder: Path) -> list[Path]:
    """What can belong to an ONNX model in `folder`, by its names alone; nothing where there is no graph."""
    files = [file for file in files_in(folder) if _is_setting(file, folder) or _WEIGHTS.fullmatch(file.name)]
    return files if any(file.suffix.lower() == ".onnx" for file in files) else []


def first_file(made: Path) -> Path:
    """What is looked at of a model that lies alone: of a folder with a GGUF model its first file."""
    ggufs = [file for file in files_in(made) if file.suffix.lower() == ".gguf"] if is_folder(made) else []
    return ggufs[0] if ggufs else made


def files_to_copy(path: Path, facts: ModelFacts) -> list[Path]:
    """All files of the model at `path`, of which a look told `facts`."""
    files = [Path(file) for file in facts.files]
    if facts.format == "onnx":
        root = _root(path, files)
        files += [file for file in files_in(root) if _is_setting(file, root) and file not in files]
    return files


def originals(path: Path, files: Sequence[Path], name: str) -> list[Original]:
    """Each file with what it is called in a copy called `name`. Raises EngineError for one that is not what it seems:
    a link, a device, a file with a second name."""
    cache = cache_of(path)
    ggufs = [file for file in files if not _is_onnx(path)]
    if ggufs:
        names = [PurePath(_gguf_name(name, number, len(ggufs))) for number in range(1, len(ggufs) + 1)]
    else:
        root = _root(path, files)
        names = [PurePath(file.relative_to(root)) for file in files]
    return [_original(file, called, cache) for file, called in zip(files, names, strict=True)]


def loaded_from(folder: Path, names: Sequence[PurePath]) -> Path:
    """What is loaded of a copy in `folder` that has files of these names."""
    if any(name.suffix.lower() == ".onnx" for name in names):
        return folder
    return folder / min(names)


def possible_name(name: str) -> str:
    """The name of a file or of somebody's model, made fit for a folder."""
    shorter = _IMPOSSIBLE.sub("-", name).strip(" .-")
    while len(shorter.encode(errors="replace")) > 100:
        shorter = shorter[:-1]
    try:
        return proper_name(shorter.encode(errors="replace").decode().replace("?", "-"))
    except EngineError:
        return "model"


def _is_setting(file: Path, folder: Path) -> bool:
    return file.name in _SETTINGS and file.parent in (folder, folder / "onnx")


def _original(file: Path, called: PurePath, cache: Path | None) -> Original:
    real = file
    if cache is not None and is_link(file):
        target = Path(os.path.realpath(file))
        if target.is_relative_to(os.path.realpath(cache)):
            real = target
    try:
        status = real.lstat()
    except FileNotFoundError:
        raise not_found(real) from None
    except OSError as error:
        raise unreadable(real, error) from error
    refuse_strange_file(real, status)
    promised = _DIGEST.fullmatch(real.name) if real.parent.name == "blobs" else None
    return Original(real, called, status.st_size, promised["digest"] if promised else "")


def _gguf_name(name: str, number: int, count: int) -> str:
    return f"{name}.gguf" if count == 1 else f"{name}-{number:05}-of-{count:05}.gguf"


def _is_onnx(path: Path) -> bool:
    return is_folder(path) or path.suffix.lower() == ".onnx"


def _root(path: Path, files: Sequence[Path]) -> Path:
    """The folder of an ONNX model, of which `path` may be the graph."""
    if is_folder(path):
        return path
    return path.parent if all(file.is_relative_to(path.parent) for file in files) else path.parent.parent
