"""Says what a model is, whichever format it has."""

from __future__ import annotations

from pathlib import Path

from models import inspect_gguf
from models.inspect_gguf import ModelDescription
from models.inspect_onnx import inspect_onnx, is_onnx


def describe(path: Path) -> ModelDescription:
    """What the model at `path` is: a GGUF file, an ONNX folder, or the graph in one. Raises EngineError as
    `inspect_gguf` and `inspect_onnx` do; the message says what something else is."""
    if not is_onnx(path) and not path.is_dir():
        return inspect_gguf.describe(path)
    folder = inspect_onnx(path)
    return ModelDescription(
        format="onnx",
        architecture=folder.settings.architecture,
        parameters=folder.parameters,
        quantization=folder.quantization,
        context_length=folder.context_length,
        bytes=folder.bytes,
        license=folder.settings.license,
    )
