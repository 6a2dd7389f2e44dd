"""Lists the models that the person has, and finds one by its name."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.inspect_gguf import shown
from models.inspect_onnx import is_onnx
from models.inspection import describe

_LATER_PART = re.compile(r".+-(?!00001)\d{5}-of-\d{5}", re.DOTALL)
_FIRST_PART = re.compile(r"-00001-of-\d{5}$")
_FORMAT = re.compile(r"[._-](?:i?q\d(?:_\w+)?|bf16|f16|f32|fp16)$", re.IGNORECASE)


@dataclass(frozen=True)
class ModelEntry:
    """A model in the library. Of one that cannot be used only name, path, bytes and problem are told."""

    name: str
    """What `--model` takes; the name of the file without its ending, or of the folder."""
    path: Path
    bytes: int = 0
    format: str = ""
    architecture: str = ""
    parameters: int = 0
    quantization: str = ""
    context_length: int = 0
    license: str = ""
    starter: bool = False
    problem: str = ""
    """For a person: why it cannot be used; empty where it can."""


class Library:
    """The models of one folder, and the starter model before them. A folder that is not there holds none."""

    def __init__(self, folder: Path, starter: Path | None = None) -> None:
        self._folder = folder
        self._starter = starter

    def models(self) -> list[ModelEntry]:
        """All models, the starter model first, the others by name. Reads every header: not for the GUI thread."""
        return [self._entry(path) for path in self._paths()]

    def resolve(self, reference: str | None) -> Path:
        """The file that `reference` means: a path, or a name in the library in any case, with or without its ending;
        None is the starter model. Raises EngineError(MODEL_NOT_FOUND), naming what comes close.

        The file is not looked into."""
        if reference is None:
            if self._starter is None:
                raise EngineError(
                    ErrorKind.MODEL_NOT_FOUND,
                    "The starter model is not installed. Name a model file, or run “make venv” again.",
                )
            return self._starter
        for path in self._paths():
            if reference.casefold() in (path.name.casefold(), model_name(path).casefold()):
                return path
        path = Path(reference).expanduser()
        if path.exists():
            return path
        raise EngineError(ErrorKind.MODEL_NOT_FOUND, self._not_found(reference), reference)

    def _paths(self) -> list[Path]:
        try:
            found = [path for path in self._folder.iterdir() if path.suffix.lower() == ".gguf" or _is_folder(path)]
        except OSError:
            found = []
        found = [path for path in found if not _LATER_PART.fullmatch(path.stem) and path != self._starter]
        found.sort(key=lambda path: path.name.casefold())
        return [self._starter, *found] if self._starter else found

    def _entry(self, path: Path) -> ModelEntry:
        starter = path == self._starter
        try:
            found = describe(path)
        except EngineError as error:
            return ModelEntry(model_name(path), path, _size(path), starter=starter, problem=error.message)
        return ModelEntry(
            name=model_name(path),
            path=path,
            bytes=found.bytes,
            format=found.format,
            architecture=found.architecture,
            parameters=found.parameters,
            quantization=found.quantization,
            context_length=found.context_length,
            license=found.license,
            starter=starter,
        )

    def _not_found(self, reference: str) -> str:
        message = f"There is no model “{shown(Path(reference))}”."
        if "/" in reference or "\\" in reference:
            return f"{message} Check the path."
        names = [model_name(path) for path in self._paths()]
        folded = {name.casefold(): name for name in names}
        wanted = reference.casefold()
        near = [name for fold, name in folded.items() if wanted in fold]
        near += [folded[fold] for fold in difflib.get_close_matches(wanted, folded, n=3, cutoff=0.5)]
        if near:
            return f"{message} Did you mean {_list(near)}?"
        if names:
            return f"{message} The library holds {_list(names)}; a path to a .gguf file or an ONNX folder is taken too."
        return f"{message} The library is empty; name a path to a .gguf file or an ONNX folder."


def model_name(path: Path) -> str:
    """The name that a model goes by: that of its folder, or of its file without the ending and the number of its
    part. A graph in a folder goes by the folder's name, for most are called model.onnx."""
    if path.suffix.lower() == ".onnx":
        path = path.parent.parent if path.parent.name == "onnx" else path.parent
        return path.name
    if path.is_dir() and path.suffix.lower() != ".gguf":
        return path.name
    return _FIRST_PART.sub("", path.stem)


def display_name(path: Path) -> str:
    """The name for a person to read: without the number format that many file names end with, which is shown beside
    it wherever there is a name to show."""
    name = model_name(path)
    return _FORMAT.sub("", name) or name


def _is_folder(path: Path) -> bool:
    return path.is_dir() and is_onnx(path)


def _list(names: list[str]) -> str:
    first = list(dict.fromkeys(names))[:5]
    return ", ".join(f"“{name}”" for name in first)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
