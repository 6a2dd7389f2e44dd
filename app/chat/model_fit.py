"""Whether a model of the library fits in memory as the settings are, and how fast it will be. Reads files: for a
worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.settings import Settings
from app.state import ModelFit
from engine.errors import EngineError
from models.library.entry import ModelEntry

if TYPE_CHECKING:
    from models.machine import Machine


class Scales:
    def __init__(self, measure: Callable[[], Machine]) -> None:
        """`measure` tells what this machine can do. It may take a second, and is called once, when it is needed."""
        self._measure = measure
        self._machine: Machine | None = None

    def weigh(self, entry: ModelEntry, settings: Settings, freed: int) -> ModelFit:
        """What a model that was looked at and can be used would take. `freed` bytes become free when it is loaded,
        because the model before it goes. What cannot be read any more counts as a problem, too."""
        from models.fit import too_large
        from models.forecast import forecast  # late: it needs numpy, which the window does not
        from models.formats import faster_format
        from models.inspect_gguf import inspect_gguf

        if self._machine is None:
            self._machine = self._measure()
        options = settings.load_options()
        try:
            found = forecast(
                entry.path,
                self._machine,
                options.context_length,
                options.kv_type,
                options.flash_attention,
                freed=freed,
            )
        except EngineError as error:
            return ModelFit(context_length=options.context_length or 0, problem=error.message)
        need, context = found.need, found.context_length
        problem = "" if found.fits else too_large(need, context, found.available, found.advice).message
        better = faster_format(inspect_gguf(entry.path)) if entry.format == "gguf" else None
        fit = ModelFit(need.total, context, need.weights, need.kv, problem, found.speed.words)
        return replace(fit, advice=better.message, better_format=better.format) if better is not None else fit
