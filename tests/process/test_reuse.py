"""With the real model: a context that was reused, or came back from disk, says the same as a fresh one.

Evaluated in the same batches, logits are equal to the bit. A batch of another shape adds the numbers of a layer in
another order, which a quantized model amplifies; how much is measured beside it, on two fresh contexts, and bounds what
a reused one may differ by. The differences are printed (`pytest -s`). Greedy tokens must be equal, but for ties.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from engine.adapter_stack import NO_ADAPTERS
from engine.backends.base import Floats
from engine.backends.llama import LlamaBackend
from engine.conversation import Evaluation, LiveContext, OnProgress
from engine.core import EngineCore
from engine.prompt import PromptBuilder
from engine.protocol import (
    Event,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    ModelLoaded,
    Role,
    SamplingOptions,
    Stage,
)
from engine.snapshots import SnapshotCache
from engine.states import ContextKey, StateCache, single_spans
from engine.template import ChatTemplate
from models.starter import starter_model

pytestmark = pytest.mark.model

GREEDY = SamplingOptions(temperature=0, repeat_penalty=1.0)
CONTINUED = 12
"""Tokens drawn greedily after each prompt."""

QUESTIONS = (
    "Name three rivers.",
    "Which one is the longest?",
    "And in Europe?",
    "Write a haiku about it.",
    "Now in prose, two sentences.",
    "What is a delta?",
    "Give me a list of four boats.",
    "Sort it by size.",
    "Thanks. What did I ask first?",
    "Say goodbye.",
)


def _never() -> bool:
    return False


def _ignore(*_: object) -> None: ...


def _path() -> Path:
    path = starter_model()
    assert path, "the starter model is not installed; `make venv` installs it"
    return path


def _long_text(words: int) -> str:
    return " ".join(
        f"The {n}th boat carries {n * 7 % 13} crates of tea and {n * 5 % 11} cats." for n in range(words // 11)
    )


@contextmanager
def _live(states: StateCache | None) -> Iterator[tuple[LiveContext, PromptBuilder]]:
    model = LlamaBackend().load(_path(), LoadOptions(context_length=4096), _ignore, _never)
    try:
        template = ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos)
        live = LiveContext(model, ContextKey(model.info.fingerprint, "f16"), states, SnapshotCache(lambda held: 0))
        yield live, PromptBuilder(model, template)
    finally:
        model.close()


def _evaluate(
    live: LiveContext, tokens: Sequence[int], conversation: str, on_progress: OnProgress = _ignore
) -> Evaluation:
    live.open(conversation)
    return live.evaluate(live.plan(single_spans(tokens), NO_ADAPTERS), on_progress, _never)


def _continue_greedily(live: LiveContext, count: int) -> list[tuple[int, Floats]]:
    """The next tokens and the logits that each was drawn from."""
    drawn: list[tuple[int, Floats]] = []
    for _ in range(count):
        logits = live.model.logits()
        drawn.append((int(np.argmax(logits)), logits))
        live.append(drawn[-1][0])
    return drawn


def _fresh(live: LiveContext, tokens: Sequence[int], *shape: int) -> list[tuple[int, Floats]]:
    """A context without a past, evaluated in batches that end at the positions of `shape`."""
    live.clear()
    for end in (*shape, len(tokens)):
        _evaluate(live, tokens[:end], "")
    return _continue_greedily(live, CONTINUED)


def _difference(one: list[tuple[int, Floats]], other: list[tuple[int, Floats]]) -> float:
    """Largest difference of a logit, up to where the two first draw different tokens."""
    largest = 0.0
    for (token, logits), (expected, reference) in zip(one, other, strict=True):
        largest = max(largest, float(np.abs(logits - reference).max()))
        if token != expected:
            gap = float(reference[expected] - reference[token])
            assert gap <= 2 * largest, f"another token although it was no tie: {gap} against noise of {largest}"
            break  # what follows continues another text
    return largest


def test_a_saved_state_continues_as_if_it_had_never_left(tmp_path: Path) -> None:
    states = StateCache(tmp_path, 1 << 30)
    messages = (Message(Role.USER, _long_text(300)), Message(Role.ASSISTANT, "I see."), Message(Role.USER, "Go on."))
    with _live(states) as (live, prompts):
        tokens = prompts.tokens(messages, {})
        _evaluate(live, tokens[:-40], "long")
        live.save()
    with _live(states) as (live, _):
        seen: list[Stage] = []
        result = _evaluate(live, tokens, "long", lambda stage, *_: seen.append(stage))
        assert seen[:2] == [Stage.RESTORE, Stage.RESTORE]
        assert (result.restored, result.evaluated) == (len(tokens) - 40, 40)
        restored = _continue_greedily(live, CONTINUED)
        same_shape = _difference(restored, _fresh(live, tokens, len(tokens) - 40))
        one_go = _difference(restored, _fresh(live, tokens))
    print(f"\nfrom disk, largest difference of a logit: {same_shape} in the same batches, {one_go:.3f} against one go")
    assert same_shape == 0.0


def test_a_conversation_left_and_come_back_to_continues_like_a_fresh_one(tmp_path: Path) -> None:
    first = (Message(Role.USER, _long_text(240)),)
    second = (Message(Role.USER, "Something else: " + _long_text(220)),)
    with _live(StateCache(tmp_path, 1 << 30)) as (live, prompts):
        for name, messages in (("first", first), ("second", second)):
            _evaluate(live, prompts.tokens(messages, {}), name)
        branch = prompts.tokens((*first, Message(Role.ASSISTANT, "Well."), Message(Role.USER, "Why?")), {})
        result = _evaluate(live, branch, "first")
        assert result.restored > 256
        reused = _continue_greedily(live, CONTINUED)
        one_go = _difference(reused, _fresh(live, branch))
        control = _difference(_fresh(live, branch, result.cached), _fresh(live, branch))
    print(f"\nleft and come back, largest difference of a logit: {one_go:.3f} against one go;")
    print(f"two fresh contexts in different batches: {control:.3f}")
    assert one_go <= 2 * control


@pytest.fixture
def ask() -> Iterator[Callable[[tuple[Message, ...]], Finished]]:
    core = EngineCore([LlamaBackend()], None)
    assert isinstance(core.run(LoadModel(1, str(_path())), _ignore, _never), ModelLoaded)

    def ask(messages: tuple[Message, ...]) -> Finished:
        events: list[Event] = []
        finished = core.run(Generate(2, messages, sampling=GREEDY, max_tokens=24), events.append, _never)
        assert isinstance(finished, Finished)
        return finished

    yield ask
    core.close()


def test_each_of_ten_turns_evaluates_its_new_tokens_only(ask: Callable[[tuple[Message, ...]], Finished]) -> None:
    messages: tuple[Message, ...] = ()
    before = 0
    for turn, question in enumerate(QUESTIONS, start=1):
        messages += (Message(Role.USER, question),)
        reply = ask(messages)
        held = reply.usage.prompt_tokens - reply.usage.evaluated_tokens
        # All of the last prompt and of the last reply, but for the token that ended it: it was drawn, not evaluated.
        assert held >= before, f"turn {turn} evaluated {reply.usage.evaluated_tokens} of {reply.usage.prompt_tokens}"
        before = reply.usage.prompt_tokens + reply.usage.completion_tokens - 1
        messages += (Message(Role.ASSISTANT, reply.text),)
