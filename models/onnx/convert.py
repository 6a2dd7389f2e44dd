"""Converts a GGUF model to a folder for ONNX Runtime, in a process of its own."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import IO, Any

from engine.errors import EngineError, ErrorKind
from engine.sandbox.access import WORKING_FOLDER, FileAccess, told
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf, shown
from models.onnx.torch_model import check_convertible
from models.sizes import megabytes
from models.training_pack import HOW_TO_INSTALL, missing

NEEDED_PACKAGES = ("torch", "transformers", "gguf", "safetensors", "onnxruntime_genai", "onnx", "onnx_ir")
_POLL_SECONDS = 0.1
_LOG_BYTES = 4096


class Precision(StrEnum):
    """How the weights of the linear layers are stored. Activations and the KV cache are float32 on a processor."""

    INT4 = "int4"
    """4 bits in blocks of 32 with one scale each."""
    INT8 = "int8"
    FP16 = "fp16"
    """Half the file of fp32, the same memory and speed."""
    FP32 = "fp32"


class ConversionStage(StrEnum):
    READ = "read"
    """The GGUF file is read and dequantized."""
    BUILD = "build"
    """The graph is built and its weights are quantized."""
    WRITE = "write"


@dataclass(frozen=True)
class ConversionProgress:
    stage: ConversionStage
    done: int
    total: int


@dataclass(frozen=True)
class ConversionFailed:
    """What the child says when it could not finish."""

    kind: ErrorKind
    message: str
    detail: str


@dataclass(frozen=True)
class ConvertedModel:
    path: Path
    """The folder."""
    precision: Precision
    bytes: int
    """Of all its files."""
    seconds: float


class ConversionCancelled(Exception):
    """The interrupt ended it. Nothing is left of it on disk."""


def convert(
    source: Path,
    target: Path,
    precision: Precision,
    progress: Callable[[ConversionProgress], None],
    interrupt: Callable[[], bool],
) -> ConvertedModel:
    """Write the GGUF model `source` as the new folder `target`.

    `interrupt` is asked ten times a second; when it answers True, ConversionCancelled is raised. Raises EngineError for
    a model that cannot be converted, where a package or disk space is missing, or where `target` is there already.
    Whatever happens, `target` is whole or is not there.
    """
    started = perf_counter()
    if lacking := missing_packages():
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"Converting a model needs parts of Homespun that are not installed. {HOW_TO_INSTALL}",
            f"not installed: {', '.join(lacking)}",
        )
    header = inspect_gguf(source)
    check_convertible(header)
    if target.exists():
        raise _taken(target)
    _check_space(target.parent, header)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", suffix=".part", dir=target.parent) as part:
        folder = Path(part) / target.name
        folder.mkdir()
        _run_child(source, folder, precision, progress, interrupt)
        size = _make_durable(folder)
        try:
            folder.rename(target)
        except OSError as error:
            raise _taken(target) from error
    return ConvertedModel(target, precision, size, perf_counter() - started)


def _taken(target: Path) -> EngineError:
    return EngineError(
        ErrorKind.UNSUPPORTED, f"There is already a “{shown(target)}” there. Choose another name.", str(target)
    )


def missing_packages() -> tuple[str, ...]:
    """Those of the needed packages that are not installed. Imports none of them."""
    return missing(NEEDED_PACKAGES)


def _check_space(folder: Path, header: GGUFHeader) -> None:
    """On the way there is a copy of all weights in float32, and then the graph beside it."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"There is no folder “{shown(folder)}” to write to. Choose another.", str(error)
        ) from error
    needed = 4 * header.parameters * 2
    if free < needed:
        raise EngineError(
            ErrorKind.DISK_FULL,
            f"Converting this model takes up to {megabytes(needed)} MB of disk space for a while, and "
            f"{megabytes(free)} MB are free. Free some space, or choose another drive.",
            str(folder),
        )


def _run_child(
    source: Path,
    folder: Path,
    precision: Precision,
    progress: Callable[[ConversionProgress], None],
    interrupt: Callable[[], bool],
) -> None:
    start = "module" if getattr(sys, "frozen", False) else "-m"
    build = ("models.onnx.build", str(source.absolute()), str(folder.absolute()), precision)
    command = [sys.executable, start, "engine.sandbox.start", *build]
    access = FileAccess().with_reads(source).with_writes(folder)
    # Its libraries keep files of their own where they work: not in the folder of the model.
    with (
        tempfile.TemporaryFile() as log,
        tempfile.TemporaryDirectory(prefix=WORKING_FOLDER, dir=folder.parent, ignore_cleanup_errors=True) as work,
    ):
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env={**_environment(), **told(access), "TMPDIR": work},
            cwd=work,
        )
        try:
            failure = _follow(child, progress, interrupt)
            code = child.wait()
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()
        if failure is not None:
            raise EngineError(failure.kind, failure.message, failure.detail)
        if code != 0:
            raise EngineError(
                ErrorKind.INTERNAL,
                "The model could not be converted: the model builder ended unexpectedly, most likely for want of "
                "memory. Close other programs and try again.",
                f"exit code {code}\n{_tail(log)}",
            )


def _follow(
    child: subprocess.Popen[bytes], progress: Callable[[ConversionProgress], None], interrupt: Callable[[], bool]
) -> ConversionFailed | None:
    """Hands on what the child reports until it closes its output."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    assert child.stdout is not None
    threading.Thread(target=_read_lines, args=(child.stdout, lines), daemon=True).start()
    failure = None
    while True:
        if interrupt():
            raise ConversionCancelled
        try:
            line = lines.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            continue
        if not line:
            return failure
        report = _decode(line)
        if isinstance(report, ConversionFailed):
            failure = report
        elif report is not None:
            progress(report)


def _read_lines(pipe: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    for line in pipe:
        lines.put(line)
    lines.put(b"")


def _decode(line: bytes) -> ConversionProgress | ConversionFailed | None:
    content: dict[str, Any] = json.loads(line)
    match content.pop("type"):
        case "ConversionProgress":
            return ConversionProgress(ConversionStage(content["stage"]), content["done"], content["total"])
        case "ConversionFailed":
            return ConversionFailed(ErrorKind(content["kind"]), content["message"], content["detail"])
        case _:
            return None


def _environment() -> dict[str, str]:
    """Ours, without what would send the child's imports elsewhere or let a library use the network."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return environment | {
        "PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent),
        "PYTHONSAFEPATH": "1",
        "PYTHONUTF8": "1",
        "PYINSTALLER_RESET_ENVIRONMENT": "1",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "ORT_DISABLE_TELEMETRY": "1",
    }


def _tail(log: IO[bytes]) -> str:
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - _LOG_BYTES))
    return log.read().decode("utf-8", "replace")


def _make_durable(folder: Path) -> int:
    """Size of all files, which are on the disk when this returns."""
    size = 0
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
            size += os.fstat(file.fileno()).st_size
    return size
