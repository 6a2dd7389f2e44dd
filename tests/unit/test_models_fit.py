"""What a model takes of the memory, and what is said when there is not enough."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from app.launch import engine_command
from app.pipe import EnginePipe
from engine.errors import EngineError, ErrorKind
from engine.protocol import Generate, LoadModel, LoadOptions, Message, Role
from models import fit
from models.adapters.inspect import inspect_adapter
from models.available_memory import available_memory
from models.fit import ENGINE_BYTES, check_fit, memory_needed
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.contract.tiny_models import mamba
from tests.gguf_files import linear_tensors, random_lora
from tests.requantized import quantized

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


def test_the_working_memory_is_what_is_touched(starter: GGUFHeader) -> None:
    """llama.cpp reserves 98 to 103 MiB at a batch of 512, of which 96 are for logits that nobody asks for."""
    need = memory_needed(starter, 8192)
    assert 14 * 2**20 < need.compute < 24 * 2**20
    assert need.total == need.weights + need.kv + need.compute + need.program
    assert need.weights == sum(tensor.bytes for tensor in starter.tensors)


def test_without_flash_attention_every_score_is_kept(starter: GGUFHeader) -> None:
    """Nine heads, 512 tokens of a batch, each place of the context: in f32, and in f16 once more."""
    plain, flash = (memory_needed(starter, 8192, flash_attention=choice).compute for choice in ("off", "auto"))
    assert plain - flash > 512 * 8192 * 9 * 6 - 2**24


def test_a_rearranged_copy_of_the_weights_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of Q4_0 llama.cpp keeps a second one, but not of the table of tokens, which is not stored so."""
    path = starter_model()
    assert path is not None
    header = inspect_gguf(quantized(path, tmp_path / "q4.gguf", "Q4_0"))
    total = sum(tensor.bytes for tensor in header.tensors)
    table = next(tensor.bytes for tensor in header.tensors if tensor.name == "token_embd.weight")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    twice = memory_needed(header, 512).weights - total
    assert 0.99 * (total - table) < twice < total - table
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert memory_needed(header, 512).weights == total


def test_adapters_and_recurrent_states_are_counted(starter: GGUFHeader, tmp_path: Path) -> None:
    path = starter_model()
    assert path is not None
    adapter = inspect_adapter(random_lora(linear_tensors(path), rank=4).write(tmp_path / "a.gguf"))
    with_it = memory_needed(starter, 512, adapters=[adapter])
    assert with_it.total - memory_needed(starter, 512).total == with_it.adapters == adapter.data_bytes > 10**6
    recurrent = inspect_gguf(mamba(32).write(tmp_path / "m.gguf"))
    # One layer: three steps of the convolution's 64 inputs, and a state of 8 numbers for each, in f32.
    assert memory_needed(recurrent, 256).kv == memory_needed(recurrent, 8192).kv == 4 * (3 * 64 + 64 * 8)


@pytest.mark.model
@pytest.mark.parametrize(("kv_type", "flash_attention"), [("q8_0", "auto"), ("f16", "off")])
def test_the_forecast_is_near_what_an_engine_takes(kv_type: str, flash_attention: str, starter: GGUFHeader) -> None:
    """Of what it takes more once the context is full than before a model is loaded; benchmarks/results/fit.md has many
    more, and compares the whole. How much of the libraries is resident, the system decides by how it keeps files."""
    context = 768
    need = memory_needed(starter, context, kv_type, flash_attention)
    options = LoadOptions(context, kv_type=kv_type, flash_attention=flash_attention, gpu_layers=0)
    with EnginePipe(engine_command()) as pipe:
        before = psutil.Process(pipe.pid).memory_info().rss
        pipe.result(LoadModel(pipe.next_id(), str(starter.path), options))
        text = "Once" + " sea" * (context - 60)
        pipe.result(Generate(pipe.next_id(), (Message(Role.USER, text),), max_tokens=8))
        after = psutil.Process(pipe.pid).memory_info().rss
    assert need.total - ENGINE_BYTES == pytest.approx(after - before, rel=0.1)


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
    assert "381 MB of memory with a context of 8,192 tokens" in error.message
    assert "293 MB are free" in error.message
    check_fit(starter, 8192, "q8_0")


@pytest.mark.parametrize("kv_type", ["f16", "q8_0"])
def test_the_proposed_context_fits(kv_type: str, starter: GGUFHeader, free: Free) -> None:
    free(memory_needed(starter, 2000, kv_type).total)
    proposal = re.search(r"a context of ([\d,]+) tokens (?:and|\(in)", _refusal(starter, 8192, kv_type).message)
    assert proposal
    context = int(proposal[1].replace(",", ""))
    assert context == 2048  # of cells, which come in steps of 256
    check_fit(starter, context, kv_type)


def test_flash_attention_would_make_it_fit(starter: GGUFHeader, free: Free) -> None:
    free(memory_needed(starter, 8192).total)
    with pytest.raises(EngineError, match="It fits with flash attention"):
        check_fit(starter, 8192, flash_attention="off")


def test_both_settings_together(starter: GGUFHeader, free: Free) -> None:
    free(memory_needed(starter, 600, "q8_0").total)
    message = _refusal(starter, 8192).message
    assert "768 tokens and the KV cache as q8_0" in message
    check_fit(starter, 768, "q8_0")


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
