from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.backends.base import Interrupted, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.errors import EngineError
from engine.protocol import LoadOptions
from engine.states import Span
from engine.tokenization.composer_file import ComposerCard, sampled_rows, vocabulary_digest
from engine.tokenization.composers import best_composer
from engine.tokenization.network import NetworkComposer
from engine.tokenization.recuts import Recuts
from engine.training import composer_main
from engine.training.composer import ComposerOptions, ComposerTraining, Earlier, TrainingState
from engine.training.composer_export import composer_graph, composer_weights
from engine.training.composer_network import NetworkShape, Weights, compose, initial_weights
from engine.training.composer_text import TextWindows
from engine.training.distillation import Distillation, MergedWindow
from engine.training.merges import RandomCuts
from models.starter import starter_model
from tests.torch_models import tiny_torch_model, write_tiny_gguf

WINDOW = 96
SHAPE = NetworkShape(hidden_size=64, feed_forward=64, heads=2, layers=2, longest=4)
WORDS = ("the", "cat", "sat", "on", "a", "mat", "and", "then", "it", "saw", "another", "which", "was", "before")


@pytest.fixture(scope="module")
def torch_model() -> Any:
    return tiny_torch_model("qwen2")


@pytest.fixture(scope="module")
def gguf(torch_model: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(torch_model, tmp_path_factory.mktemp("tiny") / "tiny.gguf")


@pytest.fixture(scope="module")
def model(gguf: Path) -> Iterator[LoadedModel]:
    loaded = LlamaBackend().load(gguf, LoadOptions(context_length=256, threads=1), lambda _: None, lambda: False)
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def text(model: LoadedModel, tmp_path_factory: pytest.TempPathFactory) -> TextWindows:
    folder = tmp_path_factory.mktemp("texts")
    random = np.random.default_rng(0)
    for number in range(4):
        (folder / f"{number}.txt").write_text(" ".join(random.choice(WORDS, 400)))
    return TextWindows.read(model, [folder], WINDOW)


def weights_with_output(shape: NetworkShape) -> Weights:
    """As after training: the output is not zero any more."""
    import torch

    weights = initial_weights(shape, 0.2, seed=1)
    weights["output"] = (
        torch.randn(shape.hidden_size, shape.hidden_size, generator=torch.Generator().manual_seed(2)) / 8
    )
    return {name: value.half().float() for name, value in weights.items()}  # as the file holds them


def write(folder: Path, model: LoadedModel, shape: NetworkShape, weights: Weights) -> tuple[Path, ComposerCard]:
    content = composer_graph(shape, weights)
    digest = hashlib.sha256(content).hexdigest()
    rows, vocabulary = sampled_rows(model), vocabulary_digest(model)
    card = ComposerCard("trained", "Tiny", shape.hidden_size, vocabulary, rows, shape.longest, digest, "apache-2.0", {})
    (folder / "tiny.onnx").write_bytes(content)
    (folder / "tiny.composer.json").write_text(card.text())
    return folder / "tiny.onnx", card


def test_the_file_computes_what_the_training_computed(model: LoadedModel, tmp_path: Path) -> None:
    import torch

    weights = weights_with_output(SHAPE)
    made_by_file = NetworkComposer(model, *write(tmp_path, model, SHAPE, weights))
    spans: list[Span] = [(3, 9), (4,), (40, 41, 42), (9, 3), (1, 2, 3, 4), (77, 77)]
    made = made_by_file.compose(spans)
    for span, embedding in zip(spans, made, strict=True):
        pieces = torch.from_numpy(model.token_embeddings(span))[None]
        expected = pieces[0, 0] if len(span) == 1 else compose(SHAPE, weights, pieces, torch.zeros(1, len(span)))[0]
        np.testing.assert_allclose(embedding, expected.numpy(), atol=2e-5)


def test_what_was_composed_is_remembered_to_the_bit(model: LoadedModel, tmp_path: Path) -> None:
    composer = NetworkComposer(model, *write(tmp_path, model, SHAPE, weights_with_output(SHAPE)))
    spans: list[Span] = [(3, 9), (4,), (40, 41, 42)]
    first = composer.compose(spans)
    assert (composer.compose(spans[::-1])[::-1] == first).all()


def test_spans_longer_than_the_training_had_are_averaged(model: LoadedModel, tmp_path: Path) -> None:
    composer = NetworkComposer(model, *write(tmp_path, model, SHAPE, weights_with_output(SHAPE)))
    rows = model.token_embeddings([1, 2, 3, 4, 5])
    expected = (rows * np.array([1, 2, 4, 8, 16])[:, None]).sum(0) / 31
    np.testing.assert_allclose(composer.compose([(1, 2, 3, 4, 5)])[0], expected, rtol=1e-4, atol=1e-5)


def test_a_trained_composer_is_found_by_the_model_that_it_fits(model: LoadedModel, tmp_path: Path) -> None:
    graph, card = write(tmp_path, model, SHAPE, weights_with_output(SHAPE))
    found = best_composer(model, tmp_path)
    assert found.fingerprint == card.fingerprint
    graph.write_bytes(graph.read_bytes()[:-1])
    assert best_composer(model, tmp_path).name == "mean"


def test_a_graph_with_other_ports_is_refused(model: LoadedModel, tmp_path: Path) -> None:
    wider = dataclasses.replace(SHAPE, hidden_size=32)
    content = composer_graph(wider, initial_weights(wider, 0.2, seed=1))
    (tmp_path / "tiny.onnx").write_bytes(content)
    _, card = write(tmp_path, model, SHAPE, weights_with_output(SHAPE))
    (tmp_path / "tiny.onnx").write_bytes(content)
    other = dataclasses.replace(card, sha256=hashlib.sha256(content).hexdigest())
    with pytest.raises(EngineError, match="damaged"):
        NetworkComposer(model, tmp_path / "tiny.onnx", other)


def test_without_merges_both_readings_are_equal(torch_model: Any) -> None:
    window = MergedWindow([(token,) for token in range(40)])
    result = Distillation(torch_model).compare(window, 20, lambda pieces, _: pieces[:, -1])
    assert len(result.divergence) == 19
    assert np.abs(result.divergence).max() < 1e-6
    assert result.agreement.all()


def test_padding_reaches_nothing(torch_model: Any) -> None:
    """A row's loss is the same beside a longer row."""
    import torch

    distillation = Distillation(torch_model)
    short = MergedWindow([(5,), (6, 7), *((token,) for token in range(8, 30))])
    long = MergedWindow([(token,) for token in range(60)])  # no merge: it adds nothing to the loss

    def last(pieces: Any, _: Any) -> Any:
        return pieces[:, -1]

    alone, beside = (distillation.match(batch, 1, last) for batch in ([short], [short, long]))
    torch.testing.assert_close(alone, beside)
    assert alone > 0


def test_drawn_cuts_keep_the_tokens_and_save_about_what_was_asked(model: LoadedModel, text: TextWindows) -> None:
    cuts, draw = RandomCuts(model, SHAPE.longest), np.random.default_rng(0)
    for window in text.held_out(3):
        spans = cuts.drawn(window, 0.2, draw)
        assert [token for span in spans for token in span] == window.tolist()
        assert 0 < len(window) - len(spans) <= 0.2 * len(window)
        usual = cuts.usual(window, 0.2, 30)
        assert all(len(span) == 1 for span in usual[-30:])


class Stop:
    """An interrupt after so many steps."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def training(
    model: LoadedModel,
    torch_model: Any,
    text: TextWindows,
    checkpoint: Path,
    seconds: float,
    earlier: Earlier | None = None,
) -> Any:
    options = ComposerOptions(seconds=seconds, learning_rate=2e-3, test_windows=2, tests=2)
    cuts = RandomCuts(model, SHAPE.longest)
    return ComposerTraining(Distillation(torch_model), text, cuts, Recuts(model), SHAPE, options, checkpoint, earlier)


def test_a_stopped_training_goes_on_where_it_was(
    model: LoadedModel, torch_model: Any, text: TextWindows, tmp_path: Path
) -> None:
    path = tmp_path / "tiny.training"
    states: list[TrainingState] = []
    first = training(model, torch_model, text, path, seconds=3600)
    with pytest.raises(Interrupted):
        first.run(states.append, Stop(3))
    assert [state.step for state in states] == [1, 2, 3]
    second = training(model, torch_model, text, path, seconds=3600)
    with pytest.raises(Interrupted):
        second.run(states.append, Stop(1))
    assert states[-1].step == 4
    assert states[-1].tokens == 4 * 2 * WINDOW
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.training"]


def test_an_earlier_training_is_gone_on_with(
    model: LoadedModel, torch_model: Any, text: TextWindows, tmp_path: Path
) -> None:
    """It begins with what the file of the earlier one holds, matches no states any more, and knows all that after it
    was stopped, too."""
    weights = weights_with_output(SHAPE)
    read = composer_weights(composer_graph(SHAPE, weights), SHAPE)
    assert all((read[name] == value).all() for name, value in weights.items())
    path = tmp_path / "tiny.training"
    states: list[TrainingState] = []
    first = training(model, torch_model, text, path, 3600, Earlier(read, {"tokens": 7}))
    with pytest.raises(Interrupted):
        first.run(states.append, Stop(1))
    anew = training(model, torch_model, text, tmp_path / "other.training", 3600)
    with pytest.raises(Interrupted):
        anew.run(lambda _: None, Stop(0))
    assert (first.best["output"] == weights["output"]).all()
    assert not anew.best["output"].any(), "a new one begins with the mean"
    assert (read["output"] == weights["output"]).all(), "the training changes weights of its own"
    second = training(model, torch_model, text, path, 3600)
    with pytest.raises(Interrupted):
        second.run(states.append, Stop(1))
    assert second.earlier == {"tokens": 7}
    assert not any(state.matching for state in states)


def test_weights_of_another_shape_are_not_gone_on_with() -> None:
    content = composer_graph(SHAPE, weights_with_output(SHAPE))
    with pytest.raises(ValueError, match="in this shape"):
        composer_weights(content, dataclasses.replace(SHAPE, feed_forward=128))


def test_a_damaged_checkpoint_is_told(model: LoadedModel, torch_model: Any, text: TextWindows, tmp_path: Path) -> None:
    path = tmp_path / "tiny.training"
    path.write_bytes(b"nothing that torch reads")
    with pytest.raises(ValueError):  # noqa: PT011 - in the words of torch
        training(model, torch_model, text, path, seconds=1)


def test_the_whole_program_of_the_trainer(
    gguf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(1)
    (tmp_path / "words.txt").write_text(" ".join(random.choice(WORDS, 3000)))
    monkeypatch.setattr(composer_main, "PARAMETERS", 60_000)
    arguments = [str(gguf), "--text", str(tmp_path / "words.txt"), "--folder", str(tmp_path / "out"), "--threads", "1"]
    assert composer_main.main([*arguments, "--hours", "0.0002"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert events[0]["event"] == "started"
    assert events[-1]["event"] == "trained"
    assert Path(events[-1]["path"]).is_file()
    assert events[0]["goes_on"] is False
    assert composer_main.main([*arguments, "--hours", "0.0001"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["goes_on"] is True
    card = json.loads(next((tmp_path / "out").glob("*.json")).read_text())
    assert card["training"]["earlier"]["tokens"] == events[-1]["tests"][-1]["tokens"]
    assert composer_main.main([*arguments, "--hours", "0.0001", "--anew"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["goes_on"] is False
    assert composer_main.main([*arguments[:2], str(tmp_path / "missing.txt"), *arguments[3:], "--hours", "1"]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["event"] == "failed"
    assert "missing.txt" in last["message"]


@pytest.mark.model
def test_the_starter_model_has_a_composer_of_its_own() -> None:
    path = starter_model()
    assert path is not None
    loaded = LlamaBackend().load(path, LoadOptions(context_length=256, threads=1), lambda _: None, lambda: False)
    try:
        composer = best_composer(loaded, None)
        assert composer.name == "trained"
        made = composer.compose([(2683, 260), (260,)])
        assert (made[1] == loaded.token_embeddings([260])[0]).all()
        assert np.isfinite(made).all()
    finally:
        loaded.close()
