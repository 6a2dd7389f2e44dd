"""Adapters on an ONNX graph: one pair of arrays for each of its inputs, in which the whole adapter set is stacked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.backends.base import Floats
from engine.backends.fingerprint import fingerprint
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterInfo, AdapterKind
from models.adapters.base import check_fits, describe_onnx_base
from models.adapters.rows import from_gguf, reordered_heads
from models.adapters.weights import read_weights
from models.inspect_onnx import OnnxFolder
from models.onnx_ports import LoraPort


@dataclass(frozen=True, eq=False)
class OnnxAdapter:
    """Implements `engine.backends.base.LoadedAdapter`. Its numbers are Python's."""

    info: AdapterInfo
    invocation: tuple[int, ...]
    pairs: Mapping[str, tuple[Floats, Floats]]
    """By GGUF tensor: A of shape (inputs, rank), and B of shape (rank, outputs) with the adapter's own strength in it
    and its rows in the graph's order."""

    def close(self) -> None:
        """Nothing is left to free when nobody holds it."""


def read_adapter(path: Path, folder: OnnxFolder, ports: Sequence[LoraPort]) -> OnnxAdapter:
    """See `LoadedModel.load_adapter`. `ports` are those of the model in `folder`."""
    weights = read_weights(path)
    header = weights.header
    if header.kind is AdapterKind.CONTROL_VECTOR:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{header.name or path.stem}” is a control vector, and ONNX models have no place for one. "
            "Load the GGUF file of the same model to use it.",
        )
    base = describe_onnx_base(folder.graph.parent)
    check_fits(header, base)
    known = {port.tensor for port in ports}
    if missing := [name for name in weights.pairs if name not in known]:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{header.name or path.stem}” changes {missing[0]}, which this ONNX model has no input for. "
            "Load the GGUF file of the same model to use it.",
            ", ".join(missing)[:2000],
        )
    pairs: dict[str, tuple[Floats, Floats]] = {}
    for name, pair in weights.pairs.items():
        b = from_gguf(pair.b, reordered_heads(name, base)) * np.float32(header.strength(pair.rank))
        pairs[name] = np.ascontiguousarray(pair.a.T), np.ascontiguousarray(b.T)
    info = AdapterInfo(
        path=str(path),
        name=header.name or path.stem,
        kind=header.kind,
        fingerprint=fingerprint(path),
        rank=header.rank,
        tensors=header.tensors,
        bytes=sum(a.nbytes + b.nbytes for a, b in pairs.values()),
    )
    return OnnxAdapter(info, header.invocation, pairs)


def stacked(adapters: Sequence[tuple[OnnxAdapter, float]], ports: Sequence[LoraPort]) -> dict[str, Floats]:
    """An array for every input for adapters; of rank 0 where none acts. Empty where the whole set does not act.

    The sum of all changes is one product of stacked matrices: sum of s_k A_k B_k is
    [A_1 ... A_n] times [s_1 B_1; ...; s_n B_n] (FLoRA, arXiv 2409.05976).
    """
    # In one order, so that the same set gives the same sums however it was put together.
    acting = sorted((use for use in adapters if use[1] != 0), key=lambda use: use[0].info.fingerprint)
    if not acting:
        return {}
    arrays: dict[str, Floats] = {}
    for port in ports:
        parts = [(adapter.pairs[port.tensor], scale) for adapter, scale in acting if port.tensor in adapter.pairs]
        name_a, name_b = port.names
        arrays[name_a] = _joined([a for (a, _), _ in parts], 1, (port.inputs, 0))
        arrays[name_b] = _joined([b * np.float32(scale) for (_, b), scale in parts], 0, (0, port.outputs))
    return arrays


def _joined(parts: Sequence[Floats], axis: int, empty: tuple[int, int]) -> Floats:
    return np.concatenate(parts, axis) if parts else np.zeros(empty, np.float32)
