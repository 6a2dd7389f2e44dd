"""The documents on which merging is judged, the pairs that are merged in them, and facts to be asked for."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from pydoc_data.topics import topics

import numpy as np

from engine.backends.base import LoadedModel

HANDBOOK = Path("/usr/share/doc/debian-handbook/html/en-US")
"""Where Debian's package debian-handbook puts its English pages."""
CONTINUATION = 64
GUARD = 32
"""Tokens before the continuation that are never merged."""
_TURN = "<|im_start|>user\n"
_LONGEST_CHARACTERS = 6 * 4096


@dataclass(frozen=True)
class Document:
    """A text that a model reads, and what is expected of it then."""

    tokens: tuple[int, ...]
    """The beginning of a user's turn, and the text."""
    continuation: tuple[int, ...]
    template: int
    """So many tokens at the start belong to the chat template: never merged, never cut off."""


class _Paragraphs(HTMLParser):
    """Collects the texts of a page's paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "div" and (self._depth or ("class", "para") in attrs):
            if not self._depth:
                self.texts.append("")
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[-1] += data


def source() -> str:
    """What `documents` are made of, for a person."""
    return "pages of the Debian handbook" if HANDBOOK.is_dir() else "pages of Python's own documentation"


def documents(model: LoadedModel, count: int, length: int) -> list[Document]:
    """Up to `count` documents of `length` tokens, each from a page of its own, in an order drawn from a fixed seed."""
    turn = tuple(model.tokenize(_TURN, special=True))
    found: list[Document] = []
    for text in _pages():
        tokens = tuple(model.tokenize(text[:_LONGEST_CHARACTERS], special=False))
        room = length - len(turn)
        if len(tokens) >= room + CONTINUATION:
            found.append(Document(turn + tokens[:room], tokens[room : room + CONTINUATION], len(turn)))
        if len(found) == count:
            break
    return found


def _pages() -> Iterator[str]:
    if HANDBOOK.is_dir():
        names = sorted(HANDBOOK.glob("sect.*.html"))
        random.Random(6).shuffle(names)
        for name in names:
            page = _Paragraphs()
            page.feed(name.read_text(encoding="utf-8"))
            yield "\n\n".join(" ".join(text.split()) for text in page.texts)
    else:
        pages = [topics[name] for name in sorted(topics)]
        random.Random(6).shuffle(pages)
        yield from pages


def pairs(document: Document, reduction: float, *, far: bool = False) -> list[int]:
    """Lengths of the spans, 1 or 2, that save this share of the document's positions as nearly as pairs can.

    The pairs are blind: they look at no text. They are spread evenly, or `far`: all at the beginning. The template and
    the last GUARD tokens stay single.
    """
    tokens = len(document.tokens)
    slots = (tokens - document.template - GUARD) // 2
    count = min(slots, round(reduction * tokens))
    chosen = range(count) if far else np.unique(np.floor((np.arange(count) + 0.5) * slots / max(1, count)).astype(int))
    lengths = [1] * document.template
    merged = set(map(int, chosen))
    for slot in range(slots):
        lengths += [2] if slot in merged else [1, 1]
    return lengths + [1] * (tokens - sum(lengths))


@dataclass(frozen=True)
class Fact:
    """A sentence, the same sentence up to its last word, and this word."""

    statement: str
    question: str
    answer: str


def facts(count: int) -> list[Fact]:
    """Facts by rule: so many of a handful of kinds, with words that no page of the documents connects."""
    names = ["Alma Novak", "Boris Lindqvist", "Chiara Okafor", "Dmitri Haddad", "Edith Moreau", "Farid Petersen"]
    places = ["Lisbon", "Nairobi", "Warsaw", "Havana", "Dublin", "Manila"]
    colours = ["purple", "orange", "yellow", "silver", "green", "pink"]
    animals = ["parrot", "tortoise", "goat", "ferret", "horse", "rabbit"]
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    numbers = ["forty", "twelve", "ninety", "sixteen", "seventy", "eleven"]
    kinds = [
        ("The office of {name} is in the city of", places),
        ("The door of the archive of {name} is painted", colours),
        ("The pet that {name} brings along is a", animals),
        ("The meeting with {name} takes place on", days),
        ("The age of the clock of {name} in years is", numbers),
    ]
    made: list[Fact] = []
    for place in range(count):
        form, answers = kinds[place % len(kinds)]
        name = names[(place * 5 + place // len(kinds)) % len(names)]
        answer = answers[(place * 7 + place // len(kinds)) % len(answers)]
        question = form.format(name=name)
        made.append(Fact(f"{question} {answer}.", question, f" {answer}"))
    return made


def with_fact(model: LoadedModel, document: Document, fact: Fact) -> Document:
    """The document with the fact said in its first tenth and asked for at its end, as long as before."""
    said = model.tokenize(f" {fact.statement}", special=False)
    asked = model.tokenize(
        f"\n\nAs was said at the beginning: {fact.question[0].lower()}{fact.question[1:]}", special=False
    )
    place = document.template + len(document.tokens) // 10
    kept = len(document.tokens) - len(said) - len(asked)
    tokens = (*document.tokens[:place], *said, *document.tokens[place:kept], *asked)
    return Document(tokens, tuple(model.tokenize(fact.answer, special=False)), document.template)


def spans_of(tokens: Sequence[int], lengths: Sequence[int]) -> list[tuple[int, ...]]:
    """The tokens in spans of these lengths."""
    ends = np.cumsum(lengths)
    return [tuple(tokens[end - length : end]) for end, length in zip(ends.tolist(), lengths, strict=True)]
