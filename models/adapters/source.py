"""What an adapter in a foreign format is, before it becomes the program's own GGUF file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.adapters.weights import Floats


@dataclass(frozen=True)
class ModulePair:
    """The LoRA of one linear layer as its maker's library stores it."""

    module: str
    """Its name in the Hugging Face model, for example model.layers.0.self_attn.q_proj."""
    inputs: int
    outputs: int
    rank: int
    strength: float
    """What multiplies B A."""


@dataclass(frozen=True)
class SourceInfo:
    """What a source says of itself; texts are empty where it says nothing."""

    name: str
    description: str
    license: str
    base: str
    """The model that it was made for."""
    tags: tuple[str, ...]
    alpha: float
    """As its maker set it."""
    invocation: tuple[int, ...]
    """Token ids that switch an activated LoRA on."""
    bytes: int


class AdapterSource(Protocol):
    """An open source: its numbers are read when they are asked for."""

    @property
    def info(self) -> SourceInfo: ...

    @property
    def pairs(self) -> Sequence[ModulePair]: ...

    def load(self, pair: ModulePair) -> tuple[Floats, Floats]:
        """A (rank, inputs) and B (outputs, rank) of a pair, rows in Hugging Face's order. Raises EngineError for
        numbers that are not finite or cannot be read."""
        ...
