"""The ONNX backend. ONNX Runtime is imported when the first model is loaded, not before."""

from engine.backends.onnx.backend import OnnxBackend

__all__ = ["OnnxBackend"]
