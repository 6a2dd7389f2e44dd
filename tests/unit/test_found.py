"""Where a text stands in another one, in every script, and the excerpts that show it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.found import LENGTH, excerpt, fold, places


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The quick brown fox", "QUICK", ["quick"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("Die Straße, die STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("cafe\u0301 und café", "CAFÉ", ["cafe\u0301", "café"]),
        ("今天天气很好", "天气", ["天气"]),
        ("ｶﾀｶﾅ と カタカナ", "カタカナ", ["ｶﾀｶﾅ", "カタカナ"]),
        ("eﬃcient", "ff", ["ﬃ"]),
        ("👨‍👩‍👧 family 👨‍👩‍👧", "family", ["family"]),
        ("السلام عليكم", "عليكم", ["عليكم"]),
        ("one", "two", []),
        ("one", "  ", []),
        ("", "one", []),
    ],
)
def test_places_are_whole_characters_of_the_text_as_it_is(text: str, wanted: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, wanted)] == found


@given(st.text(max_size=30), st.text(max_size=4))
def test_places_are_in_order_and_inside(text: str, wanted: str) -> None:
    found = places(text, wanted)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert [start for start, _ in found] == sorted(start for start, _ in found)
    assert bool(found) == bool(fold(wanted.strip()) and fold(wanted.strip()) in fold(text))


def test_an_excerpt_is_one_line_around_the_first_place() -> None:
    text = "An opening\nthat goes on. " * 40 + "Here is the\n\n needle, and more of it. " + "x " * 500
    found = excerpt(text, "NEEDLE")
    assert "\n" not in found.text
    assert found.text.startswith("\u2026")
    assert [found.text[start:end] for start, end in found.places] == ["needle"]
    assert found.places[0][0] < 45
    assert len(found.text) <= LENGTH + 1
    assert excerpt("short", "nothing").text == "short"
    assert excerpt("needle " + "x" * 1000, "needle").places == ((0, 6),)


def test_an_excerpt_leaves_out_marks_that_are_not_rendered_unless_they_are_looked_for() -> None:
    text = "## Oceans\nThe **largest ocean** is `pacific`; 2 * 3 is 6."
    found = excerpt(text, "largest")
    assert found.text == "Oceans The largest ocean is pacific; 2 * 3 is 6."
    assert [found.text[start:end] for start, end in found.places] == ["largest"]
    assert "**largest" in excerpt(text, "**larg").text
