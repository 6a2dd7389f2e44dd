"""Whether a model of the library fits in memory as the settings are. Reads the headers of files: for a worker."""

from __future__ import annotations

from app.settings import Settings
from app.state import ModelFit
from engine.errors import EngineError
from models.fit import check_fit
from models.inspect_gguf import inspect_gguf
from models.inspect_onnx import inspect_onnx
from models.library.entry import ModelEntry
from models.onnx_fit import check_onnx_fit

CONTEXT_LIMIT = 8192
"""Tokens: the engine's, where the person asks for no length."""


def weigh(entry: ModelEntry, settings: Settings, freed: int) -> ModelFit:
    """What a model that was looked at and can be used would take. `freed` bytes become free when it is loaded, because
    the model before it goes. What cannot be read any more counts as a problem, too."""
    context = settings.context_length or min(entry.context_length or CONTEXT_LIMIT, CONTEXT_LIMIT)
    try:
        if entry.format == "onnx":
            need = check_onnx_fit(inspect_onnx(entry.path), context, freed)
        else:
            need = check_fit(inspect_gguf(entry.path), context, settings.kv_type, freed)
    except EngineError as error:
        return ModelFit(context_length=context, problem=error.message)
    return ModelFit(need.total, context, need.weights, need.kv)
