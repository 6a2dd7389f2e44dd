"""`homespun models convert`: a GGUF model as a folder for ONNX Runtime, and how much it is like the original."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path
from types import FrameType
from typing import Any

from app.cli.model import library
from app.cli.output import StepProgress, say, write_json
from app.cli.parity import parity
from app.paths import DataFolder
from models.library import model_name
from models.library.importing import possible_name
from models.onnx.convert import (
    ConversionCancelled,
    ConversionProgress,
    ConversionStage,
    ConvertedModel,
    Precision,
    convert,
)
from models.sizes import readable

_STAGES = tuple(ConversionStage)


def convert_model(options: argparse.Namespace) -> int:
    """Raises EngineError, or KeyboardInterrupt when Ctrl+C ended it: nothing is left of the conversion then."""
    models = library(options)
    source = models.resolve(options.reference)
    precision = Precision(options.precision)
    name = models.name_of(source)
    target = options.output or _place(options, f"{name}-onnx-{precision}")
    converted = _convert(source, target, precision)
    if options.output is None:
        models.adopt(target, f"converted from {name}")
    compared = parity(source, target, f"The model was converted to “{target}”")
    if options.json:
        write_json(
            {
                "path": str(converted.path),
                "precision": str(precision),
                "bytes": converted.bytes,
                "seconds": round(converted.seconds, 1),
                "parity": compared,
            }
        )
    else:
        _tell(converted, compared)
    return 0


def _place(options: argparse.Namespace, name: str) -> Path:
    """In the library, where `--model` finds it by its name."""
    folder = DataFolder.resolve(options.data_dir)
    folder.create()
    return folder.models / possible_name(name)


def _convert(source: Path, target: Path, precision: Precision) -> ConvertedModel:
    pressed = False

    def press(_signal: int, _frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True

    before = signal.signal(signal.SIGINT, press)
    try:
        with StepProgress(f"Converting {model_name(source)}") as progress:

            def show(report: ConversionProgress) -> None:
                progress.show(_STAGES.index(report.stage) * report.total + report.done, len(_STAGES) * report.total)

            return convert(source, target, precision, show, lambda: pressed)
    except ConversionCancelled:
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(converted: ConvertedModel, compared: dict[str, Any]) -> None:
    say(f"Converted in {converted.seconds:.0f} s: {readable(converted.bytes)} in {converted.path}")
    rows = (
        ("same tokens", "yes" if compared["same_tokens"] else "no: it will answer otherwise"),
        ("same likeliest next token", f"{compared['top1_agreement']:.1%} of {compared['tokens']} positions"),
        ("distance (KL)", f"{compared['kl']:.4f} nats a token"),
        ("perplexity", f"{compared['perplexity']:.2f}; of the original {compared['reference_perplexity']:.2f}"),
    )
    for name, value in rows:
        print(f"{name:26} {value}")
