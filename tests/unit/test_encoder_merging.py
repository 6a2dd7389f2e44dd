"""Merges of a batch: checked against a rescan of the whole batch before each merge."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.encoder.merging import Word, joined, merge_words
from engine.states import Span

words = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=8).map(tuple), max_size=12)


def rescanned(batch: list[Word], merges: int) -> dict[Word, tuple[Span, ...]]:
    spans: dict[Word, tuple[Span, ...]] = {word: tuple((token,) for token in word) for word in batch}
    for _ in range(merges):
        pairs = Counter(pair for word in batch for pair in pairwise(spans[word]))
        if not pairs:
            break
        chosen = min(pairs, key=lambda pair: (-pairs[pair], pair))
        spans = {word: joined(parts, chosen) for word, parts in spans.items()}
    return spans


@given(words, st.integers(0, 20))
def test_the_most_frequent_pair_of_the_batch_is_merged_everywhere(batch: list[Word], merges: int) -> None:
    assert dict(merge_words(batch, merges)) == rescanned(batch, merges)


@given(words, st.integers(0, 40))
def test_the_tokens_of_a_word_stay_what_they_are(batch: list[Word], merges: int) -> None:
    for word, spans in merge_words(batch, merges).items():
        assert tuple(token for span in spans for token in span) == word


def test_without_merges_each_token_is_a_span() -> None:
    assert merge_words([(7, 8, 9)], 0) == {(7, 8, 9): ((7,), (8,), (9,))}


def test_a_merge_touches_only_the_words_that_have_the_pair() -> None:
    batch = [(1, 2), (1, 2, 3), *((10 + index, 11 + index) for index in range(0, 2000, 2))]
    cut: list[None] = []
    merge_words(batch, 1, count_step=lambda: cut.append(None))
    assert len(cut) == 2
