"""Starts an engine for a command, with the model and the adapters that were asked for."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

from app.cli.adapter_set import AdapterSet, described, uses
from app.cli.output import StepProgress
from app.launch import engine_command
from app.looking import ChildInspector
from app.paths import DataFolder
from app.pipe import SILENCE_SECONDS, EnginePipe
from engine.errors import EngineError
from engine.protocol import (
    AdaptersSet,
    Event,
    Failed,
    LoadModel,
    LoadOptions,
    ModelInfo,
    ModelLoaded,
    Progress,
    Request,
    SetAdapters,
    Steering,
)
from models.encryption.keys import DataKey
from models.library import Library, model_name
from models.starter import starter_model


def library(options: argparse.Namespace) -> Library:
    """It looks at models in a process of their own: nobody vouches for them."""
    return Library(DataFolder.resolve(options.data_dir).models, starter_model(), inspector=ChildInspector())


def engine(
    files: Sequence[Path],
    *,
    output: Path | None = None,
    composers: Path | None = None,
    silence_seconds: float = SILENCE_SECONDS,
    key: DataKey | None = None,
) -> EnginePipe:
    """An engine without a model, to be started. It can read `files` alone, and write into the folder `output`. Nothing
    of a terminal's chat is kept on disk: it has no folder for states. `composers` is that of what dynamic tokenization
    has fitted and measured. `key` opens adapters that are kept encrypted."""
    command = engine_command(composers=composers, files=files).knowing(key)
    if output is not None and output.is_dir():  # else the engine says that it is not there
        command = command.writing(output)
    return EnginePipe(command, silence_seconds=silence_seconds)


def needed(model: Path, adapters: AdapterSet = (), steered: Steering | None = None, vocabulary: str = "") -> list[Path]:
    """The files that an engine reads to write with these."""
    others = [steered.path] if steered else []
    others += [vocabulary] if vocabulary else []
    return [model, *(adapter.path for adapter in adapters), *map(Path, others)]


def load(pipe: EnginePipe, path: Path, options: LoadOptions) -> ModelInfo:
    """Raises EngineError, EngineDied, or KeyboardInterrupt when Ctrl+C stopped the loading."""
    with StepProgress(f"Loading {model_name(path)}") as progress:
        for event in run_cancellable(pipe, LoadModel(pipe.next_id(), str(path.absolute()), options)):
            match event:
                case Progress():
                    progress.show(event.done, event.total)
                case ModelLoaded():
                    return event.info
                case Failed():
                    raise EngineError(event.kind, event.message, event.detail)
                case _:
                    pass
    raise KeyboardInterrupt  # a load ends without a model only when it was cancelled


def set_adapters(pipe: EnginePipe, adapters: AdapterSet) -> AdaptersSet:
    """Make `adapters` the engine's set. Raises as `load` does; the set before stays in force then."""
    with StepProgress(f"Loading {described(adapters)}") as progress:
        for event in run_cancellable(pipe, SetAdapters(pipe.next_id(), uses(adapters))):
            match event:
                case Progress():
                    progress.show(event.done, event.total)
                case AdaptersSet():
                    return event
                case Failed():
                    raise EngineError(event.kind, event.message, event.detail)
                case _:
                    pass
    raise KeyboardInterrupt


def run_cancellable(pipe: EnginePipe, request: Request) -> Iterator[Event]:
    """The events of `request`, which Ctrl+C cancels; its terminal event still comes. A second Ctrl+C raises
    KeyboardInterrupt."""
    pressed = False

    def cancel(_signal: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        pipe.cancel(request.id)

    before = signal.signal(signal.SIGINT, cancel)
    try:
        yield from pipe.run(request)
    finally:
        signal.signal(signal.SIGINT, before)
