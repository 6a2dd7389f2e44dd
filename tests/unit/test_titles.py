"""Titles that a model gives: cleaned, or refused."""

from __future__ import annotations

import json

import pytest

from app.titles import LONGEST_TITLE, answered_title, title_question, title_schema
from engine.protocol import Role

MESSAGE = "How do I make my sourdough bread less wet? 海の日 وكيف الخبز"


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Sourdough bread too wet", "Sourdough bread too wet"),
        ('  "Title:  Less wet\n sourdough." ', "Less wet sourdough"),
        ("**Sourdough bread**", "Sourdough bread"),
        ("Titel: «Sourdough»", "Sourdough"),
        ("海の日", "海の日"),
        ("الخبز", "الخبز"),
        ("", ""),
        ("…", ""),
        ("Sure! Sourdough bread", ""),
        ("Here is a title: sourdough", ""),
        ("Elephants in the zoo", ""),
        ("Lettre d'annulation", ""),
        ("sourdough " * 20, ""),
    ],
)
def test_a_title_is_cleaned_or_refused(title: str, kept: str) -> None:
    assert answered_title(json.dumps({"title": title}), MESSAGE) == kept


@pytest.mark.parametrize("answer", ["", "Sourdough", "[]", '{"title": 3}', '{"name": "Sourdough"}', "[" * 100_000])
def test_what_is_no_answer_gives_no_title(answer: str) -> None:
    assert answered_title(answer, MESSAGE) == ""


def test_the_question_is_bounded() -> None:
    asked = title_question("a" * 100_000)
    assert sum(len(message.content) for message in asked) < 2000
    assert asked[-1].role is Role.USER
    assert json.loads(title_schema())["properties"]["title"]["maxLength"] == LONGEST_TITLE
