"""Long texts cut into passages, ranked for a message, and as many of them kept as there is room for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.attachments.choosing import Fitting, RankedFiles
from app.attachments.passages import GAP, MOST, Kept, cut, excerpt, kept_of
from app.attachments.ranking import by_likeness, by_words, fused
from app.attachments.telling import told_file
from app.store.records import Attachment, AttachmentKind
from engine.errors import EngineError
from engine.retrieval import words

SENTENCE = "The river runs along the mill and the old town wall. "
PARAGRAPH = SENTENCE * 8  # 88 words


def texts(text: str) -> list[str]:
    return [text[one.start : one.end] for one in cut(text)]


def file(text: str, name: str = "a.md", note: str = "") -> Attachment:
    return Attachment(name, AttachmentKind.MARKDOWN, text, note=note)


def without_space(text: str) -> str:
    return "".join(text.split())


def test_passages_end_between_paragraphs_and_hold_up_to_200_words() -> None:
    found = texts("\n\n".join([PARAGRAPH.strip()] * 9))
    assert [len(list(words(one))) for one in found] == [176, 176, 176, 176, 88]
    assert all(one.startswith("The river") and one.endswith("wall.") for one in found)


def test_a_long_paragraph_ends_between_sentences() -> None:
    found = texts(PARAGRAPH * 5)
    assert len(found) == 3
    assert all(one.endswith("wall.") for one in found[:-1])
    assert without_space("".join(found)) == without_space(PARAGRAPH * 5)


@pytest.mark.parametrize("heading", ["## The baker", "The baker", "第三章"])
def test_a_heading_stays_with_what_follows_it(heading: str) -> None:
    found = texts(f"{PARAGRAPH}\n\n{heading}\n\n{PARAGRAPH * 2}")
    assert found[1].startswith(heading)
    assert all(heading not in one for one in found[:1])


def test_a_table_of_contents_is_text_of_its_own() -> None:
    found = texts("\n\n".join(f"Chapter {number}" for number in range(300)))
    assert len(found) > 2
    assert all(len(list(words(one))) <= MOST for one in found)


@pytest.mark.parametrize(
    "text",
    ["漢字" * 3000, "ภาษาไทย" * 1500, "كلمة " * 2000, "e\u0301" * 5000, "x" * 30_000, "a. " * 9000, "# a\n" * 5000],
)
def test_every_script_and_odd_texts_are_cut_small_and_nothing_is_lost(text: str) -> None:
    found = texts(text)
    assert without_space("".join(found)) == without_space(text)
    assert all(len(one) <= 10 * MOST + 10 for one in found)
    assert not any(one.startswith("\u0301") for one in found)


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ab .\n#!漢e\u0301\ud800\u200f", max_size=4000))
def test_whatever_a_file_holds_its_passages_follow_each_other(text: str) -> None:
    found = cut(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert without_space("".join(text[one.start : one.end] for one in found)) == without_space(text)


def test_the_longest_files_are_cut_to_their_end() -> None:
    """What grew with the square of the length would run into the time limit."""
    for text in (" " * 4_000_000, "\n" * 4_000_000, "x" * 4_000_000, ("#" * 7 + " a\n") * 400_000):
        assert sum(one.end - one.start for one in cut(text)) <= len(text)


def test_an_excerpt_keeps_the_order_marks_what_is_missing_and_says_how_much_it_is() -> None:
    text = "\n\n".join(f"{number}. {PARAGRAPH * 2}".strip() for number in range(6))
    passages = cut(text)
    whole = file(text, note="1 page has no text that can be read; pictures of text, maybe.")
    some = excerpt(whole, passages, [4, 1, 2])
    head, *parts = some.text.split("\n\n")
    assert head.startswith("[3 of 6 passages of this file")
    assert [part[:2] for part in parts] == [GAP[:2], "1.", "2.", GAP[:2], "4.", GAP[:2]]
    assert told_file(some).startswith("[File: a.md]\n[3 of 6 passages")
    assert (kept_of(some), kept_of(whole)) == (Kept(3, 6), None)
    assert some.note.splitlines()[1] == whole.note
    assert not excerpt(whole, passages, [0]).text.split("\n\n")[1].startswith(GAP)


def test_words_that_few_passages_have_count_most_and_common_ones_do_not() -> None:
    passages = ["the mill and the river", "a mill is a mill", "who is it", "the telescope of the mill"]
    assert by_words(passages, "Who has the telescope of the mill?") == [3, 1, 0]
    assert by_words(passages, "What is it?") == []
    assert by_words([], "mill") == []


def test_short_passages_come_before_long_ones_with_the_same_words() -> None:
    assert by_words([f"mill {'water ' * 200}", "mill water"], "mill") == [1, 0]


def test_ranks_are_fused_by_their_reciprocals() -> None:
    assert by_likeness([0.1, 0.9, 0.5]) == [1, 2, 0]
    assert fused([0, 1, 2], [2, 1]) == [2, 1, 0]  # 1/63 + 1/61 > 1/62 + 1/62 > 1/61
    assert fused([], [3, 1]) == [3, 1]
    assert fused() == []


def test_the_best_that_have_room_are_kept_and_short_files_stay_whole() -> None:
    long = "\n\n".join(f"{name} {PARAGRAPH * 2}".strip() for name in ("alpha", "beta", "gamma", "delta", "epsilon"))
    short = file("A short note.", "short.md")
    ranked = RankedFiles((file(long), short), "delta beta", None)
    one, kept = ranked.within(1500).files
    assert kept is short
    assert kept_of(one) == Kept(1, 5)
    assert "delta" in one.text or "beta" in one.text
    two = ranked.within(2500).files[0]
    assert kept_of(two) == Kept(2, 5)
    assert two.text.index("beta") < two.text.index("delta")
    everything = ranked.within(4000)
    assert everything.is_all
    assert kept_of(everything.files[0]) == Kept(2, 5)  # the others share no word with the message
    assert ranked.within(1e9).files == (file(long), short)


def test_meaning_ranks_what_shares_no_word() -> None:
    long = "\n\n".join(f"{name} {PARAGRAPH * 2}".strip() for name in ("alpha", "beta", "gamma", "delta"))
    liked = RankedFiles((file(long),), "nothing of it", lambda _, found: [one.startswith("gamma") for one in found])
    assert "gamma" in liked.within(0).files[0].text
    with pytest.raises(EngineError, match="No passage shares a word"):
        RankedFiles((file(long),), "nothing of it", None)


def test_each_of_several_long_files_keeps_at_least_one_passage() -> None:
    files = [file("\n\n".join(f"{name}{n} {PARAGRAPH * 2}" for n in range(5)), f"{name}.md") for name in "abc"]
    kept = RankedFiles(files, "b3", None).within(2000).files
    assert [kept_of(one) for one in kept] == [Kept(1, 5)] * 3
    assert "b3" in kept[1].text


def test_a_choice_is_counted_until_it_fits() -> None:
    long = "\n\n".join(f"mill{number % 7} {PARAGRAPH * 2}".strip() for number in range(60))
    ranked = RankedFiles((file(long),), " ".join(f"mill{number}" for number in range(7)), None)
    fitting = Fitting(ranked, room=1000, characters=10_000)
    counts = 0
    while not fitting.note(len(fitting.choice.files[0].text) // 2):
        counts += 1
    assert counts <= 3
    assert 800 <= len(fitting.choice.files[0].text) // 2 <= 1000


def test_a_room_that_nothing_fits_into_ends_all_the_same() -> None:
    ranked = RankedFiles((file("\n\n".join([f"mill {PARAGRAPH * 2}"] * 9)),), "mill", None)
    fitting = Fitting(ranked, room=10, characters=5000)
    while not fitting.note(500):
        pass
    assert kept_of(fitting.choice.files[0]) == Kept(1, 9)
