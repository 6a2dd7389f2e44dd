"""A vocabulary of spans: exact scores from its tokens' logits, and the index against them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import vocabulary_search
from benchmarks.vocabulary_search import (
    NO_TOKEN,
    Candidates,
    OutputVectors,
    VocabularyIndex,
    Weighting,
    best,
)
from engine.errors import EngineError, ErrorKind

numbers = np.random.default_rng(5)
TABLE = (numbers.normal(size=(200, 24)) * numbers.uniform(0.3, 3, (200, 1))).astype(np.float32)
PARTS = np.full((3000, 4), NO_TOKEN, np.int32)
PARTS[:200, 0] = np.arange(200)
for row, length in zip(PARTS[200:], numbers.integers(2, 5, 2800), strict=True):
    row[:length] = numbers.integers(0, 200, length)
BIASES = numbers.normal(size=3000).astype(np.float32)
STATES = numbers.normal(size=(20, 24)).astype(np.float32)


@pytest.mark.parametrize("weighting", Weighting)
def test_scores_from_logits_are_the_inner_products(weighting: Weighting) -> None:
    vectors = OutputVectors(TABLE, PARTS, weighting, BIASES)
    for state in STATES:
        products = vectors.vectors(np.arange(3000)) @ np.append(state, np.float32(1))
        assert vectors.scores(TABLE @ state) == pytest.approx(products, abs=1e-3)


def test_what_a_span_is_made_of() -> None:
    first, mean = (OutputVectors(TABLE, PARTS, weighting) for weighting in Weighting)
    entry = np.array([5, 300])
    tokens = PARTS[300][PARTS[300] != NO_TOKEN]
    assert first.vectors(entry)[:, :-1] == pytest.approx(TABLE[[5, tokens[0]]])
    assert mean.vectors(entry)[:, :-1] == pytest.approx(np.stack((TABLE[5], TABLE[tokens].mean(axis=0))), abs=1e-6)


def test_shares_make_a_distribution_of_the_first_tokens_own() -> None:
    counts = numbers.integers(1, 50, 3000).astype(np.float64)
    totals = np.bincount(PARTS[:, 0], counts, 200)
    shares = np.log(counts / totals[PARTS[:, 0]]).astype(np.float32)
    logits = TABLE @ STATES[0]
    scores = OutputVectors(TABLE, PARTS, Weighting.FIRST, shares).scores(logits)
    assert np.log(np.exp(scores.astype(np.float64)).sum()) == pytest.approx(np.log(np.exp(logits).sum()), abs=1e-4)


def test_looking_at_every_cell_finds_the_best_by_inner_product() -> None:
    vectors = OutputVectors(TABLE, PARTS, Weighting.MEAN, BIASES)
    told: list[tuple[int, int]] = []
    index = VocabularyIndex(vectors, cells=16, progress=lambda done, everything: told.append((done, everything)))
    assert told[-1] == (3000, 3000)
    found: list[float] = []
    for state in STATES:
        exact = best(vectors.scores(TABLE @ state), 10)
        searched = index.search(state, 10, looked_at=16)
        assert searched.scores[0] == pytest.approx(exact.scores[0], abs=1e-3)
        found.append(len(set(searched.entries) & set(exact.entries)) / 10)
        assert list(searched.scores) == sorted(searched.scores, reverse=True)
    assert np.mean(found) > 0.95


def test_the_best_of_all_scores() -> None:
    scores = np.array([1, 5, 3, 4], np.float32)
    assert best(scores, 2).entries.tolist() == [1, 3]
    assert best(scores, 9).entries.tolist() == [1, 3, 2, 0]


def test_drawing_follows_the_softmax_over_the_kept() -> None:
    kept = Candidates(np.array([7, 9]), np.log(np.array([3, 1], np.float32)))
    drawn = [kept.draw(numbers) for _ in range(4000)]
    assert set(drawn) == {7, 9}
    assert drawn.count(7) / 4000 == pytest.approx(0.75, abs=0.04)
    assert {kept.draw(numbers, temperature=0.01) for _ in range(50)} == {7}


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(vocabulary_search, "import_module", missing)
    with pytest.raises(EngineError, match="faiss-cpu") as caught:
        VocabularyIndex(OutputVectors(TABLE, PARTS, Weighting.MEAN), cells=16)
    assert caught.value.kind is ErrorKind.UNSUPPORTED
