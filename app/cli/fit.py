"""`homespun models fit`: what a model would take of the memory and how fast it would be, without loading it."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from app.cli.adapter_set import AdapterReferences, key_for
from app.cli.model import library
from app.cli.output import for_terminal, write_json
from app.cli.steering import adapted_model, steering
from app.paths import DataFolder
from app.this_machine import this_machine
from models.adapters.inspect import inspect_adapter
from models.encryption.files import files_of
from models.forecast import Forecast, forecast
from models.library import model_name
from models.sizes import readable


def fit(options: argparse.Namespace) -> int:
    """Returns 1 where the model does not fit."""
    path = library(options).resolve(options.reference)
    folder = DataFolder.resolve(options.data_dir)
    steered = steering(options)
    chosen = AdapterReferences(options, adapted_model(path, steered)).choose_all(options.adapter)
    files = files_of(key_for(options, chosen))
    with ExitStack() as opened:
        plain = [opened.enter_context(files.plain(adapter.path)) for adapter in chosen]
        adapters = [inspect_adapter(one) for one in plain]
    found = forecast(
        path,
        this_machine(folder),
        options.context,
        options.kv_type,
        options.flash_attention,
        adapters,
        steered_by=None if steered is None else Path(steered.path),
    )
    if options.json:
        write_json(_json(found))
    else:
        _tell(model_name(path), found)
    return 0 if found.fits else 1


def _json(found: Forecast) -> dict[str, object]:
    need = found.need
    return {
        "fits": found.fits,
        "context_length": found.context_length,
        "bytes": asdict(need) | {"total": need.total},
        "available_bytes": found.available,
        "tokens_per_second": {"reading": round(found.speed.reading, 1), "writing": round(found.speed.writing, 1)},
        "advice": found.advice,
    }


def _tell(name: str, found: Forecast) -> None:
    need = found.need
    parts = (
        ("weights", need.weights),
        ("KV cache", need.kv),
        ("working memory", need.compute),
        ("adapters", need.adapters),
        ("engine", need.program),
        ("together", need.total),
        ("free now", found.available),
    )
    print(for_terminal(f"{name} with a context of {found.context_length:,} tokens"))
    for part, size in parts:
        if size:
            print(f"{part:15} {readable(size)}")
    print(f"{'speed':15} {found.speed.words}")
    print(f"It does not fit. {found.advice}" if found.advice else "It fits.")
