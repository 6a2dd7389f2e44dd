"""How often the adapter that is proposed for a message is the right one, and how long the choice takes.

    python -m benchmarks.adapter_choice [--write]

The adapters and messages are in adapter_choice.toml. The limits (least score, least margin) of each method are those
that do best on one half of the messages, by F0.5 over the whole shelf and over shelves of three adapters; the table is
about the other half. Compared are ways to turn a text into numbers; the one that the program uses is marked.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.report import publish, table
from engine.backends.base import Floats, LoadedModel
from engine.protocol import LoadOptions
from models.adapters.choice import LEAST_MARGIN, LEAST_SCORE, AdapterChooser, Proposal, text_of, word_pieces
from models.adapters.entry import AdapterEntry
from models.adapters.everyday import EVERYDAY
from models.starter import starter_model

CASES = Path(__file__).with_name("adapter_choice.toml")
NONE = "none"
SMALL_SHELVES = 8
SMALL_SHELF = 3
LARGE_SHELF = 100

Ranking = Callable[[str], list[Proposal]]
Method = Callable[[Sequence[AdapterEntry]], Ranking]


@dataclass(frozen=True)
class Case:
    message: str
    adapter: str
    """The name of the one that it is for, or NONE."""
    language: str


@dataclass(frozen=True)
class Limits:
    score: float
    margin: float


@dataclass(frozen=True)
class Verdict:
    """What a method said about one message on one shelf."""

    wanted: str
    found: str
    score: float
    margin: float


@dataclass(frozen=True)
class Quality:
    precision: float
    recall: float
    wrong: int

    @property
    def f(self) -> float:
        """F0.5: precision counts twice as much as recall."""
        weighted = 0.25 * self.precision + self.recall
        return 1.25 * self.precision * self.recall / weighted if weighted else 0.0


def entries() -> list[AdapterEntry]:
    described = tomllib.loads(CASES.read_text(encoding="utf-8"))["adapter"]
    return [
        AdapterEntry(str(number), one["name"], Path(), description=one["description"], examples=tuple(one["examples"]))
        for number, one in enumerate(described)
    ]


def cases() -> tuple[list[Case], list[Case]]:
    """Those to choose limits by, and those to measure with."""
    known: list[Case] = []
    unseen: list[Case] = []
    for language, lists in tomllib.loads(CASES.read_text(encoding="utf-8"))["prompts"].items():
        for adapter, messages in lists.items():
            half = (len(messages) + 1) // 2
            known += [Case(message, adapter, language) for message in messages[:half]]
            unseen += [Case(message, adapter, language) for message in messages[half:]]
    return known, unseen


def small_shelves() -> list[list[AdapterEntry]]:
    """Shelves of a few adapters each, on which most messages are for none."""
    dice = random.Random(0)
    everything = entries()
    return [dice.sample(everything, SMALL_SHELF) for _ in range(SMALL_SHELVES)]


def verdicts(method: Method, shelves: Sequence[Sequence[AdapterEntry]], asked: Sequence[Case]) -> list[Verdict]:
    found: list[Verdict] = []
    for shelf in shelves:
        rank = method(shelf)
        names = {entry.name for entry in shelf}
        for case in asked:
            ranked = [*rank(case.message), Proposal("", "", 0.0), Proposal("", "", 0.0)]
            first, second = ranked[:2]
            wanted = case.adapter if case.adapter in names else NONE
            found.append(Verdict(wanted, first.name, first.score, first.score - second.score))
    return found


def quality(said: Sequence[Verdict], limits: Limits) -> Quality:
    proposed = [one for one in said if one.score >= limits.score and one.margin >= limits.margin]
    right = sum(one.found == one.wanted for one in proposed)
    fitting = sum(one.wanted != NONE for one in said)
    return Quality(right / max(len(proposed), 1), right / fitting, len(proposed) - right)


def best_limits(groups: Sequence[Sequence[Verdict]]) -> Limits:
    """Of equals the one in the middle: it is the farthest from where they become worse."""
    choices = [Limits(score / 100, margin / 100) for score in range(2, 100) for margin in range(0, 16, 2)]
    reached = {limits: sum(quality(said, limits).f for said in groups) for limits in choices}
    best = max(reached.values())
    equals = [limits for limits, f in reached.items() if f >= best - 1e-9]
    return equals[len(equals) // 2]


def words(text: str) -> Iterator[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    yield from "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded).split()


def by_pieces(pieces: Callable[[str], Iterable[str]], everyday: Sequence[str]) -> Method:
    return lambda shelf: AdapterChooser(shelf, everyday, pieces).ranked


def by_vectors(vector: Callable[[str], Floats]) -> Method:
    """By the cosine of vectors, each made once, less the mean of everyday messages: what all texts share."""
    vector = cache(vector)
    common = np.mean([vector(message) for message in EVERYDAY], axis=0)

    def unit(text: str) -> Floats:
        centred = vector(text) - common
        return centred / max(float(np.linalg.norm(centred)), 1e-9)

    def method(shelf: Sequence[AdapterEntry]) -> Ranking:
        known = np.stack([unit(text_of(entry)) for entry in shelf])

        def rank(message: str) -> list[Proposal]:
            scores = known @ unit(message)
            return [Proposal(shelf[i].key, shelf[i].name, float(scores[i])) for i in np.argsort(-scores)]

        return rank

    return method


def mean_embedding(model: LoadedModel) -> Callable[[str], Floats]:
    return lambda text: model.token_embeddings(model.tokenize(text, special=False)).mean(axis=0)


def mean_state(model: LoadedModel) -> Callable[[str], Floats]:
    def vector(text: str) -> Floats:
        model.truncate(0)
        return model.hidden_states(model.tokenize(text, special=False)[: model.batch_size]).mean(axis=0)

    return vector


def milliseconds(rank: Ranking, asked: Sequence[Case]) -> float:
    """The median, of texts that were not ranked before."""
    times: list[float] = []
    for case in asked:
        started = perf_counter()
        rank(f"{case.message} ")  # as it stands its vector is kept already
        times.append((perf_counter() - started) * 1000)
    return statistics.median(times)


def large_shelf() -> list[AdapterEntry]:
    everything = entries()
    return [everything[number % len(everything)] for number in range(LARGE_SHELF)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/adapter_choice.md")
    options = parser.parse_args()
    from engine.backends.llama import LlamaBackend  # here: the test that uses this module needs no native library

    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    model = LlamaBackend().load(path, LoadOptions(context_length=2048), lambda _: None, lambda: False)
    methods: dict[str, Method] = {
        "words": by_pieces(words, EVERYDAY),
        "pieces of words, without everyday messages": by_pieces(word_pieces, ()),
        "**pieces of words**": by_pieces(word_pieces, EVERYDAY),
        "mean token embedding of the starter model": by_vectors(mean_embedding(model)),
        "mean hidden state of the starter model": by_vectors(mean_state(model)),
    }
    known, unseen = cases()
    shelves = [entries()], small_shelves()
    rows: list[list[str]] = []
    for name, method in methods.items():
        limits = best_limits([verdicts(method, some, known) for some in shelves])
        row = [name, f"{limits.score:.2f} / {limits.margin:.2f}"]
        for some in shelves:
            found = quality(verdicts(method, some, unseen), limits)
            row += [f"{found.precision:.2f}", f"{found.recall:.2f}", str(found.wrong)]
        rows.append([*row, f"{milliseconds(method(large_shelf()), unseen):.2f}"])
    model.close()
    all_of_them, few = f"{len(entries())} adapters", f"{SMALL_SHELF} adapters"
    head = ["method", "score / margin"]
    for shelf in (all_of_them, few):
        head += [f"{shelf}: precision", "recall", "wrong"]
    fitting = sum(case.adapter != NONE for case in (*known, *unseen))
    note = (
        f"{len(known) + len(unseen)} messages in {len({case.language for case in known})} languages, {fitting} of them "
        f"for one of {len(entries())} adapters, the rest for none. Limits chosen on {len(known)} of them, measured on "
        f"the other {len(unseen)}; shelves of {SMALL_SHELF} adapters: {SMALL_SHELVES} drawn by lot. The program uses "
        f"pieces of words with the limits {LEAST_SCORE} and {LEAST_MARGIN}. Precision: of the proposals, those that "
        "are right; recall: of the messages for an adapter, those that get it."
    )
    body = f"{note}\n\n{table([*head, f'ms a message, {LARGE_SHELF} adapters'], rows)}"
    publish("adapter_choice", "Which adapter fits", "python -m benchmarks.adapter_choice", body, write=options.write)


if __name__ == "__main__":
    main()
