"""Where a merge harms: a text is read with random merges, and then quoted.

    python -m benchmarks.quoting [--texts N] [--threads N] [--write]

Speeches before 1990, on which nothing else is judged. Each text is read as it is and with a tenth to a third of its
positions merged at random; then it is said once more, and the loss of each of its tokens is compared: by what became of
the token in the text that was read. What a token costs to quote grows with how unexpected it was when the text was
first read, so the slope of one by the other is told, too.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from benchmarks.dynamic_tokenization_texts import speeches
from benchmarks.report import publish, table
from engine.backends.base import Floats, LoadedModel
from engine.backends.onnx.backend import OnnxBackend
from engine.protocol import LoadOptions
from engine.states import Span, single_spans
from engine.tokenization.composer import Composer
from engine.tokenization.composers import best_composer
from engine.tokenization.evaluation import foretold, read
from engine.tokenization.pretokens import Boundary, Pretokens
from tests.onnx_twin import onnx_twin

LENGTH = 256
LONGEST = 4
SETTLED = 60
"""Tokens at the beginning of the quote that tell the model that it is one."""
SHARES = (0.1, 0.33)
WORST = 12.0
"""Nats: more counts as this, so that no single token decides a slope."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    load = LoadOptions(context_length=3 * LENGTH, threads=options.threads)
    model = OnnxBackend().load(onnx_twin(), load, lambda _: None, lambda: False)
    composer, pretokens = best_composer(model, None), Pretokens(model)
    random = np.random.default_rng(1)
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for number, text in enumerate(_texts(model, options.texts), start=1):
        boundaries = pretokens.look_at(np.array(text)).boundaries
        joins = _joins(boundaries, random.uniform(*SHARES), random)
        read(model, single_spans(text[:1]), composer)
        unexpected = np.append(0.0, _losses(foretold(model, text[1:]), text[1:]))
        plain = _quoted(model, composer, single_spans(text), text)
        harm = np.minimum(_quoted(model, composer, _spans(text, joins), text) - plain, WORST)
        for place in range(SETTLED, LENGTH - 1):
            found[_role(joins, place)].append((float(unexpected[place]), float(harm[place])))
        print(f"text {number} of {options.texts}", file=sys.stderr, flush=True)
    model.close()
    rows = [[role, str(len(pairs)), *_line(pairs)] for role, pairs in sorted(found.items(), key=lambda item: item[0])]
    head = ["the token in the text that was read", "tokens", "harm, nats", "for each nat that it was unexpected with"]
    body = f"{options.texts} texts of {LENGTH} tokens, the starter model's int4 twin.\n\n{table(head, rows)}"
    publish(
        "quoting",
        "Where a merge harms the quoting of a text",
        f"python -m benchmarks.quoting --texts {options.texts} --threads {options.threads}",
        body,
        write=options.write,
    )
    return 0


def _texts(model: LoadedModel, count: int) -> Iterator[tuple[int, ...]]:
    """One of each speech, then a second of each."""
    tokens = [model.tokenize(path.read_text(encoding="utf-8"), special=False) for path in speeches(before=True)]
    for number in range(count):
        start = LENGTH * (1 + number // len(tokens))
        text = tuple(tokens[number % len(tokens)][start : start + LENGTH])
        if len(text) == LENGTH:
            yield text


def _joins(boundaries: Sequence[int] | np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
    """Of each token, whether it is one with that before it."""
    joins = np.zeros(LENGTH, bool)
    run = 1
    for place in range(1, LENGTH):
        if boundaries[place - 1] != Boundary.NEVER and run < LONGEST and random.random() < share:
            joins[place] = True
        run = run + 1 if joins[place] else 1
    return joins


def _spans(text: Sequence[int], joins: np.ndarray) -> list[Span]:
    starts = [*np.flatnonzero(~joins).tolist(), len(text)]
    return [tuple(text[start:end]) for start, end in pairwise(starts)]


def _quoted(model: LoadedModel, composer: Composer, spans: Sequence[Span], text: Sequence[int]) -> np.ndarray:
    read(model, spans, composer)
    model.evaluate(model.tokenize("\n\n", special=False))
    return _losses(foretold(model, text), text)


def _losses(told: Floats, text: Sequence[int]) -> np.ndarray:
    return -told[np.arange(len(text)), np.array(text)].astype(np.float64)


def _role(joins: np.ndarray, place: int) -> str:
    if joins[place]:
        return "third or later of a span" if joins[place - 1] else "second of a span"
    if joins[place + 1]:
        return "first of a span" + ", behind another" * bool(joins[place - 1])
    return "single, behind a span" if joins[place - 1] else "single, behind a single one"


def _line(pairs: Sequence[tuple[float, float]]) -> tuple[str, str]:
    unexpected, harm = np.array(pairs).T
    return f"{harm.mean():.2f}", f"{np.polyfit(unexpected, harm, 1)[0]:+.2f}"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quoting")
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
