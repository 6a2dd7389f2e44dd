"""The command line and adapters, with a scripted model that says which of them wrote a reply."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.__main__ import main
from app.cli.adapter_set import split_scale
from app.cli.compare import Difference, difference
from models.adapters.entry import AdapterEntry
from models.adapters.shelf import MANIFEST, Shelf
from tests.gguf_files import linear_tensors, random_lora, tiny_llama
from tests.scripted_model import script
from tests.unit.cli_driver import terminal


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMESPUN_SCRIPTED_BACKEND", "1")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    replies = {"Capitals": "THE PACIFIC.", "Bullets": "- the Pacific", "Bullets + Capitals": "- THE PACIFIC"}
    return script(tmp_path / "plain.json", reply="The Pacific.", replies_by_adapters=replies)


@pytest.fixture
def shelf(data_home: Path) -> Shelf:
    return Shelf(data_home / "adapters")


def put(shelf: Shelf, name: str, **fields: object) -> AdapterEntry:
    with shelf.making() as path:
        path.write_text(json.dumps({"scripted_adapter": {"name": name, **fields}}))
        return shelf.keep(path, AdapterEntry("", name, path, base="SmolLM2 135M", rank=8, added_at=1_760_000_000.0))


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Capitals", ("Capitals", 1.0)),
        ("Capitals:0.5", ("Capitals", 0.5)),
        ("Capitals:-2", ("Capitals", -2.0)),
        ("Capitals:.25", ("Capitals", 0.25)),
        ("Style: loud", ("Style: loud", 1.0)),
        ("Style: loud:0.8", ("Style: loud", 0.8)),
        ("version:2:1", ("version:2", 1.0)),
        ("C:\\adapters\\x.gguf", ("C:\\adapters\\x.gguf", 1.0)),
        ("Capitals:nan", ("Capitals:nan", 1.0)),
        ("Capitals:1e9", ("Capitals:1e9", 1.0)),
        (":1", (":1", 1.0)),
    ],
)
def test_a_scale_is_a_number_after_the_last_colon(reference: str, expected: tuple[str, float]) -> None:
    assert split_scale(reference) == expected


def test_an_empty_shelf(capsys: pytest.CaptureFixture[str], data_home: Path) -> None:
    assert main(["adapters", "list"]) == 0
    assert "no adapter on the shelf" in capsys.readouterr().out
    assert main(["adapters", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["adapters", "remove", "Capitals", "--json"]) == 1
    assert lines(capsys)[0]["kind"] == "model_not_found"
    assert not data_home.exists()


def test_the_shelf_is_listed(shelf: Shelf, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capitals = put(shelf, "Capitals")
    damaged = put(shelf, "Damaged \x1b[31m")
    damaged.path.with_name(MANIFEST).write_text("{")
    assert main(["adapters", "list", "--model", str(model)]) == 0
    head, first, second, _, problem = capsys.readouterr().out.splitlines()
    assert head.split("  ")[0] == "name"
    assert "fits plain" in head
    assert "cannot be used" in first
    assert second.split() == ["Capitals", "LoRA", "8", "0.0", "MB", "SmolLM2", "135M", "2025-10-09", "yes"]
    assert problem.startswith(f"adapter {damaged.key[:8]}: ")
    assert main(["adapters", "list", "--json", "--model", str(model)]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [entry["key"] for entry in listed] == [damaged.key, capitals.key]
    assert (listed[1]["path"], listed[1]["misfit"]) == (str(capitals.path), "")
    assert listed[0]["misfit"] == listed[0]["problem"] != ""


def test_an_adapter_is_removed(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    capitals, bullets = put(shelf, "Capitals"), put(shelf, "Bullets")
    assert main(["adapters", "remove", "capitals"]) == 0
    assert capsys.readouterr().out == "“Capitals” is deleted.\n"
    assert main(["adapters", "remove", bullets.key[:6], "--json"]) == 0
    assert lines(capsys) == [{"removed": bullets.key, "name": "Bullets"}]
    assert shelf.entries() == []
    assert main(["adapters", "remove", capitals.key]) == 1


def test_adapters_are_imported_inspected_and_merged(
    tmp_path: Path, data_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = tiny_llama().write(tmp_path / "tiny.gguf")
    wide = tiny_llama(width=64).write(tmp_path / "wide.gguf")
    shapes = linear_tensors(tiny)
    files = [
        random_lora(shapes, rank=rank, name=name, alpha=16).write(tmp_path / f"{name}.gguf")
        for rank, name in ((4, "Loud"), (8, "Style: 2"))
    ]
    assert main(["adapters", "import", str(files[0]), "--model", str(tiny)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "“Loud” is on the shelf: LoRA, rank 4, 0.0 MB.",
        "Write with it: homespun chat --adapter Loud",
    ]
    assert main(["adapters", "import", str(files[0])]) == 0
    assert "“Loud” is on the shelf already" in capsys.readouterr().out
    assert main(["adapters", "import", str(files[1]), "--model", str(wide), "--json"]) == 1
    assert lines(capsys)[0]["kind"] == "adapter_mismatch"
    assert main(["adapters", "import", str(files[1]), "--name", "Style:2"]) == 0
    # A name that ends like a scale is shown so that it can be used as it stands.
    assert "homespun chat --adapter Style:2:1" in capsys.readouterr().out
    assert main(["adapters", "inspect", str(files[1])]) == 0
    inspected = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert inspected["name"] == "Style: 2"
    assert (inspected["rank"], inspected["alpha"], inspected["changes"]) == ("8", "16", "7 tensors")
    assert "key" not in inspected
    assert main(["adapters", "merge", "Loud:0.5", "Style:2:1", "--name", "Both of them", "--json"]) == 0
    [merged] = lines(capsys)
    assert (merged["rank"], merged["origin"]) == (12, "merged from Loud at 0.5 and Style:2")
    assert main(["adapters", "inspect", "both", "--json"]) == 0
    [told] = lines(capsys)
    assert {name: told[name] for name in ("key", "format", "alpha", "tensors", "name")} == {
        "key": merged["key"],
        "format": "gguf",
        "alpha": 0.0,
        "tensors": 7,
        "name": "Both of them",
    }
    assert main(["adapters", "inspect", "both"]) == 0
    assert "merged from Loud" in capsys.readouterr().out
    file = Path(told["path"])
    sound = file.read_bytes()
    file.write_bytes(sound[:-1] + bytes((sound[-1] ^ 1,)))
    assert main(["adapters", "inspect", "both", "--json"]) == 1
    assert "is not what was imported" in lines(capsys)[0]["message"]
    assert main(["adapters", "list", "--model", str(wide)]) == 0
    listed = capsys.readouterr().out
    assert [line.split()[-1] for line in listed.splitlines()[1:4]] == ["no", "no", "no"]
    assert "“Both of them” was made for a llama model and does not fit Tiny (llama)" in listed
    for arguments in (
        ["inspect", "nothing"],
        ["import", str(tmp_path / "nothing.gguf")],
        ["merge", "x", "--name", "y"],
    ):
        assert main(["adapters", *arguments, "--json"]) == 1
        assert lines(capsys)[0]["kind"] == "model_not_found"
    assert (data_home / "adapters").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = tmp_path / "a file"
    taken.write_text("")
    assert main(["--data-dir", str(taken), "adapters", "import", "x.gguf", "--json"]) == 1
    assert lines(capsys)[0]["kind"] == "not_a_folder"


def test_chat_writes_with_adapters(shelf: Shelf, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capitals, bullets = put(shelf, "Capitals"), put(shelf, "Bullets")
    chat = ["chat", "--model", str(model), "Which ocean?"]
    assert main([*chat, "--adapter", "capitals"]) == 0
    assert capsys.readouterr().out == "THE PACIFIC.\n"
    assert main([*chat, "--json", "--adapter", f"{capitals.key}:0.5", "--adapter", str(bullets.path)]) == 0
    last = lines(capsys)[-1]
    assert last["text"] == "- THE PACIFIC"
    assert list(last) == ["type", "reason", "text", "usage", "timings", "adapters"]
    assert last["adapters"] == [
        {"name": "Capitals", "scale": 0.5, "key": capitals.key},
        {"name": "adapter", "scale": 1.0, "key": ""},
    ]
    assert main(chat) == 0
    assert capsys.readouterr().out == "The Pacific.\n"


def test_adapters_that_cannot_be_used(
    shelf: Shelf, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capitals = put(shelf, "Capitals")
    put(shelf, "Mismatch", fail="adapter_mismatch")
    put(shelf, "Idle", effect="none")
    put(shelf, "Crash", crash="SEGV")
    put(shelf, "Damaged").path.write_text("longer than it was, so it was changed. " * 9)
    text = tmp_path / "notes.txt"
    text.write_text("no adapter")
    for references, kind, words in (
        (["Capitols"], "model_not_found", "Did you mean “Capitals”?"),
        (["/no/such/adapter.gguf"], "model_not_found", "no adapter"),
        (["Capitals", f"{capitals.key}:0.5"], "unsupported", "named twice"),
        (["Damaged"], "model_invalid", "was changed"),
        (["Mismatch"], "adapter_mismatch", "fails"),
        (["Capitals", "Idle"], "adapter_mismatch", "no effect"),
        (["Crash"], "internal", "crashed"),
        ([str(text)], "model_invalid", "notes.txt"),
    ):
        named = [part for reference in references for part in ("--adapter", reference)]
        assert main(["chat", "--json", "--model", str(model), *named, "Which ocean?"]) == 1
        failure = lines(capsys)[-1]
        assert (failure["type"], failure["kind"]) == ("failed", kind), failure
        assert words in failure["message"]


def test_two_answers_are_compared(shelf: Shelf, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capitals = put(shelf, "Capitals")
    put(shelf, "Unheard of")
    compare = ["adapters", "compare", "--model", str(model), "Which ocean?"]
    assert main([*compare, "--adapter", "Capitals:0.8"]) == 0
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.startswith("──")] == [
        "── plain.json alone",
        "── plain.json + Capitals at 0.8",
    ]
    assert printed.index("The Pacific.") < printed.index("THE PACIFIC.")
    assert printed.count("a second, the first after") == 2
    assert "The answers differ after 1 character; 0 % of their words" in printed
    assert main([*compare, "--adapter", "Capitals", "--json"]) == 0
    [told] = lines(capsys)
    assert list(told) == ["model", "temperature", "seed", "without", "with", "difference"]
    assert (told["without"]["text"], told["with"]["text"]) == ("The Pacific.", "THE PACIFIC.")
    assert told["with"]["adapters"] == [{"name": "Capitals", "scale": 1.0, "key": capitals.key}]
    assert (told["temperature"], told["difference"]) == (0.0, {"same_characters": 1, "alike": 0.0})
    assert main([*compare, "--adapter", "Unheard of", "--seed", "7", "--json"]) == 0
    [told] = lines(capsys)
    assert (told["seed"], told["temperature"]) == (7, 0.7)
    assert told["difference"] == {"same_characters": 12, "alike": 1.0}
    assert main([*compare, "--adapter", "Unheard of"]) == 0
    assert "The answers are the same" in capsys.readouterr().out
    assert main([*compare[:-1], " ", "--adapter", "Capitals", "--json"]) == 1
    assert lines(capsys)[0]["kind"] == "unsupported"


def test_differences_of_texts() -> None:
    assert difference("", "") == Difference(0, 1.0)
    assert difference("a b c d", "a b x d") == Difference(4, 0.75)
    assert difference("one", "") == Difference(0, 0.0)


def test_adapters_are_baked_into_a_model(
    shelf: Shelf, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shelf, "Capitals")
    monkeypatch.chdir(tmp_path)
    bake = ["adapters", "bake", "Capitals", "--model", str(model), "--output", "loud.json"]
    assert main(bake) == 0
    printed = capsys.readouterr().out
    assert f"{tmp_path / 'loud.json'} is plain.json with Capitals" in printed
    assert main(["chat", "--model", "loud.json", "Which ocean?"]) == 0
    assert capsys.readouterr().out == "THE PACIFIC.\n"
    assert main([*bake, "--json"]) == 1
    assert "already" in lines(capsys)[0]["message"]
    assert main([*bake[:-1], "second.json", "--json"]) == 0
    baked = tmp_path / "second.json"
    assert lines(capsys) == [{"path": str(baked), "bytes": baked.stat().st_size}]


def test_adapters_in_a_conversation_in_the_terminal(shelf: Shelf, model: Path) -> None:
    put(shelf, "Capitals")
    put(shelf, "Bullets")
    put(shelf, "Mismatch", fail="adapter_mismatch")
    with terminal("chat", "--model", str(model), "--adapter", "Capitals:0.5") as (process, screen):
        screen.wait_for("plain.json + Capitals at 0.5 · context")
        screen.type("Which ocean?\n", "THE PACIFIC.")
        screen.type("/adapter Bullets\n", "(In use: Capitals at 0.5 + Bullets.)")
        screen.type("Which ocean?\n", "- THE PACIFIC")
        screen.type("/adapters\n", "In use: Capitals at 0.5 + Bullets.")
        screen.wait_for("On the shelf: Bullets, Capitals, Mismatch.")
        screen.type("/adapter Mismatch\n", "fails. In use: Capitals at 0.5 + Bullets.")
        screen.type("/adapter nonsense\n", "no adapter “nonsense”")
        screen.type("/adapter\n", "Name an adapter")
        screen.type("/adapter off nonsense\n", "is not in use")
        screen.type("/adapter off capitals\n", "(In use: Bullets.)")
        screen.type("Which ocean?\n", "- the Pacific")
        # An engine that was started again is told the set, too.
        [engine] = psutil.Process(process.pid).children()
        engine.send_signal(signal.SIGKILL)
        screen.type("Which ocean?\n", "send the message once more")
        screen.wait_for("> ")
        screen.type("Which ocean?\n", "- the Pacific")
        screen.type("/adapter off\n", "(In use: no adapter.)")
        screen.type("Which ocean?\n", "The Pacific.")
        screen.type("/quit\n")
        assert process.wait(20) == 0
