"""The llama.cpp backend, on the low-level bindings of llama-cpp-python."""

from engine.backends.llama.backend import LlamaBackend

__all__ = ["LlamaBackend"]
