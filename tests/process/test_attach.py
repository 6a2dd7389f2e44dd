"""Files that are attached are read in a process that may die of them, for the window and for `homespun chat`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.launch import EngineCommand, module_command
from app.look_messages import ReadAttachment, decode_answer, decode_order, encode_answer, encode_order
from app.looking import READ, ChildReader, Limits
from app.store.records import Attachment, AttachmentKind
from engine.errors import EngineError
from tests.attachment_files import bomb, pdf
from tests.scripted_model import script
from tests.unit.cli_driver import homespun, terminal


def misbehaving(*arguments: str) -> EngineCommand:
    return module_command("tests.misbehaving_inspector", *arguments)


def refusal(path: Path, limits: Limits = READ) -> str:
    with pytest.raises(EngineError) as error:
        ChildReader(limits, misbehaving)(path)
    return error.value.message


def test_a_text_of_the_greatest_length_comes_through_as_one_line() -> None:
    order = ReadAttachment(Path("/a b/ü\n.pdf"))
    assert decode_order(encode_order(order)) == order
    read = Attachment("a.txt", AttachmentKind.TEXT, "\U0001f600\n" * 2_000_000, 3, "A note.")
    line = encode_answer(read)
    assert "\n" not in line
    assert decode_answer(line) == read


def test_what_a_file_does_to_its_reader_is_told_in_words_about_the_file(tmp_path: Path) -> None:
    assert "made the process that looked at it crash" in refusal(tmp_path / "aborts")
    assert "save it as PDF or plain text" in refusal(tmp_path / "babbles")
    assert "took too long" in refusal(tmp_path / "hangs", Limits(1 << 30, 0.5))
    assert "more memory" in refusal(tmp_path / "eats", Limits(64 << 20, 30.0))


def test_bombs_end_in_a_refusal(tmp_path: Path) -> None:
    read = ChildReader()
    with pytest.raises(EngineError, match="unpacked"):
        read(bomb(tmp_path / "bomb.docx"))
    with pytest.raises(EngineError, match="damaged PDF"):
        read(pdf(tmp_path / "bomb.pdf", ["x"], extra=b" " * (200 << 20)))
    assert read(pdf(tmp_path / "sound.pdf", ["Sound"])).text == "Sound"


def test_the_command_reads_files_before_the_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMESPUN_SCRIPTED_BACKEND", "1")
    model = script(tmp_path / "plain.json", reply="Flour.")
    (tmp_path / "notes.md").write_text("500 g flour, 325 g water")
    files = ("--attach", str(pdf(tmp_path / "two.pdf", ["Salt", ""])), "--attach", str(tmp_path / "notes.md"))
    done = homespun("chat", "--model", str(model), *files, "--json", "What is needed?")
    assert done.returncode == 0, done.stderr
    assert "two.pdf: 1 page has no text" in done.stderr
    usage = json.loads(done.stdout.splitlines()[-1])["usage"]
    told = (
        "[File: two.pdf, 2 pages]\nSalt\n[End of the file]\n\n"
        "[File: notes.md]\n500 g flour, 325 g water\n[End of the file]"
    )
    assert usage["prompt_tokens"] >= len(f"{told}\n\nWhat is needed?")
    (tmp_path / "empty.txt").write_text("")
    done = homespun("chat", "--model", str(model), "--attach", str(tmp_path / "empty.txt"), "Hello")
    assert done.returncode == 1
    assert "“empty.txt” is empty" in done.stderr
    with terminal("chat", "--model", str(model), *files) as (_, screen):
        screen.wait_for("with two.pdf, notes.md")
        screen.type("What is needed?\n", "Flour.")
