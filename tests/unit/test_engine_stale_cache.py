"""An attempt to make the engine use a stale KV cache: anything, in any order, against a model of what must be held.

The fake model's logits are a function of every (token, adapters that acted on it) in its cache. After each reply they
are compared with those of a fresh evaluation, worked out here by other means than the engine's.
"""

from __future__ import annotations

import math
import tempfile
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.backends.fingerprint import fingerprint
from engine.core import EngineCore
from engine.protocol import (
    TERMINAL_EVENTS,
    AdaptersSet,
    AdapterUse,
    Benchmark,
    Done,
    DynamicTokenization,
    Event,
    Failed,
    Finished,
    FinishReason,
    ForgetConversation,
    Generate,
    LoadModel,
    Message,
    ModelLoaded,
    Request,
    Role,
    SetAdapters,
    Shutdown,
)
from engine.states import Span, StateCache
from engine.tokenization.composer import MeanComposer
from tests.unit.fake_model import END, Acting, FakeBackend, FakeModel, fake_adapter, held_of, logits_of

INVOCATIONS = {"plain": "", "other": "", "asked": "assistant", "called": "qq"}
"""Adapters, and what switches them on."""
BROKEN = "broken"

USES = st.lists(st.tuples(st.sampled_from(sorted(INVOCATIONS)), st.sampled_from([0.0, 0.5, 1.0, -1.0])), max_size=3)
CONVERSATIONS = st.sampled_from(["", "one", "two"])
TEXTS = st.builds(
    lambda text, times: text * times,
    st.text("aqz", min_size=1, max_size=6),
    st.sampled_from([1, 1, 5, 70]),
)


class Engine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.invocations: dict[str, str] = {}
        """Of every adapter that ever was, by fingerprint."""
        for stem in INVOCATIONS:
            self.train(stem, 0)
        fake_adapter(self.folder / BROKEN, effect="none")
        (self.folder / "model.fake").touch()
        self.chats: dict[str, list[str]] = {}
        self.in_force: dict[str, float] = {}
        """By fingerprint."""

    def teardown(self) -> None:
        self.temporary.cleanup()

    @initialize(memory=st.sampled_from([0, 600, 5000]), forgets_all=st.booleans())
    def start(self, memory: int, forgets_all: bool) -> None:
        self.memory = memory
        self.forgets_all = forgets_all
        self.restart()

    @rule()
    def restart(self) -> None:
        """As after a crash: only what is on disk is left."""
        self.model = FakeModel(forgets_all=self.forgets_all)
        self.composer = MeanComposer(self.model)
        states = StateCache(self.folder / "states", 1 << 20)
        self.core = EngineCore([FakeBackend(self.model)], states, lambda held: self.memory)
        assert isinstance(self.run(LoadModel(1, str(self.folder / "model.fake"))), ModelLoaded)
        self.in_force = {}

    @rule()
    def end_and_start(self) -> None:
        assert self.run(Shutdown(2)) == Done(2)
        self.restart()

    @rule(stem=st.sampled_from(sorted(INVOCATIONS)), version=st.integers(0, 2))
    def train(self, stem: str, version: int) -> None:
        """Another file takes the place of the adapter's; the set in force does not know of it yet."""
        content = {"invocation": [*INVOCATIONS[stem].encode()]} if INVOCATIONS[stem] else {}
        path = fake_adapter(self.folder / stem, stem=stem, version=version, **content)
        self.invocations[fingerprint(path)] = INVOCATIONS[stem]

    @rule(flip=st.booleans())
    def damage_the_disk(self, flip: bool) -> None:
        for path in (self.folder / "states").glob("*.kv"):
            path.write_bytes(path.read_bytes().replace(b"97", b"98") if flip else b"[]")

    @rule(refuses=st.booleans())
    def damage_the_memory(self, refuses: bool) -> None:
        self.model.refuses_snapshots = refuses

    @rule(uses=USES, conversation=CONVERSATIONS)
    def set(self, uses: list[tuple[str, float]], conversation: str) -> None:
        assert isinstance(self.run(SetAdapters(3, self.uses(uses), conversation)), AdaptersSet)
        self.remember(uses)

    @rule(uses=USES, conversation=CONVERSATIONS)
    def fail_to_set(self, uses: list[tuple[str, float]], conversation: str) -> None:
        broken = AdapterUse(str(self.folder / BROKEN))
        assert isinstance(self.run(SetAdapters(4, (*self.uses(uses), broken), conversation)), Failed)

    @rule(
        conversation=CONVERSATIONS,
        keep=st.integers(0, 6),
        text=TEXTS,
        reply=TEXTS,
        uses=st.none() | USES,
        dynamic=st.sampled_from(DynamicTokenization),
    )
    def generate(
        self,
        conversation: str,
        keep: int,
        text: str,
        reply: str,
        uses: list[tuple[str, float]] | None,
        dynamic: DynamicTokenization,
    ) -> None:
        """Goes on, or goes back some messages and on from there, which is what an edit does."""
        chat = self.chats[conversation] = [*self.chats.get(conversation, [])[: 2 * keep], text]
        self.model.script = [*reply.encode(), END]
        adapters = None if uses is None else self.uses(uses)
        finished = self.run(Generate(5, self.messages(chat), conversation, adapters=adapters, dynamic=dynamic))
        assert isinstance(finished, Finished)
        assert finished.reason is FinishReason.STOP
        assert finished.text == reply
        chat.append(reply)
        if uses is not None:
            self.remember(uses)
        sampler = self.model.samplers[-1]
        spans = self.spans()
        assert [token for span in spans for token in span] == [*sampler.prompt, *reply.encode()]
        merged = finished.usage.saved_positions
        assert sum(len(span) - 1 for span in spans) == merged
        assert merged == 0 or dynamic is not DynamicTokenization.OFF
        expected = self.expected(sampler.prompt, spans)
        assert self.model.held == expected
        for count, logits in enumerate(sampler.drawn_from):
            assert np.array_equal(logits, logits_of(expected[: len(sampler.prompt) - merged + count]))

    @rule(conversation=CONVERSATIONS, text=TEXTS, after=st.integers(1, 6))
    def generate_and_cancel(self, conversation: str, text: str, after: int) -> None:
        chat = [*self.chats.get(conversation, []), text]
        self.model.script = [*b"x" * 100, END]
        assert isinstance(self.run(Generate(6, self.messages(chat), conversation), after), Finished)

    @rule(conversation=CONVERSATIONS)
    def forget(self, conversation: str) -> None:
        assert self.run(ForgetConversation(7, conversation)) == Done(7)

    @rule()
    def measure(self) -> None:
        self.run(Benchmark(8, "prefill", 5))

    @rule()
    def idle(self) -> None:
        self.core.idle()

    @invariant()
    def frees_what_it_may(self) -> None:
        if hasattr(self, "model"):
            assert not any(adapter.closed for adapter, _ in self.model.active)
            assert sum(not adapter.closed for adapter in self.model.adapters) <= 3 * len(INVOCATIONS)

    def run(self, request: Request, stop_after: int | None = None) -> Event:
        asked = 0

        def interrupt() -> bool:
            nonlocal asked
            asked += 1
            return stop_after is not None and asked > stop_after

        event = self.core.run(request, lambda event: None, interrupt)
        assert isinstance(event, TERMINAL_EVENTS)
        return event

    def uses(self, uses: list[tuple[str, float]]) -> tuple[AdapterUse, ...]:
        return tuple(AdapterUse(str(self.folder / stem), scale) for stem, scale in uses)

    def remember(self, uses: list[tuple[str, float]]) -> None:
        sums = {stem: math.fsum(scale for other, scale in uses if other == stem) for stem, _ in uses}
        self.in_force = {fingerprint(self.folder / stem): scale for stem, scale in sums.items() if scale}

    def messages(self, chat: list[str]) -> tuple[Message, ...]:
        roles = (Role.USER, Role.ASSISTANT)
        return tuple(Message(roles[index % 2], text) for index, text in enumerate(chat))

    def spans(self) -> list[Span]:
        """What the engine says is in the cache; what really is there is the fake model's to tell."""
        session = self.core._session
        assert session is not None
        return [position.span for position in session.live.positions]

    def expected(self, prompt: list[int], spans: list[Span]) -> list[tuple[int, Acting]]:
        text = "".join(map(chr, prompt))
        starts = {name: text.rfind(self.invocations[name]) if self.invocations[name] else 0 for name in self.in_force}
        places = accumulate(map(len, spans), initial=0)
        return [
            (
                span[0] if len(span) == 1 else held_of(self.composer.compose([span])[0]),
                tuple(sorted(use for use in self.in_force.items() if 0 <= starts[use[0]] <= place)),
            )
            for span, place in zip(spans, places, strict=False)
        ]


class TestEngine(Engine.TestCase):
    """Runs it."""


TestEngine.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize("stem", INVOCATIONS)
def test_the_check_itself_would_notice(stem: str) -> None:
    """The logits of this model tell which adapters acted on the first token of many."""
    held: list[tuple[int, Acting]] = [(7, ())] * 500
    changed: list[tuple[int, Acting]] = [(7, ((stem, 0.5),)), *held[1:]]
    assert not np.array_equal(logits_of(held), logits_of(changed))
