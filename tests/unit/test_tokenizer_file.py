"""Tokenizers that would end the process, or take all its memory, are refused before their library sees them."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.errors import EngineError
from models.gguf_reader import BadHeader
from models.tokenizer_file import LARGEST_TOKENIZER, check_tokenizer
from tests.fuzz.tokenizer_mutations import JSON, MODEL, byte_pairs, charsmap, sentence_pieces, unigrams

Tokenizer = dict[str, Any]


def _check(tmp_path: Path, content: bytes, name: str = JSON) -> str:
    """Why it is refused; empty where it is not."""
    path = tmp_path / name
    path.write_bytes(content)
    try:
        check_tokenizer(path)
    except BadHeader as error:
        return error.reason
    return ""


def _sequence(part: str, *steps: Any) -> Tokenizer:
    return {"type": "Sequence", part: list(steps)}


def _replace(old: str, new: str) -> Tokenizer:
    return {"type": "Replace", "pattern": {"String": old}, "content": new}


def _nested(depth: int) -> Tokenizer:
    step: Tokenizer = {"type": "NFC"}
    for _ in range(depth):
        step = _sequence("normalizers", step)
    return step


def _template(places: int, ids: int) -> Tokenizer:
    return {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "[X]", "type_id": 0}}] * places,
        "pair": [],
        "special_tokens": {"[X]": {"id": "[X]", "ids": [1] * ids, "tokens": ["a"] * ids}},
    }


def _precompiled(content: bytes) -> Tokenizer:
    return {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(content).decode()}


@pytest.mark.parametrize("make", [byte_pairs, unigrams])
def test_sound_ones_pass(tmp_path: Path, make: Callable[[], Tokenizer]) -> None:
    assert _check(tmp_path, json.dumps(make()).encode()) == ""


@pytest.mark.parametrize("kind", ["bpe", "unigram"])
def test_sound_tables_pass(tmp_path: Path, kind: str) -> None:
    content = sentence_pieces(kind)
    assert len(charsmap(content)) > 100_000
    assert _check(tmp_path, content, MODEL) == ""


@pytest.mark.parametrize(
    ("part", "step", "reason"),
    [
        # Each of these ended a process with tokenizers 0.23, most of them by taking all memory.
        ("normalizer", _precompiled(b"\0\0\0\xff\xff\xff"), "table of replacements is not whole"),
        ("normalizer", _sequence("normalizers", *[_replace("a", "a" * 1000)] * 4), "makes a text too long"),
        ("normalizer", _sequence("normalizers", *[{"type": "Prepend", "prepend": "a" * 10**5}] * 99), "too long"),
        ("normalizer", _replace("", "x" * 1000), "makes a text too long"),
        ("post_processor", _template(100_000, 10_000), "too many tokens around a text"),
        # And these are what the same can be hidden in.
        ("normalizer", _nested(60), "its steps are too many"),
        ("normalizer", _sequence("normalizers", *[{"type": "NFC"}] * 30_000), "its steps are too many"),
        ("normalizer", _precompiled((1024).to_bytes(4, "little") + b"\xff" * 1024 + b"a\0"), "leads out of itself"),
        ("normalizer", _precompiled((1024).to_bytes(4, "little") + b"\0\0\4\0" * 256 + b"a\0"), "leads out of"),
        ("normalizer", _precompiled((1024).to_bytes(4, "little") + bytes(1024) + b"a"), "is not whole"),
        ("normalizer", _precompiled((1024).to_bytes(4, "little") + bytes(1024) + b"a" * 500 + b"\0"), "too long"),
        ("normalizer", {"type": "Precompiled", "precompiled_charsmap": "!"}, "is not whole"),
        ("pre_tokenizer", {"type": "Split", "pattern": {"Regex": "(" * 9000}}, "pattern is too long"),
        ("pre_tokenizer", {"type": "Split", "pattern": {"Regex": 7}}, "pattern is too long"),
    ],
)
def test_steps_that_make_too_much_are_refused(tmp_path: Path, part: str, step: Tokenizer, reason: str) -> None:
    assert reason in _check(tmp_path, json.dumps(byte_pairs() | {part: step}).encode())


@pytest.mark.parametrize(
    ("part", "step"),
    [
        ("normalizer", _sequence("normalizers", {"type": "Prepend", "prepend": "▁"}, _replace(" ", "▁"))),
        ("normalizer", _replace("``", '"')),
        ("post_processor", _template(2, 1)),
        ("pre_tokenizer", {"type": "Split", "pattern": {"Regex": r"\p{L}+" * 100}, "behavior": "Isolated"}),
    ],
)
def test_what_people_have_passes(tmp_path: Path, part: str, step: Tokenizer) -> None:
    assert _check(tmp_path, json.dumps(byte_pairs() | {part: step}).encode()) == ""


@pytest.mark.parametrize("number", [-1, 2**24, 2**32 - 1, 2**70, "1", None, True, 1.0])
def test_words_have_sensible_numbers(tmp_path: Path, number: object) -> None:
    added = byte_pairs()
    added["added_tokens"][0]["id"] = number
    word = byte_pairs()
    word["model"]["vocab"]["zz"] = number
    for tokenizer in (added, word):
        assert "not numbered as they should be" in _check(tmp_path, json.dumps(tokenizer).encode())


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"{", b"\xff", b"[" * 100_000, b'{"model": {"vocab": {}}}', b'{"model": []}']
)
def test_what_is_no_tokenizer_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "damaged" in _check(tmp_path, content)


def test_lists_without_end_are_not_read_into_memory(tmp_path: Path) -> None:
    bomb = b'{"model": {"vocab": [' + b"[]," * 4_000_000 + b"[]]}}"
    assert "more words than any model has" in _check(tmp_path, bomb)


@pytest.mark.parametrize("content", [b"", b"\x0a", b"\x0a\xff\xff\xff\xff\x7f", b"\x1a\x00", b"\x18\x01\x0a\x00"])
def test_what_is_no_sentencepiece_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "damaged" in _check(tmp_path, content, MODEL)


def test_a_table_that_leads_out_of_itself_is_refused(tmp_path: Path) -> None:
    content = sentence_pieces("bpe")
    table = charsmap(content)
    place = content.index(table)
    longer = content[:place] + (2**31).to_bytes(4, "little") + content[place + 4 :]
    assert "not whole" in _check(tmp_path, longer, MODEL)
    units = bytearray(table)
    units[4:8] = (0x3FFFFF << 10 | 1 << 9).to_bytes(4, "little")  # the root
    assert "leads out of itself" in _check(tmp_path, content.replace(table, bytes(units)), MODEL)


def test_what_is_no_file_or_too_large_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / JSON)
    with pytest.raises(EngineError, match="not an ordinary file"):
        check_tokenizer(tmp_path / JSON)
    large = tmp_path / MODEL
    large.touch()
    os.truncate(large, LARGEST_TOKENIZER + 1)
    with pytest.raises(BadHeader) as caught:
        check_tokenizer(large)
    assert "larger than a tokenizer can be" in caught.value.reason
