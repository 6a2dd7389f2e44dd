"""Replies written with a vocabulary of spans, by the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.adapter_stack import NO_ADAPTERS
from engine.backends import available_backends
from engine.backends.base import LoadedModel
from engine.decoding import SpannedTokens
from engine.errors import EngineError
from engine.protocol import Finished, Generate, LoadOptions, Message, Role, SamplingOptions
from engine.reply import Reply
from engine.session import Session
from engine.snapshots import SnapshotCache
from engine.states import Span
from engine.tokenization.composer_file import vocabulary_digest
from engine.tokenization.span_vocabulary import SpanVocabulary, build_vocabulary
from models.starter import starter_model
from tests.onnx_twin import onnx_twin

pytestmark = pytest.mark.model

CONTEXT = 128
GREEDY = SamplingOptions(temperature=0, repeat_penalty=1.0)
QUESTION = Message(Role.USER, "What is the largest ocean on Earth?")
TEXT = "The largest ocean on Earth is the Pacific Ocean. The Pacific Ocean is larger than all land. " * 8


@pytest.fixture(scope="module", params=["llama.cpp", "onnx"])
def model(request: pytest.FixtureRequest) -> Iterator[LoadedModel]:
    starter = starter_model()
    assert starter, "the starter model is not installed; `make venv` installs it"
    path = starter if request.param == "llama.cpp" else onnx_twin()
    backend = next(backend for backend in available_backends() if backend.accepts(path))
    loaded = backend.load(path, LoadOptions(context_length=CONTEXT, threads=1), lambda _: None, lambda: False)
    yield loaded
    loaded.close()


@pytest.fixture
def session(model: LoadedModel) -> Session:
    model.truncate(0)
    return Session(model, None, SnapshotCache(lambda _: 0))


@pytest.fixture(scope="module")
def vocabulary(model: LoadedModel) -> SpanVocabulary:
    base = model.info.vocabulary_size
    tokens = model.tokenize(TEXT, special=False)
    return build_vocabulary(vocabulary_digest(model), base, iter([tokens]), base + 40)


def begun(session: Session) -> int:
    """Reads the question; positions that it takes."""
    prompt = session.prompts.fit((QUESTION,), session.live.replies, None, None)
    session.live.open("")
    session.live.merge_with(session.dynamic.prepare(lambda: False))
    plan = session.live.plan(prompt.spans, NO_ADAPTERS)
    session.live.evaluate(plan, lambda _stage, _done, _all: None, lambda: False)
    return len(session.live.positions)


def written(session: Session, vocabulary: SpanVocabulary, most: int | None, seed: int | None = None) -> list[int]:
    numbers = None if seed is None else np.random.default_rng(seed)
    sampler = session.model.sampler(GREEDY if seed is None else SamplingOptions(seed=seed), None)
    try:
        return list(SpannedTokens(session.live, sampler, most, vocabulary, numbers))
    finally:
        sampler.close()


def test_each_entry_becomes_one_position(session: Session, vocabulary: SpanVocabulary) -> None:
    first = begun(session)
    tokens = written(session, vocabulary, 24)
    assert len(tokens) == 24
    spans: list[Span] = [position.span for position in session.live.positions[first:]]
    inside = [token for span in spans for token in span]
    assert inside == tokens[: len(inside)], "what is in the KV cache is what was written, but for the last entry"
    assert 0 < len(tokens) - len(inside) <= 4
    assert max(map(len, spans)) > 1
    entries = {tuple(token for token in row if token >= 0) for row in vocabulary.parts.tolist()}
    assert set(spans) <= entries


def test_it_ends_where_the_context_does(session: Session, vocabulary: SpanVocabulary) -> None:
    begun(session)
    tokens = written(session, vocabulary, None, seed=3)
    assert len(session.live.positions) <= CONTEXT
    if not session.model.ends_generation(tokens[-1]):
        assert len(session.live.positions) == CONTEXT
        assert len(tokens) > CONTEXT - begun(session)


def test_without_spans_it_writes_what_the_model_writes(session: Session, model: LoadedModel) -> None:
    base = model.info.vocabulary_size
    single = build_vocabulary("", base, iter(()), base)
    begun(session)
    spanned = written(session, single, 16)
    reply = Reply(
        Generate(1, (QUESTION,), sampling=GREEDY, max_tokens=16, drafting=False), session, lambda _: None, lambda: False
    ).run()
    assert isinstance(reply, Finished)
    assert b"".join(map(model.token_bytes, spanned)).decode().startswith(reply.text)


def test_a_reply_is_told_and_the_next_one_follows(session: Session, vocabulary: SpanVocabulary, tmp_path: Path) -> None:
    path = tmp_path / "spans"
    vocabulary.write(path)
    request = Generate(1, (QUESTION,), sampling=GREEDY, max_tokens=20, vocabulary=str(path))
    first = Reply(request, session, lambda _: None, lambda: False).run()
    assert isinstance(first, Finished)
    assert first.usage.completion_tokens <= 20
    assert "ocean" in first.text
    messages = (QUESTION, Message(Role.ASSISTANT, first.text), Message(Role.USER, "Say it again."))
    second = Reply(Generate(2, messages, sampling=GREEDY, max_tokens=5), session, lambda _: None, lambda: False).run()
    assert isinstance(second, Finished)
    session.model.truncate(0)
    session.live.clear()
    anew = Reply(Generate(3, messages, sampling=GREEDY, max_tokens=5), session, lambda _: None, lambda: False).run()
    assert isinstance(anew, Finished)
    assert second.text == anew.text, "spans that were written are not taken for tokens that are read"


def test_what_cannot_be_is_refused(session: Session, vocabulary: SpanVocabulary, tmp_path: Path) -> None:
    path = tmp_path / "spans"
    SpanVocabulary("of another model", vocabulary.parts, vocabulary.counts).write(path)
    request = Generate(1, (QUESTION,), vocabulary=str(path))
    with pytest.raises(EngineError, match="other tokens"):
        Reply(request, session, lambda _: None, lambda: False).run()
    with pytest.raises(EngineError, match="JSON schema"):
        Reply(
            Generate(1, (QUESTION,), vocabulary=str(path), json_schema="{}"), session, lambda _: None, lambda: False
        ).run()
