"""ONNX folders in the window's choice of models."""

from __future__ import annotations

from pathlib import Path

from app.chat.model_choices import ModelFiles
from tests.onnx_files import write_genai, write_optimum


def test_folders_are_offered_like_files(tmp_path: Path) -> None:
    inside = write_optimum(tmp_path / "models" / "small v1.2")
    elsewhere = write_genai(tmp_path / "other")
    files = ModelFiles(tmp_path / "models")
    listed = files.library().models()
    choices = {choice.name: choice for choice in files.choices(listed, [elsewhere / "model.onnx"])}
    assert choices["small v1.2"].path == str(inside)
    assert choices["other"].path == str(elsewhere / "model.onnx")
    assert choices["other"].summary.startswith("F32 · ")


def test_a_folder_that_was_chosen_last_is_loaded_first(tmp_path: Path) -> None:
    folder = write_optimum(tmp_path / "small")
    assert ModelFiles(tmp_path).first(str(folder)).path == folder
    missing = ModelFiles(tmp_path).first(str(tmp_path / "gone"))
    assert missing.missing == tmp_path / "gone"
