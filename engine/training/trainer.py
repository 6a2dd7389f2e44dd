"""What every process that trains has in common. No torch here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import EngineError, ErrorKind
from models.available_memory import available_memory
from models.sizes import readable

if TYPE_CHECKING:
    from engine.backends.base import LoadedModel


def check_memory(needed: int) -> int:
    """Returns how many bytes are free. Raises EngineError(OUT_OF_MEMORY) where that is less than `needed`."""
    free = available_memory()
    if needed > free:
        raise EngineError(
            ErrorKind.OUT_OF_MEMORY,
            f"Training for this model takes about {readable(needed)} of memory, and {readable(free)} are free. Close "
            "other programs, or train for a smaller model.",
        )
    return free


def load_for_text(path: Path, context_length: int, threads: int = 1) -> LoadedModel:
    """The model at `path` on llama.cpp: for its tokenizer, and to write and compare a few texts with."""
    from engine.backends.llama import LlamaBackend
    from engine.protocol import LoadOptions

    options = LoadOptions(context_length=context_length, threads=threads)
    return LlamaBackend().load(path, options, lambda _: None, lambda: False)


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` aside, have the disk take it, and put it in the place of what is at `path`. Raises OSError."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
