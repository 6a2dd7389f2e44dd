"""Models of other kinds than the starter model, made tiny: vocabularies, architectures, number formats, damage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import Interrupted
from engine.errors import EngineError, ErrorKind
from engine.protocol import SamplingOptions
from tests.contract.conftest import Load
from tests.contract.tiny_models import mamba, of_architecture, quantized
from tests.gguf_files import tiny_llama

TABLE_TYPES = {
    "F32": 0,
    "F16": 1,
    "BF16": 30,
    "Q4_0": 2,
    "Q4_1": 3,
    "Q5_0": 6,
    "Q5_1": 7,
    "Q8_0": 8,
    "Q2_K": 10,
    "Q3_K": 11,
    "Q4_K": 12,
    "Q5_K": 13,
    "Q6_K": 14,
    "IQ4_NL": 20,
    "IQ4_XS": 23,
}


class TestSentencePiece:
    """Its vocabularies put a space in front of a text, as they were trained to."""

    @pytest.mark.parametrize("text", ["Hello wörld", " a b", "日本語 😀", "\n\n"])
    def test_text_comes_back_after_one_space(self, load: Load, tmp_path: Path, text: str) -> None:
        model = load(tiny_llama(words=["▁", "▁a"]).write(tmp_path / "tiny.gguf"))
        tokens = model.tokenize(text, special=False)
        assert b"".join(map(model.token_bytes, tokens)).decode() == f" {text}"

    def test_nothing_is_nothing(self, load: Load, tmp_path: Path) -> None:
        model = load(tiny_llama(words=["▁"]).write(tmp_path / "tiny.gguf"))
        assert model.tokenize("", special=True) == []

    def test_control_tokens(self, load: Load, tmp_path: Path) -> None:
        model = load(tiny_llama(words=["▁"]).write(tmp_path / "tiny.gguf"))
        assert (model.bos, model.eos, model.adds_bos) == ("<s>", "</s>", True)
        assert model.special_tokens == {"<unk>", "<s>", "</s>"}
        assert model.tokenize("<s>", special=True) == [1]
        assert model.ends_generation(2)

    def test_a_long_token_keeps_all_its_bytes(self, load: Load, tmp_path: Path) -> None:
        word = "ab" * 500
        model = load(tiny_llama(words=["▁", word]).write(tmp_path / "tiny.gguf"))
        assert model.token_bytes(model.info.vocabulary_size - 1) == word.encode()


class TestEmbeddings:
    @pytest.mark.parametrize("architecture", ["llama", "gemma", "gemma3", "qwen2vl"])
    def test_they_equal_tokens_in_every_architecture(self, load: Load, tmp_path: Path, architecture: str) -> None:
        """Some scale them, some only those of tokens; models for pictures count positions in four dimensions."""
        file = of_architecture(architecture, width=64, heads=2, layers=2)
        model = load(file.write(tmp_path / "tiny.gguf"))
        tokens = [*range(60, 80)]
        model.evaluate(tokens[:5])
        model.evaluate(tokens[5:])
        expected = model.logits()
        model.truncate(5)
        model.evaluate_embeddings(model.token_embeddings(tokens[5:]))
        assert np.array_equal(model.logits(), expected)

    @pytest.mark.parametrize("name", TABLE_TYPES)
    def test_they_equal_tokens_in_every_format(self, load: Load, tmp_path: Path, name: str) -> None:
        source = tiny_llama(width=256, heads=4).write(tmp_path / "source.gguf")
        model = load(quantized(source, tmp_path / f"{name}.gguf", TABLE_TYPES[name]))
        tokens = [*range(60, 80)]
        model.evaluate(tokens)
        expected = model.logits()
        model.truncate(0)
        model.evaluate_embeddings(model.token_embeddings(tokens))
        assert np.array_equal(model.logits(), expected)

    def test_a_table_that_is_gone_is_an_error(self, load: Load, tmp_path: Path) -> None:
        path = tiny_llama().write(tmp_path / "tiny.gguf")
        model = load(path)
        path.write_bytes(b"GGUF")
        with pytest.raises(EngineError):
            model.token_embeddings([5])


class TestRecurrent:
    """A recurrent model cannot forget a part of what it has read: it forgets all, and says so by its position."""

    def test_a_cut_empties_it(self, load: Load, tmp_path: Path) -> None:
        model = load(mamba().write(tmp_path / "mamba.gguf"))
        assert not model.forgets_parts
        tokens = [*range(60, 90)]
        model.evaluate(tokens)
        fresh = model.logits()
        model.evaluate(tokens[:3])
        model.truncate(len(tokens))
        assert model.position == 0
        model.evaluate(tokens)
        assert np.array_equal(model.logits(), fresh)

    def test_an_interrupt_leaves_it_honest(self, load: Load, tmp_path: Path) -> None:
        model = load(mamba().write(tmp_path / "mamba.gguf"))
        tokens = [*range(60, 90)]
        model.evaluate(tokens)
        fresh = model.logits()
        model.truncate(0)
        model.evaluate(tokens[:10])
        questions = iter([False, False, True])
        with pytest.raises(Interrupted):
            model.evaluate(tokens[10:], lambda: next(questions))
        assert model.position in (0, 10)
        model.evaluate(tokens[model.position :])
        assert np.allclose(model.logits(), fresh, atol=1e-3)

    def test_its_state_comes_back(self, load: Load, tmp_path: Path) -> None:
        model = load(mamba().write(tmp_path / "mamba.gguf"))
        tokens = [*range(60, 90)]
        model.evaluate(tokens)
        model.save_state(tmp_path / "state")
        model.evaluate([61])
        expected = model.logits()
        model.load_state(tmp_path / "state", len(tokens))
        model.evaluate([61])
        assert np.array_equal(model.logits(), expected)


class TestDamage:
    def test_numbers_that_make_no_sense_are_an_error(self, load: Load, tmp_path: Path) -> None:
        file = tiny_llama()
        tensor = file.tensor("blk.0.ffn_up.weight")
        tensor.data = np.full(tensor.shape[::-1], np.nan, "<f2").tobytes()
        model = load(file.write(tmp_path / "damaged.gguf"))
        model.evaluate([65, 66])
        sampler = model.sampler(SamplingOptions())
        for ask in (sampler.sample, model.logits):
            with pytest.raises(EngineError, match="damaged") as caught:
                ask()
            assert caught.value.kind is ErrorKind.MODEL_INVALID
        sampler.close()

    def test_a_state_of_another_model_is_refused(self, load: Load, tmp_path: Path) -> None:
        one = load(tiny_llama(layers=1).write(tmp_path / "one.gguf"))
        two = load(tiny_llama(layers=2).write(tmp_path / "two.gguf"))
        one.evaluate([65, 66])
        one.save_state(tmp_path / "state")
        with pytest.raises(EngineError) as caught:
            two.load_state(tmp_path / "state", 2)
        assert caught.value.kind is ErrorKind.INTERNAL
        assert caught.value.detail
        assert two.position == 0
        two.evaluate([65, 66])
