"""An adapter fits the model that it was made for, and the refusal for another one names both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from models.adapters.base import BaseDescription, LinearShape, check_fits, describe_gguf_base, describe_onnx_base
from models.adapters.inspect import inspect_adapter
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.adapter_files import linear_shapes, random_pairs, write_control_vector, write_lora
from tests.gguf_files import F16, GGUFFile, Tensor, tiny_llama

Q = "blk.0.attn_q.weight"
A = np.ones((2, 32), np.float32)
B = np.ones((32, 2), np.float32)


def described(model: GGUFFile, path: Path) -> BaseDescription:
    return describe_gguf_base(inspect_gguf(model.write(path / "base.gguf")))


def refusal(adapter: Path, base: BaseDescription) -> EngineError:
    with pytest.raises(EngineError) as caught:
        check_fits(inspect_adapter(adapter), base)
    assert caught.value.kind is ErrorKind.ADAPTER_MISMATCH
    return caught.value


def test_a_gguf_model(tmp_path: Path) -> None:
    base = described(tiny_llama(layers=2), tmp_path)
    assert (base.name, base.architecture, base.layers, base.width) == ("Tiny", "llama", 2, 32)
    assert (base.heads, base.kv_heads, base.vocabulary_size, base.tied) == ((2, 2), (1, 1), 259, True)
    shapes = {name: (shape.inputs, shape.outputs) for name, shape in base.tensors.items()}
    assert shapes == linear_shapes(tiny_llama(layers=2))
    untied = tiny_llama()
    untied.tensors.append(Tensor("output.weight", (32, 259), F16))
    base = described(untied, tmp_path)
    assert not base.tied
    assert base.tensors["output.weight"] == LinearShape(32, 259)


@pytest.mark.model
def test_the_starter_model() -> None:
    path = starter_model()
    assert path is not None
    base = describe_gguf_base(inspect_gguf(path))
    assert (len(base.tensors), base.heads[0], base.kv_heads[0], base.tied) == (210, 9, 3, True)
    assert base.tensors["blk.29.ffn_down.weight"] == LinearShape(1536, 576)


def test_what_fits(tmp_path: Path) -> None:
    base = described(tiny_llama(layers=2), tmp_path)
    lora = write_lora(tmp_path / "x.gguf", random_pairs(linear_shapes(tiny_llama(layers=2))), invocation=[258])
    check_fits(inspect_adapter(lora), base)
    vector = write_control_vector(tmp_path / "v.gguf", {1: np.ones(32, np.float32)})
    check_fits(inspect_adapter(vector), base)


@pytest.mark.parametrize(
    ("name", "a", "b", "options", "words"),
    [
        (Q, A, B, {"architecture": "gemma3"}, "is for the architecture gemma3, the model has llama"),
        (Q, np.ones((2, 64), "f4"), B, {}, "takes 64 numbers and gives 32, the model's takes 32 and gives 32"),
        (Q, A, np.ones((48, 2), "f4"), {}, "gives 48"),
        ("blk.2.attn_q.weight", A, B, {}, "it changes layer 2, and the model's layers end at 1"),
        ("blk.0.attn_qkv.weight", A, B, {}, "has no linear layer blk.0.attn_qkv.weight"),
        ("output.weight", A, np.ones((259, 2), "f4"), {}, "one with the table of words"),
        ("blk.0.attn_norm.weight", A[:, :1], B, {}, "has no linear layer blk.0.attn_norm.weight"),
        (Q, A, B, {"invocation": [259]}, "not in the model's vocabulary"),
        (Q, np.ones((3, 2, 32), "f4"), np.ones((3, 32, 2), "f4"), {}, "is for 3 experts, the model has 0"),
    ],
)
def test_what_does_not(
    tmp_path: Path, name: str, a: np.ndarray, b: np.ndarray, options: dict[str, Any], words: str
) -> None:
    adapter = write_lora(tmp_path / "style.gguf", {name: (a, b)}, base="Other 3B", **options)
    error = refusal(adapter, described(tiny_llama(layers=2), tmp_path))
    assert words in error.message
    assert "“Style” was made for Other 3B and does not fit Tiny (llama)" in error.message
    assert error.message.endswith("Load the model that it was made for, or choose another adapter.")


def test_one_that_names_no_model_is_called_by_its_architecture(tmp_path: Path) -> None:
    adapter = write_lora(tmp_path / "x.gguf", {Q: (A, B)}, architecture="qwen2")
    assert "was made for a qwen2 model" in refusal(adapter, described(tiny_llama(), tmp_path)).message


def test_experts_must_agree(tmp_path: Path) -> None:
    """llama.cpp compares two dimensions of three and writes out of bounds where the third differs."""
    base = BaseDescription(
        "Mix", "llama", {"blk.0.ffn_up_exps.weight": LinearShape(8, 16, 4)}, True, 8, 1, (1,), (1,), 9
    )
    pairs = {count: (np.ones((count, 2, 8), np.float32), np.ones((count, 16, 2), np.float32)) for count in (3, 4)}
    right = write_lora(tmp_path / "4.gguf", {"blk.0.ffn_up_exps.weight": pairs[4]})
    check_fits(inspect_adapter(right), base)
    wrong = write_lora(tmp_path / "3.gguf", {"blk.0.ffn_up_exps.weight": pairs[3]})
    assert "is for 3 experts, the model has 4" in refusal(wrong, base).message


@pytest.mark.parametrize(
    ("rows", "architecture", "words"),
    [
        ({1: np.ones(64, np.float32)}, "llama", "have 64 numbers, the model's hidden state has 32"),
        (
            {1: np.ones(32, np.float32), 2: np.ones(32, np.float32)},
            "llama",
            "moves layer 2, and the model",
        ),
        ({1: np.ones(32, np.float32)}, "qwen2", "is for the architecture qwen2"),
    ],
)
def test_control_vectors(tmp_path: Path, rows: dict[int, np.ndarray], architecture: str, words: str) -> None:
    vector = write_control_vector(tmp_path / "v.gguf", rows, architecture=architecture)
    assert words in refusal(vector, described(tiny_llama(layers=2), tmp_path)).message


def test_a_tensor_format_that_takes_no_adapter(tmp_path: Path) -> None:
    model = tiny_llama(width=64)
    model.tensor("blk.0.ffn_up.weight").type = 40  # NVFP4: llama.cpp asserts that there is no adapter on it
    model.tensor("blk.0.ffn_up.weight").data = None
    assert "blk.0.ffn_up.weight" not in described(model, tmp_path).tensors


def test_tensors_that_are_not_multiplied_take_none(tmp_path: Path) -> None:
    model = tiny_llama()
    names = (
        "blk.0.altup_router.weight",
        "altup_proj.weight",
        "blk.0.ffn_latent_down.weight",
        "blk.0.ssm_conv1d.weight",
    )
    model.tensors += [Tensor(name, (32, 32), F16) for name in names]
    assert described(model, tmp_path).tensors.keys() == linear_shapes(tiny_llama()).keys()


def test_families_to_which_a_lora_would_be_applied_in_part(tmp_path: Path) -> None:
    shapes = {Q: LinearShape(32, 32)}
    base = BaseDescription("Deep", "deepseek2", shapes, True, 32, 2, (2, 2), (1, 1), 259)
    lora = write_lora(tmp_path / "x.gguf", {Q: (A, B)}, architecture="deepseek2")
    with pytest.raises(EngineError, match="deepseek2 family take no LoRA") as caught:
        check_fits(inspect_adapter(lora), base)
    assert caught.value.kind is ErrorKind.UNSUPPORTED
    rows = {1: np.ones(32, np.float32)}
    check_fits(inspect_adapter(write_control_vector(tmp_path / "v.gguf", rows, architecture="deepseek2")), base)


ONNX = {
    "format": 1,
    "architecture": "llama",
    "name": "Tiny ONNX",
    "hidden_size": 32,
    "feed_forward_size": 64,
    "layers": 2,
    "heads": 2,
    "kv_heads": 1,
    "head_size": 16,
    "vocabulary_size": 259,
    "tied_embeddings": True,
}


def test_an_onnx_folder_is_the_same_model(tmp_path: Path) -> None:
    (tmp_path / "homespun.json").write_text(json.dumps(ONNX))
    base = describe_onnx_base(tmp_path)
    gguf = described(tiny_llama(layers=2), tmp_path)
    assert base.name == "Tiny ONNX"
    for field in ("architecture", "tensors", "tied", "width", "layers", "heads", "kv_heads", "vocabulary_size"):
        assert getattr(base, field) == getattr(gguf, field)


def test_an_onnx_model_of_other_layers_takes_no_adapters(tmp_path: Path) -> None:
    (tmp_path / "homespun.json").write_text(json.dumps(ONNX | {"architecture": "phi3"}))
    assert describe_onnx_base(tmp_path).tensors == {}


@pytest.mark.parametrize(
    "change",
    [{"layers": 0}, {"layers": 10**9}, {"hidden_size": "32"}, {"heads": True}, {"name": None}, {"kv_heads": 1.5}],
)
def test_a_damaged_description_of_an_onnx_model(tmp_path: Path, change: dict[str, Any]) -> None:
    (tmp_path / "homespun.json").write_text(json.dumps(ONNX | change))
    with pytest.raises(EngineError, match="is damaged") as caught:
        describe_onnx_base(tmp_path)
    assert caught.value.kind is ErrorKind.MODEL_INVALID


@pytest.mark.parametrize("content", [b"{", b"[]", b"[" * 100_000, b"\xff"])
def test_a_description_that_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "homespun.json").write_bytes(content)
    with pytest.raises(EngineError, match="Convert the model again"):
        describe_onnx_base(tmp_path)


def test_a_folder_without_description(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        describe_onnx_base(tmp_path)
    assert caught.value.kind is ErrorKind.MODEL_NOT_FOUND
