"""The samplers and JSON schemas of the ONNX backend: what llama.cpp draws from the same logits, it draws too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import LoadedModel
from engine.backends.llama.chain import SamplerChain, candidates_of
from engine.backends.llama.native import lib
from engine.backends.onnx import OnnxBackend
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions, SamplingOptions
from tests.contract.conftest import ignore, never
from tests.contract.test_llama_sampling import SCHEMA, draws, written
from tests.onnx_files import write_optimum

PROMPT = "<|im_start|>user\nDescribe a person as JSON.<|im_end|>\n<|im_start|>assistant\n"


@pytest.fixture(scope="module")
def loaded(twin: Path) -> Iterator[LoadedModel]:
    model = OnnxBackend().load(twin, LoadOptions(context_length=512), ignore, never)
    yield model
    model.close()


@pytest.fixture
def model(loaded: LoadedModel) -> LoadedModel:
    """The starter model's twin after a prompt."""
    loaded.truncate(0)
    loaded.evaluate(loaded.tokenize(PROMPT, special=True))
    return loaded


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[LoadedModel]:
    """A random model whose tokens are bytes, after a prompt."""
    model = OnnxBackend().load(write_optimum(tmp_path / "tiny"), LoadOptions(), ignore, never)
    model.evaluate([65])
    yield model
    model.close()


class TestDraws:
    @pytest.mark.parametrize(
        "options",
        [
            SamplingOptions(temperature=0, repeat_penalty=1),
            SamplingOptions(temperature=0, repeat_penalty=1.5),
            SamplingOptions(seed=1),
            SamplingOptions(seed=2, temperature=2, top_k=0, top_p=1, min_p=0),
            SamplingOptions(seed=3, temperature=1.5, top_k=5, logit_bias=((7, 3.0), (9, -np.inf))),
        ],
    )
    def test_they_are_llama_cpp_s(self, tiny: LoadedModel, options: SamplingOptions) -> None:
        """Its own `llama_sampler_sample` applies a chain to all candidates, takes the selected one and accepts it."""
        chain = SamplerChain(options, tiny.info.vocabulary_size)
        chain.accept_prompt((1, 2, 3))
        expected: list[int] = []
        for _ in range(20):
            expected.append(chain.draw(candidates_of(tiny.logits())))
            lib.llama_sampler_accept(chain.pointer, expected[-1])
        chain.close()
        assert draws(tiny, options, 20, (1, 2, 3)) == expected

    def test_the_likeliest_without_temperature(self, tiny: LoadedModel) -> None:
        best = int(tiny.logits().argmax())
        assert draws(tiny, SamplingOptions(temperature=0, repeat_penalty=1), 3) == [best] * 3

    def test_the_prompt_and_what_was_drawn_count_for_the_repeat_penalty(self, tiny: LoadedModel) -> None:
        best = int(tiny.logits().argmax())
        strong = SamplingOptions(temperature=0, repeat_penalty=50, repeat_window=4)
        assert draws(tiny, strong, prompt=(1, best, 2)) != [best]
        first, second = draws(tiny, strong, 2)
        assert first == best != second

    def test_values_that_no_sampler_is_made_for_are_refused(self, tiny: LoadedModel) -> None:
        with pytest.raises(EngineError, match="sampling settings") as caught:
            tiny.sampler(SamplingOptions(top_p=0))
        assert caught.value.kind is ErrorKind.UNSUPPORTED


class TestSchemas:
    @pytest.mark.model
    @pytest.mark.parametrize(
        "options",
        [
            SamplingOptions(temperature=0),
            SamplingOptions(seed=1),
            SamplingOptions(seed=3, temperature=3, top_k=0, top_p=1, min_p=0),
        ],
    )
    def test_the_answer_follows_the_schema(self, model: LoadedModel, options: SamplingOptions) -> None:
        person = json.loads(written(model, options, SCHEMA))
        assert set(person) == {"name", "age", "kind", "tags"}
        assert isinstance(person["age"], int)
        assert person["kind"] in ("adult", "child")
        assert 1 <= len(person["tags"]) <= 3
        assert all(isinstance(tag, str) and len(tag) <= 12 for tag in person["tags"])

    def test_a_vocabulary_of_bytes_can_follow_one(self, tiny: LoadedModel) -> None:
        text = written(tiny, SamplingOptions(temperature=1, seed=1), {"enum": ["Ω", "日本"]}, 60)
        assert json.loads(text) in ("Ω", "日本")

    @pytest.mark.parametrize(
        "schema",
        [
            "",
            "[]",
            "1",
            '"text"',
            '{"type": "nonsense"}',
            '{"$ref": "https://example.com/schema.json"}',
            '{"type": "string", "pattern": "(((("}',
            '{"enum": []}',
            '{"anyOf": []}',
            "[" * 100_000,
            '{"items":' * 3000 + "1" + "}" * 3000,
            '{"enum": ["' + "x" * 300_000 + '"]}',
        ],
        ids=lambda schema: schema[:40],
    )
    def test_one_that_cannot_be_followed_is_refused(self, tiny: LoadedModel, schema: str) -> None:
        with pytest.raises(EngineError, match="schema") as caught:
            tiny.sampler(SamplingOptions(), schema)
        assert caught.value.kind is ErrorKind.UNSUPPORTED

    @pytest.mark.parametrize(
        "schema",
        [
            '{"$ref": "#"}',
            '{"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}',
            '{"type": "string", "pattern": "^(a{1,100000})$"}',
            '{"type": "string", "maxLength": 100000}',
            '{"type": "array", "minItems": 1000000000, "items": {"type": "integer"}}',
            '{"not": {}}',
        ],
        ids=lambda schema: schema[:40],
    )
    def test_a_monstrous_one_ends_in_words_or_in_text(self, tiny: LoadedModel, schema: str) -> None:
        with suppress(EngineError):
            sampler = tiny.sampler(SamplingOptions(seed=1), schema)
            for _ in range(5):
                tiny.evaluate((sampler.sample(),))
            sampler.close()
        assert tiny.position <= 6

    def test_an_answer_that_cannot_go_on_is_an_error(self, tiny: LoadedModel) -> None:
        everything = tuple((token, float("-inf")) for token in range(tiny.info.vocabulary_size))
        sampler = tiny.sampler(SamplingOptions(temperature=0, logit_bias=everything), '{"type": "object"}')
        with pytest.raises(EngineError, match="schema") as caught:
            sampler.sample()
        assert caught.value.kind is ErrorKind.UNSUPPORTED
        sampler.close()

    def test_after_the_end_comes_the_end(self, tiny: LoadedModel) -> None:
        sampler = tiny.sampler(SamplingOptions(temperature=0, repeat_penalty=1), '{"const": 7}')
        drawn: list[int] = []
        for _ in range(6):
            drawn.append(sampler.sample())
            tiny.evaluate((drawn[-1],))
        sampler.close()
        assert b"".join(map(tiny.token_bytes, drawn)).strip() == b"7"
        assert all(map(tiny.ends_generation, drawn[-3:]))
