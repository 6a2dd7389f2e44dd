"""The folders that are used as they are: which there are, which programs they belong to, and the list of them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.library.facts import json_object, texts, typed
from models.library.replacing import replace_file
from models.library.seeing import is_folder, is_link, is_there
from models.ordinary_file import shown

FORMAT = 1
MOST_BYTES = 1 << 20
MOST_SOURCES = 200
SYSTEM_OLLAMA = Path("/usr/share/ollama/.ollama/models")
"""Where it keeps models when it runs as a service on Linux."""


class SourceKind(StrEnum):
    """What keeps the models of a folder there, and so how they lie in it."""

    FOLDER = "folder"
    LM_STUDIO = "lm_studio"
    OLLAMA = "ollama"
    HUGGING_FACE = "hugging_face"
    MODEL = "model"
    """One model: a file, or an ONNX folder."""

    @property
    def label(self) -> str:
        """For a person."""
        return _LABELS[self]


_LABELS = {
    SourceKind.FOLDER: "folder",
    SourceKind.LM_STUDIO: "LM Studio",
    SourceKind.OLLAMA: "Ollama",
    SourceKind.HUGGING_FACE: "Hugging Face cache",
    SourceKind.MODEL: "single model",
}


@dataclass(frozen=True)
class Source:
    """A place whose models are used where they are."""

    path: Path
    """Absolute, without links."""
    kind: SourceKind

    @property
    def is_there(self) -> bool:
        return is_there(self.path)


@dataclass(frozen=True)
class SourceList:
    """What the person has chosen."""

    sources: tuple[Source, ...] = ()
    forgotten: frozenset[Path] = frozenset()
    """Models in them that are not to be listed."""

    def with_source(self, source: Source) -> SourceList:
        """A place that is named again is read again, with all that is in it."""
        others = tuple(other for other in self.sources if other.path != source.path)
        kept = frozenset(path for path in self.forgotten if not path.is_relative_to(source.path))
        return SourceList((*others, source), kept)

    def without_source(self, path: Path) -> SourceList:
        kept = frozenset(model for model in self.forgotten if not model.is_relative_to(path))
        return SourceList(tuple(source for source in self.sources if source.path != path), kept)

    def without_model(self, path: Path) -> SourceList:
        return replace(self, forgotten=self.forgotten | {path})


class SourceFile:
    """Keeps a SourceList in a file. One that is damaged counts as empty, and is kept beside the next one written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> SourceList:
        try:
            return _decode(self._raw())
        except (OSError, ValueError):
            return SourceList()

    def write(self, sources: SourceList) -> None:
        """Raises EngineError where it cannot be kept."""
        if len(sources.sources) > MOST_SOURCES:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"{MOST_SOURCES} folders are the most that the library looks into. Remove one, or add one above them.",
            )
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._keep_damaged()
            replace_file(self._path, _encode(sources))
        except OSError as error:
            raise EngineError(
                ErrorKind.INTERNAL,
                f"The list of model folders could not be written to {self._path}. "
                "Check that there is room on its disk and that the folder may be written to.",
                str(error),
            ) from error

    def _raw(self) -> bytes:
        with self._path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise ValueError("it is too large")
        return raw

    def _keep_damaged(self) -> None:
        try:
            _decode(self._raw())
        except FileNotFoundError:
            return
        except ValueError:
            self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))


def recognize(path: Path) -> Source:
    """The source that `path` stands for, by what lies in it; of a program's folder above its models, those.

    Raises EngineError where there is nothing to use.
    """
    named = path.expanduser()
    if is_link(named):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown(named)}” is a link to {os.path.realpath(named)}. Name that place itself.",
            str(named),
        )
    folder = Path(os.path.realpath(named))
    if not is_there(folder):
        raise EngineError(
            ErrorKind.MODEL_NOT_FOUND, f"There is no folder “{shown(folder)}”. Check the path.", str(folder)
        )
    if not is_folder(folder) or is_onnx_folder(folder, _names(folder)):
        return Source(folder, SourceKind.MODEL)
    for place in (folder, *(folder / name for name in ("models", "hub"))):
        kind = _kind(place)
        if kind is not SourceKind.FOLDER:
            return Source(place, kind)
    return Source(folder, SourceKind.FOLDER)


def usual_places(home: Path, environment: Mapping[str, str]) -> list[Source]:
    """The folders of programs that keep models, of those that are there. None of them is used by itself."""

    def named(variable: str, *below: str) -> list[Path]:
        value = environment.get(variable, "")
        return [Path(value, *below)] if value else []

    places = [
        *((path, SourceKind.LM_STUDIO) for path in (home / ".lmstudio/models", home / ".cache/lm-studio/models")),
        *((path, SourceKind.OLLAMA) for path in named("OLLAMA_MODELS")),
        (home / ".ollama/models", SourceKind.OLLAMA),
        (SYSTEM_OLLAMA, SourceKind.OLLAMA),
        *((path, SourceKind.HUGGING_FACE) for path in named("HF_HUB_CACHE") + named("HF_HOME", "hub")),
        (home / ".cache/huggingface/hub", SourceKind.HUGGING_FACE),
        *((path, SourceKind.FOLDER) for path in named("LLAMA_CACHE")),
        *(
            (home / place, SourceKind.FOLDER)
            for place in (
                ".cache/llama.cpp",
                "Library/Caches/llama.cpp",
                "AppData/Local/llama.cpp",
                ".local/share/nomic.ai/GPT4All",
                "Library/Application Support/nomic.ai/GPT4All",
                "AppData/Local/nomic.ai/GPT4All",
                "jan/models",
                ".local/share/Jan/data/llamacpp/models",
            )
        ),
    ]
    found: dict[Path, Source] = {}
    for path, kind in places:
        real = Path(os.path.realpath(path))
        if real not in found and _can_be_listed(real):
            found[real] = Source(real, kind)
    return list(found.values())


def is_onnx_folder(folder: Path, names: list[str]) -> bool:
    """Whether a folder with entries of these names is an ONNX model, or tries to be one. Nothing is opened."""
    has_settings = any(name in names for name in _BESIDE_A_GRAPH)
    graphs = [name for name in names if name.lower().endswith(".onnx")]
    if graphs:
        return has_settings or "model.onnx" in graphs
    return has_settings and "onnx" in names and any(name.lower().endswith(".onnx") for name in _names(folder / "onnx"))


_BESIDE_A_GRAPH = ("homespun.json", "genai_config.json", "config.json", "tokenizer.json", "tokenizer.model")


def _kind(folder: Path) -> SourceKind:
    names = _names(folder)
    if "manifests" in names and "blobs" in names:
        return SourceKind.OLLAMA
    if any(name.startswith("models--") and is_folder(folder / name / "snapshots") for name in names):
        return SourceKind.HUGGING_FACE
    above = folder.parent.name
    return (
        SourceKind.LM_STUDIO if folder.name == "models" and above in (".lmstudio", "lm-studio") else SourceKind.FOLDER
    )


def _names(folder: Path) -> list[str]:
    try:
        return sorted(child.name for child in folder.iterdir())
    except OSError:
        return []


def _can_be_listed(folder: Path) -> bool:
    return is_folder(folder) and os.access(folder, os.R_OK | os.X_OK)


def _encode(sources: SourceList) -> bytes:
    content = {
        "format": FORMAT,
        "sources": [{"path": str(source.path), "kind": str(source.kind)} for source in sources.sources],
        "forgotten": sorted(map(str, sources.forgotten)),
    }
    return (json.dumps(content, indent=2) + "\n").encode()


def _decode(raw: bytes) -> SourceList:
    """Raises ValueError."""
    try:
        content = json_object(json.loads(raw))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if typed(content, "format", 0) != FORMAT:
        raise ValueError("this program knows another format of it")
    sources: list[Source] = []
    for value in typed(content, "sources", list[object]()):
        one = json_object(value)
        sources.append(Source(_absolute(typed(one, "path", "")), SourceKind(typed(one, "kind", ""))))
    return SourceList(tuple(sources), frozenset(map(_absolute, texts(content, "forgotten"))))


def _absolute(text: str) -> Path:
    path = Path(text)
    if not path.is_absolute():
        raise ValueError("it names a place without the whole path")
    return path
