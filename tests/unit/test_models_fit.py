"""What a model takes of the memory, and what is said when there is not enough."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from models import fit
from models.fit import available_memory, check_fit, memory_needed
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model

Free = Callable[[int], None]


@pytest.fixture(scope="module")
def starter() -> GGUFHeader:
    path = starter_model()
    assert path is not None
    return inspect_gguf(path)


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Free:
    def set_free(bytes_free: int) -> None:
        monkeypatch.setattr(fit, "available_memory", lambda: bytes_free)

    return set_free


def test_the_kv_cache_is_counted_exactly(starter: GGUFHeader) -> None:
    """30 layers of 3 heads, 64 numbers for a key and 64 for a value; llama.cpp reports 180.00 and 95.62 MiB."""
    assert memory_needed(starter, 8192).kv == 30 * 3 * 128 * 2 * 8192 == 180 * 2**20
    assert memory_needed(starter, 8192, "q8_0").kv / 2**20 == pytest.approx(95.62, abs=0.01)


def test_the_working_memory_is_estimated_from_above(starter: GGUFHeader) -> None:
    """llama.cpp reports 98 to 103 MiB at a batch of 512, of which 96 are logits."""
    need = memory_needed(starter, 8192)
    assert 103 * 2**20 < need.compute < 220 * 2**20
    assert need.total == need.weights + need.kv + need.compute
    assert need.weights == sum(tensor.bytes for tensor in starter.tensors)


def test_unknown_kv_format(starter: GGUFHeader) -> None:
    with pytest.raises(EngineError) as caught:
        memory_needed(starter, 8192, "q3_x")
    assert caught.value.kind is ErrorKind.UNSUPPORTED


def test_fits(starter: GGUFHeader, free: Free) -> None:
    free(memory_needed(starter, 8192).total)
    assert check_fit(starter, 8192) == memory_needed(starter, 8192)


def _refusal(header: GGUFHeader, context: int, kv_type: str = "f16") -> EngineError:
    with pytest.raises(EngineError) as caught:
        check_fit(header, context, kv_type)
    assert caught.value.kind is ErrorKind.OUT_OF_MEMORY
    return caught.value


def test_a_quantized_cache_would_fit(starter: GGUFHeader, free: Free) -> None:
    free(memory_needed(starter, 8192, "q8_0").total)
    error = _refusal(starter, 8192)
    assert "q8_0" in error.message
    assert "479 MB of memory with a context of 8,192 tokens" in error.message
    assert "391 MB are free" in error.message
    check_fit(starter, 8192, "q8_0")


@pytest.mark.parametrize("kv_type", ["f16", "q8_0"])
def test_the_proposed_context_fits(kv_type: str, starter: GGUFHeader, free: Free) -> None:
    free(memory_needed(starter, 2000, kv_type).total)
    proposal = re.search(r"a context of ([\d,]+) tokens (?:and|\(in)", _refusal(starter, 8192, kv_type).message)
    assert proposal
    context = int(proposal[1].replace(",", ""))
    assert 1500 < context <= 2000
    check_fit(starter, context, kv_type)


def test_both_settings_together(starter: GGUFHeader, free: Free) -> None:
    free(memory_needed(starter, 600, "q8_0").total)
    message = _refusal(starter, 8192).message
    assert "512 tokens and the KV cache as q8_0" in message
    check_fit(starter, 512, "q8_0")


def test_nothing_would_make_it_fit(starter: GGUFHeader, free: Free) -> None:
    free(50_000_000)
    assert "choose a smaller model" in _refusal(starter, 8192).message


def test_the_machine_has_some_memory() -> None:
    assert 2**20 < available_memory() < 2**50


def _group(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".", 1)).write_text(content)


def test_a_container_limits_it(tmp_path: Path) -> None:
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text("0::/user/app\n")
    root = tmp_path / "sys/fs/cgroup"
    _group(root / "user/app", memory_max="max\n", memory_current="4096\n")
    _group(root / "user", memory_max="9000000\n", memory_current="8000000\n")
    assert available_memory(tmp_path) == 1_000_000
    _group(root / "user", memory_stat="anon 5\nactive_file 300000\ninactive_file 200000\n")
    assert available_memory(tmp_path) == 1_500_000
    _group(root / "user", memory_current="99000000\n")
    assert available_memory(tmp_path) == 0


def test_an_older_container_limits_it(tmp_path: Path) -> None:
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text("3:cpu,cpuacct:/\n5:memory:/app\nnonsense\n")
    folder = tmp_path / "sys/fs/cgroup/memory/app"
    folder.mkdir(parents=True)
    (folder / "memory.limit_in_bytes").write_text("7000\n")
    (folder / "memory.usage_in_bytes").write_text("5000\n")
    assert available_memory(tmp_path) == 2000


def test_no_container(tmp_path: Path) -> None:
    assert available_memory(tmp_path) > 2**20
