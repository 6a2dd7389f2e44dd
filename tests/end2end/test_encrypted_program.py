"""The program with encryption on: window, engine, trainer and commands as processes, and no plain word on the disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.paths import DataFolder
from app.safe.key_file import NewKey, Phase
from app.store.records import Thumb
from app.store.store import Store
from engine.protocol import SamplingOptions
from engine.training.personal_files import read_report, write_report
from engine.training.personal_report import Grade
from models.encryption.files import EncryptedFiles
from models.encryption.stream import is_encrypted
from tests.encrypted_data import PASSPHRASE, found_in, make_key
from tests.running_program import RunningProgram
from tests.torch_models import tiny_torch_model, write_tiny_gguf
from tests.unit.cli_driver import ROOT
from tests.unit.store_samples import talk

RunProgram = Callable[..., RunningProgram]
GREEDY = SamplingOptions(temperature=0.0, seed=1)
NOTES = "The tide comes in twice a day, and the boats leave the harbour with it. " * 12
WORDS = ("tea", "rain", "boat", "moon", "salt", "wood")
IN_MEMORY = Path("/dev/shm")


@pytest.fixture
def folder(data_home: Path) -> DataFolder:
    return DataFolder(data_home)


@pytest.fixture
def made(folder: DataFolder) -> NewKey:
    """Encryption is on from the beginning."""
    return make_key(folder, Phase.ON)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Of commands that know the passphrase, by a file."""
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n")
    return os.environ | {"HOMESPUN_PASSPHRASE_FILE": str(path)}


def homespun(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )


@pytest.mark.model
def test_a_conversation_goes_on_from_its_encrypted_state(
    run_program: RunProgram, qtbot: QtBot, folder: DataFolder, made: NewKey
) -> None:
    program = run_program(key=made.key, sampling=GREEDY, max_tokens=40)
    reply = program.ask(f"Keep these notes in mind. {NOTES}")
    assert found_in(folder.path, "The tide comes in") == []
    program.close()
    assert all(is_encrypted(path) for path in folder.states.iterdir())
    assert found_in(folder.path, "The tide comes in") == []

    again = run_program(key=made.key)
    again.wait_listed(1)
    again.window.conversation_selected.emit(again.listed[0].id)
    qtbot.waitUntil(lambda: len(again.shown) == 2)
    assert list(again.shown.values())[-1] == reply
    usage = again.ask("And how often does the tide come in?", 2).metadata.usage
    assert usage is not None
    assert usage.restored_tokens > 100


@pytest.fixture
def window(folder: DataFolder, made: NewKey) -> Iterator[subprocess.Popen[bytes]]:
    """The program as a process, which is told the key as a start after an encryption is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--encrypted"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    with process.stdin:
        process.stdin.write(made.key.line)
    yield process
    process.kill()
    process.wait()


def test_a_second_start_raises_the_first_window_and_commands_read_beside_it(
    window: subprocess.Popen[bytes], folder: DataFolder, made: NewKey, environment: dict[str, str]
) -> None:
    second = _until_open(environment | {"QT_QPA_PLATFORM": "offscreen"}, window)
    assert "is open already" in second.stdout
    listed = homespun(environment, "conversations", "list", "--json")
    assert (listed.returncode, json.loads(listed.stdout)) == (0, [])
    window.send_signal(signal.SIGTERM)
    assert window.wait(20) == 0
    assert folder.database.read_bytes()[:6] != b"SQLite"


def _until_open(environment: dict[str, str], window: subprocess.Popen[bytes]) -> subprocess.CompletedProcess[str]:
    """A second start, once the first listens and has made its database."""
    for _ in range(60):
        assert window.poll() is None, window.stderr and window.stderr.read()
        if (DataFolder.resolve().database).exists():
            second = homespun(environment)
            if second.returncode == 0:
                return second
        time.sleep(0.5)
    raise AssertionError("the first window did not answer")


@pytest.mark.slow
def test_a_training_is_stopped_and_resumed_without_a_word_on_disk(
    folder: DataFolder, made: NewKey, environment: dict[str, str], tmp_path: Path
) -> None:
    model = str(write_tiny_gguf(tiny_torch_model("qwen2"), tmp_path / "tiny.gguf"))
    store = Store.open(folder.database, folder.backups, key=made.key)
    for number in range(30):
        first, second = WORDS[number % 6], WORDS[number // 6]
        talked = talk(store, f"{first} {second}?", f"oh {first}!")
        store.set_feedback(store.messages(talked.id)[-1].id, thumb=Thumb.UP)
    store.close()
    training = ("personalize", "train", "--model", model, "--yes", "--json")
    process = subprocess.Popen(
        [sys.executable, "-m", "app", *training],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line)["type"] == "Validation":
            assert found_in(folder.path, "oh tea") == []
            os.killpg(process.pid, signal.SIGINT)
            break
    process.communicate()
    assert process.returncode == 130
    files = [path for path in (folder.personal / "1").rglob("*") if path.is_file() and path.stat().st_size]
    assert {path.name for path in files} >= {"job.json", "origin.json", "checkpoint.training"}
    assert all(is_encrypted(path) or path.name == "lock" for path in files)

    lock = folder.lock()  # as an open window holds it: what was learned waits to be kept
    resumed = homespun(environment, *training, "--resume")
    lock.release()
    events = [json.loads(line) for line in resumed.stdout.splitlines()]
    started = next(event for event in events if event["type"] == "Started")
    assert started["steps_done"] > 0, resumed.stderr
    assert events[-2]["type"] == "Trained", resumed.stderr
    _let_pass(folder, made)
    kept = homespun(environment, "personalize", "train", "--resume", "--yes", "--json")
    version = json.loads(kept.stdout.splitlines()[-1])
    assert version["state"] == "offered", kept.stderr
    files = [path for tree in (folder.personal, folder.adapters) for path in tree.rglob("*") if path.is_file()]
    assert all(is_encrypted(path) for path in files if path.stat().st_size and path.name != "lock")
    answer = homespun(
        environment, "chat", "--model", model, "--adapter", version["adapter"], "--max-tokens", "4", "tea rain?"
    )
    assert answer.returncode == 0, answer.stderr
    assert found_in(folder.path, "oh tea") == []
    if IN_MEMORY.is_dir():
        assert not [path for path in IN_MEMORY.glob("homespun-*") if not _runs(path)]


def _let_pass(folder: DataFolder, made: NewKey) -> None:
    """No gate lets an adapter of a model without sense pass: the one thing here that is made up."""
    files, path = EncryptedFiles(made.key), folder.personal / "1" / "report.json"
    report = read_report(path, files)
    passed: tuple[Any, ...] = tuple(replace(one, grade=Grade.GOOD) for one in report.verdicts)
    write_report(path, replace(report, verdicts=passed), files)


def _runs(path: Path) -> bool:
    return Path(f"/proc/{path.name.split('-')[1]}").exists()
