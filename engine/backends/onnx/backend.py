"""Loads ONNX models with ONNX Runtime."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from engine.backends.base import DEFAULT_CONTEXT_LIMIT, Interrupt, Interrupted
from engine.backends.cores import usable_cores
from engine.backends.fingerprint import fingerprint
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterUse, LoadOptions, ModelInfo
from models.inspect_onnx import OnnxFolder, inspect_onnx, is_onnx
from models.onnx_fit import KV_BYTES, check_onnx_fit

if TYPE_CHECKING:  # the runtime behind it is imported when a model is loaded
    from engine.backends.onnx.model import OnnxModel

MOST_THREADS = 512

NO_ADAPTERS = (
    "This ONNX model was made without inputs for adapters. Convert the GGUF file of the same model with "
    "“homespun models convert”, or load that file itself."
)


class OnnxBackend:
    """Implements `engine.backends.base.Backend`."""

    @property
    def name(self) -> str:
        return "ONNX Runtime"

    def accepts(self, path: Path) -> bool:
        return is_onnx(path)

    def check(self, path: Path, options: LoadOptions, freed: int) -> None:
        folder = inspect_onnx(path)
        _check(options, folder)
        check_onnx_fit(folder, _context_length(options, folder), freed)

    def load(
        self, path: Path, options: LoadOptions, progress: Callable[[float], None], interrupt: Interrupt
    ) -> OnnxModel:
        started = perf_counter()
        progress(0.0)
        if interrupt():
            raise Interrupted
        folder = inspect_onnx(path)
        _check(options, folder)
        length = _context_length(options, folder)
        ports, settings = folder.ports, folder.settings
        info = ModelInfo(
            path=str(path),
            name=folder.name,
            backend=self.name,
            architecture=settings.architecture,
            quantization=folder.quantization,
            parameters=folder.parameters,
            bytes=folder.weight_bytes + folder.embedding_bytes,
            layers=ports.layers,
            hidden_size=folder.hidden_size,
            vocabulary_size=folder.vocabulary_size,
            trained_context_length=folder.context_length,
            context_length=length,
            threads=options.threads or usable_cores(),
            kv_type=ports.kv_format,
            kv_bytes=folder.kv_numbers * KV_BYTES[ports.kv_format] * length,
            devices=(),  # known once it is open
            template="model" if settings.chat_template else "",
            fingerprint=_fingerprint(folder),
            load_ms=(perf_counter() - started) * 1000,
            adapter_problem="" if folder.adapter_ports else NO_ADAPTERS,
        )
        from engine.backends.onnx.model import load_model  # with it the runtime: only where there is work for it

        model = load_model(folder, info, interrupt, gpu=options.gpu_layers != 0)
        progress(1.0)
        return model

    def bake(
        self,
        path: Path,
        adapters: Sequence[AdapterUse],  # noqa: ARG002 - the protocol's
        output: Path,  # noqa: ARG002
        progress: Callable[[int, int], None],  # noqa: ARG002
        interrupt: Interrupt,  # noqa: ARG002
    ) -> None:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{path.name}” is an ONNX model, and adapters are baked into GGUF files only. Bake them into the GGUF "
            "file of the same model, and convert the result with “homespun models convert”.",
        )

    def requantize(
        self,
        path: Path,
        kind: str,  # noqa: ARG002
        output: Path,  # noqa: ARG002
        progress: Callable[[int, int], None],  # noqa: ARG002
        interrupt: Interrupt,  # noqa: ARG002
    ) -> None:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{path.name}” is an ONNX model, and only GGUF files are stored in another format. Convert the GGUF file "
            "of the same model with another precision (“homespun models convert”).",
        )


def _check(options: LoadOptions, folder: OnnxFolder) -> None:
    """Raises EngineError(UNSUPPORTED) for options that do not exist, or not with this model. The KV cache has the
    number format of the graph; f16, the default of the options, stands for "as it is"."""
    trained = folder.context_length
    problem = ""
    if options.steering is not None:
        problem = f"“{folder.path.name}” is an ONNX model, and only GGUF models can be steered by a smaller one."
    elif options.kv_type not in ("f16", folder.ports.kv_format):
        problem = f"The KV cache of an ONNX model cannot be kept as {options.kv_type}. Choose f16."
    elif options.threads is not None and not 0 < options.threads <= MOST_THREADS:
        problem = f"{options.threads} threads are not possible. Choose 1 to {MOST_THREADS}."
    elif options.context_length is not None and options.context_length < 1:
        problem = f"A context of {options.context_length} tokens is not possible. Choose 1 or more."
    elif options.context_length is not None and options.context_length > trained:
        problem = (
            f"A context of {options.context_length} tokens is more than the {trained} that this model was trained "
            f"with. Choose {trained} or less."
        )
    if problem:
        raise EngineError(ErrorKind.UNSUPPORTED, problem)


def _context_length(options: LoadOptions, folder: OnnxFolder) -> int:
    return options.context_length or min(folder.context_length, DEFAULT_CONTEXT_LIMIT)


def _fingerprint(folder: OnnxFolder) -> str:
    """SHA-256 over the fingerprints of all files that decide which numbers come out."""
    digest = hashlib.sha256()
    try:
        for file in folder.files:
            digest.update(f"{file.name}\0{fingerprint(file)}\0".encode("utf-8", "replace"))
    except OSError as error:
        raise EngineError(
            ErrorKind.MODEL_NOT_FOUND,
            f"The model {folder.path.name} cannot be read. Choose another one, or put it back where it was.",
            str(error),
        ) from error
    return digest.hexdigest()
