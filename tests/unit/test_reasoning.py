"""What a model reasons is told from what it answers, however the text arrives."""

from __future__ import annotations

import random

import pytest

from app.reasoning import ReasoningSplitter, answer_of


def split(text: str, size: int = 0) -> tuple[str, str]:
    """(what was reasoned, what was answered), the text arriving in pieces of `size` characters."""
    splitter = ReasoningSplitter()
    pieces = [text[at : at + size] for at in range(0, len(text), size)] if size else [text]
    parts = [part for piece in pieces for part in splitter.feed(piece)] + splitter.finish()
    reasoned, answered = "", ""
    for part in parts:
        if part.back_to_start:
            reasoned, answered = reasoned + answered, ""
        if part.reasoning:
            reasoned += part.text
        else:
            answered += part.text
    return reasoned, answered


CASES = [
    ("<think>\nIt is two.\n</think>\n\nTwo.", "\nIt is two.\n", "\n\nTwo."),
    ("<thinking>a</thinking>b", "a", "b"),
    ("It is two.\n</think>\n\nTwo.", "It is two.\n", "\n\nTwo."),
    ("<think>never ends", "never ends", ""),
    ("<think>\n\n</think>\n\nTwo.", "\n\n", "\n\nTwo."),
    ("Plain < text </ with <thin edges", "", "Plain < text </ with <thin edges"),
    ("Write `<think>` and `</think>`.", "", "Write `<think>` and `</think>`."),
    ("A tag </think> within a line", "", "A tag </think> within a line"),
    ("The tag <think> within a line", "", "The tag <think> within a line"),
    ("```\n<think>\n</think>\n```\nx", "", "```\n<think>\n</think>\n```\nx"),
    ("<think>```\na </think> b\n```\n</think>x", "```\na </think> b\n```\n", "x"),
    ("<think>```\nleft open\n</think>\nx", "```\nleft open\n", "\nx"),
    ("<think>the `</think>` tag</think>x", "the `</think>` tag", "x"),
    ("<think>a</think>b\n<think>c</think>d", "ac", "b\nd"),
    ("<think>a</think>b</think>c", "a", "b</think>c"),
    ("<think>" + "a" * 5000 + "</think>b", "a" * 5000, "b"),
]


@pytest.mark.parametrize(("text", "reasoned", "answered"), CASES)
def test_reasoning_is_told_from_the_answer(text: str, reasoned: str, answered: str) -> None:
    for size in (0, 1, 2, 3, 7):
        assert split(text, size) == (reasoned, answered)
    assert answer_of(text) == answered.strip("\n")


def test_nothing_of_a_text_is_lost_however_it_is_cut() -> None:
    chance = random.Random(7)
    for _ in range(300):
        text = "".join(chance.choice(["<think>", "</think>", "\n", "```", "`", "a ", "</", "<"]) for _ in range(30))
        results = {split(text, size) for size in (0, 1, 2, 5, 11)}
        assert len(results) == 1
        (parts,) = results
        assert len("".join(parts)) == len(text) - 7 * _tags(text, parts, "<think>") - 8 * _tags(text, parts, "</think>")


def _tags(text: str, parts: tuple[str, str], tag: str) -> int:
    return text.count(tag) - sum(part.count(tag) for part in parts)
