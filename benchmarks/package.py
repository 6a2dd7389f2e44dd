"""The frozen program beside the one from source: its size by parts, its start, and its speed on older processors.

    python -m benchmarks.package [--runs N] [--write]

After `make package`. Starts take turns, each with a data folder of its own on a virtual screen; the time is that from
the start of the process until the X server maps the window, and until the first word of a reply in the terminal. The
speeds are those of the bare loop over llama.cpp in three engines that are loaded at once and take turns: the one
from source, compiled for this very processor; the frozen one with the code that it chooses for this processor; and the
frozen one with only the code for processors with AVX2.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, cast

from app.launch import EngineCommand, engine_command
from app.pipe import EnginePipe
from benchmarks.report import publish, table
from benchmarks.start import MESSAGE, screen
from engine.protocol import Benchmark, BenchmarkDone, LoadModel, LoadOptions, ModelLoaded
from models.starter import starter_model

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "homespun"
FROZEN = (str(PROGRAM / "homespun"),)
SOURCE = (sys.executable, "-m", "app")
LLAMA = PROGRAM / "_internal" / "llama_cpp" / "lib"
OLDER = "haswell"
"""llama.cpp's name for the code of processors with AVX2 and nothing wider."""
DECODE_TOKENS, PREFILL_TOKENS = 128, 512
SILENCE_SECONDS = 900.0

PARTS = (
    ("the starter model", ("assets/models",)),
    ("Qt, with its bindings", ("PySide6", "shiboken6")),
    ("ONNX Runtime", ("onnxruntime",)),
    ("numpy", ("numpy", "numpy.libs")),
    ("tokenizers, sentencepiece, llguidance", ("tokenizers", "sentencepiece", "llguidance")),
    ("SQLCipher", ("sqlcipher3",)),
    ("llama.cpp, for every generation of processors", ("llama_cpp",)),
    ("composers of the starter model", ("models",)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results/package.md")
    options = parser.parse_args()
    body = "\n\n".join((_sizes(), _starts(options.runs), _speeds(options.runs)))
    command = f"python -m benchmarks.package --runs {options.runs}"
    publish("package", "The package", command, body, write=options.write)


def _sizes() -> str:
    inside = PROGRAM / "_internal"
    rows = [(name, sum(_bytes(inside / place) for place in places)) for name, places in PARTS]
    whole = _bytes(PROGRAM)
    rows.append(("Python, our own modules, and the rest", whole - sum(size for _, size in rows)))
    rows.append(("installed", whole))
    rows += [
        (f"{file.name}", file.stat().st_size) for file in sorted(PROGRAM.parent.glob("homespun*.*")) if file.is_file()
    ]
    return table(["size", "MB"], [[name, f"{size / 1e6:,.1f}"] for name, size in rows])


def _bytes(folder: Path) -> int:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files)


def _starts(runs: int) -> str:
    windows: dict[tuple[str, ...], list[float]] = {SOURCE: [], FROZEN: []}
    words: dict[tuple[str, ...], list[float]] = {SOURCE: [], FROZEN: []}
    with screen() as environment:
        for run in range(runs + 1):
            for program in (SOURCE, FROZEN):
                window, word = _until_window(program, environment), _until_word(program)
                if run:  # the first warms the page cache up
                    windows[program].append(window)
                    words[program].append(word)
    rows = [
        [name, *(f"{statistics.median(times[program]):,.0f}" for program in (SOURCE, FROZEN)), _ratio(times)]
        for name, times in (("the window is mapped, ms", windows), ("`homespun chat`: the first word, ms", words))
    ]
    return table([f"medians of {runs}", "from source", "frozen", "ratio"], rows)


def _ratio(times: Mapping[tuple[str, ...], list[float]]) -> str:
    return f"{statistics.median(times[FROZEN]) / statistics.median(times[SOURCE]):.2f}"


def _until_window(program: tuple[str, ...], environment: Mapping[str, str]) -> float:
    """Milliseconds."""
    with tempfile.TemporaryDirectory(prefix="homespun-start-") as folder, _mapped_windows(environment) as lines:
        started = time.perf_counter()
        command = [*program, "--data-dir", folder]
        with subprocess.Popen(command, cwd=ROOT, env=dict(environment), stderr=subprocess.DEVNULL) as process:
            while "MapNotify" not in lines.readline():
                assert process.poll() is None, "the program ended"
            ended = time.perf_counter()
            process.terminate()
    return (ended - started) * 1000


@contextmanager
def _mapped_windows(environment: Mapping[str, str]) -> Iterator[IO[str]]:
    """What the X server tells of windows, a line each."""
    command = ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"]
    with subprocess.Popen(command, env=dict(environment), stdout=subprocess.PIPE, text=True) as watch:
        lines = cast(IO[str], watch.stdout)
        # A window of our own, which is soon gone again: when that is told, the watch has begun.
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(["xev"], env=dict(environment), stdout=subprocess.DEVNULL, timeout=0.3, check=False)
        while "UnmapNotify" not in (line := lines.readline()) and "DestroyNotify" not in line:
            pass
        yield lines
        watch.terminate()


def _until_word(program: tuple[str, ...]) -> float:
    """Milliseconds."""
    with tempfile.TemporaryDirectory(prefix="homespun-start-") as folder:
        started = time.perf_counter()
        command = [*program, "--data-dir", folder, "chat", "--json", "--temperature", "0", MESSAGE]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            for line in cast(IO[bytes], process.stdout):
                if json.loads(line)["type"] == "delta":
                    break
            word = time.perf_counter()
            process.terminate()
    return (word - started) * 1000


def _speeds(runs: int) -> str:
    ours = engine_command()
    frozen = EngineCommand(FROZEN[0], ("engine",), ours.environment)
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        older = {"LLAMA_CPP_LIB_PATH": str(_only(OLDER, Path(folder)))}
        engines = {
            "compiled for this processor": stack.enter_context(_engine(ours)),
            "packaged, as it chooses": stack.enter_context(_engine(frozen)),
            "packaged, for AVX2 alone": stack.enter_context(
                _engine(EngineCommand(frozen.program, frozen.arguments, {**ours.environment, **older}))
            ),
        }
        speeds: dict[tuple[str, str], list[float]] = {}
        for run in range(runs + 1):
            for name, pipe in engines.items():
                for kind, tokens in (("prefill", PREFILL_TOKENS), ("decode", DECODE_TOKENS)):
                    done = pipe.result(Benchmark(pipe.next_id(), kind, tokens))
                    assert isinstance(done, BenchmarkDone)
                    if run:
                        speeds.setdefault((name, kind), []).append(done.tokens_per_second)
        used = {name: _processor_library(pipe.pid) for name, pipe in engines.items()}
    medians = {key: statistics.median(values) for key, values in speeds.items()}
    first = next(iter(engines))
    rows = [
        [
            f"{name} (`{used[name]}`)",
            *(
                f"{medians[name, kind]:.0f} ({medians[name, kind] / medians[first, kind]:.2f})"
                for kind in ("prefill", "decode")
            ),
        ]
        for name in engines
    ]
    header = [f"tokens a second, medians of {runs} (ratio)", f"prefill {PREFILL_TOKENS}", f"decode {DECODE_TOKENS}"]
    return table(header, rows)


@contextmanager
def _engine(command: EngineCommand) -> Iterator[EnginePipe]:
    model = starter_model()
    assert model is not None
    with EnginePipe(command, silence_seconds=SILENCE_SECONDS) as pipe:
        loaded = pipe.result(LoadModel(pipe.next_id(), str(model), LoadOptions()))
        assert isinstance(loaded, ModelLoaded), loaded
        yield pipe


def _only(name: str, folder: Path) -> Path:
    """The libraries of the package with the code for one generation of processors."""
    for file in LLAMA.iterdir():
        if "ggml-cpu" not in file.name or name in file.name:
            (folder / file.name).symlink_to(file.resolve())
    return folder


def _processor_library(pid: int) -> str:
    """The file with the code for the processor that an engine has loaded."""
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    return next(Path(line.split()[-1]).name for line in maps.splitlines() if "ggml-cpu" in line)


if __name__ == "__main__":
    main()
