"""What a person cares about: a fact in the early part of a long document, asked for at its end.

Each document holds five facts, each asked for in two ways; the document is read once in each way, and the answers are
compared token by token. Where every token of the answer is the model's likeliest, a greedy reply would have said it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import cast

import numpy as np

from benchmarks.dynamic_tokenization_texts import FACT_LENGTH, PLACES, Question, facts, long_texts, with_facts
from benchmarks.dynamic_tokenization_ways import CUT, MEAN, Ways
from benchmarks.kept import Kept, digest
from benchmarks.report import table
from engine.backends.base import LoadedModel
from engine.protocol import Message, Role
from engine.states import Span, single_spans
from engine.template import ChatTemplate
from engine.tokenization.composer import Composer
from engine.tokenization.evaluation import Way, compare, foretold, ratio, read

REDUCTIONS = (0.1, 0.2, 0.4)
EARLY = 0.2
"""The first part of a document: what is left of it when a fifth is cut off."""
_MARK = "DOCUMENT"

WHOLE, EQUAL_TIME = "whole, nothing merged", "oldest cut off, to an equal time to first token"


@dataclass(frozen=True)
class Case:
    question: Question
    document: int
    place: float
    loss: float
    """Of the whole answer, in nats."""
    right: bool


@dataclass(frozen=True)
class Asked:
    """All cases of one way."""

    name: str
    positions: float
    """Share of the document's that is left."""
    cases: list[Case]


def ask(model: LoadedModel, ways: Ways, count: int, time_ratio: float, known: Kept) -> list[Asked]:
    """On `count` documents. `time_ratio` is the time to the first token of the whole document merged by a fifth, beside
    that of the whole document: the share that is kept of one cut off to take as long."""
    read_in: dict[tuple[str, float], Callable[[Sequence[int]], Way]] = {
        (WHOLE, 0.0): lambda tokens: Way(single_spans(tokens), ways.composer),
        (EQUAL_TIME, EARLY): lambda tokens: Way(
            single_spans(tokens[-round(time_ratio * len(tokens)) :]), ways.composer
        ),
    }
    for reduction in REDUCTIONS:
        for name in (ways.best, ways.even, MEAN, CUT):
            make = ways.by_name[name]
            read_in[name, reduction] = lambda tokens, make=make, reduction=reduction: make(tokens, reduction)
    before, after = around(model)
    documents = [
        with_facts(model, text, facts(number)) for number, text in enumerate(long_texts(model, FACT_LENGTH, count))
    ]
    found: list[Asked] = []
    for (name, _), make in read_in.items():
        cases: list[Case] = []
        kept: list[float] = []
        for number, document in enumerate(documents):
            way = make(document)
            kept.append(len(way.spans) / len(document))
            questions = [question for fact in facts(number) for question in fact.questions]
            spans = (*before, *way.spans)
            cases += _cases(number, _answers(model, spans, after, way, questions, known))
        found.append(Asked(name, float(np.mean(kept)), cases))
        print(f" facts: {name} at {1 - found[-1].positions:.0%}", file=sys.stderr, flush=True)
    return found


def around(model: LoadedModel) -> tuple[tuple[Span, ...], str]:
    """What the chat template puts before a message, and after it."""
    template = ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos)
    before, after = template.render((Message(Role.USER, _MARK),)).split(_MARK)
    return single_spans(model.tokenize(before, special=True)), after


def answers(
    model: LoadedModel, spans: Sequence[Span], after: str, composer: Composer, questions: Sequence[Question]
) -> list[tuple[float, bool]]:
    """Loss in nats, and whether it is right, of each question in turn. `spans` are read once; `after` is what ends the
    message that they and a question make."""
    read(model, spans, composer)
    end = model.position
    found: list[tuple[float, bool]] = []
    for question in questions:
        model.truncate(end)
        asked = f"\n\n{question.asked}{after}{question.begun}"
        model.evaluate(model.tokenize(asked, special=True))
        answer = model.tokenize(question.answer, special=False)
        told = foretold(model, answer)
        result = compare(told, told, answer)
        found.append((float(result.losses.sum()), bool(result.hits.all())))
    return found


def _answers(
    model: LoadedModel, spans: Sequence[Span], after: str, way: Way, questions: Sequence[Question], known: Kept
) -> list[tuple[float, bool]]:
    """As `answers`, or what is kept of them."""
    merges = any(len(span) > 1 for span in spans)
    composer = way.composer.fingerprint if merges else ""
    key = digest(
        model.info.fingerprint, model.info.backend, composer, spans, after, [asdict(each) for each in questions]
    )
    if known.get(key) is None:
        known.put(key, answers(model, spans, after, way.composer, questions))
    return cast("list[tuple[float, bool]]", known.get(key))


def _cases(number: int, answers: Sequence[tuple[float, bool]]) -> list[Case]:
    asked = [
        (question, place) for place, fact in zip(PLACES, facts(number), strict=True) for question in fact.questions
    ]
    return [
        Case(question, number, place, loss, right)
        for (question, place), (loss, right) in zip(asked, answers, strict=True)
    ]


def fact_tables(found: Sequence[Asked]) -> str:
    """One by wording and place, one by the kind of the answer."""
    whole = {_name(case): case for case in found[0].cases}
    rows: list[list[str]] = []
    for asked in found:
        early = [case for case in asked.cases if case.place < EARLY]
        more = _per_document(early, lambda case: case.loss - whole[_name(case)].loss)
        change = ratio([sum(part) for part in more], [float(len(part)) for part in more])
        rows.append(
            [
                asked.name,
                f"{1 - asked.positions:.1%}",
                _share(early, verbatim=True),
                _share(early, verbatim=False),
                _share([case for case in asked.cases if case.place >= EARLY]),
                f"{change.value:+.2f} ({change.lower:+.2f} … {change.upper:+.2f})",
            ]
        )
    head = [
        "way",
        "positions saved",
        "right, early fact, its own words",
        "right, early, other words",
        "right, later facts",
        "more nats an early answer (95 %)",
    ]
    kinds = list(dict.fromkeys(case.question.kind for case in found[0].cases))
    by_kind = [
        [
            asked.name,
            f"{1 - asked.positions:.1%}",
            *(_share([case for case in asked.cases if case.question.kind == kind], verbatim=True) for kind in kinds),
        ]
        for asked in found
    ]
    return "\n\n".join(
        (
            table(head, rows),
            "Answers exactly right by what is asked for, all places, asked in the words of the fact:",
            table(["way", "positions saved", *kinds], by_kind),
        )
    )


def _name(case: Case) -> tuple[int, Question]:
    return case.document, case.question


def _per_document(cases: Sequence[Case], value: Callable[[Case], float]) -> list[list[float]]:
    """The facts of one document are no independent cases: intervals are over documents."""
    parts: dict[int, list[float]] = {}
    for case in cases:
        parts.setdefault(case.document, []).append(value(case))
    return list(parts.values())


def _share(cases: Sequence[Case], *, verbatim: bool | None = None) -> str:
    chosen = [case.right for case in cases if verbatim is None or case.question.verbatim == verbatim]
    return f"{np.mean(chosen):.0%} of {len(chosen)}"
