"""`homespun models`: the library, and what one file holds."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from app.cli.model import library
from app.cli.output import for_terminal, write_json, write_table
from models.formats import faster_format
from models.inspect_gguf import ModelDescription, inspect_gguf
from models.inspection import describe
from models.library import ModelEntry
from models.sizes import readable


def models(options: argparse.Namespace) -> int:
    if options.action == "inspect":
        return _inspect(options)
    if options.action == "convert":
        from app.cli.convert import convert_model

        return convert_model(options)
    entries = library(options).models()
    if options.json:
        write_json([asdict(entry) | {"path": str(entry.path)} for entry in entries])
    elif entries:
        write_table(("name", "format", "what it is", "size", "context"), [_row(entry) for entry in entries])
        for entry in entries:
            if entry.problem:
                print(f"\n{for_terminal(entry.name)}: {for_terminal(entry.problem)}")
    else:
        print("There is no model: neither the starter model nor one in the library.")
    return 0


def _row(entry: ModelEntry) -> tuple[str, str, str, str, str]:
    if entry.problem:
        return entry.name, "-", "cannot be used", readable(entry.bytes), "-"
    what = f"{entry.architecture} {_count(entry.parameters)} {entry.quantization}"
    return entry.name, entry.format, what, readable(entry.bytes), f"{entry.context_length:,}"


def _inspect(options: argparse.Namespace) -> int:
    description = describe(options.path)
    if options.json:
        write_json(asdict(description))
        return 0
    for name, value in _lines(description):
        print(f"{name:15} {for_terminal(value)}")
    if description.format == "gguf" and (advice := faster_format(inspect_gguf(options.path))):
        print(f"\n{advice.message}")
    return 0


def _lines(description: ModelDescription) -> list[tuple[str, str]]:
    return [
        ("format", description.format),
        ("architecture", description.architecture),
        ("parameters", _count(description.parameters)),
        ("quantization", description.quantization),
        ("context length", f"{description.context_length:,} tokens"),
        ("size", readable(description.bytes)),
        ("license", description.license or "not named in the file"),
    ]


def _count(parameters: int) -> str:
    """134515008 -> "135M"."""
    if parameters >= 1_000_000_000:
        return f"{parameters / 1e9:.1f}B"
    return f"{parameters / 1e6:.0f}M"
