"""`homespun tokens report`: what the same content takes in each language, before and after merging."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.cli.model import engine, library, load
from app.cli.output import StepProgress, say, write_json, write_table
from app.cli.parallel_texts import HANDBOOK, parallel_texts
from app.cli.tokens import base_tokens, inspected, reduction
from app.language_texts import language_texts
from app.pipe import EnginePipe
from engine.protocol import DynamicTokenization, LoadOptions

DECLARATION = "Universal Declaration of Human Rights, articles 1 to 10"
BOOK = "Debian Administrator's Handbook"

HEAD = ("language", "tokens", "premium", "careful", "strong", "saved by strong")


@dataclass(frozen=True)
class LanguageCount:
    """What one text takes."""

    language: str
    tokens: int
    careful: int
    """Positions."""
    strong: int


def report(options: argparse.Namespace) -> int:
    texts = texts_to_count(options.texts)
    model = library(options).resolve(options.model)
    with engine([model]) as pipe:
        info = load(pipe, model, LoadOptions())
        counted = {title: count(pipe, title, languages) for title, languages in texts.items()}
    if options.json:
        write_json({"model": info.name, "texts": {title: _json(counts) for title, counts in counted.items()}})
        return 0
    for title, counts in counted.items():
        print(f"{title}\n")
        write_table(HEAD, rows(counts))
        print()
    print("Premium: tokens or positions for the same content, relative to English without merging.")
    return 0


def texts_to_count(folder: Path | None) -> dict[str, Mapping[str, str]]:
    """By title, then by language with English first. `folder` None takes the Debian handbook, where it is installed."""
    texts = {DECLARATION: language_texts()}
    if folder is not None:
        texts[str(folder)] = parallel_texts(folder)
    elif HANDBOOK.is_dir():
        texts[BOOK] = parallel_texts(HANDBOOK)
    else:
        say("The Debian handbook is not installed here (package debian-handbook); --texts FOLDER adds other texts.")
    return texts


def premium(positions: int, english: int) -> float:
    """How many times as much as English the same content takes."""
    return positions / english if english else 0.0


def count(pipe: EnginePipe, title: str, texts: Mapping[str, str]) -> list[LanguageCount]:
    """In the order of `texts`, with the loaded model. Raises EngineError or EngineDied."""
    counts: list[LanguageCount] = []
    with StepProgress(title) as progress:
        for done, (language, text) in enumerate(texts.items()):
            progress.show(done, len(texts))
            careful, strong = (
                inspected(pipe, text, degree) for degree in (DynamicTokenization.CAREFUL, DynamicTokenization.STRONG)
            )
            counts.append(LanguageCount(language, base_tokens(careful), len(careful), len(strong)))
    return counts


def _json(counts: list[LanguageCount]) -> list[dict[str, object]]:
    english = counts[0].tokens
    return [
        {
            "language": count.language,
            "tokens": count.tokens,
            "premium": premium(count.tokens, english),
            **{
                degree: {
                    "positions": positions,
                    "reduction": reduction(count.tokens, positions),
                    "premium": premium(positions, english),
                }
                for degree, positions in (("careful", count.careful), ("strong", count.strong))
            },
        }
        for count in counts
    ]


def rows(counts: list[LanguageCount]) -> list[tuple[str, ...]]:
    """Of the table under `HEAD`; the first language is what the others are compared with."""
    english = counts[0].tokens
    return [
        (
            count.language,
            f"{count.tokens:,}",
            f"{premium(count.tokens, english):.2f}",
            f"{premium(count.careful, english):.2f}",
            f"{premium(count.strong, english):.2f}",
            f"{100 * reduction(count.tokens, count.strong):.0f} %",
        )
        for count in counts
    ]
