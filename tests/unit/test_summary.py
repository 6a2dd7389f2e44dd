"""Which turns are summarised, when the summary holds, and what is made of a model's answer."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from app import summary
from app.store.records import Attachment, AttachmentKind, StoredMessage, Summary
from engine.protocol import Role


def path(lengths: Sequence[int], first: int = 1) -> list[StoredMessage]:
    """Messages of the person and replies by turns, of so many characters."""
    roles = (Role.USER, Role.ASSISTANT)
    return [
        StoredMessage(number, 1, number - 1 or None, roles[(number - first) % 2], "x" * length)
        for number, length in enumerate(lengths, first)
    ]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=40), st.integers(0, 10), st.integers(200, 2000))
def test_whole_turns_are_taken_as_many_as_can_be_read_and_the_last_is_kept(
    lengths: list[int], turn: int, context: int
) -> None:
    messages = path(lengths)
    start = min(2 * turn, len(messages) // 2 * 2)
    end = summary.next_end(messages, start, context, 0.5)
    if end == start:
        assert len(messages) - start <= 2  # nothing but the last turn
        return
    assert start < end < len(messages)
    assert messages[end].role is Role.USER
    taken = sum(lengths[start:end]) / 2
    assert taken <= summary.FULL * context or end == start + 2  # one turn at least
    before = end + 2 if end + 2 < len(messages) else None
    if before is not None and sum(lengths[start:before]) / 2 <= summary.FULL * context:
        assert sum(lengths[end:]) / 2 <= summary.KEPT * context  # it went as far as was wanted


def test_a_summary_holds_for_the_branches_that_have_all_its_messages() -> None:
    messages = path([10] * 8)
    one = Summary(4, summary.covered(messages[:4]), "one")
    two = Summary(6, summary.covered(messages[:6]), "two")
    known = {4: one, 6: two}
    found = summary.standing(messages, known)
    assert found == summary.Standing(two, 6)
    other = [*messages[:4], *path([10] * 3, first=9)]
    assert summary.standing(other, known) == summary.Standing(one, 4)
    edited = [*path([10], first=20), *messages[1:]]  # the first message was written anew
    assert summary.standing(edited, known) is None
    assert summary.standing([*messages[:1], *messages[2:]], known) is None  # one was deleted
    assert summary.standing([], known) is None


def test_what_is_too_long_to_be_read_loses_its_middle() -> None:
    long = StoredMessage(
        1, 1, None, Role.USER, "and the end", attachments=(Attachment("a.txt", AttachmentKind.TEXT, "y" * 5000),)
    )
    short = path([50])[0]
    cut, kept = summary.readable([long, short], 400)
    assert kept == short
    assert summary.length(cut) <= 400
    assert cut.content.startswith("[File: a.txt]")
    assert "[…]" in cut.content
    assert cut.content.endswith("and the end")


def test_an_answer_becomes_a_summary() -> None:
    assert summary.cleaned("  We spoke of bread. \n", was_cut=False) == "We spoke of bread."
    assert summary.cleaned("We spoke of bread. Then of the ov", was_cut=True) == "We spoke of bread."
    assert summary.cleaned("no end at all", was_cut=True) == "no end at all"
    assert summary.cleaned("<think>\nWhat was it?\n</think>\n\nBread.", was_cut=False) == "Bread."


def test_it_is_told_after_the_system_message() -> None:
    told = summary.with_summary("Be brief.", "Bread.")
    assert told.startswith("Be brief.\n\nSummary of the conversation so far.")
    assert told.endswith("\nBread.")
    assert summary.with_summary(" ", "Bread.").startswith("Summary")
