"""The live context evaluates only what is new, and what it holds is always what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.adapter_stack import NO_ADAPTERS, AdapterStack
from engine.backends.base import Interrupted
from engine.conversation import WORTH_SAVING, Evaluation, LiveContext
from engine.protocol import Stage
from engine.snapshots import SnapshotCache
from engine.states import ContextKey, Position, StateCache, single_spans
from tests.unit.fake_model import FakeModel

KEY = ContextKey("fake-model", "f16")


def _never() -> bool:
    return False


def _ignore(stage: Stage, done: int, total: int) -> None: ...


def _context(model: FakeModel, folder: Path | None = None, key: ContextKey = KEY, memory: int = 0) -> LiveContext:
    states = StateCache(folder, 1 << 20) if folder else None
    return LiveContext(model, key, states, SnapshotCache(lambda held: memory))


def _run(
    live: LiveContext, tokens: list[int], conversation: str = "one", stack: AdapterStack = NO_ADAPTERS
) -> Evaluation:
    live.open(conversation)
    return live.evaluate(live.plan(single_spans(tokens), stack), _ignore, _never)


def test_only_what_is_new_is_evaluated() -> None:
    model = FakeModel()
    live = _context(model)
    assert _run(live, list(range(100))).evaluated == 100
    assert model.evaluations == [64, 36]
    live.append(7)
    second = _run(live, [*range(100), 7, 8, 9])
    assert (second.cached, second.evaluated) == (101, 2)
    assert model.tokens == [*range(100), 7, 8, 9]


def test_the_same_prompt_again_evaluates_its_last_token_for_the_logits() -> None:
    model = FakeModel()
    live = _context(model)
    _run(live, [1, 2, 3])
    before = model.logits()
    again = _run(live, [1, 2, 3])
    assert (again.cached, again.evaluated) == (2, 1)
    assert (model.logits() == before).all()


def test_a_model_that_cannot_forget_a_part_starts_anew() -> None:
    model = FakeModel(forgets_all=True)
    live = _context(model)
    _run(live, [1, 2, 3, 4])
    result = _run(live, [1, 2, 9, 9])
    assert (result.cached, result.evaluated) == (0, 4)
    assert model.tokens == [1, 2, 9, 9]


def test_an_interrupted_prefill_keeps_what_it_had() -> None:
    model = FakeModel()
    live = _context(model)
    asked = 0

    def after_two() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    with pytest.raises(Interrupted):
        live.evaluate(live.plan(single_spans(range(200)), NO_ADAPTERS), _ignore, after_two)
    assert len(live.positions) == model.position == 128
    assert _run(live, list(range(200))).evaluated == 72


def test_progress_ends_with_everything_done() -> None:
    model = FakeModel()
    live = _context(model)
    seen: list[tuple[Stage, int, int]] = []
    live.evaluate(live.plan(single_spans(range(150)), NO_ADAPTERS), lambda *event: seen.append(event), _never)
    assert seen[0] == (Stage.PREFILL, 0, 150)
    assert seen[-1] == (Stage.PREFILL, 150, 150)
    assert [done for _, done, _ in seen] == [0, 64, 128, 150]


def test_a_conversation_comes_back_from_disk(tmp_path: Path) -> None:
    first, second = list(range(400)), [9, *range(300)]
    model = FakeModel()
    live = _context(model, tmp_path)
    _run(live, first, "first")
    _run(live, second, "second")
    back = _run(live, [*first, 5], "first")
    assert (back.restored, back.evaluated) == (400, 1)
    assert model.tokens == [*first, 5]
    # "second" was saved when "first" took over again; a new process finds it.
    live.save()
    other = FakeModel()
    found = _run(_context(other, tmp_path), [*second, 6], "second")
    assert (found.restored, found.evaluated) == (301, 1)
    assert other.tokens == [*second, 6]


def test_replies_come_back_with_the_state(tmp_path: Path) -> None:
    live = _context(FakeModel(), tmp_path)
    _run(live, list(range(300)), "one")
    live.remember_reply("text", [1, 2])
    live.save()
    again = _context(FakeModel(), tmp_path)
    again.open("one")
    assert again.replies == {"text": (1, 2)}
    again.open("two")
    assert again.replies == {}


def test_a_state_of_another_key_is_never_used(tmp_path: Path) -> None:
    tokens = list(range(400))
    live = _context(FakeModel(), tmp_path)
    _run(live, tokens)
    live.save()
    for key in (replace(KEY, model="other"), replace(KEY, kv_type="q8_0")):
        assert _run(_context(FakeModel(), tmp_path, key), tokens).restored == 0


def test_a_damaged_state_costs_time_and_nothing_else(tmp_path: Path) -> None:
    tokens = list(range(400))
    live = _context(FakeModel(), tmp_path)
    _run(live, tokens)
    live.save()
    (values,) = tmp_path.glob("*.kv")
    values.write_text(values.read_text().replace("3", "4"))
    model = FakeModel()
    result = _run(_context(model, tmp_path), tokens)
    assert (result.restored, result.evaluated) == (0, 400)
    assert model.tokens == tokens


def test_a_short_conversation_is_not_worth_a_file(tmp_path: Path) -> None:
    live = _context(FakeModel(), tmp_path)
    _run(live, list(range(WORTH_SAVING - 1)))
    live.save()
    assert list(tmp_path.iterdir()) == []


def test_saving_twice_writes_once(tmp_path: Path) -> None:
    live = _context(FakeModel(), tmp_path)
    _run(live, list(range(300)))
    live.save()
    (values,) = tmp_path.glob("*.kv")
    written = values.stat().st_mtime_ns, values.stat().st_ino
    live.save()
    assert (values.stat().st_mtime_ns, values.stat().st_ino) == written


def test_a_forgotten_conversation_leaves_nothing(tmp_path: Path) -> None:
    model = FakeModel()
    live = _context(model, tmp_path)
    _run(live, list(range(300)))
    live.save()
    live.forget("one")
    assert model.position == 0
    assert live.positions == ()
    live.save()
    assert list(tmp_path.iterdir()) == []


def test_without_a_name_nothing_goes_to_disk(tmp_path: Path) -> None:
    live = _context(FakeModel(), tmp_path)
    _run(live, list(range(300)), "")
    live.save()
    assert list(tmp_path.iterdir()) == []


TURN = st.tuples(st.sampled_from("abc"), st.integers(0, 350), st.lists(st.integers(0, 3), min_size=1, max_size=350))


@given(st.lists(TURN, max_size=12), st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_is_asked_in_whatever_order_the_cache_is_never_stale(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[str, int, list[int]]], forgets_all: bool
) -> None:
    model = FakeModel(forgets_all=forgets_all)
    live = _context(model, tmp_path_factory.mktemp("states"))
    texts: dict[str, list[int]] = {}
    for conversation, keep, new in turns:
        tokens = texts[conversation] = texts.get(conversation, [])[:keep] + new
        result = _run(live, tokens, conversation)
        assert model.tokens == tokens
        assert result.cached + result.evaluated == len(tokens)
        assert live.positions == tuple(Position((token,)) for token in tokens)
