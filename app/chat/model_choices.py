"""Which models the person can pick from, and which one is meant when nobody has picked. Reads files: for a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.state import ModelChoice
from engine.errors import EngineError
from models.inspection import describe
from models.library import Library, display_name
from models.sizes import readable
from models.starter import starter_model


@dataclass(frozen=True)
class FirstModel:
    """The model to load at the start. `path` is None where there is none at all."""

    path: Path | None
    missing: Path | None = None
    """The one that was chosen last, when it is not there any more."""


class ModelFiles:
    """The models of the library folder, the starter model, and files that the person picked elsewhere."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def first(self, chosen: str | None) -> FirstModel:
        """`chosen` is the path of the model chosen last."""
        if chosen is not None and Path(chosen).exists():
            return FirstModel(Path(chosen))
        return FirstModel(starter_model(), Path(chosen) if chosen is not None else None)

    def choices(self, elsewhere: Sequence[Path]) -> list[ModelChoice]:
        """What can be used, the starter model first. Files of `elsewhere` that are none of the library come last."""
        entries = [entry for entry in Library(self._folder, starter_model()).models() if not entry.problem]
        choices = [
            ModelChoice(
                display_name(entry.path), str(entry.path), _summary(entry.quantization, entry.bytes), entry.starter
            )
            for entry in entries
        ]
        known = {choice.path for choice in choices}
        for path in elsewhere:
            if str(path) in known:
                continue
            try:
                description = describe(path)
            except EngineError:
                continue  # Loading it says what is wrong with it.
            known.add(str(path))
            summary = _summary(description.quantization, description.bytes)
            choices.append(ModelChoice(display_name(path), str(path), summary))
        return choices


def _summary(quantization: str, size: int) -> str:
    return f"{quantization} · {readable(size)}"
