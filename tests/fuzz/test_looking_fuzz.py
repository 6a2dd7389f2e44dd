"""Damaged files of every kind, looked at as the program does it: in a process of bounded memory, time and means.

The number of files follows HOMESPUN_FUZZ_CASES, the kind of damage HOMESPUN_FUZZ_SEED.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import psutil
import pytest

from app.looking import ChildImporter, ChildInspector
from engine.errors import EngineError, ErrorKind
from models.library.facts import read_facts
from tests.fuzz import adapter_mutations, onnx_mutations, tokenizer_mutations
from tests.fuzz.mutations import byte_damage, truncations, value_damage
from tests.gguf_files import tiny_llama
from tests.onnx_files import write_genai, write_optimum

CASES = int(os.environ.get("HOMESPUN_FUZZ_CASES", "200"))
SEED = int(os.environ.get("HOMESPUN_FUZZ_SEED", "1"))
EXPECTED = (ErrorKind.MODEL_INVALID, ErrorKind.UNSUPPORTED, ErrorKind.MODEL_NOT_FOUND)
IMPORTED = 20
"""One of so many cases is an adapter that is imported: each of them starts a process."""


def _ggufs(folder: Path, random: Random) -> Iterator[Path]:
    header = tiny_llama().header()
    whole = tiny_llama().write(folder / "whole.gguf").stat().st_size
    for cases in (
        truncations("tiny", header, whole, CASES // 8, random),
        byte_damage("tiny", header, whole, CASES // 8, random, len(header)),
        value_damage(CASES // 4, random),
    ):
        for number, case in enumerate(cases):
            path = folder / f"{case.name} {number}.gguf"
            path.write_bytes(case.start)
            os.truncate(path, case.size)
            yield path


def _folders(folder: Path, random: Random) -> Iterator[Path]:
    for write in (write_optimum, write_genai):
        good = write(folder / write.__name__)
        yield good
        for number, change in enumerate(onnx_mutations.changes(good, CASES // 6, random)):
            yield change.apply(good, folder / f"{write.__name__} {number}")
    bare = write_optimum(folder / "bare")
    (bare / tokenizer_mutations.JSON).unlink()
    for number, change in enumerate(tokenizer_mutations.changes(CASES // 6, random)):
        yield change.apply(bare, folder / f"tokenizer {number}")


@pytest.mark.timeout(300 + CASES)
def test_every_damaged_model_gets_the_answer_of_this_process(tmp_path: Path) -> None:
    random = Random(SEED + 3)
    paths = [*_ggufs(tmp_path, random), *_folders(tmp_path, random)]
    outcomes: Counter[str] = Counter()
    before = psutil.Process().children()
    started: set[int] = set()
    slowest, last = 0.0, time.perf_counter()
    for path, answer in zip(paths, ChildInspector().look(paths), strict=True):
        slowest, last = max(slowest, time.perf_counter() - last), time.perf_counter()
        started |= {child.pid for child in psutil.Process().children() if child not in before}
        if isinstance(answer, EngineError):
            assert answer.kind in EXPECTED, path.name
            assert answer.message.isprintable(), path.name
            with pytest.raises(EngineError) as same:
                read_facts(path)
            assert (same.value.kind, same.value.message) == (answer.kind, answer.message)
        else:
            assert answer == read_facts(path)
        outcomes[answer.kind if isinstance(answer, EngineError) else "passed"] += 1
    print(f"\n{outcomes.total()} models: {dict(outcomes)}, {len(started)} processes, the slowest {slowest:.2f} s")
    assert outcomes["passed"] > 0
    assert psutil.Process().children() == before
    assert len(started) == 1  # no file ended it


@pytest.mark.timeout(300 + CASES)
def test_every_damaged_adapter_is_refused_or_imported(tmp_path: Path) -> None:
    base = tiny_llama(layers=2).write(tmp_path / "base.gguf")
    outcomes: Counter[str] = Counter()
    random = Random(SEED + 4)
    cases = list(adapter_mutations.cases(CASES, random))
    for case in random.sample(cases, CASES // IMPORTED):
        folder = tmp_path / "adapter"
        folder.mkdir(exist_ok=True)
        for name, content in case.files.items():
            (folder / name).write_bytes(content)
        outcomes[_imported(folder / case.source, base, tmp_path / "out.gguf")] += 1
        for name in case.files:
            (folder / name).unlink()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["adapter", "base.gguf"], case.name
    print(f"\n{outcomes.total()} adapters: {dict(outcomes)}")
    assert set(outcomes) <= {"imported", *EXPECTED, ErrorKind.ADAPTER_MISMATCH}


def _imported(source: Path, base: Path, output: Path) -> str:
    try:
        ChildImporter()(source, base, output, lambda _done, _total: None)
    except EngineError as error:
        return error.kind
    output.unlink()
    return "imported"
