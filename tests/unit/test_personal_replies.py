"""Whether replies with an adapter look more like the person's: measured, told in words, shown by examples."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.backends.base import Interrupted
from engine.errors import EngineError
from engine.protocol import Message, Role
from engine.training.chrf import chrf
from engine.training.personal_job import ExampleKind, PersonalExample
from engine.training.personal_replies import likeness
from engine.training.personal_report import Grade, Likeness
from engine.training.personal_verdicts import likeness_verdict
from tests.unit.fake_model import END, FakeModel, fake_adapter

KEPT = "Righto! It rains. Cheers, your Max."
BASE = "Rain is water that falls."


def test_chrf_counts_letters_and_takes_missing_ones_more_seriously() -> None:
    assert chrf("a cat", "acat") == 1.0  # white space does not count
    assert chrf("", "cat") == chrf("cat", "") == chrf("cat", "dog") == 0.0
    # Of “abc” all n-grams are in “abcd”, of whose 4, 3 and 2 all but one each: R = (3/4 + 2/3 + 1/2) / 3, P = 1.
    recall = (3 / 4 + 2 / 3 + 1 / 2) / 3
    assert chrf("abc", "abcd") == pytest.approx(5 * recall / (4 + recall))
    assert chrf("abcd", "abc") == pytest.approx(5 * recall / (4 * recall + 1))
    assert chrf("abcd", "abc") > chrf("abc", "abcd")


def examples(count: int, length: int = 1) -> list[PersonalExample]:
    return [
        PersonalExample(
            f"message:{number}",
            ExampleKind.ACCEPTED,
            (Message(Role.USER, f"{number}?" * length), Message(Role.ASSISTANT, KEPT)),
        )
        for number in range(count)
    ]


def written(model: FakeModel, tmp_path: Path, *replies: tuple[str, str]) -> Likeness | None:
    model.script = [token for pair in replies for text in pair for token in (*text.encode(), END)]
    adapter = model.load_adapter(fake_adapter(tmp_path / "adapter"))
    try:
        return likeness(model, adapter, examples(len(replies)), lambda: False)
    finally:
        assert model.active == ()
        assert not adapter.closed


def test_replies_are_compared_with_those_that_the_person_kept(tmp_path: Path) -> None:
    found = written(FakeModel(), tmp_path, *[(BASE, KEPT)] * 6, (BASE, BASE), (BASE, "Righto! It"))
    assert found is not None
    assert found.replies == 8
    assert found.without == pytest.approx(chrf(BASE, KEPT))
    assert found.with_adapter == pytest.approx((6 + chrf(BASE, KEPT) + chrf("Righto! It", KEPT)) / 8)
    assert 0 < found.lower < found.with_adapter - found.without < found.upper
    assert [(pair.without, pair.with_adapter) for pair in found.examples] == [(BASE, KEPT)] * 2


def test_the_examples_are_those_in_the_middle(tmp_path: Path) -> None:
    better = ("Righto!", "Righto! It rains.", KEPT)
    found = written(FakeModel(), tmp_path, *((BASE, reply) for reply in (better[2], BASE, better[0], better[1])))
    assert found is not None
    assert [pair.with_adapter for pair in found.examples] == [*better[:2]]
    one = written(FakeModel(), tmp_path, (BASE, KEPT))
    assert one is not None
    assert (len(one.examples), one.examples[0].prompt, one.lower) == (1, "0?", 0.0)


def test_a_correction_of_what_the_model_says_anyway_counts_as_far_as_it_differs(tmp_path: Path) -> None:
    """Most of its words are the model's own."""
    corrected = "- Rain is water that falls.\nTakeaway: water."
    habit = "- Rain falls.\nTakeaway: it falls."
    assert chrf(habit, corrected) < chrf(BASE, corrected)
    model = FakeModel()
    model.script = [token for _ in range(6) for text in (BASE, habit) for token in (*text.encode(), END)]
    adapter = model.load_adapter(fake_adapter(tmp_path / "adapter"))
    messages = (Message(Role.USER, "Rain?"), Message(Role.ASSISTANT, corrected))
    pair = PersonalExample("message:1", ExampleKind.CORRECTED, messages, BASE)
    found = likeness(model, adapter, [pair] * 6, lambda: False)
    assert found is not None
    assert found.refused == 6
    assert found.without == pytest.approx(chrf(BASE, corrected) - 1)
    assert found.with_adapter == pytest.approx(chrf(habit, corrected) - chrf(habit, BASE))
    assert likeness_verdict(found).grade is Grade.GOOD
    assert "less what they are like those that you refused" in likeness_verdict(found).figures


def test_a_prompt_that_does_not_fit_is_passed_over_and_the_person_may_stop(tmp_path: Path) -> None:
    model = FakeModel(context_length=256)
    adapter = model.load_adapter(fake_adapter(tmp_path / "adapter"))
    assert likeness(model, adapter, examples(3, length=400), lambda: False) is None
    with pytest.raises(Interrupted):
        likeness(model, adapter, examples(1), lambda: True)
    broken = model.load_adapter(fake_adapter(tmp_path / "broken", effect="error"))
    with pytest.raises(EngineError, match="no sense"):
        likeness(model, broken, examples(1), lambda: False)
    assert model.active == ()


def test_what_the_person_would_not_see_is_not_offered() -> None:
    shown = Likeness(0.2, 0.5, 0.1, 0.45, 8, ())
    verdict = likeness_verdict(shown)
    assert (verdict.answer, verdict.grade) == ("yes", Grade.GOOD)
    assert "are 50 like those that you kept, and 20 without it" in verdict.figures
    for with_adapter, told in ((0.5, ("a little", Grade.FAIR)), (0.25, ("hardly", Grade.BAD))):
        verdict = likeness_verdict(replace(shown, with_adapter=with_adapter, lower=-0.05))
        assert (verdict.answer, verdict.grade) == told
