"""One package or module a runtime; `base` says what each must offer. Everything above is written once for all."""

from __future__ import annotations

import os

from engine.backends.base import Backend


def available_backends() -> tuple[Backend, ...]:
    """The backends of this installation, in the order in which a model is offered to them."""
    from engine.backends.llama import LlamaBackend
    from engine.backends.onnx import OnnxBackend

    backends: tuple[Backend, ...] = (LlamaBackend(), OnnxBackend())
    if os.environ.get("HOMESPUN_SCRIPTED_BACKEND") == "1":
        from engine.backends.scripted import ScriptedBackend

        backends += (ScriptedBackend(),)
    return backends
