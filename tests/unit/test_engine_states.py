"""The cache of saved states: bounded, verified, and never half-written."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import EngineError, ErrorKind
from engine.states import AdapterSet, ContextKey, Position, SavedState, StateCache

KEY = ContextKey("model", "f16")


SET = (("adapter", 1.0), ("other", -0.5))


def _state(conversation: str = "one", key: ContextKey = KEY, adapters: AdapterSet = ()) -> SavedState:
    positions = (Position((1,)), Position((2, 3)), Position((4,), adapters), Position((5,), adapters))
    return SavedState(key, conversation, adapters, positions, {"héllo\n": (2, 3)})


def _write(size: int):
    def save(path: Path) -> int:
        return path.write_bytes(os.urandom(size))

    return save


def _refuse(path: Path, positions: int) -> None:
    raise AssertionError("a damaged state was handed to native code")


@pytest.mark.parametrize("adapters", [(), SET])
def test_a_stored_state_comes_back_whole(tmp_path: Path, adapters: AdapterSet) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    state = _state(adapters=adapters)
    assert cache.store(state, 100, _write(100))
    assert StateCache(tmp_path, 1 << 20).find(KEY, "one") == (state,)
    loaded: list[tuple[int, int]] = []
    assert cache.restore(state, lambda path, positions: loaded.append((path.stat().st_size, positions)))
    assert loaded == [(100, 4)]


def test_another_model_number_format_or_conversation_finds_nothing_and_harms_nothing(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    for key in (replace(KEY, model="other"), replace(KEY, kv_type="q8_0")):
        assert cache.find(key, "one") == ()
    assert cache.find(KEY, "two") == ()
    assert cache.find(KEY, "one") == (_state(),)


def test_states_of_two_adapter_sets_live_side_by_side(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    states = [_state(adapters=(("a", scale),)) for scale in (0.5, 1.0)]
    for state in (*states, states[0]):
        cache.store(state, 10, _write(10))
    assert sorted(cache.find(KEY, "one"), key=lambda state: state.adapters) == states
    cache.forget("one")
    assert list(tmp_path.iterdir()) == []


def test_a_state_under_the_name_of_another_is_not_believed(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    (first,) = tmp_path.glob("*.json")
    cache.store(_state(adapters=SET), 100, _write(100))
    (second,) = (path for path in tmp_path.glob("*.json") if path != first)
    first.write_bytes(second.read_bytes())
    assert cache.find(KEY, "one") == (_state(adapters=SET),)
    assert len(list(tmp_path.iterdir())) == 2


def test_states_of_the_first_format_are_swept_away(tmp_path: Path) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    (tmp_path / "0123-4567.json").write_text('{"format":1}')
    (tmp_path / "0123-4567.kv").write_bytes(b"old")
    assert StateCache(tmp_path, 1 << 20).find(KEY, "one") == (_state(),)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("damage", ["flip", "truncate", "empty", "gone", "spans", "adapters", "swap"])
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
            changed["positions"][0][1][0] = [9]
            description.write_text(json.dumps(changed))
        case "adapters":
            description = values.with_suffix(".json")
            changed = json.loads(description.read_text())
            changed["positions"][0][0] = [["adapter", 1.0]]
            description.write_text(json.dumps(changed))
        case "swap":
            values.write_bytes(content)
    (state,) = cache.find(KEY, "one")
    assert not cache.restore(state, _refuse)
    assert cache.find(KEY, "one") == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"format":1}',
        '{"format":99}',
        '{"format":2,"model":"","kv_type":"","conversation":"","adapters":[],"positions":3,"replies":{}}',
        '{"format":2,"model":"","kv_type":"","conversation":"","adapters":[[1]],"positions":[],"replies":{}}',
        '{"format":2,"model":"","kv_type":"","conversation":"","adapters":[],"positions":[],"replies":[]}',
        "\x00" * 50,
    ],
)
def test_a_damaged_description_counts_as_none(tmp_path: Path, text: str) -> None:
    cache = StateCache(tmp_path, 1 << 20)
    cache.store(_state(), 100, _write(100))
    (description,) = tmp_path.glob("*.json")
    description.write_text(text)
    assert cache.find(KEY, "one") == ()
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
    (used,) = cache.find(KEY, "a")
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
