"""No tokenizer of an ONNX folder may hang the program, take more memory than it may, or end in anything but a typed
error or a model that answers.

`HOMESPUN_FUZZ_CASES` (150) is the number of files, `HOMESPUN_FUZZ_SEED` (1) picks them.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from engine.errors import ErrorKind
from models.gguf_reader import BadHeader
from models.tokenizer_file import check_tokenizer
from tests.fuzz.loader import running_loader
from tests.fuzz.tokenizer_mutations import JSON, MODEL, byte_pairs, changes, sentence_pieces, unigrams
from tests.onnx_files import write_optimum

CASES = int(os.environ.get("HOMESPUN_FUZZ_CASES", "150"))
SEED = int(os.environ.get("HOMESPUN_FUZZ_SEED", "1"))
SECONDS = 10.0


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A model without a tokenizer."""
    folder = write_optimum(tmp_path / "bare")
    (folder / JSON).unlink()
    return folder


def _refusal(path: Path) -> BadHeader | None:
    try:
        check_tokenizer(path)
    except BadHeader as error:
        return error
    return None


@pytest.mark.timeout(300 + CASES)
def test_what_passes_loads_or_fails_in_words(bare: Path, tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    deaths: list[str] = []
    slowest = 0.0
    with running_loader(SECONDS) as loader:
        for change in changes(CASES, Random(SEED)):
            folder = change.apply(bare, tmp_path / "model")
            start = time.perf_counter()
            refusal = _refusal(folder / next(iter(change.files)))
            slowest = max(slowest, time.perf_counter() - start)
            if refusal:
                assert refusal.kind is ErrorKind.MODEL_INVALID, change.name
                outcomes["refused"] += 1
                continue
            outcome = loader.load(folder)
            outcomes[outcome.kind] += 1
            if outcome.kind in ("died", "hung"):
                deaths.append(f"{outcome.kind} ({change.name}): {outcome.detail}")
    print(f"\n{outcomes.total()} tokenizers: {dict(outcomes)}, the slowest check {slowest * 1000:.0f} ms")
    print(*deaths, sep="\n")
    assert not deaths
    assert outcomes["loaded"] > 0
    assert outcomes.total() > CASES // 2


def test_the_check_takes_little_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        for change in changes(24, Random(SEED + 1)):
            for name, content in change.files.items():
                (tmp_path / name).write_bytes(content)
                _refusal(tmp_path / name)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * 2**20


def test_sound_tokenizers_pass_and_load(bare: Path) -> None:
    import json

    sound = {"unigram": sentence_pieces("unigram"), "bpe": sentence_pieces("bpe")}
    with running_loader(60) as loader:
        for name, content in sound.items():
            (bare / MODEL).write_bytes(content)
            assert loader.load(bare).kind == "loaded", name
        (bare / MODEL).unlink()
        for tokenizer in (byte_pairs(), unigrams()):
            (bare / JSON).write_text(json.dumps(tokenizer))
            assert loader.load(bare).kind == "loaded"
