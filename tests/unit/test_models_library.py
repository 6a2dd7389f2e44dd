"""The models that are there, sound or broken, and how one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from models.library import Library, ModelEntry, display_name
from tests.gguf_files import tiny_llama


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def _not_found(library: Library, reference: str | None) -> str:
    with pytest.raises(EngineError) as caught:
        library.resolve(reference)
    assert caught.value.kind is ErrorKind.MODEL_NOT_FOUND
    return caught.value.message


def test_lists_the_starter_first_and_the_others_by_name(folder: Path, tmp_path: Path) -> None:
    starter = tiny_llama().write(tmp_path / "starter.gguf")
    for name in ("b.gguf", "A.GGUF", "c.gguf"):
        tiny_llama().write(folder / name)
    (folder / "notes.txt").write_text("not a model")
    entries = Library(folder, starter, clock=lambda: 12.0).models()
    assert [(entry.name, entry.starter) for entry in entries] == [
        ("starter", True),
        ("A", False),
        ("b", False),
        ("c", False),
    ]
    assert entries[1] == ModelEntry(
        name="A",
        path=folder / "A.GGUF",
        bytes=(folder / "A.GGUF").stat().st_size,
        format="gguf",
        architecture="llama",
        parameters=17_600,
        quantization="F16",
        context_length=256,
        license="apache-2.0",
        key=entries[1].key,
        title="Tiny",
        tokenizer="llama",
        origin="put into the library's folder",
        added_at=12.0,
    )


def test_a_broken_file_is_listed_with_its_problem(folder: Path) -> None:
    tiny_llama().write(folder / "good.gguf")
    (folder / "bad.gguf").write_bytes(b"<html>Sign in</html>")
    (folder / "gone.gguf").symlink_to(folder / "nothing")
    (folder / "sub.gguf").mkdir()
    entries = {entry.name: entry for entry in Library(folder).models()}
    assert set(entries) == {"good", "bad", "gone"}
    assert entries["good"].problem == ""
    assert "web page" in entries["bad"].problem
    assert entries["bad"].bytes == 20
    assert "no model file" in entries["gone"].problem


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert Library(tmp_path / "none").models() == []


def test_the_starter_in_the_folder_is_listed_once(folder: Path) -> None:
    starter = tiny_llama().write(folder / "starter.gguf")
    assert [entry.starter for entry in Library(folder, starter).models()] == [True]


def test_later_parts_are_not_listed(folder: Path) -> None:
    for number in (1, 2, 3):
        (folder / f"big-0000{number}-of-00003.gguf").write_bytes(b"")
    assert [entry.name for entry in Library(folder).models()] == ["big"]
    assert Library(folder).resolve("BIG") == folder / "big-00001-of-00003.gguf"


@pytest.mark.parametrize("reference", ["Qwen3-0.6B-Q8_0", "qwen3-0.6b-q8_0", "QWEN3-0.6B-Q8_0.gguf"])
def test_resolves_a_name(reference: str, folder: Path) -> None:
    path = tiny_llama().write(folder / "Qwen3-0.6B-Q8_0.gguf")
    assert Library(folder).resolve(reference) == path


def test_resolves_a_path(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tiny_llama().write(tmp_path / "elsewhere.gguf")
    library = Library(folder)
    assert library.resolve(str(path)) == path
    monkeypatch.chdir(tmp_path)
    assert library.resolve("elsewhere.gguf") == Path("elsewhere.gguf")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert library.resolve("~/elsewhere.gguf") == path


def test_no_reference_is_the_starter(folder: Path, tmp_path: Path) -> None:
    assert Library(folder, tmp_path / "s.gguf").resolve(None) == tmp_path / "s.gguf"
    assert "starter model is not installed" in _not_found(Library(folder), None)


def test_names_what_comes_close(folder: Path) -> None:
    assert "The library is empty" in _not_found(Library(folder), "llama")
    for name in ("Llama-3.2-1B-Instruct-Q4_K_M", "SmolLM2-135M"):
        tiny_llama().write(folder / f"{name}.gguf")
    library = Library(folder)
    assert "Did you mean “Llama-3.2-1B-Instruct-Q4_K_M”?" in _not_found(library, "llama-3.2")
    assert "Did you mean “SmolLM2-135M”?" in _not_found(library, "SmolML2-135M")
    assert "holds “Llama-3.2-1B-Instruct-Q4_K_M”, “SmolLM2-135M”" in _not_found(library, "zzz")
    assert "Check the path" in _not_found(library, "no/such/file.gguf")
    _not_found(library, "a\0b")


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "SmolLM2-135M-Instruct"),
        ("Qwen3-4B-Q4_K_M-00001-of-00003.gguf", "Qwen3-4B"),
        ("llama-3.2-1b-IQ3_XXS.gguf", "llama-3.2-1b"),
        ("Mixtral_bf16.gguf", "Mixtral"),
        ("Q8_0.gguf", "Q8_0"),
        ("my.model.gguf", "my.model"),
    ],
)
def test_the_name_to_read_leaves_out_the_number_format(file: str, name: str) -> None:
    assert display_name(Path(file)) == name
