"""A trained composer on disk: an ONNX graph, and beside it a card that says for which model it was made."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import numpy as np

from engine.backends.base import Floats, LoadedModel
from engine.errors import EngineError, ErrorKind
from models.gguf_reader import BadHeader
from models.onnx_graph import FLOAT, OnnxGraph, read_graph

FORMAT = 1
PIECES, MASK, EMBEDDINGS = "pieces", "mask", "embeddings"

_SAMPLED_ROWS = 16
_CLOSE = 0.98
"""Cosine of embedding rows that number formats of one model reach: Q4_1 and F16 of the starter model 0.99 and more."""
_LARGEST_CARD = 1 << 20
_LARGEST_GRAPH = 256 << 20
_ARITHMETIC = {"Add", "Div", "MatMul", "Mul", "Neg", "ReduceMean", "ReduceSum", "Sigmoid", "Softmax", "Sqrt"}
_SHAPES = {"Cast", "Reshape", "Shape", "Slice", "Squeeze", "Transpose", "Unsqueeze"}
_OPERATORS = _ARITHMETIC | _SHAPES
"""All that a composer needs. None of them reads a file, runs another graph, or repeats."""


@dataclass(frozen=True)
class ComposerCard:
    """What a trained composer says about itself."""

    name: str
    model: str
    """Name of the model that it serves."""
    hidden_size: int
    vocabulary: str
    """See `vocabulary_digest`."""
    rows: Mapping[int, Floats]
    """Some tokens' embeddings in that model, by which its other number formats are known, too."""
    longest: int
    """Tokens of a span."""
    sha256: str
    """Of the graph."""
    license: str
    training: Mapping[str, Any]
    """What it was trained on, and what it reached; for people."""

    @property
    def fingerprint(self) -> str:
        return f"network-{self.sha256[:16]}"

    def fits(self, model: LoadedModel, vocabulary: str) -> bool:
        """Whether it was made for `model`, whose digest of the vocabulary is `vocabulary`."""
        if (self.hidden_size, self.vocabulary) != (model.info.hidden_size, vocabulary):
            return False
        tokens = sorted(self.rows)
        ours, theirs = model.token_embeddings(tokens), np.stack([self.rows[token] for token in tokens])
        lengths = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
        return bool(((ours * theirs).sum(1) >= _CLOSE * lengths).all())

    def text(self) -> str:
        """As JSON."""
        rows = {str(token): base64.b64encode(row.astype("<f2").tobytes()).decode() for token, row in self.rows.items()}
        content = {
            "format": FORMAT,
            "name": self.name,
            "model": self.model,
            "license": self.license,
            "hidden_size": self.hidden_size,
            "longest": self.longest,
            "vocabulary": self.vocabulary,
            "sha256": self.sha256,
            "training": dict(self.training),
            "rows": rows,
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def vocabulary_digest(model: LoadedModel) -> str:
    """SHA-256 over the bytes of all tokens in their order, in hex."""
    digest = hashlib.sha256()
    for token in range(model.info.vocabulary_size):
        piece = model.token_bytes(token)
        digest.update(len(piece).to_bytes(4, "little") + piece)
    return digest.hexdigest()


def sampled_rows(model: LoadedModel) -> dict[int, Floats]:
    """Embeddings of tokens spread over the vocabulary, but for control tokens, which some programs change."""
    texts = [token for token in range(model.info.vocabulary_size) if model.token_bytes(token)]
    tokens = texts[:: max(1, len(texts) // _SAMPLED_ROWS)]
    return dict(zip(tokens, model.token_embeddings(tokens), strict=True))


def read_card(path: Path) -> ComposerCard:
    """Raises EngineError(MODEL_INVALID) for what is no composer's card, and OSError."""
    with path.open("rb") as file:
        content = file.read(_LARGEST_CARD + 1)
    try:
        if len(content) > _LARGEST_CARD:
            raise ValueError("too long")
        return _card(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error) as error:
        raise _damaged(path, f"card: {error}") from error


def read_composer_graph(path: Path, card: ComposerCard) -> bytes:
    """The graph's bytes, looked at before any native code sees them. Raises EngineError(MODEL_INVALID), OSError."""
    if path.stat().st_size > _LARGEST_GRAPH:
        raise _damaged(path, "larger than a composer can be")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != card.sha256:
        raise _damaged(path, "not the file that its card names")
    try:
        graph = read_graph(BytesIO(content), len(content))
    except BadHeader as error:
        raise _damaged(path, str(error)) from error
    _check(path, graph, card)
    return content


def _card(content: Any) -> ComposerCard:
    if content["format"] != FORMAT:
        raise ValueError(f"format {content['format']}")
    hidden, longest = content["hidden_size"], content["longest"]
    if not (isinstance(hidden, int) and isinstance(longest, int) and 0 < hidden <= 1 << 16 and 1 < longest <= 64):
        raise ValueError("sizes out of bounds")
    coded = cast(dict[str, str], content["rows"])
    rows = {int(key): np.frombuffer(base64.b64decode(row, validate=True), "<f2") for key, row in coded.items()}
    if not rows or any(len(row) != hidden or not np.isfinite(row).all() for row in rows.values()):
        raise ValueError("rows of another width")
    if min(rows) < 0:
        raise ValueError("rows of no token")
    words = [content[key] for key in ("name", "model", "vocabulary", "sha256", "license")]
    if not all(isinstance(word, str) for word in words):
        raise ValueError("words that are none")
    name, model, vocabulary, sha256, license_name = words
    wide = {token: row.astype(np.float32) for token, row in rows.items()}
    training = dict(content["training"])
    return ComposerCard(name, model, hidden, vocabulary, wide, longest, sha256, license_name, training)


def _check(path: Path, graph: OnnxGraph, card: ComposerCard) -> None:
    """The ports must be those of a composer of this width, and the nodes such as compute and nothing else."""
    if {value.name for value in graph.inputs} != {PIECES, MASK} or [v.name for v in graph.outputs] != [EMBEDDINGS]:
        raise _damaged(path, "other inputs or outputs")
    for port in (*graph.inputs, *graph.outputs):
        rank, wide = {PIECES: (3, True), MASK: (2, False), EMBEDDINGS: (2, True)}[port.name]
        if port.type != FLOAT or len(port.shape) != rank or (wide and port.shape[-1] != card.hidden_size):
            raise _damaged(path, f"{port.name} of another shape")
    strange = {node.operator for node in graph.nodes} - _OPERATORS
    if strange:
        raise _damaged(path, f"operators {', '.join(sorted(strange))}")
    if any(tensor.external is not None for tensor in graph.tensors):
        raise _damaged(path, "weights outside the file")


def _damaged(path: Path, detail: str) -> EngineError:
    return EngineError(
        ErrorKind.MODEL_INVALID,
        f"The composer “{path.name}” cannot be used: it is damaged, or none. Train it anew or remove it.",
        detail,
    )
