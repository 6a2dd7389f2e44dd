"""Where a model's layers really are."""

from __future__ import annotations

import ctypes
from typing import Any

from engine.backends.llama.native import ggml, lib

_GPU, _INTEGRATED_GPU = 1, 2
"""`enum ggml_backend_dev_type`."""


class Devices:
    """The GPUs of this machine that this build can use. Made before a model is loaded, it tells afterwards which of
    them hold a part of it: those whose free memory has shrunk. The library has no other word on it."""

    def __init__(self, gpu_layers: int) -> None:
        """`gpu_layers` is what is asked for; negative means all."""
        self._gpu_layers = gpu_layers if lib.llama_supports_gpu_offload() else 0
        self._free = {gpu: _free_memory(gpu) for gpu in _gpus()} if self._gpu_layers else {}

    def in_use(self, layers: int) -> tuple[str, ...]:
        """Names, the GPUs first, for a model of `layers` layers."""
        holding = [_name(gpu) for gpu, free in self._free.items() if _free_memory(gpu) < free]
        if not holding or 0 <= self._gpu_layers <= layers:
            holding.append("CPU")
        return tuple(holding)


def _gpus() -> list[Any]:
    devices = (ggml().device(index) for index in range(ggml().device_count()))
    return [device for device in devices if ggml().device_type(device) in (_GPU, _INTEGRATED_GPU)]


def _free_memory(device: Any) -> int:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    ggml().device_memory(device, ctypes.byref(free), ctypes.byref(total))
    return free.value


def _name(device: Any) -> str:
    name, description = (f(device).decode("utf-8", "replace") for f in (ggml().device_name, ggml().device_description))
    return f"{name} ({description})" if description else name
