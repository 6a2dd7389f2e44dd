"""Adapters of every format that were damaged on purpose: a typed refusal each, or one that works.

The number of files follows HOMESPUN_FUZZ_CASES, the kind of damage HOMESPUN_FUZZ_SEED.
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
from models.adapters.base import BaseDescription, describe_gguf_base
from models.adapters.convert import describe_source, import_adapter
from models.inspect_gguf import inspect_gguf
from tests.fuzz.adapter_mutations import AdapterCase, cases, samples
from tests.fuzz.loader import running_loader
from tests.gguf_files import tiny_llama

CASES = int(os.environ.get("HOMESPUN_FUZZ_CASES", "300"))
SEED = int(os.environ.get("HOMESPUN_FUZZ_SEED", "1"))
SECONDS = 10.0
CHILD = "tests.fuzz.adapter_child"
EXPECTED = (ErrorKind.MODEL_INVALID, ErrorKind.UNSUPPORTED, ErrorKind.ADAPTER_MISMATCH, ErrorKind.MODEL_NOT_FOUND)


def _write(case: AdapterCase, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in case.files.items():
        (folder / name).write_bytes(content)
    return folder / case.source if case.source else folder


def _base(tmp_path: Path) -> BaseDescription:
    return describe_gguf_base(inspect_gguf(tiny_llama(layers=2).write(tmp_path / "base.gguf")))


def _refusal(source: Path, base: BaseDescription, output: Path) -> EngineError | None:
    try:
        describe_source(source)
        import_adapter(source, base, output)
    except EngineError as error:
        assert not output.exists()
        return error
    output.unlink()
    return None


@pytest.mark.timeout(300 + CASES)
def test_a_damaged_adapter_is_refused_in_words_or_imported(tmp_path: Path) -> None:
    base = _base(tmp_path)
    kinds: Counter[str] = Counter()
    slowest = 0.0
    for case in cases(CASES, Random(SEED)):
        source = _write(case, tmp_path / "x")
        start = time.perf_counter()
        refusal = _refusal(source, base, tmp_path / "out.gguf")
        slowest = max(slowest, time.perf_counter() - start)
        kinds[refusal.kind if refusal else "imported"] += 1
        if refusal:
            assert refusal.kind in EXPECTED, case.name
            assert refusal.message.isprintable(), case.name
            assert len(refusal.message) < 700, case.name
        assert sorted(path.name for path in tmp_path.iterdir()) == ["base.gguf", "x"], case.name
    print(f"\n{kinds.total()} adapters: {dict(kinds)}, the slowest {slowest * 1000:.0f} ms")
    assert kinds["imported"] > 0
    assert kinds.total() > CASES // 2


def test_what_an_adapter_claims_is_not_allocated(tmp_path: Path) -> None:
    base = _base(tmp_path)
    tracemalloc.start()
    try:
        for case in cases(80, Random(SEED + 1)):
            _refusal(_write(case, tmp_path / "x"), base, tmp_path / "out.gguf")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * 2**20


@pytest.mark.timeout(300 + CASES)
def test_what_is_imported_runs_or_fails_in_words(tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    deaths: list[str] = []
    with running_loader(SECONDS, CHILD) as loader:
        for case in cases(CASES, Random(SEED)):
            outcome = loader.load(_write(case, tmp_path / "x"))
            outcomes[outcome.kind] += 1
            if outcome.kind in ("died", "hung"):
                deaths.append(f"{outcome.kind} ({case.name}): {outcome.detail}")
    print(f"\n{outcomes.total()} adapters: {dict(outcomes)}", *deaths, sep="\n")
    assert not deaths
    assert outcomes["loaded"] > 0


def test_sound_adapters_run_in_the_same_child(tmp_path: Path) -> None:
    sound = samples()
    files = {"1.gguf": sound.lora, "2.gguf": sound.activated, "3.gguf": sound.control_vector}
    with running_loader(60, CHILD) as loader:
        for name, content in (files | {"4.onnx_adapter": sound.onnx_adapter}).items():
            (tmp_path / name).write_bytes(content)
            assert loader.load(tmp_path / name).kind == "loaded", name
        peft = {"adapter_config.json": sound.config, "adapter_model.safetensors": sound.weights}
        assert loader.load(_write(AdapterCase("peft", peft), tmp_path / "x")).kind == "loaded"
