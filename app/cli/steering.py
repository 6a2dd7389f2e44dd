"""`--steer-with`: the small model that a command puts its adapters on, to steer the one that writes."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.adapter_set import split_scale
from app.cli.model import library
from engine.errors import EngineError, ErrorKind
from engine.protocol import Steering
from models.library import display_name


def steering(options: argparse.Namespace) -> Steering | None:
    """None where the adapters act on the model itself. Raises EngineError where there is no such small model, or no
    adapter for it."""
    if options.steer_with is None:
        return None
    if not options.adapter:
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            "A small model steers with what adapters change in it. Name at least one with --adapter, or leave "
            "--steer-with out.",
        )
    reference, strength = split_scale(options.steer_with)
    return Steering(str(library(options).resolve(reference).absolute()), strength)


def adapted_model(model: Path, chosen: Steering | None) -> Path:
    """The model that the adapters act on: theirs, where one steers `model`."""
    return model if chosen is None else Path(chosen.path)


def through(chosen: Steering | None) -> str:
    """What follows the names of the adapters where they steer: " through Small"."""
    if chosen is None:
        return ""
    strength = "" if chosen.strength == 1 else f" at {chosen.strength:g}"
    return f" through {display_name(Path(chosen.path))}{strength}"
