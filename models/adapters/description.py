"""What an adapter is that need not be imported."""

from __future__ import annotations

from dataclasses import dataclass

from engine.protocol import AdapterKind


@dataclass(frozen=True)
class SourceDescription:
    """What `homespun adapters inspect` tells about an adapter that need not be imported. Texts may be empty."""

    format: str
    """gguf, peft or onnx_adapter."""
    kind: AdapterKind
    architecture: str
    """Empty where only the model could tell."""
    name: str
    description: str
    base: str
    rank: int
    alpha: float
    tensors: int
    """How many linear layers it changes; of a control vector, how many layers of the model."""
    bytes: int
    license: str
