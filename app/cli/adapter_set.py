"""The adapters that a command is to write with: from what the person typed to the engine's set."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.cli.keys import key_of, shelf_of
from app.cli.output import StepProgress, say
from app.paths import DataFolder
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterUse
from models.adapters.entry import AdapterEntry
from models.adapters.library import AdapterLibrary
from models.encryption.keys import DataKey
from models.ordinary_file import shown

_SCALE = re.compile(r"(?P<reference>.+):(?P<scale>[+-]?(?:\d+\.?\d*|\.\d+))", re.DOTALL)
_TO_IMPORT = (".safetensors", ".onnx_adapter")
"""Files that become GGUF first."""


@dataclass(frozen=True)
class ChosenAdapter:
    name: str
    path: Path
    scale: float
    key: str = ""
    """Of its entry on the shelf; empty for a file that is used as it is."""

    def __str__(self) -> str:
        return self.name if self.scale == 1 else f"{self.name} at {self.scale:g}"


AdapterSet = tuple[ChosenAdapter, ...]


class AdapterReferences:
    """Turns references, REF or REF:SCALE, into adapters. REF is a name or key on the shelf, or a path."""

    def __init__(self, options: argparse.Namespace, model: Path) -> None:
        """`model` is what an adapter is checked against when it must be imported first."""
        self._options = options
        self._folder = DataFolder.resolve(options.data_dir)
        self._model = model

    @cached_property
    def _library(self) -> AdapterLibrary:
        """Opened when it is first asked for: that may take a passphrase."""
        return shelf_of(self._options)

    def key_for(self, adapters: AdapterSet) -> DataKey | None:
        return key_for(self._options, adapters)

    @property
    def folder(self) -> Path:
        """Of the shelf."""
        return self._folder.adapters

    def shelf(self) -> list[AdapterEntry]:
        return self._library.entries()

    def choose(self, reference: str) -> ChosenAdapter:
        """Raises EngineError where there is no such adapter, or where it cannot be used."""
        text, scale = split_scale(reference)
        try:
            entry = self._library.find(text)
        except EngineError:
            path = Path(text).expanduser()
            if not path.exists():
                raise
            if not path.is_dir() and path.suffix.lower() not in _TO_IMPORT:
                return ChosenAdapter(path.stem, path.absolute(), scale)
            entry = self._import(path)
        if entry.problem:
            raise EngineError(ErrorKind.MODEL_INVALID, f"“{entry.name}” cannot be used. {entry.problem}", entry.key)
        return ChosenAdapter(entry.name, entry.path, scale, entry.key)

    def choose_all(self, references: Sequence[str]) -> AdapterSet:
        chosen = tuple(self.choose(reference) for reference in references)
        for number, adapter in enumerate(chosen):
            if any(adapter.path == earlier.path for earlier in chosen[:number]):
                raise EngineError(
                    ErrorKind.UNSUPPORTED,
                    f"The adapter “{adapter.name}” is named twice. Name it once, with the scale that it is to have.",
                )
        return chosen

    def _import(self, source: Path) -> AdapterEntry:
        self._folder.create()
        with StepProgress(f"Importing {shown(source)}") as progress:
            entry = self._library.import_(source, self._model, progress.show)
        say(f"(“{entry.name}” is on the shelf now.)")
        return entry


def key_for(options: argparse.Namespace, adapters: AdapterSet) -> DataKey | None:
    """What an engine must be told to read these; None where none of them is kept encrypted. Raises EngineError."""
    return key_of(options) if any(adapter.key for adapter in adapters) else None


def split_scale(reference: str) -> tuple[str, float]:
    """A scale is what follows the last colon, if it is a number: "Capitals:0.5". Without one it is 1."""
    named = _SCALE.fullmatch(reference)
    return (named["reference"], float(named["scale"])) if named else (reference, 1.0)


def uses(adapters: AdapterSet) -> tuple[AdapterUse, ...]:
    """The set as the engine takes it."""
    return tuple(AdapterUse(str(adapter.path), adapter.scale) for adapter in adapters)


def described(adapters: AdapterSet) -> str:
    """The set in words. Its order says nothing: the effects add up."""
    return " + ".join(map(str, adapters)) or "no adapter"
