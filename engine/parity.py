"""Compares two files of one model on real text, through their backends: `python -m engine.parity REFERENCE OTHER`.

Prints one JSON object a line: {"done": n, "total": n} while it works, at the end a `ModelParity` or a failure
({"kind": ..., "message": ..., "detail": ...}, exit code 1).
"""

from __future__ import annotations

import json
import os
import pydoc_data.topics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from engine.backends import available_backends
from engine.backends.base import LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.protocol import LoadOptions
from models.inspection import describe

TOKENS = 512
"""Most that is read of the text, one after another: as many chances to disagree."""

Logits = NDArray[np.float64]


@dataclass(frozen=True)
class ModelParity:
    """How much a model's other file is like its reference, where both continue the same text."""

    tokens: int
    same_tokens: bool
    """Whether both cut the text into the same tokens."""
    top1_agreement: float
    """Share of the positions at which both find the same token likeliest."""
    kl: float
    """Mean KL divergence of the reference's distribution to the other's, in nats."""
    reference_perplexity: float
    perplexity: float


def english_text() -> str:
    """A chapter of Python's reference manual, which every Python carries."""
    return pydoc_data.topics.topics["objects"]


def compare_models(
    reference: LoadedModel, other: LoadedModel, text: str, progress: Callable[[int, int], None]
) -> ModelParity:
    """Feeds the first TOKENS tokens of `text`, or as many as fit, to both, one at a time. Both live sequences are lost.

    Raises EngineError(UNSUPPORTED) where the vocabularies differ in size: their distributions cannot be compared then.
    """
    if reference.info.vocabulary_size != other.info.vocabulary_size:
        raise EngineError(
            ErrorKind.UNSUPPORTED, "The two models have different vocabularies, so they are not the same."
        )
    whole = reference.tokenize(text, special=False)
    tokens = whole[: min(TOKENS, reference.info.context_length, other.info.context_length)]
    reference.truncate(0)
    other.truncate(0)
    agreed, divergence, losses = 0, 0.0, (0.0, 0.0)
    for number, (token, following) in enumerate(pairwise(tokens), start=1):
        p, q = _log_probabilities(reference, token), _log_probabilities(other, token)
        agreed += int(p.argmax() == q.argmax())
        divergence += float(np.exp(p) @ (p - q))
        losses = losses[0] - float(p[following]), losses[1] - float(q[following])
        progress(number, len(tokens) - 1)
    count = len(tokens) - 1
    return ModelParity(
        tokens=count,
        same_tokens=whole == other.tokenize(text, special=False),
        top1_agreement=agreed / count,
        kl=divergence / count,
        reference_perplexity=float(np.exp(losses[0] / count)),
        perplexity=float(np.exp(losses[1] / count)),
    )


def _log_probabilities(model: LoadedModel, token: int) -> Logits:
    model.evaluate([token])
    logits = model.logits().astype(np.float64)
    logits -= logits.max()
    return logits - np.log(np.exp(logits).sum())


def _load(path: Path) -> LoadedModel:
    length = min(TOKENS, describe(path).context_length)
    for backend in available_backends():
        if backend.accepts(path):
            return backend.load(path, LoadOptions(context_length=length), lambda _: None, lambda: False)
    raise EngineError(ErrorKind.MODEL_INVALID, f"“{path.name}” is no model that can be loaded.", str(path))


def main(arguments: Sequence[str]) -> int:
    reports = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # native code prints there
    try:
        reference, other = (_load(Path(argument)) for argument in arguments)
        parity = compare_models(
            reference, other, english_text(), lambda done, total: _send(reports, {"done": done, "total": total})
        )
    except EngineError as error:
        _send(reports, {"kind": str(error.kind), "message": error.message, "detail": error.detail})
        return 1
    _send(reports, asdict(parity))
    return 0


def _send(reports: TextIO, value: dict[str, object]) -> None:
    reports.write(json.dumps(value) + "\n")
    reports.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
