"""Re-quantizes a model: writes a new GGUF file of it with its weights in another number format."""

from __future__ import annotations

import atexit
import ctypes
import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from engine.backends.base import Interrupt, Interrupted
from engine.backends.cores import usable_cores
from engine.backends.llama.native import NativeLog, lib
from engine.errors import EngineError, ErrorKind
from models.formats import QUANTIZABLE, requantized_bytes
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf
from models.ordinary_file import shown
from models.sizes import readable

MARK_KEY = "homespun.requantized_from"
"""Metadata of a re-quantized model: what most of the original was stored in."""

_LOOK_SECONDS = 0.05
"""Between two looks at the interrupt and at how far the file is."""
_SPARE_BYTES = 64 << 20
"""Left free on the disk."""
_MOST_BUFFER = 1 << 30
"""Bytes of rows that the library holds at once."""


def requantize(
    header: GGUFHeader,
    kind: str,
    output: Path,
    progress: Callable[[int, int], None],
    interrupt: Interrupt,
    log: NativeLog,
) -> None:
    """See `Backend.requantize`. `header` is the model's."""
    if kind not in QUANTIZABLE:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"A model cannot be stored as {kind} here. Choose one of {', '.join(QUANTIZABLE)}."
        )
    total = requantized_bytes(header, kind)
    _check_disk(output, total)
    aside = output.with_name(f"{output.name}.{os.getpid()}.new")
    try:
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600))
        log.begin()
        status = _Work(header, kind, aside).wait(total, progress, interrupt)
        _keep(aside, output, header, status, log)
    except OSError as error:
        raise _unwritten(output, str(error)) from error
    finally:
        with suppress(OSError):  # Windows keeps it for as long as the library writes
            aside.unlink(missing_ok=True)


class _Work:
    """The library's own call, which can be neither watched nor stopped, on a thread of its own.

    Who does not wait to its end leaves it running: then the whole process ends without waiting for it either.
    """

    def __init__(self, header: GGUFHeader, kind: str, target: Path) -> None:
        self._source, self._target = header.path, target
        self._parameters = lib.llama_model_quantize_default_params()
        self._parameters.ftype = getattr(lib, f"LLAMA_FTYPE_MOSTLY_{kind}")
        self._parameters.nthread = usable_cores()
        self._parameters.allow_requantize = True
        self._parameters.max_buf_size = _MOST_BUFFER
        self._marks = (lib.llama_model_kv_override * 2)()  # the second one, which is empty, ends the list
        self._marks[0].tag = lib.LLAMA_KV_OVERRIDE_TYPE_STR
        self._marks[0].key = MARK_KEY.encode()
        self._marks[0].value.val_str = header.tensor_types[0].name.encode()
        self._parameters.kv_overrides = self._marks
        self._status = -1
        self._thread = threading.Thread(target=self._run, name="requantize", daemon=True)

    def wait(self, total: int, progress: Callable[[int, int], None], interrupt: Interrupt) -> int:
        """What the library returns: 0 is well. Raises Interrupted."""
        if interrupt():
            raise Interrupted
        self._thread.start()
        while self._thread.is_alive():
            self._thread.join(_LOOK_SECONDS)
            progress(min(self._target.stat().st_size, total), total)
            if self._thread.is_alive() and interrupt():
                # Native code must not meet libraries that are being taken down.
                atexit.register(os._exit, 0)
                raise Interrupted
        return self._status

    def _run(self) -> None:
        self._status = lib.llama_model_quantize(
            bytes(self._source), bytes(self._target), ctypes.byref(self._parameters)
        )


def _check_disk(output: Path, size: int) -> None:
    free = shutil.disk_usage(output.parent).free
    if size + _SPARE_BYTES > free:
        raise EngineError(
            ErrorKind.DISK_FULL,
            f"The new model takes about {readable(size)}, and {readable(free)} are free on the disk. Free some space, "
            "or write it to another disk.",
        )


def _keep(aside: Path, output: Path, header: GGUFHeader, status: int, log: NativeLog) -> None:
    """Give the file its name, after a look at it: the library does not notice that the disk is full."""
    if status != 0:
        raise _unwritten(output, log.complaints())
    try:
        written = inspect_gguf(aside)
    except EngineError as error:
        raise _unwritten(output, f"{error.message}\n{log.complaints()}") from error
    if written.parameters != header.parameters:
        raise _unwritten(output, f"{written.parameters} parameters instead of {header.parameters}")
    descriptor = os.open(aside, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if os.path.lexists(output):
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"There is a file named {output.name} already. Choose another name.", str(output)
        )
    aside.replace(output)


def _unwritten(output: Path, detail: str) -> EngineError:
    with suppress(OSError):
        if shutil.disk_usage(output.parent).free < 1 << 20:
            return EngineError(
                ErrorKind.DISK_FULL,
                f"The disk is full, so “{shown(output)}” was not written. Free some space and try again.",
                detail,
            )
    return EngineError(
        ErrorKind.INTERNAL,
        f"“{shown(output)}” could not be written. Check that its folder may be written to, and verify the original.",
        detail,
    )
