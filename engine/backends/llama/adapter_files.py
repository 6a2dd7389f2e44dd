"""Reads an adapter file for a model that llama.cpp has loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.backends.fingerprint import fingerprint
from engine.backends.llama.adapters import ControlVector, LowRank
from engine.backends.llama.lora_image import narrowed, put_lora
from engine.backends.llama.native import NativeLog
from engine.protocol import AdapterInfo, AdapterKind
from models.adapters.base import BaseDescription, check_fits
from models.adapters.inspect import inspect_adapter
from models.adapters.weights import AdapterWeights, read_weights
from models.fit import check_adapter_fit


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
    native = put_lora(weights.pairs, weights.header.alpha, base.architecture, model, log)
    matrices = {name: (narrowed(pair.a), narrowed(pair.b)) for name, pair in weights.pairs.items()}
    size = native.bytes + sum(a.nbytes + b.nbytes for a, b in matrices.values())
    return LowRank(_describe(path, weights, size), weights.header, native, matrices)


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
