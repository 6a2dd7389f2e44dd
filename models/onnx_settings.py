"""Reads what the JSON files of an ONNX folder tell about its model; each of them may be missing or wrong."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from models.gguf_reader import BadHeader

LARGEST_JSON = 8 << 20
"""Bytes. The longest lists of added tokens take 2 MB; what is read of 8 MB may take 300 in memory."""
LONGEST_TEMPLATE = 1 << 20
_FILE_NAME = re.compile(r"[\w][\w. -]{0,200}\.onnx")
_NO_NUMBER = 0

JsonObject = Mapping[str, object]


@dataclass(frozen=True)
class OnnxSettings:
    """What the files say. A number that none of them tells is 0, a text is empty."""

    graph: str
    """File name of the graph."""
    adapter_graph: str
    """File name of the graph with inputs for adapters."""
    name: str
    architecture: str
    license: str
    quantization: str
    parameters: int
    context_length: int
    hidden_size: int
    heads: int
    kv_heads: int
    head_size: int
    vocabulary_size: int
    bos: int | None
    eos: int | None
    ends: frozenset[int]
    """Tokens that end an answer."""
    adds_bos: bool | None
    """None where only the tokenizer knows."""
    chat_template: str | None
    added_tokens: Mapping[int, tuple[str, bool]]
    """Tokens beyond those of a tokenizer.model: text, and whether they are control tokens."""

    @property
    def marks(self) -> frozenset[int]:
        """All tokens that are named for what they begin or end."""
        return self.ends | {token for token in (self.bos, self.eos) if token is not None}


def read_settings(folder: Path) -> OnnxSettings:
    """Raises BadHeader where a file is no JSON, too large, or names a file elsewhere; OSError where one cannot be
    read."""
    own, genai = _json(folder / "homespun.json"), _object(_json(folder / "genai_config.json").get("model"))
    config, generation = _json(folder / "config.json"), _json(folder / "generation_config.json")
    tokenizer = _json(folder / "tokenizer_config.json")
    decoder = _object(genai.get("decoder"))
    sources = (own, genai, decoder, config)
    heads = _number(sources, "heads", "num_attention_heads", "n_head")
    hidden = _number(sources, "hidden_size", "n_embd", "d_model")
    ends = [token for source in (own, genai, generation, config) for token in _ends(source)]
    eos = next(iter(_ids(own.get("eos"))), ends[0] if ends else None)
    adds = own.get("adds_bos")
    if adds is None:
        adds = tokenizer.get("add_bos_token")
    return OnnxSettings(
        graph=_file_name(decoder.get("filename")) or ("model.onnx" if own else ""),
        adapter_graph=_file_name(own.get("lora")),
        name=_text(own.get("name")),
        architecture=_text(own.get("architecture") or genai.get("type") or config.get("model_type")),
        license=_text(own.get("license")),
        quantization=_text(own.get("quantization")).upper(),
        parameters=_number((own,), "parameters"),
        context_length=_number(sources, "context_length", "max_position_embeddings", "n_positions", "n_ctx"),
        hidden_size=hidden,
        heads=heads,
        kv_heads=_number(sources, "kv_heads", "num_key_value_heads", "num_kv_heads") or heads,
        head_size=_number(sources, "head_size", "head_dim") or (hidden // heads if heads else 0),
        vocabulary_size=_number(sources, "vocabulary_size", "vocab_size"),
        bos=next((token for name, source in _bos_places(own, genai, config) for token in _ids(source.get(name))), None),
        eos=eos,
        ends=frozenset(ends),
        adds_bos=adds if isinstance(adds, bool) else None,
        chat_template=_template(folder, tokenizer),
        added_tokens=_added_tokens(folder, tokenizer),
    )


def _json(path: Path) -> JsonObject:
    """The object in a file; empty where there is no such file."""
    content = _read(path, LARGEST_JSON)
    if content is None:
        return {}
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadHeader(f"has a {path.name} that is damaged") from error
    return _object(value)


def _read(path: Path, largest: int) -> bytes | None:
    if not path.exists():
        return None
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > largest:
        raise BadHeader(f"has a {path.name} that is no ordinary file of a sensible size")
    return path.read_bytes()


def _object(value: object) -> JsonObject:
    return cast(JsonObject, value) if isinstance(value, dict) else {}


def _number(sources: Iterable[JsonObject], *names: str) -> int:
    for source in sources:
        for name in names:
            value = source.get(name)
            if type(value) is int and value > 0:
                return value
    return _NO_NUMBER


def _text(value: object) -> str:
    return value[:200] if isinstance(value, str) else ""


def _ids(value: object) -> list[int]:
    values = cast(list[object], value) if isinstance(value, list) else [value]
    return [token for token in values if type(token) is int]


def _bos_places(own: JsonObject, genai: JsonObject, config: JsonObject) -> tuple[tuple[str, JsonObject], ...]:
    return ("bos", own), ("bos_token_id", genai), ("bos_token_id", config)


def _ends(source: JsonObject) -> list[int]:
    return [token for name in ("eos", "eog", "eos_token_id") for token in _ids(source.get(name))]


def _file_name(value: object) -> str:
    if value is None or value is False or value is True:
        return ""
    if not isinstance(value, str) or not _FILE_NAME.fullmatch(value):
        raise BadHeader("names a graph that does not lie in its folder")
    return value


def _template(folder: Path, tokenizer: JsonObject) -> str | None:
    content = _read(folder / "chat_template.jinja", LONGEST_TEMPLATE)
    if content is not None:
        return content.decode("utf-8", "replace")
    template = tokenizer.get("chat_template")
    if isinstance(template, list):  # several templates by name
        named = [_object(one) for one in cast(list[object], template)]
        template = next((one.get("template") for one in named if one.get("name") == "default"), None)
    return template if isinstance(template, str) and len(template) <= LONGEST_TEMPLATE else None


def _added_tokens(folder: Path, tokenizer: JsonObject) -> dict[int, tuple[str, bool]]:
    added: dict[int, tuple[str, bool]] = {}
    for text, token in _json(folder / "added_tokens.json").items():
        if type(token) is int and text:
            added[token] = (text, True)
    for key, value in _object(tokenizer.get("added_tokens_decoder")).items():
        described = _object(value)
        text = described.get("content")
        if key.isascii() and key.isdecimal() and len(key) < 10 and isinstance(text, str) and text:
            added[int(key)] = (text, described.get("special") is not False)
    return added
