"""Text to tokens and back, with the tokenizer that lies in an ONNX folder: tokenizer.json or tokenizer.model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any, Protocol, cast

from engine.errors import EngineError, ErrorKind
from models.inspect_onnx import OnnxFolder
from models.onnx_settings import OnnxSettings

_SPACE = "▁"
"""Stands for a space in SentencePiece's vocabularies."""
_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")

_END_TEXTS = frozenset(
    {"<|im_end|>", "<|eot_id|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "<|end_of_text|>", "<|eom_id|>", "</s>"}
)
"""Control tokens that end an answer in the chat formats that people use, whether or not a settings file says so."""


class Pieces(Protocol):
    """One tokenizer library, reduced to what a vocabulary needs. `control` and `pieces` know no token twice."""

    @property
    def control(self) -> Mapping[int, str]:
        """Tokens that are no text, with the text that stands for each."""
        ...

    @property
    def bos(self) -> int | None:
        """What the tokenizer itself puts before a plain text."""
        ...

    def encode(self, text: str, *, special: bool) -> list[int]: ...

    def piece(self, token: int) -> bytes:
        """Bytes of a token that is no control token."""
        ...


class Vocabulary:
    """Tokens of a model: those of its tokenizer, and behind them what pads the vocabulary to a round size."""

    def __init__(self, folder: OnnxFolder) -> None:
        """Raises EngineError(MODEL_INVALID) where the tokenizer cannot be read."""
        settings = folder.settings
        self.size = folder.vocabulary_size
        try:
            self._pieces: Pieces = _open(folder)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # the tokenizer libraries panic past Exception
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                f"The {folder.tokenizer.name} of this model cannot be read. Put the one of the model back into the "
                "folder, or choose another model.",
                f"{type(error).__name__}: {error}"[:2000],
            ) from error
        control = self._pieces.control
        self.ends = settings.ends | {token for token, text in control.items() if text in _END_TEXTS}
        first = self._pieces.bos
        bos = settings.bos if settings.bos is not None else first
        self.adds_bos = settings.adds_bos if settings.adds_bos is not None else first is not None and first == bos
        self.bos = control.get(bos, "") if bos is not None else ""
        self.eos_token = settings.eos if settings.eos is not None else min(self.ends, default=None)
        self.eos = control.get(self.eos_token, "") if self.eos_token is not None else ""
        self._bytes: dict[int, bytes] = {}

    @cached_property
    def special_tokens(self) -> frozenset[str]:
        """See `LoadedModel.special_tokens`."""
        return frozenset(self._pieces.control.values())

    @property
    def control(self) -> frozenset[int]:
        return frozenset(self._pieces.control)

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Token ids; see `LoadedModel.tokenize`."""
        try:
            tokens = self._pieces.encode(text.encode("utf-8", "replace").decode(), special=special)
        except (KeyboardInterrupt, SystemExit, EngineError):
            raise
        except BaseException as error:  # as above: a step of the tokenizer that makes no sense shows only now
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                "The tokenizer of this model fails on this text. Put the one of the model back into its folder, or "
                "choose another model.",
                f"{type(error).__name__}: {error}"[:2000],
            ) from error
        if any(token >= self.size for token in tokens):
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                "The tokenizer of this model knows words that the model does not. Put the one of the model back.",
            )
        return tokens

    def token_bytes(self, token: int) -> bytes:
        """The bytes that a token stands for; empty for control tokens and for those that only pad the vocabulary."""
        piece = self._bytes.get(token)
        if piece is None:
            self._check(token)
            piece = b"" if token in self._pieces.control else self._pieces.piece(token)
            self._bytes[token] = piece
        return piece

    def ends_generation(self, token: int) -> bool:
        self._check(token)
        return token in self.ends

    def _check(self, token: int) -> None:
        if not 0 <= token < self.size:
            raise ValueError(f"token {token} is not in the vocabulary of {self.size}")


class JsonPieces:
    """tokenizer.json, through Hugging Face's tokenizers."""

    def __init__(self, folder: OnnxFolder) -> None:
        from tokenizers import Tokenizer  # a library that only a model with such a file needs

        content = folder.tokenizer.read_text(encoding="utf-8")
        description = cast(dict[str, Any], json.loads(content))
        self._tokenizer = Tokenizer.from_str(content)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        added = self._tokenizer.get_added_tokens_decoder()
        self._control = {token: one.content for token, one in added.items() if one.special and one.content}
        self._plain_added = {token: one.content for token, one in added.items() if not one.special}
        self._byte_level = '"ByteLevel"' in json.dumps([description.get("decoder"), description.get("pre_tokenizer")])
        self._spaces = _SPACE in json.dumps(
            [description.get(part) for part in ("decoder", "pre_tokenizer", "normalizer")], ensure_ascii=False
        )
        first = self._tokenizer.encode("a").ids[:1]
        self._bos = next((token for token in first if token in self._control), None)

    @property
    def control(self) -> Mapping[int, str]:
        return self._control

    @property
    def bos(self) -> int | None:
        return self._bos

    def encode(self, text: str, *, special: bool) -> list[int]:
        self._tokenizer.encode_special_tokens = not special
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def piece(self, token: int) -> bytes:
        if token in self._plain_added:
            return self._plain_added[token].encode()
        text = self._tokenizer.id_to_token(token)
        if text is None:
            return b""
        if self._byte_level:
            known = _byte_characters()
            if all(character in known for character in text):
                return bytes(known[character] for character in text)
            return text.encode()
        if byte := _BYTE.fullmatch(text):
            return bytes((int(byte[1], 16),))
        return (text.replace(_SPACE, " ") if self._spaces else text).encode()


class SentencePieces:
    """tokenizer.model, through SentencePiece.

    A vocabulary that was trained with a space in front of every text puts that space into the first token, also after
    a control token, as llama.cpp does.
    """

    def __init__(self, folder: OnnxFolder) -> None:
        from sentencepiece import SentencePieceProcessor  # a library that only a model with such a file needs

        # The stubs do not name the keyword that takes the model itself.
        self._processor: Any = SentencePieceProcessor(
            model_proto=folder.tokenizer.read_bytes()  # pyright: ignore[reportCallIssue]
        )
        size: int = self._processor.get_piece_size()
        if size == 0:
            raise ValueError("an empty vocabulary")
        self._size = size
        added = {token: one for token, one in folder.settings.added_tokens.items() if token >= size}
        self._plain_added = {token: text for token, (text, control) in added.items() if not control}
        self._control: dict[int, str] = {
            token: self._processor.id_to_piece(token)
            for token in range(size)
            if self._processor.is_control(token) or self._processor.is_unknown(token)
        } | {token: text for token, (text, control) in added.items() if control}
        self._bos = _bos_of(self._processor, folder.settings)
        self._by_text = {text: token for token, text in {**self._plain_added, **self._control}.items()}
        self._everywhere = _splitter(self._plain_added.values())
        self._wanted = _splitter(self._by_text)

    @property
    def control(self) -> Mapping[int, str]:
        return self._control

    @property
    def bos(self) -> int | None:
        return self._bos

    def encode(self, text: str, *, special: bool) -> list[int]:
        splitter = self._wanted if special else self._everywhere
        tokens: list[int] = []
        for part in splitter.split(text) if splitter else [text]:
            token = self._by_text.get(part)
            if token is not None and splitter is not None and splitter.fullmatch(part):
                tokens.append(token)
            elif part:
                tokens += self._processor.encode(part)
        return tokens

    def piece(self, token: int) -> bytes:
        if token >= self._size:
            return self._plain_added.get(token, "").encode()
        text: str = self._processor.id_to_piece(token)
        if self._processor.is_byte(token):
            return bytes((int(text[3:5], 16),))
        return text.replace(_SPACE, " ").encode()


def _open(folder: OnnxFolder) -> Pieces:
    return JsonPieces(folder) if folder.tokenizer.suffix == ".json" else SentencePieces(folder)


def _bos_of(processor: Any, settings: OnnxSettings) -> int | None:
    """SentencePiece models know their begin token; whether it is put before a text is a habit of those with one, which
    the settings may deny."""
    token: int = processor.bos_id()
    return token if token >= 0 and settings.adds_bos is not False else None


def _splitter(texts: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})") if longest_first else None


@cache
def _byte_characters() -> Mapping[str, int]:
    """The character that stands for each byte in byte-level vocabularies -> the byte.

    Printable characters of Latin-1 stand for themselves, the other bytes for the characters from U+0100 on, in their
    order (GPT-2's `bytes_to_unicode`).
    """
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = (byte for byte in range(256) if byte not in printable)
    return {chr(byte): byte for byte in printable} | {chr(0x100 + place): byte for place, byte in enumerate(others)}
