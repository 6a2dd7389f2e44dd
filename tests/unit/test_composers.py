from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.ridge import LONGEST, RidgeComposer, fit_ridge
from engine.backends.base import Floats
from engine.errors import EngineError, ErrorKind
from engine.states import Span
from engine.tokenization.composer import MeanComposer, Table
from engine.tokenization.composer_file import ComposerCard, read_card, read_composer_graph, vocabulary_digest
from engine.tokenization.composers import best_composer
from engine.tokenization.recuts import Recuts

WIDTH = 16


class _Info:
    hidden_size = WIDTH
    fingerprint = "abc"

    def __init__(self, size: int) -> None:
        self.vocabulary_size = size


class WordModel:
    """Letters, and words whose embedding is a fixed mixture of those of their halves: what a ridge can learn."""

    def __init__(self) -> None:
        letters = [bytes([code]) for code in range(97, 123)]
        pairs = [a + b for a in letters for b in letters]
        self.pieces = [*letters, *pairs, b"12", b""]
        self.info = _Info(len(self.pieces))
        random = np.random.default_rng(3)
        self.first, self.second = random.normal(size=(2, WIDTH, WIDTH)).astype(np.float32) / 4
        table = np.zeros((len(self.pieces), WIDTH), np.float32)
        table[:26] = random.normal(size=(26, WIDTH))
        for place, piece in enumerate(pairs, 26):
            table[place] = table[piece[0] - 97] @ self.first + table[piece[1] - 97] @ self.second
        table[-2:] = random.normal(size=(2, WIDTH))
        self.table = table
        self.read: list[int] = []

    def token_bytes(self, token: int) -> bytes:
        return self.pieces[token]

    def token_embeddings(self, tokens: list[int]) -> Floats:
        self.read += tokens
        return self.table[list(tokens)]


@pytest.fixture
def model() -> Any:
    return WordModel()


def test_the_mean_halves_the_weight_of_each_token_before(model: Any) -> None:
    spans: list[Span] = [(0,), (1, 2), (3, 4, 5)]
    made = MeanComposer(model).compose(spans)
    rows = model.table
    assert (made[0] == rows[0]).all()
    np.testing.assert_allclose(made[1], (rows[1] + 2 * rows[2]) / 3, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(made[2], (rows[3] + 2 * rows[4] + 4 * rows[5]) / 7, rtol=1e-5, atol=1e-6)


def test_a_ratio_of_one_is_the_plain_mean(model: Any) -> None:
    made = MeanComposer(model, 1.0).compose([(1, 2, 3)])
    np.testing.assert_allclose(made[0], model.table[1:4].mean(0), rtol=1e-5, atol=1e-6)


def test_each_row_of_the_table_is_read_once(model: Any) -> None:
    table = Table(model)
    table.rows([3, 4, 3])
    again = table.rows([4, 3, 5])
    assert sorted(model.read) == [3, 4, 5]
    assert (again == model.table[[4, 3, 5]]).all()


def test_parts_of_tokens_are_found_by_their_bytes(model: Any) -> None:
    recuts = Recuts(model)
    assert set(recuts.tokens) == set(range(26, 26 + 26 * 26))  # neither single letters, nor digits, nor control tokens
    for token, parts in recuts.examples((2,), seed=1):
        assert b"".join(model.pieces[part] for part in parts) == model.pieces[token]


def test_a_ridge_learns_what_is_linear_and_beats_the_mean(model: Any) -> None:
    matrices, error = fit_ridge(model, Recuts(model))
    assert error < 0.2
    ridge, mean, goal = RidgeComposer(model, matrices), MeanComposer(model), model.table[26:60]
    spans: list[Span] = [(piece[0] - 97, piece[1] - 97) for piece in model.pieces[26:60]]
    assert np.square(ridge.compose(spans) - goal).sum() < 0.3 * np.square(mean.compose(spans) - goal).sum()
    assert (ridge.compose([(7,), *spans])[0] == model.table[7]).all()


def test_spans_longer_than_the_ridge_knows_share_its_last_matrix(model: Any) -> None:
    matrices = np.zeros((LONGEST, WIDTH, WIDTH), np.float32)
    matrices[0] = np.eye(WIDTH)
    span = tuple(range(LONGEST + 2))
    made = RidgeComposer(model, matrices).compose([span])[0]
    expected = MeanComposer(model).compose([span])[0] + model.table[:3].sum(0)
    np.testing.assert_allclose(made, expected, rtol=1e-4, atol=1e-5)


def test_without_a_trained_one_the_mean_composes(model: Any, tmp_path: Path) -> None:
    composer = best_composer(model, tmp_path)
    assert composer.name == "mean"
    assert (composer.compose([(1, 2, 3)]) == MeanComposer(model).compose([(1, 2, 3)])).all()


def card_of(model: Any, graph: bytes = b"") -> ComposerCard:
    rows = {token: model.table[token] for token in (0, 100, 300)}
    digest = hashlib.sha256(graph).hexdigest()
    return ComposerCard(
        "trained", "Words", WIDTH, vocabulary_digest(model), rows, 4, digest, "apache-2.0", {"tokens": 1}
    )


def test_a_card_comes_back_as_it_was_written(model: Any, tmp_path: Path) -> None:
    card = card_of(model)
    (tmp_path / "w.composer.json").write_text(card.text())
    again = read_card(tmp_path / "w.composer.json")
    assert dataclasses.replace(again, rows={}) == dataclasses.replace(card, rows={})
    assert again.fits(model, vocabulary_digest(model))


def test_a_card_fits_other_formats_of_its_model_only(model: Any) -> None:
    card, vocabulary = card_of(model), vocabulary_digest(model)
    model.table = model.table + 0.02 * np.random.default_rng(0).normal(size=model.table.shape).astype(np.float32)
    assert card.fits(model, vocabulary)
    assert not card.fits(model, "0" * 64)
    model.table = model.table[::-1].copy()
    assert not card.fits(model, vocabulary)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 9},
        {"hidden_size": 8},
        {"hidden_size": -1},
        {"longest": "four"},
        {"rows": {}},
        {"rows": {"-1": ""}},
        {"rows": []},
        {"name": 7},
        {"training": 3},
    ],
)
def test_a_wrong_card_is_refused(model: Any, tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "w.composer.json"
    path.write_text(json.dumps(json.loads(card_of(model).text()) | change))
    with pytest.raises(EngineError) as caught:
        read_card(path)
    assert caught.value.kind is ErrorKind.MODEL_INVALID


@pytest.mark.parametrize("content", [b"", b"\x08\x08", b"no graph at all"])
def test_a_wrong_graph_is_refused_before_it_is_run(model: Any, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "w.onnx"
    path.write_bytes(content)
    with pytest.raises(EngineError) as caught:
        read_composer_graph(path, card_of(model, content))
    assert caught.value.kind is ErrorKind.MODEL_INVALID


def test_a_graph_that_is_not_the_cards_is_refused(model: Any, tmp_path: Path) -> None:
    path = tmp_path / "w.onnx"
    path.write_bytes(b"something")
    with pytest.raises(EngineError, match="damaged"):
        read_composer_graph(path, card_of(model, b"something else"))
