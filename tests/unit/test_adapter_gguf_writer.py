"""What is written reads back the same, and llama.cpp's own reader agrees."""

from __future__ import annotations

import os
from pathlib import Path

import gguf
import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from models.gguf_format import ValueType
from models.gguf_reader import Array, Value, read_header
from models.gguf_writer import (
    TensorPlan,
    data_of,
    encode_header,
    encode_value,
    plan_for,
    real,
    text,
    texts,
    whole,
    wholes,
    write_gguf,
)
from models.new_file import new_file

METADATA = {
    "general.architecture": text("llama"),
    "general.name": text("Grüße"),
    "llama.block_count": whole(2),
    "adapter.lora.alpha": real(16.5),
    "general.tags": texts(["style", "öffentlich", ""]),
    "adapter.alora.invocation_tokens": wholes([5, 2**32 - 1]),
    "flag": Value(ValueType.BOOL, True),
    "far": Value(ValueType.INT64, -(2**40)),
}
ARRAYS = {
    "a": np.arange(35, dtype=np.float32).reshape(5, 7),
    "b": np.linspace(-1, 1, 9, dtype=np.float16).reshape(9, 1),
    "c": np.array([3.5], dtype=np.float32),
}


def _write(path: Path) -> Path:
    plans = [plan_for(name, array) for name, array in ARRAYS.items()]
    with new_file(path) as file:
        write_gguf(file, METADATA, plans, (data_of(array) for array in ARRAYS.values()))
    return path


def test_our_reader_finds_what_was_written(tmp_path: Path) -> None:
    path = _write(tmp_path / "x.gguf")
    with path.open("rb", buffering=0) as file:
        header = read_header(file, path.stat().st_size, ["general.tags"])
    assert header.metadata == METADATA
    assert [(tensor.name, tensor.shape, tensor.type.name) for tensor in header.tensors] == [
        ("a", (7, 5), "F32"),
        ("b", (1, 9), "F16"),
        ("c", (1,), "F32"),
    ]
    assert path.stat().st_mode & 0o077 == 0


def test_the_reader_of_llama_cpp_agrees(tmp_path: Path) -> None:
    reader = gguf.GGUFReader(_write(tmp_path / "x.gguf"))
    assert reader.fields["general.name"].contents() == "Grüße"
    assert reader.fields["general.tags"].contents() == ["style", "öffentlich", ""]
    for tensor, array in zip(reader.tensors, ARRAYS.values(), strict=True):
        assert np.array_equal(tensor.data.reshape(array.shape), array)


def test_an_array_that_was_not_kept_is_not_written() -> None:
    with pytest.raises(ValueError, match="0 of the 7"):
        encode_value(Value(ValueType.ARRAY, Array(ValueType.STRING, 7)))


def test_the_data_must_fit_the_plan(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has 4 bytes, not 8"), new_file(tmp_path / "x.gguf") as file:
        write_gguf(file, {}, [TensorPlan("x", (2,), "F32")], [b"1234"])
    assert not any(tmp_path.iterdir())


def test_a_header_ends_where_its_data_starts() -> None:
    assert len(encode_header({"general.alignment": whole(128)}, [TensorPlan("x", (2,), "F32")], 128)) % 128 == 0


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    path.write_text("mine")
    with pytest.raises(EngineError, match="Choose another name") as caught:
        _write(path)
    assert caught.value.kind is ErrorKind.UNSUPPORTED
    assert path.read_text() == "mine"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.gguf"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="Check that its folder is there"):
        _write(tmp_path / "none" / "x.gguf")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        _write_to_a_full_disk(tmp_path / "x.gguf")
    assert caught.value.kind is ErrorKind.DISK_FULL
    assert not any(tmp_path.iterdir())


def _write_to_a_full_disk(path: Path) -> None:
    with new_file(path) as file:
        full = os.open("/dev/full", os.O_WRONLY)
        os.dup2(full, file.fileno())
        os.close(full)
        write_gguf(file, METADATA, [], [])
