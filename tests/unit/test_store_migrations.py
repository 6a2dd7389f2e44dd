"""Bringing databases of every age up to date, with fake newer versions."""

from __future__ import annotations

import shutil
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.store.backup import BACKUPS_KEPT, backups_in
from app.store.connection import connect
from app.store.driver import dbapi2
from app.store.errors import StoreError, StoreErrorKind
from app.store.migrations import MIGRATIONS, migrate, order, version
from app.store.reader import Reader
from app.store.records import (
    AdapterChoice,
    ConversationSettings,
    Profile,
    ProfileSettings,
    ReplyMetadata,
    Thumb,
    TitledBy,
)
from engine.protocol import SamplingOptions
from tests.unit.odd_disks import small_disk
from tests.unit.store_samples import METADATA, VERSION_1, contents, open_store, talk


def add_a_column(connection):
    connection.execute("ALTER TABLE messages ADD COLUMN rating INTEGER NOT NULL DEFAULT 3")


def make_profiles_again(connection):
    """A table that others refer to, made again under its name."""
    connection.execute(
        "CREATE TABLE new (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, system_message TEXT NOT NULL, "
        "settings TEXT NOT NULL DEFAULT '{}', deleted_at REAL, colour TEXT) STRICT"
    )
    connection.execute("INSERT INTO new SELECT id, name, system_message, settings, deleted_at, 'blue' FROM profiles")
    connection.execute("DROP TABLE profiles")
    connection.execute("ALTER TABLE new RENAME TO profiles")


def fail_half_way(connection):
    connection.execute("ALTER TABLE messages ADD COLUMN half INTEGER")
    raise RuntimeError("half-way")


def lose_a_parent(connection):
    connection.execute("DELETE FROM messages WHERE parent_id IS NULL")


FUTURE = (*MIGRATIONS, add_a_column, make_profiles_again)


def raw(folder: Path, statement: str) -> list:
    connection = connect(folder / "homespun.db")
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def version_of(path: Path) -> int:
    connection = connect(path, read_only=True)
    try:
        return version(connection)
    finally:
        connection.close()


def older_database(folder: Path, steps: int) -> None:
    shutil.copy(VERSION_1, folder / "homespun.db")
    connection = connect(folder / "homespun.db")
    migrate(connection, FUTURE[:steps], lambda: VERSION_1)
    connection.close()


def test_titles_that_were_there_before_are_never_replaced(tmp_path):
    older_database(tmp_path, MIGRATIONS.index(order))
    store = open_store(tmp_path)
    [conversation] = store.conversations()
    assert (conversation.titled, conversation.pinned, conversation.archived) == (TitledBy.PERSON, False, False)
    assert store.set_model_title(conversation.id, "By a model").title == conversation.title
    new = talk(store, "question", title="question")
    assert store.set_model_title(new.id, "By a model").title == "By a model"
    assert store.set_model_title(new.id, "By another").title == "By a model"
    assert store.rename_conversation(new.id, "Mine").titled is TitledBy.PERSON
    store.close()


@pytest.mark.parametrize("start", range(len(FUTURE) + 1))
def test_every_version_leads_to_the_newest(tmp_path, start):
    if start:  # This program reads no older schema: what the first one wrote is at hand, and goes as far as that.
        older_database(tmp_path, start)
    store = open_store(tmp_path, migrations=FUTURE)
    assert version_of(tmp_path / "homespun.db") == len(FUTURE)
    assert store._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert store.profiles()[0] == Profile(1, "Me", "")
    if 0 < start < len(FUTURE):
        assert contents(store.messages(1)) == ["question", "answer"]
        assert len(store.conversations(search="answer")) == 1
        assert store.opening.backup is not None
        assert version_of(store.opening.backup) == start
        assert stat.S_IMODE(store.opening.backup.stat().st_mode) == 0o600
    else:
        assert store.opening.backup is None
        assert backups_in(tmp_path / "backups") == []
    store.close()


def test_a_database_of_version_1_gets_profile_settings_and_keeps_everything(tmp_path):
    shutil.copy(VERSION_1, tmp_path / "homespun.db")
    store = open_store(tmp_path)
    assert store.profiles() == [Profile(1, "Me", ""), Profile(2, "Work", "Be brief.")]
    settings = ConversationSettings("Be kind.", "/models/small.gguf", SamplingOptions(temperature=0.0))
    assert store.conversation(1).settings == settings
    assert [message.metadata for message in store.messages(1)] == [ReplyMetadata(), replace(METADATA, adapters=())]
    chosen = ProfileSettings((AdapterChoice("capitals-1", 0.5),))
    assert store.update_profile(2, "Work", "Be brief.", chosen).settings == chosen
    answer = store.messages(1)[-1].id
    assert store.feedback([answer]) == {}
    liked = store.set_feedback(answer, thumb=Thumb.UP)
    backup = store.opening.backup
    store.close()
    assert backup is not None
    assert backup.read_bytes()[:16] == b"SQLite format 3\0"
    assert version_of(backup) == 1
    assert version_of(tmp_path / "homespun.db") == len(MIGRATIONS)
    store = open_store(tmp_path)
    assert (store.opening.backup, store.profile(2).settings) == (None, chosen)
    assert store.feedback([answer]) == {answer: liked}
    store.close()


def test_a_backup_is_a_whole_database_of_its_own(tmp_path):
    store = open_store(tmp_path)
    conversation = talk(store, "question", "answer")
    # The newest commits are only in the write-ahead log while a reader holds it.
    reader = Reader.open_read_only(tmp_path / "homespun.db")
    assert reader.conversations()
    store.close()
    store = open_store(tmp_path, migrations=FUTURE)
    backup = store.opening.backup
    store.close()
    reader.close()
    assert backup is not None
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]
    alone = tmp_path / "alone.db"
    backup.rename(alone)
    reader = Reader.open_read_only(alone)
    assert contents(reader.messages(conversation.id)) == ["question", "answer"]
    reader.close()


def test_the_newest_backups_are_kept(tmp_path):
    made = []
    for number in range(BACKUPS_KEPT + 3):
        store = open_store(tmp_path, migrations=(*MIGRATIONS, *([add_nothing] * number)))
        made.append(store.opening.backup)
        store.close()
    assert backups_in(tmp_path / "backups") == made[: -BACKUPS_KEPT - 1 : -1]


def add_nothing(connection):
    connection.execute("UPDATE profiles SET name = name")


@pytest.mark.parametrize(("step", "error"), [(fail_half_way, RuntimeError), (lose_a_parent, StoreError)])
def test_a_step_that_fails_leaves_what_the_step_before_left(tmp_path, step, error):
    store = open_store(tmp_path)
    conversation = talk(store, "question", "answer")
    store.close()
    with pytest.raises(error):
        open_store(tmp_path, migrations=(*MIGRATIONS, add_a_column, step))
    assert version_of(tmp_path / "homespun.db") == len(MIGRATIONS) + 1
    columns = [row[1] for row in raw(tmp_path, "PRAGMA table_info(messages)")]
    assert "rating" in columns
    assert "half" not in columns
    assert len(backups_in(tmp_path / "backups")) == 1
    store = open_store(tmp_path, migrations=FUTURE)
    assert contents(store.messages(conversation.id)) == ["question", "answer"]
    store.close()


def test_a_newer_database_is_refused_and_not_touched(tmp_path):
    open_store(tmp_path, migrations=FUTURE).close()
    before = (tmp_path / "homespun.db").read_bytes()
    for action in (lambda: open_store(tmp_path), lambda: Reader.open_read_only(tmp_path / "homespun.db")):
        with pytest.raises(StoreError) as caught:
            action()
        assert caught.value.kind is StoreErrorKind.NEWER
        assert "newer version" in caught.value.message
    assert (tmp_path / "homespun.db").read_bytes() == before


def test_reading_does_not_bring_up_to_date(tmp_path):
    connect(tmp_path / "homespun.db").close()
    with pytest.raises(StoreError) as caught:
        Reader.open_read_only(tmp_path / "homespun.db")
    assert caught.value.kind is StoreErrorKind.OLDER


def test_without_room_for_the_backup_nothing_is_changed(tmp_path):
    home = tmp_path / "disk"
    with small_disk(home, "600k"):
        store = open_store(home)
        conversation = talk(store, "question" * 20_000)
        store.close()
        with pytest.raises(StoreError) as caught:
            open_store(home, migrations=FUTURE)
        assert caught.value.kind is StoreErrorKind.DISK_FULL
        assert list((home / "backups").iterdir()) == []
        store = open_store(home)
        assert len(store.messages(conversation.id)) == 1
        store.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from app.store.migrations import MIGRATIONS
from app.store.store import Store

def killed_half_way(connection):
    connection.execute("ALTER TABLE messages ADD COLUMN half INTEGER")
    connection.execute("PRAGMA cache_spill = 1")
    connection.execute("PRAGMA cache_size = 1")  # So that pages reach the disk before the commit.
    connection.execute("UPDATE messages SET half = 1, content = 'overwritten'")
    connection.execute("UPDATE messages SET content = content || 'again'")
    os.kill(os.getpid(), signal.SIGKILL)

folder = Path(sys.argv[1])
Store.open(folder / "homespun.db", folder / "backups", migrations=(*MIGRATIONS, killed_half_way))
"""


def test_a_program_killed_in_the_middle_of_a_step(tmp_path):
    store = open_store(tmp_path)
    conversation = talk(store, *(f"{number} " * 500 for number in range(50)))
    expected = store.messages(conversation.id)
    store.close()
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "homespun.db-wal").stat().st_size > 50_000
    assert [version_of(path) for path in backups_in(tmp_path / "backups")] == [len(MIGRATIONS)]
    store = open_store(tmp_path, migrations=FUTURE)
    assert store.messages(conversation.id) == expected
    assert store._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with pytest.raises(dbapi2.OperationalError, match="half"):
        store._connection.execute("SELECT half FROM messages")
    store.close()
