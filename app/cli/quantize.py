"""`homespun models quantize`: a GGUF model stored in another number format, and what that gains and costs."""

from __future__ import annotations

import argparse
import statistics
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.cli.bench import SILENCE_SECONDS
from app.cli.chat import INTERRUPTED
from app.cli.model import engine, library, load, run_cancellable
from app.cli.output import StepProgress, for_terminal, say, write_json
from app.cli.parity import parity
from app.paths import DataFolder
from app.pipe import EnginePipe
from engine.errors import EngineError, ErrorKind
from engine.protocol import Benchmark, BenchmarkDone, Failed, LoadOptions, Progress, Requantize
from models.formats import faster_format, is_quantized
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf
from models.library import display_name, model_name
from models.sizes import readable

_RUNS = 3
_READ, _WRITTEN = 512, 48
"""Tokens of one measurement."""
_CONTEXT = 1024


@dataclass(frozen=True)
class Speeds:
    """Medians, in tokens a second."""

    reading: float
    writing: float


def quantize(options: argparse.Namespace) -> int:
    """Raises EngineError, EngineDied, or KeyboardInterrupt while it measures: the new model stays then."""
    source = library(options).resolve(options.reference)
    header = inspect_gguf(source)
    kind = options.to or _advised(header)
    if is_quantized(header):
        stored = header.tensor_types[0].name
        say(
            f"The model is stored as {stored} already, so its numbers are rounded a second time. What that costs is "
            "measured afterwards; a file that its maker stored as " + f"{kind} may be better."
        )
    output = (options.output or _place(options, source, kind)).absolute()
    if not _write(source, kind, output):
        say("(Stopped. Nothing was written.)")
        return INTERRUPTED
    before, after = _speeds(source, output)
    compared = parity(source, output, f"The model was written to “{output}”")
    size = output.stat().st_size
    if options.json:
        write_json(
            {
                "path": str(output),
                "format": kind,
                "bytes": size,
                "tokens_per_second": {"before": asdict(before), "after": asdict(after)},
                "parity": compared,
            }
        )
    else:
        _tell(header, output, size, (before, after), compared)
    return 0


def _advised(header: GGUFHeader) -> str:
    advice = faster_format(header)
    if advice is None:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"Nothing is known that would be faster here than {header.quantization}. Name a format with --to.",
        )
    say(advice.message)
    return advice.format


def _place(options: argparse.Namespace, source: Path, kind: str) -> Path:
    """In the library, where `--model` finds it by its name, which says the new format and no longer the old one."""
    folder = DataFolder.resolve(options.data_dir)
    folder.create()
    return folder.models / f"{display_name(source)}-{kind}.gguf"


def _write(source: Path, kind: str, output: Path) -> bool:
    """Whether it was written; False where Ctrl+C stopped it."""
    with (
        engine([source], output=output.parent) as pipe,
        StepProgress(f"Storing {model_name(source)} as {kind}") as progress,
    ):
        request = Requantize(pipe.next_id(), str(source.absolute()), kind, str(output))
        for event in run_cancellable(pipe, request):
            match event:
                case Progress():
                    progress.show(event.done, event.total)
                case Failed():
                    raise EngineError(event.kind, event.message, event.detail)
                case _:
                    pass
    return output.exists()


def _speeds(source: Path, output: Path) -> tuple[Speeds, Speeds]:
    """Of both, in turns, so that the machine's moods meet both alike."""
    found: tuple[list[Speeds], list[Speeds]] = ([], [])
    with (
        engine([source], silence_seconds=SILENCE_SECONDS) as before,
        engine([output], silence_seconds=SILENCE_SECONDS) as after,
    ):
        for pipe, path in ((before, source), (after, output)):
            load(pipe, path, LoadOptions(context_length=_CONTEXT))
        with StepProgress("Measuring the speed of both") as progress:
            for run in range(_RUNS + 1):
                progress.show(run, _RUNS + 1)
                for pipe, speeds in ((before, found[0]), (after, found[1])):
                    one = Speeds(_rate(pipe, "prefill", _READ), _rate(pipe, "decode", _WRITTEN))
                    if run:  # the first one warms up
                        speeds.append(one)
    return _median(found[0]), _median(found[1])


def _rate(pipe: EnginePipe, kind: str, tokens: int) -> float:
    done = pipe.result(Benchmark(pipe.next_id(), kind, tokens))
    assert isinstance(done, BenchmarkDone)
    return done.tokens_per_second


def _median(speeds: list[Speeds]) -> Speeds:
    return Speeds(statistics.median(one.reading for one in speeds), statistics.median(one.writing for one in speeds))


def _tell(header: GGUFHeader, output: Path, size: int, speeds: tuple[Speeds, Speeds], found: dict[str, Any]) -> None:
    before, after = speeds
    print(for_terminal(f"{output}: {readable(size)} instead of {readable(header.bytes)}"))
    rows = (
        ("reads", f"{after.reading:,.0f} tokens a second instead of {before.reading:,.0f}"),
        ("writes", f"{after.writing:,.0f} tokens a second instead of {before.writing:,.0f}"),
        ("perplexity", f"{found['perplexity']:.2f} instead of {found['reference_perplexity']:.2f}"),
        ("same likeliest next token", f"{found['top1_agreement']:.1%} of {found['tokens']} positions"),
    )
    for name, value in rows:
        print(f"{name:26} {value}")
