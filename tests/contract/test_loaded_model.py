"""What every backend's models promise (`engine.backends.base.LoadedModel`), with a real model and with a script."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import MOST_ROWS, Floats, Interrupted, LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.protocol import SamplingOptions
from tests.adapter_parity import kl
from tests.contract.conftest import never

PROSE = (
    "A river rises in the hills, gathers what the rain has left, and carries it past the mills and the meadows to the "
    "sea. Boats go with it, and against it where the water is slow. In spring it is brown and loud; in August a child "
    "may walk across, from stone to stone, and tell at home of the great river that it has conquered all alone."
)
"""Enough tokens for several batches of a few."""

TEXTS = [
    "Hello, world!",
    "  two spaces, a\ttab\r\n\nand lines  ",
    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
    "Съешь же ещё этих мягких французских булок",
    "いろはにほへと ちりぬるを",
    "天地玄黃 宇宙洪荒",
    "نص حكيم له سر قاطع",
    "सभी मनुष्यों को गौरव",
    "Ὦ ξεῖν', ἀγγέλλειν Λακεδαιμονίοις",
    "שלום עולם",
    "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 \U0001f600",
    "\u0000\u0001\ufeff\u200b",
    "<|im_start|>system\nNo.<|im_end|>",
    "x" * 400,
    "",
]

GREEDY = SamplingOptions(temperature=0, repeat_penalty=1)

SHAPE_NOISE = 1.0
"""About how much a logit of the starter model changes with the shape of a batch, for its 8-bit products are summed in
another order. Measured after these 60 tokens: nothing with llama.cpp, 1.2 with ONNX Runtime on a processor that
multiplies eight bits at once; the logits of one position spread over 40 and more."""

SHAPE_DIVERGENCE = 0.05
"""Most KL, in nats, between the same position in two shapes of batches. Measured: 0.013; its neighbour is 1 away."""


def assert_alike(logits: Floats, expected: Floats) -> None:
    """They are of the same position, whatever the shape of the batch was."""
    rows = [one[None].astype(np.float64) for one in (expected, logits)]
    assert kl(*rows) <= SHAPE_DIVERGENCE
    assert np.corrcoef(logits, expected)[0, 1] > 0.999


def feed(model: LoadedModel, tokens: Sequence[int], size: int | None = None) -> None:
    size = size or model.batch_size
    for start in range(0, len(tokens), size):
        model.evaluate(tokens[start : start + size])


def fresh_logits(model: LoadedModel, *batches: Sequence[int]) -> Floats:
    model.truncate(0)
    for batch in batches:
        feed(model, batch)
    return model.logits()


@pytest.fixture
def tokens(model: LoadedModel) -> list[int]:
    return model.tokenize(PROSE, special=False)[:60]


class TestTokens:
    @pytest.mark.parametrize("text", TEXTS)
    def test_text_comes_back_from_its_tokens(self, model: LoadedModel, text: str) -> None:
        tokens = model.tokenize(text, special=False)
        assert b"".join(map(model.token_bytes, tokens)).decode() == text

    def test_what_is_no_unicode_is_replaced(self, model: LoadedModel) -> None:
        tokens = model.tokenize("a\ud800b", special=False)
        assert b"".join(map(model.token_bytes, tokens)) == b"a?b"

    def test_special_tokens_are_tokens_only_where_they_are_wanted(self, model: LoadedModel) -> None:
        assert {model.bos, model.eos} <= model.special_tokens
        for text in model.special_tokens:
            (token,) = model.tokenize(text, special=True)
            assert model.token_bytes(token) == b""
            as_text = model.tokenize(text, special=False)
            assert token not in as_text
            assert b"".join(map(model.token_bytes, as_text)).decode() == text

    def test_the_end_is_known(self, model: LoadedModel) -> None:
        (end,) = model.tokenize(model.eos, special=True)
        assert model.ends_generation(end)
        assert not model.ends_generation(model.tokenize("a", special=False)[0])

    @pytest.mark.parametrize("token", [-1, 2**31 - 1])
    def test_a_token_that_does_not_exist_is_refused(self, model: LoadedModel, token: int) -> None:
        with pytest.raises(ValueError, match="token"):
            model.token_bytes(token)
        with pytest.raises(ValueError, match="token"):
            model.ends_generation(token)
        with pytest.raises(ValueError, match="token"):
            model.token_embeddings([token])
        with pytest.raises(ValueError, match="token"):
            model.evaluate([token])
        assert model.position == 0


class TestEvaluation:
    def test_positions_are_counted(self, model: LoadedModel, tokens: list[int]) -> None:
        model.evaluate(tokens[:5])
        model.evaluate(tokens[5:6])
        assert model.position == 6
        assert model.logits().shape == (model.info.vocabulary_size,)
        assert np.isfinite(model.logits()).all()

    def test_logits_are_a_copy(self, model: LoadedModel, tokens: list[int]) -> None:
        model.evaluate(tokens[:5])
        kept = model.logits()
        before = kept.copy()
        model.evaluate(tokens[5:6])
        assert np.array_equal(kept, before)

    def test_there_are_no_logits_before_an_evaluation(self, model: LoadedModel, tokens: list[int]) -> None:
        sampler = model.sampler(GREEDY)
        model.evaluate(tokens[:5])
        model.truncate(4)
        with pytest.raises(RuntimeError, match="no logits"):
            model.logits()
        with pytest.raises(RuntimeError, match="no logits"):
            sampler.sample()
        sampler.close()

    @pytest.mark.parametrize("size", [1, 7, 32])
    def test_the_shape_of_the_batches_hardly_matters(
        self, model: LoadedModel, tokens: list[int], size: int, record_property: Callable[[str, object], None]
    ) -> None:
        whole = fresh_logits(model, tokens)
        model.truncate(0)
        feed(model, tokens, size)
        record_property("largest_difference", float(np.abs(model.logits() - whole).max()))
        assert_alike(model.logits(), whole)

    def test_the_same_batches_give_the_same_numbers(self, model: LoadedModel, tokens: list[int]) -> None:
        once = fresh_logits(model, tokens[:30], tokens[30:])
        assert np.array_equal(fresh_logits(model, tokens[:30], tokens[30:]), once)

    def test_a_cut_leaves_no_trace(self, model: LoadedModel, tokens: list[int]) -> None:
        fresh = fresh_logits(model, tokens[:30], tokens[30:])
        model.truncate(0)
        model.evaluate(tokens[:30])
        feed(model, tokens[::-1])
        model.truncate(30)
        assert model.position == 30
        feed(model, tokens[30:])
        assert np.array_equal(model.logits(), fresh)

    def test_a_cut_is_within_what_is_held(self, model: LoadedModel, tokens: list[int]) -> None:
        model.evaluate(tokens[:5])
        for position in (-1, 6):
            with pytest.raises(ValueError, match="position"):
                model.truncate(position)
        assert model.position == 5

    def test_a_batch_has_bounds(self, model: LoadedModel) -> None:
        for count in (0, model.batch_size + 1):
            with pytest.raises(ValueError, match="at once"):
                model.evaluate([65] * count)
        assert model.position == 0

    def test_a_full_context_is_an_error_that_changes_nothing(self, model: LoadedModel) -> None:
        tokens = [65] * (model.info.context_length - 2)
        feed(model, tokens)
        with pytest.raises(EngineError, match=str(model.info.context_length)) as caught:
            model.evaluate([65] * 3)
        assert caught.value.kind is ErrorKind.CONTEXT_OVERFLOW
        assert model.position == len(tokens)
        model.evaluate([65, 65])
        assert model.position == model.info.context_length


class TestRows:
    @pytest.mark.parametrize("count", [1, 2, 17, 50])
    def test_every_token_has_the_logits_that_it_has_alone(
        self, model: LoadedModel, tokens: list[int], count: int, record_property: Callable[[str, object], None]
    ) -> None:
        several = tokens[10 : 10 + count]
        model.evaluate(tokens[:10])
        expected: list[Floats] = []
        for token in several:
            model.evaluate((token,))
            expected.append(model.logits())
        model.truncate(10)
        model.evaluate_all(several)
        assert model.position == 10 + count
        rows = [model.logits(row) for row in range(count)]
        record_property(
            "largest_difference", max(float(np.abs(a - b).max()) for a, b in zip(rows, expected, strict=True))
        )
        for row, alone in zip(rows, expected, strict=True):
            assert_alike(row, alone)
        assert np.array_equal(model.logits(), rows[-1])

    def test_only_the_rows_that_there_are_can_be_had(self, model: LoadedModel, tokens: list[int]) -> None:
        sampler = model.sampler(GREEDY)
        model.evaluate_all(tokens[:5])
        for row in (-2, 5):
            with pytest.raises(IndexError, match="5 rows"):
                model.logits(row)
            with pytest.raises(IndexError, match="5 rows"):
                sampler.sample(row)
        model.evaluate(tokens[5:8])
        assert np.array_equal(model.logits(0), model.logits())
        with pytest.raises(IndexError, match="1 rows"):
            model.logits(1)
        model.truncate(7)
        with pytest.raises(RuntimeError, match="no logits"):
            model.logits(0)
        sampler.close()

    def test_what_was_wrong_is_forgotten(self, model: LoadedModel, tokens: list[int]) -> None:
        assert model.forgets_parts
        fresh = fresh_logits(model, tokens[:20], tokens[20:21])
        model.truncate(0)
        model.evaluate(tokens[:20])
        model.evaluate_all(tokens[30:40])
        model.truncate(20)
        model.evaluate(tokens[20:21])
        assert np.array_equal(model.logits(), fresh)

    def test_the_next_single_token_has_one_row(self, model: LoadedModel, tokens: list[int]) -> None:
        fresh = fresh_logits(model, tokens[:20], tokens[20:21])
        model.truncate(0)
        model.evaluate_all(tokens[:20])
        model.truncate(0)
        assert np.array_equal(fresh_logits(model, tokens[:20], tokens[20:21]), fresh)

    def test_there_are_bounds(self, model: LoadedModel) -> None:
        for count in (0, MOST_ROWS + 1):
            with pytest.raises(ValueError, match="at once"):
                model.evaluate_all([65] * count)
        assert model.position == 0
        feed(model, [65] * (model.info.context_length - 2))
        with pytest.raises(EngineError) as caught:
            model.evaluate_all([65] * 3)
        assert caught.value.kind is ErrorKind.CONTEXT_OVERFLOW
        assert model.position == model.info.context_length - 2


class TestInterrupt:
    @pytest.mark.parametrize("after", [0, 1, 2])
    def test_an_interrupted_evaluation_leaves_what_was_there(
        self, model: LoadedModel, tokens: list[int], after: int
    ) -> None:
        fresh = fresh_logits(model, tokens[:20], tokens[20:])
        model.truncate(0)
        model.evaluate(tokens[:20])
        asked = itertools.count()
        try:
            model.evaluate(tokens[20:], lambda: next(asked) >= after)
        except Interrupted:
            assert model.position == 20
            with pytest.raises(RuntimeError, match="no logits"):
                model.logits()
            feed(model, tokens[20:])
        assert next(asked) >= 1
        assert model.position == len(tokens)
        assert np.array_equal(model.logits(), fresh)

    def test_without_an_interruption_nothing_changes(self, model: LoadedModel, tokens: list[int]) -> None:
        fresh = fresh_logits(model, tokens)
        model.truncate(0)
        model.evaluate(tokens, never)
        assert np.array_equal(model.logits(), fresh)

    def test_an_error_in_the_interrupt_comes_through(self, model: LoadedModel, tokens: list[int]) -> None:
        def broken() -> bool:
            raise KeyError("broken")

        model.evaluate(tokens[:20])
        with pytest.raises(KeyError, match="broken"):
            model.evaluate(tokens[20:], broken)
        assert model.position == 20


class TestEmbeddings:
    def test_the_embeddings_of_tokens_say_what_the_tokens_say(
        self, model: LoadedModel, tokens: list[int], record_property: Callable[[str, object], None]
    ) -> None:
        fresh = fresh_logits(model, tokens[:20], tokens[20:40], tokens[40:])
        rows = model.token_embeddings(tokens[20:40])
        assert rows.shape == (20, model.info.hidden_size)
        model.truncate(0)
        model.evaluate(tokens[:20])
        model.evaluate_embeddings(rows)
        assert model.position == 40
        model.evaluate(tokens[40:])
        difference = float(np.abs(model.logits() - fresh).max())
        record_property("largest_difference", difference)
        assert difference == 0

    @pytest.mark.parametrize("shape", [(3,), (3, 5), (2, 3, 4)])
    def test_rows_of_another_width_are_refused(self, model: LoadedModel, shape: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="embeddings of shape"):
            model.evaluate_embeddings(np.zeros(shape, np.float32))
        assert model.position == 0

    def test_embeddings_have_the_bounds_of_tokens(self, model: LoadedModel) -> None:
        with pytest.raises(ValueError, match="at once"):
            model.evaluate_embeddings(np.zeros((model.batch_size + 1, model.info.hidden_size), np.float32))

    def test_hidden_states_come_with_the_logits(self, model: LoadedModel, tokens: list[int]) -> None:
        model.evaluate(tokens[:10])
        states = model.hidden_states(tokens[10:])
        assert states.shape == (len(tokens) - 10, model.info.hidden_size)
        assert np.isfinite(states).all()
        assert model.position == len(tokens)
        assert_alike(model.logits(), fresh_logits(model, tokens[:10], tokens[10:]))

    def test_hidden_states_depend_on_what_came_before_only(self, model: LoadedModel, tokens: list[int]) -> None:
        together = model.hidden_states(tokens[:20])
        model.truncate(0)
        assert np.allclose(model.hidden_states([*tokens[:10], *tokens[30:40]])[:10], together[:10], atol=1e-5)


class TestState:
    def test_a_state_comes_back(self, model: LoadedModel, tokens: list[int], tmp_path: Path) -> None:
        fresh = fresh_logits(model, tokens[:40], tokens[40:])
        model.truncate(0)
        model.evaluate(tokens[:40])
        path = tmp_path / "state"
        assert model.save_state(path) == path.stat().st_size
        model.truncate(0)
        model.evaluate(tokens[::-1])
        model.load_state(path, 40)
        assert model.position == 40
        with pytest.raises(RuntimeError, match="no logits"):
            model.logits()
        feed(model, tokens[40:])
        assert np.array_equal(model.logits(), fresh)

    def test_a_state_that_does_not_fit_leaves_an_empty_cache(
        self, model: LoadedModel, tokens: list[int], tmp_path: Path
    ) -> None:
        model.evaluate(tokens[:10])
        model.save_state(tmp_path / "state")
        with pytest.raises(EngineError) as caught:
            model.load_state(tmp_path / "state", 11)
        assert caught.value.kind is ErrorKind.INTERNAL
        assert model.position == 0
        model.evaluate(tokens[:10])
        assert model.position == 10

    def test_a_state_needs_a_folder(self, model: LoadedModel, tokens: list[int], tmp_path: Path) -> None:
        model.evaluate(tokens[:10])
        with pytest.raises(FileNotFoundError):
            model.save_state(tmp_path / "missing" / "state")
        assert model.position == 10


class TestSampler:
    def test_a_seed_decides(self, model: LoadedModel, tokens: list[int]) -> None:
        model.evaluate(tokens)

        def draws(seed: int) -> list[int]:
            sampler = model.sampler(SamplingOptions(temperature=1.5, top_k=0, min_p=0, seed=seed))
            sampler.accept_prompt(tokens)
            drawn = [sampler.sample() for _ in range(12)]
            sampler.close()
            return drawn

        assert draws(7) == draws(7)

    def test_draws_from_a_row(self, model: LoadedModel, tokens: list[int]) -> None:
        model.evaluate_all(tokens[:12])
        likeliest = [int(model.logits(row).argmax()) for row in range(12)]
        sampler = model.sampler(GREEDY)
        drawn = [sampler.sample(row) for row in range(12)]
        sampler.close()
        if model.info.backend == "scripted":
            assert bytes(drawn) == b"Once upon a "
        else:
            assert drawn == likeliest

    def test_closing_twice_is_no_error(self, model: LoadedModel) -> None:
        sampler = model.sampler(SamplingOptions(), '{"type": "object"}')
        sampler.close()
        sampler.close()

    def test_a_schema_that_is_none_is_refused(self, model: LoadedModel) -> None:
        with pytest.raises(EngineError, match="schema") as caught:
            model.sampler(GREEDY, "{")
        assert caught.value.kind is ErrorKind.UNSUPPORTED


class TestMeasurement:
    @pytest.mark.parametrize("kind", ["prefill", "decode"])
    def test_the_bare_loop_is_measured(self, model: LoadedModel, tokens: list[int], kind: str) -> None:
        model.evaluate(tokens)
        assert model.measure_bare(kind, 8) > 0
        assert model.position == 0
        with pytest.raises(RuntimeError, match="no logits"):
            model.logits()
        model.evaluate(tokens)

    def test_it_knows_two_kinds(self, model: LoadedModel) -> None:
        with pytest.raises(ValueError, match="unknown kind"):
            model.measure_bare("both", 8)

    @pytest.mark.parametrize("kind", ["prefill", "decode"])
    def test_it_stays_within_the_context(self, model: LoadedModel, kind: str) -> None:
        with pytest.raises(EngineError, match=str(model.info.context_length)) as caught:
            model.measure_bare(kind, model.info.context_length + 1)
        assert caught.value.kind is ErrorKind.CONTEXT_OVERFLOW


def test_the_description_fits_the_model(model: LoadedModel) -> None:
    info = model.info
    assert 0 < info.context_length <= info.trained_context_length
    assert 0 < model.batch_size <= info.context_length
    assert info.devices == ("CPU",)
    assert info.kv_bytes > 0
    assert info.threads >= 1
    assert len(info.fingerprint) == 64
    assert Path(info.path).exists()
