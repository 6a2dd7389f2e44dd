"""Which small models can steer the loaded one with adapters that it cannot take itself. Reads files: for a worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.state import ModelChoice, ModelSteering
from engine.errors import EngineError
from engine.protocol import LoadOptions

if TYPE_CHECKING:
    from models.adapters.entry import AdapterEntry
    from models.adapters.library import AdapterLibrary


class SteeringModels:
    """Of the models that the person can pick. What a pair of them would cost is found out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], ModelSteering | None] = {}

    def steering(
        self,
        entry: AdapterEntry,
        large: Path,
        choices: Sequence[ModelChoice],
        options: LoadOptions,
        context_length: int,
        library: AdapterLibrary,
    ) -> ModelSteering | None:
        """The smallest model that takes this adapter and can steer the one at `large`, which is loaded with `options`
        and a context of so many tokens."""
        for choice, size in _smaller(choices, large):
            if library.misfit(entry, Path(choice.path)):
                continue
            asked = (str(large), choice.path, size, options, context_length)
            if asked not in self._known:
                self._known[asked] = _priced(large, choice, options, context_length)
            if (found := self._known[asked]) is not None:
                return found
        return None


def _smaller(choices: Sequence[ModelChoice], large: Path) -> list[tuple[ModelChoice, int]]:
    """Model files that are smaller than `large`, with their sizes, the smallest first."""
    most = _size(large)
    sizes = [(choice, _size(Path(choice.path))) for choice in choices]
    return sorted(((choice, size) for choice, size in sizes if 0 < size < most), key=lambda pair: pair[1])


def _size(path: Path) -> int:
    """0 for what is no file: a model of another format is a folder, and neither steers nor is steered."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _priced(large: Path, choice: ModelChoice, options: LoadOptions, context_length: int) -> ModelSteering | None:
    from models.steering import steering_price  # late: it needs numpy, which the window does not

    try:
        price = steering_price(large, Path(choice.path), context_length, options.kv_type, options.flash_attention)
    except EngineError:
        return None  # another vocabulary, or not what it was
    return ModelSteering(choice.path, choice.name, price.slowdown, price.memory)
