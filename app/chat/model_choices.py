"""Which models the person can pick from, and which one is meant when nobody has picked. Reads files: for a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.state import ModelChoice
from app.translation import told
from engine.errors import EngineError
from models.library import Library, ModelEntry, display_name, model_name
from models.library.looking import Inspector
from models.sizes import readable
from models.starter import starter_model


@dataclass(frozen=True)
class FirstModel:
    """The model to load at the start. `path` is None where there is none at all."""

    path: Path | None
    missing: Path | None = None
    """The one that was chosen last, when it is not there any more."""


class ModelFiles:
    """The models of the library, the starter model, and files that the person picked elsewhere."""

    def __init__(self, folder: Path, inspector: Inspector | None = None) -> None:
        """`inspector` looks into files that nobody has vouched for; None looks in this process."""
        self._folder = folder
        self._inspector = inspector

    def library(self) -> Library:
        return Library(self._folder, starter_model(), inspector=self._inspector)

    def first(self, chosen: str | None) -> FirstModel:
        """`chosen` is the path of the model chosen last."""
        if chosen is not None and Path(chosen).exists():
            return FirstModel(Path(chosen))
        return FirstModel(starter_model(), Path(chosen) if chosen is not None else None)

    def choices(self, listed: Sequence[ModelEntry], elsewhere: Sequence[Path]) -> list[ModelChoice]:
        """What can be used of the library as it was `listed`. Files of `elsewhere` that are none of it come last."""
        choices = [
            ModelChoice(shown_name(entry), str(entry.path), _summary(entry.quantization, entry.bytes), entry.starter)
            for entry in listed
            if not entry.problem
        ]
        known = {choice.path for choice in choices}
        for path in elsewhere:
            if str(path) in known:
                continue
            try:
                facts = self.library().look(path)
            except EngineError:
                continue  # Loading it says what is wrong with it.
            known.add(str(path))
            choices.append(ModelChoice(display_name(path), str(path), _summary(facts.quantization, facts.bytes)))
        return choices


def shown_name(entry: ModelEntry) -> str:
    """Its name for a person, without the number format, which is shown beside it; two models of one name in other
    folders keep the number that tells them apart."""
    return display_name(entry.path) if entry.name == model_name(entry.path) else entry.name


def _summary(quantization: str, size: int) -> str:
    return f"{quantization} · {told(readable(size))}" if quantization else told(readable(size))
