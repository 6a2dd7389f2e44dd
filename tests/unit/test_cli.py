"""The command line with a scripted model: output, exit codes, and what a terminal is spared."""

from __future__ import annotations

import json
import platform
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from app import __version__
from app.__main__ import INTERRUPTED, main
from app.cli.output import for_terminal
from tests.scripted_model import script
from tests.unit.cli_driver import ROOT, homespun, start, terminal


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMESPUN_SCRIPTED_BACKEND", "1")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return script(tmp_path / "plain.json", reply="The Pacific, of course.", context_length=600)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for argument, words in (("--version", f"homespun {__version__}"), ("--help", "conversations")):
        with pytest.raises(SystemExit) as caught:
            main([argument])
        assert caught.value.code == 0
        assert words in capsys.readouterr().out


def test_the_version_is_the_distributions() -> None:
    from importlib import metadata

    assert metadata.version("homespun") == __version__


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from app.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('PySide6', 'numpy', 'llama_cpp', 'sqlcipher3') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-flag"],
        ["chat", "--no-such-flag"],
        ["nonsense"],
        ["chat", "--seed", "-1", "x"],
        ["chat", "--seed", "many", "x"],
        ["chat", "--temperature", "nan", "x"],
        ["chat", "--temperature", "9", "x"],
        ["chat", "--max-tokens", "0", "x"],
        ["models"],
        ["models", "inspect"],
        ["conversations", "show", "first"],
        ["bench", "--runs", "0"],
    ],
)
def test_a_wrong_argument_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "homespun" in capsys.readouterr().err


def test_the_window_without_a_screen(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 1
    assert "homespun chat" in capsys.readouterr().err


def test_chat_answers_as_plain_text(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--model", str(model), "Which ocean?"]) == 0
    assert capsys.readouterr().out == "The Pacific, of course.\n"


def test_chat_answers_as_json_lines(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--model", str(model), "--json", "Which ocean?"]) == 0
    *deltas, last = lines(capsys)
    assert {tuple(delta) for delta in deltas} == {("type", "text")}
    assert "".join(delta["text"] for delta in deltas) == "The Pacific, of course."
    assert list(last) == ["type", "reason", "text", "usage", "timings"]
    assert (last["type"], last["reason"], last["text"]) == ("finished", "stop", "The Pacific, of course.")
    assert list(last["usage"]) == [
        *("prompt_tokens", "evaluated_tokens", "completion_tokens"),
        *("saved_positions", "drafted_tokens", "accepted_tokens"),
    ]
    assert list(last["timings"]) == [
        "load_ms",
        "ttft_ms",
        "prefill_tokens_per_second",
        "decode_tokens_per_second",
    ]
    assert last["usage"]["completion_tokens"] == len("The Pacific, of course.")


def test_chat_reads_its_prompt_from_standard_input(model: Path) -> None:
    for arguments in (["-"], []):
        done = homespun("chat", "--model", str(model), *arguments, stdin="Which ocean?")
        assert (done.returncode, done.stdout) == (0, "The Pacific, of course.\n")


def test_the_answer_can_be_limited(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--model", str(model), "--max-tokens", "3", "--json", "Which ocean?"]) == 0
    assert lines(capsys)[-1]["reason"] == "length"
    assert main(["chat", "--model", str(model), "--max-tokens", "3", "Which ocean?"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "The\n"
    assert "length limit" in printed.err


def test_a_system_message_costs_tokens(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["chat", "--model", str(model), "--json", "Which ocean?"])
    without = lines(capsys)[-1]["usage"]["prompt_tokens"]
    main(["chat", "--model", str(model), "--json", "--system", "Answer like a pirate.", "Which ocean?"])
    assert lines(capsys)[-1]["usage"]["prompt_tokens"] > without


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["--model", "no-such-model", "Hello"], "model_not_found"),
        (["--model", "/no/such/file.gguf", "Hello"], "model_not_found"),
        (["--model", "MODEL", "word " * 500], "context_overflow"),
        (["--model", "MODEL", "--json-schema", "/no/such/schema.json", "Hello"], "unsupported"),
        (["--model", "MODEL", "  "], "unsupported"),
    ],
)
def test_failures_are_told_in_both_forms(
    model: Path, arguments: list[str], kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(model) if one == "MODEL" else one for one in arguments]
    assert main(["chat", "--json", *arguments]) == 1
    failure = lines(capsys)[-1]
    assert list(failure) == ["type", "kind", "message"]
    assert (failure["type"], failure["kind"]) == ("failed", kind)
    assert main(["chat", *arguments]) == 1
    assert f"homespun: {failure['message']}" in capsys.readouterr().err


def test_an_engine_that_dies_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = script(tmp_path / "dies.json", reply="Some words", crash="SEGV", after_tokens=3)
    assert main(["chat", "--model", str(model), "--json", "Hello"]) == 1
    *deltas, failure = lines(capsys)
    # What was drawn in the last moment before the crash may not have been told yet.
    assert "".join(delta["text"] for delta in deltas) in ("S", "So", "Som")
    assert failure["kind"] == "internal"
    assert "crashed" in failure["message"]


def test_a_schema_that_is_no_json(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text("{")
    assert main(["chat", "--model", str(model), "--json-schema", str(schema), "Hello"]) == 1
    assert "is not a JSON schema" in capsys.readouterr().err
    schema.write_text('{"type": "object"}')
    assert main(["chat", "--model", str(model), "--json-schema", str(schema), "Hello"]) == 0


def test_ctrl_c_stops_the_answer(tmp_path: Path) -> None:
    model = script(tmp_path / "slow.json", reply="word " * 200, token_delay=0.02)
    with start("chat", "--model", str(model), "--json", "Hello", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["type"] == "delta"
        process.send_signal(signal.SIGINT)
        last = json.loads(process.stdout.read().splitlines()[-1])
        assert process.wait(20) == INTERRUPTED
    assert (last["type"], last["reason"]) == ("finished", "cancelled")


def test_ctrl_c_stops_the_loading(tmp_path: Path) -> None:
    model = script(tmp_path / "slow.json", load_delay=60)
    with terminal("chat", "--model", str(model), "Hello") as (process, screen):
        screen.wait_for("Loading slow.json: ")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == INTERRUPTED


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    model = script(tmp_path / "long.json", reply="word " * 5000, context_length=100_000)
    with start("chat", "--model", str(model), "Hello", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(5)
        process.stdout.close()
        assert process.wait(30) == 1
        assert b"Traceback" not in process.stderr.read()


def test_a_conversation_in_the_terminal(tmp_path: Path) -> None:
    model = script(tmp_path / "turns.json", reply=["One.", "Two.", "word " * 200, "Four."], token_delay=0.003)
    with terminal("chat", "--model", str(model)) as (process, screen):
        screen.wait_for("/help lists the commands")
        screen.type("/help\n", "Ctrl+C             stops a reply")
        screen.type("/nonsense\n", "There is no command /nonsense")
        screen.type("first\n", "One.")
        screen.type("second\n", "Two.")
        screen.type("a long one\n", "word word")
        process.send_signal(signal.SIGINT)
        screen.wait_for("(Stopped.)")
        screen.type("/new\n", "(A new conversation.)")
        screen.type("fourth\n", "Four.")
        screen.wait_for("> ")
        screen.type("\x04")
        assert process.wait(20) == 0


def test_a_conversation_in_the_terminal_survives_its_engine(tmp_path: Path) -> None:
    model = script(tmp_path / "slow.json", reply="word " * 200, token_delay=0.005)
    with terminal("chat", "--model", str(model)) as (process, screen):
        screen.wait_for("/help lists the commands")
        screen.type("first\n", "word word")
        [engine] = psutil.Process(process.pid).children()
        engine.send_signal(signal.SIGSEGV)
        screen.wait_for("crashed")
        screen.wait_for("send the message once more")
        screen.wait_for("> ")
        screen.type("again\n", "word word")
        process.send_signal(signal.SIGINT)
        screen.wait_for("(Stopped.)")
        screen.wait_for("> ")
        screen.type("\x04")
        assert process.wait(20) == 0


def test_terminal_controls_are_taken_out() -> None:
    hostile = "a\x1b]0;title\x07b\x1b[31mc\x08\u202ed\x9be\tf\n"
    assert for_terminal(hostile) == "a]0;titleb[31mcde\tf\n"


def test_models_list_and_inspect(capsys: pytest.CaptureFixture[str], data_home: Path) -> None:
    from models.starter import starter_model

    assert main(["models", "list", "--json"]) == 0
    [starter] = json.loads(capsys.readouterr().out)
    assert starter["starter"] is True
    assert starter["path"] == str(starter_model())
    assert main(["models", "list"]) == 0
    assert starter["name"] in capsys.readouterr().out
    assert main(["models", "inspect", starter["path"], "--json"]) == 0
    description = json.loads(capsys.readouterr().out)
    assert list(description) == [
        "format",
        "architecture",
        "parameters",
        "quantization",
        "context_length",
        "bytes",
        "license",
    ]
    assert description["architecture"] == "llama"
    assert main(["models", "inspect", starter["path"]]) == 0
    shown = capsys.readouterr().out
    assert "8,192 tokens" in shown
    assert ("Stored as Q8_0" in shown) == (platform.machine() in ("x86_64", "AMD64"))
    assert not data_home.exists()


def test_inspecting_what_is_no_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.gguf").write_text("<html>")
    assert main(["models", "inspect", str(tmp_path / "page.gguf"), "--json"]) == 1
    assert lines(capsys)[0]["kind"] == "model_invalid"


def test_a_broken_model_is_listed_with_its_problem(data_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data_home / "models").mkdir(parents=True)
    (data_home / "models" / "broken.gguf").write_text("nothing")
    assert main(["models", "list"]) == 0
    assert "cannot be used" in capsys.readouterr().out


def test_conversations_before_there_are_any(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["conversations", "list"]) == 0
    assert "no conversations yet" in capsys.readouterr().out
    assert main(["conversations", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["conversations", "show", "1", "--json"]) == 1
    assert lines(capsys)[0]["kind"] == "not_found"


def test_conversations_of_a_folder_given_before_or_after(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from app.paths import DataFolder
    from app.store.store import Store
    from engine.protocol import Role

    folder = DataFolder(tmp_path / "elsewhere")
    folder.create()
    store = Store.open(folder.database, folder.backups)
    conversation = store.create_conversation(store.profiles()[0].id, "A \x1b[31mtitle")
    question = store.append_message(conversation.id, None, Role.USER, "Which ocean?")
    store.append_message(conversation.id, question.id, Role.ASSISTANT, "The Pacific.")
    for arguments in (
        ["--data-dir", str(folder.path), "conversations", "show", "1", "--json"],
        ["conversations", "show", "--data-dir", str(folder.path), "1", "--json"],
    ):
        assert main(arguments) == 0
        shown = json.loads(capsys.readouterr().out)
        assert [message["content"] for message in shown["messages"]] == ["Which ocean?", "The Pacific."]
    assert main(["--data-dir", str(folder.path), "conversations", "list"]) == 0
    assert "A [31mtitle" in capsys.readouterr().out
    assert main(["--data-dir", str(folder.path), "conversations", "show", "1"]) == 0
    assert "You (" in capsys.readouterr().out
    store.close()


def test_the_benchmark_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = script(
        tmp_path / "long.json", reply="word " * 100, context_length=4096, token_delay=0.0005, chunk_delay=0.001
    )
    assert main(["bench", "--model", str(model), "--runs", "1", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert list(result) == ["decode", "prefill", "ttft_ms", "machine"]
    for kind in ("decode", "prefill"):
        assert list(result[kind]) == ["ours", "bare", "ratio"]
        assert result[kind]["ratio"] == pytest.approx(result[kind]["ours"] / result[kind]["bare"])
    assert result["ttft_ms"] > 0
    assert result["machine"]["versions"]["homespun"] == __version__
    assert main(["bench", "--model", str(model), "--runs", "1"]) == 0
    assert "| decode 128" in capsys.readouterr().out


@pytest.mark.parametrize("degree", ["off", "careful", "strong"])
def test_a_chat_says_what_merging_saved(model: Path, capsys: pytest.CaptureFixture[str], degree: str) -> None:
    text = " ".join(("the", "river", "of", "the", "north")[n % 5] for n in range(80))
    assert main(["chat", "--model", str(model), "--dynamic", degree, "--json", text]) == 0
    usage = lines(capsys)[-1]["usage"]
    assert main(["chat", "--model", str(model), "--dynamic", degree, text]) == 0
    told = capsys.readouterr().err
    if degree == "off":
        assert usage["saved_positions"] == 0
        assert "saved" not in told
    else:
        assert usage["saved_positions"] > 0
        assert f"{usage['prompt_tokens']:,} tokens read in" in told
        assert f"{usage['saved_positions']:,} saved" in told


def test_a_chat_refuses_an_unknown_degree(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["chat", "--dynamic", "reckless", "Hi"])
    assert caught.value.code == 2
    assert "careful" in capsys.readouterr().err
