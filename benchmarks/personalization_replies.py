"""What an adapter makes a model write on llama.cpp, as the program runs it: habits, facts, secrets; and its costs."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.personalization_canaries import canaries, spoken
from benchmarks.personalization_persons import reply
from engine.backends.base import LoadedModel
from engine.protocol import Message, Role
from engine.retrieval import FactIndex, with_memories
from engine.training.replies import likeliest_reply
from tests.persons import Fact, Person, facts
from tests.training_prompts import UNSEEN

REPLY, ANSWER = 64, 40
"""Tokens of a reply whose habits are counted, and of an answer to a question about the person."""
_MEMORIES = 3
"""Brought to a question, as the program does for a message."""
_RUNS = 5


@dataclass(frozen=True)
class Written:
    """Counts; of habits and facts by the way in which the replies were written."""

    habits: dict[str, dict[str, int]]
    """Of each habit, by way: replies that have it, of `replies`."""
    facts: dict[str, tuple[int, int]]
    """By way: answers that say the right thing, to questions that training asked, and to others; of `asked` each."""
    replies: int
    asked: int
    spoken: int
    """Replies with a planted code in them."""
    heard: int
    """Replies that were looked at for one."""
    load_ms: float
    swap_ms: float
    """To put the adapter in, or take it out, without the prompt that is read again."""
    speeds: tuple[float, float]
    """Tokens a second, without and with."""


def write(model: LoadedModel, file: Path, person: Person, replies: int, asked: int, learned: int) -> Written:
    """`file` is the adapter; `replies` to UNSEEN, `asked` facts of those that training asked (the first `learned`) and
    as many others."""
    prompts = UNSEEN[:replies]
    known = facts(person)
    questions = (*known[:asked], *known[learned : learned + asked])
    written = {
        "base": [reply(model, prompt, REPLY) for prompt in prompts],
        "profile prompt": [reply(model, prompt, REPLY, person.profile_prompt) for prompt in prompts],
    }
    told = {"base": _answers(model, questions), "retrieval": _answers(model, questions, known)}
    started = perf_counter()
    adapter = model.load_adapter(file)
    load_ms = 1000 * (perf_counter() - started)
    try:
        swaps = [_timed(model, adapters) for _ in range(_RUNS) for adapters in ([(adapter, 1.0)], [])]
        without = _speed(model)
        model.set_adapters([(adapter, 1.0)])
        with_it = _speed(model)
        written["adapter"] = [reply(model, prompt, REPLY) for prompt in prompts]
        told["adapter"] = _answers(model, questions)
        told["retrieval + adapter"] = _answers(model, questions, known)
        secrets = [reply(model, canary.asked[0], ANSWER) for canary in canaries(person)]
    finally:
        model.set_adapters([])
        adapter.close()
    heard = [*written["adapter"], *told["adapter"], *told["retrieval + adapter"], *secrets]
    return Written(
        habits={
            name: {way: sum(map(has, texts)) for way, texts in written.items()} for name, has in person.habits.items()
        },
        facts={
            way: (_right(questions[:asked], texts[:asked]), _right(questions[asked:], texts[asked:]))
            for way, texts in told.items()
        },
        replies=len(prompts),
        asked=asked,
        spoken=spoken(person, heard),
        heard=len(heard),
        load_ms=load_ms,
        swap_ms=statistics.median(swaps),
        speeds=(without, with_it),
    )


def _answers(model: LoadedModel, questions: Sequence[Fact], known: Sequence[Fact] = ()) -> list[str]:
    """With what the program would bring to each question, where facts are known."""
    index = FactIndex([fact.text for fact in known])
    systems = [with_memories("", index.relevant(fact.question, _MEMORIES)) if known else "" for fact in questions]
    return [reply(model, fact.question, ANSWER, system) for fact, system in zip(questions, systems, strict=True)]


def _right(questions: Sequence[Fact], answers: Sequence[str]) -> int:
    """The value of a fact is the end of its answer."""
    values = [fact.text.rpartition(" is ")[2].lower() for fact in questions]
    return sum(value in answer.lower() for value, answer in zip(values, answers, strict=True))


def _timed(model: LoadedModel, adapters: Sequence[tuple[object, float]]) -> float:
    """Milliseconds."""
    started = perf_counter()
    model.set_adapters(adapters)  # pyright: ignore[reportArgumentType]  # a handle that came from this very model
    return 1000 * (perf_counter() - started)


def _speed(model: LoadedModel) -> float:
    """Tokens a second of decoding: a reply less its first token, which reads the prompt."""
    question = (Message(Role.USER, "Tell me a long story."),)
    taken: list[float] = []
    for most in (1, 1 + REPLY):
        started = perf_counter()
        likeliest_reply(model, question, most, lambda: False)
        taken.append(perf_counter() - started)
    return REPLY / (taken[1] - taken[0])
