"""The tokenizer of a GGUF model as the file that ONNX models bring: tokenizer.json, or tokenizer.model."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from engine.errors import EngineError, ErrorKind
from models.inspect_gguf import shown


class TokenKind(IntEnum):
    """`llama_token_type` of llama.h; also `ModelProto.SentencePiece.Type`."""

    NORMAL = 1
    UNKNOWN = 2
    CONTROL = 3
    USER_DEFINED = 4
    UNUSED = 5
    BYTE = 6


@dataclass(frozen=True)
class Vocabulary:
    """What a GGUF file says about its tokens."""

    model: str
    """gpt2 (byte pairs) or llama (sentencepiece)."""
    pre: str
    """How text is cut before the pairs are merged; empty for sentencepiece."""
    tokens: tuple[str, ...]
    kinds: tuple[TokenKind, ...]
    scores: tuple[float, ...]
    merges: tuple[str, ...]
    bos: int | None
    eos: int | None
    unknown: int | None
    others_that_end: tuple[int, ...]
    """End of turn, end of message, marks for filling in: where the file has them."""
    adds_bos: bool
    adds_space: bool
    """Whether a text gets a space in front (sentencepiece)."""


_GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)"
_CONTRACTIONS = r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"
_MODERN_END = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
_LLAMA3 = _CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}" + _MODERN_END
_QWEN2 = _CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + _MODERN_END

_CUTS: dict[str, tuple[str, ...]] = {
    "gpt-2": (_GPT2,),
    "smollm": (r"\p{N}", _GPT2),
    "starcoder": (r"\p{N}", _GPT2),
    "refact": (r"\p{N}", _GPT2),
    "qwen2": (_QWEN2,),
    "deepseek-r1-qwen": (_QWEN2,),
    "llama-bpe": (_LLAMA3,),
    "llama3": (_LLAMA3,),
    "llama-v3": (_LLAMA3,),
}
"""By `tokenizer.ggml.pre`: expressions that cut a text one after another (`llm_tokenizer_bpe` of llama.cpp)."""

_WHOLE_WORDS_FIRST = ("llama-bpe", "llama3", "llama-v3")
"""A word that is a token is taken as it is, whatever the merges say."""

_ENDING_TEXTS = frozenset(
    [
        "<|eot_id|>",
        "<|im_end|>",
        "<|end|>",
        "<|return|>",
        "<|call|>",
        "<|flush|>",
        "<|calls|>",
        "<end_of_turn>",
        "<|endoftext|>",
        "</s>",
        "<|eom_id|>",
        "<EOT>",
        "_<EOT>",
        "[EOT]",
        "[EOS]",
        "<|end_of_text|>",
        "<end_of_utterance>",
        "<eos>",
        "<turn|>",
        "<|tool_response>",
        "<｜end▁of▁sentence｜>",
        "[e~[",
    ]
)
"""Tokens that end a reply whatever the file says of them, as llama.cpp has it."""

_FILLING_TEXTS = {
    "fim_pad": ("<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<PAD>", "[PAD]"),
    "fim_rep": ("<|fim_repo|>", "<|repo_name|>", "<fim-repo>", "<REPO>", "<reponame>"),
    "fim_sep": ("<|file_sep|>",),
}
"""Marks for filling in the middle of code end a reply, too. By what GGUF calls their ids; their texts count where it
gives none."""


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary of the GGUF file at `path`, which `inspect_gguf` has found sound. Raises EngineError(UNSUPPORTED)
    for a kind of tokenizer that cannot be written for ONNX, and ImportError where the package gguf is missing."""
    from gguf import GGUFReader

    reader = GGUFReader(path)

    def value(key: str, default: Any) -> Any:
        found: Any = reader.get_field(f"tokenizer.ggml.{key}")
        return default if found is None else found.contents()

    model, pre = value("model", ""), value("pre", "")
    if model not in ("gpt2", "llama") or (model == "gpt2" and pre not in _CUTS):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{shown(path)}” cuts text into tokens by rules that cannot be written for ONNX yet "
            f"({model or 'none'}{f', {pre}' if pre else ''}). Use the GGUF file as it is.",
            str(path),
        )
    tokens = tuple(value("tokens", []))
    kinds = [TokenKind(kind) for kind in value("token_type", [TokenKind.NORMAL] * len(tokens))]
    named = [value(f"{name}_token_id", None) for name in ("eot", "eom")]
    for name, known in _FILLING_TEXTS.items():
        by_text = next((number for number, text in enumerate(tokens) if text in known), None)
        named.append(value(f"{name}_token_id", by_text))
    others_that_end = tuple(number for number in named if number is not None)
    for number, text in enumerate(tokens):
        if text in _ENDING_TEXTS or number in others_that_end:
            kinds[number] = TokenKind.CONTROL
    return Vocabulary(
        model=model,
        pre=pre,
        tokens=tokens,
        kinds=tuple(kinds),
        scores=tuple(value("scores", [0.0] * len(tokens))),
        merges=tuple(value("merges", [])),
        bos=value("bos_token_id", 1 if model == "llama" else 11),
        eos=value("eos_token_id", 2 if model == "llama" else 11),
        unknown=value("unknown_token_id", 0 if model == "llama" else None),
        others_that_end=others_that_end,
        adds_bos=bool(value("add_bos_token", model == "llama" or pre in _WHOLE_WORDS_FIRST)),
        adds_space=bool(value("add_space_prefix", model == "llama")),
    )


def ending_tokens(vocabulary: Vocabulary) -> tuple[int, ...]:
    """The ids that end a reply, in ascending order."""
    named = {number for number, text in enumerate(vocabulary.tokens) if text in _ENDING_TEXTS}
    named.update(vocabulary.others_that_end)
    if vocabulary.eos is not None:
        named.add(vocabulary.eos)
    return tuple(sorted(named))


def write_tokenizer(vocabulary: Vocabulary, folder: Path) -> None:
    """Write tokenizer.json for byte pairs, tokenizer.model for sentencepiece. Raises OSError."""
    if vocabulary.model == "gpt2":
        text = json.dumps(_byte_pairs(vocabulary), ensure_ascii=False)
        (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    else:
        (folder / "tokenizer.model").write_bytes(_sentencepiece(vocabulary))


def _byte_pairs(vocabulary: Vocabulary) -> dict[str, Any]:
    """A tokenizer.json in the format of the tokenizers library."""
    special = (TokenKind.CONTROL, TokenKind.UNKNOWN)
    added = [
        {
            "id": number,
            "content": text,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": kind in special,
        }
        for number, (text, kind) in enumerate(zip(vocabulary.tokens, vocabulary.kinds, strict=True))
        if kind in (*special, TokenKind.USER_DEFINED)
    ]
    cuts = [
        {"type": "Split", "pattern": {"Regex": cut}, "behavior": "Isolated", "invert": False}
        for cut in _CUTS[vocabulary.pre]
    ]
    as_bytes = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [*cuts, as_bytes]},
        "post_processor": None,
        "decoder": as_bytes,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": vocabulary.pre in _WHOLE_WORDS_FIRST,
            "vocab": {text: number for number, text in enumerate(vocabulary.tokens)},
            "merges": [merge.split(" ", 1) for merge in vocabulary.merges],
        },
    }


def _sentencepiece(vocabulary: Vocabulary) -> bytes:
    """A `ModelProto` (sentencepiece_model.proto) of kind BPE, whose merges follow from the scores."""
    pieces = b"".join(
        _field(1, _field(1, text.encode()) + _float_field(2, score) + _number_field(3, kind))
        for text, score, kind in zip(vocabulary.tokens, vocabulary.scores, vocabulary.kinds, strict=True)
    )
    ids = ((40, vocabulary.unknown), (41, vocabulary.bos), (42, vocabulary.eos), (43, None))
    trainer = _number_field(3, 2) + _number_field(4, len(vocabulary.tokens)) + _number_field(35, 1)
    trainer += b"".join(_number_field(field, -1 if number is None else number) for field, number in ids)
    # Text is taken as it is: no normalization, no collapsing of spaces.
    normalizer = _field(1, b"identity") + _number_field(3, vocabulary.adds_space)
    normalizer += _number_field(4, 0) + _number_field(5, 1)
    return pieces + _field(2, trainer) + _field(3, normalizer)


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number_field(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value & 0xFFFF_FFFF_FFFF_FFFF)


def _float_field(number: int, value: float) -> bytes:
    return _varint(number << 3 | 5) + struct.pack("<f", value)


def _varint(value: int) -> bytes:
    groups: list[int] = []
    while True:
        value, group = value >> 7, value & 0x7F
        groups.append(group | (0x80 if value else 0))
        if not value:
            return bytes(groups)
