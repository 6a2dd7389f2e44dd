"""Drafts change what a reply costs, never what it says."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.adapter_stack import NO_ADAPTERS
from engine.backends.base import Floats
from engine.backends.llama.chain import SamplerChain, candidates_of
from engine.conversation import LiveContext
from engine.decoding import DrawnTokens
from engine.protocol import SamplingOptions
from engine.snapshots import SnapshotCache
from engine.states import ContextKey, single_spans
from engine.tokenization.drafting import MOST_DRAFTED, Drafting, Odds, Repetitions, StepCosts
from tests.unit.fake_model import END, FakeModel

TEXT = st.lists(st.integers(0, 3), max_size=60)
SAMPLING = st.builds(
    SamplingOptions,
    temperature=st.sampled_from([0.0, 0.7, 1.5]),
    top_k=st.sampled_from([0, 3]),
    repeat_penalty=st.sampled_from([1.0, 1.3]),
    repeat_window=st.integers(0, 20),
    logit_bias=st.sampled_from([(), ((2, 1.5),), ((1, -5.0),)]),
    seed=st.integers(0, 1000),
)


class Talker(FakeModel):
    """Says what often follows the last two tokens, of which there are few: it repeats itself."""

    def __init__(self, seed: int, context_length: int = 4096, *, forgets_all: bool = False, ends: bool = True) -> None:
        super().__init__(context_length, forgets_all=forgets_all)
        self._seed, self._ends = seed, ends
        self.rows = 1

    def evaluate(self, tokens: Sequence[int], interrupt: Any = None) -> None:
        super().evaluate(tokens, interrupt)
        self.rows = 1

    def evaluate_all(self, tokens: Sequence[int], interrupt: Any = None) -> None:
        super().evaluate_all(tokens, interrupt)
        self.rows = len(tokens)

    def logits(self, row: int = -1) -> Floats:
        assert -1 <= row < self.rows
        end = len(self.held) - (self.rows - row if row >= 0 else 1) + 1
        random = np.random.default_rng(zlib.crc32(repr((self._seed, self.tokens[max(end - 2, 0) : end])).encode()))
        logits = np.full(259, -20, np.float32)
        logits[:6] = random.normal(0, 4, 6)
        if self._ends:
            logits[END] = random.normal(-3, 4)
        return logits


class ChainSampler:
    """llama.cpp's own chain over the fake model's logits."""

    def __init__(self, model: FakeModel, options: SamplingOptions) -> None:
        self._model, self._chain = model, SamplerChain(options, 259)

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        self._chain.accept_prompt(tokens)

    def sample(self, row: int = -1) -> int:
        token = self._chain.draw(candidates_of(self._model.logits(row)))
        self._chain.accept(token)
        return token

    def close(self) -> None:
        self._chain.close()


class Eager(Drafting):
    """Drafts whatever it can."""

    def length(self, matched: int, most: int) -> int:
        return most


def live_context(model: FakeModel, prompt: Sequence[int]) -> LiveContext:
    live = LiveContext(model, ContextKey("fake", "f16"), None, SnapshotCache(lambda held: 0))
    live.open("")
    live.evaluate(live.plan(single_spans(prompt), NO_ADAPTERS), lambda *_: None, lambda: False)
    return live


def reply(
    model: FakeModel,
    prompt: Sequence[int],
    options: SamplingOptions,
    drafting: Drafting | None,
    most: int | None = 80,
    given_up: int | None = None,
) -> tuple[list[int], tuple[object, ...], DrawnTokens]:
    """The tokens, what is in the context afterwards, and the drawing itself."""
    live = live_context(model, prompt)
    sampler = ChainSampler(model, options)
    sampler.accept_prompt(prompt)
    drawn = DrawnTokens(live, sampler, most, drafting)
    tokens: list[int] = []
    with closing(iter(drawn)) as stream:
        for token in islice(stream, given_up):
            tokens.append(token)
            if model.ends_generation(token):
                break
    sampler.close()
    assert live.positions == tuple(live.positions[: model.position])
    assert [token for position in live.positions for token in position.span] == model.tokens
    return tokens, live.positions, drawn


@settings(deadline=None, max_examples=150)
@given(
    seed=st.integers(0, 10_000),
    prompt=TEXT.filter(bool),
    options=SAMPLING,
    most=st.one_of(st.none(), st.integers(1, 60)),
    given_up=st.one_of(st.none(), st.integers(1, 60)),
    room=st.integers(1, 90),
    eager=st.booleans(),
)
def test_the_reply_and_the_context_are_the_same_with_and_without(
    seed: int,
    prompt: list[int],
    options: SamplingOptions,
    most: int | None,
    given_up: int | None,
    room: int,
    eager: bool,
) -> None:
    length = len(prompt) + room
    plain = reply(Talker(seed, length), prompt, options, None, most, given_up)
    drafting = Eager() if eager else Drafting()
    drafted = reply(Talker(seed, length), prompt, options, drafting, most, given_up)
    assert drafted[:2] == plain[:2]
    assert 0 <= drafted[2].accepted <= drafted[2].drafted
    assert plain[2].drafted == 0


def test_repetitions_take_fewer_steps() -> None:
    model, plain = Talker(3, ends=False), Talker(3, ends=False)
    greedy = SamplingOptions(temperature=0, repeat_penalty=1)
    tokens, _, drawn = reply(model, [1, 2], greedy, Drafting(), 200)
    assert tokens == reply(plain, [1, 2], greedy, None, 200)[0]
    assert drawn.accepted > 100
    assert len(model.evaluations) < len(plain.evaluations) / 2


def test_nothing_is_drafted_where_nothing_repeats() -> None:
    model = FakeModel()  # its logits follow from all that it holds
    options = SamplingOptions(temperature=0, repeat_penalty=1)
    drawn = reply(model, list(range(60)), options, Drafting(), 120)[2]
    assert drawn.drafted < 12
    assert len(model.evaluations) >= 118


def test_drafts_that_are_wrong_again_and_again_are_given_up() -> None:
    drafting = Drafting()
    assert drafting.length(12, 8) > 0
    for _ in range(30):
        drafting.odds.learn(12, right=False)
    assert drafting.length(12, 8) == 0
    for _ in range(40):
        drafting.odds.learn(12, right=True)
    assert drafting.length(12, 8) > 0


def test_a_model_that_cannot_forget_never_drafts() -> None:
    model = Talker(3, forgets_all=True, ends=False)
    drawn = reply(model, [1, 2], SamplingOptions(temperature=0), Eager(), 50)[2]
    assert drawn.drafted == 0
    assert set(model.evaluations[1:]) == {1}


def test_a_failure_leaves_the_context_true() -> None:
    class Failing(ChainSampler):
        draws = 0

        def sample(self, row: int = -1) -> int:
            self.draws += 1
            if self.draws == 40:
                raise RuntimeError("no token")
            return super().sample(row)

    model = Talker(3, ends=False)
    live = live_context(model, [1, 2])
    sampler = Failing(model, SamplingOptions(temperature=0, repeat_penalty=1))
    with (
        pytest.raises(RuntimeError, match="no token"),
        closing(iter(DrawnTokens(live, sampler, None, Eager()))) as all_,
    ):
        list(all_)
    sampler.close()
    assert model.position == len(live.positions) == 2 + 38


class TestRepetitions:
    @settings(deadline=None)
    @given(tokens=TEXT)
    def test_a_match_is_one_and_none_is_longer(self, tokens: list[int]) -> None:
        index = Repetitions(tokens[:5])
        for token in tokens[5:]:
            index.add(token)
        match, held = index.match, tokens
        if len(tokens) <= 5 or match is None:
            return
        assert held[match.place - match.length + 1 : match.place + 1] == held[-match.length :]
        (following,) = index.after(match, 1)
        assert following == held[match.place + 1]

    def test_the_longest_match_decides(self) -> None:
        index = Repetitions([9, 1, 2, 3, 4, 8, 2, 3, 5, 9, 1, 2])
        index.add(3)
        assert index.match is not None
        assert index.match.length == 4
        assert index.after(index.match, 3) == [4, 8, 2]

    def test_of_matches_that_are_as_long_the_most_frequent_continuation_decides(self) -> None:
        index = Repetitions([9, 1, 2, 7, 8, 1, 2, 7, 6, 1, 2, 5, 4, 1])
        index.add(2)
        assert index.match is not None
        assert index.after(index.match, 1) == [7]

    def test_a_match_is_followed_past_places_that_look_alike(self) -> None:
        passage = [1, 2, 10, 1, 2, 11, 1, 2, 12]
        index = Repetitions([*passage, *[1, 2, 99] * 40, 50, *passage[:3]])
        for token in passage[3:8]:
            index.add(token)
        assert index.match is not None
        assert index.after(index.match, 1) == [12]

    def test_what_goes_round_goes_on_going_round(self) -> None:
        index = Repetitions([5, 6, 7, 5, 6])
        index.add(7)
        assert index.match is not None
        assert index.after(index.match, 7) == [5, 6, 7, 5, 6, 7, 5]

    def test_a_text_without_pairs_that_come_again_has_none(self) -> None:
        index = Repetitions(range(50))
        index.add(50)
        assert index.match is None


class TestCosts:
    def test_they_are_those_that_were_measured(self) -> None:
        costs = StepCosts()
        costs.measured(1, 0.01)
        for _ in range(40):
            costs.measured(1, 0.01)
            costs.measured(9, 0.03)
        assert costs.of(1) == 1
        assert costs.of(9) == pytest.approx(3, rel=0.05)
        assert costs.of(5) == pytest.approx(2, rel=0.1)

    def test_a_moment_of_another_program_is_forgotten(self) -> None:
        costs = StepCosts()
        for _ in range(20):
            costs.measured(1, 0.01)
            costs.measured(9, 0.03)
        costs.measured(9, 10.0)
        costs.measured(1, 10.0)
        for _ in range(40):
            costs.measured(1, 0.01)
            costs.measured(6, 0.02)
        assert costs.of(9) == pytest.approx(2.6, rel=0.25)

    def test_dear_steps_are_not_taken(self) -> None:
        drafting = Drafting()
        for _ in range(40):
            drafting.costs.measured(1, 0.01)
            for size in range(2, MOST_DRAFTED + 2):
                drafting.costs.measured(size, 0.011 * size)
        assert drafting.length(40, MOST_DRAFTED) == 0

    def test_cheap_steps_make_long_drafts(self) -> None:
        drafting = Drafting()
        for _ in range(40):
            drafting.odds.learn(40, right=True)
            drafting.costs.measured(1, 0.01)
            drafting.costs.measured(16, 0.011)
        assert drafting.length(40, MOST_DRAFTED) > 16


def test_odds_are_by_the_length_of_the_match() -> None:
    odds = Odds()
    before = odds.of(20)
    for _ in range(20):
        odds.learn(2, right=False)
    assert odds.of(2) < 0.1
    assert odds.of(20) == before
