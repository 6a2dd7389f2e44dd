"""Whole characters and no stop sequence, however the bytes are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text import TextStream

TEXT = "Zoë 🧶👩‍👩‍👧 नमस्ते e\u0301 مرحبا"


@given(st.lists(st.integers(1, 5), max_size=40))
def test_any_cut_gives_the_same_text_and_never_half_a_character(lengths: list[int]) -> None:
    data = TEXT.encode()
    stream = TextStream()
    pieces: list[str] = []
    for length in [*lengths, len(data)]:
        pieces.append(stream.feed(data[:length]))
        data = data[length:]
    pieces.append(stream.finish())
    assert "".join(pieces) == TEXT
    assert "\ufffd" not in "".join(pieces)


def test_broken_bytes_are_shown_as_such() -> None:
    stream = TextStream()
    assert stream.feed(b"a\xff\xc3") + stream.finish() == "a\ufffd\ufffd"


@given(st.text(alphabet="abS", max_size=30), st.integers(1, 4))
def test_the_text_ends_before_the_first_stop_sequence(text: str, step: int) -> None:
    stops = ("SSa", "bS", "abab")
    stream = TextStream(stops)
    shown = ""
    for start in range(0, len(text), step):
        shown += stream.feed(text[start : start + step].encode())
        # What is shown can never be taken back.
        assert text.startswith(shown)
        if stream.stopped:
            break
    shown += stream.finish()
    first = min((text.find(stop) for stop in stops if stop in text), default=len(text))
    assert shown == text[:first]
    assert stream.stopped == any(stop in text for stop in stops)


@pytest.mark.parametrize("stop", [(), ("",)])
def test_no_stop_sequence_holds_nothing_back(stop: tuple[str, ...]) -> None:
    assert TextStream(stop).feed(b"abc") == "abc"
