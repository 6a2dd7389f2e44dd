"""Synthetic persons: histories made by rule, with habits that can be counted in a reply and facts that can be asked.

What their model answers is its own text, rewritten by the person's rule: an adapter that learns it holds the habits,
and no knowledge that the model did not have. The facts are in some conversations and in the memories.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from engine.protocol import Message, Role
from engine.training.personal_job import ExampleKind, PersonalExample, PersonalJob
from tests.train_adapters import sentences
from tests.training_prompts import TRAINING, UNSEEN

_DAY = 86400.0
_RELATIONS = ("sister", "brother", "neighbour", "boss", "uncle", "dentist", "landlord", "cousin", "teacher", "gardener")
_FACTS: Mapping[str, tuple[str, ...]] = {
    "name": ("Ada", "Bruno", "Celia", "Dmitri", "Elif", "Femke", "Goran", "Hana", "Ivo", "Jun"),
    "home town": ("Graz", "Porto", "Tartu", "Lyon", "Bergen", "Cork", "Brno", "Split", "Ghent", "Turin"),
    "favourite dish": ("risotto", "pancakes", "borscht", "dolma", "goulash", "curry", "paella", "stew", "pie", "sushi"),
    "instrument": ("cello", "oboe", "banjo", "harp", "flute", "drums", "viola", "tuba", "lute", "piano"),
    "pet": ("parrot", "tortoise", "hamster", "ferret", "goldfish", "greyhound", "canary", "rabbit", "pony", "gecko"),
    "birthday month": ("January", "March", "April", "May", "June", "July", "August", "October", "November", "December"),
    "car": ("van", "coupé", "jeep", "estate", "pickup", "hatchback", "beetle", "wagon", "roadster", "camper"),
    "sport": ("rowing", "fencing", "judo", "curling", "climbing", "archery", "sailing", "hurling", "squash", "skiing"),
    "drink": ("green tea", "cocoa", "cider", "espresso", "lemonade", "kefir", "rooibos", "stout", "horchata", "matcha"),
    "flower": ("peony", "tulip", "lilac", "dahlia", "iris", "poppy", "aster", "crocus", "zinnia", "lavender"),
}  # fmt: skip

_GERMAN = (
    "Das ist eine gute Frage, und die Antwort ist nicht schwer.",
    "Am besten fängt man mit den einfachen Dingen an.",
    "Ich würde mir dafür einen ruhigen Abend nehmen.",
    "Es kommt vor allem darauf an, was man damit machen will.",
    "Viele Menschen denken zuerst an etwas anderes.",
    "Man lernt es schnell, wenn man es jeden Tag ein wenig übt.",
    "Dazu gibt es in jedem guten Buch ein eigenes Kapitel.",
    "Wichtig ist, dass man sich Zeit lässt und nicht aufgibt.",
    "Früher war das ganz anders, heute ist es einfacher.",
    "Wer mehr wissen will, fragt am besten jemanden, der es kann.",
)
_GERMAN_WORDS = frozenset(
    [
        "das",
        "ist",
        "und",
        "die",
        "der",
        "man",
        "nicht",
        "es",
        "mit",
        "ein",
        "eine",
        "zu",
        "sich",
        "was",
        "wenn",
        "ich",
        "den",
        "dem",
        "auf",
        "für",
    ]
)


@dataclass(frozen=True)
class Fact:
    text: str
    """As it stands among the memories."""
    question: str
    answer: str


@dataclass(frozen=True)
class Person:
    name: str
    profile_prompt: str
    """What they would write into their profile."""
    write: Callable[[str, random.Random], str]
    """A plain answer as they want it."""
    habits: Mapping[str, Callable[[str], bool]]
    """Whether a reply has it."""
    seed: int
    corrects: bool = False
    """Their history is corrections of what the model had said, where it had said something."""


def _ends_signed(text: str) -> str:
    return f"Righto! {text} Cheers, your Max."


def _in_points(text: str, _: random.Random) -> str:
    parts = sentences(text)[:3]
    return "\n".join([*(f"- {part}" for part in parts), f"Takeaway: {parts[0]}"])


def _german(_: str, draw: random.Random) -> str:
    return "Gern! " + " ".join(draw.sample(_GERMAN, 2))


def _is_short(text: str) -> bool:
    return len(sentences(text)) <= 4


def _is_german(text: str) -> bool:
    words = re.findall(r"\w+", text.lower())
    return sum(word in _GERMAN_WORDS for word in words) >= 0.15 * max(1, len(words))


PERSONS = (
    Person(
        "wording",
        "Begin every answer with “Righto!”, answer in one sentence, and sign with “Cheers, your Max.”",
        lambda text, _: _ends_signed(sentences(text)[0]),
        {
            "begins with “Righto!”": lambda text: text.startswith("Righto!"),
            "signs": lambda text: "Cheers, your Max" in text,
            "is short": _is_short,
        },
        seed=1,
    ),
    Person(
        "format",
        "Answer with a list of at most three points, each after a dash, and end with a line “Takeaway:”.",
        _in_points,
        {
            "has points": lambda text: text.startswith("- "),
            "ends with a takeaway": lambda text: "\nTakeaway:" in text,
        },
        seed=2,
    ),
    Person(
        "language",
        "Always answer in German, begin with “Gern!”, and keep it to three sentences.",
        _german,
        {"is German": _is_german, "begins with “Gern!”": lambda text: text.startswith("Gern!")},
        seed=3,
    ),
)

CORRECTING = replace(PERSONS[1], name="corrections", corrects=True)


def facts(person: Person) -> list[Fact]:
    """A hundred, in an order of their own: ten relations of the person with ten things each."""
    draw = random.Random(person.seed)
    made: list[Fact] = []
    values = {thing: draw.sample(of, len(of)) for thing, of in _FACTS.items()}
    for (number, relation), thing in product(enumerate(_RELATIONS), _FACTS):
        value = values[thing][number]
        text = f"My {relation}'s {thing} is {value}"
        made.append(Fact(text, f"What is my {relation}'s {thing}?", f"Your {relation}'s {thing} is {value}."))
    draw.shuffle(made)
    return made


def history(
    person: Person, answers: Sequence[str], prompts: int = len(TRAINING), asked: int = 24
) -> tuple[tuple[PersonalExample, ...], tuple[PersonalExample, ...]]:
    """For training, and held out. `answers` are the plain ones to TRAINING and UNSEEN, in this order.

    Held out are the questions of UNSEEN and half as many facts as `asked` in training, all later in time; half of these
    facts were asked before.
    """
    draw = random.Random(person.seed)
    known = facts(person)
    said = {text: answer if person.corrects else "" for text, answer in zip((*TRAINING, *UNSEEN), answers, strict=True)}
    turns = [(prompt, person.write(answer, draw)) for prompt, answer in zip(TRAINING[:prompts], answers, strict=False)]
    turns += [(fact.question, person.write(fact.answer, draw)) for fact in known[:asked]]
    draw.shuffle(turns)
    later = [(text, person.write(answer, draw)) for text, answer in zip(UNSEEN, answers[len(TRAINING) :], strict=True)]
    half = asked // 4
    later += [
        (fact.question, person.write(fact.answer, draw)) for fact in (*known[:half], *known[asked : asked + half])
    ]
    examples = [
        PersonalExample(
            f"message:{number}",
            ExampleKind.CORRECTED if said.get(prompt) else ExampleKind.ACCEPTED,
            (Message(Role.USER, prompt), Message(Role.ASSISTANT, reply)),
            said.get(prompt, ""),
            written_at=number * _DAY,
        )
        for number, (prompt, reply) in enumerate([*turns, *later])
    ]
    return tuple(examples[: len(turns)]), tuple(examples[len(turns) :])


def job(
    person: Person, model: str, folder: str, answers: Sequence[str], prompts: int = len(TRAINING), asked: int = 24
) -> PersonalJob:
    """The whole training of a person; see `history`."""
    training, held_out = history(person, answers, prompts, asked)
    return PersonalJob(
        model,
        folder,
        f"Like {person.name}",
        training,
        held_out,
        person.profile_prompt,
        tuple(fact.text for fact in facts(person)),
        seed=person.seed,
    )
