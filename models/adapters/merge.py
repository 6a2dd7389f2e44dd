"""Makes one adapter out of several that does exactly what they do together.

LoRA: sum_k p_k s_k B_k A_k = [B_1 ... B_K] [p_1 s_1 A_1; ...; p_K s_K A_K] (FLoRA, arXiv 2409.05976), where p_k is the
scale of adapter k in the stack and s_k its own strength, alpha / rank. Control vectors: a sum of the scaled directions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.header import CONTROL_VECTOR, AdapterHeader
from models.adapters.inspect import inspect_adapter
from models.adapters.weights import AdapterWeights, Floats, Pair, read_weights
from models.gguf_reader import Value
from models.gguf_writer import data_of, plan_for, text, whole, wholes, write_gguf
from models.new_file import new_file
from models.ordinary_file import shown

Stored = NDArray[np.float16] | NDArray[np.float32]
_Part = tuple[AdapterWeights, float]
"""An adapter and its scale in the stack."""


def merge(uses: Sequence[tuple[Path, float]], output: Path, name: str) -> AdapterHeader:
    """Write what the adapters `uses`, each with its scale, do together as the new adapter file `output`.

    Its strength at scale 1 is theirs: it has no alpha. Numbers are scaled and summed in float32, and stored as float16
    only where that changes none of them. Raises EngineError: as `read_weights` for each file, ADAPTER_MISMATCH where
    two are for different models, UNSUPPORTED for kinds that no single file can stand for and where all scales are 0,
    DISK_FULL.
    """
    parts = [(read_weights(path), scale) for path, scale in uses if scale]
    if not parts:
        raise EngineError(ErrorKind.UNSUPPORTED, "All these adapters are off, so there is nothing to merge.")
    headers = [part.header for part, _ in parts]
    _check_kinds(headers)
    _check_models(headers)
    if headers[0].kind is AdapterKind.CONTROL_VECTOR:
        metadata, tensors = _control_vector_metadata(headers), _summed(parts)
    else:
        metadata, tensors = _lora_metadata(headers), _stacked(parts)
    _check_finite(tensors)
    metadata = {"general.name": text(name)} | metadata | _common_texts(headers)
    with new_file(output) as file:
        plans = [plan_for(tensor, array) for tensor, array in tensors.items()]
        write_gguf(file, metadata, plans, (data_of(array) for array in tensors.values()))
    return inspect_adapter(output)


def stack(pairs: Iterable[tuple[Pair, float]]) -> Pair:
    """One pair that does what all of these do, each with the factor of its B A; its rank is the sum of theirs."""
    kept = list(pairs)
    with np.errstate(over="ignore", invalid="ignore"):  # looked at afterwards
        scaled = [pair.a * np.float32(factor) for pair, factor in kept]
    return Pair(np.concatenate(scaled, axis=-2), np.concatenate([pair.b for pair, _ in kept], axis=-1))


def _stacked(parts: Sequence[_Part]) -> Mapping[str, Stored]:
    names = dict.fromkeys(name for weights, _ in parts for name in weights.pairs)
    tensors: dict[str, Stored] = {}
    for name in names:
        present = [(weights, scale) for weights, scale in parts if name in weights.pairs]
        pair = stack((w.pairs[name], scale * w.header.strength(w.pairs[name].rank)) for w, scale in present)
        tensors[f"{name}.lora_a"] = _lossless(pair.a)
        tensors[f"{name}.lora_b"] = _lossless(pair.b)
    return tensors


def _summed(parts: Sequence[_Part]) -> Mapping[str, Stored]:
    layers = sorted({layer for weights, _ in parts for layer in weights.directions})
    tensors: dict[str, Stored] = {}
    for layer in layers:
        rows = [
            weights.directions[layer].astype(np.float64) * scale
            for weights, scale in parts
            if layer in weights.directions
        ]
        with np.errstate(over="ignore"):  # looked at afterwards
            tensors[f"direction.{layer}"] = np.sum(rows, axis=0).astype(np.float32)
    return tensors


def _lossless(numbers: Floats) -> Stored:
    with np.errstate(over="ignore"):
        half = numbers.astype(np.float16)
    return half if np.array_equal(half, numbers) else numbers


def _check_kinds(headers: Sequence[AdapterHeader]) -> None:
    kinds = {header.kind for header in headers}
    if len(kinds) > 1:
        control = AdapterKind.CONTROL_VECTOR in kinds
        names = " and ".join(f"“{shown(_first(headers, kind).path)}”" for kind in sorted(kinds)[:2])
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"{names} cannot become one file: "
            + (
                "one adds to the hidden state (a control vector), the other changes weights. "
                if control
                else "one acts only from its invocation on, the other always. "
            )
            + "Use them together as a set instead; that is the same.",
        )
    if len({header.invocation for header in headers}) > 1:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            "These adapters are switched on by different words, so they cannot become one file. "
            "Use them together as a set instead; that is the same.",
        )


def _first(headers: Sequence[AdapterHeader], kind: AdapterKind) -> AdapterHeader:
    return next(header for header in headers if header.kind is kind)


def _check_models(headers: Sequence[AdapterHeader]) -> None:
    first = headers[0]
    shapes = {pair.tensor: (pair.inputs, pair.outputs, pair.experts) for pair in first.pairs}
    for header in headers[1:]:
        fits = (
            (header.architecture or first.architecture) == (first.architecture or header.architecture)
            and header.width == first.width
            and all(
                shapes.setdefault(pair.tensor, (pair.inputs, pair.outputs, pair.experts))
                == (pair.inputs, pair.outputs, pair.experts)
                for pair in header.pairs
            )
        )
        if not fits:
            raise EngineError(
                ErrorKind.ADAPTER_MISMATCH,
                f"“{shown(first.path)}” ({_base(first)}) and “{shown(header.path)}” ({_base(header)}) were made for "
                "different models. Merge adapters of one model only.",
            )


def _base(header: AdapterHeader) -> str:
    return f"for {header.base}" if header.base else f"for a {header.architecture or 'model that it does not name'}"


def _check_finite(tensors: Mapping[str, Stored]) -> None:
    if not all(np.isfinite(array).all() for array in tensors.values()):
        raise EngineError(
            ErrorKind.UNSUPPORTED, "With these scales the numbers become too large. Choose smaller ones and try again."
        )


def _lora_metadata(headers: Sequence[AdapterHeader]) -> dict[str, Value]:
    metadata = {
        "general.type": text("adapter"),
        "general.architecture": text(headers[0].architecture),
        "adapter.type": text("lora"),
    }
    if headers[0].invocation:
        metadata["adapter.alora.invocation_tokens"] = wholes(headers[0].invocation)
    return metadata


def _control_vector_metadata(headers: Sequence[AdapterHeader]) -> dict[str, Value]:
    layers = {direction.layer for header in headers for direction in header.directions}
    hint = next((header.architecture for header in headers if header.architecture), "")
    metadata = {"general.architecture": text(CONTROL_VECTOR), "controlvector.layer_count": whole(len(layers))}
    return metadata | ({"controlvector.model_hint": text(hint)} if hint else {})


def _common_texts(headers: Sequence[AdapterHeader]) -> dict[str, Value]:
    """What all of them say alike."""
    metadata: dict[str, Value] = {}
    if headers[0].base and len({header.base for header in headers}) == 1:
        metadata |= {"general.base_model.count": whole(1), "general.base_model.0.name": text(headers[0].base)}
    if headers[0].license and len({header.license for header in headers}) == 1:
        metadata["general.license"] = text(headers[0].license)
    return metadata
