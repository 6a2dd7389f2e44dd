"""Adapters of every format come to the shelf, are compared with models, and become one."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.inspect import inspect_adapter
from models.adapters.library import AdapterLibrary, ImportStopped
from models.adapters.weights import read_weights
from tests.adapter_files import peft_config, random_pairs, write_onnx_adapter, write_peft
from tests.gguf_files import linear_tensors, random_control_vector, random_lora, tiny_llama

MODULES = {
    "model.layers.0.self_attn.q_proj": (32, 32),
    "model.layers.0.mlp.down_proj": (64, 32),
}


@pytest.fixture
def library(tmp_path: Path) -> AdapterLibrary:
    return AdapterLibrary(tmp_path / "adapters", clock=lambda: 1_760_000_000.0)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return tiny_llama().write(tmp_path / "tiny.gguf")


@pytest.fixture
def style(tmp_path: Path, tiny: Path) -> Path:
    return random_lora(linear_tensors(tiny), name="Loud style").write(tmp_path / "style-f16.gguf")


@pytest.fixture
def peft(tmp_path: Path) -> Path:
    return write_peft(tmp_path / "capitals", random_pairs(MODULES))


def refusal(action: Callable[..., object], *arguments: object, **named: object) -> EngineError:
    with pytest.raises(EngineError) as caught:
        action(*arguments, **named)
    return caught.value


def shelf_is_empty(library: AdapterLibrary, tmp_path: Path) -> bool:
    folder = tmp_path / "adapters"
    return library.entries() == [] and (not folder.exists() or list(folder.iterdir()) == [])


def test_a_gguf_is_taken_as_it_is(library: AdapterLibrary, style: Path, tiny: Path) -> None:
    entry = library.import_(style)
    assert entry.path.read_bytes() == style.read_bytes()
    assert (entry.name, entry.kind, entry.architecture) == ("Loud style", AdapterKind.LORA, "llama")
    assert (entry.rank, entry.tensors, entry.bytes) == (8, 7, style.stat().st_size)
    assert (entry.origin, entry.added_at) == ("file style-f16.gguf", 1_760_000_000.0)
    assert library.entries() == [library.verify(entry.key)] == [entry]
    assert library.import_(style, tiny, name="Another name") == entry


def test_a_peft_folder_is_converted_for_its_model(library: AdapterLibrary, peft: Path, tiny: Path) -> None:
    told: list[tuple[int, int]] = []
    entry = library.import_(peft, tiny, lambda done, total: told.append((done, total)), name=" Big  letters ")
    assert told == [(1, 2), (2, 2)]
    assert (entry.name, entry.base, entry.origin) == ("Big letters", "somebody/Tiny", "PEFT folder capitals")
    assert set(read_weights(entry.path).pairs) == {"blk.0.attn_q.weight", "blk.0.ffn_down.weight"}
    assert library.import_(peft / "adapter_model.safetensors", tiny) == entry
    assert library.misfit(entry, tiny) == ""


def test_an_onnx_adapter_is_converted(library: AdapterLibrary, tiny: Path, tmp_path: Path) -> None:
    name = "model.layers.0.attn.q_proj"
    a, b = random_pairs({name: (32, 32)})[name]
    file = write_onnx_adapter(
        tmp_path / "loud.onnx_adapter", {f"{name}.lora_A.MatMul.weight": a.T, f"{name}.lora_B.MatMul.weight": b.T}
    )
    entry = library.import_(file, tiny)
    assert (entry.name, entry.origin, entry.tensors) == ("loud", "ONNX adapter loud.onnx_adapter", 1)


def test_names_on_the_shelf_differ(library: AdapterLibrary, tiny: Path, tmp_path: Path) -> None:
    shapes = linear_tensors(tiny)
    files = [random_lora(shapes, name="Style", seed=seed).write(tmp_path / f"{seed}.gguf") for seed in range(3)]
    assert [library.import_(file).name for file in files] == ["Style", "Style 2", "Style 3"]
    assert library.find("style").name == "Style"
    nameless = random_lora(shapes, name="", seed=9).write(tmp_path / "of the file.gguf")
    assert library.import_(nameless).name == "of the file"
    endless = random_lora(shapes, name="x" * 1000, seed=10).write(tmp_path / "long.gguf")
    assert library.import_(endless).name == "x" * 100


def test_what_does_not_fit_is_refused_and_leaves_nothing(
    library: AdapterLibrary, style: Path, peft: Path, tmp_path: Path
) -> None:
    wide = tiny_llama(width=64).write(tmp_path / "wide.gguf")
    for source in (style, peft):
        error = refusal(library.import_, source, wide)
        assert error.kind is ErrorKind.ADAPTER_MISMATCH
    assert "model" in refusal(library.import_, peft).message
    dora = write_peft(tmp_path / "dora", random_pairs(MODULES), config=peft_config(use_dora=True))
    assert refusal(library.import_, dora, wide).kind is ErrorKind.UNSUPPORTED
    assert refusal(library.import_, tmp_path / "nowhere.gguf", wide).kind is ErrorKind.MODEL_NOT_FOUND
    assert refusal(library.import_, style, tmp_path / "no-model.gguf").kind is ErrorKind.MODEL_NOT_FOUND
    poisoned = bytearray(style.read_bytes())
    poisoned[-64:] = struct.pack("<e", np.nan) * 32
    style.write_bytes(poisoned)
    assert refusal(library.import_, style).kind is ErrorKind.MODEL_INVALID
    assert shelf_is_empty(library, tmp_path)


def test_an_import_can_be_stopped(library: AdapterLibrary, peft: Path, tiny: Path, tmp_path: Path) -> None:
    asked = iter([False, True])
    with pytest.raises(ImportStopped):
        library.import_(peft, tiny, interrupt=lambda: next(asked))
    assert shelf_is_empty(library, tmp_path)


def test_misfits_are_told_and_follow_the_model(library: AdapterLibrary, style: Path, tiny: Path) -> None:
    entry = library.import_(style)
    assert library.misfit(entry, tiny) == ""
    tiny.unlink()
    # Of a model that cannot be looked at nothing is said: the engine refuses it with its own words.
    assert library.misfit(entry, tiny) == ""
    tiny_llama(width=64).write(tiny)
    assert library.misfit(entry, tiny).startswith("“Loud style” was made for a llama model and does not fit Tiny")
    tiny.unlink()
    tiny_llama().write(tiny)
    assert library.misfit(entry, tiny) == ""


def test_a_stack_becomes_one_adapter(library: AdapterLibrary, tiny: Path, tmp_path: Path) -> None:
    shapes = linear_tensors(tiny)
    files = [
        random_lora(shapes, rank=rank, name=name, alpha=16, seed=rank).write(tmp_path / f"{name}.gguf")
        for rank, name in ((4, "Capitals"), (8, "Bullets"))
    ]
    capitals, bullets = (library.import_(file) for file in files)
    library.describe(capitals.key, license="mit", description="Loud.", examples=("SHOUT",))
    library.describe(bullets.key, license="apache-2.0", description="In points.", examples=("List it", "SHOUT"))
    merged = library.merge([(capitals.key, 1.0), (bullets.key, -0.5)], "Loud points")
    assert (merged.name, merged.rank, merged.tensors) == ("Loud points", 12, 7)
    assert merged.origin == "merged from Capitals and Bullets at -0.5"
    assert (merged.license, merged.description) == ("mit and apache-2.0", "Loud.\nIn points.")
    assert merged.examples == ("SHOUT", "List it")
    assert inspect_adapter(merged.path).name == "Loud points"
    parts = [read_weights(entry.path) for entry in (capitals, bullets)]
    for tensor, pair in read_weights(merged.path).pairs.items():
        expected = sum(
            scale * part.header.strength(part.pairs[tensor].rank) * part.pairs[tensor].b @ part.pairs[tensor].a
            for part, scale in zip(parts, (1.0, -0.5), strict=True)
        )
        np.testing.assert_allclose(pair.b @ pair.a, expected, rtol=1e-5, atol=1e-6)
    assert library.merge([(capitals.key, 1.0), (bullets.key, -0.5)], "Loud points") == merged
    assert library.misfit(merged, tiny) == ""


def test_stacks_that_cannot_become_one(library: AdapterLibrary, style: Path, tmp_path: Path) -> None:
    entry = library.import_(style)
    vector = library.import_(random_control_vector([1], 32).write(tmp_path / "direction.gguf"))
    assert vector.kind is AdapterKind.CONTROL_VECTOR
    for choices in ([(entry.key, 1.0), (vector.key, 1.0)], [(entry.key, 0.0)], []):
        assert refusal(library.merge, choices, "Both").kind is ErrorKind.UNSUPPORTED
    assert refusal(library.merge, [(entry.key, 1.0)], " ").kind is ErrorKind.UNSUPPORTED
    assert refusal(library.merge, [("ab" * 16, 1.0)], "Gone").kind is ErrorKind.MODEL_NOT_FOUND
    entry.path.write_bytes(b"damaged")
    assert refusal(library.merge, [(entry.key, 1.0)], "Damaged").kind is ErrorKind.MODEL_INVALID
    assert len(library.entries()) == 2
