"""A restore that ends at any moment leaves all of the old or, at the next start, all of the new."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import swap
from app.paths import DataFolder
from app.place import hold

OLD = {"homespun.db": "old", "homespun.db-wal": "old journal", "settings.json": "old", "adapters/a/x": "old"}
NEW = {"homespun.db": "new", "adapters/a/x": "new", "adapters/b/y": "new", "composers/c": "new"}
NAMES = ("adapters", "composers", "homespun.db")
AWAY = ("homespun.db-wal", "settings.json")


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def found(folder: Path) -> dict[str, str]:
    """What matters of it: not the lock, nor what is kept."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    named = {path.relative_to(folder).as_posix(): path for path in files}
    kept = {name for name in named if name.startswith(("backups/", "homespun.lock"))}
    return {name: path.read_text() for name, path in named.items() if name not in kept}


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Something new is gathered beside what is there."""
    folder = DataFolder(tmp_path / "data")
    folder.create()
    write(folder.path, OLD)
    write(swap.gather(folder.path), NEW)
    return folder


def commit(data: DataFolder) -> None:
    swap.commit(data.path, data.backups, names=NAMES, away=AWAY)


def start(data: DataFolder) -> bool:
    lock, restored = hold(data)
    lock.release()
    return restored


class PowerCut(BaseException):
    pass


def crash_at(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The renaming of this number does not happen any more."""
    rename, left = Path.rename, [number]

    def renamed(self: Path, target: Path) -> Path:
        if not left[0]:
            raise PowerCut
        left[0] -= 1
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", renamed)


def test_what_was_not_committed_never_comes(data: DataFolder) -> None:
    assert not start(data)
    assert found(data.path) == OLD


@pytest.mark.parametrize("number", range(9))
def test_a_crash_in_between_is_made_good_by_the_next_start(
    data: DataFolder, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(data)
    with monkeypatch.context() as patch:
        crash_at(number, patch)
        try:
            swap.finish(data.path)
        except PowerCut:
            assert number < 8
        else:
            assert number == 8, "there are as many renamings as there are crashes here"
    assert start(data) is (number < 8)
    assert found(data.path) == NEW
    [kept] = swap.replaced_in(data.backups)
    assert {name: text for name, text in found(kept).items() if name != "restoring.json"} == OLD


def test_what_was_replaced_can_be_put_back_and_that_too(data: DataFolder) -> None:
    commit(data)
    assert start(data)
    swap.put_back(data.path, data.backups, swap.replaced_in(data.backups)[0].name)
    assert start(data)
    assert found(data.path) == OLD
    swap.put_back(data.path, data.backups, swap.replaced_in(data.backups)[0].name)
    assert start(data)
    assert found(data.path) == NEW
    assert [path.name for path in swap.replaced_in(data.backups)] == ["replaced-000003"]
    with pytest.raises(ValueError, match="nothing was kept"):
        swap.put_back(data.path, data.backups, "../adapters")


def test_the_last_ones_are_kept(data: DataFolder) -> None:
    for number in range(swap.SWAPS_KEPT + 2):
        write(swap.gather(data.path), {"homespun.db": str(number)})
        swap.commit(data.path, data.backups, names=("homespun.db",), away=())
        assert start(data)
    kept = [(path / "homespun.db").read_text() for path in swap.replaced_in(data.backups)]
    assert kept == ["3", "2", "1"]


def test_a_note_of_somebody_else_moves_nothing(data: DataFolder) -> None:
    note = '{"source": "x", "aside": "backups/y", "names": ["../../etc"], "away": []}'
    (data.path / "homespun.restoring.json").write_text(note)
    assert not start(data)
    assert (data.path / "homespun.db").read_text() == "old"


KILLED = """
import os, signal, sys
from pathlib import Path
from app import swap

rename, left = Path.rename, [int(sys.argv[2])]

def renamed(self, target):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return rename(self, target)

Path.rename = renamed
swap.finish(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("number", [0, 3, 7])
def test_a_program_that_is_killed_in_between(data: DataFolder, number: int) -> None:
    commit(data)
    done = subprocess.run([sys.executable, "-c", KILLED, str(data.path), str(number)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert start(data)
    assert found(data.path) == NEW
