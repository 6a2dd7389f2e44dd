"""The starter model in other number formats, as llama.cpp makes them."""

from __future__ import annotations

import ctypes
from pathlib import Path

from engine.backends.llama.native import lib


def quantized(source: Path, target: Path, kind: str) -> Path:
    """`kind` is llama.cpp's name of a mix of types: Q8_0, Q4_K_M, ..."""
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype = getattr(lib, f"LLAMA_FTYPE_MOSTLY_{kind}")
    parameters.nthread = 2
    parameters.allow_requantize = True
    assert lib.llama_model_quantize(bytes(source), bytes(target), ctypes.byref(parameters)) == 0
    return target
