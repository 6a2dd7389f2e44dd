"""Finds what llama.cpp would abort on, so that a bad file ends in a message and not in a dead engine.

Each check names the place in llama.cpp (0.3.36 of its Python bindings) that it stands in front of. What llama.cpp
refuses by itself, with an exception that it catches, is checked only where a better message is cheap.
"""

from __future__ import annotations

import math
import re

from engine.errors import ErrorKind
from models.gguf_format import ValueType
from models.gguf_header import GGUFHeader, Metadata
from models.gguf_reader import Array, BadHeader, RawHeader
from models.replacement_table import WrongTable, check_table

TOKENS = "tokenizer.ggml.tokens"
TABLE = "tokenizer.ggml.precompiled_charsmap"

_ROPE_SCALINGS = ("none", "linear", "yarn", "longrope")
_MAX_EXPERTS = 1024
_MAX_CONTEXT = 2**30
_MAX_WIDTH = 2**20
_NO_TOKEN = 2**32 - 1
"""How some converters write that there is no such token."""

_ENCODERS = frozenset(
    (
        *("bert", "modern-bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "jina-bert-v2", "jina-bert-v3"),
        *("eurobert", "t5encoder", "gemma-embedding", "llama-embed"),
    )
)
_PARTS = frozenset(("clip", "wavtokenizer-dec", "qwen3tts", "pockettts", "eagle3", "dflash", "gemma4-assistant"))

_BYTES_IN_TEXT = [*range(0x01, 0xC0), *range(0xC2, 0xF5)]
"""Every byte that can occur in UTF-8 text."""


def check_kind(raw: RawHeader, metadata: Metadata) -> None:
    """Whether the file is a model that writes text, and not something else that GGUF can hold."""
    kind = metadata.text("general.type", "model")
    if kind == "adapter":
        raise BadHeader(
            "is an adapter, which changes a model but is none itself",
            "Choose the model that it was made for.",
            ErrorKind.UNSUPPORTED,
        )
    if kind == "imatrix" or metadata.architecture == "controlvector":
        raise BadHeader(
            "holds measurements of a model, not a model",
            "Choose the model's own GGUF file.",
            ErrorKind.UNSUPPORTED,
        )
    if kind == "mmproj" or metadata.architecture in _PARTS:
        raise BadHeader(
            "is an additional part of a model (for pictures, sound or speed) and cannot answer alone",
            "Choose the main file of the same model.",
            ErrorKind.UNSUPPORTED,
        )
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", metadata.architecture):
        raise BadHeader("is damaged: it does not say which architecture it has")
    if not raw.tensors:
        raise BadHeader(
            "holds a vocabulary without a model", "Choose the file that holds the weights.", ErrorKind.UNSUPPORTED
        )
    if metadata.architecture in _ENCODERS or not metadata.flag(metadata.own("attention.causal"), default=True):
        raise BadHeader(
            "is made to compare or complete texts, not to write answers",
            "Choose a chat model.",
            ErrorKind.UNSUPPORTED,
        )


def check_values(header: GGUFHeader, metadata: Metadata) -> None:
    """The numbers of the architecture (llama-model.cpp, `load_hparams`; ggml's asserts in the graph)."""
    _within(header.context_length, 1, _MAX_CONTEXT, "context length")
    _within(header.embedding_length, 1, _MAX_WIDTH, "embedding length")
    _within(header.feed_forward_length, 0, 2**26, "feed-forward length")
    for heads, kv_heads in zip(header.heads, header.kv_heads, strict=True):
        _within(heads, 0, header.embedding_length, "number of attention heads")
        # The attention broadcasts keys over groups of heads: an uneven number aborts at the first token.
        if kv_heads and (kv_heads > heads or heads % kv_heads):
            raise BadHeader(f"is damaged: {heads} attention heads cannot share {kv_heads} keys")
    if any(header.heads):
        _within(header.key_length, 1, _MAX_WIDTH, "key length")
        _within(header.value_length, 1, _MAX_WIDTH, "value length")
    _check_rope(header, metadata)
    _check_experts(header, metadata)
    for key in ("layer_norm_rms_epsilon", "layer_norm_epsilon", "group_norm_epsilon"):
        epsilon = metadata.real(metadata.own(f"attention.{key}"))
        if epsilon is not None and not 0 <= epsilon < 1:  # also refuses NaN
            raise BadHeader(f"is damaged: its {key} is {epsilon}")
    nextn = metadata.integer(metadata.own("nextn_predict_layers"), 0)
    _within(nextn, 0, header.layers, "number of layers that predict ahead")


def check_vocabulary(header: GGUFHeader, metadata: Metadata) -> None:
    """The tokenizer's lists (llama-vocab.cpp)."""
    tokens = metadata.array(TOKENS)
    if header.tokenizer in ("", "none", "no_vocab") or tokens is None or not tokens.length:
        raise BadHeader(
            "has no vocabulary, so it can neither read nor write text",
            "Choose another file of the same model.",
            ErrorKind.UNSUPPORTED,
        )
    if tokens.element_type is not ValueType.STRING:
        raise BadHeader("is damaged: its vocabulary is not made of texts")
    if header.tokenizer == "bert":
        raise BadHeader(
            "splits text the way that encoders do, so it cannot write answers",
            "Choose a chat model.",
            ErrorKind.UNSUPPORTED,
        )
    # llama.cpp cuts tokens at a NUL and gives empty ones a name; it aborts when two are the same then.
    cut = (token.partition(b"\0")[0] if b"\0" in token else token for token in tokens.strings)
    known = {token or b"[EMPTY_%d]" % index for index, token in enumerate(cut)}
    if len(known) != tokens.length:
        raise BadHeader("is damaged: its vocabulary holds a token twice")
    for key, types in (
        ("scores", (ValueType.FLOAT32, ValueType.INT32)),
        ("token_type", (ValueType.INT32,)),
    ):
        _check_companion(metadata.array(f"tokenizer.ggml.{key}"), types, tokens.length)
    for name in ("bos", "eos", "eot"):
        number = metadata.integer(f"tokenizer.ggml.{name}_token_id", 0)
        if number >= tokens.length and number != _NO_TOKEN:
            raise BadHeader(f"is damaged: its {name} token {number:,} is not in its vocabulary")
    if header.tokenizer == "llama":
        _check_bytes(known)
    if header.tokenizer == "t5":
        _check_table(metadata.array(TABLE))
    if header.tokenizer == "rwkv" and not known & {b"\n", b"\\n"}:
        raise BadHeader("is damaged: its vocabulary has no line break")


def check_tensors(header: GGUFHeader) -> None:
    """Formats that llama.cpp accepts at load and aborts on at the first token (ggml-cpu: `binary_op`, `vec_dot`)."""
    for tensor in header.tensors:
        if len(tensor.shape) == 1 and tensor.type.name != "F32":
            raise BadHeader(f"is damaged: its tensor {tensor.name} should hold plain numbers, not {tensor.type.name}")
        # The one table of whole numbers that a model has says which expert a token goes to.
        if not tensor.type.weight and not tensor.name.endswith("ffn_gate_tid2eid.weight"):
            raise BadHeader(f"is damaged: its tensor {tensor.name} is stored as {tensor.type.name}")
        if tensor.name == "token_embd.weight":
            expected = (header.embedding_length, header.vocabulary_size)
            if tensor.shape != expected:
                raise BadHeader(
                    "is damaged: its table of embeddings is {} by {}, its description says {} by {}".format(
                        *tensor.shape[:1], *(tensor.shape[1:2] or (1,)), *expected
                    )
                )


def _within(number: int, least: int, most: int, what: str) -> None:
    if not least <= number <= most:
        raise BadHeader(f"is damaged: it claims a {what} of {number:,}")


def _check_rope(header: GGUFHeader, metadata: Metadata) -> None:
    scaling = metadata.text(metadata.own("rope.scaling.type"), "none")
    if scaling not in _ROPE_SCALINGS:
        raise BadHeader("is damaged: its positions are scaled in an unknown way")
    base = metadata.real(metadata.own("rope.freq_base"))
    if base is not None and not 0 < base < math.inf:
        raise BadHeader(f"is damaged: its positions turn at the impossible rate {base}")
    factor = metadata.real(metadata.own("rope.scaling.factor"))
    if factor is not None and not 0 <= factor < math.inf:
        raise BadHeader(f"is damaged: its positions are scaled by {factor}")
    dimensions = metadata.integer(metadata.own("rope.dimension_count"), 0)
    if any(header.heads) and (dimensions > header.key_length or dimensions % 2):
        raise BadHeader(f"is damaged: {dimensions} of the {header.key_length} numbers of a key are to be turned")
    # llama-model.cpp throws for the first of these, the graph aborts on the second.
    if header.architecture == "llama" and any(header.heads) and header.key_length != header.value_length:
        raise BadHeader("is damaged: its keys and values differ in length")


def _check_experts(header: GGUFHeader, metadata: Metadata) -> None:
    experts = metadata.integer(metadata.own("expert_count"), 0)
    if experts <= 1 and header.architecture.startswith("hunyuan"):
        return  # llama.cpp takes one expert for none there
    used = max(metadata.per_layer(metadata.own("expert_used_count"), header.layers) or (0,))
    groups = metadata.integer(metadata.own("expert_group_count"), 0)
    groups_used = metadata.integer(metadata.own("expert_group_used_count"), 0)
    possible = experts <= _MAX_EXPERTS and used <= experts and (used > 0) == (experts > 0)
    if experts and groups:
        possible = possible and groups < experts
    if groups > 1:
        possible = possible and experts % groups == 0 and 0 < groups_used < groups
    if groups and not experts:
        possible = False
    if not possible:
        raise BadHeader(f"is damaged: it claims to use {used:,} of {experts:,} experts")


def _check_companion(array: Array | None, types: tuple[ValueType, ...], tokens: int) -> None:
    if array is not None and (array.element_type not in types or array.length < tokens):
        raise BadHeader("is damaged: its vocabulary is described in lists that do not fit together")


def _check_table(table: Array | None) -> None:
    """Where it leads out of itself, tokenizing throws through the C interface (`normalize_prefix`)."""
    if table is None:
        return
    if table.element_type not in (ValueType.INT8, ValueType.UINT8) or len(table.numbers) != table.length:
        raise BadHeader("is damaged: its table of replacements is not made of bytes")
    try:
        check_table(bytes(int(number) & 0xFF for number in table.numbers))
    except WrongTable as error:
        raise BadHeader(f"is damaged: {error}") from error


def _check_bytes(known: set[bytes]) -> None:
    """A SentencePiece vocabulary spells what it does not know in bytes; a missing one ends the process
    (`byte_to_token` throws through the C interface)."""
    if any(b"<0x%02X>" % byte not in known and bytes([byte]) not in known for byte in _BYTES_IN_TEXT):
        raise BadHeader(
            "cannot spell every text: its vocabulary lacks some bytes",
            "Choose another file of the same model.",
            ErrorKind.UNSUPPORTED,
        )
