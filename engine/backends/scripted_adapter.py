"""Adapters of a scripted model: they act, or fail to, as they are told.

An adapter is a small JSON file, `{"scripted_adapter": {...}}`, whose fields are those of `AdapterScript`. A GGUF
adapter is taken too, as one that acts, and is called what its header calls it.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from engine.backends.base import LoadedAdapter
from engine.backends.fingerprint import fingerprint
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterInfo, AdapterKind
from models.gguf_file import read_file_header
from models.gguf_format import MAGIC
from models.gguf_header import Metadata
from models.gguf_reader import BadHeader

MARK_BYTES = 8
NO_MARK = bytes(MARK_BYTES)
"""Of a position that no adapter acted on."""
BROKEN_MARK = b"\xff" * MARK_BYTES
"""Of a position whose numbers are none."""


@dataclass(frozen=True)
class AdapterScript:
    """What a scripted adapter does."""

    name: str = ""
    """Empty: the file's."""
    kind: AdapterKind = AdapterKind.LORA
    invocation: str = ""
    """The text that switches an activated LoRA on; the texts of control tokens are control tokens."""
    effect: str = "some"
    """"some", "none", or "not_finite": its numbers are none."""
    load_delay: float = 0.0
    """Seconds."""
    fail: str = ""
    """An `ErrorKind`, raised when it is loaded."""
    crash: str = ""
    """A signal (SEGV, ABRT, KILL, STOP) that the process sends itself when it is loaded."""


class ScriptedAdapter:
    """Implements `engine.backends.base.LoadedAdapter`."""

    def __init__(self, script: AdapterScript, info: AdapterInfo, invocation: tuple[int, ...]) -> None:
        self.script = script
        self.closed = False
        self._info = info
        self._invocation = invocation

    @property
    def info(self) -> AdapterInfo:
        return self._info

    @property
    def invocation(self) -> tuple[int, ...]:
        return self._invocation

    def close(self) -> None:
        self.closed = True


class ActiveAdapters:
    """The active set of a scripted model: what it leaves on each position, and what it is called."""

    def __init__(self, adapters: Sequence[tuple[LoadedAdapter, float]] = ()) -> None:
        chosen = [(adapter, scale) for adapter, scale in adapters if isinstance(adapter, ScriptedAdapter)]
        if len(chosen) != len(adapters) or any(adapter.closed for adapter, _ in chosen):
            raise ValueError("an adapter of another model, or one that is closed")
        acting = sorted(
            (adapter.info.fingerprint, scale) for adapter, scale in chosen if adapter.script.effect != "none"
        )
        self.names = " + ".join(sorted(adapter.info.name for adapter, _ in chosen))
        """Sorted, with " + " between them; empty where the set is."""
        self.mark = NO_MARK
        if any(adapter.script.effect == "not_finite" for adapter, _ in chosen):
            self.mark = BROKEN_MARK
        elif acting:
            self.mark = hashlib.sha256(repr(acting).encode()).digest()[:MARK_BYTES]


def load_scripted_adapter(path: Path, tokenize: Callable[[str], list[int]]) -> ScriptedAdapter:
    """Raises EngineError: as the script says, or for a file that is no adapter."""
    try:
        with path.open("rb", buffering=0) as file:
            script = (
                AdapterScript(Metadata(read_file_header(file, what="adapter")[0]).text("general.name"))
                if file.read(len(MAGIC)) == MAGIC
                else _read(path)
            )
        status = path.stat()
    except FileNotFoundError as error:
        raise EngineError(ErrorKind.MODEL_NOT_FOUND, f"There is no adapter at {path}.") from error
    except BadHeader as error:
        raise EngineError(error.kind, f"The adapter {path.name} {error.reason}. {error.advice}") from error
    threading.Event().wait(script.load_delay)
    if script.crash:
        os.kill(os.getpid(), signal.Signals[f"SIG{script.crash}"])
    if script.fail:
        raise EngineError(ErrorKind(script.fail), "The script says that loading this adapter fails.")
    info = AdapterInfo(
        path=str(path),
        name=script.name or path.stem,
        kind=AdapterKind.ACTIVATED_LORA if script.invocation else script.kind,
        fingerprint=fingerprint(path),
        rank=0 if script.kind is AdapterKind.CONTROL_VECTOR else 1,
        tensors=1,
        bytes=status.st_size,
    )
    return ScriptedAdapter(script, info, tuple(tokenize(script.invocation)))


def _read(path: Path) -> AdapterScript:
    try:
        values: dict[str, Any] = json.loads(path.read_bytes())["scripted_adapter"]
        if unknown := values.keys() - {field.name for field in fields(AdapterScript)}:
            raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
        values["kind"] = AdapterKind(values.get("kind", AdapterKind.LORA))
        return AdapterScript(**values)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise EngineError(ErrorKind.MODEL_INVALID, f"{path.name} is no scripted adapter.", str(error)) from error
