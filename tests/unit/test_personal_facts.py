"""Facts in a person's messages: which sentences are asked about, and which answers are believed."""

from __future__ import annotations

import json

import pytest

from app.personal.facts import MOST_SENTENCES, proposed, question, schema, statements
from engine.protocol import Role


def answer(*facts: tuple[int, str]) -> str:
    return json.dumps({"facts": [{"sentence": number, "fact": fact} for number, fact in facts]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My sister is called Ada. Who is she?", ["My sister is called Ada."]),
        ("I live in Graz!  I work\nin an office", ["I live in Graz!"]),
        ("我住在维也纳的一家图书馆旁边。你呢？", ["我住在维也纳的一家图书馆旁边。"]),
        ("I see:\n```\nname = 'my own code here'\n```\nI wrote it myself.", ["I wrote it myself."]),
        ("The river rises in the hills to the north. He is at home.", []),
        ("Mieszkam w Krakowie i mam dwa psy.", ["Mieszkam w Krakowie i mam dwa psy."]),
        ("Hm. " + "x" * 300, []),
    ],
)
def test_statements_are_sentences_without_questions_and_code(text: str, found: list[str]) -> None:
    assert statements(text) == found


def test_only_the_start_of_a_long_message_is_asked_about() -> None:
    assert len(statements("This is a sentence of mine. " * 40)) == MOST_SENTENCES


def test_the_model_is_asked_in_turns_and_held_to_the_numbers() -> None:
    sentences = statements("I live in Graz. I like rye bread.")
    messages = question(sentences)
    assert messages[0].role is Role.SYSTEM
    assert messages[-1].content == "1. I live in Graz.\n2. I like rye bread."
    assert [one.role for one in messages[1:]] == [Role.USER, Role.ASSISTANT] * 4 + [Role.USER]
    items = json.loads(schema(sentences))["properties"]["facts"]["items"]
    assert items["properties"]["sentence"] == {"enum": [1, 2]}


@pytest.mark.parametrize(
    "made_up",
    [
        (1, "I have a house by the river in Vienna"),
        (1, "I live in Graz with my husband and 3 cats"),
        (2, "I live in Graz"),
        (3, "I live in Graz"),
        (1, "My live in Graz"),
        (1, "I am a completely different thing"),
        (1, " . "),
        (0, "I live in Graz"),
    ],
)
def test_what_does_not_stand_in_its_sentence_is_not_proposed(made_up: tuple[int, str]) -> None:
    assert proposed(answer(made_up), ["I live in Graz.", "I like rye bread."], ()) == []


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("I work at the library", "I work at the library"),
        ("I work at libraries", "I live in Graz, and I work at the library"),
        ("I live in the library", "I live in Graz, and I work at the library"),
        ("Lives in Graz", "I live in Graz, and I work at the library"),
    ],
)
def test_a_fact_is_in_the_persons_own_words(fact: str, text: str) -> None:
    (found,) = proposed(answer((1, fact)), ["I live in Graz, and I work at the library."], ())
    assert found.text == text


def test_what_is_known_secret_or_said_twice_is_not_proposed() -> None:
    sentences = ["I live in Graz.", "My address is anna@example.org, and I like rye bread."]
    said = answer(
        (1, "Lives in Graz."), (1, "lives in  Graz"), (2, "My address is anna@example.org"), (2, "I like rye bread")
    )
    assert [(one.text, one.sentence) for one in proposed(said, sentences, ())] == [
        ("I live in Graz", sentences[0]),
        ("I like rye bread", sentences[1]),
    ]
    assert [one.text for one in proposed(said, sentences, ["I live in Graz"])] == ["I like rye bread"]


@pytest.mark.parametrize("said", ["", "{", "[]", '{"facts": 3}', '{"facts": [{"fact": "I live in Graz"}]}', "null"])
def test_an_answer_that_is_not_of_the_form_holds_nothing(said: str) -> None:
    assert proposed(said, ["I live in Graz."], ()) == []
