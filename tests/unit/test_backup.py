"""Backups of everything: whole, checked, and put back as a whole; made by strangers, refused."""

from __future__ import annotations

import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.backup.reading import look
from app.backup.restoring import all_kept, restore, restore_kept
from app.backup.results import BackupError, KeptKind
from app.backup.writing import MANIFEST, create
from app.paths import DataFolder
from app.place import hold
from app.safe.converting import carry_on
from app.safe.key_file import Cost, NewKey, new_key, read_key_file, write_key_file
from app.settings import Settings, SettingsFile
from app.store.migrations import MIGRATIONS
from app.store.reader import Reader
from app.store.store import Store
from models.encryption.files import files_of
from tests.store_versions import STORES
from tests.unit.odd_disks import small_disk
from tests.unit.store_samples import contents, talk

PERSONAL = {
    "adapters/me-1/adapter.gguf": b"weights" * 5000,
    "adapters/me-1/adapter.json": b"{}",
    "personal/1/adapter/weights.safetensors": b"learned",
    "composers/smol.onnx": b"composer",
}
MODEL = {
    "models/smol/model.gguf": b"model" * 100,
    "models/.library/sources.json": b"[]",
    "encoders/small/encoder.onnx": b"encoder",
}
PASSING = {"models/.downloads/half": b"x", "personal/1/lock": b"", "logs/homespun.log": b"log", "states/s": b"state"}


def unwatched(done: int, total: int) -> None:
    assert done <= total


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A conversation, settings, and files of every kind."""
    folder = DataFolder(tmp_path / "data")
    folder.create()
    with_words(folder, "how wet", "very wet")
    SettingsFile(folder.settings).save(Settings(text_size=19))
    for name, content in (PERSONAL | MODEL | PASSING).items():
        path = folder.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder.adapters / "link").symlink_to("/etc/passwd")
    return folder


@pytest.fixture
def backup(data: DataFolder, tmp_path: Path) -> Path:
    target = tmp_path / "all.zip"
    create(data, target, unwatched, models=False)
    return target


def with_words(folder: DataFolder, *words: str) -> None:
    store = Store.open(folder.database, folder.backups)
    talk(store, *words)
    store.close()


def words_in(folder: DataFolder) -> list[list[str]]:
    reader = Reader.open_read_only(folder.database)
    try:
        return [contents(reader.messages(one.id)) for one in reader.conversations()]
    finally:
        reader.close()


def put_in_place(folder: DataFolder) -> bool:
    lock, restored = hold(folder)
    lock.release()
    return restored


def files(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_everything_comes_back_on_another_computer(backup: Path, tmp_path: Path) -> None:
    new = DataFolder(tmp_path / "elsewhere")
    new.create()
    steps: list[tuple[int, int]] = []
    manifest = restore(new, backup, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (manifest.size, manifest.size)
    assert (manifest.conversations, manifest.messages, manifest.encrypted) == (1, 2, False)
    assert files(new.path).keys().isdisjoint(PERSONAL), "until the program starts again nothing has changed"
    assert put_in_place(new)
    assert words_in(new) == [["how wet", "very wet"]]
    assert SettingsFile(new.settings).load().settings.text_size == 19
    there = files(new.path)
    assert {name: there[name] for name in PERSONAL} == PERSONAL
    assert there.keys().isdisjoint({*MODEL, *PASSING, "adapters/link"})
    modes = {stat.S_IMODE(path.stat().st_mode) for path in new.path.rglob("*")}
    assert modes <= {0o600, 0o700}
    Store.open(new.database, new.backups).close()


def test_models_come_along_where_they_are_wanted(data: DataFolder, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    create(data, target, unwatched, models=True)
    new = DataFolder(tmp_path / "elsewhere")
    new.create()
    restore(new, target, unwatched)
    put_in_place(new)
    there = files(new.path)
    assert {name: there[name] for name in MODEL} == MODEL
    assert there.keys().isdisjoint(PASSING)


def test_what_a_backup_replaces_can_be_put_back(data: DataFolder, backup: Path) -> None:
    with_words(data, "a later question")
    (data.adapters / "later").write_bytes(b"later")
    restore(data, backup, unwatched)
    assert put_in_place(data)
    assert words_in(data) == [["how wet", "very wet"]]
    assert not (data.adapters / "later").exists()
    assert (data.path / "models/smol/model.gguf").read_bytes() == MODEL["models/smol/model.gguf"]
    [kept] = all_kept(data)
    assert kept.kind is KeptKind.REPLACED
    restore_kept(data, kept.name)
    assert put_in_place(data)
    assert words_in(data) == [["a later question"], ["how wet", "very wet"]]
    assert (data.adapters / "later").read_bytes() == b"later"


def test_the_database_before_an_update_can_be_put_back(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    shutil.copy(STORES / "version-1.db", folder.database)
    with_words(folder, "after the update")
    assert len(words_in(folder)) == 2
    [kept] = all_kept(folder)
    assert (kept.kind, kept.name) == (KeptKind.UPDATE, "homespun-000001")
    restore_kept(folder, kept.name)
    assert put_in_place(folder)
    Store.open(folder.database, folder.backups).close()
    assert words_in(folder) == [["question", "answer"]]
    with pytest.raises(BackupError, match="Nothing is kept"):
        restore_kept(folder, "../homespun")


class Stopped(Exception):
    pass


def stopping(done: int, total: int) -> None:
    if done > total / 2:
        raise Stopped


def test_what_was_stopped_leaves_nothing(data: DataFolder, backup: Path, tmp_path: Path) -> None:
    before = files(data.path)
    with pytest.raises(Stopped):
        restore(data, backup, stopping)
    assert files(data.path) == before
    assert not put_in_place(data)
    old = backup.read_bytes()
    with pytest.raises(Stopped):
        create(data, backup, stopping, models=False)
    assert backup.read_bytes() == old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip", "data"]
    assert list(data.backups.iterdir()) == []


def test_a_full_disk_leaves_everything_as_it_was(data: DataFolder, backup: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "12k"):
        with pytest.raises(BackupError, match="disk is full"):
            create(data, disk / "all.zip", unwatched, models=True)
        assert list(disk.iterdir()) == []
    with small_disk(disk, "200k"):
        folder = DataFolder(disk / "data")
        folder.create()
        with pytest.raises(BackupError, match="not enough room"):
            restore(folder, backup, unwatched)
        assert not (disk / "data" / "homespun.restoring").exists()


def forged(backup: Path, change: Callable[[dict[str, bytes], dict], None]) -> Path:
    """The same backup with other entries and another manifest."""
    with zipfile.ZipFile(backup) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(entries.pop(MANIFEST))
    change(entries, manifest)
    target = backup.with_name("forged.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        archive.writestr(MANIFEST, json.dumps(manifest))
    return target


def added(name: str) -> Callable[[dict[str, bytes], dict], None]:
    def change(entries: dict[str, bytes], manifest: dict) -> None:
        entries[name] = b"x"
        manifest["files"].append({"name": name, "size": 1, "sha256": "0" * 64})

    return change


def other_content(entries: dict[str, bytes], _: dict) -> None:
    entries["settings.json"] = bytes(reversed(entries["settings.json"]))


def bomb(entries: dict[str, bytes], manifest: dict) -> None:
    entries["adapters/bomb"] = bytes(50_000_000)
    manifest["files"].append({"name": "adapters/bomb", "size": 10, "sha256": "0" * 64})


def no_database(entries: dict[str, bytes], manifest: dict) -> None:
    del entries["homespun.db"]
    manifest["files"] = [one for one in manifest["files"] if one["name"] != "homespun.db"]


def broken_database(entries: dict[str, bytes], manifest: dict) -> None:
    import hashlib

    whole = entries["homespun.db"]
    entries["homespun.db"] = broken = whole[:5000] + bytes(len(whole) - 9000) + whole[-4000:]
    for one in manifest["files"]:
        if one["name"] == "homespun.db":
            one["sha256"] = hashlib.sha256(broken).hexdigest()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (added("../outside"), "not made by Homespun"),
        (added("/etc/outside"), "not made by Homespun"),
        (added("adapters/../../outside"), "not made by Homespun"),
        (added("adapters//x"), "not made by Homespun"),
        (added("homespun.db-wal"), "not made by Homespun"),
        (added("states/x"), "not made by Homespun"),
        (added("adapters"), "not made by Homespun"),
        (lambda entries, _: entries.update({"adapters/unnamed": b""}), "not made by Homespun"),
        (lambda entries, _: entries.pop("settings.json"), "not made by Homespun"),
        (bomb, "not made by Homespun"),
        (lambda _, manifest: manifest.update(format="zip"), "not made by Homespun"),
        (lambda _, manifest: manifest.update(files=[{}]), "not made by Homespun"),
        (lambda _, manifest: manifest.update(version=2), "newer version"),
        (lambda _, manifest: manifest.update(schema=len(MIGRATIONS) + 1), "newer version"),
        (other_content, "damaged"),
        (broken_database, "damaged"),
        (no_database, "no conversations"),
    ],
)
def test_what_was_forged_is_refused_and_nothing_is_touched(
    data: DataFolder, backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes], dict], None], message: str
) -> None:
    before = files(tmp_path / "data")
    with pytest.raises(BackupError, match=message):
        restore(data, forged(backup, change), unwatched)
    assert files(data.path) == before
    assert not put_in_place(data)
    assert not (tmp_path / "outside").exists()


@pytest.fixture
def no_archives(tmp_path: Path) -> Iterator[list[Path]]:
    texts = {"empty.zip": b"", "text.zip": b"no archive", "other.zip": b"PK\x05\x06" + bytes(18)}
    for name, content in texts.items():
        (tmp_path / name).write_bytes(content)
    os.mkfifo(tmp_path / "pipe.zip")
    return [*(tmp_path / name for name in texts), tmp_path, tmp_path / "missing.zip", tmp_path / "pipe.zip"]  # type: ignore[return-value]


def test_what_is_no_backup_is_said_to_be_none(no_archives: list[Path]) -> None:
    for path in no_archives:
        with pytest.raises(BackupError):
            look(path)


def test_a_backup_that_is_cut_off_or_changed_anywhere_is_refused(data: DataFolder, backup: Path) -> None:
    whole, target = backup.read_bytes(), backup.with_name("cut.zip")
    before = files(data.path)
    for place in range(0, len(whole), max(1, len(whole) // 30)):
        target.write_bytes(whole[:place])
        with pytest.raises(BackupError):
            restore(data, target, unwatched)
    changed = 0
    for place in range(7, len(whole), max(1, len(whole) // 30)):
        target.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            restore(data, target, unwatched)
        except BackupError:
            continue
        changed += 1  # A byte that says nothing, as the time of a file.
        put_in_place(data)
        assert words_in(data) == [["how wet", "very wet"]]
    assert changed < 20
    gone = before.keys() - files(data.path).keys() - PASSING.keys()
    assert gone <= {"homespun.db-wal", "homespun.db-shm", "adapters/link"}


CHEAP = Cost(passes=1, memory=8 << 20)
SECRET = "the marker sentence of a private life"


def encrypted(folder: DataFolder, key: NewKey) -> None:
    write_key_file(folder, key.file)
    with folder.lock():
        carry_on(folder, key.file, key.key, unwatched)


def test_what_is_encrypted_stays_so_in_a_backup_and_comes_back_with_its_key(data: DataFolder, tmp_path: Path) -> None:
    with_words(data, SECRET)
    (data.adapters / "me-1" / "adapter.json").write_text(SECRET)
    new = new_key("a long passphrase", CHEAP)
    encrypted(data, new)
    target = tmp_path / "all.zip"
    assert create(data, target, unwatched, models=False, key=new.key).encrypted
    with zipfile.ZipFile(target) as archive:
        assert not any(SECRET.encode() in archive.read(name) for name in archive.namelist())

    other = DataFolder(tmp_path / "elsewhere")
    other.create()
    with_words(other, "plain")
    restore(other, target, unwatched)
    put_in_place(other)
    file = read_key_file(other)
    assert file is not None
    key = file.unlock("a long passphrase")
    carry_on(other, file, key, unwatched)  # as a start does: what was replaced is encrypted, too
    assert not any(b"plain" in content for content in files(other.backups).values())
    store = Store.open(other.database, other.backups, key=key)
    assert next(contents(store.messages(one.id)) for one in store.conversations()) == [SECRET]
    store.close()
    with files_of(key).plain(other.adapters / "me-1" / "adapter.json") as plain:
        assert plain.read_text() == SECRET

    [replaced] = all_kept(other)
    restore_kept(other, replaced.name, key)
    put_in_place(other)
    assert read_key_file(other) is not None
    store = Store.open(other.database, other.backups, key=key)
    assert [contents(store.messages(one.id)) for one in store.conversations()] == [["plain"]]
    store.close()


def test_what_was_replaced_before_encryption_is_put_back_with_the_key_of_now(data: DataFolder, backup: Path) -> None:
    with_words(data, SECRET)
    restore(data, backup, unwatched)
    put_in_place(data)
    new = new_key("a long passphrase", CHEAP)
    encrypted(data, new)
    [replaced] = all_kept(data)
    restore_kept(data, replaced.name, new.key)
    put_in_place(data)
    assert read_key_file(data) is not None
    store = Store.open(data.database, data.backups, key=new.key)
    assert next(contents(store.messages(one.id)) for one in store.conversations()) == [SECRET]
    store.close()
