"""What is kept, measured on the disk; and who runs, asked of the system."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.launch import inspect_command
from app.paths import DataFolder
from app.privacy.kept import Holds, Protection, kept
from app.privacy.processes import Part, running
from app.store.store import Store
from engine.protocol import Role


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    return folder


def test_an_empty_folder_holds_nothing(folder: DataFolder, tmp_path: Path) -> None:
    assert kept(folder) == ()
    assert kept(DataFolder(tmp_path / "none")) == ()


def test_sizes_and_protection_are_measured(folder: DataFolder) -> None:
    store = Store.open(folder.database, folder.backups)
    conversation = store.create_conversation(1, "A title")
    store.append_message(conversation.id, None, Role.USER, "A message")
    (folder.states / "1.state").write_bytes(bytes(1000))
    (folder.adapters / "a").mkdir()
    (folder.adapters / "a" / "adapter.gguf").write_bytes(b"Homespun encrypted file 1\n" + bytes(100))
    (folder.models / "link.gguf").symlink_to("/usr/bin/env")
    (folder.models / "model.gguf").write_bytes(b"GGUF" + bytes(96))
    (folder.encoders / "small").mkdir(parents=True)
    (folder.encoders / "small" / "encoder.onnx").write_bytes(bytes(50))
    found = {one.holds: one for one in kept(folder)}
    store.close()
    assert set(found) == {Holds.CONVERSATIONS, Holds.STATES, Holds.ADAPTERS, Holds.MODELS, Holds.ENCODERS}
    assert (found[Holds.ENCODERS].bytes, found[Holds.ENCODERS].protection) == (50, Protection.IMPERSONAL)
    assert found[Holds.CONVERSATIONS].protection is Protection.PLAIN
    assert found[Holds.CONVERSATIONS].bytes >= folder.database.stat().st_size
    assert (found[Holds.STATES].bytes, found[Holds.STATES].protection) == (1000, Protection.PLAIN)
    assert found[Holds.ADAPTERS].protection is Protection.ENCRYPTED
    assert (found[Holds.MODELS].bytes, found[Holds.MODELS].protection) == (100, Protection.IMPERSONAL)
    (folder.adapters / "a" / "entry.json").write_text("{}")
    assert {one.holds: one for one in kept(folder)}[Holds.ADAPTERS].protection is Protection.PARTLY


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems tell less of processes")
def test_processes_are_told_apart(tmp_path: Path) -> None:
    command = inspect_command("models", "--bytes", str(1 << 30), "--seconds", "10")
    reader = subprocess.Popen(
        [command.program, *command.arguments],
        env=dict(command.environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert reader.stdout is not None
    assert b"ready" in reader.stdout.readline()
    found = {one.pid: one for one in running(os.getpid())}
    reader.communicate()
    assert found[os.getpid()].part is Part.WINDOW
    assert (found[reader.pid].part, found[reader.pid].connections) == (Part.READER, 0)
    assert found[reader.pid].confined
    assert running(reader.pid) == ()
