"""Reads an adapter file for a model that llama.cpp has loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.backends.fingerprint import fingerprint
from engine.backends.llama.adapters import ControlVector, LowRank
from engine.backends.llama.native import NativeLog, lib
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterInfo, AdapterKind, ModelInfo
from models.gguf_reader import BadHeader, RawHeader, read_header

_A, _B = ".lora_a", ".lora_b"


def load_adapter(path: Path, model: Any, info: ModelInfo, log: NativeLog) -> LowRank | ControlVector:
    """See `LoadedModel.load_adapter`; `model` is the native one that `info` describes."""
    raw = _header(path)
    architecture = _text(raw, "general.architecture")
    if architecture == "controlvector":
        return _control_vector(path, raw, info)
    if _text(raw, "general.type") != "adapter":
        raise EngineError(ErrorKind.MODEL_INVALID, f"{path.name} is no adapter. Choose an adapter's file.")
    if architecture != info.architecture:
        raise EngineError(
            ErrorKind.ADAPTER_MISMATCH,
            f"The adapter {path.name} was made for a model of the {architecture} family, and {info.name} is of the "
            f"{info.architecture} family. Load the model that it was made for.",
        )
    log.begin()
    handle = lib.llama_adapter_lora_init(model, bytes(path))
    if not handle:  # a NULL pointer is an object of its own, never None
        raise EngineError(
            ErrorKind.ADAPTER_MISMATCH,
            f"The adapter {path.name} does not fit {info.name}. Load the model that it was made for.",
            log.complaints(),
        )
    pairs = [tensor for tensor in raw.tensors if tensor.name.endswith(_A)]
    activated = "adapter.alora.invocation_tokens" in raw.metadata
    return LowRank(
        handle,
        _info(
            path,
            raw,
            AdapterKind.ACTIVATED_LORA if activated else AdapterKind.LORA,
            rank=max(tensor.shape[1] for tensor in pairs),
            tensors=len(pairs),
        ),
    )


def _control_vector(path: Path, raw: RawHeader, info: ModelInfo) -> ControlVector:
    directions = np.zeros((info.layers - 1, info.hidden_size), np.float32)
    with path.open("rb") as file:
        for tensor in raw.tensors:
            _, _, layer = tensor.name.partition("direction.")
            row = int(layer) - 1
            if tensor.shape != (info.hidden_size,) or tensor.type.name != "F32" or not 0 <= row < len(directions):
                raise EngineError(
                    ErrorKind.ADAPTER_MISMATCH,
                    f"The control vector {path.name} does not fit {info.name}. Load the model that it was made for.",
                    f"{tensor.name} {tensor.shape}",
                )
            file.seek(tensor.offset)
            directions[row] = np.frombuffer(file.read(tensor.bytes), "<f4")
    shown = _info(path, raw, AdapterKind.CONTROL_VECTOR, rank=0, tensors=len(raw.tensors), size=directions.nbytes)
    return ControlVector(shown, directions)


def _info(path: Path, raw: RawHeader, kind: AdapterKind, *, rank: int, tensors: int, size: int = 0) -> AdapterInfo:
    return AdapterInfo(
        path=str(path),
        name=_text(raw, "general.name") or path.stem,
        kind=kind,
        fingerprint=fingerprint(path),
        rank=rank,
        tensors=tensors,
        bytes=size or sum(tensor.bytes for tensor in raw.tensors),
    )


def _header(path: Path) -> RawHeader:
    try:
        with path.open("rb", buffering=0) as file:
            return read_header(file, path.stat().st_size)
    except OSError as error:
        raise EngineError(
            ErrorKind.MODEL_NOT_FOUND,
            f"The adapter file {path.name} cannot be read. Choose another one, or put it back where it was.",
            str(error),
        ) from error
    except BadHeader as error:
        raise EngineError(error.kind, f"The adapter {path.name} {error.reason}. {error.advice}") from error


def _text(raw: RawHeader, key: str) -> str:
    found = raw.metadata.get(key)
    return found.content.decode("utf-8", "replace") if found and isinstance(found.content, bytes) else ""
