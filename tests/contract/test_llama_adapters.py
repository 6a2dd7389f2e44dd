"""Adapters of the llama.cpp backend with models of plain floats, where sums can be compared: control vectors, sums
computed by hand, experts, many swaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest

from engine.backends.base import Floats, LoadedAdapter, LoadedModel
from engine.backends.llama.state_copies import StateCopy
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models import fit
from models.adapters.merge import merge
from tests.contract.conftest import Load
from tests.contract.tiny_models import of_architecture
from tests.gguf_files import F16, F32, GGUFFile, linear_tensors, random_control_vector, random_lora, tiny_llama

TOKENS = [*range(60, 80)]

FLOAT_NOISE = 0.01
"""Most that a logit of a model of plain floats may differ between two ways to the same sum: the KV cache keeps them in
16 bits, and with an adapter in F16 the activations are rounded to 16 bits as well. Measured: 0.0007 and 0.005, where
adapters make 0.5 and more."""


def float_model(layers: int = 3) -> GGUFFile:
    file = tiny_llama(layers=layers, width=64, heads=4, kv_heads=2, feed_forward=96)
    for tensor in file.tensors:
        if tensor.type == F16:
            assert tensor.data is not None
            tensor.data = np.frombuffer(tensor.data, "<f2").astype("<f4").tobytes()
            tensor.type = F32
    return file


def logits(model: LoadedModel, *adapters: tuple[LoadedAdapter, float]) -> Floats:
    model.truncate(0)
    model.set_adapters(adapters)
    model.evaluate(TOKENS[:12])
    model.evaluate(TOKENS[12:])
    return model.logits()


def difference(one: Floats, other: Floats) -> float:
    return float(np.abs(one - other).max())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return float_model().write(tmp_path / "model.gguf")


@pytest.fixture
def model(load: Load, path: Path) -> LoadedModel:
    return load(path, threads=1)


class TestSums:
    """Against the same model with the sums in its weights."""

    @pytest.mark.parametrize("rank", [1, 3, 8, 64])
    @pytest.mark.parametrize(("kind", "alpha"), [(F16, 0.0), (F32, 12.0)])
    def test_a_low_rank_product(
        self, model: LoadedModel, load: Load, path: Path, tmp_path: Path, rank: int, kind: int, alpha: float
    ) -> None:
        lora = random_lora(linear_tensors(path), rank=rank, alpha=alpha, strength=0.5, kind=kind)
        adapter = model.load_adapter(lora.write(tmp_path / "adapter.gguf"))
        file = float_model()
        add_product(file, lora, 0.7 * (alpha / rank if alpha else 1))
        expected = logits(load(file.write(tmp_path / "summed.gguf"), threads=1))
        plain = logits(model)
        assert difference(logits(model, (adapter, 0.7)), expected) <= FLOAT_NOISE
        assert difference(expected, plain) > 20 * FLOAT_NOISE

    def test_a_stack_equals_its_merged_file(self, model: LoadedModel, path: Path, tmp_path: Path) -> None:
        uses: list[tuple[LoadedAdapter, float]] = []
        for seed, (rank, alpha, scale) in enumerate([(4, 8.0, 1.0), (2, 0.0, -0.6), (3, 5.0, 0.4)]):
            lora = random_lora(linear_tensors(path), rank=rank, alpha=alpha, seed=seed, kind=F32)
            uses.append((model.load_adapter(lora.write(tmp_path / f"{seed}.gguf")), scale))
        merge([(Path(use.info.path), scale) for use, scale in uses], tmp_path / "merged.gguf", "All")
        merged = model.load_adapter(tmp_path / "merged.gguf")
        assert difference(logits(model, *uses), logits(model, (merged, 1.0))) <= FLOAT_NOISE
        assert difference(logits(model, *uses[:2]), logits(model, (merged, 1.0))) > 20 * FLOAT_NOISE

    def test_an_output_layer_of_its_own(self, load: Load, tmp_path: Path) -> None:
        file = float_model()
        table = file.tensor("token_embd.weight")
        file.tensors.append(replace(table, name="output.weight"))
        model = load(file.write(tmp_path / "untied.gguf"), threads=1)
        lora = random_lora({"output.weight": table.shape}, strength=0.5, kind=F32)
        adapter = model.load_adapter(lora.write(tmp_path / "adapter.gguf"))
        add_product(file, lora, 1.0)
        expected = logits(load(file.write(tmp_path / "summed.gguf"), threads=1))
        assert difference(logits(model, (adapter, 1.0)), expected) <= FLOAT_NOISE
        assert difference(logits(model), expected) > 20 * FLOAT_NOISE

    def test_the_table_of_words_is_refused_where_the_output_layer_is_another_too(
        self, load: Load, tmp_path: Path
    ) -> None:
        file = float_model()
        table = file.tensor("token_embd.weight")
        file.tensors.append(replace(table, name="output.weight"))
        model = load(file.write(tmp_path / "untied.gguf"), threads=1)
        with pytest.raises(EngineError, match="table of words"):
            model.load_adapter(random_lora({table.name: table.shape}).write(tmp_path / "adapter.gguf"))

    @pytest.mark.parametrize("architecture", ["gemma", "gemma3", "qwen2vl"])
    def test_other_architectures(self, load: Load, tmp_path: Path, architecture: str) -> None:
        """Every linear layer of theirs acts: taking away any one of them from an adapter changes what it does."""
        path = of_architecture(architecture, width=64, heads=2, layers=2).write(tmp_path / "tiny.gguf")
        model = load(path, threads=1)
        shapes = linear_tensors(path)
        lora = random_lora(shapes, rank=2, strength=0.5, architecture=architecture)
        whole = logits(model, (model.load_adapter(lora.write(tmp_path / "whole.gguf")), 1.0))
        for index, name in enumerate(shapes):
            rest = replace(lora, tensors=[t for t in lora.tensors if not t.name.startswith(f"{name}.")])
            adapter = model.load_adapter(rest.write(tmp_path / f"{index}.gguf"))
            assert difference(logits(model, (adapter, 1.0)), whole) > 1e-3, name


def add_product(file: GGUFFile, lora: GGUFFile, factor: float) -> None:
    halves = {tensor.name: tensor for tensor in lora.tensors}

    def values(name: str) -> Floats:
        tensor = halves[name]
        assert tensor.data is not None
        array = np.frombuffer(tensor.data, "<f2" if tensor.type == F16 else "<f4")
        return array.astype(np.float32).reshape(tensor.shape[::-1])

    for name in {name.rpartition(".")[0] for name in halves}:
        tensor = file.tensor(name)
        assert tensor.data is not None
        weights = np.frombuffer(tensor.data, "<f4").reshape(tensor.shape[::-1])
        product = values(f"{name}.lora_b") @ values(f"{name}.lora_a")
        tensor.data = (weights + np.float32(factor) * product).astype("<f4").tobytes()


class TestControlVectors:
    def vector(
        self, model: LoadedModel, tmp_path: Path, seed: int = 0, layers: tuple[int, ...] = (1, 2)
    ) -> LoadedAdapter:
        file = random_control_vector(layers, model.info.hidden_size, strength=2.0, seed=seed)
        return model.load_adapter(file.write(tmp_path / f"vector-{seed}-{layers}.gguf"))

    def test_it_acts_and_is_gone_without_a_trace(self, model: LoadedModel, tmp_path: Path) -> None:
        before = logits(model)
        vector = self.vector(model, tmp_path)
        assert np.array_equal(logits(model), before)
        assert difference(logits(model, (vector, 1.0)), before) > 0.1
        assert np.array_equal(logits(model), before)
        assert np.array_equal(logits(model, (vector, 0.0)), before)

    def test_it_is_described(self, model: LoadedModel, tmp_path: Path) -> None:
        vector = self.vector(model, tmp_path)
        assert (vector.info.kind, vector.info.rank, vector.info.tensors) == (AdapterKind.CONTROL_VECTOR, 0, 2)
        assert vector.invocation == ()

    def test_several_are_a_weighted_sum(self, model: LoadedModel, tmp_path: Path) -> None:
        one, two = self.vector(model, tmp_path, 1), self.vector(model, tmp_path, 2, (2,))
        merge([(Path(one.info.path), 0.8), (Path(two.info.path), -1.5)], tmp_path / "sum.gguf", "Sum")
        summed = model.load_adapter(tmp_path / "sum.gguf")
        both = logits(model, (one, 0.8), (two, -1.5))
        assert difference(both, logits(model, (summed, 1.0))) <= FLOAT_NOISE
        assert np.array_equal(both, logits(model, (two, -1.5), (one, 0.8)))
        assert difference(both, logits(model, (one, 0.8))) > 0.1

    def test_each_layer_gets_its_own(self, model: LoadedModel, tmp_path: Path) -> None:
        """The file names the layers; those that it does not name are left alone."""
        plain, one, two = logits(model), self.vector(model, tmp_path, 1, (1,)), self.vector(model, tmp_path, 1, (2,))
        moved = [logits(model, (one, 1.0)), logits(model, (two, 1.0))]
        assert all(difference(each, plain) > 0.1 for each in moved)
        assert difference(*moved) > 0.1

    def test_a_smaller_one_leaves_nothing_of_the_one_before(self, model: LoadedModel, tmp_path: Path) -> None:
        one, two = self.vector(model, tmp_path, 1, (2,)), self.vector(model, tmp_path, 2, (1,))
        fresh = logits(model, (two, 1.0))
        logits(model, (one, 5.0), (two, 1.0))
        assert np.array_equal(logits(model, (two, 1.0)), fresh)

    def test_with_a_low_rank_adapter(self, model: LoadedModel, path: Path, tmp_path: Path) -> None:
        vector = self.vector(model, tmp_path)
        lora = model.load_adapter(random_lora(linear_tensors(path), kind=F32).write(tmp_path / "lora.gguf"))
        plain, with_lora, with_vector = logits(model), logits(model, (lora, 1.0)), logits(model, (vector, 1.0))
        both = logits(model, (lora, 1.0), (vector, 1.0))
        assert min(difference(both, other) for other in (plain, with_lora, with_vector)) > 0.05
        assert np.array_equal(logits(model, (vector, 1.0)), with_vector)
        assert np.array_equal(logits(model, (lora, 1.0)), with_lora)
        assert np.array_equal(logits(model), plain)

    @pytest.mark.parametrize(("layers", "width"), [((1,), 32), ((3,), 64), ((1, 400), 64)])
    def test_one_of_another_model_is_refused(
        self, model: LoadedModel, tmp_path: Path, layers: tuple[int, ...], width: int
    ) -> None:
        file = random_control_vector(layers, width)
        with pytest.raises(EngineError) as caught:
            model.load_adapter(file.write(tmp_path / "vector.gguf"))
        assert caught.value.kind is ErrorKind.ADAPTER_MISMATCH
        assert model.info.name in caught.value.message


class TestActivated:
    def test_its_invocation_is_told(self, model: LoadedModel, path: Path, tmp_path: Path) -> None:
        file = random_lora(linear_tensors(path), invocation=(70, 71, 72))
        adapter = model.load_adapter(file.write(tmp_path / "activated.gguf"))
        assert adapter.invocation == (70, 71, 72)
        assert adapter.info.kind is AdapterKind.ACTIVATED_LORA
        assert difference(logits(model, (adapter, 1.0)), logits(model)) > 0.01

    def test_words_that_the_model_does_not_have_are_refused(
        self, model: LoadedModel, path: Path, tmp_path: Path
    ) -> None:
        file = random_lora(linear_tensors(path), invocation=(70, 100_000))
        with pytest.raises(EngineError, match="vocabulary"):
            model.load_adapter(file.write(tmp_path / "activated.gguf"))


class TestBrokenNumbers:
    def test_they_are_seen_at_the_first_logits_and_blamed_on_the_adapters(
        self, model: LoadedModel, path: Path, tmp_path: Path
    ) -> None:
        lora = random_lora(linear_tensors(path), strength=1e4, kind=F32)
        adapter = model.load_adapter(lora.write(tmp_path / "strong.gguf"))
        logits(model)
        with pytest.raises(EngineError, match="Lower their scales") as caught:
            logits(model, (adapter, 1e30))
        assert caught.value.kind is ErrorKind.MODEL_INVALID
        assert np.isfinite(logits(model)).all()

    def test_one_broken_row_is_seen(self, load: Load, tmp_path: Path) -> None:
        """All logits are looked at after a swap, and not only every so many."""
        file = float_model()
        table = file.tensor("token_embd.weight")
        file.tensors.append(replace(table, name="output.weight"))
        model = load(file.write(tmp_path / "untied.gguf"), threads=1)
        lora = random_lora({"output.weight": table.shape}, rank=64, kind=F32)
        a, b = lora.tensors
        rows = np.zeros(b.shape[::-1], "<f4")
        rows[33] = 3e38
        one = 1e3 * np.random.default_rng(0).standard_normal(a.shape[0])
        a.data = np.stack([one, -one] * 32).astype("<f4").tobytes()  # so that this row is infinity less infinity
        b.data = rows.tobytes()
        adapter = model.load_adapter(lora.write(tmp_path / "row.gguf"))
        logits(model)
        with pytest.raises(EngineError, match="make no sense"):
            logits(model, (adapter, 1.0))

    def test_one_that_is_named_twice_acts_twice(self, model: LoadedModel, path: Path, tmp_path: Path) -> None:
        adapter = model.load_adapter(random_lora(linear_tensors(path)).write(tmp_path / "adapter.gguf"))
        assert np.array_equal(logits(model, (adapter, 0.5), (adapter, 0.25)), logits(model, (adapter, 0.75)))
        assert np.array_equal(logits(model, (adapter, 0.5), (adapter, -0.5)), logits(model))


@pytest.mark.parametrize("options", [{"flash_attention": "off"}, {"flash_attention": "on"}, {"kv_type": "q8_0"}])
def test_snapshots_of_every_kind_of_cache(load: Load, tmp_path: Path, options: dict[str, str]) -> None:
    model = load(tiny_llama(width=64, heads=2, layers=3).write(tmp_path / "tiny.gguf"), **options)
    model.evaluate(TOKENS)
    kept = model.snapshot()
    assert kept.bytes > model.info.kv_bytes * len(TOKENS) // model.info.context_length
    model.evaluate([65, 66])
    expected = model.logits()
    model.truncate(0)
    model.evaluate(TOKENS[::-1])
    model.restore(kept)
    model.evaluate([65, 66])
    assert np.array_equal(model.logits(), expected)


def test_one_that_does_not_fit_into_memory_is_refused(
    model: LoadedModel, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapter = random_lora(linear_tensors(path), rank=64).write(tmp_path / "adapter.gguf")
    monkeypatch.setattr(fit, "available_memory", lambda: 10_000)
    with pytest.raises(EngineError, match="of memory while it is loaded") as caught:
        model.load_adapter(adapter)
    assert caught.value.kind is ErrorKind.OUT_OF_MEMORY


@pytest.mark.parametrize("many", [2, 5])
def test_stacks_are_kept_and_freed(model: LoadedModel, path: Path, tmp_path: Path, many: int) -> None:
    """Going back to a stack gives the same numbers, whether it was kept or is made once more."""
    adapters = [
        model.load_adapter(random_lora(linear_tensors(path), seed=seed).write(tmp_path / f"{seed}.gguf"))
        for seed in range(many + 1)
    ]
    stacks = [((adapters[index], 0.5), (adapters[index + 1], 1.0)) for index in range(many)]
    expected = [logits(model, *stack) for stack in stacks]
    for _ in range(3):
        for stack, numbers in zip(stacks, expected, strict=True):
            assert np.array_equal(logits(model, *stack), numbers)


def test_copies_take_the_memory_of_those_that_are_gone(load: Load, tmp_path: Path) -> None:
    model = load(tiny_llama(width=64, heads=2, layers=3).write(tmp_path / "tiny.gguf"))
    model.evaluate(TOKENS)
    first, second = model.snapshot(), model.snapshot()
    assert isinstance(first, StateCopy)
    assert isinstance(second, StateCopy)
    assert not np.shares_memory(first.data, second.data)
    content, address = first.data.copy(), second.data.ctypes.data
    del second
    model.evaluate([65])
    third = model.snapshot()
    assert isinstance(third, StateCopy)
    assert third.data.ctypes.data == address
    assert third.positions == len(TOKENS) + 1
    assert np.array_equal(first.data, content)
    model.restore(first)
    model.evaluate([65])
    assert np.array_equal(model.snapshot().data, third.data)  # pyright: ignore[reportAttributeAccessIssue]  # a StateCopy


def test_a_snapshot_of_another_model_is_refused(load: Load, tmp_path: Path) -> None:
    one = load(tiny_llama(layers=1).write(tmp_path / "one.gguf"))
    two = load(tiny_llama(layers=2).write(tmp_path / "two.gguf"))
    one.evaluate(TOKENS)
    two.evaluate(TOKENS)
    with pytest.raises(EngineError, match="does not fit the model"):
        two.restore(one.snapshot())
    assert two.position == 0
    two.evaluate(TOKENS)


def test_an_adapter_stays_out_of_the_way_of_the_model_that_it_is_not_in(load: Load, path: Path, tmp_path: Path) -> None:
    """Models of one file side by side: what one is given is nothing to the other."""
    one, two = load(path, threads=1), load(path, threads=1)
    before = logits(two)
    adapter = one.load_adapter(random_lora(linear_tensors(path)).write(tmp_path / "adapter.gguf"))
    assert difference(logits(one, (adapter, 1.0)), before) > 0.01
    assert np.array_equal(logits(two), before)


def test_a_thousand_swaps_leave_nothing_behind(
    model: LoadedModel, path: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    files = [
        random_lora(linear_tensors(path), rank=rank).write(tmp_path / f"{rank}.gguf") for rank in range(16, 144, 16)
    ]
    files.append(random_control_vector((1, 2), 64).write(tmp_path / "vector.gguf"))
    held = [model.load_adapter(file) for file in files]
    process = psutil.Process()

    def swap(count: int) -> None:
        for number in range(count):
            uses = [(held[(number + step) % len(held)], 0.1 + step) for step in range(number % 4)]
            model.set_adapters(uses)
            model.truncate(0)
            model.evaluate([60 + number % 20])
            if number % 10 == 0:  # one is read anew, in the place of another
                model.set_adapters([])
                held[number // 10 % len(held)].close()
                held[number // 10 % len(held)] = model.load_adapter(files[number // 10 % len(held)])

    swap(300)
    before = process.memory_info().rss
    swap(1000)
    growth = process.memory_info().rss - before
    record_property("bytes_of_growth", growth)
    # A hundred adapters of some 600 KB were read meanwhile, and a thousand graphs planned.
    assert growth < 16 * 2**20
