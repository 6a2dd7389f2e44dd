"""One file does what the stack does: the sum of the products, to the last bits of float32."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.merge import merge
from models.adapters.weights import read_weights
from models.gguf_writer import text
from tests.adapter_files import Array, linear_shapes, random_pairs, write_control_vector, write_lora
from tests.gguf_files import tiny_llama

SHAPES = linear_shapes(tiny_llama(layers=2))


def halves(pairs: dict[str, tuple[Array, Array]]) -> dict[str, tuple[Array, Array]]:
    return {name: (a.astype(np.float16), b.astype(np.float16)) for name, (a, b) in pairs.items()}


def product(path: Path, name: str) -> NDArray[np.float64]:
    weights = read_weights(path)
    if name not in weights.pairs:
        return np.zeros(SHAPES[name][::-1])
    pair = weights.pairs[name]
    return weights.header.strength(pair.rank) * (pair.b.astype(np.float64) @ pair.a.astype(np.float64))


def largest_difference(uses: list[tuple[Path, float]], merged: Path) -> float:
    """Of all numbers of all changed tensors, relative to the largest of its tensor."""
    worst = 0.0
    for name in SHAPES:
        wanted = sum((scale * product(path, name) for path, scale in uses), start=np.zeros(SHAPES[name][::-1]))
        worst = max(worst, float(np.abs(product(merged, name) - wanted).max() / np.abs(wanted).max()))
    return worst


def test_a_stack_of_several_ranks_and_strengths(tmp_path: Path) -> None:
    first = write_lora(tmp_path / "1.gguf", halves(random_pairs(SHAPES, 4, 1)), alpha=8)
    second = write_lora(tmp_path / "2.gguf", halves(random_pairs(SHAPES, 7, 2)), alpha=16)
    third = write_lora(tmp_path / "3.gguf", random_pairs(SHAPES, 16, 3), alpha=0)
    uses = [(first, 0.7), (second, -1.3), (third, 0.25)]
    header = merge(uses, tmp_path / "out.gguf", "All three")
    assert (header.name, header.rank, header.alpha, header.kind) == ("All three", 27, 0.0, AdapterKind.LORA)
    assert header.strength(header.rank) == 1.0
    worst = largest_difference(uses, header.path)
    print(f"\nlargest relative difference to the sum of products: {worst:.1e}")
    assert worst < 1e-6


def test_tensors_that_only_some_change(tmp_path: Path) -> None:
    attention = {name: shape for name, shape in SHAPES.items() if "attn_" in name}
    other = {name: shape for name, shape in SHAPES.items() if "attn_" not in name or "attn_q" in name}
    uses = [
        (write_lora(tmp_path / "1.gguf", random_pairs(attention, 4, 1)), 1.0),
        (write_lora(tmp_path / "2.gguf", random_pairs(other, 2, 2)), 1.0),
    ]
    header = merge(uses, tmp_path / "out.gguf", "Both")
    ranks = {pair.tensor: pair.rank for pair in header.pairs}
    assert ranks["blk.0.attn_q.weight"] == 6
    assert ranks["blk.0.attn_v.weight"] == 4
    assert ranks["blk.1.ffn_up.weight"] == 2
    assert largest_difference(uses, header.path) < 1e-6


def test_experts_are_stacked_each_for_itself(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    name = "blk.0.ffn_up_exps.weight"
    parts = [
        (random.standard_normal((3, rank, 8)).astype(np.float32), random.standard_normal((3, 16, rank)).astype("f4"))
        for rank in (2, 3)
    ]
    uses = [(write_lora(tmp_path / f"{n}.gguf", {name: part}, alpha=0), 2.0) for n, part in enumerate(parts)]
    merged = read_weights(merge(uses, tmp_path / "out.gguf", "x").path).pairs[name]
    assert merged.a.shape == (3, 5, 8)
    assert np.allclose(merged.b @ merged.a, sum(2 * (b @ a) for a, b in parts), atol=1e-5)


@pytest.mark.parametrize(("scale", "kind"), [(0.5, "F16"), (0.7, "F32")])
def test_float16_only_where_no_number_changes(tmp_path: Path, scale: float, kind: str) -> None:
    source = write_lora(tmp_path / "1.gguf", halves(random_pairs(SHAPES, 4, 1)), alpha=8)
    header = merge([(source, scale)], tmp_path / "out.gguf", "x")
    assert {pair.a.type.name for pair in header.pairs} == {kind}
    assert {pair.b.type.name for pair in header.pairs} == {"F16"}


def test_the_same_adapter_twice_and_one_that_is_off(tmp_path: Path) -> None:
    one = write_lora(tmp_path / "1.gguf", random_pairs(SHAPES, 4, 1))
    off = write_lora(tmp_path / "2.gguf", random_pairs(SHAPES, 4, 2))
    uses = [(one, 1.0), (off, 0.0), (one, 1.0)]
    header = merge(uses, tmp_path / "out.gguf", "x")
    assert header.rank == 8
    assert largest_difference(uses, header.path) < 1e-6
    with pytest.raises(EngineError, match="nothing to merge"):
        merge([(one, 0.0)], tmp_path / "none.gguf", "x")


def test_control_vectors_are_added(tmp_path: Path) -> None:
    first = write_control_vector(tmp_path / "1.gguf", {1: np.full(32, 2, "f4"), 2: np.full(32, 1, "f4")})
    second = write_control_vector(tmp_path / "2.gguf", {2: np.full(32, 10, "f4"), 3: np.full(32, 20, "f4")})
    header = merge([(first, 0.5), (second, -1)], tmp_path / "out.gguf", "Mood")
    assert (header.kind, header.name, header.architecture) == (AdapterKind.CONTROL_VECTOR, "Mood", "llama")
    rows = read_weights(header.path).directions
    assert {layer: float(row[0]) for layer, row in rows.items()} == {1: 1.0, 2: -9.5, 3: -20.0}


def test_what_they_say_alike_is_kept(tmp_path: Path) -> None:
    more = {"general.license": text("mit")}
    files = [write_lora(tmp_path / f"{n}.gguf", random_pairs(SHAPES, 2, n), base="Tiny", more=more) for n in range(2)]
    header = merge([(file, 1.0) for file in files], tmp_path / "out.gguf", "x")
    assert (header.base, header.license) == ("Tiny", "mit")


def test_activated_ones_need_the_same_words(tmp_path: Path) -> None:
    same = [write_lora(tmp_path / f"{n}.gguf", random_pairs(SHAPES, 2, n), invocation=[5, 6]) for n in range(2)]
    other = write_lora(tmp_path / "o.gguf", random_pairs(SHAPES, 2, 3), invocation=[5, 7])
    assert merge([(file, 1.0) for file in same], tmp_path / "out.gguf", "x").invocation == (5, 6)
    with pytest.raises(EngineError, match="different words"):
        merge([(same[0], 1.0), (other, 1.0)], tmp_path / "no.gguf", "x")


def test_kinds_that_no_file_can_stand_for(tmp_path: Path) -> None:
    lora = write_lora(tmp_path / "lora.gguf", random_pairs(SHAPES, 2))
    activated = write_lora(tmp_path / "activated.gguf", random_pairs(SHAPES, 2), invocation=[5])
    vector = write_control_vector(tmp_path / "vector.gguf", {1: np.ones(32, np.float32)})
    for other, words in ((activated, "only from its invocation on"), (vector, "a control vector")):
        with pytest.raises(EngineError, match=words) as caught:
            merge([(lora, 1.0), (other, 1.0)], tmp_path / "out.gguf", "x")
        assert caught.value.kind is ErrorKind.UNSUPPORTED
        assert other.name in caught.value.message
    assert not (tmp_path / "out.gguf").exists()


def test_different_models(tmp_path: Path) -> None:
    one = write_lora(tmp_path / "1.gguf", random_pairs(SHAPES, 2), base="Tiny")
    wide = write_lora(tmp_path / "2.gguf", random_pairs({"blk.0.attn_q.weight": (64, 64)}, 2), base="Wide")
    gemma = write_lora(tmp_path / "3.gguf", random_pairs(SHAPES, 2), architecture="gemma3")
    for other, words in ((wide, r"for Tiny.*for Wide"), (gemma, "for a gemma3")):
        with pytest.raises(EngineError, match=words) as caught:
            merge([(one, 1.0), (other, 1.0)], tmp_path / "out.gguf", "x")
        assert caught.value.kind is ErrorKind.ADAPTER_MISMATCH


def test_scales_beyond_all_measure(tmp_path: Path) -> None:
    one = write_lora(tmp_path / "1.gguf", random_pairs(SHAPES, 2))
    with pytest.raises(EngineError, match="too large"):
        merge([(one, 3e38)] * 2, tmp_path / "out.gguf", "x")
