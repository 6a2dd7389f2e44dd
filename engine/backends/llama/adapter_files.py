"""Reads an adapter file for a model that llama.cpp has loaded.

The library itself never reads such a file: it aborts on some, misreads or skips parts of others, and is slow with what
most of them hold. It gets an image that is written here, from numbers that were looked at.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats
from engine.backends.fingerprint import fingerprint
from engine.backends.llama.adapters import ControlVector, LowRank
from engine.backends.llama.native import NativeLog, lib
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterInfo, AdapterKind
from models.adapters.base import BaseDescription, check_fits
from models.adapters.inspect import inspect_adapter
from models.adapters.weights import AdapterWeights, read_weights
from models.fit import check_adapter_fit
from models.gguf_writer import data_of, plan_for, real, text, write_gguf
from models.ordinary_file import shown

Numbers = NDArray[np.float16] | Floats


def load_adapter(path: Path, model: Any, base: BaseDescription, log: NativeLog) -> LowRank | ControlVector:
    """See `LoadedModel.load_adapter`; `model` is the native one that `base` describes."""
    header = inspect_adapter(path)
    check_fits(header, base)
    check_adapter_fit(header)
    weights = read_weights(path)
    check_fits(weights.header, base)  # once more, for the file may be another one by now
    if weights.header.kind is AdapterKind.CONTROL_VECTOR:
        return _control_vector(path, weights, base)
    return _low_rank(path, weights, model, base, log)


def _control_vector(path: Path, weights: AdapterWeights, base: BaseDescription) -> ControlVector:
    directions = np.zeros((base.layers - 1, base.width), np.float32)
    for layer, direction in weights.directions.items():
        directions[layer - 1] = direction
    return ControlVector(_describe(path, weights, directions.nbytes), directions)


def _low_rank(path: Path, weights: AdapterWeights, model: Any, base: BaseDescription, log: NativeLog) -> LowRank:
    tensors = dict(_tensors(weights))
    log.begin()
    with _image(tensors, weights.header.alpha, base.architecture) as image:
        handle = lib.llama_adapter_lora_init(model, bytes(image))
    if not handle:  # a NULL pointer is an object of its own, never None
        raise EngineError(
            ErrorKind.INTERNAL,
            f"The adapter “{shown(path)}” could not be put on {base.name}. Import it again, or choose another one.",
            log.complaints(),
        )
    size = sum(tensor.nbytes for tensor in tensors.values())
    return LowRank(handle, _describe(path, weights, size), weights.header.invocation)


def _tensors(weights: AdapterWeights) -> Iterator[tuple[str, Numbers]]:
    """What goes into the image: A as F16 where this loses nothing, B as F32.

    The library multiplies row by row, and a row of B is as short as the rank: for what is left of it beside whole
    vectors (of 32 or 64 numbers) each F16 is converted by itself. Measured on the starter model with one thread, decode
    beside none and prefill beside none: rank 8 0.73 and 0.54 with B as F16, 0.82 and 0.81 with F32; rank 16 0.72 and
    0.94 with F16, 0.82 and 0.91 with F32.
    """
    for name, pair in weights.pairs.items():
        with np.errstate(over="ignore"):
            half = pair.a.astype(np.float16)
        yield f"{name}.lora_a", half if np.array_equal(half.astype(np.float32), pair.a) else pair.a
        yield f"{name}.lora_b", pair.b


@contextmanager
def _image(tensors: dict[str, Numbers], alpha: float, architecture: str) -> Generator[Path]:
    """A GGUF file of the adapter that is gone after the block. It is personal, so where the system can it is kept in
    memory and never touches a disk."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("adapter"), "wb") as file:
            _write(file, tensors, alpha, architecture)
            file.flush()
            yield Path(f"/proc/self/fd/{file.fileno()}")
    else:
        with TemporaryDirectory(prefix="homespun-") as folder:
            path = Path(folder) / "adapter.gguf"
            with path.open("wb") as file:
                _write(file, tensors, alpha, architecture)
            yield path


def _write(file: BinaryIO, tensors: dict[str, Numbers], alpha: float, architecture: str) -> None:
    metadata = {
        "general.type": text("adapter"),
        "general.architecture": text(architecture),
        "adapter.type": text("lora"),
        "adapter.lora.alpha": real(alpha),
    }
    plans = [plan_for(name, tensor) for name, tensor in tensors.items()]
    write_gguf(file, metadata, plans, (data_of(tensor) for tensor in tensors.values()))


def _describe(path: Path, weights: AdapterWeights, size: int) -> AdapterInfo:
    header = weights.header
    return AdapterInfo(
        path=str(path),
        name=header.name or path.stem,
        kind=header.kind,
        fingerprint=fingerprint(path),
        rank=header.rank,
        tensors=header.tensors,
        bytes=size,
    )
