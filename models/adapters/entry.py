"""What the adapter library knows about one adapter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.protocol import AdapterKind


@dataclass(frozen=True)
class AdapterEntry:
    """An adapter on the shelf. Of one that cannot be used only key, name, path and problem are told."""

    key: str
    """Names it for ever: conversations refer to it by this."""
    name: str
    """For the person, who may change it."""
    path: Path
    """Its GGUF file, which both backends load."""
    kind: AdapterKind = AdapterKind.LORA
    base: str = ""
    """Name of the model that it was made for; empty where nobody said."""
    architecture: str = ""
    rank: int = 0
    tensors: int = 0
    bytes: int = 0
    origin: str = ""
    """Where it came from, in words: "PEFT folder capitals", "merged from Capitals and Bullets"."""
    license: str = ""
    description: str = ""
    examples: tuple[str, ...] = ()
    """Messages that it is for: with the description they decide when it is proposed."""
    sha256: str = ""
    added_at: float = 0.0
    """Seconds since 1970, UTC."""
    problem: str = ""
    """For a person: why it cannot be used; empty where it can."""
