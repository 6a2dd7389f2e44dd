"""Facts about the person in what they wrote: a model proposes them, in a form that the engine holds it to.

A proposal is only kept where its words stand in the sentence that it is said to come from. Whether it is a fact, the
person says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.personal.duplicates import alike
from app.personal.secrets import clean_secrets
from app.store.text_index import fold
from engine.protocol import Message, Role
from engine.retrieval import COMMON, words

MOST_SENTENCES = 12
"""Of one message, from its start: what is longer was mostly not written for a chat."""
MOST_TOKENS = 240
"""Of the answer."""

_SHORTEST, _LONGEST = 8, 240
"""Characters of a sentence that can state a fact."""
_GROUNDED = 0.6
"""Share of a fact's pieces of three letters that must stand in its sentence."""

_OWN_WORDS = (
    "i me my mine myself we us our ours "
    "ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere unseren "
    "je j moi mon ma mes nous notre nos "
    "yo mi mis mí conmigo nosotros nosotras nuestro nuestra nuestros nuestras soy tengo "
    "eu meu minha meus minhas nós nosso nossa sou tenho "
    "io mio mia miei mie noi nostro nostra ho sono "
    "ik mij mijn wij we ons onze"
)
_FIRST_PERSON = frozenset(_OWN_WORDS.split())
_TELLING = 0.3
"""Share of function words of the seven languages of `engine.retrieval` from which on a sentence is in one of them, and
speaks of the person only with a word for them."""

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?。！？؟।\n]+(?:[.!?。！？؟।]+(?=\s|$)|[。！？]|[.!?](?=\S))*", re.DOTALL)
_WORD = re.compile(r"\w+")
_QUESTION = ("?", "？", "؟")

_TASK = (
    "You are given sentences that a person wrote. Find the facts about this person that stay true: who they are, where "
    "they live, what they do, have or like, whom they know. Questions, orders and general knowledge are no facts about "
    "them. Answer in JSON, with each fact in the person's own words. Without such a fact the list is empty."
)
_EXAMPLES = (
    (("My sister is called Ada.", "Write a poem for her."), ((1, "My sister is called Ada"),)),
    (("Make it shorter.", "The capital of France is Paris."), ()),
    (
        ("Ich wohne in Graz und arbeite in einer Bibliothek.",),
        ((1, "Ich wohne in Graz"), (1, "Ich arbeite in einer Bibliothek")),
    ),
    (("Tell me something about whales.",), ()),
)


@dataclass(frozen=True)
class FoundFact:
    text: str
    sentence: str
    """Of the message, as the person wrote it."""


def statements(text: str) -> list[str]:
    """The sentences of a message that could state something of the person: no questions, no code."""
    return list(_statements(text))[:MOST_SENTENCES]


def question(sentences: Sequence[str]) -> tuple[Message, ...]:
    """What the model is asked about the sentences of one message."""
    messages = [Message(Role.SYSTEM, _TASK)]
    for given, facts in _EXAMPLES:
        answer = {"facts": [{"sentence": number, "fact": fact} for number, fact in facts]}
        messages += [
            Message(Role.USER, _numbered(given)),
            Message(Role.ASSISTANT, json.dumps(answer, ensure_ascii=False)),
        ]
    return (*messages, Message(Role.USER, _numbered(sentences)))


def schema(sentences: Sequence[str]) -> str:
    """What the answer must look like, as a JSON schema."""
    fact = {
        "type": "object",
        "properties": {"sentence": {"enum": list(range(1, len(sentences) + 1))}, "fact": {"type": "string"}},
        "required": ["sentence", "fact"],
        "additionalProperties": False,
    }
    facts = {"type": "array", "items": fact, "maxItems": 4}
    return json.dumps(
        {"type": "object", "properties": {"facts": facts}, "required": ["facts"], "additionalProperties": False}
    )


def proposed(answer: str, sentences: Sequence[str], known: Sequence[str], region: str | None = None) -> list[FoundFact]:
    """The facts of an answer that stand in their sentences, hold no secret and are none of those in `known`. What is
    not of the form holds none."""
    found: list[FoundFact] = []
    for number, text in _facts(answer):
        fact = " ".join(text.split()).strip(" .")
        if not 1 <= number <= len(sentences) or not fact:
            continue
        sentence = sentences[number - 1]
        if _speaks_of_self(sentence) and not _speaks_of_self(fact):
            fact = sentence.strip(" .")  # a paraphrase lost whose it is
        seen = (*known, *(one.text for one in found))
        if (
            _stands_in(fact, sentence)
            and not clean_secrets(fact, region).found
            and not any(alike(fact, other) for other in seen)
        ):
            found.append(FoundFact(fact, sentence))
    return found


def _statements(text: str) -> Iterator[str]:
    for match in _SENTENCE.finditer(_CODE.sub("\n", text)):
        sentence = " ".join(match[0].split())
        if _SHORTEST <= len(sentence) <= _LONGEST and not sentence.endswith(_QUESTION) and _may_be_own(sentence):
            yield sentence


def _may_be_own(sentence: str) -> bool:
    """Whether it may speak of the person who wrote it."""
    found = list(words(sentence))
    return not _FIRST_PERSON.isdisjoint(found) or sum(word in COMMON for word in found) < _TELLING * len(found)


def _numbered(sentences: Sequence[str]) -> str:
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))


def _facts(answer: str) -> Iterator[tuple[int, str]]:
    try:
        value = json.loads(answer)
        for one in value["facts"]:
            if isinstance(one["sentence"], int) and isinstance(one["fact"], str):
                yield one["sentence"], one["fact"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return


def _stands_in(fact: str, sentence: str) -> bool:
    """Whether most of it does, however its words are turned. A number, name or “my” that is not there is made up."""
    pieces, there = _pieces(fact), _pieces(sentence)
    said = frozenset(_WORD.findall(fold(sentence)))
    named = [fold(word) for word in _WORD.findall(fact)[1:] if word[0].isupper() or word[0].isdigit()]
    return len(pieces & there) >= _GROUNDED * len(pieces) and said.issuperset((*named, *_speaks_of_self(fact)))


def _speaks_of_self(text: str) -> frozenset[str]:
    return _FIRST_PERSON & frozenset(words(text))


def _pieces(text: str) -> frozenset[str]:
    said = " ".join(_WORD.findall(fold(text)))
    plain = f" {said} "
    return frozenset(plain[start : start + 3] for start in range(len(plain) - 2))
