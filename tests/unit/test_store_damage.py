"""The store in foul weather: torn, damaged, full, closed, busy."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from app.store import check
from app.store import connection as connection_module
from app.store.backup import back_up, backups_in, restore_backup, start_afresh
from app.store.connection import connect
from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.records import MessageState, ReplyMetadata
from app.store.store import check_database
from engine.protocol import Role
from tests.unit.odd_disks import fill, read_only, small_disk
from tests.unit.store_samples import METADATA, contents, open_store, stream, talk


def intact(store) -> bool:
    return store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_replies_that_a_crash_cut_off_are_marked_as_stopped(tmp_path):
    store = open_store(tmp_path)
    conversation = talk(store, "question")
    reply = stream(store, conversation, "half an ans")
    store.update_message(reply.id, "half an answ", MessageState.STREAMING, ReplyMetadata(model="m"))
    crashed = tmp_path / "crashed"
    shutil.copytree(tmp_path, crashed)
    store.close()
    store = open_store(crashed)
    assert store.opening.interrupted_replies == 1
    assert store.message(reply.id).state is MessageState.STOPPED
    assert store.message(reply.id).metadata == ReplyMetadata(model="m", finish_reason="interrupted")
    assert contents(store.messages(conversation.id)) == ["question", "half an answ"]
    store.close()
    store = open_store(crashed)
    assert store.opening.interrupted_replies == 0
    store.close()


def test_a_torn_log_loses_only_the_end(tmp_path):
    """A power cut on a disk that had not written all of what it was told."""
    store = open_store(tmp_path)
    conversation = store.create_conversation(1)
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    parent, written = None, [f"message {number} " * 40 for number in range(30)]
    for content in written:
        parent = store.append_message(conversation.id, parent, Role.USER, content).id
    database, log = (tmp_path / "homespun.db").read_bytes(), (tmp_path / "homespun.db-wal").read_bytes()
    store.close()
    random_ = random.Random(1)
    counts = set()
    for trial in range(int(os.environ.get("HOMESPUN_TORN_LOGS", "60"))):
        copy = tmp_path / f"copy-{trial}"
        copy.mkdir()
        (copy / "homespun.db").write_bytes(database)
        torn = bytearray(log[: random_.randrange(len(log) + 1)] if trial % 2 else log)
        for _ in range(trial % 3):  # Some of what is left is nonsense.
            if torn:
                start = random_.randrange(len(torn))
                torn[start : start + 512] = random_.randbytes(len(torn[start : start + 512]))
        (copy / "homespun.db-wal").write_bytes(torn)
        store = open_store(copy)
        found = contents(store.messages(conversation.id))
        assert found == written[: len(found)]
        assert intact(store)
        counts.add(len(found))
        store.append_message(conversation.id, None, Role.USER, "life goes on")
        store.close()
    assert len(counts - {0, len(written)}) > 0, "the cuts must fall into the middle too"
    assert len(written) in counts


def garble(path: Path) -> None:
    random_ = random.Random(1)
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = random_.randbytes(200)
    path.write_bytes(content)


def make_nul(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def make_text(path: Path) -> None:
    path.write_text("this is not a database at all " * 200)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


DAMAGES = [garble, make_nul, make_text, cut]


@pytest.fixture
def filled(tmp_path):
    store = open_store(tmp_path)
    talk(store, *(f"message {number} " * 20 for number in range(100)))
    back_up(store._connection, tmp_path / "backups")
    talk(store, "after the backup")
    store.close()
    return tmp_path


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_is_refused_and_not_touched(filled, damage):
    path = filled / "homespun.db"
    damage(path)
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(filled)
    assert caught.value.kind is StoreErrorKind.DAMAGED
    assert "backup" in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.detail
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_newest_backup_comes_back_and_the_damaged_file_stays(filled, damage):
    path = filled / "homespun.db"
    damage(path)
    before = path.read_bytes()
    (filled / "homespun.db.damaged-1").write_text("from another time")
    restored = restore_backup(path, filled / "backups")
    assert restored.kept_aside == filled / "homespun.db.damaged-2"
    assert restored.kept_aside.read_bytes() == before
    assert restored.backup == backups_in(filled / "backups")[0]
    store = open_store(filled)
    assert len(store.messages(1)) == 100
    assert store.conversations(search="after the backup") == []
    talk(store, "life goes on")
    assert intact(store)
    store.close()
    assert len(backups_in(filled / "backups")) == 1


def test_an_old_log_never_meets_a_restored_database(filled):
    path = filled / "homespun.db"
    store = open_store(filled)
    talk(store, "only in the log")
    log = (filled / "homespun.db-wal").read_bytes()
    store.close()
    make_nul(path)
    (filled / "homespun.db-wal").write_bytes(log)
    (filled / "homespun.db-shm").write_bytes(b"stale")
    restored = restore_backup(path, filled / "backups")
    assert (filled / f"{restored.kept_aside.name}-wal").read_bytes() == log
    store = open_store(filled)
    assert intact(store)
    assert store.conversations(search="only in the log") == []
    store.close()


def test_a_damaged_backup_is_passed_over(filled):
    store = open_store(filled)
    damaged_backup = back_up(store._connection, filled / "backups")
    store.close()
    garble(damaged_backup)
    (filled / "backups" / "homespun-999999.db").write_text("not a backup")
    make_nul(filled / "homespun.db")
    assert restore_backup(filled / "homespun.db", filled / "backups").backup.name == "homespun-000001.db"


def test_without_a_backup_one_can_start_afresh(tmp_path):
    path = tmp_path / "homespun.db"
    open_store(tmp_path).close()
    make_text(path)
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        restore_backup(path, tmp_path / "backups")
    assert caught.value.kind is StoreErrorKind.NOT_FOUND
    assert path.read_bytes() == before
    aside = start_afresh(path)
    assert aside.read_bytes() == before
    store = open_store(tmp_path)
    assert store.conversations() == []
    store.close()


def test_restoring_works_where_files_have_one_name_only(filled, monkeypatch):
    def refuse(*_):
        raise PermissionError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    make_nul(filled / "homespun.db")
    aside = restore_backup(filled / "homespun.db", filled / "backups").kept_aside
    assert set(aside.read_bytes()) == {0}
    open_store(filled).close()


def test_a_database_too_big_to_check_at_the_start_is_opened_and_checked_beside(filled, monkeypatch):
    monkeypatch.setattr(check, "_STEPS_BETWEEN_LOOKS", 10)
    store = open_store(filled, check_seconds=0.0)
    assert not store.opening.checked
    check_database(filled / "homespun.db")
    store.close()
    garble(filled / "homespun.db")
    with pytest.raises(StoreError) as caught:
        check_database(filled / "homespun.db")
    assert caught.value.kind is StoreErrorKind.DAMAGED


def test_a_full_disk_loses_nothing_and_the_store_goes_on(tmp_path):
    home = tmp_path / "disk"
    with small_disk(home, "1m"):
        store = open_store(home)
        conversation = talk(store, "the first message")
        reply = stream(store, conversation, "a reply that ")
        filler = home / "filler"
        fill(filler)
        for change in (
            lambda: store.append_message(conversation.id, None, Role.USER, "too much " * 20_000),
            lambda: store.update_message(reply.id, "grows " * 50_000, MessageState.STREAMING, METADATA),
            lambda: store.create_conversation(1, "title " * 50_000),
        ):
            with pytest.raises(StoreError) as caught:
                change()
            assert caught.value.kind is StoreErrorKind.DISK_FULL
            assert "full" in caught.value.message
        assert contents(store.messages(conversation.id)) == ["the first message", "a reply that "]
        filler.unlink()
        store.update_message(reply.id, "a reply that goes on", MessageState.COMPLETE, METADATA)
        assert contents(store.messages(conversation.id)) == ["the first message", "a reply that goes on"]
        assert intact(store)
        store.close()
        open_store(home).close()


def test_a_full_disk_at_the_start_is_said(tmp_path):
    home = tmp_path / "disk"
    with small_disk(home, "64k"):
        (home / "filler").write_bytes(bytes(65536))
        with pytest.raises(StoreError) as caught:
            open_store(home)
        assert caught.value.kind is StoreErrorKind.DISK_FULL


def test_a_write_error_loses_nothing_and_the_store_goes_on(tmp_path):
    """The system refuses to let the files grow: to SQLite that is a failing disk."""
    store = open_store(tmp_path)
    conversation = talk(store, "the first message")
    size = (tmp_path / "homespun.db-wal").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, before[1]))
    try:
        with pytest.raises(StoreError) as caught:
            store.append_message(conversation.id, None, Role.USER, "too much " * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert caught.value.kind is StoreErrorKind.IO_ERROR
    assert contents(store.messages(conversation.id)) == ["the first message"]
    store.append_message(conversation.id, conversation.head_id, Role.USER, "and the second")
    assert contents(store.messages(conversation.id)) == ["the first message", "and the second"]
    assert intact(store)
    store.close()


def test_a_read_only_folder_is_said(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    with read_only(home):
        with pytest.raises(StoreError) as caught:
            open_store(home)
        assert caught.value.kind is StoreErrorKind.READ_ONLY
    store = open_store(home)
    talk(store, "still here")
    store.close()
    with read_only(home):
        with pytest.raises(StoreError) as caught:
            open_store(home)
        assert caught.value.kind is StoreErrorKind.READ_ONLY
        assert str(home / "homespun.db") in caught.value.message
    store = open_store(home)
    assert len(store.conversations(search="still here")) == 1
    store.close()


def test_a_folder_that_becomes_read_only_meanwhile(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    store = open_store(home)
    conversation = talk(store, "before")
    store._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError) as caught:
        store.append_message(conversation.id, None, Role.USER, "lost")
    assert caught.value.kind is StoreErrorKind.READ_ONLY
    store._connection.execute("PRAGMA query_only = OFF")
    store.append_message(conversation.id, None, Role.USER, "after")
    assert contents(store.messages(conversation.id)) == ["after"]
    store.close()


def test_something_else_in_the_databases_place(tmp_path):
    (tmp_path / "homespun.db").mkdir()
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path)
    assert caught.value.kind is StoreErrorKind.IO_ERROR
    assert str(tmp_path / "homespun.db") in caught.value.message


def test_two_stores_on_one_folder_wait_for_each_other(tmp_path, monkeypatch):
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)
    first, second = open_store(tmp_path), open_store(tmp_path)
    conversation = talk(first, "by the first")
    head = second.conversation(conversation.id).head_id
    with first._change():
        with pytest.raises(StoreError) as caught:
            second.append_message(conversation.id, head, Role.USER, "by the second")
        assert caught.value.kind is StoreErrorKind.LOCKED
        assert contents(second.messages(conversation.id)) == ["by the first"]
    second.append_message(conversation.id, head, Role.USER, "by the second")
    assert contents(first.messages(conversation.id)) == ["by the first", "by the second"]
    first.close()
    second.close()
    assert not (tmp_path / "homespun.db-wal").exists()


def test_a_closed_store_says_so_instead_of_crashing(tmp_path):
    store = open_store(tmp_path)
    store.close()
    with pytest.raises(StoreError):
        store.profiles()


def test_the_file_is_a_plain_database(tmp_path):
    """Nobody is locked in: any SQLite reads it."""
    store = open_store(tmp_path)
    talk(store, "readable")
    store.close()
    plain = sqlite3.connect(tmp_path / "homespun.db")
    assert plain.execute("SELECT content FROM messages").fetchall() == [("readable",)]
    plain.close()


def test_reading_a_damaged_database_is_refused(filled):
    make_text(filled / "homespun.db")
    with pytest.raises(StoreError) as caught:
        Reader.open_read_only(filled / "homespun.db")
    assert caught.value.kind is StoreErrorKind.DAMAGED


def test_a_connection_is_not_left_open_when_opening_fails(filled):
    make_text(filled / "homespun.db")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - counted, not listed
    for _ in range(5):
        with pytest.raises(StoreError):
            open_store(filled)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - counted, not listed
    connect(filled / "other.db").close()
