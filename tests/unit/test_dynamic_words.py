"""Prices and spans of dynamic tokenization in words."""

from __future__ import annotations

import pytest

from app.dynamic import DynamicState
from app.ui import dynamic_words
from engine.protocol import DynamicPrice, DynamicTokenization, TokenSpan

STRONG = DynamicTokenization.STRONG


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.214, "21 %"), (0.098, "9.8 %"), (0.1, "10 %"), (0.05, "5 %"), (0.0, "0 %"), (-0.004, "-0.4 %")],
)
def test_small_shares_keep_a_decimal(share: float, words: str) -> None:
    assert dynamic_words.percent(share) == words


def test_a_price_is_a_sentence() -> None:
    dear = DynamicPrice(STRONG, 0.21, 0.009, 0.013, 0.8)
    assert dynamic_words.price(dear) == "21 % fewer positions, first word in 0.8 of the time, 0.9 % worse (1.3 %)"
    cheap = DynamicPrice(STRONG, 0.21, -0.001, 0.002, 1.25)
    assert dynamic_words.price(cheap) == "21 % fewer positions, first word in 1.25 of the time, no worse (0.2 %)"


def test_nothing_is_said_of_what_was_not_measured() -> None:
    assert dynamic_words.choice(DynamicState(has_model=True), STRONG) == ""
    assert dynamic_words.choice(DynamicState(has_model=True), DynamicTokenization.OFF)


@pytest.mark.parametrize(
    ("span", "spoken"),
    [
        (TokenSpan((1,), (" end",)), "Position 7: space end"),
        (TokenSpan((1, 2), ("un", "der")), "Position 7, 2 tokens: under; from un, der"),
        (TokenSpan((1, 2), ("\u732b", "")), "Position 7, 2 tokens: \u732b; from \u732b, part of a character"),
        (TokenSpan((1,), ("\n",)), "Position 7: line break"),
        (TokenSpan((1,), ("",)), "Position 7: part of a character"),
    ],
)
def test_a_screen_reader_hears_what_cannot_be_seen(span: TokenSpan, spoken: str) -> None:
    assert dynamic_words.spoken_span(7, span) == spoken
