"""What the inspector tells about a sound model, and how it refuses every other one."""

from __future__ import annotations

import math
import os
import socket
import struct
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from models.gguf_format import ValueType
from models.inspect_gguf import ModelDescription, describe, inspect_gguf, is_gguf
from models.starter import starter_model
from tests.fuzz.tokenizer_mutations import charsmap, leading_out, sentence_pieces
from tests.gguf_files import F16, F32, Q8_0, GGUFFile, Tensor, tiny_llama

U16, U32, I32, F32_VALUE, BOOL, TEXT = (
    ValueType.UINT16,
    ValueType.UINT32,
    ValueType.INT32,
    ValueType.FLOAT32,
    ValueType.BOOL,
    ValueType.STRING,
)
TEXTS = (ValueType.ARRAY, ValueType.STRING)


def refusal(path: Path, kind: ErrorKind = ErrorKind.MODEL_INVALID) -> str:
    with pytest.raises(EngineError) as caught:
        inspect_gguf(path)
    assert caught.value.kind is kind
    message = caught.value.message
    assert message.endswith((".", "”."))
    assert message[0] in "“T"
    return message


def test_describes_the_starter_model() -> None:
    path = starter_model()
    assert path is not None
    assert describe(path) == ModelDescription(
        "gguf", "llama", 134_515_008, "Q4_1", 8192, path.stat().st_size, "apache-2.0"
    )
    header = inspect_gguf(path)
    assert (header.layers, header.embedding_length, header.feed_forward_length) == (30, 576, 1536)
    assert (set(header.heads), set(header.kv_heads), header.key_length, header.value_length) == ({9}, {3}, 64, 64)
    assert (header.vocabulary_size, header.tokenizer, header.alignment, header.version) == (49_152, "gpt2", 32, 3)
    assert header.chat_template is not None
    assert "<|im_start|>" in header.chat_template
    assert [(share.name, share.tensors) for share in header.tensor_types] == [("Q4_1", 210), ("Q8_0", 1), ("F32", 61)]
    assert header.metadata["llama.rope.freq_base"] == 100_000.0
    assert "tokenizer.ggml.tokens" not in header.metadata
    last = header.tensors[-1]
    assert last.offset + last.bytes == path.stat().st_size


def test_reads_the_header_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at a model must cost the same however large it is."""
    read: list[int] = []

    class CountedFile(FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            read.append(len(data or b""))
            return data or b""

    monkeypatch.setattr("models.ordinary_file.FileIO", CountedFile)
    path = starter_model()
    assert path is not None
    header = inspect_gguf(path)
    assert header.tensors[0].offset < sum(read) < header.tensors[0].offset + 4 * 2**20


def test_describes_a_tiny_model(tmp_path: Path) -> None:
    header = inspect_gguf(tiny_llama(layers=2, context_length=64).write(tmp_path / "tiny.gguf"))
    assert (header.layers, header.context_length, header.quantization, header.license) == (2, 64, "F16", "apache-2.0")
    assert header.parameters == sum(math.prod(tensor.shape) for tensor in tiny_llama(layers=2).tensors)
    assert header.chat_template is None


def test_follows_a_link_to_a_file(tmp_path: Path) -> None:
    model = tiny_llama().write(tmp_path / "blob")
    link = tmp_path / "model.gguf"
    link.symlink_to(model)
    assert inspect_gguf(link).bytes == model.stat().st_size


def test_believes_tensors_more_than_the_label(tmp_path: Path) -> None:
    file = tiny_llama()
    file.set("general.file_type", U32, 15)
    assert inspect_gguf(file.write(tmp_path / "m.gguf")).quantization == "F16"
    file.tensor("token_embd.weight").type = Q8_0
    file.tensor("token_embd.weight").data = None
    file.set("general.file_type", U32, 7)
    assert inspect_gguf(file.write(tmp_path / "m.gguf")).quantization == "Q8_0"


def test_takes_heads_for_each_layer(tmp_path: Path) -> None:
    file = tiny_llama(layers=2)
    file.set("llama.attention.head_count", (ValueType.ARRAY, U32), [2, 0])
    file.set("llama.attention.head_count_kv", (ValueType.ARRAY, U32), [1, 0])
    header = inspect_gguf(file.write(tmp_path / "m.gguf"))
    assert (header.heads, header.kv_heads, header.key_length) == ((2, 0), (1, 0), 16)


# Files that are no model


@pytest.mark.parametrize(
    ("start", "kind", "words"),
    [
        (b"", ErrorKind.MODEL_INVALID, "is empty"),
        (bytes(10_000), ErrorKind.MODEL_INVALID, "nothing but zeros"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00", ErrorKind.MODEL_INVALID, "Git LFS"),
        (b"\n<!DOCTYPE html><html>", ErrorKind.MODEL_INVALID, "web page"),
        (b"\xef\xbb\xbf<html lang=en>", ErrorKind.MODEL_INVALID, "web page"),
        (b"\x80\x02ctorch._utils\n_rebuild", ErrorKind.UNSUPPORTED, "PyTorch"),
        (b"PK\x03\x04" + bytes(26) + b"archive/data.pkl", ErrorKind.UNSUPPORTED, "PyTorch"),
        (b"PK\x03\x04" + bytes(26) + b"model.gguf", ErrorKind.UNSUPPORTED, "archive"),
        (b"\x1f\x8b\x08\x00", ErrorKind.UNSUPPORTED, "archive"),
        (struct.pack("<Q", 20) + b'{"__metadata__":{}}', ErrorKind.UNSUPPORTED, "safetensors"),
        (b"tjgg\x03\x00\x00\x00", ErrorKind.UNSUPPORTED, "GGML"),
        (b"\x08\x0a\x12\x07pytorch", ErrorKind.UNSUPPORTED, "ONNX"),
        (b'{"architectures": ["LlamaForCausalLM"]}', ErrorKind.MODEL_INVALID, "text file"),
        (bytes(range(1, 200)) + b"\0", ErrorKind.MODEL_INVALID, "not a model file"),
        (b"GGU", ErrorKind.MODEL_INVALID, "text file"),
    ],
)
def test_names_what_else_a_file_is(start: bytes, kind: ErrorKind, words: str, tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(start)
    message = refusal(path, kind)
    assert words in message
    assert "“model.gguf”" in message


def test_missing_file(tmp_path: Path) -> None:
    assert "no model file" in refusal(tmp_path / "none.gguf", ErrorKind.MODEL_NOT_FOUND)
    (tmp_path / "dangling.gguf").symlink_to(tmp_path / "gone")
    refusal(tmp_path / "dangling.gguf", ErrorKind.MODEL_NOT_FOUND)
    model = tiny_llama().write(tmp_path / "m.gguf")
    refusal(model / "inside.gguf", ErrorKind.MODEL_NOT_FOUND)
    refusal(Path("a\0b"), ErrorKind.MODEL_NOT_FOUND)


def test_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_pipe_socket_and_device_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    (tmp_path / "link.gguf").symlink_to(tmp_path / "pipe.gguf")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.gguf"))
        for path in (tmp_path / "pipe.gguf", tmp_path / "link.gguf", tmp_path / "s.gguf", Path("/dev/zero")):
            assert "not an ordinary file" in refusal(path)


def test_exchanged_for_a_pipe_after_the_first_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "model.gguf")
    ordinary = tiny_llama().write(tmp_path / "other.gguf").stat()
    stat_of = Path.stat
    monkeypatch.setattr(
        Path, "stat", lambda self, **options: ordinary if self.name == "model.gguf" else stat_of(self, **options)
    )
    assert "not an ordinary file" in refusal(tmp_path / "model.gguf")


def test_is_gguf_looks_at_the_content_of_ordinary_files(tmp_path: Path) -> None:
    assert is_gguf(tiny_llama().write(tmp_path / "model"))
    (tmp_path / "other.gguf").write_bytes(b"GGU")
    os.mkfifo(tmp_path / "pipe.gguf")
    for path in (tmp_path / "other.gguf", tmp_path / "pipe.gguf", tmp_path, tmp_path / "none", Path("/dev/zero")):
        assert not is_gguf(path)


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tiny_llama().write(tmp_path / "m.gguf")

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert "may not be read by your account" in refusal(path)


def test_a_long_or_odd_name_is_shown_fit_for_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 200 + "\n\x1b[31m.gguf")
    path.write_bytes(b"")
    message = refusal(path)
    assert len(message) < 200
    assert message.isprintable()


# Incomplete and damaged files


def test_truncated_data_gives_both_sizes(tmp_path: Path) -> None:
    file = tiny_llama()
    file.tensors.append(Tensor("output.weight", (32, 30_000), F32))
    path = file.write(tmp_path / "m.gguf")
    size = path.stat().st_size
    os.truncate(path, size // 2)
    message = refusal(path)
    assert f"{size / 2e6:.1f} of {size / 1e6:.1f} MB are there" in message
    assert "download it again" in message


def test_truncated_at_every_byte_of_the_header(tmp_path: Path) -> None:
    file = tiny_llama()
    for key in ("tokens", "scores", "token_type"):  # shorter lists, so that every byte has its turn in little time
        kind, values = file.metadata[f"tokenizer.ggml.{key}"]
        file.set(f"tokenizer.ggml.{key}", kind, values[:5])
    path = tmp_path / "m.gguf"
    path.write_bytes(file.header())
    for length in reversed(range(path.stat().st_size)):
        os.truncate(path, length)
        refusal(path)


def test_one_byte_short(tmp_path: Path) -> None:
    path = tiny_llama().write(tmp_path / "m.gguf")
    os.truncate(path, path.stat().st_size - 1)
    refusal(path)


@pytest.mark.parametrize(
    ("version", "kind", "words"),
    [
        (0, ErrorKind.MODEL_INVALID, "version 0"),
        (1, ErrorKind.UNSUPPORTED, "first version"),
        (4, ErrorKind.UNSUPPORTED, "Update Homespun"),
        (3 << 24, ErrorKind.UNSUPPORTED, "big-endian"),
        (77_777, ErrorKind.MODEL_INVALID, "damaged"),
    ],
)
def test_versions(version: int, kind: ErrorKind, words: str, tmp_path: Path) -> None:
    file = tiny_llama()
    file.version = version
    assert words in refusal(file.write(tmp_path / "m.gguf"), kind)


def test_second_version_is_read(tmp_path: Path) -> None:
    file = tiny_llama()
    file.version = 2
    assert inspect_gguf(file.write(tmp_path / "m.gguf")).version == 2


Change = Callable[[GGUFFile], object]


def _set(key: str, kind: Any, value: Any) -> Change:
    return lambda file: file.set(key, kind, value)


def _drop(key: str) -> Change:
    return lambda file: file.metadata.pop(key)


def _tensor(which: str, /, **changes: Any) -> Change:
    def change(file: GGUFFile) -> None:
        tensor = file.tensor(which)
        for field, value in changes.items():
            setattr(tensor, field, value)
        tensor.data = None

    return change


def _rename(old: str, new: str) -> Change:
    return _tensor(old, name=new)


def _field(**changes: Any) -> Change:
    def change(file: GGUFFile) -> None:
        for field, value in changes.items():
            setattr(file, field, value)

    return change


DAMAGES: dict[str, tuple[Change, str]] = {
    "more tensors than bytes": (_field(tensor_count=2**63), "claims"),
    "more entries than bytes": (_field(value_count=2**64 - 1), "claims"),
    "one tensor too many": (_field(tensor_count=12), ""),
    "one entry too many": (_field(value_count=20), ""),
    "fewer entries": (_field(value_count=10), ""),
    "key with a NUL": (_set("a\0b", U32, 1), "no readable name"),
    "empty key": (_set("", U32, 1), "no readable name"),
    "key that is no ASCII": (_set("schlüssel", U32, 1), "no readable name"),
    "alignment 0": (_set("general.alignment", U32, 0), "aligned"),
    "alignment 8": (_set("general.alignment", U32, 8), "aligned"),
    "alignment 48": (_set("general.alignment", U32, 48), "aligned"),
    "alignment 2 GiB": (_set("general.alignment", U32, 2**31), "aligned"),
    "alignment as text": (_set("general.alignment", TEXT, "32"), "alignment"),
    "no architecture": (_drop("general.architecture"), "architecture"),
    "architecture with a path": (_set("general.architecture", TEXT, "../../x"), "architecture"),
    "architecture that is no text": (_set("general.architecture", U32, 5), "not a text"),
    "name that is no UTF-8": (_set("general.name", TEXT, b"\xff\xfe"), "readable text"),
    "no layers": (_set("llama.block_count", U32, 0), "0 layers"),
    "too many layers": (_set("llama.block_count", U32, 513), "513 layers"),
    "layers as text": (_set("llama.block_count", TEXT, "1"), "whole number"),
    "layers as a signed number": (_set("llama.block_count", I32, 1), "whole number"),
    "no layer count": (_drop("llama.block_count"), "has no llama.block_count"),
    "no context": (_set("llama.context_length", U32, 0), "context length"),
    "endless context": (_set("llama.context_length", U32, 2**32 - 1), "context length"),
    "no width": (_set("llama.embedding_length", U32, 0), "embedding length"),
    "other width": (_set("llama.embedding_length", U32, 64), "embeddings"),
    "heads do not share keys": (
        lambda file: file.metadata.update(
            {"llama.attention.head_count": (U32, 3), "llama.attention.head_count_kv": (U32, 2)}
        ),
        "cannot share",
    ),
    "more keys than heads": (_set("llama.attention.head_count_kv", U32, 4), "cannot share"),
    "heads for another number of layers": (
        _set("llama.attention.head_count", (ValueType.ARRAY, U32), [2, 2]),
        "each of the 1 layers",
    ),
    "negative heads": (_set("llama.attention.head_count", (ValueType.ARRAY, I32), [-2]), "each of the 1 layers"),
    "keys and values differ": (_set("llama.attention.value_length", U32, 8), "differ in length"),
    "rope beyond the key": (_set("llama.rope.dimension_count", U32, 64), "numbers of a key"),
    "odd rope": (_set("llama.rope.dimension_count", U32, 15), "numbers of a key"),
    "unknown rope scaling": (_set("llama.rope.scaling.type", TEXT, "spiral"), "scaled"),
    "rope base not a number": (_set("llama.rope.freq_base", F32_VALUE, math.nan), "impossible rate"),
    "rope factor infinite": (_set("llama.rope.scaling.factor", F32_VALUE, math.inf), "scaled by"),
    "epsilon not a number": (_set("llama.attention.layer_norm_rms_epsilon", F32_VALUE, math.nan), "epsilon"),
    "epsilon negative": (_set("llama.attention.layer_norm_rms_epsilon", F32_VALUE, -1.0), "epsilon"),
    "epsilon as text": (_set("llama.attention.layer_norm_rms_epsilon", TEXT, "1"), "not a number"),
    "experts without use": (_set("llama.expert_count", U32, 8), "experts"),
    "use without experts": (_set("llama.expert_used_count", U32, 2), "experts"),
    "too many experts": (_set("llama.expert_count", U32, 5000), "experts"),
    "more layers ahead than there are": (_set("llama.nextn_predict_layers", U32, 9), "predict ahead"),
    "a token twice": (_set("tokenizer.ggml.tokens", TEXTS, ["a"] * 259), "a token twice"),
    "tokens that are the same up to a NUL": (
        lambda file: file.metadata["tokenizer.ggml.tokens"][1].__setitem__(258, "<0x01>\0"),
        "a token twice",
    ),
    "vocabulary of numbers": (_set("tokenizer.ggml.tokens", (ValueType.ARRAY, U32), [0] * 259), "not made of texts"),
    "vocabulary that is no list": (_set("tokenizer.ggml.tokens", TEXT, "a"), "not a list"),
    "too few scores": (_set("tokenizer.ggml.scores", (ValueType.ARRAY, F32_VALUE), [0.0] * 258), "fit together"),
    "kinds as text": (_set("tokenizer.ggml.token_type", TEXTS, [""] * 259), "fit together"),
    "bos outside": (_set("tokenizer.ggml.bos_token_id", U32, 259), "bos token"),
    "eos outside": (_set("tokenizer.ggml.eos_token_id", U32, 70_000), "eos token"),
    "no rows": (_tensor("token_embd.weight", shape=(32, 0)), "impossible shape"),
    "shape overflows": (_tensor("output_norm.weight", declared_shape=(2**40, 2**40)), "impossible shape"),
    "shape beyond signed": (_tensor("output_norm.weight", declared_shape=(2**63,)), "impossible shape"),
    "five dimensions": (_tensor("output_norm.weight", shape=(1, 1, 1, 1, 32)), "5 dimensions"),
    "no dimensions": (_tensor("output_norm.weight", shape=()), "0 dimensions"),
    "row does not fit the block": (_tensor("output_norm.weight", shape=(16,), type=Q8_0), "do not fit"),
    "norm in half precision": (_tensor("output_norm.weight", type=F16), "plain numbers"),
    "weights as whole numbers": (_tensor("blk.0.attn_q.weight", type=26), "stored as I32"),
    "weights as Q8_K": (_tensor("blk.0.ffn_up.weight", shape=(256, 64), type=15), "stored as Q8_K"),
    "other vocabulary": (_tensor("token_embd.weight", shape=(32, 300)), "300"),
    "offset elsewhere": (_tensor("blk.0.attn_q.weight", offset=0), "not where it should be"),
    "offset overflows": (_tensor("blk.0.attn_q.weight", offset=2**64 - 32), "not where it should be"),
    "name too long": (_rename("output_norm.weight", "x" * 64), "64 bytes"),
    "name with a NUL": (_rename("output_norm.weight", "output\0x"), "no readable name"),
    "tensor twice": (_rename("blk.0.attn_q.weight", "blk.0.attn_k.weight"), "same name"),
    "array of arrays": (_set("x", (ValueType.ARRAY, ValueType.ARRAY), []), "array of arrays"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage(name: str, tmp_path: Path) -> None:
    change, words = DAMAGES[name]
    file = tiny_llama()
    change(file)
    file.write(tmp_path / "m.gguf")
    assert words in refusal(tmp_path / "m.gguf")


KINDS: dict[str, tuple[Change, str]] = {
    "adapter": (_set("general.type", TEXT, "adapter"), "is an adapter"),
    "vision part": (_set("general.type", TEXT, "mmproj"), "main file"),
    "clip": (_set("general.architecture", TEXT, "clip"), "main file"),
    "control vector": (_set("general.architecture", TEXT, "controlvector"), "measurements"),
    "vocabulary only": (lambda file: file.tensors.clear(), "vocabulary without a model"),
    "encoder": (_set("general.architecture", TEXT, "bert"), "not to write answers"),
    "not causal": (_set("llama.attention.causal", BOOL, False), "not to write answers"),
    "no vocabulary": (_drop("tokenizer.ggml.tokens"), "no vocabulary"),
    "an encoder's tokenizer": (_set("tokenizer.ggml.model", TEXT, "bert"), "way that encoders do"),
    "no tokenizer": (_set("tokenizer.ggml.model", TEXT, "none"), "no vocabulary"),
    "unknown format": (_tensor("blk.0.attn_q.weight", type=4), "format 4"),
    "byte token missing": (
        _set("tokenizer.ggml.tokens", TEXTS, [f"t{index}" for index in range(259)]),
        "lacks some bytes",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_other_kinds_of_gguf(name: str, tmp_path: Path) -> None:
    change, words = KINDS[name]
    file = tiny_llama()
    if name == "unknown format":
        path = tmp_path / "m.gguf"
        file.tensor("blk.0.attn_q.weight").type = F32
        header = file.write(path).read_bytes()
        at = header.index(b"blk.0.attn_q.weight") + len(b"blk.0.attn_q.weight") + 4 + 16
        path.write_bytes(header[:at] + struct.pack("<I", 4) + header[at + 4 :])
    else:
        change(file)
        path = file.write(tmp_path / "m.gguf")
    assert words in refusal(path, ErrorKind.UNSUPPORTED)


def test_duplicate_key(tmp_path: Path) -> None:
    file = tiny_llama()
    file.set("general.alphabet", U32, 32)
    file.set("general.alphabeg", U32, 32)
    path = file.write(tmp_path / "m.gguf")
    path.write_bytes(path.read_bytes().replace(b"general.alphabeg", b"general.alphabet"))
    assert "is there twice" in refusal(path)


def test_a_token_that_is_not_there_is_said_with_minus_one(tmp_path: Path) -> None:
    file = tiny_llama()
    file.set("tokenizer.ggml.eot_token_id", U32, 2**32 - 1)
    inspect_gguf(file.write(tmp_path / "m.gguf"))


def test_empty_tokens_become_distinct(tmp_path: Path) -> None:
    """llama.cpp names them [EMPTY_n]; a second token of that name would abort it."""
    file = tiny_llama(words=["", "[EMPTY_260]"])
    file.metadata["tokenizer.ggml.tokens"][1].append("")
    file.tensor("token_embd.weight").shape = (32, 262)
    file.tensor("token_embd.weight").data = None
    for key in ("scores", "token_type"):
        file.metadata[f"tokenizer.ggml.{key}"][1].append(1)
    inspect_gguf(file.write(tmp_path / "m.gguf"))
    file.metadata["tokenizer.ggml.tokens"][1][260] = "[EMPTY_259]"
    assert "a token twice" in refusal(file.write(tmp_path / "m.gguf"))


@pytest.mark.parametrize("length", [9 * 2**20, 2**62, 2**64 - 1])
def test_text_longer_than_any_text(length: int, tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    entry = struct.pack("<Q", 1) + b"x" + struct.pack("<IQ", TEXT, length)
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + entry)
    os.truncate(path, 20 * 2**20)
    assert f"claims a text of {length:,} bytes" in refusal(path)


def test_header_longer_than_any_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tiny_llama().write(tmp_path / "m.gguf")
    monkeypatch.setattr("models.gguf_reader.MAX_HEADER_BYTES", 1000)
    assert "header is longer than that of any model" in refusal(path)


def test_a_slow_drive_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.gguf_reader.MAX_SECONDS", -1.0)
    assert "could not be read within" in refusal(tiny_llama().write(tmp_path / "m.gguf"))


# Split models


def _write_parts(folder: Path, stem: str = "big") -> list[Path]:
    first, second = tiny_llama(), GGUFFile({"general.architecture": (TEXT, "llama")})
    second.tensors = [first.tensors.pop() for _ in range(2)]
    for number, file in enumerate((first, second)):
        file.set("split.no", U16, number)
        file.set("split.count", U16, 2)
        file.set("split.tensors.count", I32, 11)
    names = [f"{stem}-0000{number}-of-00002.gguf" for number in (1, 2)]
    return [file.write(folder / name) for file, name in zip((first, second), names, strict=True)]


def test_all_parts_count(tmp_path: Path) -> None:
    parts = _write_parts(tmp_path)
    header = inspect_gguf(parts[0])
    assert header.files == tuple(parts)
    assert header.bytes == sum(part.stat().st_size for part in parts)
    assert len(header.tensors) == 11
    assert header.parameters == inspect_gguf(tiny_llama().write(tmp_path / "whole.gguf")).parameters


def test_a_later_part_is_not_the_model(tmp_path: Path) -> None:
    message = refusal(_write_parts(tmp_path)[1])
    assert "is part 2 of 2" in message
    assert "Choose the first part" in message


def test_a_part_is_missing(tmp_path: Path) -> None:
    first, second = _write_parts(tmp_path)
    second.unlink()
    assert second.name in refusal(first)


def test_a_part_is_short(tmp_path: Path) -> None:
    first, second = _write_parts(tmp_path)
    os.truncate(second, second.stat().st_size - 100)
    message = refusal(first)
    assert second.name in message
    assert "ends too early" in message


def test_a_part_was_renamed(tmp_path: Path) -> None:
    first, _ = _write_parts(tmp_path)
    assert "renamed" in refusal(first.rename(tmp_path / "model.gguf"))


def test_a_part_of_another_model(tmp_path: Path) -> None:
    first, second = _write_parts(tmp_path)
    tiny_llama().write(second)
    assert "belongs to another model" in refusal(first)


def test_two_parts_hold_the_same_tensor(tmp_path: Path) -> None:
    first, second = _write_parts(tmp_path)
    file = GGUFFile({"split.no": (U16, 1), "split.count": (U16, 2)}, [tiny_llama().tensors[0]])
    file.write(second)
    assert "same tensor" in refusal(first)


def test_split_numbers_of_another_type(tmp_path: Path) -> None:
    file = tiny_llama()
    file.set("split.count", U32, 2)
    assert "split.count" in refusal(file.write(tmp_path / "m.gguf"))


def _with_table(table: bytes) -> GGUFFile:
    """A model with T5's tokenizer, whose letters are replaced by a table."""
    file = tiny_llama()
    file.set("tokenizer.ggml.model", ValueType.STRING, "t5")
    kind = (ValueType.ARRAY, ValueType.INT8)
    file.set("tokenizer.ggml.precompiled_charsmap", kind, list(np.frombuffer(table, np.int8)))
    return file


def test_a_sound_table_of_replacements_passes(tmp_path: Path) -> None:
    table = charsmap(sentence_pieces("unigram"))
    header = inspect_gguf(_with_table(table).write(tmp_path / "x.gguf"))
    assert header.tokenizer == "t5"
    assert "tokenizer.ggml.precompiled_charsmap" not in header.metadata


@pytest.mark.parametrize("make", [leading_out, lambda table: table[:-1], lambda _: b"\1", lambda _: bytes(5000)])
def test_a_table_that_would_end_the_process_is_refused(make: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """llama.cpp loads the first of these, and aborts when a text has a letter beyond ASCII."""
    table = make(charsmap(sentence_pieces("unigram")))
    assert "its table of replacements" in refusal(_with_table(table).write(tmp_path / "x.gguf"))
