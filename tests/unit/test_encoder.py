"""The document encoder with a small graph of random weights, and its folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.backends.base import Interrupted
from engine.encoder import encoder as encoder_module
from engine.encoder.encoder import DocumentEncoder
from engine.errors import EngineError, ErrorKind
from tests.encoder_folders import LONGEST, TOKENS, WIDTH, published_encoder

pytest.importorskip("onnx")
pytest.importorskip("safetensors.numpy")

from models.onnx.encoder import convert_encoder

TEXTS = ["playing player", "a playing b", "", "c d e a b c d e", "playing playing playing", "a"]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the hub has it."""
    return published_encoder(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def folder(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("encoders") / "small"
    convert_encoder(source, target)
    return target


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Iterator[DocumentEncoder]:
    encoder = DocumentEncoder(folder)
    yield encoder
    encoder.close()


def test_the_vectors_are_those_of_the_original(source: Path, encoder: DocumentEncoder) -> None:
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    model = transformers.BertModel.from_pretrained(source).eval()
    for spans, vector in zip(encoder.read(TEXTS).spans, encoder.encode(TEXTS), strict=True):
        with torch.no_grad():
            states = model(input_ids=torch.tensor([[token for (token,) in spans]])).last_hidden_state[0]
        mean = states.mean(dim=0).numpy()
        assert float(vector @ mean / np.linalg.norm(mean)) > 0.9999


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: DocumentEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)


def test_runs_are_bounded_in_positions(encoder: DocumentEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = encoder.encode(TEXTS)
    monkeypatch.setattr(encoder_module, "_MOST_POSITIONS", 12)
    assert np.abs(encoder.encode(TEXTS) - whole).max() < 1e-5


def test_merges_shorten_what_is_read(encoder: DocumentEncoder) -> None:
    plain, merged = encoder.read(TEXTS), encoder.read(TEXTS, merges=1)
    assert (plain.positions, plain.tokens) == (merged.tokens, merged.tokens)
    playing = (TOKENS.index("play"), 8)
    assert sum(text.count(playing) for text in merged.spans) == 5
    assert merged.positions == plain.positions - 5
    vectors = encoder.encode(TEXTS, merges=1)
    assert vectors[3] == pytest.approx(encoder.encode(TEXTS)[3], abs=1e-5)  # it has no such word


def test_a_long_text_is_cut_and_keeps_its_end(encoder: DocumentEncoder) -> None:
    (spans,) = encoder.read(["a b c " * 100]).spans
    assert (len(spans), spans[0], spans[-1]) == (LONGEST, (2,), (3,))
    (spans,) = encoder.read(["playing " * 100], merges=1).spans
    assert (len(spans), spans[-1]) == (LONGEST, (3,))


def test_odd_texts(encoder: DocumentEncoder) -> None:
    assert encoder.encode([]).shape == (0, WIDTH)
    assert np.isfinite(encoder.encode(["", "\ud800", "\0" * 10, "x" * 200_000])).all()


def test_it_can_be_interrupted(encoder: DocumentEncoder) -> None:
    with pytest.raises(Interrupted):
        encoder.encode(TEXTS, interrupt=lambda: True)


def test_damaged_folders_are_refused(folder: Path, tmp_path: Path) -> None:
    for name in ("encoder.onnx", "embeddings.npy", "tokenizer.json", "encoder.json"):
        copy = tmp_path / name.replace(".", "-")
        copy.mkdir()
        for file in folder.iterdir():
            (copy / file.name).write_bytes(file.read_bytes() if file.name != name else file.read_bytes()[:20])
        with pytest.raises(EngineError) as caught:
            DocumentEncoder(copy)
        assert caught.value.kind is ErrorKind.MODEL_INVALID
        (copy / name).unlink()
        with pytest.raises(EngineError) as caught:
            DocumentEncoder(copy)
        assert caught.value.kind is ErrorKind.MODEL_NOT_FOUND


def test_what_cannot_be_converted_is_named(source: Path, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        convert_encoder(source, folder)
    assert caught.value.kind is ErrorKind.UNSUPPORTED
    with pytest.raises(EngineError) as caught:
        convert_encoder(tmp_path, tmp_path / "new")
    assert caught.value.kind is ErrorKind.MODEL_NOT_FOUND
    (tmp_path / "model.safetensors").write_bytes(b"{}")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EngineError) as caught:
        convert_encoder(tmp_path, tmp_path / "new")
    assert caught.value.kind is ErrorKind.MODEL_INVALID
    assert not (tmp_path / "new").exists()
