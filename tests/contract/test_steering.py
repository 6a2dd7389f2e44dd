"""A model that is steered by another is a model like any other: it keeps the contract, and adds up what it says."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import Floats, Interrupted, LoadedModel, Steered
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions, Steering
from models import steering
from models.gguf_format import ValueType
from tests.contract.conftest import Load, ignore, never
from tests.contract.test_loaded_model import (  # noqa: F401 - collected here, too, with the model below
    TestEvaluation,
    TestInterrupt,
    TestRows,
    TestSampler,
    TestState,
    tokens,
)
from tests.gguf_files import F16, GGUFFile, Tensor, linear_tensors, random_lora, tiny_llama
from tests.onnx_files import write_optimum

TOKENS = [*range(60, 80)]


@pytest.fixture(scope="module")
def shared_model(llama: LlamaBackend, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoadedModel]:
    """With an adapter in force. The starter model, steered by itself, kept the contract as well, in two minutes."""
    folder = tmp_path_factory.mktemp("steered")
    large = tiny_llama(layers=3, width=96, heads=4, kv_heads=2, context_length=512, seed=1).write(folder / "large.gguf")
    small = tiny_llama(layers=2, width=64, context_length=512, seed=2).write(folder / "small.gguf")
    options = LoadOptions(context_length=512, threads=1, steering=Steering(str(small), 0.5))
    model = llama.load(large, options, ignore, never)
    lora = random_lora(linear_tensors(small), strength=0.5)
    adapter = model.load_adapter(lora.write(folder / "adapter.gguf"))
    model.set_adapters([(adapter, 1.0)])
    yield model
    model.set_adapters([])
    adapter.close()
    model.close()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    return tiny_llama(layers=3, width=96, heads=4, kv_heads=2, seed=1).write(tmp_path / "large.gguf")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return tiny_llama(layers=2, width=64, seed=2).write(tmp_path / "small.gguf")


@pytest.fixture
def lora(small: Path, tmp_path: Path) -> Path:
    return random_lora(linear_tensors(small), strength=0.5).write(tmp_path / "adapter.gguf")


LoadSteered = Callable[..., LoadedModel]


@pytest.fixture
def steered(load: Load, large: Path, small: Path) -> LoadSteered:
    def steered(strength: float = 1.0, **options: object) -> LoadedModel:
        return load(large, threads=1, steering=Steering(str(small), strength), **options)

    return steered


def logits(model: LoadedModel) -> Floats:
    model.truncate(0)
    model.evaluate(TOKENS[:12])
    model.evaluate(TOKENS[12:])
    return model.logits()


@pytest.mark.parametrize("strength", [1.0, 0.5, -2.0])
def test_the_logits_are_the_sum(
    steered: LoadSteered, load: Load, large: Path, small: Path, lora: Path, strength: float
) -> None:
    model, expert, base = steered(strength), load(small, threads=1), load(small, threads=1)
    model.set_adapters([(model.load_adapter(lora), 0.8)])
    expert.set_adapters([(expert.load_adapter(lora), 0.8)])
    own = logits(load(large, threads=1))
    change = logits(expert) - logits(base)
    assert np.abs(change).max() > 0.1
    assert np.array_equal(logits(model), own + np.float32(strength) * change)


def test_another_strength_holds_from_then_on(steered: LoadSteered, lora: Path) -> None:
    model = steered(1.0)
    assert isinstance(model, Steered)
    own = logits(model)
    model.set_adapters([(model.load_adapter(lora), 0.8)])
    whole = logits(model)
    model.set_strength(0.5)
    assert np.allclose(logits(model), (own + whole) / 2, atol=1e-4)
    with pytest.raises(EngineError, match="no strength to steer with"):
        model.set_strength(0)


def test_without_adapters_it_is_the_large_model_to_the_bit(
    steered: LoadSteered, load: Load, large: Path, lora: Path
) -> None:
    model, own = steered(), logits(load(large, threads=1))
    assert np.array_equal(logits(model), own)
    adapter = model.load_adapter(lora)
    model.set_adapters([(adapter, 1.0)])
    assert not np.array_equal(logits(model), own)
    model.set_adapters([(adapter, 0.0)])
    assert np.array_equal(logits(model), own)
    model.set_adapters([])
    assert np.array_equal(logits(model), own)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_cancelled_in_any_of_the_three_it_holds_what_it_held(steered: LoadSteered, lora: Path, place: float) -> None:
    model = steered()
    model.set_adapters([(model.load_adapter(lora), 1.0)])
    asked = itertools.count()
    model.evaluate(TOKENS[:12])
    model.evaluate(TOKENS[12:], lambda: next(asked) < 0)
    fresh, most = model.logits(), int(place * next(asked))
    model.truncate(12)
    asked = itertools.count()
    with pytest.raises(Interrupted):
        model.evaluate(TOKENS[12:], lambda: next(asked) >= most)
    assert model.position == 12
    model.evaluate(TOKENS[12:])
    assert np.array_equal(model.logits(), fresh)


def test_its_states_are_of_all_three(steered: LoadSteered, lora: Path, tmp_path: Path) -> None:
    model = steered()
    model.set_adapters([(model.load_adapter(lora), 1.0)])
    fresh = logits(model)
    model.truncate(12)
    kept = model.snapshot()
    model.save_state(tmp_path / "state")
    whole = (tmp_path / "state").read_bytes()
    for back in (lambda: model.restore(kept), lambda: model.load_state(tmp_path / "state", 12)):
        model.truncate(0)
        model.evaluate(TOKENS[::-1])
        back()
        assert model.position == 12
        model.evaluate(TOKENS[12:])
        assert np.array_equal(model.logits(), fresh)
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 3])
    with pytest.raises(EngineError):
        model.load_state(tmp_path / "cut", 12)
    assert model.position == 0
    assert np.array_equal(logits(model), fresh)


def test_it_tells_what_both_take_and_that_it_is_another_model(
    steered: LoadSteered, load: Load, large: Path, small: Path
) -> None:
    info, own, added = steered().info, load(large).info, load(small).info
    assert info.bytes == own.bytes + added.bytes
    assert info.kv_bytes == own.kv_bytes + 2 * added.kv_bytes
    assert info.fingerprint not in (own.fingerprint, added.fingerprint)
    assert (info.path, info.name, info.hidden_size) == (own.path, own.name, own.hidden_size)
    assert info.dynamic_problem


def test_merged_tokens_are_refused(steered: LoadSteered) -> None:
    model = steered()
    with pytest.raises(EngineError, match="steered") as caught:
        model.evaluate_embeddings(model.token_embeddings(TOKENS[:2]))
    assert caught.value.kind is ErrorKind.UNSUPPORTED


def test_hidden_states_are_the_large_ones(steered: LoadSteered, load: Load, large: Path, lora: Path) -> None:
    model = steered()
    model.set_adapters([(model.load_adapter(lora), 1.0)])
    states = model.hidden_states(TOKENS)
    assert np.array_equal(states, load(large, threads=1).hidden_states(TOKENS))
    model.evaluate(TOKENS)


def test_an_adapter_of_the_large_model_is_refused(steered: LoadSteered, large: Path, tmp_path: Path) -> None:
    lora = random_lora(linear_tensors(large)).write(tmp_path / "wrong.gguf")
    with pytest.raises(EngineError) as caught:
        steered().load_adapter(lora)
    assert caught.value.kind is ErrorKind.ADAPTER_MISMATCH


class TestVocabularies:
    def changed(self, change: Callable[[GGUFFile], None], path: Path) -> Path:
        file = tiny_llama(layers=2, width=64, seed=2)
        change(file)
        return file.write(path)

    def test_one_other_token_is_refused_with_both_names(self, llama: LlamaBackend, large: Path, tmp_path: Path) -> None:
        def change(file: GGUFFile) -> None:
            file.metadata["tokenizer.ggml.tokens"][1][1] = "<start>"

        small = self.changed(change, tmp_path / "stranger.gguf")
        options = LoadOptions(steering=Steering(str(small)))
        with pytest.raises(EngineError, match=r"stranger\.gguf.*large\.gguf.*token 1 is “<s>”.*“<start>”") as caught:
            llama.check(large, options, 0)
        assert caught.value.kind is ErrorKind.UNSUPPORTED
        with pytest.raises(EngineError, match="vocabularies differ"):
            llama.load(large, options, ignore, never)

    @pytest.mark.parametrize(("word", "fits"), [("[PAD259]", True), ("more", False)])
    def test_what_only_fills_the_table_up_does_not_count(
        self, load: Load, large: Path, lora: Path, tmp_path: Path, word: str, fits: bool
    ) -> None:
        def change(file: GGUFFile) -> None:
            for key, value in (("tokens", word), ("scores", 0.0), ("token_type", 5)):
                file.metadata[f"tokenizer.ggml.{key}"][1].append(value)
            table = file.tensor("token_embd.weight")
            width, rows = table.shape
            assert table.data is not None
            file.tensors[file.tensors.index(table)] = Tensor(
                table.name, (width, rows + 1), F16, table.data + bytes(2 * width)
            )

        small = self.changed(change, tmp_path / "wider.gguf")
        if not fits:
            with pytest.raises(EngineError, match="259 tokens, the other 260"):
                load(large, steering=Steering(str(small)))
            return
        model = load(large, threads=1, steering=Steering(str(small)))
        before = logits(model)
        model.set_adapters([(model.load_adapter(lora), 1.0)])
        assert not np.array_equal(logits(model), before)

    def test_another_kind_of_vocabulary_is_refused(self, llama: LlamaBackend, large: Path, tmp_path: Path) -> None:
        small = tiny_llama(byte_pairs=True).write(tmp_path / "pairs.gguf")
        with pytest.raises(EngineError, match="one is llama, the other gpt2"):
            llama.check(large, LoadOptions(steering=Steering(str(small))), 0)


class TestRefused:
    @pytest.mark.parametrize("strength", [0.0, float("nan"), 11.0])
    def test_a_strength_that_is_none(self, llama: LlamaBackend, large: Path, small: Path, strength: float) -> None:
        with pytest.raises(EngineError, match="no strength to steer with"):
            llama.check(large, LoadOptions(steering=Steering(str(small), strength)), 0)

    def test_a_small_model_that_is_not_there_or_no_gguf(self, llama: LlamaBackend, large: Path, tmp_path: Path) -> None:
        with pytest.raises(EngineError) as caught:
            llama.check(large, LoadOptions(steering=Steering(str(tmp_path / "gone.gguf"))), 0)
        assert caught.value.kind is ErrorKind.MODEL_NOT_FOUND
        with pytest.raises(EngineError, match="is no GGUF model"):
            llama.check(large, LoadOptions(steering=Steering(str(tmp_path))), 0)

    def test_an_onnx_model(self, small: Path, tmp_path: Path) -> None:
        folder = write_optimum(tmp_path / "onnx")
        with pytest.raises(EngineError, match="only GGUF models can be steered") as caught:
            OnnxBackend().check(folder, LoadOptions(steering=Steering(str(small))), 0)
        assert caught.value.kind is ErrorKind.UNSUPPORTED

    def test_a_context_that_the_small_one_was_not_trained_for(
        self, llama: LlamaBackend, large: Path, load: Load, tmp_path: Path
    ) -> None:
        file = tiny_llama(seed=2)
        file.set("llama.context_length", ValueType.UINT32, 128)
        chosen = Steering(str(file.write(tmp_path / "short.gguf")))
        with pytest.raises(EngineError, match=r"128 that the model that steers, “short\.gguf”"):
            llama.check(large, LoadOptions(context_length=200, steering=chosen), 0)
        assert load(large, steering=chosen).info.context_length == 128

    def test_what_does_not_fit_into_memory_together(
        self, llama: LlamaBackend, large: Path, small: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        options = LoadOptions(steering=Steering(str(small)))
        monkeypatch.setattr(steering, "available_memory", lambda: 10**6)
        with pytest.raises(EngineError, match="of memory with a context") as caught:
            llama.check(large, options, 0)
        assert caught.value.kind is ErrorKind.OUT_OF_MEMORY
        llama.check(large, replace(options, steering=None), 0)
