"""Turns an adapter of any format that is taken into the one that both backends load: a GGUF file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.base import BaseDescription, LinearShape, check_fits, mismatch, tensor_problem
from models.adapters.description import SourceDescription
from models.adapters.header import TAGS, AdapterHeader
from models.adapters.inspect import header_of, inspect_adapter, open_adapter
from models.adapters.names import ARCHITECTURES, tensor_of
from models.adapters.onnx_adapter import open_onnx_adapter
from models.adapters.peft import CONFIG, open_peft
from models.adapters.rows import reordered_heads, to_gguf
from models.adapters.source import AdapterSource, ModulePair, SourceInfo
from models.adapters.weights import Floats, check_numbers
from models.foreign_files import HEAD_BYTES, is_onnx_adapter, is_safetensors, name_foreign_file
from models.gguf_format import MAGIC
from models.gguf_reader import Value
from models.gguf_writer import data_of, plan_for, real, text, texts, whole, wholes, write_gguf
from models.new_file import new_file
from models.ordinary_file import naming, not_found, open_ordinary, shown, shown_text

Progress = Callable[[int, int], None]
"""Takes what is done and what is to be done, in a unit that is the same for both. What it raises ends the import."""

Stored = NDArray[np.float16] | NDArray[np.float32]

_ROUNDING = 2.0**-11
"""The largest relative error of a number that float16 holds with all its digits."""

_SINGLE = 1e-6
"""A factor nearer to 1 than this comes from the rounding of alpha to float32."""

_COPY_BYTES = 2**20


def describe_source(source: Path) -> SourceDescription:
    """What the adapter at `source` is: a GGUF file, a PEFT folder or its safetensors file, or an .onnx_adapter.

    Raises EngineError as `import_adapter` does, except for what only the model could tell.
    """
    form = _format(source)
    if form == "gguf":
        return _described(inspect_adapter(source))
    with _open(source, form) as opened:
        info = opened.info
        return SourceDescription(
            format=form,
            kind=AdapterKind.ACTIVATED_LORA if info.invocation else AdapterKind.LORA,
            architecture="",
            name=info.name,
            description=info.description,
            base=info.base,
            rank=max(pair.rank for pair in opened.pairs),
            alpha=info.alpha,
            tensors=len(opened.pairs),
            bytes=info.bytes,
            license=info.license,
        )


def _unwatched(done: int, total: int) -> None:
    """A progress that nobody looks at."""


def import_adapter(
    source: Path, base: BaseDescription | None, output: Path, progress: Progress = _unwatched
) -> AdapterHeader:
    """Write the adapter at `source` as the new file `output`, from which nothing is left where this fails.

    `base` is the model that it is for: a GGUF needs none and is copied as it is once all its numbers are seen to be
    sound. The same source gives the same bytes. Raises EngineError: MODEL_NOT_FOUND, MODEL_INVALID for what is damaged
    or holds numbers that are none, UNSUPPORTED for what cannot be applied exactly, ADAPTER_MISMATCH for another model,
    DISK_FULL; and what `progress` raises.
    """
    form = _format(source)
    if form == "gguf":
        _copy(source, base, output, progress)
        return inspect_adapter(output)
    if base is None:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown(source)}” can only be converted for a certain model, which orders its layers. "
            "Choose the model that it was made for as well.",
            str(source),
        )
    with _open(source, form) as opened:
        metadata, tensors = _converted(opened, base, shown(source), progress)
    with new_file(output) as file:
        plans = [plan_for(name, array) for name, array in tensors.items()]
        write_gguf(file, metadata, plans, (data_of(array) for array in tensors.values()))
    return inspect_adapter(output)


def stored(numbers: Floats) -> Stored:
    """`numbers` as float16 where that only rounds them, and as they are where it would cut or crush them."""
    exact = numbers.astype(np.float64)
    with np.errstate(over="ignore"):
        half = numbers.astype(np.float16)
    return half if np.linalg.norm(half - exact) <= _ROUNDING * np.linalg.norm(exact) else numbers


def _described(header: AdapterHeader) -> SourceDescription:
    return SourceDescription(
        format="gguf",
        kind=header.kind,
        architecture=header.architecture,
        name=header.name,
        description=header.description,
        base=header.base,
        rank=header.rank,
        alpha=header.alpha,
        tensors=header.tensors,
        bytes=header.bytes,
        license=header.license,
    )


def _format(source: Path) -> str:
    """gguf, peft or onnx_adapter, by content. Raises EngineError for everything else."""
    with naming(source):
        return _format_by_content(source)


def _format_by_content(source: Path) -> str:
    if source.is_dir():
        if (source / CONFIG).exists():
            return "peft"
        raise EngineError(
            ErrorKind.MODEL_INVALID,
            f"“{shown(source)}” is a folder without {CONFIG}, so it is no PEFT adapter. Choose the adapter's folder or "
            "the adapter's own file.",
            str(source),
        )
    with open_ordinary(source, "adapter", "the adapter") as file:
        head = file.read(HEAD_BYTES)
        if head.startswith(MAGIC):
            return "gguf"
        if is_onnx_adapter(head):
            return "onnx_adapter"
        if is_safetensors(head):
            if not (source.parent / CONFIG).exists():
                raise not_found(source.parent / CONFIG, "description of the adapter")
            return "peft"
        if source.name == CONFIG and head.lstrip().startswith(b"{"):
            return "peft"
        raise name_foreign_file(head, "adapter")


@contextmanager
def _open(source: Path, form: str) -> Generator[AdapterSource]:
    with open_peft(source) if form == "peft" else open_onnx_adapter(source) as opened:
        yield opened


def _copy(source: Path, base: BaseDescription | None, output: Path, progress: Progress) -> None:
    with open_adapter(source) as file:
        header = header_of(file, source)
        if base is not None:
            check_fits(header, base)
        check_numbers(file, header)
        with new_file(output) as copy:
            done = 0
            for chunk in _chunks(file, source):
                copy.write(chunk)
                done += len(chunk)
                progress(done, header.bytes)


def _chunks(file: FileIO, path: Path) -> Iterator[bytes]:
    """All of a file. A failure to read it must not be taken for one to write the copy."""
    with naming(path):
        file.seek(0)
        while chunk := file.read(_COPY_BYTES):
            yield chunk


def _converted(
    source: AdapterSource, base: BaseDescription, name: str, progress: Progress
) -> tuple[Mapping[str, Value], Mapping[str, Stored]]:
    """The metadata and the tensors of the GGUF file."""
    targets = _targets(source, base, name)
    alpha = _common_alpha(source.pairs)
    tensors: dict[str, Stored] = {}
    for done, (tensor, pair) in enumerate(targets.items(), start=1):
        a, b = source.load(pair)
        b = to_gguf(b, reordered_heads(tensor, base))
        # llama.cpp has one alpha for all pairs: what a pair differs in goes into its B.
        factor = pair.strength * pair.rank / alpha
        tensors[f"{tensor}.lora_a"] = stored(a)
        tensors[f"{tensor}.lora_b"] = stored(b if abs(factor - 1) < _SINGLE else b * np.float32(factor))
        progress(done, len(targets))
    return _metadata(source.info, base, alpha), tensors


def _targets(source: AdapterSource, base: BaseDescription, name: str) -> Mapping[str, ModulePair]:
    """Each pair by the tensor that it changes. Raises EngineError where the model has none such."""
    if base.architecture not in ARCHITECTURES:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"Adapters for the architecture {base.architecture} are only taken as GGUF files. "
            "Convert it with llama.cpp's convert_lora_to_gguf.py and import the result.",
            name,
        )
    targets: dict[str, ModulePair] = {}
    for pair in source.pairs:
        tensor = tensor_of(pair.module, base.architecture)
        if tensor is None:
            reason = f"the model has no linear layer {shown_text(pair.module)} that could be changed alone"
        elif tensor in targets:
            reason = f"it holds two adapters for {tensor}"
        else:
            reason = tensor_problem(tensor, LinearShape(pair.inputs, pair.outputs), base)
            targets[tensor] = pair
        if reason:
            raise mismatch(name, source.info.base, base, reason)
    if any(token >= base.vocabulary_size for token in source.info.invocation):
        raise mismatch(name, source.info.base, base, "the words that switch it on are not in the model's vocabulary")
    return targets


def _common_alpha(pairs: Sequence[ModulePair]) -> float:
    """The alpha that suits most pairs, so that their numbers need not be touched."""
    return float(np.float32(Counter(pair.strength * pair.rank for pair in pairs).most_common(1)[0][0]))


def _metadata(info: SourceInfo, base: BaseDescription, alpha: float) -> Mapping[str, Value]:
    metadata = {
        "general.type": text("adapter"),
        "general.architecture": text(base.architecture),
        "adapter.type": text("lora"),
        "adapter.lora.alpha": real(alpha),
        "general.name": text(info.name),
    }
    optional = {"general.description": info.description, "general.license": info.license}
    metadata |= {key: text(content) for key, content in optional.items() if content}
    if info.base:
        metadata |= {"general.base_model.count": whole(1), "general.base_model.0.name": text(info.base)}
    if info.tags:
        metadata[TAGS] = texts(info.tags)
    if info.invocation:
        metadata["adapter.alora.invocation_tokens"] = wholes(info.invocation)
    return metadata
