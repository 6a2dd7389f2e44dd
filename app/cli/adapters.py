"""`homespun adapters`: the shelf, and what its adapters do to a model."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from app.cli.adapter_set import AdapterReferences, described, key_for, split_scale, uses
from app.cli.chat import INTERRUPTED
from app.cli.compare import compare
from app.cli.keys import shelf_of
from app.cli.model import engine, library, needed, run_cancellable
from app.cli.output import StepProgress, for_terminal, say, write_json, write_table
from app.looking import LOOK, ChildImporter
from app.paths import DataFolder
from engine.errors import EngineError
from engine.protocol import AdapterKind, BakeAdapters, Failed, Progress
from models.adapters.convert import describe_source
from models.adapters.description import SourceDescription
from models.adapters.entry import AdapterEntry
from models.adapters.library import AdapterLibrary
from models.inspect_gguf import is_gguf
from models.library import model_name
from models.ordinary_file import shown
from models.sizes import megabytes, readable
from models.starter import starter_model

KINDS = {
    AdapterKind.LORA: "LoRA",
    AdapterKind.ACTIVATED_LORA: "activated LoRA",
    AdapterKind.CONTROL_VECTOR: "control vector",
}


def adapters(options: argparse.Namespace) -> int:
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "list": _list,
        "import": _import,
        "inspect": _inspect,
        "merge": _merge,
        "remove": _remove,
        "compare": compare,
        "bake": _bake,
    }
    return actions[options.action](options)


def _shelf(options: argparse.Namespace) -> AdapterLibrary:
    return shelf_of(options)


def _shelf_to_change(options: argparse.Namespace) -> AdapterLibrary:
    """The same, in a data folder that is there and closed to others."""
    DataFolder.resolve(options.data_dir).create()
    return _shelf(options)


def _list(options: argparse.Namespace) -> int:
    shelf = _shelf(options)
    entries = shelf.entries()
    model = library(options).resolve(options.model) if options.model else starter_model()
    misfits = [shelf.misfit(entry, model) if model else entry.problem for entry in entries]
    if options.json:
        write_json([_json(entry) | {"misfit": misfit} for entry, misfit in zip(entries, misfits, strict=True)])
        return 0
    if not entries:
        print("There is no adapter on the shelf. “homespun adapters import PATH” puts one there.")
        return 0
    fits = f"fits {model_name(model)}" if model else "fits"
    rows = [_row(entry, misfit, known=bool(model)) for entry, misfit in zip(entries, misfits, strict=True)]
    write_table(("name", "kind", "rank", "size", "made for", "since", fits), rows)
    for entry, misfit in zip(entries, misfits, strict=True):
        if misfit:
            print(f"\n{for_terminal(entry.name)}: {for_terminal(misfit)}")
    return 0


def _row(entry: AdapterEntry, misfit: str, *, known: bool) -> tuple[str, ...]:
    if entry.problem:
        return entry.name, "-", "-", "-", "-", "-", "cannot be used"
    rank = str(entry.rank) if entry.rank else "-"
    since = f"{datetime.fromtimestamp(entry.added_at):%Y-%m-%d}"
    fits = ("no" if misfit else "yes") if known else "-"
    return entry.name, KINDS[entry.kind], rank, f"{megabytes(entry.bytes)} MB", entry.base or "-", since, fits


def _import(options: argparse.Namespace) -> int:
    shelf = _shelf_to_change(options)
    # A GGUF is taken as it is, for whichever model it is; all else is converted for one.
    any_model = options.model is None and is_gguf(options.path)
    model = None if any_model else library(options).resolve(options.model)
    before = {entry.key for entry in shelf.entries()}
    with StepProgress(f"Importing {shown(options.path)}") as progress:
        entry = shelf.import_(options.path, model, progress.show, name=options.name)
    _tell(entry, "is on the shelf already" if entry.key in before else "is on the shelf", as_json=options.json)
    return 0


def _inspect(options: argparse.Namespace) -> int:
    shelf = _shelf(options)
    entry, path = None, Path(options.reference).expanduser()
    try:
        entry = shelf.find(options.reference)
    except EngineError:
        if not path.exists():
            raise
    if entry:
        path = shelf.verify(entry.key).path
    # What is on the shelf has been looked at.
    source = describe_source(path) if entry else ChildImporter(LOOK).describe(path)
    told = _json(entry) if entry else {"name": source.name, "path": str(path.absolute())}
    if options.json:
        write_json({**asdict(source), **told})
        return 0
    for name, value in _lines(source, entry):
        print(f"{name:13} {for_terminal(value)}")
    return 0


def _lines(source: SourceDescription, entry: AdapterEntry | None) -> list[tuple[str, str]]:
    """What is empty is not told."""
    lines = [
        ("name", entry.name if entry else source.name),
        ("format", source.format),
        ("kind", KINDS[source.kind]),
        ("architecture", source.architecture),
        ("made for", source.base),
        ("rank", str(source.rank or "")),
        ("alpha", f"{source.alpha:g}" if source.alpha else ""),
        ("changes", f"{source.tensors} {'layers' if source.kind is AdapterKind.CONTROL_VECTOR else 'tensors'}"),
        ("size", f"{megabytes(source.bytes)} MB"),
        ("license", (entry.license if entry else source.license) or "not named in the file"),
        ("description", entry.description if entry else source.description),
    ]
    if entry:
        lines += [
            ("origin", entry.origin),
            ("since", f"{datetime.fromtimestamp(entry.added_at):%Y-%m-%d %H:%M}"),
            ("key", entry.key),
        ]
        lines += [("example", example) for example in entry.examples]
    return [(name, value) for name, value in lines if value]


def _merge(options: argparse.Namespace) -> int:
    shelf = _shelf_to_change(options)
    parts = [split_scale(reference) for reference in options.adapters]
    choices = [(shelf.find(reference).key, scale) for reference, scale in parts]
    _tell(shelf.merge(choices, options.name), "is on the shelf", as_json=options.json)
    return 0


def _remove(options: argparse.Namespace) -> int:
    shelf = _shelf(options)
    entry = shelf.find(options.reference)
    shelf.remove(entry.key)
    if options.json:
        write_json({"removed": entry.key, "name": entry.name})
    else:
        print(for_terminal(f"“{entry.name}” is deleted."))
    return 0


def _tell(entry: AdapterEntry, what: str, *, as_json: bool) -> None:
    if as_json:
        write_json(_json(entry))
        return
    rank = f", rank {entry.rank}" if entry.rank else ""
    base = f", made for {entry.base}" if entry.base else ""
    print(for_terminal(f"“{entry.name}” {what}: {KINDS[entry.kind]}{rank}, {megabytes(entry.bytes)} MB{base}."))
    print(for_terminal(f"Write with it: homespun chat --adapter {_quoted(entry.name)}"))


def _bake(options: argparse.Namespace) -> int:
    model = library(options).resolve(options.model)
    chosen = AdapterReferences(options, model).choose_all(options.adapters)
    output: Path = options.output.absolute()
    with (
        engine(needed(model, chosen), output=output.parent, key=key_for(options, chosen)) as pipe,
        StepProgress(f"Writing {shown(output)}") as progress,
    ):
        request = BakeAdapters(pipe.next_id(), str(model.absolute()), uses(chosen), str(output))
        for event in run_cancellable(pipe, request):
            match event:
                case Progress():
                    progress.show(event.done, event.total)
                case Failed():
                    raise EngineError(event.kind, event.message, event.detail)
                case _:
                    pass
    if not output.exists():  # Ctrl+C ends it like success does, but leaves nothing.
        say("(Stopped. Nothing was written.)")
        return INTERRUPTED
    if options.json:
        write_json({"path": str(output), "bytes": output.stat().st_size})
    else:
        size = readable(output.stat().st_size)
        print(for_terminal(f"{output} is {model_name(model)} with {described(chosen)}: {size}."))
    return 0


def _json(entry: AdapterEntry) -> dict[str, object]:
    return {**asdict(entry), "path": str(entry.path)}


def _quoted(name: str) -> str:
    """As a shell takes it; a colon before a number would be read as a scale."""
    reference = f"{name}:1" if split_scale(name)[0] != name else name
    return f'"{reference}"' if " " in reference else reference
