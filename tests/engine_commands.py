"""Commands that start other engines than the real one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.launch import EngineCommand

ROOT = Path(__file__).resolve().parent.parent


def misbehaving(mode: str) -> EngineCommand:
    return _module("tests.misbehaving_engine", mode)


def pricing(mode: str) -> EngineCommand:
    return _module("tests.pricing_engine", mode)


def _module(name: str, mode: str) -> EngineCommand:
    return EngineCommand(
        sys.executable,
        ("-m", name, mode),
        dict(os.environ) | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )
