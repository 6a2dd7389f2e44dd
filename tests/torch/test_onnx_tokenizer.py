"""The tokenizers that a conversion writes cut text exactly as llama.cpp does with the same GGUF."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sentencepiece
import tokenizers

from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions
from models.onnx.tokenizer import ending_tokens, read_vocabulary, write_tokenizer
from models.starter import starter_model
from tests.gguf_files import tiny_llama

TEXTS = (
    "Hello  world\n\n\tfoo 12345 3.14\u00a0x",
    "日本語のテキスト 漢字123",
    "Привет, мир! Как дела?\r\n",
    "مرحبا بالعالم ١٢٣",
    "हिन्दी में पाठ",
    "ไทย ภาษา",
    "emoji 👩‍👩‍👧‍👦🏳️‍🌈 e\u0301",
    "don't I'LL we've",
    "a\u3000b\u2003c zero\u200bwidth",
    "½ ² Ⅷ ①",
    "   leading and trailing   ",
    "\n\n\n",
    "x" * 300,
    "a\x01b \ue000\uffff",
)
SPECIAL = ("<|im_start|>user\nhi<|im_end|>\n", "<repo_name>a<|endoftext|>b", "<|im_start|><|im_start|> <|im_end|>")
WORDS = ("▁the", "▁th", "he", "▁", "in", "ing", "▁t", "日本", "日", "本")


def mixed_texts(count: int) -> Iterator[str]:
    """Random runs of characters of many scripts, the same each time."""
    draw = random.Random(1)
    ranges = ((32, 127), (0xA0, 0x500), (0x600, 0x3100), (0x4E00, 0x9FFF), (0x1F300, 0x1FAFF), (32, 33), (10, 11))
    for _ in range(count):
        yield "".join(chr(draw.randrange(*draw.choice(ranges))) for _ in range(draw.randrange(1, 60)))


def load(path: Path) -> LoadedModel:
    return LlamaBackend().load(path, LoadOptions(context_length=64), lambda _: None, lambda: False)


@pytest.mark.model
def test_byte_pairs(tmp_path: Path) -> None:
    starter = starter_model()
    assert starter is not None
    vocabulary = read_vocabulary(starter)
    write_tokenizer(vocabulary, tmp_path)
    written = tokenizers.Tokenizer.from_file(str(tmp_path / "tokenizer.json"))
    model = load(starter)
    for text in (*TEXTS, *SPECIAL, *mixed_texts(500)):
        assert written.encode(text, add_special_tokens=False).ids == model.tokenize(text, special=True), text
    for text in (*TEXTS, *mixed_texts(50)):
        assert written.decode(model.tokenize(text, special=False), skip_special_tokens=False) == text
    ends = [token for token in range(len(vocabulary.tokens)) if model.ends_generation(token)]
    assert list(ending_tokens(vocabulary)) == ends
    assert (vocabulary.tokens[vocabulary.bos or 0], vocabulary.adds_bos) == (model.bos, model.adds_bos)
    model.close()


@pytest.mark.parametrize("adds_space", [True, False])
def test_sentencepiece(tmp_path: Path, adds_space: bool) -> None:
    file = tiny_llama(words=WORDS)
    # Of pairs that could be merged, the one of the highest score is.
    scores = [0.0] * (259) + [-float(number) for number in range(len(WORDS))]
    kind, _ = file.metadata["tokenizer.ggml.scores"]
    file.set("tokenizer.ggml.scores", kind, scores)
    if not adds_space:
        file.set("tokenizer.ggml.add_space_prefix", 7, False)  # pyright: ignore[reportArgumentType]  # a bool
    path = file.write(tmp_path / "tiny.gguf")
    write_tokenizer(read_vocabulary(path), tmp_path)
    written = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "tokenizer.model"))
    model = load(path)
    for text in (*TEXTS, "the thing in the 日本 日 things", *mixed_texts(100)):
        assert written.encode(text) == model.tokenize(text, special=False), text
    assert (written.bos_id(), written.eos_id(), written.unk_id()) == (1, 2, 0)
    model.close()


def test_an_unknown_way_to_cut_is_refused(tmp_path: Path) -> None:
    file = tiny_llama(byte_pairs=True)
    file.set("tokenizer.ggml.pre", file.metadata["tokenizer.ggml.pre"][0], "tekken")
    with pytest.raises(EngineError) as caught:
        read_vocabulary(file.write(tmp_path / "tiny.gguf"))
    assert caught.value.kind is ErrorKind.UNSUPPORTED
    assert "tekken" in caught.value.message
