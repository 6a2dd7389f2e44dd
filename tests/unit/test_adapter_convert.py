"""PEFT folders and .onnx_adapter files become GGUF files that do the same to every row of every layer."""

from __future__ import annotations

import math
from pathlib import Path

import gguf
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.base import BaseDescription, describe_gguf_base
from models.adapters.convert import describe_source, import_adapter, stored
from models.adapters.names import ARCHITECTURES, module_of, tensor_of
from models.adapters.rows import from_gguf, reordered_heads, to_gguf
from models.adapters.weights import read_weights
from models.inspect_gguf import inspect_gguf
from tests.adapter_files import (
    Array,
    linear_shapes,
    peft_config,
    random_pairs,
    write_control_vector,
    write_lora,
    write_onnx_adapter,
    write_peft,
)
from tests.gguf_files import tiny_llama

Doubles = NDArray[np.float64]

Q = "model.layers.0.self_attn.q_proj"


@pytest.fixture
def base(tmp_path: Path) -> BaseDescription:
    return describe_gguf_base(inspect_gguf(tiny_llama(layers=2).write(tmp_path / "base.gguf")))


def by_module(pairs: dict[str, tuple[Array, Array]]) -> dict[str, tuple[Array, Array]]:
    modules = {module_of(name, "llama"): pair for name, pair in pairs.items()}
    return {module: pair for module, pair in modules.items() if module}


def every_module(rank: int = 4, seed: int = 0) -> dict[str, tuple[Array, Array]]:
    return by_module(random_pairs(linear_shapes(tiny_llama(layers=2)), rank, seed))


def deltas(path: Path, base: BaseDescription) -> dict[str, Doubles]:
    """What a converted adapter adds to each module's weight, rows in Hugging Face's order."""
    weights = read_weights(path)
    found: dict[str, Doubles] = {}
    for tensor, pair in weights.pairs.items():
        module = module_of(tensor, base.architecture)
        assert module is not None
        b = from_gguf(pair.b, reordered_heads(tensor, base))
        found[module] = weights.header.strength(pair.rank) * (b.astype(np.float64) @ pair.a.astype(np.float64))
    return found


def largest_difference(found: dict[str, Doubles], wanted: dict[str, Doubles]) -> float:
    assert found.keys() == wanted.keys()
    return max(float(np.abs(found[key] - wanted[key]).max() / np.abs(wanted[key]).max()) for key in wanted)


def test_a_peft_folder_becomes_one_file(tmp_path: Path, base: BaseDescription) -> None:
    modules = every_module()
    folder = write_peft(tmp_path / "rhyme", modules)
    (folder / "README.md").write_text(
        "---\nlicense: cc-by-4.0\nbase_model: other/Base\ntags:\n- style\n- 'lora'\n---\n# Rhyme\n"
    )
    header = import_adapter(folder, base, tmp_path / "out.gguf")
    assert header.path == tmp_path / "out.gguf"
    assert header.kind is AdapterKind.LORA
    assert (header.architecture, header.rank, header.alpha, header.tensors) == ("llama", 4, 8.0, 14)
    assert (header.name, header.license, header.base) == ("rhyme", "cc-by-4.0", "somebody/Tiny")
    assert header.tags == ("style", "lora")
    assert {pair.a.type.name for pair in header.pairs} == {"F16"}
    wanted = {module: 2 * (b.astype(np.float64) @ a) for module, (a, b) in modules.items()}
    assert largest_difference(deltas(header.path, base), wanted) < 2e-3  # float16


def test_numbers_in_float16_stay_as_they_are(tmp_path: Path, base: BaseDescription) -> None:
    modules = {module: (a.astype("f2"), b.astype("f2")) for module, (a, b) in every_module().items()}
    header = import_adapter(write_peft(tmp_path / "x", modules), base, tmp_path / "out.gguf")
    wanted = {module: 2 * (b.astype(np.float64) @ a.astype(np.float64)) for module, (a, b) in modules.items()}
    assert largest_difference(deltas(header.path, base), wanted) == 0


def test_the_same_source_gives_the_same_bytes(tmp_path: Path, base: BaseDescription) -> None:
    folder = write_peft(tmp_path / "x", every_module())
    for name in ("one.gguf", "two.gguf"):
        import_adapter(folder, base, tmp_path / name)
    assert (tmp_path / "one.gguf").read_bytes() == (tmp_path / "two.gguf").read_bytes()


def test_the_safetensors_file_or_the_configuration_stand_for_their_folder(
    tmp_path: Path, base: BaseDescription
) -> None:
    folder = write_peft(tmp_path / "x", every_module())
    import_adapter(folder, base, tmp_path / "0.gguf")
    for number, name in enumerate(("adapter_model.safetensors", "adapter_config.json"), start=1):
        import_adapter(folder / name, base, tmp_path / f"{number}.gguf")
        assert (tmp_path / f"{number}.gguf").read_bytes() == (tmp_path / "0.gguf").read_bytes()


def test_rank_stabilized(tmp_path: Path, base: BaseDescription) -> None:
    modules = every_module(rank=3)
    folder = write_peft(tmp_path / "x", modules, config=peft_config(use_rslora=True, r=3, lora_alpha=5))
    header = import_adapter(folder, base, tmp_path / "out.gguf")
    assert header.alpha == np.float32(5 * math.sqrt(3))
    wanted = {module: 5 / math.sqrt(3) * (b.astype(np.float64) @ a) for module, (a, b) in modules.items()}
    assert largest_difference(deltas(header.path, base), wanted) < 2e-3


def test_ranks_and_alphas_of_their_own(tmp_path: Path, base: BaseDescription) -> None:
    shapes = linear_shapes(tiny_llama(layers=2))
    ranks = {name: 7 if "attn_v" in name else 4 for name in shapes}
    modules = by_module(random_pairs(shapes, ranks))
    patterns = {"v_proj": 3, r"layers\.1\.mlp\.up_proj": 40, ".*up_proj": 1.5, "^model.layers.0.self_attn.k_proj": 9}
    config = peft_config(rank_pattern={"v_proj": 7}, alpha_pattern=patterns)
    header = import_adapter(write_peft(tmp_path / "x", modules, config=config), base, tmp_path / "out.gguf")
    assert header.alpha == 8.0  # most pairs stay untouched

    def strength(module: str) -> float:
        if "v_proj" in module:
            return 3 / 7
        if "up_proj" in module:
            return (40 if "layers.1" in module else 1.5) / 4
        return (9 if module == "model.layers.0.self_attn.k_proj" else 8) / 4

    wanted = {module: strength(module) * (b.astype(np.float64) @ a) for module, (a, b) in modules.items()}
    assert largest_difference(deltas(header.path, base), wanted) < 2e-3


def test_the_rows_of_q_and_k_are_reordered_by_heads(tmp_path: Path, base: BaseDescription) -> None:
    b = np.arange(32, dtype=np.float32).reshape(32, 1)
    modules = {
        module: (np.ones((1, 32), np.float32), b[:rows]) for module, rows in ((Q, 32), (Q.replace("q_", "k_"), 16))
    }
    modules[Q.replace("q_", "v_")] = (np.ones((1, 32), np.float32), b[:16])
    path = import_adapter(write_peft(tmp_path / "x", modules), base, tmp_path / "out.gguf").path
    pairs = read_weights(path).pairs
    one_head = [0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15]
    assert pairs["blk.0.attn_q.weight"].b[:, 0].tolist() == one_head + [16 + row for row in one_head]
    assert pairs["blk.0.attn_k.weight"].b[:, 0].tolist() == one_head
    assert pairs["blk.0.attn_v.weight"].b[:, 0].tolist() == list(range(16))


def test_reordering_there_and_back() -> None:
    rows = np.random.default_rng(0).standard_normal((48, 5)).astype(np.float32)
    assert np.array_equal(from_gguf(to_gguf(rows, 3), 3), rows)
    assert not np.array_equal(to_gguf(rows, 3), rows)
    assert to_gguf(rows, 0) is rows


def test_numbers_that_float16_cannot_hold_are_kept(tmp_path: Path, base: BaseDescription) -> None:
    a, b = random_pairs({"x": (32, 32)})["x"]
    modules = {Q: (a * np.float32(1e6), b * np.float32(1e-7))}
    header = import_adapter(write_peft(tmp_path / "x", modules), base, tmp_path / "out.gguf")
    (pair,) = header.pairs
    assert (pair.a.type.name, pair.b.type.name) == ("F32", "F32")
    wanted = {Q: 2 * (modules[Q][1].astype(np.float64) @ modules[Q][0])}
    assert largest_difference(deltas(header.path, base), wanted) < 1e-6


@pytest.mark.parametrize(
    ("scale", "kind"), [(1, "f2"), (1e-3, "f2"), (1e-6, "f4"), (1e-30, "f4"), (1e5, "f4"), (0, "f2")]
)
def test_what_is_stored_as_float16(scale: float, kind: str) -> None:
    numbers = (np.random.default_rng(0).standard_normal((50, 50)) * scale).astype(np.float32)
    assert stored(numbers).dtype == np.dtype(kind)


def test_activated(tmp_path: Path, base: BaseDescription) -> None:
    folder = write_peft(tmp_path / "x", every_module(), config=peft_config(alora_invocation_tokens=[5, 6, 258]))
    header = import_adapter(folder, base, tmp_path / "out.gguf")
    assert header.kind is AdapterKind.ACTIVATED_LORA
    assert header.invocation == (5, 6, 258)
    assert describe_source(folder).kind is AdapterKind.ACTIVATED_LORA


def test_only_some_layers(tmp_path: Path, base: BaseDescription) -> None:
    modules = {module: pair for module, pair in every_module().items() if "layers.1." in module}
    folder = write_peft(tmp_path / "x", modules, config=peft_config(layers_to_transform=[1]))
    assert import_adapter(folder, base, tmp_path / "out.gguf").tensors == 7


@pytest.mark.parametrize("names", ["olive", "genai"])
@pytest.mark.parametrize("kind", [np.float32, np.float16])
def test_an_onnx_adapter_becomes_the_same(tmp_path: Path, base: BaseDescription, names: str, kind: type) -> None:
    parameters: dict[str, Array] = {}
    wanted: dict[str, Doubles] = {}
    for module, (a, b) in every_module().items():
        a, b = a.astype(kind), (2 * b).astype(kind)
        name = module if names == "olive" else module.replace(".self_attn.", ".attn.")
        ending = "weight" if names == "olive" else "MatMul.weight"
        parameters |= {f"{name}.lora_A.{ending}": a.T, f"{name}.lora_B.{ending}": b.T}
        wanted[module] = b.astype(np.float64) @ a.astype(np.float64)
    source = write_onnx_adapter(tmp_path / "style.onnx_adapter", parameters)
    header = import_adapter(source, base, tmp_path / "out.gguf")
    assert (header.name, header.rank, header.alpha) == ("style", 4, 4.0)
    assert largest_difference(deltas(header.path, base), wanted) < (2e-3 if kind is np.float32 else 1e-12)


def test_a_gguf_is_copied_as_it_is(tmp_path: Path, base: BaseDescription) -> None:
    source = write_lora(tmp_path / "x.gguf", random_pairs(linear_shapes(tiny_llama(layers=2))))
    seen: list[tuple[int, int]] = []
    header = import_adapter(source, base, tmp_path / "out.gguf", lambda done, total: seen.append((done, total)))
    assert (tmp_path / "out.gguf").read_bytes() == source.read_bytes()
    assert header.tensors == 14
    assert seen[-1] == (header.bytes, header.bytes)
    vector = write_control_vector(tmp_path / "v.gguf", {1: np.ones(32, np.float32)})
    assert import_adapter(vector, None, tmp_path / "v2.gguf").kind is AdapterKind.CONTROL_VECTOR


def test_a_gguf_with_numbers_that_are_none_is_not_copied(tmp_path: Path, base: BaseDescription) -> None:
    pairs = random_pairs(linear_shapes(tiny_llama(layers=2)))
    pairs["blk.1.ffn_up.weight"][1][0, 0] = np.nan
    source = write_lora(tmp_path / "x.gguf", pairs)
    with pytest.raises(EngineError, match=r"“x.gguf” is broken: blk\.1\.ffn_up\.weight\.lora_b holds numbers"):
        import_adapter(source, base, tmp_path / "out.gguf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base.gguf", "x.gguf"]


def test_a_gguf_for_another_model_is_not_copied(tmp_path: Path, base: BaseDescription) -> None:
    source = write_lora(tmp_path / "x.gguf", random_pairs(linear_shapes(tiny_llama(layers=3))), base="Larger")
    with pytest.raises(EngineError, match="made for Larger and does not fit Tiny") as caught:
        import_adapter(source, base, tmp_path / "out.gguf")
    assert caught.value.kind is ErrorKind.ADAPTER_MISMATCH
    assert import_adapter(source, None, tmp_path / "out.gguf").tensors == 21


def test_progress_counts_layers_and_may_stop(tmp_path: Path, base: BaseDescription) -> None:
    folder = write_peft(tmp_path / "x", every_module())
    seen: list[int] = []
    import_adapter(folder, base, tmp_path / "out.gguf", lambda done, total: seen.append(done * 100 + total))
    assert seen == [number * 100 + 14 for number in range(1, 15)]

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    gguf_file = write_lora(tmp_path / "y.gguf", random_pairs(linear_shapes(tiny_llama(layers=2))))
    for source in (folder, gguf_file):
        with pytest.raises(Stopped):
            import_adapter(source, base, tmp_path / "stopped.gguf", stop)
    assert not [path for path in tmp_path.iterdir() if "stopped" in path.name]


def test_a_source_is_described_without_its_model(tmp_path: Path) -> None:
    folder = write_peft(tmp_path / "x", every_module())
    described = describe_source(folder)
    assert (described.format, described.architecture, described.base) == ("peft", "", "somebody/Tiny")
    assert (described.rank, described.alpha, described.tensors) == (4, 8.0, 14)
    assert described.bytes == sum(file.stat().st_size for file in folder.iterdir())
    described = describe_source(write_lora(tmp_path / "x.gguf", {"blk.0.attn_q.weight": every_module()[Q]}))
    assert (described.format, described.architecture, described.name) == ("gguf", "llama", "Style")
    with pytest.raises(EngineError, match="Choose the model") as caught:
        import_adapter(folder, None, tmp_path / "out.gguf")
    assert caught.value.kind is ErrorKind.UNSUPPORTED


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_names_are_those_of_llama_cpp(architecture: str) -> None:
    kinds = {name: number for number, name in gguf.MODEL_ARCH_NAMES.items()}
    names = gguf.get_tensor_name_map(kinds[architecture], 3)
    for module in ARCHITECTURES[architecture].tensors:
        layers = "transformer.h" if architecture == "gpt2" else "model.layers"
        full = f"{layers}.2.{module}"
        tensor = tensor_of(full, architecture)
        assert tensor == names.get_name(f"{full}.weight", try_suffixes=(".weight",))
        assert module_of(str(tensor), architecture) == full
    assert tensor_of("lm_head", architecture) == "output.weight"
    assert module_of("output.weight", architecture) == "lm_head"


@pytest.mark.parametrize("module", ["model.layers.00.self_attn.q_proj", "model.layers.0.self_attn", "model.norm", "x"])
def test_other_names_mean_nothing(module: str) -> None:
    assert tensor_of(module, "llama") is None
    assert module_of(module, "llama") is None
    assert tensor_of(Q, "unheard-of") is None
