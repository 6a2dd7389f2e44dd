"""`homespun models`: the library, and what one model holds."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.model import library
from app.cli.output import StepProgress, for_terminal, say, write_json, write_table
from app.paths import DataFolder
from models.formats import faster_format
from models.inspect_gguf import inspect_gguf
from models.library import Library, ModelEntry
from models.library.entry import Keeping
from models.library.facts import ModelFacts
from models.library.sources import Source
from models.ordinary_file import shown
from models.sizes import readable

_WHERE = {Keeping.STARTER: "starter", Keeping.COPIED: "library", Keeping.PUT_THERE: "library, by hand"}


def models(options: argparse.Namespace) -> int:
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "list": _list,
        "import": _import,
        "inspect": _inspect,
        "verify": _verify,
        "remove": _remove,
        "sources": _sources,
        "fit": _fit,
        "convert": _convert,
        "quantize": _quantize,
        "download": _download,
    }
    return actions[options.action](options)


def _fit(options: argparse.Namespace) -> int:
    from app.cli.fit import fit

    return fit(options)


def _quantize(options: argparse.Namespace) -> int:
    from app.cli.quantize import quantize

    return quantize(options)


def _convert(options: argparse.Namespace) -> int:
    from app.cli.convert import convert_model

    return convert_model(options)


def _download(options: argparse.Namespace) -> int:
    from app.cli.download import download

    return download(options)


def _library_to_change(options: argparse.Namespace) -> Library:
    """In a data folder that is there and closed to others."""
    DataFolder.resolve(options.data_dir).create()
    return library(options)


def _list(options: argparse.Namespace) -> int:
    with StepProgress("Looking at models") as progress:
        listing = library(options).listing(progress.show)
    if options.json:
        write_json([_json(entry) for entry in listing.models])
    elif listing.models:
        head = ("name", "format", "what it is", "size", "context", "where")
        write_table(head, [_row(entry) for entry in listing.models])
        for entry in listing.models:
            if entry.problem:
                print(f"\n{for_terminal(entry.name)}: {for_terminal(entry.problem)}")
            if entry.leads_to:
                print(f"\n{for_terminal(f'{entry.name} is a link to {entry.leads_to}.')}")
    else:
        print("There is no model: neither the starter model nor one in the library.")
    for note in listing.notes:
        say(note)
    return 0


def _row(entry: ModelEntry) -> tuple[str, ...]:
    where = _WHERE.get(entry.keeping) or entry.origin
    if entry.problem:
        return entry.name, "-", "cannot be used", readable(entry.bytes), "-", where
    what = f"{entry.architecture} {_count(entry.parameters)} {entry.quantization}"
    return entry.name, entry.format, what, readable(entry.bytes), f"{entry.context_length:,}", where


def _import(options: argparse.Namespace) -> int:
    models = _library_to_change(options)
    if options.in_place:
        return _use(models, options.path, as_json=options.json)
    with StepProgress(f"Importing {shown(options.path)}") as progress:
        imported = models.import_(options.path, progress.show, name=options.name)
    entry = imported.entry
    if options.json:
        write_json(_json(entry) | {"was_there": imported.was_there})
        return 0
    there = "is in the library already" if imported.was_there else "is in the library"
    print(for_terminal(f"“{entry.name}” {there}: {readable(entry.bytes)}, SHA-256 {entry.sha256}."))
    print(for_terminal(f"Write with it: homespun chat --model {_quoted(entry.name)}"))
    if entry.format == "gguf":
        _propose_format(entry.path, entry.name)
    return 0


def _use(models: Library, path: Path, *, as_json: bool) -> int:
    source = models.use(path)
    with StepProgress("Looking at models") as progress:
        listing = models.listing(progress.show)
    there = [entry for entry in listing.models if entry.source == source.path]
    if as_json:
        write_json(_source(source) | {"models": [_json(entry) for entry in there]})
        return 0
    usable = sum(not entry.problem for entry in there)
    word = "model" if usable == 1 else "models"
    print(for_terminal(f"{source.path} ({source.kind.label}) is used where it is: {usable} {word}."))
    for note in listing.notes:
        say(note)
    return 0


def _inspect(options: argparse.Namespace) -> int:
    path = Path(options.reference).expanduser()
    models = library(options)
    if not os.path.lexists(path):
        path = models.resolve(options.reference)
    facts = models.look(path)
    if options.json:
        write_json(
            {
                "format": facts.format,
                "architecture": facts.architecture,
                "parameters": facts.parameters,
                "quantization": facts.quantization,
                "context_length": facts.context_length,
                "bytes": facts.bytes,
                "license": facts.license,
            }
        )
        return 0
    for name, value in _lines(facts):
        print(f"{name:15} {for_terminal(value)}")
    if facts.format == "gguf":
        _propose_format(path, options.reference)
    return 0


def _propose_format(path: Path, reference: str) -> None:
    """Say so where the model in a GGUF file would answer faster if it were stored otherwise."""
    if advice := faster_format(inspect_gguf(path)):
        print(f"\n{advice.message}\nTo do so, and to see speed and quality before and after: ", end="")
        print(for_terminal(f"homespun models quantize {_quoted(reference)}"))


def _lines(facts: ModelFacts) -> list[tuple[str, str]]:
    lines = [
        ("format", facts.format),
        ("name", facts.name),
        ("architecture", facts.architecture),
        ("parameters", _count(facts.parameters)),
        ("quantization", facts.quantization),
        ("context length", f"{facts.context_length:,} tokens"),
        ("size", readable(facts.bytes)),
        ("files", str(len(facts.files)) if len(facts.files) > 1 else ""),
        ("tokenizer", facts.tokenizer),
        ("chat template", "its own" if facts.template else "none: a general one is used"),
        ("license", facts.license or "not named in the file"),
    ]
    return [(name, value) for name, value in lines if value]


def _verify(options: argparse.Namespace) -> int:
    models = library(options)
    with StepProgress(f"Reading {options.reference}") as progress:
        verified = models.verify(options.reference, progress.show)
    entry = verified.entry
    if options.json:
        write_json(_json(entry) | {"was_known": verified.was_known})
    elif verified.was_known:
        print(for_terminal(f"“{entry.name}” is what it was, byte for byte: SHA-256 {entry.sha256}."))
    else:
        print(for_terminal(f"“{entry.name}” is whole. Nothing was known to compare it with: SHA-256 {entry.sha256}."))
    return 0


def _remove(options: argparse.Namespace) -> int:
    removed = library(options).remove(options.reference)
    entry = removed.entry
    if options.json:
        write_json({"removed": entry.key, "name": entry.name, "path": str(entry.path), "deleted": removed.deleted})
    elif removed.deleted:
        print(for_terminal(f"“{entry.name}” is deleted: {readable(entry.bytes)} are free again."))
    else:
        print(for_terminal(f"“{entry.name}” is not listed any more. Its files are where they were: {entry.path}"))
    return 0


def _sources(options: argparse.Namespace) -> int:
    if options.add is not None:
        return _use(_library_to_change(options), options.add, as_json=options.json)
    models = library(options)
    if options.forget is not None:
        source = models.stop_using(options.forget)
        if options.json:
            write_json(_source(source))
        else:
            print(for_terminal(f"{source.path} is not used any more. Nothing in it was changed."))
        return 0
    used, offered = models.sources(), models.offered(Path.home(), os.environ)
    if options.json:
        write_json({"used": [_source(source) for source in used], "offered": [_source(source) for source in offered]})
        return 0
    rows = [(str(source.path), source.kind.label, "used") for source in used]
    rows += [(str(source.path), source.kind.label, "not used") for source in offered]
    if rows:
        write_table(("folder", "of", "models in it are"), rows)
    else:
        print("No folder is used where it is, and none of another program was found.")
    print("“homespun models sources --add FOLDER” uses one, --forget FOLDER ends that.")
    return 0


def _source(source: Source) -> dict[str, Any]:
    return {"path": str(source.path), "kind": str(source.kind)}


def _json(entry: ModelEntry) -> dict[str, Any]:
    paths = {
        name: str(path) if path else None for name, path in (("source", entry.source), ("leads_to", entry.leads_to))
    }
    return asdict(entry) | {"path": str(entry.path)} | paths


def _quoted(name: str) -> str:
    """As a shell takes it."""
    return f'"{name}"' if " " in name else name


def _count(parameters: int) -> str:
    """134515008 -> "135M"."""
    if parameters >= 1_000_000_000:
        return f"{parameters / 1e9:.1f}B"
    return f"{parameters / 1e6:.0f}M"
