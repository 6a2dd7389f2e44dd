"""How the adapter library brings in a stranger's file: by itself, or through a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from models.adapters.base import BaseDescription, describe_gguf_base, describe_onnx_base
from models.adapters.convert import import_adapter
from models.inspect_gguf import inspect_gguf


class AdapterImporter(Protocol):
    """Reads adapters that nobody has vouched for."""

    def __call__(self, source: Path, base: Path | None, output: Path, progress: Callable[[int, int], None], /) -> None:
        """Write `source` as the new GGUF file `output`, for the model at `base`; raises as `import_adapter` does."""
        ...


def import_here(source: Path, base: Path | None, output: Path, progress: Callable[[int, int], None]) -> None:
    """In this very process: for files that are known, for tests, and for the process that was made for it."""
    import_adapter(source, describe_base(base) if base is not None else None, output, progress)


def describe_base(model: Path) -> BaseDescription:
    """The model at `model`, a GGUF file or a converted folder, as adapters see it. Raises EngineError."""
    return describe_onnx_base(model) if model.is_dir() else describe_gguf_base(inspect_gguf(model))
