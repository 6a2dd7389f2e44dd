"""What the library tells about one model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Keeping(StrEnum):
    """Whose file it is, which decides what `remove` does."""

    STARTER = "starter"
    """It came with the program."""
    COPIED = "copied"
    """The library copied it: removing it deletes the copy."""
    PUT_THERE = "put_there"
    """Somebody put it into the library's folder: it is never deleted here."""
    REFERENCED = "referenced"
    """It lies in a folder that is used as it is: removing it only forgets it."""


@dataclass(frozen=True)
class ModelEntry:
    """A model in the library. Of one that cannot be used only what names it, bytes and problem are told."""

    name: str
    """What `--model` takes; no two are the same."""
    path: Path
    """What is loaded: a .gguf file, the first of a split model, or a folder with an ONNX model."""
    bytes: int = 0
    format: str = ""
    architecture: str = ""
    parameters: int = 0
    quantization: str = ""
    context_length: int = 0
    license: str = ""
    """As the model names it, for example apache-2.0; empty where it does not."""
    starter: bool = False
    problem: str = ""
    """For a person: why it cannot be used; empty where it can."""
    key: str = ""
    """Names its place: 32 hexadecimal digits."""
    title: str = ""
    """What its maker calls it; may be empty."""
    tokenizer: str = ""
    """gpt2 and llama are kinds of GGUF's tokenizers, tokenizer.json and tokenizer.model files of ONNX folders."""
    has_template: bool = False
    """Whether it says itself how a conversation is written for it."""
    sha256: str = ""
    """Of its content; empty until it was computed. Of several files that of the lines that `sha256sum` would print."""
    keeping: Keeping = Keeping.PUT_THERE
    origin: str = ""
    """Where it came from, in words."""
    source: Path | None = None
    """The folder, or the file, that is used as it is, for a referenced one."""
    leads_to: Path | None = None
    """Where its file really is, when it is a link that leads out of the folder."""
    added_at: float = 0.0
    """Seconds since 1970, UTC, when the library first saw or copied it; 0 where that is not kept."""
    pending: bool = False
    """It was not looked into yet: only what its place says is told."""
