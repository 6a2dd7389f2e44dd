"""What merging costs in languages other than English, of which the starter's composer has read nothing.

    python -m benchmarks.languages [--documents N] [--languages NAME ...] [--threads N] [--write]

Translations of the Debian handbook, paragraphs that are translated alone: 512 tokens are read and 64 foretold, merged
by the program's policy, on the starter model's int4 twin. The starter is an English model: how far from the unmerged
text merging leads it can be told by it, how well a model for that language would bear it cannot.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.dynamic_tokenization_texts import CONTINUATION, LENGTH
from benchmarks.handbook import ENGLISH, FOLDER, english_paragraphs, translated
from benchmarks.report import publish, table
from engine.backends.base import LoadedModel
from engine.backends.onnx.backend import OnnxBackend
from engine.protocol import DynamicTokenization, LoadOptions
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.composer import Composer, MeanComposer
from engine.tokenization.composers import best_composer
from engine.tokenization.evaluation import Comparison, Passage, Way, comparisons, ratio
from tests.onnx_twin import onnx_twin

_FEWEST = 200
"""Translated paragraphs that a language must have."""


@dataclass
class Losses:
    changes: list[float] = field(default_factory=list[float])
    """Of the continuations' losses, in nats, one a document."""
    base: list[float] = field(default_factory=list[float])
    divergences: list[float] = field(default_factory=list[float])
    """Means over a continuation."""
    agreements: list[float] = field(default_factory=list[float])

    def add(self, found: Comparison) -> None:
        self.changes.append(float((found.losses - found.base_losses).sum()))
        self.base.append(float(found.base_losses.sum()))
        self.divergences.append(float(found.divergences.mean()))
        self.agreements.append(float(found.agreements.mean()))

    def row(self) -> list[str]:
        change = ratio(self.changes, self.base)
        return [
            f"{change.value:+.1%} ({change.lower:+.1%} … {change.upper:+.1%})",
            f"{np.mean(self.divergences):.3f}",
            f"{np.mean(self.agreements):.0%}",
        ]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    load = LoadOptions(context_length=1024, threads=options.threads)
    model = OnnxBackend().load(onnx_twin(), load, lambda _: None, lambda: False)
    best = best_composer(model, None)
    ways = {
        "careful": (DynamicTokenization.CAREFUL, best),
        "strong": (DynamicTokenization.STRONG, best),
        "strong, mean": (DynamicTokenization.STRONG, MeanComposer(model)),
    }
    rows: list[list[str]] = []
    for language in options.languages or _languages():
        english, text = _text(language)
        tokens = model.tokenize(text, special=False)
        premium = len(tokens) / len(model.tokenize(english, special=False))
        passages = _passages(tokens, options.documents)
        found = _losses(model, ways, passages)
        nats = np.sum(found["strong"].base) / (CONTINUATION * len(passages))
        rows += [
            [language, f"{premium:.2f}", f"{nats:.2f}", str(len(passages)), name, *losses.row()]
            for name, losses in found.items()
        ]
        print(table(_HEAD, rows[-len(ways) :]), file=sys.stderr, flush=True)
    body = (
        f"{LENGTH} tokens of translated paragraphs are read, {CONTINUATION} foretold. The program composes with "
        f"“{best.name}”. “Tokens” is what the same paragraphs take for one token of English.\n\n{table(_HEAD, rows)}"
    )
    named = "".join(f" {language}" for language in options.languages or ())
    command = (
        f"python -m benchmarks.languages --documents {options.documents} --threads {options.threads}"
        f"{' --languages' + named if named else ''}"
    )
    publish("languages", "What merging costs in other languages", command, body, write=options.write)
    model.close()
    return 0


_HEAD = ["language", "tokens", "nats a token", "documents", "merged", "loss (95 %)", "KL, nats", "same first token"]


def _languages() -> list[str]:
    others = (one.name for one in sorted(FOLDER.iterdir()) if one.is_dir() and one.name != ENGLISH)
    return [ENGLISH, *(name for name in others if len(translated(name)) >= _FEWEST)]


def _text(language: str) -> tuple[str, str]:
    """English paragraphs and the same in that language."""
    if language == ENGLISH:
        text = "\n\n".join(one.text for one in english_paragraphs())
        return text, text
    pairs = translated(language)
    return "\n\n".join(pairs), "\n\n".join(pairs.values())


def _passages(tokens: Sequence[int], count: int) -> list[Passage]:
    """Spread evenly over the text; none overlap."""
    length = LENGTH + CONTINUATION
    count = min(count, len(tokens) // length)
    starts = [number * (len(tokens) - length) // max(1, count - 1) for number in range(count)]
    return [Passage(tuple(tokens[at : at + LENGTH]), tuple(tokens[at + LENGTH : at + length])) for at in starts]


def _losses(
    model: LoadedModel, ways: Mapping[str, tuple[DynamicTokenization, Composer]], passages: Sequence[Passage]
) -> dict[str, Losses]:
    losses = {name: Losses() for name in ways}
    segmenter = CodebookSegmenter(model)
    for passage in passages:
        cut = [Way(segmenter.segment([passage.tokens], degree)[0], composer) for degree, composer in ways.values()]
        for name, comparison in zip(ways, comparisons(model, passage, cut), strict=True):
            losses[name].add(comparison)
    return losses


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.languages")
    parser.add_argument("--documents", type=int, default=10, help="of each language")
    parser.add_argument("--languages", nargs="+", metavar="NAME", help="as the handbook's folders are named")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
