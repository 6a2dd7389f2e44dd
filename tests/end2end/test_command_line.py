"""The command line with the real starter model, as a process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]


def homespun(*arguments: str, stdin: str | None = None) -> list[dict[str, Any]]:
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
