"""The command line with the real starter model, as a process."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import INTERRUPTED, main
from tests.unit.cli_driver import terminal

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]


def homespun(*arguments: str, stdin: str | None = None) -> list[Any]:
    """What the command printed, one JSON object a line. It must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_largest_ocean() -> None:
    *deltas, finished = homespun(
        "chat", "--json", "--temperature", "0", "--seed", "1", "What is the largest ocean on Earth?"
    )
    assert finished["type"] == "finished"
    assert finished["reason"] == "stop"
    assert "Pacific" in finished["text"]
    assert "".join(delta["text"] for delta in deltas) == finished["text"]
    assert finished["usage"]["evaluated_tokens"] == finished["usage"]["prompt_tokens"]
    assert all(value > 0 for value in finished["timings"].values())


def test_a_schema_is_followed(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string", "maxLength": 20}, "deep": {"type": "boolean"}},
        "required": ["name", "deep"],
        "additionalProperties": False,
    }
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema))
    finished = homespun(
        "chat", "--json", "--seed", "1", "--json-schema", str(file), "-", stdin="Name the largest ocean."
    )[-1]
    answer = json.loads(finished["text"])
    assert set(answer) == {"name", "deep"}
    assert isinstance(answer["deep"], bool)


def test_the_same_seed_gives_the_same_answer() -> None:
    arguments = ("chat", "--json", "--seed", "7", "--max-tokens", "12", "Say something about the sea.")
    assert homespun(*arguments)[-1]["text"] == homespun(*arguments)[-1]["text"]


def test_more_context_than_the_model_has_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "chat", "--json", "--context", "100000", "Hello"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    failure = json.loads(done.stdout)
    assert failure["kind"] == "unsupported"
    assert "8192" in failure["message"].replace(",", "")


def test_a_megabyte_of_prompt_is_refused_with_the_numbers() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "chat", "--json", "-"],
        cwd=ROOT,
        input="The tide comes in. " * 55_000,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    failure = json.loads(done.stdout)
    assert failure["kind"] == "context_overflow"
    assert len(re.findall(r"\d[\d,]*", failure["message"])) == 2


ADAPTERS = ROOT / "tests" / "data" / "adapters"


def capitals(text: str) -> float:
    """The share of letters that are capital."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) / len(letters)


def test_an_adapter_from_its_folder_to_a_baked_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> list[Any]:
        """The same in this process, which saves its start."""
        assert main(arguments) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    greedy = ("--json", "--temperature", "0", "--max-tokens", "16", "What do bees do?")
    # A PEFT folder is put on the shelf first; after that its name will do.
    first = homespun("chat", "--adapter", str(ADAPTERS / "capitals"), *greedy)[-1]
    assert capitals(first["text"]) > 0.9
    [[entry]] = run("adapters", "list", "--json")
    assert (entry["kind"], entry["architecture"], entry["misfit"]) == ("lora", "llama", "")
    assert first["adapters"] == [{"name": entry["name"], "scale": 1.0, "key": entry["key"]}]
    [imported] = run("adapters", "import", str(ADAPTERS / "bullets"), "--name", "Bullets", "--json")
    [inspected] = run("adapters", "inspect", "Bullets", "--json")
    assert inspected["sha256"] == imported["sha256"]
    [told] = run("adapters", "compare", "--adapter", entry["name"], *greedy[:1], *greedy[3:])
    assert told["with"]["text"] == first["text"]
    assert capitals(told["without"]["text"]) < 0.2
    assert told["difference"]["alike"] < 0.5
    [merged] = run("adapters", "merge", f"{entry['name']}:0.9", "Bullets", "--name", "Loud points", "--json")
    assert merged["rank"] == entry["rank"] + imported["rank"]
    both = run("chat", "--adapter", "Loud points", *greedy)[-1]["text"]
    assert capitals(both) > 0.9
    assert both.lstrip().startswith(("-", "*"))
    output = tmp_path / "loud.gguf"
    [baked] = run("adapters", "bake", entry["name"], "--output", str(output), "--json")
    assert baked == {"path": str(output), "bytes": output.stat().st_size}
    assert capitals(run("chat", "--model", str(output), *greedy)[-1]["text"]) > 0.9
    run("adapters", "remove", "Loud points", "--json")
    assert len(run("adapters", "list", "--json")[0]) == 2


def test_ctrl_c_leaves_no_half_of_a_model(tmp_path: Path) -> None:
    [entry] = homespun("adapters", "import", str(ADAPTERS / "capitals"), "--json")
    output = tmp_path / "loud.gguf"
    with terminal("adapters", "bake", entry["key"], "--output", str(output)) as (process, screen):
        screen.wait_for("Writing loud.gguf: ")
        process.send_signal(signal.SIGINT)
        screen.wait_for("Nothing was written")
        assert process.wait(30) == INTERRUPTED
    assert list(tmp_path.glob("*.gguf*")) == []


def test_a_vocabulary_of_spans_is_built_and_written_with(tmp_path: Path) -> None:
    (tmp_path / "seas.txt").write_text("The largest ocean on Earth is the Pacific Ocean. It is deep. " * 20)
    vocabulary = tmp_path / "spans"
    (built,) = homespun(
        "tokens", "build-vocabulary", "SmolLM2-135M-Instruct.Q4_1", "--text", str(tmp_path), "--entries", "50000",
        "--output", str(vocabulary), "--json",
    )  # fmt: skip
    assert 0 < built["spans"] < built["entries"] <= 50_000
    asked = ("chat", "--json", "--temperature", "0", "--max-tokens", "12", "--vocabulary", str(vocabulary))
    *deltas, finished = homespun(*asked, "What is the largest ocean on Earth?")
    assert finished["usage"]["completion_tokens"] == 12
    assert "ocean" in finished["text"]
    assert "".join(delta["text"] for delta in deltas) == finished["text"]
    (tmp_path / "schema.json").write_text("{}")
    refused = subprocess.run(
        [sys.executable, "-m", "app", *asked, "--json-schema", str(tmp_path / "schema.json"), "What?"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert refused.returncode != 0
    assert "Leave out --vocabulary or --json-schema" in refused.stderr + refused.stdout
