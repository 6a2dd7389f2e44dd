"""A person learns, stops, goes on, and goes back, with the commands and a training process for real."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.paths import DataFolder
from app.store.reader import Reader
from app.store.records import Thumb
from engine.training.personal_files import read_report, write_report
from engine.training.personal_report import Grade
from tests.torch_models import tiny_torch_model, write_tiny_gguf
from tests.unit.cli_driver import homespun, start
from tests.unit.store_samples import open_store, talk

WORDS = ("tea", "rain", "boat", "moon", "salt", "wood")


def objects(output: str) -> list[Any]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def personalize(capsys) -> Callable[..., Any]:
    """Runs a command that starts no training in this process; gives the last thing that it prints."""

    def run(*arguments: str) -> Any:
        code = main(["personalize", *arguments, "--json"])
        printed = capsys.readouterr()
        assert code == 0, printed.err
        return objects(printed.out)[-1]

    return run


def learned(home: Path) -> Sequence[str]:
    """What a new conversation is written with."""
    reader = Reader.open_read_only(home / "homespun.db")
    try:
        return [choice.key for choice in reader.profiles()[0].settings.adapters]
    finally:
        reader.close()


@pytest.mark.slow
def test_a_training_is_stopped_and_resumed_kept_when_the_window_is_closed_and_taken_back(
    data_home, tmp_path, personalize
):
    model = str(write_tiny_gguf(tiny_torch_model("qwen2"), tmp_path / "tiny.gguf"))
    folder = DataFolder.resolve()
    folder.create()
    store = open_store(data_home)
    for number in range(30):
        first, second = WORDS[number % 6], WORDS[number // 6]
        talked = talk(store, f"{first} {second}?", f"oh {first}!")
        store.set_feedback(store.messages(talked.id)[-1].id, thumb=Thumb.UP)
    store.close()
    preview = personalize("preview", "--model", model)
    assert (preview["training"], preview["held_out"], preview["problem"]) == (24, 6, "")

    lock = folder.lock()  # as an open window holds it
    training = ("personalize", "train", "--model", model, "--yes", "--json")
    process = start(*training, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, start_new_session=True)
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["type"] == "Validation":
            os.killpg(process.pid, signal.SIGINT)  # as Ctrl+C does
            break
    process.communicate()
    assert process.returncode == 130
    assert (data_home / "personal" / "1" / "checkpoint.training").exists()

    resumed = homespun(*training, "--resume")
    events = objects(resumed.stdout)
    assert events[-2]["type"] == "Trained"
    started = next(event for event in events if event["type"] == "Started")
    assert started["steps_done"] > 0
    assert (resumed.returncode, events[-1]["type"]) == (1, "failed")
    assert "Close it, then run" in events[-1]["message"]
    lock.release()

    # No gate lets an adapter of a model without sense pass: the one thing here that is made up.
    path = data_home / "personal" / "1" / "report.json"
    report = read_report(path)
    assert report.examples == 24
    write_report(path, replace(report, verdicts=tuple(replace(one, grade=Grade.GOOD) for one in report.verdicts)))
    version = personalize("train", "--resume", "--yes")
    assert (version["state"], version["in_use"], version["model"]) == ("offered", True, model)
    assert learned(data_home) == [version["adapter"]]
    assert personalize("report")["passes"]
    assert [one["in_use"] for one in personalize("list")] == [True]
    answer = homespun("chat", "--model", model, "--adapter", version["adapter"], "--max-tokens", "4", "tea rain?")
    assert answer.returncode == 0, answer.stderr

    undone = personalize("rollback")
    assert (undone["undone"]["id"], undone["in_use"]) == (version["id"], None)
    assert learned(data_home) == []
    assert personalize("delete", str(version["id"]))["deleted"]["id"] == version["id"]
    assert main(["personalize", "delete", str(version["id"])]) == 1
    assert list((data_home / "personal").iterdir()) == []
    assert not any(path.suffix == ".gguf" for path in (data_home / "adapters").rglob("*"))
