"""Facts are found by the words that they share with a message."""

from __future__ import annotations

import re

import pytest

from engine.retrieval import FactIndex, words

FACTS = (
    "My daughter's name is Ida.",
    "My dog is called Brösel.",
    "My name is Jana and I live in Graz.",
    "I work as a nurse in the hospital of Graz.",
    "I do not eat nuts.",
)


def relevant(facts, text, most):
    return FactIndex(facts).relevant(text, most)


def test_the_fact_with_the_rarest_shared_words_comes_first():
    assert relevant(FACTS, "Where is the hospital in Graz?", 2) == [FACTS[3], FACTS[2]]
    assert relevant(FACTS, "was frisst BRÖSEL?", 3) == [FACTS[1]]
    assert relevant(FACTS, "What is the capital of that country, and how is it in a year?", 3) == []
    assert relevant(FACTS, "Wie ist das, und was hat der Name des Hundes zu sagen?", 3) == [FACTS[0], FACTS[2]]
    assert relevant(FACTS, "nuts?", 0) == []
    assert relevant((), "anything", 3) == []
    assert relevant(FACTS[:1], "my daughter's day", 3) == [FACTS[0]]


@pytest.mark.parametrize(
    ("facts", "text", "found"),
    [
        (("我住在北京。", "我喜欢喝茶。", "他是医生。"), "北京的天气怎么样?", 0),
        (("ฉันอยู่กรุงเทพ", "ฉันชอบชา", "เขาเป็นหมอ"), "กรุงเทพอากาศเป็นอย่างไร", 0),
        (("أعيش في القاهرة", "أحب الشاي", "هو طبيب"), "كيف الطقس في القاهرة؟", 0),
        (("मैं दिल्ली में रहता हूँ", "मुझे चाय पसंद है", "वह डॉक्टर है"), "दिल्ली का मौसम?", 0),
        (("I like cafe\u0301s", "I like tea", "He is a doctor"), "CAFÉS nearby", 0),
    ],
)
def test_any_script(facts, text, found):
    assert relevant(facts, text, 1) == [facts[found]]


@pytest.mark.parametrize(
    "text", ["Straße, it's 3pm – naïve café_au_lait; x²", "Ἀθῆναι και Ύδρα", "Съешь же ещё", "Հայաստան, 5", "", "  \n"]
)
def test_words_of_spaced_scripts_are_the_same_when_looked_at_letter_by_letter(text, monkeypatch):
    quick = list(words(text))
    monkeypatch.setattr("engine.retrieval._SPACED", re.compile("(?!)"))
    assert list(words(text)) == quick


def test_words_are_runs_of_letters_and_digits():
    assert list(words("Straße, it's 3pm—東京 Tower!")) == ["strasse", "it", "s", "3pm", "東京", "tower"]
