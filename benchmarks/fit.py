"""How near the forecasts of memory and speed come: `python -m benchmarks.fit [--quick] [--write]`.

`models.fit` and `models.speed` are asked first; then a fresh engine process loads the model, reads a prompt that fills
the context to a half, writes some tokens, reads one that fills it but for a few, and its resident size is taken:
private memory and mapped files. The models are the starter, what llama.cpp re-quantizes from it, its ONNX twins, and
random ones of other architectures.

Speeds are those of one thread by the processor time of the engine, which other programs hardly change; the forecast is
for one thread, too. `--quick` leaves out what takes long.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from app.launch import engine_command
from app.pipe import EnginePipe
from app.this_machine import processor
from benchmarks.report import publish, table
from engine.backends.llama.native import lib
from engine.errors import EngineError
from engine.protocol import (
    CountTokens,
    Failed,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    Progress,
    PromptReady,
    Role,
    SamplingOptions,
    Stage,
    TokensCounted,
)
from models.fit import MemoryNeed, memory_needed
from models.inspect_gguf import inspect_gguf, is_gguf
from models.inspect_onnx import inspect_onnx
from models.machine import Machine, measure
from models.onnx.convert import Precision
from models.onnx_fit import onnx_memory_needed
from models.speed import Speed, gguf_speed, onnx_speed
from models.starter import starter_model
from tests.contract.tiny_models import mamba, of_architecture
from tests.onnx_twin import onnx_twin
from tests.requantized import quantized

TYPES = ("Q8_0", "Q4_0", "IQ4_NL", "Q4_K_M", "Q5_1", "F16")
DRAWN = 32
"""Tokens that are written for the speed."""
ENDED = 8
"""Tokens that are written with the context full."""

ENDS = range(4)
"""Tokens among which all of these models have those that end an answer: they are not drawn."""


@dataclass(frozen=True)
class Case:
    name: str
    path: Path
    context: int
    kv_type: str = "f16"
    flash_attention: str = "on"


@dataclass(frozen=True)
class Result:
    case: Case
    need: MemoryNeed
    resident: int
    speed: Speed
    measured: Speed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    silence = lib.llama_log_callback(lambda level, text, data: None)
    lib.llama_log_set(silence, None)
    machine = measure(processor(), 1)
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="homespun-fit-") as folder:
        for case in _cases(Path(folder), quick=options.quick):
            if options.only in case.name:
                results.append(_run(case, machine))
                print(_memory_row(results[-1]), _speed_row(results[-1]), file=sys.stderr, flush=True)
    command = "python -m benchmarks.fit" + " --quick" * options.quick + " --write"
    publish("fit", "Will it fit, and how fast: forecast and measured", command, _report(results), write=options.write)


def _cases(folder: Path, *, quick: bool) -> Iterator[Case]:
    starter = starter_model()
    if starter is None:
        raise SystemExit("The starter model is not installed: run “make venv”.")
    name = "starter Q4_1"
    yield Case(name, starter, 512)
    yield Case(name, starter, 2048)
    yield Case(name, starter, 2048, flash_attention="off")
    for kv_type in ("q8_0", "q4_0"):
        yield Case(name, starter, 2048, kv_type)
    if not quick:
        yield Case(name, starter, 4096, flash_attention="off")
        yield Case(name, starter, 8192)
    for kind in TYPES:
        yield Case(f"starter {kind}", quantized(starter, folder / f"{kind}.gguf", kind), 2048)
    for precision in (Precision.INT4, Precision.INT8, Precision.FP16, Precision.FP32):
        for context in (512, 2048):
            yield Case(f"starter ONNX {precision}", onnx_twin(precision), context)
    shape = {"layers": 8, "width": 512, "heads": 8, "kv_heads": 2, "feed_forward": 1408, "context_length": 2048}
    for architecture in ("llama", "gemma", "gemma3", "qwen2vl"):
        file = of_architecture(architecture, **shape, words=[f"w{number}" for number in range(16000)])
        yield Case(f"random {architecture}", file.write(folder / f"{architecture}.gguf"), 2048)
    yield Case("random mamba", mamba(256).write(folder / "mamba.gguf"), 256)


def _run(case: Case, machine: Machine) -> Result:
    if is_gguf(case.path):
        header = inspect_gguf(case.path)
        need = memory_needed(header, case.context, case.kv_type, case.flash_attention)
        speed = gguf_speed(header, machine, case.context, case.kv_type)
    else:
        folder = inspect_onnx(case.path)
        need, speed = onnx_memory_needed(folder, case.context), onnx_speed(folder, machine, case.context)
    options = LoadOptions(
        case.context, threads=1, kv_type=case.kv_type, flash_attention=case.flash_attention, gpu_layers=0
    )
    with EnginePipe(engine_command()) as pipe:
        pipe.result(LoadModel(pipe.next_id(), str(case.path), options))
        process = psutil.Process(pipe.pid)
        _, writing = _generate(pipe, process, _prompt(pipe, case.context // 2 - DRAWN // 2), DRAWN)
        reading, _ = _generate(pipe, process, _prompt(pipe, min(1024, case.context - ENDED)), 2, other=True)
        _generate(pipe, process, _prompt(pipe, case.context - ENDED), ENDED)
        resident = process.memory_info().rss
    return Result(case, need, resident, speed, Speed(reading, writing))


def _generate(
    pipe: EnginePipe, process: psutil.Process, prompt: str, count: int, *, other: bool = False
) -> tuple[float, float]:
    """Tokens a second of reading and of writing. With `other` the prompt shares no beginning with the others."""
    messages = (Message(Role.USER, f"{'Twice ' if other else ''}{prompt}"),)
    sampling = SamplingOptions(temperature=0.0, repeat_penalty=1.0, logit_bias=tuple((token, -1e9) for token in ENDS))
    ready = read = end = 0.0
    for event in pipe.run(Generate(pipe.next_id(), messages, sampling=sampling, max_tokens=count)):
        match event:
            case PromptReady():
                ready = read = _processor_seconds(process)
            case Progress(stage=Stage.PREFILL, done=done, total=total) if done == total:
                read = _processor_seconds(process)
            case Failed():
                raise EngineError(event.kind, event.message, event.detail)
            case Finished():
                end = _processor_seconds(process)
                usage = event.usage
                reading = usage.evaluated_tokens / max(read - ready, 0.01)
                return reading, max(usage.completion_tokens, 1) / max(end - read, 0.01)
            case _:
                pass
    raise AssertionError("a request ends in a terminal event")


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _prompt(pipe: EnginePipe, tokens: int) -> str:
    """A text whose whole prompt takes `tokens` tokens, or a little less."""
    words = ("sea", "sky", "ship", "wind", "star", "rope", "sail", "wave")

    def text(count: int) -> str:
        return "Once" + "".join(f" {words[index * 5 % len(words)]}" for index in range(count))

    def length(count: int) -> int:
        counted = pipe.result(CountTokens(pipe.next_id(), (Message(Role.USER, text(count)),)))
        assert isinstance(counted, TokensCounted)
        return counted.tokens

    low, high = 0, tokens
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if length(middle) <= tokens else (low, middle)
    return text(low)


def _setting(case: Case) -> tuple[str, ...]:
    return case.name, f"{case.context:,}", case.kv_type, case.flash_attention


def _memory_row(result: Result) -> tuple[str, ...]:
    need = result.need
    parts = (need.weights, need.kv, need.compute, need.program, need.total, result.resident)
    error = need.total / result.resident - 1
    return (*_setting(result.case), *(f"{part / 1e6:,.0f}" for part in parts), f"{error:+.1%}")


def _speed_row(result: Result) -> tuple[str, ...]:
    forecast, measured = result.speed, result.measured
    return (
        *_setting(result.case),
        *(f"{rate:,.0f}" for rate in (forecast.writing, measured.writing)),
        f"{forecast.writing / measured.writing - 1:+.0%}",
        *(f"{rate:,.0f}" for rate in (forecast.reading, measured.reading)),
        f"{forecast.reading / measured.reading - 1:+.0%}",
    )


def _report(results: list[Result]) -> str:
    worst = max(abs(result.need.total / result.resident - 1) for result in results)
    setting = ("model", "context", "KV cache", "flash attention")
    memory = (*setting, "weights", "KV", "compute", "engine", "forecast", "resident", "error")
    speed = (*setting, "writing: forecast", "measured", "error", "reading: forecast", "measured", "error")
    return "\n\n".join(
        [
            "Memory in MB, with the context full. Resident is what the engine's process has: private memory and mapped "
            f"files. The largest error is {worst:.1%}.",
            table(memory, [_memory_row(result) for result in results]),
            "Tokens a second of one thread, by the processor time of the engine. Writing with the context half full; "
            "reading a prompt of 1,024 tokens, or of the whole context where that is shorter.",
            table(speed, [_speed_row(result) for result in results]),
        ]
    )


if __name__ == "__main__":
    main()
