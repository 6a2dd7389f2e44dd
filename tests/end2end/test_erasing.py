"""Erase everything: the real program, from its window and by its command, and a look for remains in every file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.paths import DataFolder
from app.store.store import Store
from engine.protocol import Role

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("erasing_driver.py")
MARK = "the blue heron nests behind the mill"


@pytest.fixture
def account(tmp_path: Path) -> Path:
    """The home folder of a person who has nothing yet."""
    folder = tmp_path / "account"
    folder.mkdir()
    return folder


def environment(account: Path) -> dict[str, str]:
    """All of it is below the folder of the account."""
    places = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache",
              "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "runtime", "TMPDIR": "temporary"}  # fmt: skip
    for place in places.values():
        (account / place).mkdir(mode=0o700, exist_ok=True)
    there = {name: str(account / place) for name, place in places.items()}
    kept = {name: value for name, value in os.environ.items() if name != "HOMESPUN_HOME"}
    return kept | there | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def remains(account: Path) -> Iterator[Path]:
    """Files with the mark in them, or in their names."""
    for file in account.rglob("*"):
        if MARK in file.name or (file.is_file() and MARK.encode() in file.read_bytes()):
            yield file


@pytest.mark.model
def test_nothing_is_left_of_a_session_that_was_erased(account: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(DRIVER), MARK], cwd=ROOT, env=environment(account), capture_output=True, text=True,
        check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "kept", "else nothing was there to erase"
    assert "Everything is erased." in done.stdout
    assert list(remains(account)) == []
    data = account / "data" / "Homespun"
    assert [place.name for place in data.iterdir()] == ["models"]
    assert list((data / "models").iterdir()) == []


def test_the_command_erases_and_leaves_what_is_not_ours(account: Path) -> None:
    folder = DataFolder(account / "shared")
    folder.create()
    store = Store.open(folder.database, folder.backups)
    conversation = store.create_conversation(1, MARK)
    store.append_message(conversation.id, None, Role.USER, MARK)
    store.close()
    (folder.models / "mine.gguf").write_bytes(b"GGUF")
    (folder.path / "diary.txt").write_text("mine")
    assert list(remains(account))

    def homespun(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "app", "--data-dir", str(folder.path), "privacy", *words]
        return subprocess.run(
            command, cwd=ROOT, env=environment(account), capture_output=True, text=True, stdin=subprocess.DEVNULL
        )

    shown = json.loads(homespun("show", "--json").stdout)
    assert {one["holds"] for one in shown["kept"]} >= {"conversations", "models"}
    assert next(one for one in shown["kept"] if one["holds"] == "conversations")["protection"] == "plain"
    assert shown["processes"] == []
    assert homespun("erase").returncode == 1, "nobody has confirmed"
    assert list(remains(account))
    with folder.lock():
        refused = homespun("erase", "--yes")
        assert refused.returncode == 1
        assert "Close it first" in refused.stderr
    assert homespun("erase", "--yes").returncode == 0
    assert list(remains(account)) == []
    assert sorted(place.name for place in folder.path.iterdir()) == ["diary.txt", "models"]
    assert (folder.models / "mine.gguf").exists()
    assert homespun("erase", "--yes", "--models").returncode == 0
    assert [place.name for place in folder.path.iterdir()] == ["diary.txt"]
