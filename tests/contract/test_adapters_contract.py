"""What every backend promises of adapters and of states in memory (`engine.backends.base.LoadedModel`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import Backend, Floats, LoadedAdapter, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind, LoadOptions
from models.adapters.merge import merge
from tests.contract.conftest import ignore, never
from tests.gguf_files import F32, GGUFFile, Shapes, linear_tensors, random_lora, tiny_llama

pytestmark = pytest.mark.model

TEXT = (
    "A lighthouse keeper counts the ships that pass, and writes down which of them have greeted him with their lamps. "
    "In winter there are few, and he knows each by its engine."
)

STACK_NOISE = 0.6
"""Most that the logits of the starter model may differ (see `difference`) between two ways to the same sum, such as a
stack and its merged file. What is a hair apart is rounded to other 8-bit products, layer after layer. Measured: 0.4,
where adapters make 1.7. With plain floats it is nothing to speak of: see test_llama_adapters.py."""


@pytest.fixture(scope="module", params=["llama", "onnx"])
def shared_model(request: pytest.FixtureRequest, llama: LlamaBackend, starter: Path) -> Iterator[LoadedModel]:
    backend: Backend = llama
    path = starter
    if request.param == "onnx":
        backend = OnnxBackend()
        path = request.getfixturevalue("twin")
    model = backend.load(path, LoadOptions(context_length=512, threads=1), ignore, never)
    yield model
    model.close()


@dataclass
class Bench:
    """A model, the adapters that a test has loaded for it, and a text that it has read."""

    model: LoadedModel
    folder: Path
    shapes: Shapes
    tokens: list[int]
    loaded: list[LoadedAdapter] = field(default_factory=list)

    def adapter(self, seed: int = 0, **options: float | int | str) -> LoadedAdapter:
        return self.load(self.write(seed, **options))

    def write(self, seed: int = 0, **options: float | int | str) -> Path:
        path = self.folder / f"{seed}-{options}.gguf"
        if not path.exists():
            random_lora(self.shapes, seed=seed, **({"rank": 4, "strength": 0.4} | options)).write(path)  # pyright: ignore[reportArgumentType]
        return path

    def load(self, path: Path) -> LoadedAdapter:
        self.loaded.append(self.model.load_adapter(path))
        return self.loaded[-1]

    def logits(self, *adapters: tuple[LoadedAdapter, float]) -> Floats:
        """After the whole text, read with these."""
        self.model.truncate(0)
        self.model.set_adapters(adapters)
        for part in (self.tokens[:-1], self.tokens[-1:]):
            self.model.evaluate(part)
        return self.model.logits()


@pytest.fixture
def bench(shared_model: LoadedModel, starter: Path, tmp_path: Path) -> Iterator[Bench]:
    shared_model.truncate(0)
    tokens = shared_model.tokenize(TEXT, special=False)[:14]
    bench = Bench(shared_model, tmp_path, linear_tensors(starter), tokens)
    yield bench
    shared_model.set_adapters([])
    for adapter in bench.loaded:
        adapter.close()


def difference(one: Floats, other: Floats) -> float:
    """Root of the mean square, over all logits."""
    return float(np.sqrt(np.mean(np.square(one - other))))


class TestSets:
    def test_loading_one_changes_nothing(self, bench: Bench) -> None:
        before = bench.logits()
        bench.adapter()
        assert np.array_equal(bench.logits(), before)

    def test_it_acts_and_is_gone_without_a_trace(self, bench: Bench) -> None:
        before = bench.logits()
        with_it = bench.logits((bench.adapter(), 1.0))
        assert np.isfinite(with_it).all()
        assert difference(with_it, before) > STACK_NOISE
        assert np.array_equal(bench.logits(), before)

    def test_it_is_described(self, bench: Bench) -> None:
        path = bench.write(rank=6, name="Odd")
        info = bench.load(path).info
        assert (info.path, info.name, info.kind) == (str(path), "Odd", AdapterKind.LORA)
        assert (info.rank, info.tensors) == (6, len(bench.shapes))
        numbers = sum(6 * (inputs + outputs) for inputs, outputs in bench.shapes.values())
        assert 2 * numbers <= info.bytes <= 8 * numbers
        assert info.fingerprint != bench.adapter(seed=1).info.fingerprint

    def test_the_same_set_gives_the_same_numbers(self, bench: Bench) -> None:
        adapter = bench.adapter()
        once = bench.logits((adapter, 0.8))
        bench.logits()
        assert np.array_equal(bench.logits((adapter, 0.8)), once)

    def test_scale_zero_is_off(self, bench: Bench) -> None:
        assert np.array_equal(bench.logits((bench.adapter(), 0.0)), bench.logits())

    def test_a_negative_scale_takes_away(self, bench: Bench) -> None:
        """One adapter and its opposite: what they add in each layer is nothing but the rounding of its sums."""
        plain = bench.logits()
        one, same = bench.adapter(), bench.adapter()
        assert difference(bench.logits((one, -1.0)), bench.logits((one, 1.0))) > STACK_NOISE
        assert difference(bench.logits((one, 1.0), (same, -1.0)), plain) <= STACK_NOISE

    def test_scales_count(self, bench: Bench) -> None:
        plain, adapter = bench.logits(), bench.adapter()
        differences = [difference(bench.logits((adapter, scale)), plain) for scale in (0.1, 0.5, 1.0)]
        assert differences == sorted(differences)

    def test_alpha_counts(self, bench: Bench) -> None:
        """`random_lora` divides B by what alpha multiplies it with."""
        plain, with_alpha = bench.adapter(strength=0.2), bench.adapter(strength=0.2, alpha=16)
        assert difference(bench.logits((plain, 1.0)), bench.logits((with_alpha, 1.0))) <= STACK_NOISE

    def test_order_does_not_matter(self, bench: Bench) -> None:
        uses = [(bench.adapter(seed=seed), scale) for seed, scale in ((1, 0.7), (2, -0.4), (3, 0.2))]
        first = bench.logits(*uses)
        assert np.array_equal(bench.logits(*reversed(uses)), first)
        assert np.array_equal(bench.logits(uses[1], uses[2], uses[0]), first)

    def test_a_stack_equals_its_merged_file(self, bench: Bench, record_property: Callable[[str, object], None]) -> None:
        uses = [(bench.adapter(seed=1), 0.7), (bench.adapter(seed=2, rank=3, alpha=5), -0.4)]
        merged = bench.folder / "merged.gguf"
        merge([(Path(adapter.info.path), scale) for adapter, scale in uses], merged, "Both")
        stacked = bench.logits(*uses)
        noise = difference(stacked, bench.logits((bench.load(merged), 1.0)))
        record_property("largest_difference", noise)
        assert noise <= STACK_NOISE
        assert difference(stacked, bench.logits(uses[0])) > STACK_NOISE

    def test_embeddings_are_changed_like_tokens(self, bench: Bench) -> None:
        model = bench.model
        model.set_adapters([(bench.adapter(), 1.0)])
        model.evaluate(bench.tokens)
        expected = model.logits()
        model.truncate(0)
        model.evaluate_embeddings(model.token_embeddings(bench.tokens))
        assert difference(model.logits(), expected) <= STACK_NOISE

    def test_sixteen_at_once(self, bench: Bench) -> None:
        uses = [(bench.adapter(seed=seed, rank=1), 0.1) for seed in range(16)]
        all_of_them = bench.logits(*uses)
        assert np.isfinite(all_of_them).all()
        assert difference(all_of_them, bench.logits(*uses[:8])) > 0.01


class TestCache:
    """A new set leaves the KV cache as it is: what that means is for those who set it."""

    def test_a_swap_in_the_middle(self, bench: Bench) -> None:
        model, tokens, adapter = bench.model, bench.tokens, bench.adapter()
        base = bench.logits()
        model.truncate(0)
        model.evaluate(tokens[:10])
        model.set_adapters([(adapter, 1.0)])
        model.evaluate(tokens[10:])
        mixed = model.logits()
        assert model.position == len(tokens)
        assert difference(mixed, base) > STACK_NOISE
        assert difference(mixed, bench.logits((adapter, 1.0))) > 0.01  # its beginning was read without

    def test_what_was_read_before_stays(self, bench: Bench) -> None:
        model, tokens, adapter = bench.model, bench.tokens, bench.adapter()
        model.evaluate(tokens[:10])
        model.evaluate(tokens[10:])
        expected = model.logits()
        model.truncate(10)
        model.set_adapters([(adapter, 1.0)])
        model.evaluate(tokens[10:])
        model.truncate(10)
        model.set_adapters([])
        model.evaluate(tokens[10:])
        assert np.array_equal(model.logits(), expected)


class TestSnapshots:
    def test_it_brings_the_state_back(self, bench: Bench) -> None:
        model, tokens = bench.model, bench.tokens
        model.evaluate(tokens[:10])
        kept = model.snapshot()
        assert kept.positions == 10
        assert kept.bytes > 0
        model.evaluate(tokens[10:])
        expected = model.logits()
        for _ in range(2):
            model.truncate(0)
            model.evaluate(tokens[::-1])
            model.restore(kept)
            assert model.position == 10
            with pytest.raises(RuntimeError, match="no logits"):
                model.logits()
            model.evaluate(tokens[10:])
            assert np.array_equal(model.logits(), expected)

    def test_of_nothing(self, bench: Bench) -> None:
        model = bench.model
        kept = model.snapshot()
        model.evaluate(bench.tokens)
        model.restore(kept)
        assert (kept.positions, model.position) == (0, 0)
        assert np.isfinite(bench.logits()).all()

    def test_two_sets_side_by_side(self, bench: Bench) -> None:
        model, tokens, sets = bench.model, bench.tokens, ([], [(bench.adapter(), 1.0)])
        kept, expected = [], []
        for uses in sets:
            model.truncate(0)
            model.set_adapters(uses)
            model.evaluate(tokens[:9])
            kept.append(model.snapshot())
            model.evaluate(tokens[9:])
            expected.append(model.logits())
        for _ in range(2):
            for uses, state, logits in zip(sets, kept, expected, strict=True):
                model.set_adapters(uses)
                model.restore(state)
                model.evaluate(tokens[9:])
                assert np.array_equal(model.logits(), logits)

    def test_a_cut_state(self, bench: Bench) -> None:
        model, tokens = bench.model, bench.tokens
        model.evaluate(tokens[:5])
        model.evaluate(tokens[5:8])
        expected = model.logits()
        model.truncate(5)
        kept = model.snapshot()
        model.evaluate(tokens[::-1])
        model.restore(kept)
        assert model.position == 5
        model.evaluate(tokens[5:8])
        assert np.array_equal(model.logits(), expected)


def damaged(shapes: Shapes, damage: Callable[[GGUFFile], None]) -> GGUFFile:
    file = random_lora(shapes, rank=2)
    damage(file)
    return file


def put_nan(file: GGUFFile) -> None:
    tensor = file.tensors[5]
    assert tensor.data is not None
    tensor.data = b"\x00\x7e" + tensor.data[2:]


def cut_rows(file: GGUFFile) -> None:
    tensor = file.tensors[1]
    assert tensor.data is not None
    rank, rows = tensor.shape
    tensor.shape, tensor.data = (rank, rows - 1), tensor.data[: 2 * rank * (rows - 1)]


class TestRefusals:
    """Nothing here may reach native code, and none of it may touch what is in force."""

    @pytest.fixture(autouse=True)
    def _nothing_changes(self, bench: Bench) -> Iterator[None]:
        adapter = bench.adapter(seed=9)
        before = bench.logits((adapter, 1.0))
        yield
        bench.model.truncate(0)
        for part in (bench.tokens[:-1], bench.tokens[-1:]):
            bench.model.evaluate(part)
        assert np.array_equal(bench.model.logits(), before)

    def refuse(self, bench: Bench, file: GGUFFile, kind: ErrorKind, words: str) -> str:
        path = file.write(bench.folder / "refused.gguf")
        with pytest.raises(EngineError, match=words) as caught:
            bench.model.load_adapter(path)
        assert caught.value.kind is kind
        return caught.value.message

    def test_another_size(self, bench: Bench) -> None:
        shapes = {tensor.name: tensor.shape for tensor in tiny_llama().tensors if ".attn_q." in tensor.name}
        message = self.refuse(bench, random_lora(shapes), ErrorKind.ADAPTER_MISMATCH, "does not fit")
        assert bench.model.info.name in message

    def test_another_architecture(self, bench: Bench) -> None:
        file = random_lora(bench.shapes, rank=1, architecture="qwen3")
        message = self.refuse(bench, file, ErrorKind.ADAPTER_MISMATCH, "qwen3")
        assert bench.model.info.name in message

    @pytest.mark.parametrize("layer", [30, 4_000_000])
    def test_layers_that_are_not_there(self, bench: Bench, layer: int) -> None:
        file = random_lora({f"blk.{layer}.attn_q.weight": (576, 576)})
        self.refuse(bench, file, ErrorKind.ADAPTER_MISMATCH, "layer")

    def test_the_table_of_words(self, bench: Bench) -> None:
        """llama.cpp aborts on it where the output layer is the same table, as here."""
        file = random_lora({"token_embd.weight": (576, 49152)}, rank=1)
        self.refuse(bench, file, ErrorKind.MODEL_INVALID, "table of words")

    def test_an_output_layer_that_is_the_table_of_words(self, bench: Bench) -> None:
        file = random_lora({"output.weight": (576, 49152)}, rank=1)
        self.refuse(bench, file, ErrorKind.ADAPTER_MISMATCH, "lm_head")

    def test_numbers_that_are_none(self, bench: Bench) -> None:
        self.refuse(bench, damaged(bench.shapes, put_nan), ErrorKind.MODEL_INVALID, "not finite")

    def test_shapes_that_do_not_fit_together(self, bench: Bench) -> None:
        self.refuse(bench, damaged(bench.shapes, cut_rows), ErrorKind.ADAPTER_MISMATCH, "gives")

    def test_a_missing_half(self, bench: Bench) -> None:
        file = random_lora(bench.shapes, rank=1)
        file.tensors.pop()
        self.refuse(bench, file, ErrorKind.MODEL_INVALID, "one of two")

    def test_norms(self, bench: Bench) -> None:
        file = random_lora({"blk.0.attn_norm.weight": (576, 1)}, kind=F32)
        self.refuse(bench, file, ErrorKind.ADAPTER_MISMATCH, "no linear layer")

    def test_a_model(self, bench: Bench) -> None:
        with pytest.raises(EngineError, match="is a model"):
            bench.model.load_adapter(tiny_llama().write(bench.folder / "model.gguf"))

    def test_no_file(self, bench: Bench) -> None:
        with pytest.raises(EngineError) as caught:
            bench.model.load_adapter(bench.folder / "missing.gguf")
        assert caught.value.kind is ErrorKind.MODEL_NOT_FOUND

    @pytest.mark.parametrize("length", [0, 3, 100, 5000, 30_000])
    def test_half_a_file(self, bench: Bench, length: int) -> None:
        path = bench.folder / "short.gguf"
        path.write_bytes(bench.write().read_bytes()[:length])
        with pytest.raises(EngineError):
            bench.model.load_adapter(path)


def test_swaps_in_a_row(bench: Bench) -> None:
    """Whatever was in force before, a set computes what it computed the first time."""
    one, two = bench.adapter(seed=1), bench.adapter(seed=2)
    sets: Sequence[tuple[tuple[LoadedAdapter, float], ...]] = (
        (),
        ((one, 1.0),),
        ((two, 0.5),),
        ((one, 0.3), (two, 1.0)),
    )
    expected = [bench.logits(*uses) for uses in sets]
    random = np.random.default_rng(0)
    for index in random.integers(0, len(sets), 6):
        assert np.array_equal(bench.logits(*sets[index]), expected[index])
