"""Two model files are told apart by samples of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.backends.fingerprint import fingerprint

MIB = 1 << 20


def test_the_same_bytes_have_the_same_mark(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(bytes(range(256)) * 8192)
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


@pytest.mark.parametrize("size", [0, 1, 1000, 1 << 16, 3 * MIB])
def test_the_size_counts(tmp_path: Path, size: int) -> None:
    (tmp_path / "one").write_bytes(bytes(size))
    (tmp_path / "two").write_bytes(bytes(size + 1))
    assert fingerprint(tmp_path / "one") != fingerprint(tmp_path / "two")


@pytest.mark.parametrize("place", [0, MIB - 1, 5 * MIB, 10 * MIB - 1])
def test_a_change_shows_at_the_edges_and_where_samples_are(tmp_path: Path, place: int) -> None:
    data = bytearray(10 * MIB)
    (tmp_path / "one").write_bytes(data)
    length = min(MIB, len(data) - place)  # more than the distance between two samples
    data[place : place + length] = b"x" * length
    (tmp_path / "two").write_bytes(data)
    assert fingerprint(tmp_path / "one") != fingerprint(tmp_path / "two")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        fingerprint(tmp_path / "missing")
