"""The samplers of the llama.cpp backend on the starter model's logits, and JSON schemas."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions, SamplingOptions
from tests.contract.conftest import Load, ignore, never
from tests.gguf_files import tiny_llama

pytestmark = pytest.mark.model

PROMPT = "<|im_start|>user\nDescribe a person as JSON.<|im_end|>\n<|im_start|>assistant\n"

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 20},
        "age": {"type": "integer"},
        "kind": {"enum": ["adult", "child"]},
        "tags": {"type": "array", "items": {"type": "string", "maxLength": 12}, "minItems": 1, "maxItems": 3},
    },
    "required": ["name", "age", "kind", "tags"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def loaded(llama: LlamaBackend, starter: Path) -> Iterator[LoadedModel]:
    model = llama.load(starter, LoadOptions(context_length=512), ignore, never)
    yield model
    model.close()


@pytest.fixture
def model(loaded: LoadedModel) -> LoadedModel:
    """The starter model after a prompt."""
    loaded.truncate(0)
    loaded.evaluate(loaded.tokenize(PROMPT, special=True))
    return loaded


def draws(model: LoadedModel, options: SamplingOptions, count: int = 1, prompt: tuple[int, ...] = ()) -> list[int]:
    """Tokens drawn from the same logits."""
    sampler = model.sampler(options)
    sampler.accept_prompt(prompt)
    drawn = [sampler.sample() for _ in range(count)]
    sampler.close()
    return drawn


def written(model: LoadedModel, options: SamplingOptions, schema: object, longest: int = 300) -> str:
    sampler = model.sampler(options, json.dumps(schema))
    text = b""
    for _ in range(longest):
        token = sampler.sample()
        if model.ends_generation(token):
            break
        text += model.token_bytes(token)
        model.evaluate((token,))
    sampler.close()
    return text.decode()


class TestDraws:
    def test_without_temperature_the_likeliest_is_drawn(self, model: LoadedModel) -> None:
        best = int(model.logits().argmax())
        assert draws(model, SamplingOptions(temperature=0, repeat_penalty=1), 3) == [best] * 3

    def test_top_k_of_one_is_greedy_too(self, model: LoadedModel) -> None:
        best = int(model.logits().argmax())
        assert draws(model, SamplingOptions(temperature=2, top_k=1, repeat_penalty=1), 3) == [best] * 3

    def test_the_shares_follow_the_logits(self, model: LoadedModel) -> None:
        """At temperature 1, with nothing cut off, a token is drawn as often as softmax says."""
        options = SamplingOptions(temperature=1, top_k=0, top_p=1, min_p=0, repeat_penalty=1, seed=1)
        count = 3000
        drawn = Counter(draws(model, options, count))
        logits = model.logits().astype(np.float64)
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        for token in np.argsort(shares)[-4:]:
            expected = shares[token]
            assert abs(drawn[int(token)] / count - expected) < 4 * np.sqrt(expected * (1 - expected) / count)

    @pytest.mark.parametrize("options", [{"top_k": 3}, {"top_p": 0.5}, {"min_p": 0.3}])
    def test_the_unlikely_is_cut_off(self, model: LoadedModel, options: dict[str, float]) -> None:
        plain = {"temperature": 3.0, "top_k": 0, "top_p": 1.0, "min_p": 0.0, "repeat_penalty": 1.0, "seed": 5}
        chosen = SamplingOptions(**(plain | options))  # pyright: ignore[reportArgumentType]
        order = np.argsort(-model.logits())
        shares = np.exp(model.logits()[order].astype(np.float64) - model.logits().max())
        shares /= shares.sum()
        kept = {
            "top_k": 3,
            "top_p": int(np.searchsorted(shares.cumsum(), 0.5)) + 1,
            "min_p": int((shares >= 0.3 * shares[0]).sum()),
        }[next(iter(options))]
        assert set(draws(model, chosen, 300)) == set(order[:kept].tolist())

    def test_seeds_differ_and_none_is_random(self, model: LoadedModel) -> None:
        def sequence(seed: int | None) -> tuple[int, ...]:
            wild = SamplingOptions(temperature=2, top_k=0, top_p=1, min_p=0, repeat_penalty=1, seed=seed)
            return tuple(draws(model, wild, 12))

        assert sequence(3) == sequence(3)
        assert len({sequence(3), sequence(4), sequence(None), sequence(None)}) == 4
        assert sequence(2**32 - 1) == sequence(2**32 - 1)  # which llama.cpp alone would take for a wish for chance
        assert sequence(-1) == sequence(-1)

    def test_bias_lifts_and_forbids(self, model: LoadedModel) -> None:
        best = int(model.logits().argmax())
        greedy = {"temperature": 0, "repeat_penalty": 1}
        assert draws(model, SamplingOptions(**greedy, logit_bias=((best, -np.inf),))) != [best]
        assert draws(model, SamplingOptions(**greedy, logit_bias=((12345, 1000.0),))) == [12345]

    def test_the_prompt_counts_for_the_repeat_penalty(self, model: LoadedModel) -> None:
        best = int(model.logits().argmax())
        strong = SamplingOptions(temperature=0, repeat_penalty=50, repeat_window=4)
        assert draws(model, strong) == [best]
        assert draws(model, strong, prompt=(1, 2, best, 3)) != [best]
        assert draws(model, strong, prompt=(best, 1, 2, 3, 4)) == [best]  # outside the window
        no_window = SamplingOptions(temperature=0, repeat_penalty=50, repeat_window=0)
        assert draws(model, no_window, 2, prompt=(best,)) == [best, best]

    def test_a_drawn_token_counts_at_once(self, model: LoadedModel) -> None:
        first, second = draws(model, SamplingOptions(temperature=0, repeat_penalty=50), 2)
        assert first != second

    @pytest.mark.parametrize(
        "options",
        [
            {"temperature": -1.0},
            {"temperature": float("nan")},
            {"top_k": -1},
            {"top_p": 0.0},
            {"top_p": 1.5},
            {"min_p": -0.1},
            {"repeat_penalty": 0.0},
            {"repeat_window": -1},
            {"repeat_window": 10**9},
            {"logit_bias": ((-1, 1.0),)},
            {"logit_bias": ((49152, 1.0),)},
            {"logit_bias": ((5, float("nan")),)},
        ],
    )
    def test_values_that_no_sampler_is_made_for_are_refused(
        self, model: LoadedModel, options: dict[str, float]
    ) -> None:
        with pytest.raises(EngineError, match="sampling settings") as caught:
            model.sampler(SamplingOptions(**options))  # pyright: ignore[reportArgumentType]
        assert caught.value.kind is ErrorKind.UNSUPPORTED


class TestSchemas:
    @pytest.mark.parametrize(
        "options",
        [
            SamplingOptions(temperature=0),
            SamplingOptions(seed=1),
            SamplingOptions(seed=2, temperature=1.5),
            SamplingOptions(seed=3, temperature=3, top_k=0, top_p=1, min_p=0),
        ],
    )
    def test_the_answer_follows_the_schema(self, model: LoadedModel, options: SamplingOptions) -> None:
        person = json.loads(written(model, options, SCHEMA))
        assert set(person) == set(SCHEMA["required"])
        assert isinstance(person["age"], int)
        assert person["kind"] in ("adult", "child")
        assert 1 <= len(person["tags"]) <= 3
        assert all(isinstance(tag, str) and len(tag) <= 12 for tag in person["tags"])

    @pytest.mark.parametrize(
        "schema",
        [
            "",
            "[]",
            "1",
            '"text"',
            '{"type": "nonsense"}',
            '{"$ref": "https://example.com/schema.json"}',
            '{"$ref": "#"}',
            '{"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}',
            '{"type": "string", "pattern": "(((("}',
            '{"type": "string", "pattern": "^(a{1,100000})$"}',
            '{"type": "string", "maxLength": 100000}',
            '{"type": "string", "maxLength": 3000}',
            '{"type": "array", "minItems": 1000000000, "items": {"type": "integer"}}',
            '{"enum": []}',
            '{"anyOf": []}',
            '{"not": {}}',
            "[" * 100_000,
            '{"items":' * 3000 + "1" + "}" * 3000,
        ],
        ids=lambda schema: schema[:40],
    )
    def test_a_schema_that_cannot_be_followed_is_refused(self, model: LoadedModel, schema: str) -> None:
        with pytest.raises(EngineError, match="schema") as caught:
            model.sampler(SamplingOptions(), schema)
        assert caught.value.kind is ErrorKind.UNSUPPORTED

    def test_an_answer_that_cannot_go_on_is_an_error(self, model: LoadedModel) -> None:
        """The library would end the process."""
        everything = tuple((token, float("-inf")) for token in range(model.info.vocabulary_size))
        sampler = model.sampler(SamplingOptions(temperature=0, logit_bias=everything), '{"type": "object"}')
        with pytest.raises(EngineError, match="schema") as caught:
            sampler.sample()
        assert caught.value.kind is ErrorKind.UNSUPPORTED
        sampler.close()

    def test_after_the_end_comes_the_end(self, model: LoadedModel) -> None:
        sampler = model.sampler(SamplingOptions(temperature=0, repeat_penalty=1), '{"const": 7}')
        drawn: list[int] = []
        for _ in range(6):
            drawn.append(sampler.sample())
            model.evaluate((drawn[-1],))
        sampler.close()
        assert b"".join(map(model.token_bytes, drawn)).strip() == b"7"
        assert model.ends_generation(drawn[-1])

    def test_a_vocabulary_of_bytes_can_follow_a_schema(self, load: Load, tmp_path: Path) -> None:
        model = load(tiny_llama(words=["▁"]).write(tmp_path / "tiny.gguf"))
        model.evaluate([65])
        text = written(model, SamplingOptions(temperature=1, seed=1), {"enum": ["Ω", "日本"]}, 30)
        assert json.loads(text) in ("Ω", "日本")
