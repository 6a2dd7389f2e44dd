"""The sentence encoders that the person has added, each a folder for `engine.encoder`. Loads none of them."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.library.importing import possible_name
from models.ordinary_file import shown_text
from models.training_pack import HOW_TO_INSTALL, missing

PACKAGES = ("onnx", "safetensors")
"""What converting one needs."""

_PUBLISHED = ("config.json", "model.safetensors", "tokenizer.json")
_OF_AN_ADAPTER = "adapter_config.json"
_SETTINGS = "encoder.json"
_NO_NAME = re.compile(r"model|snapshots?|[0-9a-f]{40}")
"""What folders are called that hold somebody's model: its own name stands further up."""


@dataclass(frozen=True)
class EncoderEntry:
    name: str
    path: Path
    bytes: int
    added_at: float
    """Seconds since 1970, UTC."""


class EncoderShelf:
    def __init__(self, folder: Path) -> None:
        """`folder` need not be there."""
        self._folder = folder

    def entries(self) -> list[EncoderEntry]:
        """The one that is used comes first: it was added last."""
        found: list[EncoderEntry] = []
        for place in self._folder.glob("*/"):
            settings = place / _SETTINGS
            if not place.name.startswith(".") and settings.is_file():
                size = sum(file.stat().st_size for file in place.iterdir() if file.is_file())
                found.append(EncoderEntry(place.name, place, size, settings.stat().st_mtime))
        return sorted(found, key=lambda entry: (-entry.added_at, entry.name))

    def used(self) -> EncoderEntry | None:
        """The encoder that passages are compared by; None where there is none."""
        return next(iter(self.entries()), None)

    def find(self, name: str) -> EncoderEntry:
        """In any case. Raises EngineError."""
        for entry in self.entries():
            if entry.name.casefold() == name.casefold():
                return entry
        raise EngineError(ErrorKind.MODEL_NOT_FOUND, f"There is no encoder “{shown_text(name)}”.")

    def place_for(self, source: Path, name: str = "") -> Path:
        """Where the encoder of the published folder `source` is to lie. Raises EngineError: MODEL_NOT_FOUND where it is
        no such folder, UNSUPPORTED where it is there already or a package that converts it is missing."""
        if not is_published(source):
            raise EngineError(
                ErrorKind.MODEL_NOT_FOUND,
                f"“{shown_text(source.name)}” is not the folder of a sentence encoder: {', '.join(_PUBLISHED[:-1])} "
                f"and {_PUBLISHED[-1]} lie in one.",
                str(source),
            )
        if lacking := missing(PACKAGES):
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"Adding an encoder needs parts of Homespun that are not installed ({', '.join(lacking)}). "
                f"{HOW_TO_INSTALL}",
            )
        place = self._folder / possible_name(name or name_of(source))
        if place.exists():
            raise EngineError(ErrorKind.UNSUPPORTED, f"There is an encoder “{place.name}” already.", str(place))
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self._folder.glob(".*.part"):  # of a conversion that was killed
            shutil.rmtree(left, ignore_errors=True)
        return place

    def remove(self, name: str) -> EncoderEntry:
        """Raises EngineError."""
        entry = self.find(name)
        try:
            shutil.rmtree(entry.path)
        except OSError as error:
            raise EngineError(
                ErrorKind.INTERNAL, f"The encoder “{entry.name}” could not be deleted. Try again.", str(error)
            ) from error
        return entry


def is_published(folder: Path) -> bool:
    """Whether it looks like a sentence encoder as its makers publish it, and not like an adapter."""
    return all((folder / name).is_file() for name in _PUBLISHED) and not (folder / _OF_AN_ADAPTER).exists()


def name_of(source: Path) -> str:
    """What a published folder is called."""
    for place in (source, *source.absolute().parents):
        if place.name and not _NO_NAME.fullmatch(place.name):
            return place.name.removeprefix("models--").rpartition("--")[2]
    return "encoder"
