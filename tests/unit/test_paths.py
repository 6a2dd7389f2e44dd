from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.lock import AlreadyRunning
from app.paths import DataFolder, DataFolderError, FolderProblem
from tests.unit.odd_disks import read_only, small_disk


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def umask_kept():
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


def test_the_folder_asked_for_wins_then_the_environment_then_the_systems_place(tmp_path, monkeypatch):
    monkeypatch.setenv("HOMESPUN_HOME", str(tmp_path / "environment"))
    assert DataFolder.resolve(tmp_path / "asked").path == tmp_path / "asked"
    assert DataFolder.resolve().path == tmp_path / "environment"
    monkeypatch.setenv("HOMESPUN_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert DataFolder.resolve().path.name == "Homespun"
    assert tmp_path in DataFolder.resolve().path.parents
    assert DataFolder.resolve(Path("~/mine")).path == tmp_path / "mine"


def test_resolving_makes_nothing_and_creating_makes_everything_private(tmp_path):
    data = DataFolder.resolve(tmp_path / "a" / "data")
    assert not data.path.exists()
    data.create()
    for folder in (data.path, data.states, data.models, data.backups, data.logs):
        assert mode(folder) == 0o700
    (data.path / "later").touch()
    assert mode(data.path / "later") == 0o600
    data.create()


def test_an_open_folder_of_ours_is_closed_to_others(tmp_path):
    data = DataFolder.resolve(tmp_path / "data")
    data.create()
    data.path.chmod(0o755)
    data.states.chmod(0o755)
    data.create()
    assert mode(data.path) == 0o700
    assert mode(data.states) == 0o700


def test_permissions_of_a_folder_with_other_uses_are_left_alone(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    (shared / "letters.txt").touch()
    DataFolder.resolve(shared).create()
    assert mode(shared) == 0o755
    assert mode(shared / "states") == 0o700


@pytest.mark.parametrize("below", ["", "deeper"])
def test_a_file_in_the_way_is_named(tmp_path, below):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DataFolderError) as caught:
        DataFolder.resolve(tmp_path / "data" / below).create()
    assert caught.value.kind is FolderProblem.NOT_A_FOLDER
    assert str(tmp_path / "data") in caught.value.message
    assert "--data-dir" in caught.value.message
    assert (tmp_path / "data").read_text() == "a file"


def test_a_file_in_the_way_of_an_inner_folder_is_named(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "logs").touch()
    with pytest.raises(DataFolderError) as caught:
        DataFolder.resolve(tmp_path / "data").create()
    assert caught.value.kind is FolderProblem.NOT_A_FOLDER
    assert "logs" in caught.value.detail


@pytest.mark.parametrize("created_before", [True, False])
def test_a_read_only_folder_is_refused(tmp_path, created_before):
    home = tmp_path / "closed"
    home.mkdir()
    data = DataFolder.resolve(home)
    if created_before:
        data.create()
    with read_only(home):
        with pytest.raises(DataFolderError) as caught:
            data.create()
        assert caught.value.kind is FolderProblem.READ_ONLY
        with pytest.raises(DataFolderError) as caught:
            data.lock()
        assert caught.value.kind is FolderProblem.READ_ONLY


def test_a_disk_without_room_for_the_folders_is_said_to_be_full(tmp_path):
    home = tmp_path / "disk"
    with small_disk(home, "8k", most_files=3):
        with pytest.raises(DataFolderError) as caught:
            DataFolder.resolve(home / "data" / "deep" / "deeper").create()
        assert caught.value.kind is FolderProblem.NO_SPACE
        assert "full" in caught.value.message


def test_a_folder_of_another_user_is_refused(tmp_path, monkeypatch):
    owner = tmp_path.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(DataFolderError) as caught:
        DataFolder.resolve(tmp_path).create()
    assert caught.value.kind is FolderProblem.FOREIGN


def test_one_folder_has_one_instance_name_however_it_is_spelled(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    name = DataFolder.resolve(tmp_path / "data").instance_name
    assert DataFolder.resolve(tmp_path / "link").instance_name == name
    assert DataFolder.resolve(tmp_path / "data" / ".." / "data").instance_name == name
    assert DataFolder.resolve(tmp_path / "other").instance_name != name
    assert len(name) < 40, "local sockets have short names"


def test_a_second_program_is_told_who_runs(tmp_path):
    data = DataFolder.resolve(tmp_path)
    data.create()
    with data.lock():
        assert mode(data.lock_file) == 0o600
        with pytest.raises(AlreadyRunning) as caught:
            data.lock()
        assert str(os.getpid()) in caught.value.detail
        assert "already runs" in caught.value.message
    data.lock().release()


HOLD = """
import sys
from pathlib import Path
from app.paths import DataFolder
lock = DataFolder(Path(sys.argv[1])).lock()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_killed_program_leaves_no_lock(tmp_path):
    data = DataFolder.resolve(tmp_path)
    data.create()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning) as caught:
            data.lock()
        assert str(holder.pid) in caught.value.detail
        holder.kill()
    data.lock().release()


LEAVE_TO_A_CHILD = """
import os, sys, time
from pathlib import Path
from app.paths import DataFolder
lock = DataFolder(Path(sys.argv[1])).lock()
if os.fork():
    os._exit(0)
print("left", flush=True)
time.sleep(1)
"""


def test_a_program_that_was_killed_as_it_started_a_child_leaves_no_lock(tmp_path):
    data = DataFolder.resolve(tmp_path)
    data.create()
    command = [sys.executable, "-c", LEAVE_TO_A_CHILD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.wait() == 0
        assert program.stdout is not None
        assert program.stdout.readline() == "left\n"
        data.lock().release()


def test_a_child_does_not_inherit_the_lock(tmp_path):
    data = DataFolder.resolve(tmp_path)
    data.create()
    lock = data.lock()
    with subprocess.Popen(
        [sys.executable, "-c", "print('runs', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        close_fds=False,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "runs\n"
        lock.release()
        data.lock().release()
        child.communicate("\n")
