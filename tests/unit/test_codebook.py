"""How texts are cut: what never merges, what an earlier cut never depends on, and what the work grows with."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from itertools import accumulate, pairwise
from types import FrameType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.protocol import DynamicTokenization
from engine.states import Span
from engine.tokenization import merging
from engine.tokenization.codebook import CodebookSegmenter
from engine.tokenization.merging import Merging
from engine.tokenization.policy import KEPT_AT_THE_END, Policy, costs, policy
from engine.tokenization.pretokens import Boundary, Text
from tests.unit.fake_model import FakeModel

DEGREES = [DynamicTokenization.CAREFUL, DynamicTokenization.STRONG]
MERGING = st.sampled_from(DEGREES)
ANY_BYTES = st.lists(st.integers(0, 258), max_size=400)
PROSE = st.text(max_size=300).map(lambda text: list(text.encode("utf-8", "replace")))
PHRASES = st.lists(st.sampled_from(["the ship ", "of 12 men ", "ا٣ ", "😀", "naïve\n"]), max_size=60).map(
    lambda words: list("".join(words).encode())
)
TEXTS = st.lists(ANY_BYTES | PROSE | PHRASES, max_size=4)


def segment(texts: Sequence[Sequence[int]], degree: DynamicTokenization) -> list[tuple[Span, ...]]:
    return CodebookSegmenter(FakeModel()).segment(texts, degree)


def share(degree: DynamicTokenization) -> float:
    chosen = policy(degree)
    assert chosen is not None
    return chosen.reduction


def nowhere(costs: NDArray[np.float32]) -> NDArray[np.bool_]:
    return np.zeros(len(costs), bool)


def text_of(span: Span) -> str:
    return bytes(span).decode("utf-8", "replace")


@given(TEXTS, st.sampled_from(DynamicTokenization))
def test_spans_in_order_are_the_tokens(texts: list[list[int]], degree: DynamicTokenization) -> None:
    assert [[token for span in cut for token in span] for cut in segment(texts, degree)] == texts


@given(TEXTS, MERGING)
def test_what_stays_single(texts: list[list[int]], degree: DynamicTokenization) -> None:
    chosen = policy(degree)
    assert chosen is not None
    for text, cut in zip(texts, segment(texts, degree), strict=True):
        assert all(len(span) == 1 for span in cut[-KEPT_AT_THE_END:])
        assert len(cut) >= len(text) - int(chosen.reduction * len(text))
        for span in cut:
            assert 1 <= len(span) <= chosen.longest
            if len(span) > 1:
                assert max(span) < 256, "a special token is merged"
                assert not any(c.isdigit() or c in "\n\r" for c in text_of(span))


@given(TEXTS, MERGING)
def test_a_digit_spread_over_tokens_is_not_merged(texts: list[list[int]], degree: DynamicTokenization) -> None:
    for text in texts:
        padded = [*text, *"٣".encode(), *b"x" * 200]
        cut = segment([padded], degree)[0]
        assert any(spans == ((0xD9,), (0xA3,)) for spans in pairwise(cut))


@pytest.mark.parametrize("degree", DEGREES)
@pytest.mark.parametrize("code", ["copper-harvest-47", "velvet@onyx", "/var/log/mail", "read_file"])
def test_what_is_told_to_the_letter_or_not_at_all_is_not_merged(code: str, degree: DynamicTokenization) -> None:
    (cut,) = segment([list(f"the sea and {code} of the sea {'and the wind ' * 40}".encode())], degree)
    touching = [span for span, text in zip(cut, map(text_of, cut), strict=True) if len(span) > 1 and text in code]
    assert not touching
    tokens = sum(map(len, cut))
    assert tokens - len(cut) == int(share(degree) * tokens)


@pytest.mark.parametrize("degree", DEGREES)
def test_a_sentence_with_a_figure_is_merged_last(degree: DynamicTokenization) -> None:
    figure, plain = "the bus to the sea and the wind is at 9.", " the bus to the sea and the wind is no more."
    (cut,) = segment([list((figure + plain * 20).encode())], degree)
    ends = list(accumulate(map(len, cut)))
    assert ends[: len(figure)] == list(range(1, len(figure) + 1))
    assert ends[-1] - len(ends) == int(share(degree) * ends[-1])


@given(TEXTS, TEXTS, MERGING)
def test_what_follows_changes_no_cut(
    texts: list[list[int]], later: list[list[int]], degree: DynamicTokenization
) -> None:
    segmenter = CodebookSegmenter(FakeModel())
    before = segmenter.segment(texts, degree)
    assert segmenter.segment([*texts, *later], degree)[: len(texts)] == before
    assert segment([*texts, *later], degree)[: len(texts)] == before


@given(TEXTS)
def test_off_merges_nothing(texts: list[list[int]]) -> None:
    cuts = segment(texts, DynamicTokenization.OFF)
    assert cuts == [tuple((token,) for token in text) for text in texts]


@pytest.mark.parametrize("degree", DEGREES)
def test_a_text_is_shortened_by_the_share_that_its_degree_says(degree: DynamicTokenization) -> None:
    chosen = policy(degree)
    assert chosen is not None
    words = random.Random(1).choices(["sea", "ship", "wind", "Anna", "of", "the"], k=400)
    text = list(" ".join(words).encode())
    (cut,) = segment([text], degree)
    assert len(text) - len(cut) == int(chosen.reduction * len(text))


@pytest.mark.parametrize("degree", DEGREES)
@pytest.mark.parametrize(
    "text",
    [
        b"a" * 1_000_000,
        random.Random(2).randbytes(100_000),
        "👩‍👩‍👧‍👦".encode() * 2_000,
        "مرحبا بالعالم ".encode() * 2_000,
        b"\xf0\x9f" * 20_000,
        b"\x00" * 20_000,
    ],
    ids=["one character", "random bytes", "emoji", "right to left", "halves of characters", "zeros"],
)
def test_hostile_texts(text: bytes, degree: DynamicTokenization) -> None:
    (cut,) = segment([list(text)], degree)
    assert bytes(token for span in cut for token in span) == text


def test_a_text_is_cut_with_what_earlier_ones_taught() -> None:
    tokens = [1, 2, 9, 3, 4]
    costs = np.array([1, math.inf, math.inf, 0.5], np.float32)
    alone = Merging(tokens, costs, nowhere(costs), 2, 0.0, 1.0, {})
    alone.merge(1)
    taught = Merging(tokens, costs, nowhere(costs), 2, 0.0, 1.0, {(1, 2): 7})
    taught.merge(1)
    assert alone.spans() == ((1,), (2,), (9,), (3, 4))
    assert taught.spans() == ((1, 2), (9,), (3,), (4,))


def test_repeated_pairs_go_first_and_grow() -> None:
    tokens = [1, 2, 3, 7, 1, 2, 3, 8, 1, 2, 3, 5, 6]
    costs = np.zeros(len(tokens) - 1, np.float32)
    work = Merging(tokens, costs, nowhere(costs), 3, 0.0, 1.0, {})
    assert work.merge(6) == 6
    assert work.spans() == ((1, 2, 3), (7,), (1, 2, 3), (8,), (1, 2, 3), (5,), (6,))


@given(st.lists(st.integers(0, 3), min_size=2, max_size=60), st.integers(2, 5))
def test_merging_ends_where_no_pair_is_left(tokens: list[int], longest: int) -> None:
    costs = np.zeros(len(tokens) - 1, np.float32)
    work = Merging(tokens, costs, nowhere(costs), longest, 0.5, 0.5, {})
    work.merge(len(tokens))
    spans = work.spans()
    assert all(len(left) + len(right) > longest for left, right in pairwise(spans))


@settings(deadline=None, max_examples=5)
@given(st.integers(0, 1000), st.sampled_from((1.0, Policy(0.2).length_cost)))
def test_the_work_grows_no_faster_than_sorting(seed: int, length_cost: float) -> None:
    draw = np.random.default_rng(seed)

    def lines(size: int) -> int:
        tokens: list[int] = (draw.zipf(1.3, size) % 4096).tolist()
        costs = draw.integers(0, 8, size - 1).astype(np.float32)
        return _lines_run(lambda: Merging(tokens, costs, nowhere(costs), 4, length_cost, 0.5, {}).merge(size // 4))

    small, large = lines(500), lines(8_000)
    assert large / small < 16 * math.log2(8_000) / math.log2(500)


def _lines_run(work: Any) -> int:
    """How many lines of the module under test a call runs."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename != merging.__file__:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_policies_can_be_given() -> None:
    segmenter = CodebookSegmenter(FakeModel(), lambda _: Policy(reduction=0.4, longest=2))
    text = list(b"all of the sea and all of the land " * 10)
    (cut,) = segmenter.segment([text], DynamicTokenization.STRONG)
    assert len(text) - len(cut) == int(0.4 * len(text))
    assert max(map(len, cut)) == 2


@given(st.text("aé ضあ漢𝄞😀", min_size=80, max_size=200), st.sampled_from((0.1, 0.3, 0.9)))
def test_a_character_is_put_together_before_it_is_merged_with_others(text: str, reduction: float) -> None:
    segmenter = CodebookSegmenter(FakeModel(), lambda _: Policy(reduction))
    (cut,) = segmenter.segment([list(text.encode())], DynamicTokenization.STRONG)
    ends = set(accumulate(len(character.encode()) for character in text)) | {0}
    start = 0
    for span in cut:
        whole = {start, start + len(span)} <= ends
        assert whole or len(ends & set(range(start + 1, start + len(span)))) == 0
        start += len(span)


def test_parts_of_a_character_are_merged_by_what_they_cost_like_others() -> None:
    costs = np.array([5, 3, 0, 1, 5], np.float32)
    inside = np.array([False, True, False, False, False])
    work = Merging([1, 2, 3, 4, 5, 6], costs, inside, 4, 0.0, 0.5, {})
    assert work.merge(1) == 1
    assert work.spans() == ((1,), (2,), (3,), (4, 5), (6,))  # not (3, 4), though it costs less: 3 is half a character
    assert work.merge(1) == 1
    assert work.spans() == ((1,), (2, 3), (4, 5), (6,))
    assert work.merge(1) == 1
    assert work.spans() == ((1,), (2, 3, 4, 5), (6,))


@pytest.mark.parametrize("degree", DEGREES)
def test_few_long_runs_go_before_many_pairs(degree: DynamicTokenization) -> None:
    (cut,) = segment([random.Random(3).choices(b"abcdefgh", k=600)], degree)
    merged = [len(span) for span in cut if len(span) > 1]
    assert merged.count(4) > 0.75 * len(merged)


def test_the_first_token_of_a_pair_counts_most_and_the_one_behind_it_least() -> None:
    chosen = Policy(reduction=0.2, nearness=0.0)
    frequent, rare, size = 1, 4000, 4096

    def cost(*pair_and_next: int) -> float:
        tokens = np.array([*pair_and_next, *[frequent] * (KEPT_AT_THE_END + 1)])
        whole = np.full(len(tokens) - 1, Boundary.WORD, np.int8)
        none = np.zeros(len(tokens) - 1, bool)
        return float(costs(chosen, tokens, Text(whole, none, none), size)[0])

    plain = cost(frequent, frequent, frequent)
    first, second, behind = (
        cost(rare, frequent, frequent),
        cost(frequent, rare, frequent),
        cost(frequent, frequent, rare),
    )
    assert first > second > behind > plain
