"""`homespun encryption`, and how the other commands come by the passphrase."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.paths import DataFolder
from tests.encrypted_data import MARKER, PASSPHRASE, fill, found_in
from tests.unit.cli_driver import ROOT, terminal

NEW = "a wholly different sentence"


@pytest.fixture
def folder(data_home: Path) -> DataFolder:
    folder = DataFolder(data_home)
    fill(folder)
    return folder


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A folder with passphrases in files."""
    place = tmp_path / "secrets"
    place.mkdir()
    (place / "right").write_text(f"{PASSPHRASE}\n")
    (place / "new").write_text(f"{NEW}\n")
    (place / "wrong").write_text("not this one\n")
    (place / "short").write_text("short\n")
    return place


def homespun(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Without a terminal that it could ask."""
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )


def turn_on(secrets: Path) -> str:
    """Returns the recovery key."""
    recovery = secrets / "recovery"
    done = homespun(
        "encryption", "on", "--new-passphrase-file", str(secrets / "right"), "--recovery-file", str(recovery)
    )
    assert done.returncode == 0, done.stderr
    assert "Encryption is on." in done.stdout
    return recovery.read_text().strip()


def test_turned_on_read_changed_recovered_and_turned_off(folder: DataFolder, secrets: Path) -> None:
    status = homespun("encryption", "status", "--json")
    assert json.loads(status.stdout)["encryption"] == "off"
    recovery_key = turn_on(secrets)
    assert found_in(folder.path) == []

    refused = homespun("conversations", "list")
    assert refused.returncode == 1
    assert "--passphrase-file" in refused.stderr
    assert MARKER not in refused.stdout
    wrong = homespun("conversations", "list", "--passphrase-file", str(secrets / "wrong"))
    assert wrong.returncode == 1
    assert "not the passphrase" in wrong.stderr
    right = str(secrets / "right")
    ways = (
        homespun("conversations", "list", "--passphrase-file", right),
        homespun("--passphrase-file", right, "conversations", "list"),
        homespun("conversations", "list", "--passphrase-file", "-", stdin=f"{PASSPHRASE}\n"),
        homespun("conversations", "list", HOMESPUN_PASSPHRASE_FILE=right),
    )
    for done in ways:
        assert done.returncode == 0, done.stderr
        assert MARKER in done.stdout
    shelf = homespun("adapters", "list", "--json", "--passphrase-file", right)
    assert json.loads(shelf.stdout)[0]["description"] == MARKER

    short = homespun(
        "encryption", "change", "--passphrase-file", right, "--new-passphrase-file", str(secrets / "short")
    )
    assert short.returncode == 1
    changed = homespun(
        "encryption", "change", "--passphrase-file", right, "--new-passphrase-file", str(secrets / "new")
    )
    assert changed.returncode == 0, changed.stderr
    assert homespun("conversations", "list", "--passphrase-file", right).returncode == 1
    assert homespun("conversations", "list", "--passphrase-file", str(secrets / "new")).returncode == 0

    (secrets / "typed").write_text(recovery_key.lower())
    recovered = homespun(
        "encryption", "change", "--recovery-key-file", str(secrets / "typed"), "--new-passphrase-file", right
    )
    assert recovered.returncode == 0, recovered.stderr
    off = homespun("encryption", "off", "--passphrase-file", right, "--json")
    assert off.returncode == 0, off.stderr
    assert json.loads(off.stdout)["encryption"] == "off"
    assert MARKER in homespun("conversations", "list").stdout


def test_a_backup_of_everything_stays_encrypted_and_comes_back(folder: DataFolder, secrets: Path) -> None:
    turn_on(secrets)
    right = str(secrets / "right")
    backup = secrets / "backup.zip"
    made = homespun("backup", "create", str(backup), "--passphrase-file", right)
    assert made.returncode == 0, made.stderr
    assert found_in(secrets) == []
    off = homespun("encryption", "off", "--passphrase-file", right)
    assert off.returncode == 0, off.stderr
    restored = homespun("backup", "restore", str(backup), "--yes")
    assert restored.returncode == 0, restored.stderr
    # The automatic backup of the time in between is plain: it is encrypted, too, before anything else.
    assert found_in(folder.path)
    went_on = homespun("encryption", "on", "--passphrase-file", right)
    assert went_on.returncode == 0, went_on.stderr
    assert found_in(folder.path) == []
    assert MARKER in homespun("conversations", "list", "--passphrase-file", right).stdout
    assert homespun("conversations", "list").returncode == 1


def test_at_a_terminal_it_is_typed_unseen_and_asked_for_again(folder: DataFolder, secrets: Path) -> None:
    turn_on(secrets)
    with terminal("conversations", "list") as (process, screen):
        screen.wait_for("Passphrase: ")
        screen.type("nonsense\n", "Try again.")
        screen.wait_for("Passphrase: ")
        screen.type(f"{PASSPHRASE}\n", MARKER)
        assert PASSPHRASE not in screen._text
        assert process.wait(20) == 0
