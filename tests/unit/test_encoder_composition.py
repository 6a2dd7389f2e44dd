"""Embeddings of spans for the encoder: the mean, and the map that is fitted on the vocabulary."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from engine.encoder.composition import MeanComposition, RidgeComposition, recut


def test_the_mean_of_the_parts() -> None:
    table = np.array([[0, 0], [2, 4], [4, 0]], np.float16)
    assert MeanComposition(table).compose([(1, 2), (2,), (1, 1, 2, 0)]).tolist() == [[3, 2], [4, 0], [2, 2]]
    assert MeanComposition(table).compose([]).shape == (0, 2)


def test_words_are_cut_again_without_themselves() -> None:
    vocabulary = {"play": 0, "##ing": 1, "playing": 2, "##in": 3, "##g": 4, "p": 5, "x": 6, "xy": 7}
    assert dict(recut(vocabulary)) == {2: (0, 1), 1: (3, 4)}  # "xy" has no "##y", "play" no "##lay"


def test_a_linear_law_of_the_vocabulary_is_found() -> None:
    letters = [chr(97 + index) for index in range(26)]
    texts = [*letters, *(f"##{letter}" for letter in letters), *("".join(pair) for pair in product(letters, repeat=2))]
    texts += ["".join(three) for three in product(letters[:10], repeat=3)]
    vocabulary = {text: token for token, text in enumerate(texts)}
    numbers = np.random.default_rng(1)
    table = numbers.normal(size=(len(texts), 4)).astype(np.float16)
    law = numbers.normal(size=(4, 4))
    for token, parts in recut(vocabulary):  # in order: the parts of a word stand before it
        table[token] = table[list(parts)].mean(axis=0) + table[parts[0]] @ law
    ridge = RidgeComposition(table, vocabulary)
    assert ridge.fit.cosine > 0.99 > ridge.fit.mean_cosine
    unseen = (texts.index("q"), texts.index("##z"))
    expected = table[list(unseen)].mean(axis=0) + table[unseen[0]] @ law
    assert ridge.compose([unseen])[0] == pytest.approx(expected, abs=0.2)


def test_a_small_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        RidgeComposition(np.ones((3, 2), np.float16), {"a": 0, "##b": 1, "ab": 2})
