"""Bakes adapters into a model: writes a new GGUF file with the same model and them merged into its weights."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.backends.base import Floats, Interrupt, Interrupted
from engine.backends.cores import usable_cores
from engine.backends.llama.native import ggml
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind, AdapterUse
from models.adapters.base import check_fits, describe_gguf_base
from models.adapters.header import AdapterHeader
from models.adapters.inspect import inspect_adapter
from models.adapters.weights import Pair, read_weights
from models.gguf_file import read_file_header
from models.gguf_format import TENSOR_TYPES
from models.gguf_header import GGUFHeader, Metadata
from models.gguf_reader import RawHeader, TensorInfo, Value
from models.gguf_writer import TensorPlan, encode_header, text, texts
from models.new_file import new_file
from models.ordinary_file import naming, open_ordinary, shown
from models.sizes import readable

Bytes = NDArray[np.uint8]

LIST_KEY = "homespun.baked"
"""Metadata of a baked model: a text for each adapter that is merged into it."""

_TYPE_NUMBERS = {kind.name: number for number, kind in TENSOR_TYPES.items()}
_CHUNK_NUMBERS = 2**20
"""Weights that one thread changes at a time: some tenths of a second in the slowest format."""
_PIECE = 2**24
"""Bytes that are copied between two looks at the interrupt."""
_BYTES_BETWEEN_SYNCS = 2**26
"""What the system may hold back of the file: the last sync, which nothing can interrupt, is as short then."""


@dataclass(frozen=True)
class Baking:
    """What is to be written, and how large it will be."""

    head: bytes
    tensors: tuple[tuple[Path, TensorInfo, TensorPlan], ...]
    """Of each: the file that it lies in, where it lies there, and how it is written."""
    changes: Mapping[str, tuple[tuple[Pair, float], ...]]
    """By tensor: W becomes W + the sum of factor * B A."""
    alignment: int

    @property
    def bytes(self) -> int:
        return len(self.head) + sum(plan.bytes + -plan.bytes % self.alignment for _, _, plan in self.tensors)


def bake(
    header: GGUFHeader,
    uses: Sequence[AdapterUse],
    output: Path,
    progress: Callable[[int, int], None],
    interrupt: Interrupt,
    baked_type: str | None = None,
) -> None:
    """See `Backend.bake`. `header` is the model's; `baked_type` names the ggml type of the tensors that change, for
    measurements: None lets `type_after` choose."""
    baking = _plan(header, uses, baked_type)
    _check_disk(output, baking.bytes)
    done = unsynced = 0
    with new_file(output) as file:
        for piece in _pieces(baking):
            if interrupt():
                raise Interrupted
            file.write(piece)
            done += piece.nbytes
            unsynced += piece.nbytes
            if unsynced >= _BYTES_BETWEEN_SYNCS:
                file.flush()
                os.fsync(file.fileno())
                unsynced = 0
            progress(done, baking.bytes)


def type_after(kind: str) -> str:
    """The ggml type of a changed tensor that was stored as `kind`.

    What is stored in few bits would be rounded a second time, and that costs about as much as an adapter gives: of the
    effect of two trained adapters on the starter model, as KL divergence, Q4_1 loses nine tenths, Q5_1 eight, Q8_0 and
    F16 one hundredth (`python -m benchmarks.baking`).
    """
    return kind if kind in ("F32", "F16", "BF16", "Q8_0") else "Q8_0"


def _plan(header: GGUFHeader, uses: Sequence[AdapterUse], baked_type: str | None) -> Baking:
    acting = [use for use in uses if use.scale != 0]
    if not acting:
        raise EngineError(ErrorKind.UNSUPPORTED, "No adapter is switched on, so there is nothing to bake into a model.")
    headers = [_inspect(use, header) for use in acting]
    changes = _changes(acting)
    names = {tensor.name for tensor in header.tensors}
    for name in changes:
        # Such a weight is multiplied by another tensor before anything is added to what it gives.
        if f"{name.removesuffix('.weight')}.scale" in names:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"The weights of {shown(header.path)} are scaled by tensors of their own, so adapters cannot be baked "
                "into them. Use them beside the model, or bake them into another quantization of it.",
                name,
            )
    raws = [_raw_header(file) for file in header.files]
    tensors = tuple(
        (file, tensor, TensorPlan(tensor.name, tensor.shape, _planned_type(tensor, changes, baked_type)))
        for file, raw in zip(header.files, raws, strict=True)
        for tensor in raw.tensors
    )
    metadata = _metadata(header, raws[0], acting, headers)
    plans = [plan for _, _, plan in tensors]
    if any(plan.type != tensor.type.name for _, tensor, plan in tensors):
        metadata.pop("general.file_type", None)  # it would name what the file is no longer made of
    return Baking(encode_header(metadata, plans, raws[0].alignment), tensors, changes, raws[0].alignment)


def _inspect(use: AdapterUse, model: GGUFHeader) -> AdapterHeader:
    header = inspect_adapter(Path(use.path))
    check_fits(header, describe_gguf_base(model))
    reason = ""
    if header.kind is AdapterKind.CONTROL_VECTOR:
        reason = "it moves what goes from layer to layer, and weights cannot hold that"
    elif header.kind is AdapterKind.ACTIVATED_LORA:
        reason = "it acts only from certain words on, and weights act always"
    if reason:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown(header.path)}” cannot be baked into a model: {reason}. Switch it off, and bake the others.",
        )
    return header


def _changes(uses: Sequence[AdapterUse]) -> dict[str, tuple[tuple[Pair, float], ...]]:
    changes: dict[str, tuple[tuple[Pair, float], ...]] = {}
    for use in uses:
        weights = read_weights(Path(use.path))
        for name, pair in weights.pairs.items():
            change = (pair, use.scale * weights.header.strength(pair.rank))
            changes[name] = (*changes.get(name, ()), change)
    return changes


def _raw_header(file: Path) -> RawHeader:
    with open_ordinary(file) as opened, naming(file):
        return read_file_header(opened, (LIST_KEY,))[0]


def _planned_type(tensor: TensorInfo, changes: Mapping[str, object], baked_type: str | None) -> str:
    if tensor.name not in changes:
        return tensor.type.name
    return baked_type or type_after(tensor.type.name)


def _metadata(
    model: GGUFHeader, raw: RawHeader, uses: Sequence[AdapterUse], adapters: Sequence[AdapterHeader]
) -> dict[str, Value | bytes]:
    """The model's own, byte for byte, but for its name and what tells that it was one of several files."""
    with open_ordinary(model.path) as file, naming(model.path):
        start = file.read(raw.data_start)
    metadata: dict[str, Value | bytes] = {
        key: start[place] for key, place in raw.places.items() if not key.startswith("split.")
    }
    names = [adapter.name or adapter.path.stem for adapter in adapters]
    metadata["general.name"] = text(" + ".join([model.name or model.path.stem, *names]))
    before = Metadata(raw).array(LIST_KEY)
    entries = [entry.decode("utf-8", "replace") for entry in before.strings] if before else []
    for use, adapter, name in zip(uses, adapters, names, strict=True):
        licensed = f", license {adapter.license}" if adapter.license else ""
        entries.append(f"{name}, scale {use.scale:g}{licensed}")
    metadata[LIST_KEY] = texts(entries)
    return metadata


def _check_disk(output: Path, size: int) -> None:
    try:
        free = shutil.disk_usage(output.parent).free
    except OSError:
        return  # no such folder: opening the file says so in better words
    if free < size:
        raise EngineError(
            ErrorKind.DISK_FULL,
            f"The new model takes {readable(size)}, and {readable(free)} are free on that disk. "
            "Free some space or choose another folder.",
            f"{size:,} of {free:,} bytes",
        )


def _pieces(baking: Baking) -> Iterator[memoryview]:
    """The whole new file, one piece after the other."""
    yield memoryview(baking.head)
    with ThreadPoolExecutor(usable_cores()) as threads:
        for file, tensor, plan in baking.tensors:
            data = np.memmap(file, np.uint8, "r", tensor.offset, (tensor.bytes,))
            if tensor.name in baking.changes:
                yield from _baked(data, tensor, plan, baking.changes[tensor.name], threads)
            else:
                yield from (data[start : start + _PIECE].data for start in range(0, tensor.bytes, _PIECE))
            yield memoryview(bytes(-plan.bytes % baking.alignment))


def _baked(
    data: Bytes,
    tensor: TensorInfo,
    plan: TensorPlan,
    changes: Sequence[tuple[Pair, float]],
    threads: ThreadPoolExecutor,
) -> Iterator[memoryview]:
    """A changed tensor, some rows at a time; an expert's rows follow those of the one before."""
    inputs, outputs = tensor.shape[:2]
    packed = data.reshape(-1, outputs, tensor.bytes // (tensor.elements // inputs))
    step = max(_CHUNK_NUMBERS // inputs, 1)
    chunks = [(expert, start) for expert in range(len(packed)) for start in range(0, outputs, step)]

    def change(chunk: tuple[int, int]) -> Bytes:
        expert, start = chunk
        rows = slice(start, start + step)
        weights = unpacked(packed[expert, rows], _TYPE_NUMBERS[tensor.type.name], inputs)
        for pair, factor in changes:
            a, b = (pair.a, pair.b) if pair.a.ndim == 2 else (pair.a[expert], pair.b[expert])
            weights += factor * (b[rows] @ a)
        if not np.isfinite(weights).all():  # over which the library may end the process
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                "The model and the adapters together hold numbers that are not finite, so one of them is damaged. "
                "Lower the scale of the adapters, or choose another file of the model.",
                tensor.name,
            )
        return repacked(weights, _TYPE_NUMBERS[plan.type])

    # A few ahead of the one that is written: all at once would keep a whole tensor in memory.
    ahead = 2 * usable_cores()
    for first in range(0, len(chunks), ahead):
        yield from (rows.data for rows in threads.map(change, chunks[first : first + ahead]))


def unpacked(packed: Bytes, kind: int, inputs: int) -> Floats:
    """Rows of `inputs` numbers stored as the ggml type `kind`, as floats; shape (len(packed), inputs)."""
    weights = np.empty((len(packed), inputs), np.float32)
    if kind == _TYPE_NUMBERS["F32"]:  # has no conversion
        weights[:] = packed.view("<f4")
        return weights
    packed = np.ascontiguousarray(packed)
    ggml().type_traits(kind).contents.to_float(packed.ctypes.data, weights.ctypes.data, weights.size)
    return weights


def repacked(weights: Floats, kind: int) -> Bytes:
    """The other way round; `kind` needs no importance matrix."""
    rows, inputs = weights.shape
    packed = np.empty((rows, ggml().row_size(kind, inputs)), np.uint8)
    ggml().quantize(kind, weights.ctypes.data, packed.ctypes.data, 0, rows, inputs, None)
    return packed
