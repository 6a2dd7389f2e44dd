"""What is known of a model before it is loaded: whether it fits, how fast it will be, and what would make it fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.adapters.header import AdapterHeader
from models.available_memory import available_memory
from models.fit import MemoryNeed, memory_needed, what_would_fit
from models.inspect_gguf import inspect_gguf
from models.inspect_onnx import inspect_onnx, is_onnx
from models.machine import Machine
from models.onnx_fit import onnx_memory_needed, what_onnx_would_fit
from models.speed import Speed, gguf_speed, onnx_speed
from models.steering import (
    check_both_gguf,
    check_one_vocabulary,
    steered_memory_needed,
    steered_speed,
    what_steered_would_fit,
)

CONTEXT_LIMIT = 8192
"""Tokens of context that the engine takes where nobody asks for a length and the model was trained for more."""


@dataclass(frozen=True)
class Forecast:
    context_length: int
    need: MemoryNeed
    available: int
    """Bytes that are free now, with those that another model gives back."""
    speed: Speed
    advice: str
    """For a person: the setting that would make it fit; empty where it fits."""

    @property
    def fits(self) -> bool:
        return not self.advice


def forecast(
    path: Path,
    machine: Machine,
    context_length: int | None = None,
    kv_type: str = "f16",
    flash_attention: str = "auto",
    adapters: Sequence[AdapterHeader] = (),
    freed: int = 0,
    steered_by: Path | None = None,
) -> Forecast:
    """Of the model at `path`, a GGUF file or an ONNX folder, with these load options. `freed` bytes will be free
    besides, because another model makes room. `steered_by` is a small model that the adapters act on in its place.

    Raises EngineError as the inspection does, and UNSUPPORTED for options that do not exist, a context that is longer
    than the model was trained with, or a small model that cannot steer it.
    """
    available = available_memory() + freed
    if steered_by is not None:
        check_both_gguf(path, steered_by)
        header, small = inspect_gguf(path), inspect_gguf(steered_by)
        check_one_vocabulary(header, small)
        context = _context(context_length, min(header.context_length, small.context_length))
        need = steered_memory_needed(header, small, context, kv_type, flash_attention, adapters)
        advice = what_steered_would_fit(header, small, available, context, kv_type, adapters)
        speed = steered_speed(
            gguf_speed(header, machine, context, kv_type),
            gguf_speed(small, machine, context, kv_type),
            gguf_speed(small, machine, context, kv_type, adapters),
        )
    elif is_onnx(path) or path.is_dir():
        folder = inspect_onnx(path)
        context = _context(context_length, folder.context_length)
        need = onnx_memory_needed(folder, context, adapters)
        advice = what_onnx_would_fit(folder, available, context, adapters)
        speed = onnx_speed(folder, machine, context)
    else:
        header = inspect_gguf(path)
        context = _context(context_length, header.context_length)
        need = memory_needed(header, context, kv_type, flash_attention, adapters)
        advice = what_would_fit(header, available, context, kv_type, adapters)
        speed = gguf_speed(header, machine, context, kv_type, adapters)
    return Forecast(context, need, available, speed, "" if need.total <= available else advice)


def _context(asked: int | None, trained: int) -> int:
    if asked is not None and asked > trained > 0:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"A context of {asked:,} tokens is more than the {trained:,} that this model was trained with. "
            f"Choose {trained:,} or less.",
        )
    return asked or min(trained or CONTEXT_LIMIT, CONTEXT_LIMIT)
