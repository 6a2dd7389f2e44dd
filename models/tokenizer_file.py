"""Looks at the tokenizer of an ONNX folder before its native library does: tokenizer.json, or tokenizer.model.

What these libraries refuse by themselves is left to them. Looked for is what ends the process instead of failing, or
makes more of a text than there is memory for: both libraries follow tables of a file without a look, and let a file
replace a letter by any amount of text, as often as it likes.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import os
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import cast

from models.gguf_reader import BadHeader
from models.onnx_wire import BYTES, WireFile
from models.ordinary_file import open_ordinary
from models.replacement_table import LARGEST_TABLE, WrongTable, check_table

LARGEST_TOKENIZER = 64 << 20
"""Bytes. The largest of known models has 33 MB."""

_LARGEST_VOCABULARY = 1 << 24
_MOST_LISTS = 4_000_000
_MOST_ITEMS = 12_000_000
"""Of a whole tokenizer.json: 580,000 merges, each a list of two, are the most that are known."""
_MOST_SETTINGS = 20_000
"""Values besides the vocabulary."""
_DEEPEST = 24
"""Of what there is besides the vocabulary: steps within steps."""
_LONGEST_PATTERN = 8192
_MOST_TEMPLATE = 256
"""Tokens around a text."""
_MOST_GROWTH = 64
"""How often longer a text may become before it is cut into tokens."""
_ADVICE = "Put the one of the model back into the folder."

Json = Mapping[str, object]


def check_tokenizer(path: Path) -> None:
    """Raises BadHeader, EngineError for what is no ordinary file, or OSError."""
    with open_ordinary(path, "tokenizer", "the tokenizer") as file:
        if os.fstat(file.fileno()).st_size > LARGEST_TOKENIZER:
            raise BadHeader(f"has a {path.name} that is larger than a tokenizer can be", _ADVICE)
        content = file.readall()
    try:
        if path.suffix == ".json":
            _check_json(content)
        else:
            _check_sentencepiece(content)
    except (_Wrong, WrongTable, BadHeader, RecursionError) as error:
        reason = error.reason if isinstance(error, BadHeader) else str(error)
        raise BadHeader(f"has a {path.name} that is damaged ({reason})", _ADVICE) from error


class _Wrong(Exception):
    """The message says what is wrong."""


def _check_json(content: bytes) -> None:
    lists = content.count(b"[") + content.count(b"{")
    if lists > _MOST_LISTS or content.count(b",") > _MOST_ITEMS:
        raise _Wrong("it claims more words than any model has")
    try:
        described = json.loads(content)
    except ValueError:
        raise _Wrong("it is not JSON") from None
    if not isinstance(described, dict):
        raise _Wrong("it does not describe a tokenizer")
    tokenizer = cast(Json, described)
    _check_vocabulary(tokenizer)
    growth = 0.0
    seen = 0
    for part in ("normalizer", "pre_tokenizer", "post_processor", "decoder"):
        for depth, value in _walk(tokenizer.get(part)):
            seen += 1
            if seen > _MOST_SETTINGS or depth > _DEEPEST:
                raise _Wrong("its steps are too many")
            if isinstance(value, dict):
                growth += _check_step(cast(Json, value))
    if growth > math.log(_MOST_GROWTH):
        raise _Wrong("it makes a text too long")


def _check_vocabulary(tokenizer: Json) -> None:
    model = _object(tokenizer.get("model"))
    vocabulary = model.get("vocab")
    words = len(cast(list[object], vocabulary)) if isinstance(vocabulary, dict | list) else 0
    if not 0 < words <= _LARGEST_VOCABULARY:
        raise _Wrong("it has no vocabulary")
    numbers: list[object] = []
    if isinstance(vocabulary, dict):
        numbers += cast(dict[str, object], vocabulary).values()
    added = tokenizer.get("added_tokens")
    for token in cast(list[object], added) if isinstance(added, list) else []:
        numbers.append(_object(token).get("id"))
    if not all(type(number) is int and 0 <= number < _LARGEST_VOCABULARY for number in numbers):
        raise _Wrong("its words are not numbered as they should be")


def _check_step(step: Json) -> float:
    """The logarithm of how much longer this step can make a text."""
    kind = step.get("type")
    pattern = _object(step.get("pattern"))
    for text in pattern.values():
        if not isinstance(text, str) or len(text) > _LONGEST_PATTERN:
            raise _Wrong("a pattern is too long")
    if kind == "Precompiled":
        check_table(_decoded(step.get("precompiled_charsmap")))
    elif kind == "Replace":
        content = step.get("content")
        found = pattern.get("String")
        shortest = len(found.encode(errors="replace")) if isinstance(found, str) and found else 1
        longest = len(content.encode(errors="replace")) if isinstance(content, str) else 0
        return math.log(max(longest / shortest, 1.0)) if found != "" else math.log(longest + 1)
    elif kind == "Prepend":
        text = step.get("prepend")
        return math.log(1 + (len(text) if isinstance(text, str) else 0) / 4)
    elif kind == "TemplateProcessing":
        _check_template(step)
    return 0.0


def _check_template(step: Json) -> None:
    """Each place of a special token brings all tokens that it stands for."""
    stands_for = [_object(token).get("ids") for token in _object(step.get("special_tokens")).values()]
    longest = max((len(cast(list[object], ids)) for ids in stands_for if isinstance(ids, list)), default=0)
    places = [step.get("single"), step.get("pair")]
    most = max((len(cast(list[object], place)) for place in places if isinstance(place, list)), default=0)
    if longest * most > _MOST_TEMPLATE:
        raise _Wrong("it puts too many tokens around a text")


def _check_sentencepiece(content: bytes) -> None:
    """`ModelProto` of sentencepiece_model.proto."""
    wire = WireFile(BytesIO(content), len(content), 2 * _LARGEST_VOCABULARY)
    pieces = 0
    for part in wire.fields(0, len(content)):
        if part.number == 1:
            pieces += 1
        elif part.number in (3, 5):  # NormalizerSpec, of what goes in and of what comes out
            if part.wire != BYTES:
                raise _Wrong("a number stands where settings should")
            for setting in wire.fields(part.start, part.end):
                if setting.number == 2:
                    check_table(wire.data(setting, LARGEST_TABLE))
    if not 0 < pieces <= _LARGEST_VOCABULARY:
        raise _Wrong("it has no vocabulary")


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        raise _Wrong("its table of replacements is not whole") from None


def _walk(value: object) -> Iterator[tuple[int, object]]:
    """All values in `value` with their depth, itself first."""
    waiting = [(0, value)]
    while waiting:
        depth, one = waiting.pop()
        yield depth, one
        if isinstance(one, dict):
            waiting += [(depth + 1, inner) for inner in cast(dict[str, object], one).values()]
        elif isinstance(one, list):
            waiting += [(depth + 1, inner) for inner in cast(list[object], one)]


def _object(value: object) -> Json:
    return cast(Json, value) if isinstance(value, dict) else {}
