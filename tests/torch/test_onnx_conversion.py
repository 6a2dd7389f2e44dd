"""From GGUF to an ONNX folder: whole or not at all, with inputs for adapters that cost no bit where there is none."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from app.__main__ import main
from engine.errors import EngineError, ErrorKind
from models.onnx import convert as conversion
from models.onnx.convert import ConversionCancelled, ConversionProgress, ConvertedModel, Precision, convert
from tests.gguf_files import tiny_llama
from tests.torch_models import tiny_torch_model, write_tiny_gguf

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_gguf(tiny_torch_model("qwen3"), tmp_path_factory.mktemp("source") / "tiny.gguf")


@pytest.fixture(scope="module")
def reports() -> list[ConversionProgress]:
    return []


@pytest.fixture(scope="module")
def converted(
    source: Path, reports: list[ConversionProgress], tmp_path_factory: pytest.TempPathFactory
) -> ConvertedModel:
    target = tmp_path_factory.mktemp("target") / "tiny"
    return convert(source, target, Precision.INT8, reports.append, lambda: False)


def session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # each optional input is warned of
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def inputs(length: int) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(3)
    values: dict[str, np.ndarray] = {
        "inputs_embeds": draw.standard_normal((1, length, 64)).astype(np.float32),
        "attention_mask": np.ones((1, length), np.int64),
    }
    for layer in range(2):
        for part in ("key", "value"):
            values[f"past_key_values.{layer}.{part}"] = np.zeros((1, 2, 0, 32), np.float32)
    return values


def test_the_folder_holds_what_it_needs_and_no_more(converted: ConvertedModel) -> None:
    names = {path.name for path in converted.path.iterdir()}
    assert names == {
        "model.onnx",
        "model.onnx.data",
        "model-lora.onnx",
        "embeddings.npy",
        "tokenizer.json",
        "genai_config.json",
        "homespun.json",
    }
    assert [path.name for path in converted.path.parent.iterdir()] == ["tiny"]
    assert converted.bytes == sum(path.stat().st_size for path in converted.path.iterdir())
    described = json.loads((converted.path / "homespun.json").read_text())
    expected = {"architecture": "qwen3", "license": "apache-2.0", "quantization": "int8", "layers": 2, "heads": 4}
    expected |= {"kv_heads": 2, "head_size": 32, "feed_forward_size": 96, "vocabulary_size": 264, "eog": [256, 258]}
    assert {key: described[key] for key in expected} == expected


def test_progress_is_told_stage_by_stage(converted: ConvertedModel, reports: list[ConversionProgress]) -> None:
    assert converted
    assert [str(report.stage) for report in reports] == ["read", "build", "write", "write"]


def test_without_adapters_both_graphs_give_the_same_bits(converted: ConvertedModel) -> None:
    plain, adapted = (session(converted.path / name) for name in ("model.onnx", "model-lora.onnx"))
    for length in (1, 9):
        results = [graph.run(["logits", "hidden_states"], inputs(length)) for graph in (plain, adapted)]
        for one, other in zip(*results, strict=True):
            assert one.tobytes() == other.tobytes()


def test_every_linear_layer_has_inputs_that_act(converted: ConvertedModel) -> None:
    graph = session(converted.path / "model-lora.onnx")
    pairs = {value.name for value in graph.get_overridable_initializers()} - {"logits_positions"}
    tensors = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
    assert pairs == {
        f"blk.{layer}.{tensor}.weight.lora_{half}" for layer in (0, 1) for tensor in tensors for half in "ab"
    }
    shapes = {value.name: value.shape for value in graph.get_overridable_initializers()}
    draw = np.random.default_rng(4)
    before = graph.run(["logits"], inputs(5))[0]
    for tensor in sorted({name.removesuffix(".lora_a") for name in pairs if name.endswith("_a")}):
        a = draw.standard_normal((shapes[f"{tensor}.lora_a"][0], 2)).astype(np.float32)
        b = draw.standard_normal((2, shapes[f"{tensor}.lora_b"][1])).astype(np.float32)
        after = graph.run(["logits"], inputs(5) | {f"{tensor}.lora_a": a, f"{tensor}.lora_b": b})[0]
        assert np.abs(after - before).max() > 0.01, tensor


def test_logits_are_those_of_the_positions_asked_for(converted: ConvertedModel) -> None:
    graph = session(converted.path / "model.onnx")
    (last,) = graph.run(["logits"], inputs(6))
    (some,) = graph.run(["logits"], inputs(6) | {"logits_positions": np.array([1, 5], np.int64)})
    assert last.shape == (1, 1, 264)
    assert some.shape == (1, 2, 264)
    np.testing.assert_allclose(some[:, 1], last[:, 0], rtol=1e-4, atol=1e-4)


def test_cancelling_leaves_nothing(source: Path, tmp_path: Path) -> None:
    with pytest.raises(ConversionCancelled):
        convert(source, tmp_path / "tiny", Precision.FP32, lambda _: None, lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_dies_leaves_nothing(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def environment() -> dict[str, str]:
        return {"PYTHONHOME": str(tmp_path / "nowhere")}  # no interpreter starts there

    monkeypatch.setattr(conversion, "_environment", environment)
    with pytest.raises(EngineError) as caught:
        convert(source, tmp_path / "tiny", Precision.FP32, lambda _: None, lambda: False)
    assert "encodings" in caught.value.detail  # the child's own last words
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_already_stays(source: Path, tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    with pytest.raises(EngineError, match="already"):
        convert(source, tmp_path / "tiny", Precision.FP32, lambda _: None, lambda: False)
    assert list((tmp_path / "tiny").iterdir()) == []


def test_other_architectures_are_refused(tmp_path: Path) -> None:
    file = tiny_llama()
    file.set("llama.rope.scaling.type", file.metadata["general.name"][0], "linear")
    with pytest.raises(EngineError, match="stretches its context") as caught:
        convert(file.write(tmp_path / "a.gguf"), tmp_path / "a", Precision.INT4, lambda _: None, lambda: False)
    assert caught.value.kind is ErrorKind.UNSUPPORTED


def test_it_says_what_to_install(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "torch" else find(name))
    with pytest.raises(EngineError, match=r"pip install 'homespun\[personalize\]'") as caught:
        convert(source, tmp_path / "tiny", Precision.INT4, lambda _: None, lambda: False)
    assert caught.value.detail == "not installed: torch"


def test_the_command_reports_how_alike_both_are(
    source: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "converted"
    command = [
        "models",
        "convert",
        str(source),
        "--to",
        "onnx",
        "--precision",
        "fp32",
        "--output",
        str(place),
        "--json",
    ]
    assert main(command) == 0
    report = json.loads(capfd.readouterr().out)
    assert report["path"] == str(place)
    parity = report["parity"]
    assert parity["same_tokens"] is True
    assert parity["top1_agreement"] > 0.9
    assert parity["kl"] < 1e-3
    assert abs(parity["perplexity"] / parity["reference_perplexity"] - 1) < 0.01
