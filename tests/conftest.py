"""For every test: no screen, and a data folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test, nor a program that it starts, may touch the data of the person who runs it."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOMESPUN_HOME", str(home))
    return home
