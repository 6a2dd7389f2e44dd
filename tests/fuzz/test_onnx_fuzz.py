"""No ONNX folder may hang the program, take more memory than it may, or end in anything but a typed error or a loaded
model.

`HOMESPUN_FUZZ_CASES` (700) is the number of folders, `HOMESPUN_FUZZ_SEED` (1) picks them.
"""

from __future__ import annotations

import os
import shutil
import time
import tracemalloc
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from engine.errors import EngineError, ErrorKind
from models.inspect_onnx import inspect_onnx
from tests.fuzz.loader import running_loader
from tests.fuzz.onnx_mutations import changes
from tests.onnx_files import write_genai, write_optimum
from tests.onnx_twin import onnx_twin

CASES = int(os.environ.get("HOMESPUN_FUZZ_CASES", "700"))
SEED = int(os.environ.get("HOMESPUN_FUZZ_SEED", "1"))
SECONDS = 10.0
TWIN = 20
"""One of so many is made of the starter model's own conversion, which is large."""
LOADED = 3
"""One of so many folders is also loaded: that takes most of the time."""


def _refusal(path: Path) -> EngineError | None:
    try:
        inspect_onnx(path)
    except EngineError as error:
        return error
    return None


@pytest.fixture(params=[write_optimum, write_genai])
def good(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return request.param(tmp_path / "good")


def test_the_inspector_refuses_in_words_or_passes(good: Path, tmp_path: Path) -> None:
    kinds_told = (ErrorKind.MODEL_INVALID, ErrorKind.UNSUPPORTED, ErrorKind.MODEL_NOT_FOUND)
    kinds: Counter[str] = Counter()
    slowest = 0.0
    for change in changes(good, CASES // 2, Random(SEED)):
        folder = change.apply(good, tmp_path / "model")
        start = time.perf_counter()
        refusal = _refusal(folder)
        slowest = max(slowest, time.perf_counter() - start)
        kinds[refusal.kind if refusal else "passed"] += 1
        if refusal:
            assert refusal.kind in kinds_told, change.name
            assert refusal.message.startswith("“"), change.name
            assert refusal.message.isprintable(), change.name
            assert len(refusal.message) < 700, change.name
    print(f"\n{kinds.total()} folders: {dict(kinds)}, the slowest {slowest * 1000:.0f} ms")
    assert kinds.total() >= CASES // 2 - 10
    assert slowest < 2.0


def test_the_inspector_takes_little_memory(good: Path, tmp_path: Path) -> None:
    """What a graph claims must not be allocated."""
    tracemalloc.start()
    try:
        for change in changes(good, 90, Random(SEED + 1)):
            folder = change.apply(good, tmp_path / "model")
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            _refusal(folder)
            assert tracemalloc.get_traced_memory()[1] - before < 16 * 2**20, change.name
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.timeout(900 + CASES)
def test_what_passes_loads_or_fails_in_words(good: Path, tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    deaths: list[str] = []
    slowest = 0.0
    with running_loader(SECONDS) as loader:
        assert loader.load(good).kind == "loaded"
        for change in changes(good, CASES // LOADED, Random(SEED + 2)):
            folder = change.apply(good, tmp_path / "model")
            if _refusal(folder):
                outcomes["refused"] += 1
                continue
            start = time.perf_counter()
            outcome = loader.load(folder)
            slowest = max(slowest, time.perf_counter() - start)
            outcomes[outcome.kind] += 1
            if outcome.kind in ("died", "hung"):
                deaths.append(f"{outcome.kind} ({change.name}): {outcome.detail}")
    print(f"\n{outcomes.total()} folders: {dict(outcomes)}, the slowest {slowest:.2f} s", *deaths, sep="\n")
    assert not deaths  # a check is missing otherwise
    assert outcomes["loaded"] > 0


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.timeout(900 + CASES)
def test_the_converted_starter_model_is_refused_in_words_or_loaded(tmp_path: Path) -> None:
    """Weights in a file beside the graph, a second graph for adapters, a table of embeddings: what the small ones lack.

    Its files are damaged in place, one after another, and put back."""
    folder = tmp_path / "twin"
    shutil.copytree(onnx_twin(), folder)
    good = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix not in (".data", ".npy")}
    outcomes: Counter[str] = Counter()
    deaths: list[str] = []
    with running_loader(SECONDS) as loader:
        assert loader.load(folder).kind == "loaded"
        for change in changes(folder, CASES // TWIN, Random(SEED + 5)):
            for name, content in change.files.items():
                (folder / name).write_bytes(content)
            outcome = None if _refusal(folder) else loader.load(folder)
            outcomes[outcome.kind if outcome else "refused"] += 1
            if outcome and outcome.kind in ("died", "hung"):
                deaths.append(f"{outcome.kind} ({change.name}): {outcome.detail}")
            for name in change.files:
                (folder / name).write_bytes(good[name])
    print(f"\n{outcomes.total()} folders: {dict(outcomes)}", *deaths, sep="\n")
    assert not deaths
    assert outcomes["loaded"] > 0
