"""No file may hang the program, take more memory than it may, or end in anything but a typed error or a loaded model.

`HOMESPUN_FUZZ_CASES` (700) is the number of files, `HOMESPUN_FUZZ_SEED` (1) picks them.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from engine.errors import EngineError, ErrorKind
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.fuzz.loader import running_loader
from tests.fuzz.mutations import Case, byte_damage, truncations, value_damage
from tests.gguf_files import tiny_llama

CASES = int(os.environ.get("HOMESPUN_FUZZ_CASES", "700"))
SEED = int(os.environ.get("HOMESPUN_FUZZ_SEED", "1"))
SECONDS = 10.0
"""For one file, loading and a few tokens of answer included."""


def _starter() -> tuple[bytes, int]:
    path = starter_model()
    assert path is not None
    with path.open("rb") as file:
        return file.read(inspect_gguf(path).tensors[0].offset), path.stat().st_size


def _cases() -> Iterator[Case]:
    """A third of the files comes from the bytes of models, the rest from their values."""
    random = Random(SEED)
    starter, starter_size = _starter()
    for byte_pairs in (False, True):
        header = tiny_llama(byte_pairs=byte_pairs).header()
        yield from truncations("tiny", header, len(header) + 35_000, CASES // 20, random)
        size = len(header) + sum(tensor.bytes for tensor in tiny_llama(byte_pairs=byte_pairs).tensors)
        yield from byte_damage("tiny", header, size, CASES // 10, random, len(header))
    yield from truncations("starter", starter, starter_size, CASES // 20, random)
    yield from byte_damage("starter", starter, starter_size, CASES // 20, random, 1500)
    yield from byte_damage("starter", starter, starter_size, CASES // 35, random, len(starter))
    yield from value_damage(CASES - CASES // 3, random)


def _write(case: Case, path: Path) -> None:
    path.write_bytes(case.start)
    os.truncate(path, case.size)


def _refusal(path: Path) -> EngineError | None:
    try:
        inspect_gguf(path)
    except EngineError as error:
        return error
    return None


def test_the_inspector_refuses_in_words_or_passes(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    kinds: Counter[str] = Counter()
    slowest = 0.0
    for case in _cases():
        _write(case, path)
        start = time.perf_counter()
        refusal = _refusal(path)
        slowest = max(slowest, time.perf_counter() - start)
        kinds[refusal.kind if refusal else "passed"] += 1
        if refusal:
            assert refusal.kind in (ErrorKind.MODEL_INVALID, ErrorKind.UNSUPPORTED), case.name
            assert refusal.message.startswith("“model.gguf” "), case.name
            assert refusal.message.isprintable(), case.name
            assert len(refusal.message) < 600, case.name
    print(f"\n{kinds.total()} files: {dict(kinds)}, the slowest {slowest * 1000:.0f} ms")
    assert kinds.total() >= CASES
    assert slowest < 2.0


def test_the_inspector_takes_little_memory(tmp_path: Path) -> None:
    """What a file claims must not be allocated: a header of 100 bytes that speaks of millions."""
    path = tmp_path / "model.gguf"
    random = Random(SEED)
    tracemalloc.start()
    try:
        for case in chain(value_damage(60, random), byte_damage("tiny", tiny_llama().header(), 10**9, 60, random, 400)):
            _write(case, path)
            _refusal(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * 2**20


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.timeout(900 + CASES)
def test_what_passes_loads_or_fails_in_words(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    outcomes: Counter[str] = Counter()
    deaths: list[str] = []
    slowest = 0.0
    with running_loader(SECONDS) as loader:
        for case in _cases():
            _write(case, path)
            if _refusal(path):
                outcomes["refused"] += 1
                continue
            start = time.perf_counter()
            outcome = loader.load(path)
            slowest = max(slowest, time.perf_counter() - start)
            outcomes[outcome.kind] += 1
            if outcome.kind in ("died", "hung"):
                deaths.append(f"{outcome.kind} ({case.name}): {outcome.detail}")
    print(f"\n{outcomes.total()} files: {dict(outcomes)}, the slowest {slowest:.2f} s", *deaths, sep="\n")
    assert not deaths  # a check is missing otherwise
    assert outcomes["loaded"] > 0


@pytest.mark.model
def test_a_sound_model_loads_in_the_same_child(tmp_path: Path) -> None:
    with running_loader(60) as loader:
        for byte_pairs in (False, True):
            model = tiny_llama(byte_pairs=byte_pairs).write(tmp_path / "tiny.gguf")
            assert loader.load(model).kind == "loaded"
        starter = starter_model()
        assert starter is not None
        assert loader.load(starter).kind == "loaded"
