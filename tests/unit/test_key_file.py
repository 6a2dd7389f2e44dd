"""The key file: opened by the passphrase and by the recovery key, by nothing else, and not lost with one copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.paths import DataFolder
from app.safe.key_file import (
    Cost,
    KeyFileDamaged,
    NewKey,
    Phase,
    WrongPassphrase,
    delete_key_file,
    new_key,
    read_key_file,
    write_key_file,
)

CHEAP = Cost(passes=1, memory=8192)
"""So that the tests need not wait."""
WORDS = "correct horse battery staple"


@pytest.fixture(scope="module")
def made() -> NewKey:
    return new_key(WORDS, CHEAP)


@pytest.fixture
def folder(tmp_path: Path, made: NewKey) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.create()
    write_key_file(folder, made.file)
    return folder


def test_the_passphrase_and_the_recovery_key_open_it_and_nothing_else(made: NewKey) -> None:
    assert made.file.unlock(WORDS) == made.key
    assert made.file.recover(made.recovery_key) == made.key
    assert made.file.recover(made.recovery_key.lower().replace("-", " ")) == made.key
    for wrong in ("", WORDS + " ", WORDS.upper(), made.recovery_key):
        with pytest.raises(WrongPassphrase):
            made.file.unlock(wrong)
    for wrong in ("", WORDS, made.recovery_key[:-1] + ("A" if made.recovery_key[-1] != "A" else "B")):
        with pytest.raises(WrongPassphrase):
            made.file.recover(wrong)


def test_the_same_characters_typed_in_another_way_open_it() -> None:
    file = new_key("Gr\u00fc\u00dfe aus \u516c\u53f8", CHEAP).file
    assert file.unlock("Gru\u0308\u00dfe aus \u516c\u53f8")


def test_a_change_of_the_passphrase_leaves_the_key_and_the_recovery_key(made: NewKey) -> None:
    changed = made.file.with_passphrase(made.key, "another one")
    assert changed.unlock("another one") == made.key
    assert changed.recover(made.recovery_key) == made.key
    assert changed.salt != made.file.salt
    with pytest.raises(WrongPassphrase):
        changed.unlock(WORDS)


def test_it_says_nothing_of_the_key(folder: DataFolder, made: NewKey) -> None:
    content = folder.key_file.read_text()
    for secret in (made.key.secret.hex(), made.recovery_key, WORDS):
        assert secret not in content
    assert read_key_file(folder) == made.file
    assert folder.key_file.stat().st_mode & 0o077 == 0


def test_one_copy_is_enough_and_without_any_nothing_is_encrypted(folder: DataFolder, made: NewKey) -> None:
    folder.key_file.unlink()
    assert read_key_file(folder) == made.file
    folder.key_file.write_bytes(b"\0" * 500)
    assert read_key_file(folder) == made.file
    folder.key_file_copy.write_text("{}")
    with pytest.raises(KeyFileDamaged) as caught:
        read_key_file(folder)
    assert str(folder.key_file) in caught.value.message
    delete_key_file(folder)
    assert read_key_file(folder) is None


def test_a_copy_that_a_plain_backup_left_behind_is_no_key_file(folder: DataFolder, made: NewKey) -> None:
    write_key_file(folder, made.file.in_phase(Phase.ON))
    folder.key_file.unlink()
    folder.database.write_bytes(b"SQLite format 3\0" + bytes(100))
    assert read_key_file(folder) is None


@pytest.mark.parametrize(("passes", "memory"), [(10_000, 8192), (1, 1 << 50), (0, 8192), (1, 1)])
def test_one_that_asks_for_years_of_work_is_refused(folder: DataFolder, passes: int, memory: int) -> None:
    for path in (folder.key_file, folder.key_file_copy):
        content = json.loads(path.read_text())
        content["cost"] = {"passes": passes, "memory": memory}
        path.write_text(json.dumps(content))
    with pytest.raises(KeyFileDamaged):
        read_key_file(folder)
