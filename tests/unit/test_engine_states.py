"""The cache of saved states: bounded, verified, and never half-written."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from engine.states import ContextKey, SavedState, StateCache

KEY = ContextKey("model", "f16")


def _state(conversation: str = "one", key: ContextKey = KEY) -> SavedState:
    return SavedState(key, conversation, ((1,), (2, 3), (4,)), {"héllo\n": (2, 3)})


def _write(size: int):
    def save(path: Path) -> int:
        return path.write_bytes(os.urandom(size))

    return save


def _refuse(path: Path, positions: int) -> None:
    raise AssertionError("a damaged state was handed to native code")


def test_a_stored_state_comes_back_whole(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    assert cache.store(_state(), 100, _write(100))
    found = StateCache(tmp_path, 1 << 20).find(KEY, "one")
    assert found == _state()
    loaded: list[tuple[int, int]] = []
    assert cache.restore(_state(), lambda path, positions: loaded.append((path.stat().st_size, positions)))
    assert loaded == [(100, 3)]


def test_another_model_number_format_adapter_or_conversation_finds_nothing(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    for key in (
        replace(KEY, model="other"),
        replace(KEY, kv_type="q8_0"),
        replace(KEY, adapters=(("adapter", 1.0),)),
    ):
        assert cache.find(key, "one") is None
    assert cache.find(KEY, "two") is None
    assert cache.find(KEY, "one") is not None


def test_states_of_two_adapter_sets_live_side_by_side(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    for scale in (0.5, 1.0):
        cache.store(_state(key=replace(KEY, adapters=(("a", scale),))), 10, _write(10))
    assert all(cache.find(replace(KEY, adapters=(("a", scale),)), "one") for scale in (0.5, 1.0))
    cache.forget("one")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["flip", "truncate", "empty", "gone", "spans", "swap"])
def test_damage_is_found_before_native_code_sees_it(tmp_path: Path, damage: str) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state("other"), 100, _write(100))
    (other,) = tmp_path.glob("*.kv")
    content = other.read_bytes()
    cache.store(_state(), 100, _write(100))
    (values,) = (path for path in tmp_path.glob("*.kv") if path != other)
    match damage:
        case "flip":
            data = bytearray(values.read_bytes())
            data[50] ^= 1
            values.write_bytes(data)
        case "truncate":
            os.truncate(values, 99)
        case "empty":
            os.truncate(values, 0)
        case "gone":
            values.unlink()
        case "spans":
            description = values.with_suffix(".json")
            changed = json.loads(description.read_text())
            changed["spans"][0] = [9]
            description.write_text(json.dumps(changed))
        case "swap":
            values.write_bytes(content)
    state = cache.find(KEY, "one")
    assert state
    assert not cache.restore(state, _refuse)
    assert cache.find(KEY, "one") is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format":1}', '{"format":99}', "\x00" * 50])
def test_a_damaged_description_counts_as_none(tmp_path: Path, text: str) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    (description,) = tmp_path.glob("*.json")
    description.write_text(text)
    assert cache.find(KEY, "one") is None
    assert list(tmp_path.iterdir()) == []


def test_a_state_that_native_code_refuses_is_deleted(tmp_path: Path) -> None:
    def refuse(path: Path, positions: int) -> None:
        raise EngineError(ErrorKind.INTERNAL, "does not fit")

    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    assert not cache.restore(_state(), refuse)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_state_and_nothing_half_written(tmp_path: Path) -> None:
    def fail(path: Path) -> int:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    before = sorted(tmp_path.iterdir())
    assert not cache.store(_state(), 100, fail)
    assert sorted(tmp_path.iterdir()) == before
    assert cache.restore(_state(), lambda path, positions: None)


def test_what_is_larger_than_the_cache_is_not_written(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 50)
    assert not cache.store(_state(), 100, _write(100))
    assert list(tmp_path.iterdir()) == []


def test_the_least_recently_used_state_goes_first(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 4000)
    for n, name in enumerate(("a", "b", "c")):
        cache.store(_state(name), 1000, _write(1000))
        for path in tmp_path.iterdir():
            if path.stat().st_mtime > 100:
                os.utime(path, (n, n))
    used = cache.find(KEY, "a")
    assert used
    assert cache.restore(used, lambda path, positions: None)
    cache.store(_state("d"), 1000, _write(1000))
    assert {name for name in "abcd" if cache.find(KEY, name)} == {"a", "c", "d"}
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 4000


def test_leftovers_of_a_crash_are_removed(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    (tmp_path / "x.kv.part").write_bytes(b"half")
    (tmp_path / "orphan.kv").write_bytes(b"no description")
    assert StateCache(tmp_path, 1 << 20).find(KEY, "one")
    assert len(list(tmp_path.iterdir())) == 2
