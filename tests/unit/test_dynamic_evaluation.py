"""What merging loses, where the answer is known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import Floats, LoadedModel
from engine.backends.scripted import ScriptedBackend
from engine.protocol import LoadOptions
from engine.states import single_spans
from engine.tokenization.composer import MeanComposer
from engine.tokenization.evaluation import (
    Passage,
    Way,
    byte_length,
    compare,
    comparisons,
    foretold,
    loss,
    ratio,
    read,
)
from tests.scripted_model import script
from tests.unit.fake_model import FakeModel

TEXT = tuple(b"A text of some length, read in one way or another, from its beginning to its very end, and then:")
CONTINUATION = tuple(b" what follows after it, which nobody ever merges")


@pytest.fixture
def model(tmp_path: Path) -> Iterator[LoadedModel]:
    loaded = ScriptedBackend().load(script(tmp_path / "model.json"), LoadOptions(), lambda _: None, lambda: False)
    yield loaded
    loaded.close()


class KnownModel(FakeModel):
    """Gives every token the probability that it was made with, whatever it has read."""

    def __init__(self, probabilities: Floats) -> None:
        super().__init__()
        self._logits = np.log(probabilities) + np.float32(3)  # logits are known but for a constant

    def logits(self, row: int = -1) -> Floats:
        super().logits(row)
        return self._logits.copy()


def test_the_loss_of_a_known_distribution_is_its_cross_entropy():
    probabilities = np.full(259, 0.5 / 258, np.float32)
    probabilities[ord("a")] = 0.5
    model = KnownModel(probabilities)
    read(model, single_spans(b"xyz"), MeanComposer(model))
    found = foretold(model, list(b"aab"))
    assert np.exp(found).sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert loss(found, list(b"aab")) == pytest.approx(2 * math.log(2) + math.log(2 * 258), rel=1e-5)


def test_the_divergence_of_two_known_distributions_is_that_of_the_formula():
    first, second = np.array([[0.5, 0.25, 0.25]]), np.array([[0.25, 0.5, 0.25]])
    found = compare(np.log(first).astype(np.float32), np.log(second).astype(np.float32), [1])
    assert found.divergences == pytest.approx([(first * np.log(first / second)).sum()], rel=1e-5)
    assert (found.base_losses[0], found.losses[0]) == pytest.approx((math.log(4), math.log(2)), rel=1e-5)
    assert found.agreements.tolist() == [False]
    assert found.hits.tolist() == [True]


def test_each_token_is_foretold_from_all_before_it(model: LoadedModel):
    """In batches as well as one by one."""
    read(model, single_spans(TEXT), MeanComposer(model))
    together = foretold(model, CONTINUATION)
    for place in range(len(CONTINUATION)):
        model.truncate(0)
        for token in (*TEXT, *CONTINUATION[:place]):
            model.evaluate([token])
        logits = model.logits().astype(np.float64)
        assert together[place] == pytest.approx(logits - np.log(np.exp(logits).sum()), abs=1e-4)


def test_without_merges_nothing_is_lost(model: LoadedModel):
    composer = MeanComposer(model)
    (found,) = comparisons(model, Passage(TEXT, CONTINUATION), [Way(single_spans(TEXT), composer)])
    assert found.divergences.tolist() == [0.0] * len(CONTINUATION)
    assert found.losses.tolist() == found.base_losses.tolist()
    assert found.agreements.all()


def test_merging_and_leaving_out_are_compared_with_the_whole_text(model: LoadedModel):
    composer = MeanComposer(model)
    merged = ((TEXT[0], TEXT[1]), *single_spans(TEXT[2:]))
    ways = [Way(merged, composer), Way(single_spans(TEXT[1:]), composer)]
    shorter = list(comparisons(model, Passage(TEXT, CONTINUATION), ways))
    assert len({tuple(found.base_losses) for found in shorter}) == 1
    for found in shorter:
        assert (found.divergences > 0).all()  # the scripted model answers to any difference
        assert not np.array_equal(found.losses, found.base_losses)


def test_merged_spans_take_one_position_each(model: LoadedModel):
    spans = [TEXT[:3], *single_spans(TEXT[3:])]
    read(model, spans, MeanComposer(model))
    assert model.position == len(TEXT) - 2


def test_bytes_are_those_of_the_text(model: LoadedModel):
    assert byte_length(model, list("Grüße".encode())) == 7


def test_a_ratio_is_that_of_the_sums():
    assert ratio([1, 3], [2, 2]).value == 1.0
    same = ratio([2, 4, 6], [1, 2, 3])
    assert (same.value, same.lower, same.upper) == (2, 2, 2)


def test_intervals_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(1)
    held = 0
    for seed in range(50):
        below = random.uniform(50, 150, 60)
        above = below * 0.02 + random.normal(0, 2, 60)
        found = ratio(above.tolist(), below.tolist(), seed)
        assert found.lower <= found.value <= found.upper
        held += found.lower <= 0.02 <= found.upper
    assert held >= 42  # of 47.5 expected, with a standard deviation of 1.5


def test_the_same_numbers_give_the_same_interval():
    assert ratio([1, 2, 4], [3, 2, 1]) == ratio([1, 2, 4], [3, 2, 1])
