"""Facts about the person in what they wrote: a model proposes them, in a form that the engine holds it to.

What is proposed is in the words of the sentence that it comes from: a small model makes up what it does not find.
Whether it is a fact, the person says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.personal.duplicates import alike
from app.personal.secrets import clean_secrets
from engine.protocol import Message, Role
from engine.retrieval import COMMON, words

MOST_SENTENCES = 12
"""Of one message, from its start: what is longer was mostly not written for a chat."""
MOST_TOKENS = 240
"""Of the answer."""

_SHORTEST, _LONGEST = 8, 240
"""Characters of a sentence that can state a fact."""
_GROUNDED = 0.6
"""Share of a fact's pieces of three letters that must stand in its sentence, if only with its words turned."""

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
    """The facts of an answer, in the words of their sentences, that hold no secret and are none of those in `known`.
    What is not of the form holds none."""
    found: list[FoundFact] = []
    for number, text in _facts(answer):
        if not 1 <= number <= len(sentences):
            continue
        sentence = sentences[number - 1]
        fact = _in_own_words(" ".join(text.split()).strip(" ."), sentence)
        seen = (*known, *(one.text for one in found))
        if fact and not clean_secrets(fact, region).found and not any(alike(fact, other) for other in seen):
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


def _in_own_words(fact: str, sentence: str) -> str:
    """The fact where its words stand together in the sentence, after a word for the person. Else the sentence, where
    the fact only turned its words; empty where it says something else."""
    claimed, said, pieces = list(words(fact)), list(words(sentence)), _pieces(fact)
    own = _FIRST_PERSON & frozenset(claimed)
    if not pieces or not own.issubset(said) or len(pieces & _pieces(sentence)) < _GROUNDED * len(pieces):
        return ""
    rest = claimed[1:] if claimed[0] in own else claimed
    together = any(said[start : start + len(rest)] == rest for start in range(len(said)))
    if together and bool(own) is not _FIRST_PERSON.isdisjoint(said):
        return fact
    return sentence.strip(" .")


def _pieces(text: str) -> frozenset[str]:
    plain = f" {' '.join(words(text))} "
    return frozenset(plain[start : start + 3] for start in range(len(plain) - 2))
