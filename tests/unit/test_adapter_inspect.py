"""What an adapter file says is told, and everything that native code would abort on or skip is refused in words."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterKind
from models.adapters.inspect import inspect_adapter
from models.adapters.weights import read_weights
from models.gguf_format import ValueType
from models.gguf_reader import Array, Value
from models.gguf_writer import TensorPlan, real, text, texts, whole, write_gguf
from tests.adapter_files import (
    linear_shapes,
    lora_metadata,
    random_pairs,
    write_control_vector,
    write_lora,
    write_tensors,
)
from tests.gguf_files import tiny_llama

A = np.ones((4, 32), np.float32)
B = np.ones((32, 4), np.float32)
Q = "blk.0.attn_q.weight"


def refusal(path: Path) -> EngineError:
    with pytest.raises(EngineError) as caught:
        inspect_adapter(path)
    return caught.value


def test_tells_a_lora(tmp_path: Path) -> None:
    pairs = random_pairs(linear_shapes(tiny_llama(layers=2)), rank=4)
    more = {
        "general.license": text("mit"),
        "general.description": text("Answers in rhyme."),
        "general.tags": texts(["style", "rhyme"]),
    }
    path = write_lora(tmp_path / "x.gguf", pairs, alpha=6, base="Tiny", more=more)
    header = inspect_adapter(path)
    assert header.kind is AdapterKind.LORA
    assert (header.architecture, header.name, header.base) == ("llama", "Style", "Tiny")
    assert (header.license, header.description, header.tags) == ("mit", "Answers in rhyme.", ("style", "rhyme"))
    assert (header.rank, header.alpha, header.tensors) == (4, 6.0, 14)
    assert header.strength(4) == 1.5
    assert header.bytes == path.stat().st_size
    assert header.data_bytes == sum(a.nbytes + b.nbytes for a, b in pairs.values())
    assert {pair.tensor: (pair.inputs, pair.outputs) for pair in header.pairs} == linear_shapes(tiny_llama(layers=2))


def test_without_alpha_the_matrices_are_taken_as_they_are(tmp_path: Path) -> None:
    assert inspect_adapter(write_lora(tmp_path / "x.gguf", {Q: (A, B)}, alpha=0)).strength(4) == 1.0


def test_tells_an_activated_lora(tmp_path: Path) -> None:
    header = inspect_adapter(write_lora(tmp_path / "x.gguf", {Q: (A, B)}, invocation=[7, 8, 9]))
    assert header.kind is AdapterKind.ACTIVATED_LORA
    assert header.invocation == (7, 8, 9)


def test_tells_a_control_vector(tmp_path: Path) -> None:
    rows = {layer: np.full(32, layer, np.float32) for layer in (3, 1)}
    header = inspect_adapter(write_control_vector(tmp_path / "x.gguf", rows))
    assert header.kind is AdapterKind.CONTROL_VECTOR
    assert (header.architecture, header.width, header.tensors, header.rank) == ("llama", 32, 2, 0)
    assert [direction.layer for direction in header.directions] == [1, 3]
    assert header.data_bytes == 256


@pytest.mark.parametrize("kind", ["F32", "F16", "BF16", "Q8_0"])
def test_reads_numbers_of_every_simple_format(tmp_path: Path, kind: str) -> None:
    whole_numbers = np.arange(-64, 64, dtype=np.float32).reshape(4, 32)
    raw = {
        "F32": whole_numbers.tobytes(),
        "F16": whole_numbers.astype(np.float16).tobytes(),
        "BF16": (whole_numbers.view(np.uint32) >> 16).astype(np.uint16).tobytes(),
        "Q8_0": b"".join(np.float16(1).tobytes() + row.astype(np.int8).tobytes() for row in whole_numbers),
    }[kind]
    plans = [TensorPlan(f"{Q}.lora_a", (32, 4), kind), TensorPlan(f"{Q}.lora_b", (4, 32), "F32")]
    with (tmp_path / "x.gguf").open("wb") as file:
        write_gguf(file, lora_metadata(), plans, [raw, B.tobytes()])
    pair = read_weights(tmp_path / "x.gguf").pairs[Q]
    assert pair.a.dtype == np.float32
    assert np.array_equal(pair.a, whole_numbers)
    assert np.array_equal(pair.b, B)
    assert pair.rank == 4


def test_reads_the_directions_of_a_control_vector(tmp_path: Path) -> None:
    rows = {layer: np.full(32, layer, np.float32) for layer in (1, 2)}
    weights = read_weights(write_control_vector(tmp_path / "x.gguf", rows))
    assert {layer: row.tolist() for layer, row in weights.directions.items()} == {
        1: [1.0] * 32,
        2: [2.0] * 32,
    }


def test_reads_experts(tmp_path: Path) -> None:
    name = "blk.0.ffn_up_exps.weight"
    a, b = np.arange(3 * 2 * 8, dtype=np.float32).reshape(3, 2, 8), np.ones((3, 16, 2), np.float32)
    path = write_lora(tmp_path / "x.gguf", {name: (a, b)})
    (pair,) = inspect_adapter(path).pairs
    assert (pair.experts, pair.inputs, pair.outputs, pair.rank) == (3, 8, 16, 2)
    assert np.array_equal(read_weights(path).pairs[name].a, a)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_are_refused_when_they_are_read(tmp_path: Path, bad: float) -> None:
    broken = B.copy()
    broken[17, 2] = bad
    path = write_lora(tmp_path / "x.gguf", {Q: (A, broken.astype(np.float16))})
    assert inspect_adapter(path).rank == 4
    with pytest.raises(EngineError, match=r"attn_q\.weight\.lora_b holds numbers that are not finite") as caught:
        read_weights(path)
    assert caught.value.kind is ErrorKind.MODEL_INVALID


@pytest.mark.parametrize(
    ("tensors", "words"),
    [
        ({}, "changes no tensor"),
        ({f"{Q}.lora_a": A}, "one of two matrices"),
        ({f"{Q}.lora_b": B}, "one of two matrices"),
        ({f"{Q}.lora_a": A, f"{Q}.lora_b": np.ones((32, 5), np.float32)}, "do not fit together"),
        ({f"{Q}.lora_a": np.ones((3, 4, 32), np.float32), f"{Q}.lora_b": B}, "do not fit together"),
        (
            {f"{Q}.lora_a": np.ones((2, 4, 32), np.float32), f"{Q}.lora_b": np.ones((3, 32, 4), np.float32)},
            "do not fit",
        ),
        ({f"{Q}.lora_a": A, f"{Q}.lora_b": B, "blk.0.attn_norm.weight": np.ones(32, np.float32)}, "without a word"),
        ({f"{Q}.lora_a": A, f"{Q}.lora_b": B, "blk.0.attn_q.bias": np.ones(32, np.float32)}, "not a part of a LoRA"),
        ({"token_embd.weight.lora_a": A, "token_embd.weight.lora_b": B}, "table of words"),
        ({f"{Q}.lora_a.lora_a": A, f"{Q}.lora_a.lora_b": B}, "not a part of a LoRA"),
    ],
)
def test_what_llama_cpp_would_misread_is_refused(tmp_path: Path, tensors: dict[str, np.ndarray], words: str) -> None:
    error = refusal(write_tensors(tmp_path / "x.gguf", lora_metadata(), tensors))
    assert words in error.message
    assert error.kind is ErrorKind.MODEL_INVALID


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("general.type", whole(1), "not a text"),  # llama.cpp asserts the type
        ("adapter.lora.alpha", whole(8), "not a number"),
        ("adapter.lora.alpha", real(float("nan")), "alpha"),
        ("adapter.lora.alpha", real(float("inf")), "alpha"),
        ("adapter.type", text("dora"), "of the kind “dora”"),
        ("adapter.type", text(""), "does not say of what kind"),
        ("general.architecture", text(""), "for which architecture"),
        ("general.architecture", text("llama\0x"), "for which architecture"),
        ("adapter.alora.invocation_tokens", whole(8), "not a list"),
        (
            "adapter.alora.invocation_tokens",
            Value(ValueType.ARRAY, Array(ValueType.INT32, 1, numbers=(1,))),
            "not a list of token numbers",
        ),
        (
            "adapter.alora.invocation_tokens",
            Value(ValueType.ARRAY, Array(ValueType.UINT32, 600, numbers=(1,) * 600)),
            "not a list of token numbers",
        ),
    ],
)
def test_metadata_of_the_wrong_kind_is_refused(tmp_path: Path, key: str, value: Value, words: str) -> None:
    metadata = lora_metadata() | {key: value}
    assert words in refusal(write_tensors(tmp_path / "x.gguf", metadata, {f"{Q}.lora_a": A, f"{Q}.lora_b": B})).message


@pytest.mark.parametrize(
    ("tensors", "words"),
    [
        ({}, "no directions"),
        ({"direction.0": np.ones(32, np.float32)}, "no direction of a layer"),
        ({"direction.1x": np.ones(32, np.float32)}, "no direction of a layer"),
        ({"direction.1": np.ones(32, np.float16)}, "plain row"),
        ({"direction.1": np.ones((2, 16), np.float32)}, "plain row"),
        ({"direction.1": np.ones(32, np.float32), "direction.2": np.ones(16, np.float32)}, "differ in length"),
        ({"scale": np.ones(32, np.float32)}, "no direction of a layer"),
    ],
)
def test_a_malformed_control_vector_is_refused(tmp_path: Path, tensors: dict[str, np.ndarray], words: str) -> None:
    metadata = {"general.architecture": text("controlvector")}
    assert words in refusal(write_tensors(tmp_path / "x.gguf", metadata, tensors)).message


def test_a_format_that_is_not_read_is_refused(tmp_path: Path) -> None:
    plans = [TensorPlan(f"{Q}.lora_a", (32, 4), "Q4_0"), TensorPlan(f"{Q}.lora_b", (4, 32), "F32")]
    with (tmp_path / "x.gguf").open("wb") as file:
        write_gguf(file, lora_metadata(), plans, [bytes(72), bytes(512)])
    assert "as Q4_0. Choose a file of the same adapter that is stored as F32" in refusal(tmp_path / "x.gguf").message


def test_a_model_is_named_as_one(tmp_path: Path) -> None:
    error = refusal(tiny_llama().write(tmp_path / "model.gguf"))
    assert "“model.gguf” is a model, not an adapter" in error.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\x80\x04pickle", "save_pretrained"),
        (b"PK\x03\x04" + b"adapter/data.pkl" + bytes(20), "save_pretrained"),
        (b"\x10\0\0\0\0\0\0\0{" + b" " * 30, "safetensors format. Homespun takes adapters as"),
        (b"\x0c\0\0\0TORT" + bytes(30), "for ONNX Runtime"),
        (b"<html>", "in place of the adapter"),
        (b"a: b", "is a text file, not an adapter"),
    ],
)
def test_other_files_are_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(content)
    assert words in refusal(path).message


def test_an_unfinished_download_is_named(tmp_path: Path) -> None:
    path = write_lora(tmp_path / "x.gguf", {Q: (A, B)})
    os.truncate(path, path.stat().st_size - 40)
    assert "ends too early" in refusal(path).message


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "none").kind is ErrorKind.MODEL_NOT_FOUND
    assert "There is no adapter file “none”" in refusal(tmp_path / "none").message
    assert "not an ordinary file" in refusal(tmp_path / "pipe").message
    assert "is a folder" in refusal(tmp_path).message
