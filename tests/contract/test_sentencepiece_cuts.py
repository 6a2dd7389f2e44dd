"""Both engines cut text exactly as SentencePiece does with the vocabularies that it learnt from real text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sentencepiece import sentencepiece_model_pb2

from engine.backends.base import Backend, LoadedModel
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.protocol import LoadOptions
from engine.text import TextStream
from models.gguf_format import ValueType
from tests.contract.conftest import ignore, never
from tests.gguf_files import GGUFFile, tiny_llama
from tests.onnx_files import random_weights, write_optimum
from tests.sentencepiece_model import MARKS, MODEL, PAIRS, UNIGRAM, processor, vocabulary_metadata

SAMPLES = (
    "All human beings are born free and equal in dignity and rights.",
    "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
    "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
    "Все люди рождаются свободными и равными в своем достоинстве и правах.",
    "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
    "人人生而自由,在尊严和权利上一律平等。",
    "כל בני האדם נולדו בני חורין",
    "يولد جميع الناس أحرارًا متساوين",
    "모든 인간은 태어날 때부터 자유로우며",
    "👩‍👩‍👧‍👦🏳️‍🌈 e\u0301 ﬁ Ⅷ ½ ²",
    "x" * 300,
)
SPACES = (
    "",
    " ",
    "  ",
    " a",
    "   a  b   ",
    "a ",
    "\n\n",
    "\r\n\ta\n",
    "\u00a0a\u3000b\u2003c",
    "▁a ▁",
    "zero\u200bwidth",
)
RANGES = ((32, 127), (0xA0, 0x500), (0x600, 0xD7FF), (0xE000, 0xFFFF), (0x1F300, 0x1FAFF), (32, 33), (1, 14))
SPECIAL = ("<|im_start|>user\nhi<|im_end|>\n", "<s>a</s> b", "<|im_start|><|im_start|> <|im_end|>  x", "a<|im_end|>")


def mixed_texts(count: int) -> Iterator[str]:
    """Words of many languages, single characters of all scripts, and runs of spaces; the same each time."""
    draw = random.Random(7)
    words = [word for sample in SAMPLES for word in sample.split()]
    for _ in range(count):
        parts: list[str] = []
        for _ in range(draw.randrange(1, 30)):
            kind = draw.random()
            if kind < 0.5:
                parts.append(draw.choice(words))
            elif kind < 0.8:
                parts.append(chr(draw.randrange(*draw.choice(RANGES))))
            else:
                parts.append(" " * draw.randrange(1, 4))
        yield "".join(parts)


def with_marks(vocabulary: Any, text: str) -> list[int]:
    """Control tokens taken out of the text first; what is between them is cut as a text of its own."""
    tokens: list[int] = []
    while text:
        found = [(at, mark) for mark in (*MARKS, "<s>", "</s>") if (at := text.find(mark)) >= 0]
        at, mark = min(found, default=(len(text), ""))
        tokens += vocabulary.encode(text[:at])
        if mark:
            tokens.append(vocabulary.piece_to_id(mark))
        text = text[at + len(mark) :]
    return tokens


def onnx_folder(folder: Path, vocabulary: Path) -> Path:
    """As Optimum exports it, with SentencePiece's own file beside it."""
    pieces = processor(vocabulary)
    write_optimum(folder, random_weights(vocabulary=pieces.get_piece_size()))
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer.model").write_bytes(vocabulary.read_bytes())
    config = folder / "config.json"
    config.write_text(config.read_text().replace("256", str(pieces.bos_id())).replace("258", str(pieces.eos_id())))
    return folder


def unigram_file() -> GGUFFile:
    """A random Llama with the unigram vocabulary as llama.cpp's converter writes one."""
    pieces = processor(UNIGRAM)
    file = tiny_llama(words=[f"word{number}" for number in range(pieces.get_piece_size() - 259)])
    numbers = (ValueType.ARRAY, ValueType.UINT8)
    learnt: Any = sentencepiece_model_pb2.ModelProto()  # pyright: ignore[reportAttributeAccessIssue]  # made at import
    learnt.ParseFromString(UNIGRAM.read_bytes())
    for key, value in vocabulary_metadata(pieces, "t5").items():
        content: Any = value.content
        if value.type is ValueType.ARRAY:
            file.set(key, (ValueType.ARRAY, content.element_type), content.strings or content.numbers)
        else:
            file.set(key, value.type, content)
    file.set("tokenizer.ggml.precompiled_charsmap", numbers, list(learnt.normalizer_spec.precompiled_charsmap))
    file.set("tokenizer.ggml.add_space_prefix", ValueType.BOOL, True)
    file.set("tokenizer.ggml.remove_extra_whitespaces", ValueType.BOOL, True)
    return file


@pytest.fixture(scope="module", params=["llama", "onnx"])
def pairs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoadedModel]:
    """BPE with bytes for what is not known."""
    backend: Backend = LlamaBackend()
    path = MODEL
    if request.param == "onnx":
        backend, path = OnnxBackend(), onnx_folder(tmp_path_factory.mktemp("pairs") / "pairs", PAIRS)
    model = backend.load(path, LoadOptions(context_length=64), ignore, never)
    yield model
    model.close()


@pytest.fixture(scope="module", params=["llama", "onnx"])
def unigram(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoadedModel]:
    folder = tmp_path_factory.mktemp("unigram")
    backend: Backend = LlamaBackend()
    if request.param == "onnx":
        backend, path = OnnxBackend(), onnx_folder(folder / "unigram", UNIGRAM)
    else:
        path = unigram_file().write(folder / "unigram.gguf")
    model = backend.load(path, LoadOptions(context_length=64), ignore, never)
    yield model
    model.close()


class TestPairs:
    def test_the_cuts_are_those_of_sentencepiece(self, pairs: LoadedModel) -> None:
        vocabulary = processor(PAIRS)
        for text in (*SAMPLES, *SPACES, *SPECIAL, *mixed_texts(1500)):
            assert pairs.tokenize(text, special=False) == vocabulary.encode(text), repr(text)

    def test_control_tokens_are_tokens_where_they_are_wanted(self, pairs: LoadedModel) -> None:
        vocabulary = processor(PAIRS)
        for text in SPECIAL:
            assert pairs.tokenize(text, special=True) == with_marks(vocabulary, text), repr(text)
        assert pairs.special_tokens == {"<unk>", "<s>", "</s>", *MARKS}
        assert (pairs.bos, pairs.eos, pairs.adds_bos) == ("<s>", "</s>", True)
        ends = {vocabulary.id_to_piece(token) for token in range(2000) if pairs.ends_generation(token)}
        assert ends == {"</s>", "<|im_end|>"}

    def test_every_text_comes_back_to_the_byte(self, pairs: LoadedModel) -> None:
        for text in (*SAMPLES, *mixed_texts(200)):
            tokens = pairs.tokenize(text, special=False)
            assert b"".join(map(pairs.token_bytes, tokens)).decode() == " " + text.replace("▁", " ")

    def test_characters_across_tokens_are_shown_whole(self, pairs: LoadedModel) -> None:
        text = "侮蔑 👩‍👧 ไทย"
        stream = TextStream()
        tokens = pairs.tokenize(text, special=False)
        shown = [stream.feed(pairs.token_bytes(token)) for token in tokens]
        assert "".join(shown) == f" {text}"
        assert shown.count("") > len(text)  # most characters took more than one token
        assert stream.finish() == ""

    def test_half_a_character_stands_for_a_mark(self, pairs: LoadedModel) -> None:
        assert pairs.tokenize("\ud800", special=False) == processor(PAIRS).encode("?")


class TestUnigram:
    def test_the_cuts_are_those_of_sentencepiece(self, unigram: LoadedModel) -> None:
        vocabulary = processor(UNIGRAM)
        for text in (*SAMPLES, *SPACES, *SPECIAL, *mixed_texts(1500)):
            assert unigram.tokenize(text, special=False) == vocabulary.encode(text), repr(text)

    def test_control_tokens_are_tokens_where_they_are_wanted(self, unigram: LoadedModel) -> None:
        for text in SPECIAL:
            assert unigram.tokenize(text, special=True) == with_marks(processor(UNIGRAM), text), repr(text)

    @pytest.mark.parametrize("text", SAMPLES[:4])
    def test_text_comes_back(self, unigram: LoadedModel, text: str) -> None:
        tokens = unigram.tokenize(text, special=False)
        assert b"".join(map(unigram.token_bytes, tokens)).decode() == f" {text}"
