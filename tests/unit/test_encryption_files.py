"""Encrypted files: read back as they were with their key, and not at all when anything about them was changed."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from models.encryption.files import PLAIN, EncryptedFiles, files_of
from models.encryption.keys import DataKey, read_key
from models.encryption.stream import CHUNK, MARK, decrypt, encrypt, is_encrypted, plain_size
from models.encryption.unreadable import Unreadable

KEY = DataKey.new()
HEAD = len(MARK) + 24
WHOLE = CHUNK + 17
"""A whole chunk, encrypted."""


def encrypted(content: bytes) -> bytes:
    target = io.BytesIO()
    encrypt(io.BytesIO(content), target, KEY.files)
    return target.getvalue()


def decrypted(raw: bytes, key: DataKey = KEY) -> bytes:
    target = io.BytesIO()
    decrypt(io.BytesIO(raw), target, key.files)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_content_comes_back_and_its_size_is_known_without_the_key(size: int) -> None:
    content = os.urandom(size)
    raw = encrypted(content)
    assert decrypted(raw) == content
    assert plain_size(len(raw)) == size
    assert raw != encrypted(content)


@pytest.mark.parametrize("at", [0, len(MARK), HEAD, HEAD + 100, HEAD + CHUNK + 3, -1])
def test_a_changed_bit_is_refused(at: int) -> None:
    raw = bytearray(encrypted(os.urandom(CHUNK + 1000)))
    raw[at] ^= 1
    with pytest.raises(Unreadable):
        decrypted(bytes(raw))


def test_what_was_cut_off_moved_repeated_or_lengthened_is_refused() -> None:
    raw = encrypted(os.urandom(2 * CHUNK + 1000))
    head, first, second, last = raw[:HEAD], raw[HEAD:][:WHOLE], raw[HEAD + WHOLE :][:WHOLE], raw[HEAD + 2 * WHOLE :]
    assert decrypted(head + first + second + last)
    for forged in (
        head,
        head + first,
        head + first + second,
        head + second + first + last,
        head + first + first + second + last,
        head + first + second + last + last,
        head + first + second + last + b"x",
        raw[:-1],
    ):
        with pytest.raises(Unreadable):
            decrypted(forged)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Unreadable):
        decrypted(encrypted(b"text"), DataKey.new())


def test_native_code_is_given_a_path_and_nothing_plain_stays(tmp_path: Path) -> None:
    files, path = EncryptedFiles(KEY), tmp_path / "state.kv"
    with files.writing(path) as place:
        place.write_bytes(b"what the model has read " * 1000)
        assert not any(one.read_bytes().startswith(b"what") for one in tmp_path.iterdir())
    assert is_encrypted(path)
    assert files.size(path) == 24_000
    with files.plain(path) as place:
        assert place != path
        assert place.read_bytes() == b"what the model has read " * 1000
        assert place.stat().st_size == 24_000
    assert not place.exists()
    assert list(tmp_path.iterdir()) == [path]


def test_what_somebody_else_wrote_is_read_as_it_is_but_never_believed_to_be_ours(tmp_path: Path) -> None:
    files, path = EncryptedFiles(KEY), tmp_path / "theirs.gguf"
    path.write_bytes(b"GGUF")
    with files.plain(path) as place:
        assert place == path
    with pytest.raises(Unreadable):
        files.decoded(path.read_bytes())


def test_a_folder_is_kept_and_found_again(tmp_path: Path) -> None:
    files = EncryptedFiles(KEY)
    made = tmp_path / "made"
    made.mkdir()
    (made / "adapter_config.json").write_text("{}")
    (made / "weights").write_bytes(bytes(CHUNK + 5))
    files.take_folder(made, tmp_path / "kept")
    assert all(is_encrypted(path) for path in (tmp_path / "kept").iterdir())
    with files.plain_folder(tmp_path / "kept") as folder:
        assert (folder / "adapter_config.json").read_text() == "{}"
        assert (folder / "weights").read_bytes() == bytes(CHUNK + 5)
        assert tmp_path not in folder.parents
    assert not folder.exists()


def test_without_a_key_everything_is_as_it_is(tmp_path: Path) -> None:
    assert files_of(None) is PLAIN
    path = tmp_path / "plain"
    with PLAIN.writing(path) as place:
        place.write_bytes(b"x")
    with PLAIN.plain(path) as place:
        assert place == path
    assert PLAIN.decoded(PLAIN.encoded(b"x")) == b"x"


def test_a_key_is_passed_in_one_line_of_which_nothing_more_is_read() -> None:
    reader, writer = os.pipe()
    os.write(writer, KEY.line + b"{request}\n")
    assert read_key(reader) == KEY
    assert os.read(reader, 100) == b"{request}\n"
    for end in (reader, writer):
        os.close(end)
    assert KEY.secret.hex() not in repr(KEY)
