from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from engine.errors import EngineError, ErrorKind
from engine.tokenization.span_vocabulary import NO_TOKEN, SpanVocabulary, build_vocabulary, read_vocabulary

BASE = 10
TEXT = [1, 2, 3, 4, 1, 2, 3, 5, 1, 2, 6, 7, 1, 2, 3, 4]


@pytest.fixture(scope="module")
def vocabulary() -> SpanVocabulary:
    return build_vocabulary("digest", BASE, iter([TEXT] * 3), BASE + 6)


def spans(vocabulary: SpanVocabulary) -> list[tuple[int, ...]]:
    return [tuple(token for token in row if token != NO_TOKEN) for row in vocabulary.parts.tolist()]


def test_it_holds_each_token_and_the_most_frequent_runs(vocabulary: SpanVocabulary) -> None:
    found = spans(vocabulary)
    assert len(found) == BASE + 6
    assert {(token,) for token in range(BASE)} < set(found)
    assert {(1, 2), (2, 3), (1, 2, 3)} < set(found)
    assert found == sorted(found)


def test_a_text_is_cut_into_the_longest_entries(vocabulary: SpanVocabulary) -> None:
    found = spans(vocabulary)
    cut = [found[entry] for _, entry in vocabulary.cut(TEXT)]
    assert [token for span in cut for token in span] == TEXT
    assert len(cut) < len(TEXT)
    longest = max((span for span in found if span[0] == TEXT[0]), key=len)
    assert cut[0] == longest


def test_what_follows_a_token_is_drawn_by_the_shares(vocabulary: SpanVocabulary) -> None:
    numbers = np.random.default_rng(0)
    drawn: Counter[tuple[int, ...]] = Counter((1, *vocabulary.continuation(1, numbers)) for _ in range(4000))
    shares = {span: float(np.exp(share)) for span, share in zip(spans(vocabulary), vocabulary.shares(), strict=True)}
    those = {span: share for span, share in shares.items() if span[0] == 1}
    assert sum(those.values()) == pytest.approx(1, abs=1e-5)
    for span, share in those.items():
        assert drawn[span] / 4000 == pytest.approx(share, abs=0.03)
    likeliest = max(those, key=lambda span: those[span])
    assert (1, *vocabulary.continuation(1, None)) == likeliest


def test_a_token_that_begins_nothing_stands_alone(vocabulary: SpanVocabulary) -> None:
    assert vocabulary.continuation(9, np.random.default_rng(0)) == ()


def test_a_file_gives_the_same(vocabulary: SpanVocabulary, tmp_path: Path) -> None:
    path = tmp_path / "v"
    vocabulary.write(path)
    read = read_vocabulary(path, "digest", BASE)
    assert np.array_equal(read.parts, vocabulary.parts)
    assert np.array_equal(read.counts, vocabulary.counts)
    assert [file.name for file in tmp_path.iterdir()] == ["v"]


def test_files_that_are_refused(vocabulary: SpanVocabulary, tmp_path: Path) -> None:
    path = tmp_path / "v"
    with pytest.raises(EngineError, match="There is no vocabulary") as missing:
        read_vocabulary(path, "digest", BASE)
    assert missing.value.kind is ErrorKind.MODEL_NOT_FOUND
    vocabulary.write(path)
    with pytest.raises(EngineError, match="other tokens"):
        read_vocabulary(path, "another", BASE)
    whole = path.read_bytes()
    strange = (
        SpanVocabulary("digest", vocabulary.parts[::-1].copy(), vocabulary.counts),
        SpanVocabulary("digest", vocabulary.parts + BASE, vocabulary.counts),
        SpanVocabulary("digest", vocabulary.parts, -vocabulary.counts),
        SpanVocabulary("digest", vocabulary.parts, vocabulary.counts[1:]),
        SpanVocabulary("digest", vocabulary.parts[:3], vocabulary.counts[:3]),
    )
    for one in strange:
        one.write(path)
        with pytest.raises(EngineError, match="damaged one"):
            read_vocabulary(path, "digest", BASE)
    for content in (whole[: len(whole) // 2], b"nothing", b""):
        path.write_bytes(content)
        with pytest.raises(EngineError, match="damaged one"):
            read_vocabulary(path, "digest", BASE)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:  # a file that grows when it is read
        archive.writestr("parts.npy", b"\0" * 1_000_000)
    with pytest.raises(EngineError, match="damaged one"):
        read_vocabulary(path, "digest", BASE)
