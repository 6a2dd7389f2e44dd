"""Damaged .onnx_adapter files, and sound ones that cannot be used, are refused in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from models.adapters.convert import describe_source
from models.adapters.onnx_adapter import open_onnx_adapter
from tests.adapter_files import Array, write_onnx_adapter

Q = "model.layers.0.self_attn.q_proj"
A = np.arange(128, dtype=np.float32).reshape(32, 4)
B = np.ones((4, 32), np.float32)


def refusal(path: Path) -> EngineError:
    with pytest.raises(EngineError) as caught:
        describe_source(path)
    return caught.value


def test_reads_what_onnx_runtime_wrote(tmp_path: Path) -> None:
    path = write_onnx_adapter(
        tmp_path / "x.onnx_adapter", {f"{Q}.lora_A.weight": A, f"{Q}.lora_B.weight": B.astype(np.float16)}
    )
    with open_onnx_adapter(path) as source:
        (pair,) = source.pairs
        assert (pair.module, pair.inputs, pair.outputs, pair.rank, pair.strength) == (Q, 32, 32, 4, 1.0)
        a, b = source.load(pair)
        assert np.array_equal(a, A.T)
        assert np.array_equal(b, B.T)
    described = describe_source(path)
    assert (described.format, described.name, described.rank, described.alpha) == ("onnx_adapter", "x", 4, 4.0)
    assert described.bytes == path.stat().st_size


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({f"{Q}.lora_A.weight": A}, "one of two matrices"),
        ({f"{Q}.lora_A.weight": A, f"{Q}.lora_B.weight": B[:3]}, "do not fit together"),
        ({f"{Q}.lora_A.weight": A[0], f"{Q}.lora_B.weight": B}, "do not fit together"),
        ({"some.input": A}, "no LoRA of a layer that is known here"),
        ({f"{Q}.lora_A.MatMul.weight_Q4": A.astype(np.uint8)}, "without quantization"),
        ({f"{Q}.lora_A.quant.weight": A.astype(np.uint8)}, "without quantization"),
        ({f"{Q}.lora_A.weight": A.astype(np.float64)}, "not read here"),
        (
            {f"{Q}.lora_A.weight": A, f"{Q.replace('self_', '')}.lora_A.weight": A, f"{Q}.lora_B.weight": B},
            "is there twice",
        ),
    ],
)
def test_sound_files_that_are_no_plain_lora(tmp_path: Path, parameters: dict[str, Array], words: str) -> None:
    assert words in refusal(write_onnx_adapter(tmp_path / "x.onnx_adapter", parameters)).message


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (0, 0, "points at itself"),
        (0, 2**31, "points beyond its own end"),
        (0, 9, "is damaged"),
        (16, 7, "version of ONNX Runtime's format"),
    ],
)
def test_damaged_files(tmp_path: Path, place: int, value: int, words: str) -> None:
    path = write_onnx_adapter(tmp_path / "x.onnx_adapter", {f"{Q}.lora_A.weight": A, f"{Q}.lora_B.weight": B})
    content = bytearray(path.read_bytes())
    content[place : place + 4] = value.to_bytes(4, "little")
    path.write_bytes(content)
    assert words in refusal(path).message


def test_no_cut_is_taken_for_the_whole(tmp_path: Path) -> None:
    path = write_onnx_adapter(tmp_path / "x.onnx_adapter", {f"{Q}.lora_A.weight": A, f"{Q}.lora_B.weight": B})
    content = path.read_bytes()
    for length in range(0, len(content), 7):
        path.write_bytes(content[:length])
        assert refusal(path).kind in (ErrorKind.MODEL_INVALID, ErrorKind.UNSUPPORTED)


def test_a_small_file_cannot_claim_much(tmp_path: Path) -> None:
    """A thousand tensors that are all the same bytes would take a thousand times the memory of the file."""
    path = write_onnx_adapter(
        tmp_path / "x.onnx_adapter", {"big": np.ones((64, 64), "f4"), "small": A, "smaller": np.ones((1, 1), "f4")}
    )
    content = bytearray(path.read_bytes())

    def number(place: int, width: int = 4) -> int:
        return int.from_bytes(content[place : place + width], "little", signed=width == 4)

    def field(table: int, index: int) -> int:
        place = table + number(table - number(table) + 4 + 2 * index, 2)
        return place + number(place)

    def name(table: int) -> bytes:
        return bytes(content[field(table, 0) + 4 :][: number(field(table, 0))])

    parameters = field(number(0), 3)
    elements = [parameters + 4 + 4 * index for index in range(3)]
    big = next(place + number(place) for place in elements if name(place + number(place)) == b"big")
    for place in elements:
        content[place : place + 4] = (big - place).to_bytes(4, "little", signed=True)
    path.write_bytes(content)
    assert "lie on top of each other" in refusal(path).message
