"""Which adapter fits a message: right often enough, silent when in doubt, in any script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.adapter_choice import Limits, best_limits, by_pieces, cases, entries, quality, small_shelves, verdicts
from models.adapters.choice import LEAST_MARGIN, LEAST_SCORE, MOST_CHARACTERS, AdapterChooser, word_pieces
from models.adapters.entry import AdapterEntry
from models.adapters.everyday import EVERYDAY

ENGLISH = ("Recipes", "Turns what is in the kitchen into recipes with ingredients and steps.")
OTHERS = {
    "ru": (
        "Письма",
        "Пишет деловые письма: заявления, жалобы, ответы клиентам.",
        "Напиши деловое письмо: жалоба в управляющую компанию",
    ),
    "ar": ("وصفات", "يكتب وصفات الطبخ خطوة بخطوة مع المقادير.", "أريد وصفة الطبخ للعدس مع المقادير"),
    "hi": ("कविता", "बच्चों के लिए छोटी कविताएँ लिखता है।", "बारिश पर एक छोटी कविता लिखो"),
    "th": ("สูตรอาหาร", "เขียนสูตรอาหารไทยทีละขั้นตอน", "ขอสูตรอาหารไทยง่ายๆ"),
    "zh": ("诗词", "写五言绝句和七言律诗。", "以春天为题写一首七言律诗"),
    "ko": ("이메일", "정중한 업무 이메일을 씁니다.", "거래처에 보낼 정중한 이메일을 써 줘"),
    "el": ("Συνταγές", "Γράφει συνταγές μαγειρικής βήμα βήμα.", "Δώσε μου μια συνταγή για φασολάδα"),
}


def entry(name: str, description: str, **fields: object) -> AdapterEntry:
    return replace(AdapterEntry(name, name, Path(), description=description), **fields)


def test_proposals_are_right_and_the_limits_are_the_measured_ones() -> None:
    known, unseen = cases()
    method = by_pieces(word_pieces, EVERYDAY)
    shelves = [entries()], small_shelves()
    limits = best_limits([verdicts(method, some, known) for some in shelves])
    assert limits == Limits(LEAST_SCORE, LEAST_MARGIN)
    for some in shelves:
        found = quality(verdicts(method, some, unseen), limits)
        assert found.precision >= 0.95
        assert found.recall >= 0.8


@pytest.mark.parametrize("language", OTHERS)
def test_every_script_is_read(language: str) -> None:
    name, _, message = OTHERS[language]
    shelf = [entry(*ENGLISH), *(entry(*other[:2]) for other in OTHERS.values())]
    proposal = AdapterChooser(shelf).propose(message)
    assert proposal is not None
    assert (proposal.key, proposal.name) == (name, name)
    assert LEAST_SCORE <= proposal.score <= 1
    assert AdapterChooser([one for one in shelf if one.name != name]).propose(message) is None


def test_nothing_is_proposed_without_a_reason() -> None:
    recipes = entry(*ENGLISH)
    twin = entry("Cooking", ENGLISH[1])
    message = "What recipe can I cook with these ingredients?"
    assert AdapterChooser([recipes]).propose(message) is not None
    assert AdapterChooser([]).propose(message) is None
    for silent in (entry("Recipes", ""), replace(recipes, problem="damaged")):
        assert AdapterChooser([silent]).propose(message) is None
    # Two that fit alike: none is clearly the one.
    assert len(AdapterChooser([recipes, twin]).ranked(message)) == 2
    assert AdapterChooser([replace(recipes, name="Kitchen"), twin]).propose(message) is None
    for nothing in ("", " \n", "?!…", "\ud800", "\x00", "🙂🙂", "zzz", "Can you help me with this, please?"):
        assert AdapterChooser([recipes]).propose(nothing) is None


def test_examples_count_and_so_does_the_beginning_of_a_message() -> None:
    plain = entry("Style", "Loud.")
    taught = replace(plain, examples=("Write a commit message for this diff",))
    message = "A commit message for the diff, please"
    assert AdapterChooser([plain]).propose(message) is None
    assert AdapterChooser([taught]).propose(message) is not None
    pasted = message + "\n" + "x" * 100_000
    assert AdapterChooser([taught]).ranked(pasted) == AdapterChooser([taught]).ranked(pasted[:MOST_CHARACTERS])


def test_an_exact_copy_scores_one() -> None:
    taught = entry("Style", "Write a commit message for this diff")
    [proposal] = AdapterChooser([taught]).ranked("Style\nWrite a commit message for this diff")
    assert proposal.score == pytest.approx(1)
