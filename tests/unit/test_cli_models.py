"""`homespun models`: what is printed for a person, for a script, and when something is refused."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from models.starter import starter_model
from tests.gguf_files import linear_tensors, random_lora, tiny_llama
from tests.model_folders import untouched, write_ollama, write_split
from tests.onnx_files import write_optimum

KEYS = ["format", "architecture", "parameters", "quantization", "context_length", "bytes", "license"]


@pytest.fixture(autouse=True)
def no_other_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    for name in ("OLLAMA_MODELS", "HF_HUB_CACHE", "HF_HOME", "LLAMA_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("models.library.sources.SYSTEM_OLLAMA", tmp_path / "no service")


class Command:
    """Runs `homespun models`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def text(self, *arguments: object, code: int = 0) -> str:
        """What is printed, errors too."""
        assert main(["models", *map(str, arguments)]) == code
        printed = self._capsys.readouterr()
        return printed.out + printed.err

    def json(self, *arguments: object, code: int = 0) -> Any:
        assert main(["models", *map(str, arguments), "--json"]) == code
        return json.loads(self._capsys.readouterr().out)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return tiny_llama().write(tmp_path / "Tiny-F16.gguf")


def test_a_model_is_imported_verified_and_removed(command: Command, tiny: Path, data_home: Path) -> None:
    digest = hashlib.sha256(tiny.read_bytes()).hexdigest()
    printed = command.text("import", tiny)
    assert "“Tiny-F16” is in the library" in printed
    assert digest in printed
    assert "homespun chat --model Tiny-F16" in printed
    assert (data_home / "models" / "Tiny-F16" / "Tiny-F16.gguf").exists()
    assert command.json("import", tiny)["was_there"] is True
    listed = {entry["name"]: entry for entry in command.json("list")}
    assert (listed["Tiny-F16"]["sha256"], listed["Tiny-F16"]["keeping"]) == (digest, "copied")
    assert "library" in command.text("list")
    assert "byte for byte" in command.text("verify", "tiny-f16")
    assert command.json("verify", "Tiny-F16")["was_known"] is True
    removed = command.json("remove", "Tiny-F16")
    assert removed["deleted"] is True
    assert not (data_home / "models" / "Tiny-F16").exists()
    assert command.json("remove", "Tiny-F16", code=1)["kind"] == "model_not_found"
    assert tiny.exists()


@pytest.mark.model
def test_a_faster_format_is_proposed_on_import(command: Command, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.formats.platform.machine", lambda: "x86_64")  # on others nothing is known to be faster
    starter = starter_model()
    assert starter is not None
    printed = command.text("import", starter, "--name", "Mine")
    assert "stored as Q4_1, which is slow" in printed
    assert "homespun models quantize Mine" in printed
    assert "slow" not in command.text("import", tiny)


def test_a_name_of_ones_own(command: Command, tiny: Path) -> None:
    assert 'chat --model "My model"' in command.text("import", tiny, "--name", "My model")
    assert command.json("import", tiny, "--name", "../x", code=1)["kind"] == "unsupported"


def test_a_folder_is_used_where_it_is(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    tiny_llama().write(folder / "tiny.gguf")
    write_split(folder / "big")
    (folder / "elsewhere").symlink_to(tmp_path)
    before = untouched(folder)
    printed = command.text("import", folder, "--in-place")
    assert f"{folder} (folder) is used where it is: 2 models." in printed
    assert "it was not followed" in printed
    assert {entry["name"] for entry in command.json("list")} > {"tiny", "Big-Q8_0"}
    assert command.json("sources")["used"] == [{"path": str(folder), "kind": "folder"}]
    assert "is not listed any more" in command.text("remove", "tiny")
    assert "Nothing in it was changed" in command.text("sources", "--forget", folder)
    assert command.json("sources") == {"used": [], "offered": []}
    assert untouched(folder) == before


def test_other_programs_are_offered(command: Command, tmp_path: Path) -> None:
    assert "none of another program was found" in command.text("sources")
    place = tmp_path / "person" / ".ollama" / "models"
    write_ollama(place, "library/llama3.2", "1b")
    assert command.json("sources")["offered"] == [{"path": str(place), "kind": "ollama"}]
    assert "not used" in command.text("sources")
    assert [entry["name"] for entry in command.json("list")][1:] == []
    added = command.json("sources", "--add", place)
    assert [entry["name"] for entry in added["models"]] == ["llama3.2:1b"]
    assert "Ollama, llama3.2:1b" in command.text("list")
    assert command.json("inspect", "llama3.2:1b")["architecture"] == "llama"


def test_every_format_is_inspected(command: Command, tiny: Path, tmp_path: Path) -> None:
    parts = write_split(tmp_path)
    onnx = write_optimum(tmp_path / "onnx model")
    for path, form in ((tiny, "gguf"), (parts[0], "gguf"), (onnx, "onnx"), (onnx / "model.onnx", "onnx")):
        told = command.json("inspect", path)
        assert list(told) == KEYS
        assert told["format"] == form
        assert told["architecture"] == "llama"
    assert command.json("inspect", parts[0])["bytes"] == sum(path.stat().st_size for path in parts)
    assert "files           2" in command.text("inspect", parts[0])
    assert "apache-2.0" in command.text("inspect", tiny)


def test_a_strangers_file_is_read_in_a_process_of_its_own(
    command: Command, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(path: Path) -> None:
        raise AssertionError(f"{path} was read in this process")

    monkeypatch.setattr("models.library.facts.inspect_gguf", never)
    assert command.json("inspect", tiny)["architecture"] == "llama"
    assert command.json("import", tiny)["problem"] == ""


def test_what_is_no_model_is_named(command: Command, tiny: Path, tmp_path: Path) -> None:
    shapes = linear_tensors(tiny)
    lora = random_lora(shapes).write(tmp_path / "lora.gguf")
    peft = tmp_path / "peft"
    peft.mkdir()
    (peft / "adapter_config.json").write_text("{}")
    (peft / "adapter_model.safetensors").write_bytes(b"\x02\0\0\0\0\0\0\0{}")
    onnx_adapter = tmp_path / "some.onnx_adapter"
    onnx_adapter.write_bytes(b"\x10\0\0\0TORT" + bytes(64))
    for path in (lora, peft, peft / "adapter_model.safetensors", onnx_adapter):
        for action in ("inspect", "import"):
            failed = command.json(action, path, code=1)
            assert failed["type"] == "failed"
            assert failed["kind"] == "unsupported"
            assert "is an adapter" in failed["message"]
    (tmp_path / "pickle.gguf").write_bytes(b"\x80\x02}q\0.")
    assert command.json("inspect", tmp_path / "pickle.gguf", code=1)["kind"] == "unsupported"
    assert command.json("inspect", tmp_path / "none.gguf", code=1)["kind"] == "model_not_found"
    (tmp_path / "gone.gguf").symlink_to(tmp_path / "nothing")
    assert command.json("inspect", tmp_path / "gone.gguf", code=1)["kind"] == "model_not_found"
    os.mkfifo(tmp_path / "pipe.gguf")
    assert command.json("inspect", tmp_path / "pipe.gguf", code=1)["kind"] == "model_invalid"


def test_links_and_notes_are_listed(command: Command, tiny: Path, data_home: Path) -> None:
    (data_home / "models").mkdir(parents=True)
    (data_home / "models" / "linked.gguf").symlink_to(tiny)
    assert f"linked is a link to {tiny}." in command.text("list")
    failed = command.json("remove", "linked", code=1)
    assert "by hand" in failed["message"]
    assert tiny.exists()


def test_names_that_are_no_text(command: Command, tmp_path: Path, data_home: Path) -> None:
    folder = tmp_path / os.fsdecode(b"odd \xff folder")
    folder.mkdir()
    tiny_llama().write(folder / os.fsdecode(b"\xff\x1b[2J\nname.gguf"))
    printed = command.text("sources", "--add", folder)
    assert "\x1b" not in printed
    assert "�" in command.text("list")
    [entry] = [entry for entry in command.json("list") if not entry["starter"]]
    assert entry["name"] == "��[2J�name"
    assert entry["problem"] == ""
    assert command.json("inspect", entry["name"])["architecture"] == "llama"
    assert command.json("verify", entry["key"])["sha256"]
    imported = command.json("import", entry["path"])
    assert (data_home / "models").joinpath(imported["name"]).is_dir()
    assert command.json("remove", imported["key"])["deleted"] is True
