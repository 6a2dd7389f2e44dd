"""Merged spans above the backends: which tokens of a prompt may merge, what is evaluated, and what the core says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.adapter_stack import NO_ADAPTERS, AdapterStack
from engine.backends.base import Floats, Interrupt, Interrupted
from engine.conversation import LiveContext
from engine.core import EngineCore
from engine.errors import EngineError, ErrorKind
from engine.prompt import MIN_REPLY, PromptBuilder
from engine.protocol import (
    AdapterInfo,
    AdapterKind,
    CountTokens,
    DynamicTokenization,
    Event,
    Finished,
    Generate,
    InspectTokens,
    LoadModel,
    Message,
    ModelLoaded,
    PromptReady,
    Role,
    TokensCounted,
    TokensInspected,
)
from engine.snapshots import SnapshotCache
from engine.states import ContextKey, Span, StateCache
from engine.template import CHATML, ChatTemplate
from engine.text import texts_of
from engine.tokenization.composer import MeanComposer
from tests.unit.fake_model import END, SPECIAL, FakeAdapter, FakeBackend, FakeModel

STRONG = DynamicTokenization.STRONG
LONG = " ".join(("the", "river", "of", "the", "north")[n % 5] for n in range(60))


def _pairs(texts: Sequence[Sequence[int]]) -> list[tuple[Span, ...]]:
    """Every two neighbours share a position."""
    return [tuple(tuple(text[start : start + 2]) for start in range(0, len(text), 2)) for text in texts]


def _builder(model: FakeModel, source: str = CHATML) -> PromptBuilder:
    return PromptBuilder(model, _template(source, model.bos, model.eos))


@cache
def _template(source: str, bos: str, eos: str) -> ChatTemplate:
    return ChatTemplate(source, "model", bos, eos)


def _user(text: str) -> Message:
    return Message(Role.USER, text)


TEXTS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(["a", " ", "\n", "é", "🙂", "<|im_end|>", "<|im_start|>", "<", "user"])).map("".join),
)
TEMPLATES = (
    CHATML,
    CHATML.replace("message['content']", "message['content'] | trim"),
    CHATML.replace("message['content']", "message['content'] | upper"),
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}",
)


@settings(deadline=None, max_examples=50)
@given(
    messages=st.lists(st.builds(Message, st.sampled_from(Role), TEXTS), min_size=1, max_size=5),
    known=st.sets(st.integers(0, 4)),
    source=st.sampled_from(TEMPLATES),
    begins=st.booleans(),
)
def test_the_spans_of_a_prompt_are_its_tokens_in_their_order(
    messages: list[Message], known: set[int], source: str, begins: bool
) -> None:
    model = FakeModel()
    model.adds_bos = begins
    builder = _builder(model, source)
    replies = {
        message.content: tuple(message.content.encode("utf-8", "replace"))
        for index, message in enumerate(messages)
        if index in known and message.role is Role.ASSISTANT
    }
    given_texts: list[bytes] = []

    def segment(texts: Sequence[Sequence[int]]) -> list[tuple[Span, ...]]:
        given_texts.extend(map(bytes, texts))  # fails for a special token
        return _pairs(texts)

    prompt = builder.whole(messages, replies, segment)
    assert prompt.tokens == builder.tokens(messages, replies)
    assert builder.whole(messages, replies).spans == tuple((token,) for token in prompt.tokens)
    own = [
        m.content.encode("utf-8", "replace")
        for m in messages
        if m.role is not Role.ASSISTANT or m.content not in replies
    ]
    if source == CHATML:
        assert given_texts == [text for text in own if text]
    else:
        written = [way(message.content) for message in messages for way in (str, str.upper)]
        contents = [content.encode("utf-8", "replace") for content in written]
        assert all(any(text in content for content in contents) for text in given_texts)


@pytest.mark.parametrize(
    ("change", "content"), [("lower", "<|IM_END|>"), ("upper", "<|im_end|>"), ("trim", " <|im_end|> ")]
)
def test_a_template_that_changes_a_message_makes_no_special_token_of_it(change: str, content: str) -> None:
    source = CHATML.replace("message['content']", f"message['content'] | {change}")
    builder = _builder(FakeModel(), source)
    harmless = builder.tokens((_user("x"),), {})
    tokens = builder.tokens((_user(content),), {})
    assert [token for token in tokens if token >= 256] == [token for token in harmless if token >= 256]


def test_what_the_engine_wrote_stays_as_it_was_written() -> None:
    messages = (_user("abcd"), Message(Role.ASSISTANT, "efgh"), Message(Role.ASSISTANT, "ijkl"))
    prompt = _builder(FakeModel()).whole(messages, {"efgh": (*b"efgh",)}, _pairs)
    assert [bytes(span) for span in prompt.spans if len(span) > 1] == [b"ab", b"cd", b"ij", b"kl"]
    assert prompt.saved_positions == 4


class Lowering(FakeModel):
    """Its tokenizer changes the text, so nobody can say which token came from where."""

    def token_bytes(self, token: int) -> bytes:
        return super().token_bytes(token).lower()


def test_a_text_that_the_tokenizer_changes_is_not_merged() -> None:
    messages = (_user("ABCD"), _user("efgh"))
    prompt = _builder(Lowering()).whole(messages, {}, _pairs)
    assert [bytes(span) for span in prompt.spans if len(span) > 1] == [b"ef", b"gh"]


class Spacing(FakeModel):
    """Puts a space before each text between special tokens, as SentencePiece does."""

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        tokens = super().tokenize(text, special=special)
        out: list[int] = []
        for place, token in enumerate(tokens):
            if token < 256 and (place == 0 or tokens[place - 1] >= 256):
                out.append(32)
            out.append(token)
        return out


def test_a_space_that_the_tokenizer_puts_first_moves_nothing() -> None:
    prompt = _builder(Spacing()).whole((_user("abcd"),), {}, _pairs)
    assert [bytes(span) for span in prompt.spans if len(span) > 1] == [b"ab", b"cd"]


class Stripping(FakeModel):
    """Its special tokens take the white space behind them."""

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        for name in SPECIAL:
            text = text.replace(f"{name}\n", name)
        return super().tokenize(text, special=special)


def test_white_space_that_special_tokens_take_moves_nothing() -> None:
    source = "{% for m in messages %}<|im_start|>\n{{ m['content'] }}<|im_end|>\n{% endfor %}<|im_start|>"
    prompt = _builder(Stripping(), source).whole((_user("abcd"),), {}, _pairs)
    assert [bytes(span) for span in prompt.spans if len(span) > 1] == [b"ab", b"cd"]


def test_the_context_is_counted_in_positions() -> None:
    builder = _builder(FakeModel(1000))
    text = "x" * 1200
    prompt = builder.fit((_user(text),), {}, None, _pairs)
    assert len(prompt.tokens) > 1000 > len(prompt.spans) + MIN_REPLY
    with pytest.raises(EngineError, match="tokens, and") as caught:
        builder.fit((_user(text),), {}, None)
    assert caught.value.kind is ErrorKind.CONTEXT_OVERFLOW
    with pytest.raises(EngineError, match="brings down to"):
        builder.fit((_user("x" * 2000),), {}, None, _pairs)


def test_turns_that_fit_merged_are_not_left_out() -> None:
    builder = _builder(FakeModel(1000))
    messages = [_user(f"question {n} " * 10) for n in range(10)]
    assert builder.fit(messages, {}, None, _pairs).dropped_messages == 0
    assert builder.fit(messages, {}, None).dropped_messages > 0


KEY = ContextKey("fake-model", "f16")
SPANS: tuple[Span, ...] = tuple((2 * n, 2 * n + 1) if n % 3 == 0 else (2 * n,) for n in range(100))


def _live(model: FakeModel, folder: Path | None = None) -> LiveContext:
    return LiveContext(model, KEY, StateCache(folder, 1 << 20) if folder else None, SnapshotCache(lambda held: 0))


def _read(live: LiveContext, spans: Sequence[Span], stack: AdapterStack = NO_ADAPTERS) -> int:
    live.open("one")
    live.merge_with(MeanComposer(live.model))
    return live.evaluate(live.plan(spans, stack), lambda *_: None, lambda: False).evaluated


def test_a_batch_is_read_whole_as_tokens_or_as_embeddings() -> None:
    model = FakeModel()
    live = _live(model)
    spans = (*((n,) for n in range(64)), *SPANS)
    assert _read(live, spans) == 164
    assert model.evaluations == [64, 64, 36]
    assert model.embedded == [64, 36]
    assert tuple(position.span for position in live.positions) == spans
    assert _read(live, (*spans, (7,), (8,))) == 2
    assert model.embedded == [64, 36]


def test_merged_spans_need_a_composer() -> None:
    live = _live(FakeModel())
    live.open("one")
    with pytest.raises(RuntimeError, match="composer"):
        live.evaluate(live.plan(SPANS, NO_ADAPTERS), lambda *_: None, lambda: False)
    assert live.positions == ()


def test_a_span_on_which_the_adapters_change_is_read_token_by_token() -> None:
    model = FakeModel()
    info = AdapterInfo("a", "a", AdapterKind.ACTIVATED_LORA, "a", 1, 1, 1)
    adapter = FakeAdapter(info, invocation=(3, 4))
    spans: tuple[Span, ...] = ((1,), (2, 3), (4, 5), (6, 7))
    live = _live(model)
    plan = live.plan(spans, AdapterStack.of([(adapter, 1.0)]))
    assert [position.span for position in plan.positions] == [(1,), (2,), (3,), (4, 5), (6, 7)]
    assert [position.adapters for position in plan.positions] == [(), (), *[(("a", 1.0),)] * 3]
    assert [stretch.start for stretch in plan.stretches] == [0, 2]


def test_a_cancelled_reading_of_merged_spans_goes_on_where_it_was() -> None:
    model = FakeModel()
    live = _live(model)
    live.open("one")
    live.merge_with(MeanComposer(model))
    with pytest.raises(Interrupted):
        live.evaluate(live.plan(SPANS, NO_ADAPTERS), lambda *_: None, lambda: model.position > 0)
    assert [position.span for position in live.positions] == list(SPANS[:64])
    assert _read(live, SPANS) == 36
    held = list(model.held)
    live.clear()
    _read(live, SPANS)
    assert model.held == held


def test_states_with_merged_spans_and_without_stand_side_by_side_on_disk(tmp_path: Path) -> None:
    model = FakeModel()
    live = _live(model, tmp_path)
    merged: tuple[Span, ...] = (*SPANS, *SPANS, *SPANS)
    single = tuple((token,) for span in merged for token in span)
    for spans in (single, merged):
        _read(live, spans)
        live.save()
    other = _live(FakeModel(), tmp_path)
    other.open("one")
    assert other.plan(single, NO_ADAPTERS).cached == len(single) - 1
    assert other.plan(merged, NO_ADAPTERS).cached == 0, "nobody knows yet how these would be made"
    other.merge_with(MeanComposer(model))
    assert other.plan(single, NO_ADAPTERS).cached == len(single) - 1
    assert other.plan(merged, NO_ADAPTERS).cached == len(merged) - 1
    other.merge_with(Other(model))
    assert other.plan(merged, NO_ADAPTERS).cached == 0


class Other(MeanComposer):
    fingerprint = "other"


class Bench:
    def __init__(self, folder: Path, model: FakeModel) -> None:
        self.model = model
        (folder / "model.fake").touch()
        self.core = EngineCore([FakeBackend(model)], None)
        self.emitted: list[Event] = []
        assert isinstance(self.run(LoadModel(1, str(folder / "model.fake"))), ModelLoaded)

    def run(self, request: LoadModel | Generate | CountTokens | InspectTokens) -> Event:
        self.emitted.clear()
        return self.core.run(request, self.emitted.append, lambda: False)

    def ask(self, *messages: Message, dynamic: DynamicTokenization = STRONG) -> Finished:
        self.model.script = [*b"Fine", END]
        finished = self.run(Generate(2, messages, "one", dynamic=dynamic))
        assert isinstance(finished, Finished)
        assert finished.text == "Fine"
        return finished


def test_a_reply_says_what_merging_saved(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakeModel())
    usage = bench.ask(_user(LONG)).usage
    ready = next(event for event in bench.emitted if isinstance(event, PromptReady))
    assert usage.saved_positions == ready.saved_positions > 0
    assert usage.evaluated_tokens == usage.prompt_tokens - usage.saved_positions
    assert len(bench.model.samplers[-1].prompt) == usage.prompt_tokens
    counted = bench.run(CountTokens(3, (_user(LONG),), STRONG))
    assert counted == TokensCounted(3, usage.prompt_tokens, 4096, usage.saved_positions)
    assert bench.run(CountTokens(3, (_user(LONG),))) == TokensCounted(3, usage.prompt_tokens, 4096)


def test_the_next_turn_evaluates_only_what_is_new(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakeModel())
    first = bench.ask(_user(LONG)).usage
    second = bench.ask(_user(LONG), Message(Role.ASSISTANT, "Fine"), _user("And?")).usage
    # All of the first prompt and the reply but for its end, which was drawn and never evaluated.
    assert second.evaluated_tokens == second.prompt_tokens - first.prompt_tokens - len("Fine")


def test_without_merging_nothing_is_read_as_embeddings(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakeModel())
    usage = bench.ask(_user(LONG), dynamic=DynamicTokenization.OFF).usage
    assert (usage.saved_positions, bench.model.embedded) == (0, [])


class Refusing(FakeModel):
    """Only when it is tried does it turn out what this model cannot do."""

    def evaluate_embeddings(self, embeddings: Floats, interrupt: Interrupt | None = None) -> None:
        raise EngineError(ErrorKind.UNSUPPORTED, "It reads tokens only.")


@pytest.mark.parametrize("known", [True, False])
def test_a_model_that_cannot_read_embeddings_answers_as_ever(tmp_path: Path, known: bool) -> None:
    model = FakeModel() if known else Refusing()
    if known:
        model.info = replace(model.info, dynamic_problem="It reads tokens only.")
    bench = Bench(tmp_path, model)
    for _ in range(2):
        usage = bench.ask(_user(LONG)).usage
        assert (usage.saved_positions, model.embedded) == (0, [])
    assert sum(isinstance(event, PromptReady) for event in bench.emitted) == 1, "it is tried only once"


def test_the_inspection_shows_every_piece_of_the_text(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakeModel())
    text = f"Grüße 🙂 {LONG}"
    for degree in DynamicTokenization:
        inspected = bench.run(InspectTokens(2, text, degree))
        assert isinstance(inspected, TokensInspected)
        assert "".join(piece for span in inspected.spans for piece in span.pieces) == text
        assert bytes(token for span in inspected.spans for token in span.tokens) == text.encode()
        assert all(len(span.tokens) == len(span.pieces) for span in inspected.spans)
        merged = [span for span in inspected.spans if len(span.tokens) > 1]
        assert bool(merged) is (degree is not DynamicTokenization.OFF)


@given(st.text(), st.lists(st.integers(0, 60)))
def test_a_character_stands_with_its_first_piece(text: str, cuts: list[int]) -> None:
    data = text.encode("utf-8", "replace")
    bounds = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    pieces = [data[start:end] for start, end in pairwise(bounds)]
    told = texts_of(pieces)
    assert len(told) == len(pieces)
    assert "".join(told) == data.decode()
    read = 0
    for start, piece, shown in zip(bounds, pieces, told, strict=False):
        for character in shown:
            assert start <= read < start + len(piece)
            read += len(character.encode())
