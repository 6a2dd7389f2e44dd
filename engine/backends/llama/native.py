"""Reaches llama.cpp: its bindings, the few ggml functions that they lack, and its log."""

from __future__ import annotations

import atexit
import ctypes
import importlib.util
import logging
import os
import sys
from collections import deque
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from engine.backends.cores import usable_cores

_PACKAGE = "llama_cpp"


def _submodule(name: str) -> ModuleType:
    """A submodule of llama_cpp without the package's own `__init__`.

    That one imports the high-level class, and with it a disk cache, a web client's types and multiprocessing: time and
    memory that the engine has no use for. A bare package stands in for it during the import only, so that anybody else
    who imports llama_cpp later gets the whole one, around these same submodules.
    """
    if _PACKAGE in sys.modules:
        return import_module(f"{_PACKAGE}.{name}")
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None:
        raise ModuleNotFoundError(f"No module named {_PACKAGE!r}", name=_PACKAGE)
    package = importlib.util.module_from_spec(spec)
    sys.modules[_PACKAGE] = package
    try:
        return import_module(f"{_PACKAGE}.{name}")
    finally:
        del sys.modules[_PACKAGE]


def _share_few_cores() -> None:
    """Have waiting threads sleep early. To be called before the library is loaded.

    llama.cpp's threads meet hundreds of times a token, and OpenMP lets those that come first spin for long: where other
    work takes a core for a moment, through the very time that the last one needs. Measured on two cores, beside work
    that took a fifth of one and more: 7 tokens a second and 41 of a prompt with OpenMP's default, 44 and 201 with this.
    Alone it costs some 2 %. With many cores waking is dearer and a neighbour rarer, so there its default stays.
    """
    if usable_cores() <= _FEW_CORES:
        os.environ.setdefault("GOMP_SPINCOUNT", "500")


_FEW_CORES = 4
_share_few_cores()

# Untyped: the bindings' own annotations name ctypes' wrappers where plain numbers go in and come out.
lib: Any = _submodule("llama_cpp")
grammar: Any = _submodule("llama_grammar")
load_shared_library: Callable[[str, Path], ctypes.CDLL] = _submodule("_ctypes_extensions").load_shared_library

logger = logging.getLogger("llama.cpp")

_DEBUG, _WARNING, _ERROR, _CONTINUED = 1, 3, 4, 5
"""`enum ggml_log_level`."""

ToFloat = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)


class TypeTraits(ctypes.Structure):
    """`struct ggml_type_traits` of ggml.h: how a tensor type is laid out and turned into floats."""

    _fields_ = (
        ("type_name", ctypes.c_char_p),
        ("block_size", ctypes.c_int64),
        ("block_size_interleave", ctypes.c_int64),
        ("type_size", ctypes.c_size_t),
        ("is_quantized", ctypes.c_bool),
        ("to_float", ToFloat),
        ("from_float_ref", ctypes.c_void_p),
    )


class GgufParams(ctypes.Structure):
    """`struct gguf_init_params` of gguf.h."""

    _fields_ = (("no_alloc", ctypes.c_bool), ("context", ctypes.c_void_p))


def _bind(library: ctypes.CDLL, name: str, result: type | None, *arguments: type) -> Callable[..., Any]:
    function = getattr(library, name)
    function.restype = result
    function.argtypes = arguments
    return function


class Ggml:
    """The functions of gguf.h, ggml.h and ggml-backend.h that the bindings lack. All arguments are plain ctypes."""

    def __init__(self) -> None:
        folder: Path = lib._base_path  # where the bindings have found llama.cpp itself
        base = load_shared_library("ggml-base", folder)
        registry = load_shared_library("ggml", folder)
        pointer, size, text = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p
        self.gguf_open = _bind(base, "gguf_init_from_file", pointer, text, GgufParams)
        self.gguf_free = _bind(base, "gguf_free", None, pointer)
        self.gguf_data_offset = _bind(base, "gguf_get_data_offset", size, pointer)
        self.gguf_find_tensor = _bind(base, "gguf_find_tensor", ctypes.c_int64, pointer, text)
        self.gguf_tensor_offset = _bind(base, "gguf_get_tensor_offset", size, pointer, ctypes.c_int64)
        self.gguf_tensor_size = _bind(base, "gguf_get_tensor_size", size, pointer, ctypes.c_int64)
        self.gguf_tensor_type = _bind(base, "gguf_get_tensor_type", ctypes.c_int, pointer, ctypes.c_int64)
        self.type_traits = _bind(base, "ggml_get_type_traits", ctypes.POINTER(TypeTraits), ctypes.c_int)
        self.row_size = _bind(base, "ggml_row_size", size, ctypes.c_int, ctypes.c_int64)
        count = ctypes.c_int64
        self.quantize = _bind(
            base, "ggml_quantize_chunk", size, ctypes.c_int, pointer, pointer, count, count, count, pointer
        )
        self._folder = folder
        self._load_backends = _bind(registry, "ggml_backend_load_all_from_path", None, text)
        self.device_count = _bind(registry, "ggml_backend_dev_count", size)
        self.device = _bind(registry, "ggml_backend_dev_get", pointer, size)
        self.device_type = _bind(base, "ggml_backend_dev_type", ctypes.c_int, pointer)
        self.device_name = _bind(base, "ggml_backend_dev_name", text, pointer)
        self.device_description = _bind(base, "ggml_backend_dev_description", text, pointer)
        self.device_memory = _bind(
            base, "ggml_backend_dev_memory", None, pointer, ctypes.POINTER(size), ctypes.POINTER(size)
        )

    def load_processor(self) -> None:
        """Choose the code for this processor, in a build that has it in several libraries, one for each generation:
        from the folder of the library itself, and from no other."""
        if self.device_count() == 0:
            self._load_backends(os.fsencode(self._folder))


@cache
def ggml() -> Ggml:
    return Ggml()


_given_away: list[object] = []
"""Callbacks that the library may call at any time from now on: they must outlive whoever made them."""


class NativeLog:
    """llama.cpp's log in Python's, and its last complaints at hand: they say why a native call failed.

    llama.cpp has one log for the process: that of the last object made.
    """

    def __init__(self) -> None:
        self._complaints: deque[str] = deque(maxlen=12)
        self._level = 0
        self._failing_as_told = False
        self._callback = lib.llama_log_callback(self._take)
        _given_away.append(self._callback)
        lib.llama_log_set(self._callback, None)
        # Native code that still runs at the end must not call into an interpreter that is gone.
        atexit.register(lib.llama_log_set, lib.llama_log_callback(), None)

    def begin(self) -> None:
        """Forget what was said before the work that starts now."""
        self._complaints.clear()
        self._failing_as_told = False

    def expect_failure(self) -> None:
        """Until the next `begin`, errors are no news: the library was told to stop."""
        self._failing_as_told = True

    def complaints(self) -> str:
        """The warnings and errors since `begin`, the last dozen, one a line."""
        return "\n".join(self._complaints)

    def _take(self, level: int, text: bytes, _data: object) -> None:
        if level != _CONTINUED:
            self._level = level
        line = text.decode("utf-8", "replace").rstrip()
        if not line:
            return
        level = _DEBUG if self._failing_as_told else self._level
        if level >= _WARNING:
            self._complaints.append(line)
        logger.log(logging.WARNING if level >= _ERROR else logging.DEBUG, "%s", line)
