"""Adapters in the engine: read once, proven, combined, swapped without reading a conversation again."""

from __future__ import annotations

import json
import math
import os
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from engine.adapter_stack import NO_ADAPTERS, AdapterStack, Stretch
from engine.core import EngineCore
from engine.errors import EngineError, ErrorKind
from engine.protocol import (
    AdaptersSet,
    AdapterUse,
    BakeAdapters,
    Done,
    Event,
    Failed,
    Finished,
    FinishReason,
    ForgetConversation,
    Generate,
    LoadModel,
    Message,
    ModelLoaded,
    Progress,
    Request,
    Role,
    SetAdapters,
    Shutdown,
    Stage,
)
from engine.states import StateCache
from tests.unit.fake_model import END, FakeBackend, FakeModel, fake_adapter

LONG = "A long letter about rivers, boats and tea. " * 10


class Desk:
    """A core with a fake model, its adapters, and one conversation in it."""

    def __init__(self, folder: Path, memory: int = 1 << 20, model: FakeModel | None = None) -> None:
        self.folder = folder
        self.model = model or FakeModel()
        self.path = folder / "model.fake"
        self.path.touch()
        self.core = EngineCore(
            [FakeBackend(self.model, FakeModel())], StateCache(folder / "states", 1 << 20), lambda held: memory
        )
        self.emitted: list[Event] = []
        self.stop_after: int | None = None
        assert isinstance(self.run(LoadModel(1, str(self.path))), ModelLoaded)

    def run(self, request: Request) -> Event:
        self.emitted.clear()
        asked = 0

        def interrupt() -> bool:
            nonlocal asked
            asked += 1
            return self.stop_after is not None and asked > self.stop_after

        return self.core.run(request, self.emitted.append, interrupt)

    def adapter(self, stem: str, scale: float = 1.0, **content: object) -> AdapterUse:
        path = self.folder / f"{stem}.json"
        if not path.exists():
            fake_adapter(path, stem=stem, **content)
        return AdapterUse(str(path), scale)

    def set(self, *uses: AdapterUse, conversation: str = "") -> AdaptersSet:
        event = self.run(SetAdapters(2, uses, conversation))
        assert isinstance(event, AdaptersSet), event
        return event

    def refusal(self, *uses: AdapterUse) -> Failed:
        event = self.run(SetAdapters(2, uses))
        assert isinstance(event, Failed), event
        return event

    def ask(
        self,
        *texts: str,
        conversation: str = "one",
        adapters: tuple[AdapterUse, ...] | None = None,
        reply: str = "Yes.",
    ) -> Finished:
        """The texts are the person's and the model's in turn."""
        self.model.script = [*reply.encode(), END]
        roles = (Role.USER, Role.ASSISTANT)
        messages = tuple(Message(roles[index % 2], text) for index, text in enumerate(texts))
        event = self.run(Generate(3, messages, conversation, adapters=adapters))
        assert isinstance(event, Finished), event
        return event


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def _set_of(model: FakeModel) -> set[tuple[str, float]]:
    return {(Path(adapter.info.path).stem, scale) for adapter, scale in model.active}


def test_a_set_is_in_force_until_another_one_is(desk: Desk) -> None:
    told = desk.set(desk.adapter("a"), desk.adapter("b", -0.5))
    assert [info.name for info in told.adapters] == ["a", "b"]
    assert [event for event in desk.emitted if isinstance(event, Progress)] == [
        Progress(2, Stage.ADAPTERS, done, 2) for done in (0, 1, 1, 2)
    ]
    desk.ask("Hello")
    assert _set_of(desk.model) == {("a", 1.0), ("b", -0.5)}
    assert all(len(acting) == 2 for _, acting in desk.model.held)
    assert desk.set().adapters == ()
    desk.ask("Hello")
    assert not any(acting for _, acting in desk.model.held)


def test_a_reply_can_bring_its_set(desk: Desk) -> None:
    desk.ask("Hello", adapters=(desk.adapter("a", 0.5),))
    assert _set_of(desk.model) == {("a", 0.5)}
    desk.ask("Hello")
    assert _set_of(desk.model) == {("a", 0.5)}
    desk.ask("Hello", adapters=())
    assert _set_of(desk.model) == set()
    failed = desk.run(Generate(4, (Message(Role.USER, "Hello"),), adapters=(desk.adapter("a", math.inf),)))
    assert isinstance(failed, Failed)


def test_an_adapter_is_read_once(desk: Desk) -> None:
    first = desk.set(desk.adapter("a"), desk.adapter("b"))
    assert first.load_ms > 0
    desk.set()
    again = desk.set(desk.adapter("b", 0.3))
    assert (len(desk.model.adapters), again.load_ms) == (2, 0.0)
    assert desk.emitted == []
    copy = desk.folder / "copy.json"
    copy.write_bytes((desk.folder / "a.json").read_bytes())
    told = desk.set(AdapterUse(str(copy)))
    assert len(desk.model.adapters) == 2
    assert [info.path for info in told.adapters] == [str(copy)]


def test_a_file_that_has_changed_is_read_anew(desk: Desk) -> None:
    use = desk.adapter("a")
    before = desk.set(use).adapters[0].fingerprint
    fake_adapter(Path(use.path), changed=True)
    after = desk.set(use).adapters[0].fingerprint
    assert before != after
    assert len(desk.model.adapters) == 2
    os.utime(use.path, (1, 1))  # touched, but the same
    desk.set(use)
    assert len(desk.model.adapters) == 2
    Path(use.path).unlink()
    assert desk.refusal(use).kind is ErrorKind.MODEL_NOT_FOUND


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_what_is_no_file_is_left_to_the_backend_to_refuse(desk: Desk) -> None:
    desk.set(desk.adapter("a"))
    pipe = desk.folder / "pipe"
    os.mkfifo(pipe)
    handed: list[Path] = []

    def refuse(path: Path) -> NoReturn:
        handed.append(path)
        raise EngineError(ErrorKind.MODEL_INVALID, "no file")

    desk.model.load_adapter = refuse
    for path in (pipe, desk.folder):
        assert desk.refusal(AdapterUse(str(path))).kind is ErrorKind.MODEL_INVALID
    assert handed == [pipe, desk.folder]


def test_adapters_that_are_not_in_use_go_when_they_are_too_large(desk: Desk) -> None:
    large = 100 << 20
    uses = [desk.adapter(stem, bytes=large) for stem in "abcd"]
    desk.set(*uses[:3])
    desk.set(uses[0])
    assert [adapter.closed for adapter in desk.model.adapters] == [False] * 3  # two idle ones fit
    desk.set(uses[3])
    assert [adapter.closed for adapter in desk.model.adapters] == [False, True, False, False]
    desk.set(uses[0])  # was used after the others
    assert len(desk.model.adapters) == 4


def test_scale_zero_is_not_in_the_set_and_not_read(desk: Desk) -> None:
    told = desk.set(desk.adapter("a", 0.0), AdapterUse(str(desk.folder / "gone"), -0.0), desk.adapter("b"))
    assert [info.name for info in told.adapters] == ["b"]
    assert len(desk.model.adapters) == 1


def test_an_adapter_named_twice_acts_with_the_sum(desk: Desk) -> None:
    told = desk.set(desk.adapter("a", 0.5), desk.adapter("b"), desk.adapter("a", 0.25))
    assert [info.name for info in told.adapters] == ["a", "b", "a"]
    assert _set_of(desk.model) == {("a", 0.75), ("b", 1.0)}
    desk.set(desk.adapter("a", 0.5), desk.adapter("a", -0.5))
    assert _set_of(desk.model) == set()


@pytest.mark.parametrize("scale", [math.nan, math.inf, -math.inf, 1e9, -101.0])
def test_scales_that_mean_nothing_are_refused(desk: Desk, scale: float) -> None:
    desk.set(desk.adapter("a"))
    refused = desk.refusal(desk.adapter("b"), desk.adapter("c", scale))
    assert refused.kind is ErrorKind.UNSUPPORTED
    assert len(desk.model.adapters) == 1
    assert _set_of(desk.model) == {("a", 1.0)}


@pytest.mark.parametrize(
    ("effect", "words"), [("none", "no effect"), ("nan", "no sense"), ("error", "no sense"), ("gone", "gone")]
)
def test_an_adapter_that_fails_leaves_the_set_as_it_was(desk: Desk, effect: str, words: str) -> None:
    desk.set(desk.adapter("a", 0.5))
    desk.ask(LONG)
    held = list(desk.model.held)
    bad = AdapterUse(str(desk.folder / "gone")) if effect == "gone" else desk.adapter("bad", effect=effect)
    refused = desk.refusal(desk.adapter("b"), bad)
    assert refused.kind is (ErrorKind.MODEL_NOT_FOUND if effect == "gone" else ErrorKind.ADAPTER_MISMATCH)
    assert words in refused.message
    assert _set_of(desk.model) == {("a", 0.5)}
    assert desk.model.held == held  # the proof has left no trace
    assert all(adapter.closed for adapter in desk.model.adapters if adapter.info.name == "bad")
    assert desk.ask(LONG).usage.evaluated_tokens == 1


def test_a_set_that_the_backend_cannot_take_leaves_the_one_before(desk: Desk) -> None:
    desk.set(desk.adapter("a"))
    desk.model.breaks_at = 0.125
    assert desk.refusal(desk.adapter("b", 0.125)).kind is ErrorKind.OUT_OF_MEMORY
    assert _set_of(desk.model) == {("a", 1.0)}


def test_numbers_that_break_in_a_reply_are_blamed_on_the_adapters(desk: Desk) -> None:
    desk.set(desk.adapter("a"))
    desk.model.adapters[0].effect = "error"  # only at this strength, or with another one
    failed = desk.run(Generate(3, (Message(Role.USER, "Hello"),)))
    assert isinstance(failed, Failed)
    assert failed.kind is ErrorKind.ADAPTER_MISMATCH
    assert "strength" in failed.message


def test_a_model_that_takes_no_adapters_says_why(desk: Desk) -> None:
    desk.model.info = replace(desk.model.info, adapter_problem="It has none.")
    assert desk.refusal(desk.adapter("a")).message == "It has none."
    assert desk.set(desk.adapter("a", 0.0)).adapters == ()


def test_setting_can_be_cancelled_between_adapters(desk: Desk) -> None:
    desk.set(desk.adapter("a"))
    desk.stop_after = 2
    assert desk.run(SetAdapters(5, (desk.adapter("b"), desk.adapter("c"), desk.adapter("d")))) == Done(5)
    assert _set_of(desk.model) == {("a", 1.0)}
    assert [adapter.info.name for adapter in desk.model.adapters] == ["a", "b"]
    cancelled = desk.run(Generate(6, (Message(Role.USER, "Hello"),), adapters=(desk.adapter("b"), desk.adapter("c"))))
    assert isinstance(cancelled, Finished)
    assert cancelled.reason is FinishReason.CANCELLED
    assert _set_of(desk.model) == {("a", 1.0)}


def test_without_a_model_there_are_no_adapters(desk: Desk) -> None:
    desk.core.close()
    assert desk.refusal(desk.adapter("a")).kind is ErrorKind.MODEL_NOT_FOUND


def test_another_model_starts_without_adapters(desk: Desk) -> None:
    desk.set(desk.adapter("a"), desk.adapter("b"))
    desk.set(desk.adapter("b"))
    assert isinstance(desk.run(LoadModel(4, str(desk.path))), ModelLoaded)
    assert all(adapter.closed for adapter in desk.model.adapters)
    assert desk.model.active == ()
    assert desk.model.closed
    assert isinstance(desk.run(Generate(5, (Message(Role.USER, "Hello"),), max_tokens=1)), Finished)


def test_what_adapters_and_kept_sequences_take_counts_as_free_for_another_model(desk: Desk) -> None:
    desk.set(desk.adapter("a", bytes=1000))
    read = desk.ask(LONG).usage
    desk.ask(LONG, adapters=())
    damaged = desk.folder / "damaged.fake"
    damaged.write_text("x")
    refused = desk.run(LoadModel(7, str(damaged)))
    assert isinstance(refused, Failed)
    kept = read.prompt_tokens + len("Yes.")
    assert refused.detail == f"{desk.model.info.bytes + desk.model.info.kv_bytes + 1000 + kept} bytes"


def test_the_proof_makes_room_in_a_full_context(tmp_path: Path) -> None:
    desk = Desk(tmp_path, model=FakeModel(context_length=200))
    desk.model.script = [*b"x" * 500]
    desk.run(Generate(2, (Message(Role.USER, "Hello"),)))
    assert desk.model.position == 200
    desk.set(desk.adapter("a"))
    assert 150 < desk.model.position < 200


def test_a_model_that_forgets_all_is_proven_on_equal_terms(tmp_path: Path) -> None:
    desk = Desk(tmp_path, model=FakeModel(forgets_all=True))
    desk.ask(LONG)
    assert "no effect" in desk.refusal(desk.adapter("none", effect="none")).message
    desk.ask(LONG)
    desk.set(desk.adapter("a"))
    assert desk.ask(LONG).usage.evaluated_tokens > 400


# Going back


def test_swapping_to_and_fro_reads_only_what_is_new(desk: Desk) -> None:
    a = desk.adapter("a")
    texts: list[str] = [LONG]
    held: dict[bool, int] = {False: 0, True: 0}
    for turn in range(6):
        adapted = turn % 2 == 1
        finished = desk.ask(*texts, adapters=(a,) if adapted else (), reply=f"Reply {turn}.")
        # Each of the two sets has read what came before its own last turn.
        assert finished.usage.evaluated_tokens == finished.usage.prompt_tokens - held[adapted]
        assert finished.usage.restored_tokens == 0
        assert all(bool(acting) == adapted for _, acting in desk.model.held)
        held[adapted] = finished.usage.prompt_tokens + finished.usage.completion_tokens
        texts += [finished.text, "Go on."]


def test_a_swap_brings_the_conversation_back_at_once(desk: Desk) -> None:
    first = desk.ask(LONG)
    desk.ask(LONG, adapters=(desk.adapter("a"),))
    desk.set(conversation="one")
    assert desk.model.position == first.usage.prompt_tokens + len("Yes.")
    assert not any(acting for _, acting in desk.model.held)
    desk.set(desk.adapter("a"), conversation="one")
    assert all(acting for _, acting in desk.model.held)
    assert desk.ask(LONG).usage.evaluated_tokens == 1
    desk.set(desk.adapter("a", 0.5), conversation="one")  # never used before: what is live stays
    assert desk.model.position == first.usage.prompt_tokens + len("Yes.")


def test_a_swap_brings_another_conversation_back_from_disk(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.ask(LONG, adapters=(desk.adapter("a"),))
    assert desk.run(Shutdown(9)) == Done(9)
    again = Desk(tmp_path)
    again.set(again.adapter("a"), conversation="one")
    assert Progress(2, Stage.RESTORE, 1, 1) in again.emitted
    assert all(acting for _, acting in again.model.held)
    finished = again.ask(LONG, "Yes.", "More")
    assert finished.usage.evaluated_tokens < 40
    assert again.ask(LONG, "Yes.", "More", adapters=()).usage.evaluated_tokens > 400


def test_without_room_in_memory_a_swap_goes_by_the_disk(tmp_path: Path) -> None:
    desk = Desk(tmp_path, memory=0)
    a = desk.adapter("a")
    desk.ask(LONG, adapters=())
    desk.ask(LONG, adapters=(a,))
    finished = desk.ask(LONG, adapters=())
    assert finished.usage.restored_tokens == finished.usage.prompt_tokens - 1
    assert finished.usage.evaluated_tokens == 1


def test_what_is_kept_in_memory_is_bounded(tmp_path: Path) -> None:
    desk = Desk(tmp_path, memory=1000)  # two such conversations
    for conversation in ("", "a", "b", "c"):
        desk.ask(LONG, conversation=conversation)
    assert desk.ask(LONG + "!", conversation="d").usage.evaluated_tokens < 20  # all begin alike
    for index in range(4):
        desk.ask(f"{index} {LONG}", conversation=f"other {index}")
    assert desk.ask(f"3 {LONG}", conversation="other 3").usage.evaluated_tokens == 1
    last = desk.ask(f"2 {LONG}", conversation="other 2")
    assert (last.usage.evaluated_tokens, last.usage.restored_tokens) == (1, 0)
    first = desk.ask(f"0 {LONG}", conversation="other 0")
    assert first.usage.restored_tokens == first.usage.prompt_tokens - 1


def test_a_forgotten_conversation_is_gone_from_memory(desk: Desk) -> None:
    desk.ask(LONG, conversation="secret")
    desk.ask("Other", conversation="other")
    desk.run(ForgetConversation(5, "secret"))
    assert desk.ask(LONG, conversation="new").usage.evaluated_tokens > 400
    assert list((desk.folder / "states").iterdir()) == []


# Activated LoRA


def _stack(desk: Desk, *uses: AdapterUse) -> AdapterStack:
    return AdapterStack.of((desk.model.load_adapter(Path(use.path)), use.scale) for use in uses)


def test_a_stack_is_the_same_in_any_order(desk: Desk) -> None:
    a, b = desk.adapter("a"), desk.adapter("b", 0.5)
    assert _stack(desk, a, b) == _stack(desk, b, a)
    assert _stack(desk, a, b) != _stack(desk, a)
    assert _stack(desk, a) != _stack(desk, desk.adapter("a", 0.5))
    assert _stack(desk) == NO_ADAPTERS


def test_an_activated_adapter_acts_from_its_last_invocation_on(desk: Desk) -> None:
    plain, early, late = desk.adapter("a"), desk.adapter("b", invocation=[7, 8]), desk.adapter("c", invocation=[9])
    stack = _stack(desk, plain, early, late)
    only, both, three = _stack(desk, plain), _stack(desk, plain, early), stack
    assert stack.stretches([7, 8, 1, 7, 8, 2, 9]) == (Stretch(0, only), Stretch(3, both), Stretch(6, three))
    assert stack.stretches([1, 9, 7, 7]) == (Stretch(0, only), Stretch(1, _stack(desk, plain, late)))
    assert stack.stretches([7, 8]) == (Stretch(0, both),)
    assert stack.stretches([1, 8, 7]) == (Stretch(0, only),)
    assert _stack(desk, plain).stretches([1, 2]) == (Stretch(0, only),)
    assert NO_ADAPTERS.stretches([1]) == (Stretch(0, NO_ADAPTERS),)


def test_an_activated_adapter_keeps_the_cache_before_its_invocation(desk: Desk) -> None:
    activated = desk.adapter("a", invocation=[*b"/check"])
    first = desk.ask(LONG)
    asked = desk.ask(LONG, "Yes.", "Now /check it", adapters=(activated,))
    assert asked.usage.prompt_tokens - asked.usage.evaluated_tokens == first.usage.prompt_tokens + len("Yes.")
    text = "".join(map(chr, (token for token, _ in desk.model.held)))
    invoked = text.rindex("/check")
    assert [bool(acting) for _, acting in desk.model.held] == [index >= invoked for index in range(len(text))]
    # Without the adapter, what came before the invocation is still there.
    back = desk.ask(LONG, "Yes.", "Now /check it", adapters=())
    assert back.usage.evaluated_tokens == back.usage.prompt_tokens - invoked
    # Where nobody calls it, it does nothing.
    idle = desk.ask("Hello", conversation="two", adapters=(activated,))
    assert idle.usage.completion_tokens
    assert not any(acting for _, acting in desk.model.held)


# Baking


def test_baking_writes_a_file_and_needs_no_model(desk: Desk, tmp_path: Path) -> None:
    desk.core.close()
    output = tmp_path / "baked.gguf"
    uses = (desk.adapter("a", 0.5), desk.adapter("b", 0.0))
    assert desk.run(BakeAdapters(4, str(desk.path), uses, str(output))) == Done(4)
    assert json.loads(output.read_text()) == [["a.json", 0.5]]
    told = [event.done for event in desk.emitted if isinstance(event, Progress) and event.stage is Stage.BAKE]
    assert told == sorted(set(told))
    assert len(told) == 1000


def test_baking_refuses_what_it_cannot_do(desk: Desk, tmp_path: Path) -> None:
    there = tmp_path / "there.gguf"
    there.write_text("mine")
    a = desk.adapter("a")
    for model, uses, output in (
        (str(tmp_path / "gone.fake"), (a,), tmp_path / "new"),
        (str(desk.path), (), tmp_path / "new"),
        (str(desk.path), (desk.adapter("a", 0.0),), tmp_path / "new"),
        (str(desk.path), (desk.adapter("a", math.nan),), tmp_path / "new"),
        (str(desk.path), (a,), there),
        (str(desk.path), (a,), tmp_path / "no folder" / "new"),
    ):
        assert isinstance(desk.run(BakeAdapters(4, model, uses, str(output))), Failed)
    assert there.read_text() == "mine"
    desk.stop_after = 3
    assert desk.run(BakeAdapters(5, str(desk.path), (a,), str(tmp_path / "new"))) == Done(5)
    assert not (tmp_path / "new").exists()
