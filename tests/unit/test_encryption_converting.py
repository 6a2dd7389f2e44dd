"""Encrypting everything, and back: no sentence is left in any file, nothing is lost, whatever interrupts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.paths import DataFolder
from app.personal.trainings import unfinished
from app.safe.converting import EncryptionError, carry_on
from app.safe.key_file import KeyFile, NewKey, Phase, read_key_file, write_key_file
from app.safe.setting_aside import set_everything_aside
from app.store.backup import backups_in, restore_backup
from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.store import Store, check_database
from engine.states import StateCache
from models.adapters.library import AdapterLibrary
from models.encryption.files import files_of
from models.encryption.keys import DataKey
from tests.encrypted_data import MARKER, STATE, fill, found_in, make_key

ROOT = Path(__file__).resolve().parents[2]


class Enough(Exception):
    """The person cancels."""


def quiet(_done: int, _total: int) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True)
class Content:
    """All that can be read of a data folder."""

    conversations: object
    messages: object
    found: object
    memories: object
    feedback: object
    adapters: object
    training: object


def content(folder: DataFolder, key: DataKey | None) -> Content:
    reader = Reader.open_read_only(folder.database, key)
    try:
        conversations = reader.conversations()
        messages = [reader.messages(one.id) for one in conversations]
        return Content(
            conversations,
            messages,
            reader.conversations(search="heron keeps"),
            reader.memories(1),
            reader.feedback(one.id for branch in messages for one in branch),
            AdapterLibrary(folder.adapters, files=files_of(key)).entries(),
            [files_of(key).decoded((folder.personal / "1" / "job.json").read_bytes())],
        )
    finally:
        reader.close()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    fill(folder)
    return folder


def encrypt(folder: DataFolder) -> NewKey:
    made = make_key(folder)
    after = carry_on(folder, made.file, made.key, quiet)
    assert after is not None
    assert after.phase is Phase.ON
    return made


def decrypt(folder: DataFolder, file: KeyFile, key: DataKey) -> None:
    decrypting = file.in_phase(Phase.DECRYPTING)
    write_key_file(folder, decrypting)
    assert carry_on(folder, decrypting, key, quiet) is None


def test_no_sentence_is_left_in_any_file_and_all_of_it_comes_back(folder: DataFolder) -> None:
    before = content(folder, None)
    places = {place.partition("/")[0] for place in found_in(folder.path)}
    assert places == {"homespun.db", "backups", "states", "adapters", "personal"}
    made = encrypt(folder)
    assert found_in(folder.path) == []
    assert found_in(folder.path, "capitals") == []
    assert not [one for one in folder.path.rglob("*") if one.name.endswith(("-wal", "-shm", "-journal", ".converting"))]
    assert content(folder, made.key) == before
    check_database(folder.database, made.key)
    decrypt(folder, made.file, made.key)
    assert read_key_file(folder) is None
    assert content(folder, None) == before
    assert restore_backup(folder.database, folder.backups).backup == backups_in(folder.backups)[0]


def test_what_is_written_while_it_is_on_is_never_plain(folder: DataFolder) -> None:
    made = encrypt(folder)
    fill(folder, made.key)
    store = Store.open(folder.database, folder.backups, key=made.key)
    try:
        assert len(store.conversations(search="seventh weir")) == 2
        assert found_in(folder.path) == []  # its journal is there still
    finally:
        store.close()
    states = StateCache(folder.states, 1 << 20, files_of(made.key))
    assert states.find(STATE.key, "one") == (STATE,)
    loaded: list[bytes] = []
    assert states.restore(STATE, lambda path, _: loaded.append(path.read_bytes()))
    assert loaded == [MARKER.encode() * 10]
    (adapter,) = AdapterLibrary(folder.adapters, files=files_of(made.key)).entries()
    assert adapter.description == MARKER
    assert AdapterLibrary(folder.adapters, files=files_of(made.key)).verify(adapter.key) == adapter
    backup = backups_in(folder.backups)[0]
    assert restore_backup(folder.database, folder.backups, made.key).backup == backup


def test_the_wrong_key_and_none_open_nothing_and_change_nothing(folder: DataFolder) -> None:
    encrypt(folder)
    before = folder.database.read_bytes()
    for key in (None, DataKey.new()):
        with pytest.raises(StoreError) as caught:
            Store.open(folder.database, folder.backups, key=key)
        assert caught.value.kind is StoreErrorKind.DAMAGED
        assert "homespun.key" in caught.value.message
        (entry,) = AdapterLibrary(folder.adapters, files=files_of(key)).entries()
        assert entry.problem
        assert unfinished(folder.personal, 1, files_of(key)) == []
    assert folder.database.read_bytes() == before


def test_a_cancelled_one_is_turned_round(folder: DataFolder) -> None:
    before = content(folder, None)
    made = make_key(folder)
    calls = 0

    def cancel(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 4:
            raise Enough

    with pytest.raises(Enough):
        carry_on(folder, made.file, made.key, cancel)
    assert found_in(folder.path)
    decrypt(folder, made.file, made.key)
    assert content(folder, None) == before


def test_a_damaged_backup_is_kept_unseen_and_comes_back_as_it_was(folder: DataFolder) -> None:
    (backup,) = backups_in(folder.backups)
    damaged = bytearray(backup.read_bytes())
    damaged[4096:20000] = b"\xff" * (20000 - 4096)
    backup.write_bytes(damaged)
    aside = folder.path / "homespun.db.damaged-1"
    aside.write_bytes(folder.database.read_bytes()[:5000] + MARKER.encode())
    made = encrypt(folder)
    assert found_in(folder.path) == []
    decrypt(folder, made.file, made.key)
    assert backup.read_bytes() == damaged
    assert MARKER.encode() in aside.read_bytes()


def test_a_damaged_database_stops_it_before_anything_is_changed(folder: DataFolder) -> None:
    raw = bytearray(folder.database.read_bytes())
    raw[4096:] = os.urandom(len(raw) - 4096)
    folder.database.write_bytes(raw)
    made = make_key(folder)
    with pytest.raises(EncryptionError):
        carry_on(folder, made.file, made.key, quiet)
    assert folder.database.read_bytes() == raw


def test_a_training_that_goes_on_is_waited_for(folder: DataFolder) -> None:
    from app.lock import FolderLock

    with FolderLock(folder.personal / "1" / "lock"):
        made = make_key(folder)
        with pytest.raises(EncryptionError, match="training"):
            carry_on(folder, made.file, made.key, quiet)


def test_too_little_room_is_told_before_it_begins(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    usage = shutil.disk_usage(folder.path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=1000))
    made = make_key(folder)
    with pytest.raises(EncryptionError, match="room"):
        carry_on(folder, made.file, made.key, quiet)
    assert found_in(folder.path)


def test_who_has_lost_everything_begins_anew_and_nothing_is_deleted(folder: DataFolder) -> None:
    made = encrypt(folder)
    before = content(folder, made.key)
    aside = set_everything_aside(folder)
    assert read_key_file(folder) is None
    assert not folder.database.exists()
    folder.create()
    Store.open(folder.database, folder.backups).close()
    found = read_key_file(DataFolder(aside))
    assert found is not None
    assert content(DataFolder(aside), made.key).messages == before.messages  # type: ignore[attr-defined]


KILLED = """
import os, signal, sys
from pathlib import Path
from app.paths import DataFolder
from app.safe import converting
from app.safe.key_file import read_key_file
from models.encryption.keys import DataKey

left = int(sys.argv[3])
def dies(function):
    def call(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return call

os.fsync, os.write, os.lseek = dies(os.fsync), dies(os.write), dies(os.lseek)
Path.replace, Path.unlink, Path.stat = dies(Path.replace), dies(Path.unlink), dies(Path.stat)
folder = DataFolder(Path(sys.argv[1]))
key = DataKey(bytes.fromhex(sys.argv[2]))
converting.carry_on(folder, read_key_file(folder), key, lambda done, total: None)
"""


@pytest.mark.parametrize("phase", [Phase.ENCRYPTING, Phase.DECRYPTING])
def test_killed_at_any_moment_it_goes_on_and_loses_nothing(folder: DataFolder, phase: Phase) -> None:
    before = content(folder, None)
    if phase is Phase.DECRYPTING:
        made = encrypt(folder)
        write_key_file(folder, made.file.in_phase(phase))
    else:
        made = make_key(folder)
    deaths, moment = 0, 1
    while True:
        arguments = [sys.executable, "-c", KILLED, str(folder.path), made.key.secret.hex(), str(moment)]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        deaths += 1
        moment = int(moment * 1.45) + 1
    assert deaths > 6
    if phase is Phase.ENCRYPTING:
        assert found_in(folder.path) == []
        file = read_key_file(folder)
        assert file is not None
        assert file.phase is Phase.ON
        assert content(folder, made.key) == before
    else:
        assert read_key_file(folder) is None
        assert content(folder, None) == before
