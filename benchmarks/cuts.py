"""Which boundaries to merge: the program's policy beside others, on texts and facts that nothing else is judged on.

    python -m benchmarks.cuts [--documents N] [--facts N] [--threads N] [--write]

Every policy saves a fifth of the positions, composed as the program does, on the starter model's int4 twin. Speeches
before 1990 and numpy's own documentation: 512 tokens are read and 64 foretold; facts stand in documents of 700 tokens
and are asked for at the end. Many of their answers are plain words, which no rule about names or figures spares.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.dynamic_tokenization_facts import EARLY, answers, around
from benchmarks.dynamic_tokenization_texts import CONTINUATION, LENGTH, PLACES, Fact, Question, speeches, with_facts
from benchmarks.report import publish, table
from engine.backends.base import LoadedModel
from engine.backends.onnx.backend import OnnxBackend
from engine.protocol import DynamicTokenization, LoadOptions
from engine.states import Span, single_spans
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.composers import best_composer
from engine.tokenization.evaluation import Passage, Way, comparisons, ratio
from engine.tokenization.policy import Policy, policy
from tests.onnx_twin import onnx_twin

FACT_LENGTH = 700
_STEP = 1500
"""Tokens from one part of a long text to the next that is used."""
_LONG_ENOUGH = 600
"""Characters of a docstring that is a text."""

Tokens = Sequence[int]


def policies() -> dict[str, Policy | None]:
    own = policy(DynamicTokenization.STRONG) or Policy(0.2)
    return {
        "nothing merged": None,
        "the program's": own,
        "pairs before longer runs": replace(own, length_cost=1.0),
        "the same, frequent tokens preferred half as much": replace(own, length_cost=1.0, rarity=own.rarity / 2),
        "runs of up to six": replace(own, longest=6),
        "near text as readily as far": replace(own, nearness=0.0),
        "names and figures like other words": replace(own, names=0.0, figures=0.0),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    load = LoadOptions(context_length=2048, threads=options.threads)
    model = OnnxBackend().load(onnx_twin(), load, lambda _: None, lambda: False)
    chosen = policies()
    spoken, written = _texts(model)
    passages = _passages(spoken, written, options.documents)
    documents = _documents(model, spoken[options.documents // 2 :], written[len(written) // 2 :], options.facts)
    losses = _losses(model, chosen, passages)
    told = _told(model, chosen, documents)
    head = [
        "policy",
        "loss (95 %)",
        "KL, nats",
        "early fact, its own words",
        "other words",
        "later",
        "nats an early one",
    ]
    kinds = list(dict.fromkeys(question.kind for fact in documents[0][1] for question in fact.questions))
    rows = [[name, *losses[name], *told[name][0]] for name in chosen]
    by_kind = [[name, *told[name][1]] for name in chosen]
    body = (
        f"{len(passages)} documents, {len(documents) * len(PLACES)} facts in {len(documents)} others. “Right” is "
        f"exactly right, as a greedy reply would say it.\n\n{table(head, rows)}\n\nRight by what is asked for, in the "
        f"words of the fact:\n\n{table(['policy', *kinds], by_kind)}"
    )
    command = (
        f"python -m benchmarks.cuts --documents {options.documents} --facts {options.facts} --threads {options.threads}"
    )
    publish("cuts", "Which boundaries to merge", command, body, write=options.write)
    model.close()
    return 0


def _cut(model: LoadedModel, chosen: Policy | None, tokens: Tokens) -> tuple[Span, ...]:
    if chosen is None:
        return single_spans(tokens)
    return CodebookSegmenter(model, lambda _: chosen).segment([tokens], DynamicTokenization.STRONG)[0]


def _losses(
    model: LoadedModel, chosen: Mapping[str, Policy | None], passages: Sequence[Passage]
) -> dict[str, tuple[str, str]]:
    composer = best_composer(model, None)
    changes: dict[str, list[float]] = {name: [] for name in chosen}
    divergences: dict[str, list[float]] = {name: [] for name in chosen}
    base: list[float] = []
    for number, passage in enumerate(passages, start=1):
        ways = [Way(_cut(model, one, passage.tokens), composer) for one in chosen.values()]
        results = list(comparisons(model, passage, ways))
        for name, result in zip(chosen, results, strict=True):
            changes[name].append(float((result.losses - result.base_losses).sum()))
            divergences[name].append(float(result.divergences.mean()))
        base.append(float(results[0].base_losses.sum()))
        print(f"document {number} of {len(passages)}", file=sys.stderr, flush=True)
    found: dict[str, tuple[str, str]] = {}
    for name in chosen:
        change = ratio(changes[name], base)
        found[name] = (
            f"{change.value:+.2%} ({change.lower:+.2%} … {change.upper:+.2%})",
            f"{np.mean(divergences[name]):.4f}",
        )
    return found


def _told(
    model: LoadedModel, chosen: Mapping[str, Policy | None], documents: Sequence[tuple[Tokens, Sequence[Fact]]]
) -> dict[str, tuple[list[str], list[str]]]:
    composer = best_composer(model, None)
    before, after = around(model)
    found: dict[str, tuple[list[str], list[str]]] = {}
    for name, one in chosen.items():
        cases: list[tuple[Question, float, float, bool]] = []
        for tokens, facts in documents:
            asked = [
                (place, question) for place, fact in zip(PLACES, facts, strict=True) for question in fact.questions
            ]
            spans = (*before, *_cut(model, one, tokens))
            told = answers(model, spans, after, composer, [question for _, question in asked])
            cases += [(question, place, *answer) for (place, question), answer in zip(asked, told, strict=True)]
        early = [case for case in cases if case[1] < EARLY]
        found[name] = (
            [
                _share(right for question, _, _, right in early if question.verbatim),
                _share(right for question, _, _, right in early if not question.verbatim),
                _share(right for _, place, _, right in cases if place >= EARLY),
                f"{np.mean([nats for _, _, nats, _ in early]):.2f}",
            ],
            [
                _share(right for question, _, _, right in cases if question.verbatim and question.kind == kind)
                for kind in dict.fromkeys(question.kind for question, _, _, _ in cases)
            ],
        )
        print(f"facts: {name}", file=sys.stderr, flush=True)
    return found


def _share(right: Iterable[bool]) -> str:
    known = list(right)
    return f"{np.mean(known):.0%} of {len(known)}"


def _texts(model: LoadedModel) -> tuple[list[list[int]], list[int]]:
    """Tokens of every fourth speech, and of the docstrings of numpy's functions without their examples."""
    spoken = [model.tokenize(path.read_text(encoding="utf-8"), special=False) for path in speeches(before=True)[::4]]
    texts: list[str] = []
    for module in (np, np.linalg, np.fft, np.random):
        for name in sorted(dir(module)):
            text = getattr(getattr(module, name), "__doc__", None)
            if isinstance(text, str) and len(text) > _LONG_ENOUGH:
                texts.append("\n".join(line.strip() for line in text.splitlines() if ">>>" not in line))
    return spoken, model.tokenize("\n\n".join(texts), special=False)


def _passages(spoken: Sequence[Tokens], written: Tokens, count: int) -> list[Passage]:
    half = count // 2
    parts = [text[LENGTH:] for text in spoken[:half]] + [written[_STEP * place :] for place in range(count - half)]
    end = LENGTH + CONTINUATION
    return [Passage(tuple(part[:LENGTH]), tuple(part[LENGTH:end])) for part in parts if len(part) >= end]


def _documents(
    model: LoadedModel, spoken: Sequence[Tokens], written: Tokens, count: int
) -> list[tuple[Tokens, Sequence[Fact]]]:
    """In turns from both."""
    made: list[tuple[Tokens, Sequence[Fact]]] = []
    for number in range(count):
        text = written[_STEP * number :] if number % 2 else spoken[number // 2 % len(spoken)]
        facts = _facts(number)
        made.append((with_facts(model, text[:FACT_LENGTH], facts), facts))
    return made


_FIRST = ("Tomas", "Leila", "Oskar", "Nadia", "Pavel", "Yuki", "Marta", "Idris", "Sonja", "Victor", "Amina", "Ruben")
_LAST = ("Varga", "Solberg", "Adeyemi", "Rossi", "Kovacs", "Nakamura", "Weiss", "Silva", "Dubois", "Harper")
_TOWNS = ("Bergen", "Quito", "Tallinn", "Porto", "Hanoi", "Geneva", "Malmo", "Zagreb", "Oran", "Perth")
_COLOURS = ("purple", "orange", "yellow", "silver", "green", "pink", "turquoise", "scarlet")
_ANIMALS = ("parrot", "tortoise", "goat", "ferret", "horse", "rabbit", "hedgehog", "falcon")
_RACES = ("bicycle race", "pottery contest", "chess tournament", "spelling bee", "bread competition", "sailing race")
_ROOMS = ("archive", "cellar", "workshop", "chapel", "stable", "pantry", "laundry", "tower")
_THINGS = ("piano", "carpet", "tractor", "oven", "curtain", "fountain", "ladder")


def _facts(n: int) -> list[Fact]:
    """One of each kind, in an order that turns with the number."""
    one, other = (f"{_FIRST[m % 12]} {_LAST[m * 3 % 10]}" for m in (n, n + 5))
    race, room, thing = _RACES[n % 6], _ROOMS[n * 7 % 8], _THINGS[n % 7]
    town, animal, colour = _TOWNS[n * 7 % 10], _ANIMALS[n * 5 % 8], _COLOURS[n * 3 % 8]
    made = [
        _fact(
            "place", f"Where is the office of {one}?", f"The office of {one} is in the city of", f"{one} works in", town
        ),
        _fact("name", f"Who won the {race}?", f"The winner of the {race} was", f"The {race} was won by", other),
        _fact("animal", f"What pet has {other}?", f"The pet that {other} brings along is a", f"{other} has a", animal),
        _fact(
            "colour",
            f"What colour has the door of the {room}?",
            f"The door of the {room} is painted",
            f"The colour of the door of the {room} is",
            colour,
        ),
        _fact(
            "number",
            f"How much was the {thing}?",
            f"The invoice for the {thing} came to ",
            f"The price of the {thing} was ",
            str((n + 3) * 7919 % 9000 + 1000),
        ),
    ]
    start = n % len(made)
    return made[start:] + made[:start]


def _fact(kind: str, asked: str, said: str, otherwise: str, answer: str) -> Fact:
    """Asked for by its own beginning, and by that of another sentence."""
    space = "" if said.endswith(" ") else " "
    return Fact(
        f"{said}{space}{answer}.",
        tuple(
            Question(kind, verbatim, asked, begun, f"{space}{answer}")
            for verbatim, begun in ((True, said), (False, otherwise))
        ),
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cuts")
    parser.add_argument("--documents", type=int, default=24)
    parser.add_argument("--facts", type=int, default=12, help="documents with five facts each")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="keep the tables in benchmarks/results")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
