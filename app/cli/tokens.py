"""`homespun tokens`: how texts are cut into tokens, and which of these share a position of the context."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.cli.model import engine, library, load
from app.cli.output import write_json, write_text
from app.pipe import EnginePipe
from engine.errors import EngineError, ErrorKind
from engine.protocol import SHORTEST_MERGED, DynamicTokenization, InspectTokens, LoadOptions, TokensInspected, TokenSpan

_BETWEEN_POSITIONS = "·"
_BETWEEN_TOKENS = "|"
"""Of one position."""


def tokens(options: argparse.Namespace) -> int:
    match options.action:
        case "inspect":
            return _inspect(options)
        case "train-composer":
            from app.cli.train_composer import train_composer

            return train_composer(options)
        case "build-vocabulary":
            from app.cli.vocabulary import build_vocabulary

            return build_vocabulary(options)
        case _:
            from app.cli.token_report import report

            return report(options)


def inspected(pipe: EnginePipe, text: str, degree: DynamicTokenization) -> tuple[TokenSpan, ...]:
    """How the loaded model's tokenizer cuts a text. Raises EngineError or EngineDied."""
    event = pipe.result(InspectTokens(pipe.next_id(), text, degree))
    assert isinstance(event, TokensInspected)
    return event.spans


def base_tokens(spans: tuple[TokenSpan, ...]) -> int:
    """How many tokens the spans have; the spans are the positions."""
    return sum(len(span.tokens) for span in spans)


def reduction(tokens: int, positions: int) -> float:
    """Share of the positions saved: 1 - positions / tokens; 0 of an empty text."""
    return 1 - positions / tokens if tokens else 0.0


def _inspect(options: argparse.Namespace) -> int:
    text = _text(options.file)
    model = library(options).resolve(options.model)
    with engine([model]) as pipe:
        load(pipe, model, LoadOptions())
        spans = inspected(pipe, text, DynamicTokenization(options.dynamic))
    count = base_tokens(spans)
    if options.json:
        write_json(
            {
                "base_tokens": count,
                "positions": len(spans),
                "reduction": reduction(count, len(spans)),
                "spans": [{"tokens": span.tokens, "pieces": span.pieces} for span in spans],
            }
        )
        return 0
    write_text(drawn(spans) + "\n\n")
    write_text(
        f"{count:,} tokens in {len(spans):,} positions: {100 * reduction(count, len(spans)):.1f} % fewer "
        f"(“{_BETWEEN_POSITIONS}” stands between positions, “{_BETWEEN_TOKENS}” between tokens that share one).\n"
    )
    if options.dynamic != DynamicTokenization.OFF and count < SHORTEST_MERGED:
        write_text(f"Texts of fewer than {SHORTEST_MERGED} tokens stay as they are.\n")
    return 0


def drawn(spans: tuple[TokenSpan, ...]) -> str:
    """The text with its boundaries."""
    return _BETWEEN_POSITIONS.join(_BETWEEN_TOKENS.join(span.pieces) for span in spans)


def _text(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"{file} cannot be read. Give a text file, or - for standard input.", str(error)
        ) from error
