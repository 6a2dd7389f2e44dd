"""The live sequence of the llama.cpp backend: interrupts in time, and states on disks that are full."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

from engine.backends.base import Interrupted, LoadedModel
from engine.errors import EngineError, ErrorKind
from tests.contract.conftest import Load
from tests.gguf_files import tiny_llama
from tests.unit.odd_disks import read_only, small_disk


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def model(load: Load, tmp_path: Path) -> LoadedModel:
    """A tiny model that holds 200 tokens, some 100 KB of state."""
    model = load(tiny_llama(width=64, heads=2, layers=4, words=["▁"]).write(tmp_path / "tiny.gguf"))
    model.evaluate([*range(40, 240)])
    return model


class TestStates:
    def test_a_full_disk(self, model: LoadedModel, tmp_path: Path) -> None:
        size = model.save_state(tmp_path / "state")
        disk = tmp_path / "disk"
        with small_disk(disk, f"{size // 2}"):
            with pytest.raises(EngineError, match="room on the disk") as caught:
                model.save_state(disk / "state")
            assert caught.value.kind is ErrorKind.DISK_FULL
        assert model.position == 200
        model.evaluate([65])

    @pytest.mark.parametrize("missing", [1, 100, 5000, 50_000])
    def test_a_file_that_may_not_grow(self, model: LoadedModel, tmp_path: Path, missing: int) -> None:
        """Whatever part is missing, a state that is not whole is never taken for one: the library itself overlooks
        the last bytes, which it writes when it closes the file."""
        size = model.save_state(tmp_path / "state")
        with largest_file(size - missing), pytest.raises(EngineError) as caught:
            model.save_state(tmp_path / "cut")
        assert caught.value.kind is ErrorKind.DISK_FULL

    def test_a_closed_folder(self, model: LoadedModel, tmp_path: Path) -> None:
        folder = tmp_path / "closed"
        folder.mkdir()
        with read_only(folder), pytest.raises(OSError, match="state"):
            model.save_state(folder / "state")

    def test_a_file_that_is_no_state_leaves_an_empty_cache(self, model: LoadedModel, tmp_path: Path) -> None:
        path = tmp_path / "state"
        path.write_bytes(b"no state" * 100)
        with pytest.raises(EngineError) as caught:
            model.load_state(path, 200)
        assert caught.value.kind is ErrorKind.INTERNAL
        assert model.position == 0

    def test_another_cache_format_does_not_take_it(self, model: LoadedModel, load: Load, tmp_path: Path) -> None:
        model.save_state(tmp_path / "state")
        other = load(Path(model.info.path), kv_type="q8_0")
        with pytest.raises(EngineError):
            other.load_state(tmp_path / "state", 200)
        assert other.position == 0

    def test_a_quantized_cache_comes_back(self, model: LoadedModel, load: Load, tmp_path: Path) -> None:
        small = load(Path(model.info.path), kv_type="q8_0")
        small.evaluate([*range(40, 140)])
        small.save_state(tmp_path / "state")
        small.evaluate([65])
        expected = small.logits()
        small.load_state(tmp_path / "state", 100)
        small.evaluate([65])
        assert np.array_equal(small.logits(), expected)


@pytest.mark.model
def test_an_interrupt_ends_a_long_batch_at_once(load: Load, starter: Path) -> None:
    model = load(starter, context_length=1024)
    tokens = model.tokenize("The tide comes in and goes out. " * 100, special=False)[: model.batch_size]
    assert len(tokens) == 512
    delays: list[float] = []
    for moment in (0.02, 0.1, 0.2):
        started = perf_counter()
        raised = 0.0

        def interrupt(due: float = started + moment) -> bool:
            nonlocal raised
            raised = perf_counter()
            return raised >= due

        with pytest.raises(Interrupted):
            model.evaluate(tokens, interrupt)
        delays.append(perf_counter() - raised)
        assert model.position == 0
    # From the last question to the return. What lies between two questions is a node of the graph.
    assert max(delays) < 0.1


@pytest.mark.model
def test_a_long_batch_asks_often(load: Load, starter: Path) -> None:
    model = load(starter, context_length=1024)
    tokens = model.tokenize("The tide comes in and goes out. " * 100, special=False)[: model.batch_size]
    asked: list[float] = []

    def interrupt() -> bool:
        asked.append(perf_counter())
        return False

    model.evaluate(tokens, interrupt)
    pauses = np.diff(asked)
    assert len(asked) > 300
    assert np.median(pauses) < 0.02
