"""Makes bad tokenizers out of good ones: by bytes, and by steps that a file can hold but a tokenizer cannot mean."""

from __future__ import annotations

import base64
import copy
import io
import json
import math
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import sentencepiece
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

from tests.fuzz.mutations import byte_damage, truncations
from tests.fuzz.onnx_mutations import Change
from tests.onnx_files import VOCABULARY, write_tokenizer

JSON, MODEL = "tokenizer.json", "tokenizer.model"
_NUMBERS = (-(2**63), -1, 0, 1, 2, 255, 2**16, 2**31 - 1, 2**32 - 1, 2**32, 2**62, 2**64, 2**70, 0.5, 1e308, math.nan)
_TEXTS = ("", "a", "▁", "\0", "[UNK]", "x" * 100_000, "\ud800", "(a+)+$", "(" * 300, "a{9999}", "[^", r"\p{L}", "()*")
_VALUES: tuple[Any, ...] = (*_NUMBERS, *_TEXTS, None, True, [], {}, [[]], ["a"] * 3000, {"type": "Sequence"})
_SENTENCES = [
    f"All human beings number {number} are born free and equal in dignity and rights." for number in range(200)
]


def byte_pairs() -> dict[str, Any]:
    """The tokenizer.json of the tests' tiny models: every byte is a token."""
    with tempfile.TemporaryDirectory() as folder:
        write_tokenizer(Path(folder))
        return json.loads((Path(folder) / JSON).read_bytes())


def sentence_pieces(kind: str) -> bytes:
    """A small tokenizer.model with the table of replacements that SentencePiece gives each model by default."""
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(  # type: ignore[attr-defined]  # which the stubs lack
        sentence_iterator=iter(_SENTENCES),
        model_writer=written,
        model_type=kind,
        vocab_size=60,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return written.getvalue()


def unigrams() -> dict[str, Any]:
    """A tokenizer.json as it is made of a tokenizer.model: with its table of replacements."""
    processor: Any = sentencepiece.SentencePieceProcessor()
    content = sentence_pieces("unigram")
    processor.LoadFromSerializedProto(content)
    pieces = [(processor.id_to_piece(token), processor.get_score(token)) for token in range(processor.get_piece_size())]
    tokenizer = Tokenizer(models.Unigram(pieces, 0, False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(charsmap(content)), normalizers.Replace(" ", "▁"), normalizers.Prepend("▁")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return json.loads(tokenizer.to_str())


def charsmap(content: bytes) -> bytes:
    """The table of replacements in a tokenizer.model."""
    from sentencepiece import sentencepiece_model_pb2

    proto: Any = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]  # made at run time
    proto.ParseFromString(content)
    return proto.normalizer_spec.precompiled_charsmap


def leading_out(table: bytes) -> bytes:
    """A table of replacements that is sound but for the nodes of letters beyond ASCII: only these lead out of it."""
    units = bytearray(table)

    def unit(place: int) -> int:
        return int.from_bytes(units[4 + 4 * place : 8 + 4 * place], "little")

    children = unit(0) >> 10 << ((unit(0) & 1 << 9) >> 6)
    for first in range(0xC2, 0xF5):
        place = children ^ first
        if unit(place) & 0xFF == first:
            far = unit(place) & 0x1FF | 0x1FFFFF << 10 | 1 << 9
            units[4 + 4 * place : 8 + 4 * place] = far.to_bytes(4, "little")
    return bytes(units)


def changes(count: int, random: Random) -> Iterator[Change]:
    """Tokenizers for a folder that has none; the other kind is missing in it. Sound ones are among them where the
    damage did no harm."""
    part = max(count // 8, 4)
    for kind in ("bpe", "unigram"):
        content = sentence_pieces(kind)
        for case in truncations(kind, content, len(content), part // 4, random):
            yield Change(case.name, {MODEL: case.start[: case.size]})
        for case in byte_damage(kind, content, len(content), part, random, len(content)):
            yield Change(case.name, {MODEL: case.start})
        for number in range(part // 2):
            yield Change(f"{kind} table {number}", {MODEL: _table_damaged(content, random)})
    for name, tokenizer in (("byte pairs", byte_pairs()), ("unigrams", unigrams())):
        text = json.dumps(tokenizer).encode()
        for case in byte_damage(name, text, len(text), part // 2, random, len(text)):
            yield Change(case.name, {JSON: case.start})
        for number in range(2 * part):
            damaged = copy.deepcopy(tokenizer)
            damages = [random.choice(_DAMAGES) for _ in range(random.choice((1, 1, 2, 3)))]
            for damage in damages:
                damage(damaged, random)
            names = "+".join(damage.__name__.strip("_") for damage in damages)
            yield Change(f"{name} {names} {number}", {JSON: json.dumps(damaged).encode()})


def _table_damaged(content: bytes, random: Random) -> bytes:
    """A tokenizer.model in whose table of replacements some bytes are wrong; its length stays as it is."""
    table = charsmap(content)
    start = content.index(table)
    (case,) = byte_damage("table", table, len(table), 1, random, random.choice((40, len(table))))
    return content[:start] + case.start[: len(table)].ljust(len(table), b"\0") + content[start + len(table) :]


def _value(tokenizer: dict[str, Any], random: Random) -> None:
    """Another value somewhere outside of the vocabulary."""
    places: list[tuple[Any, Any]] = []

    def collect(value: Any) -> None:
        for key in value if isinstance(value, dict) else range(len(value)):
            if key not in ("vocab", "merges"):
                places.append((value, key))
            if isinstance(value[key], dict | list) and key not in ("vocab", "merges"):
                collect(value[key])

    collect(tokenizer)
    holder, key = random.choice(places)
    holder[key] = random.choice(_VALUES)


def _word(tokenizer: dict[str, Any], random: Random) -> None:
    """A word, its number or its score."""
    model = tokenizer.get("model")
    words = model.get("vocab") if isinstance(model, dict) else None
    if isinstance(words, dict) and words:
        words[random.choice((*_TEXTS, *random.sample(list(words), 1)))] = random.choice((*_NUMBERS, 3))
    elif isinstance(words, list) and words:
        words[random.randrange(len(words))] = [random.choice(_TEXTS), random.choice(_NUMBERS)]


def _words(tokenizer: dict[str, Any], random: Random) -> None:
    if isinstance(tokenizer.get("model"), dict):
        tokenizer["model"]["vocab"] = random.choice(({}, [], {"a": 0}, [["a", 0.0]], None, {"a": VOCABULARY}))


def _added(tokenizer: dict[str, Any], random: Random) -> None:
    token = {
        "id": random.choice((0, 5, 255, VOCABULARY, 2**20, *_NUMBERS)),
        "content": random.choice(("<s>", "<more>", *_TEXTS)),
        "special": random.random() < 0.5,
    }
    flags = {name: random.random() < 0.2 for name in ("single_word", "lstrip", "rstrip", "normalized")}
    if isinstance(tokenizer.get("added_tokens"), list):
        tokenizer["added_tokens"].append(token | flags)


def _step(tokenizer: dict[str, Any], random: Random) -> None:
    """A step that the tokenizer did not have."""
    long = random.choice(("▁", "a" * 50, "a" * 1000, "a" * 100_000))
    pattern = random.choice(({"String": "a"}, {"String": ""}, {"Regex": random.choice(_TEXTS)}, {"Regex": "(a*)*b"}))
    steps: dict[str, list[Any]] = {
        "normalizer": [
            {"type": "Replace", "pattern": pattern, "content": long},
            {"type": "Prepend", "prepend": long},
            {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(random.randbytes(1300)).decode()},
            {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(_noise_table(random)).decode()},
            {"type": random.choice(("NFC", "NFKD", "StripAccents", "Nmt", "ByteLevel", "Lowercase", "Nothing"))},
        ],
        "pre_tokenizer": [
            {"type": "Split", "pattern": pattern, "behavior": random.choice(("Isolated", "Removed")), "invert": False},
            {"type": "FixedLength", "length": random.choice((0, 1, 2**62))},
            {"type": "Punctuation", "behavior": "Contiguous"},
            {"type": "Digits", "individual_digits": True},
            {"type": "Metaspace", "replacement": random.choice("▁x"), "prepend_scheme": "always", "split": True},
        ],
        "decoder": [
            {"type": "Strip", "content": "a", "start": random.choice((0, 2**62)), "stop": random.choice((0, 2**62))},
            {"type": "WordPiece", "prefix": long, "cleanup": True},
            {"type": "CTC", "pad_token": "", "word_delimiter_token": "", "cleanup": True},
        ],
        "post_processor": [
            {
                "type": "TemplateProcessing",
                "single": [{"SpecialToken": {"id": "[X]", "type_id": 0}}] * random.choice((1, 50, 50_000)),
                "pair": [],
                "special_tokens": {"[X]": {"id": "[X]", "ids": [1] * random.choice((1, 1000)), "tokens": ["a"] * 1000}},
            },
            {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
            {"type": "BertProcessing", "sep": ["a", random.choice(_NUMBERS)], "cls": ["b", 0]},
        ],
    }
    part = random.choice(list(steps))
    step = random.choice(steps[part])
    inner = {"normalizer": "normalizers", "pre_tokenizer": "pretokenizers", "decoder": "decoders"}.get(
        part, "processors"
    )
    depth = random.choice((0, 0, 1, 2, 9, 40))
    for level in range(depth):
        # Doubled a few times only: what is written down grows with each.
        step = {"type": "Sequence", inner: [step] * (2 if level < 4 and random.random() < 0.5 else 1)}
    tokenizer[part] = step


def _noise_table(random: Random) -> bytes:
    """A table of replacements of the right sizes, with noise in it."""
    return (1024).to_bytes(4, "little") + random.randbytes(1024) + b"a\0bc\0"


def _model(tokenizer: dict[str, Any], random: Random) -> None:
    """A setting of the model, or another model."""
    model = tokenizer.get("model")
    if isinstance(model, dict):
        key = random.choice(
            (
                "type",
                "unk_id",
                "unk_token",
                "dropout",
                "byte_fallback",
                "continuing_subword_prefix",
                "fuse_unk",
                "merges",
            )
        )
        pairs: list[Any] = [[["a", "b"]], [["a"]], ["a b"], [["zz", "yy"]], [["a", "b"]] * 3000]
        kinds = ("BPE", "Unigram", "WordPiece", "WordLevel")
        model[key] = random.choice((*_VALUES, *kinds, *pairs))


_DAMAGES: tuple[Callable[[dict[str, Any], Random], None], ...] = (
    _value,
    _value,
    _word,
    _words,
    _added,
    _step,
    _step,
    _model,
)
