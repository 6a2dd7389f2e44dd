"""Merged prompts with the real model on both runtimes: reuse, states on disk, cancelling, adapters, and the context are
what they are without merging, and without it nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from pydoc_data.topics import topics

import numpy as np
import pytest

from engine.adapter_stack import NO_ADAPTERS
from engine.backends import available_backends
from engine.backends.base import Floats, Interrupted, LoadedModel
from engine.conversation import Evaluation
from engine.core import EngineCore
from engine.errors import ErrorKind
from engine.prompt import Prompt
from engine.protocol import (
    AdapterUse,
    DynamicMeasured,
    DynamicTokenization,
    Event,
    Failed,
    Finished,
    ForgetConversation,
    Generate,
    LoadModel,
    LoadOptions,
    MeasureDynamic,
    Message,
    ModelLoaded,
    PromptReady,
    Role,
    SamplingOptions,
)
from engine.session import Session
from engine.snapshots import SnapshotCache
from engine.states import StateCache, single_spans
from engine.tokenization import price_measurement
from models.starter import starter_model
from tests.gguf_files import linear_tensors, random_lora
from tests.onnx_twin import onnx_twin

pytestmark = pytest.mark.model

OFF, CAREFUL, STRONG = DynamicTokenization
GREEDY = SamplingOptions(temperature=0, repeat_penalty=1.0)
CONTEXT = 512
DOCUMENT = topics["with"][:700]
WORTH_KEEPING = Message(Role.USER, topics["with"][:1500])
"""More positions than are quicker read than restored."""
QUESTION = Message(Role.USER, f"{DOCUMENT}\n\nWhat is this about?")
ANSWER = Message(Role.ASSISTANT, "It is about a statement of a language.")
MORE = Message(Role.USER, "Which one?")


def _never() -> bool:
    return False


def _ignore(*_: object) -> None: ...


@pytest.fixture(scope="module", params=["llama.cpp", "onnx"])
def path(request: pytest.FixtureRequest) -> Path:
    starter = starter_model()
    assert starter, "the starter model is not installed; `make venv` installs it"
    return starter if request.param == "llama.cpp" else onnx_twin()


@pytest.fixture(scope="module")
def model(path: Path) -> Iterator[LoadedModel]:
    backend = next(backend for backend in available_backends() if backend.accepts(path))
    loaded = backend.load(path, LoadOptions(context_length=CONTEXT, threads=1), lambda _: None, _never)
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def composers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is fitted to the model is fitted once."""
    return tmp_path_factory.mktemp("composers")


@pytest.fixture
def session(model: LoadedModel, composers: Path) -> Session:
    return _session(model, composers)


def _session(model: LoadedModel, composers: Path, states: StateCache | None = None) -> Session:
    model.truncate(0)
    return Session(model, states, SnapshotCache(lambda held: 0), composers)


def _prompt(session: Session, messages: tuple[Message, ...], degree: DynamicTokenization) -> Prompt:
    return session.prompts.fit(messages, session.live.replies, None, session.dynamic.segment(degree))


def _read(session: Session, prompt: Prompt, interrupt: Callable[[], bool] = _never) -> Evaluation:
    session.live.open("one")
    session.live.merge_with(session.dynamic.composer)
    return session.live.evaluate(session.live.plan(prompt.spans, NO_ADAPTERS), _ignore, interrupt)


def _logits(session: Session, prompt: Prompt) -> Floats:
    _read(session, prompt)
    return session.model.logits()


def test_tokens_that_were_given_as_embeddings_say_the_same_to_the_bit(session: Session, model: LoadedModel) -> None:
    tokens = _prompt(session, (MORE,), OFF).tokens
    model.evaluate(tokens)
    as_tokens = model.logits()
    model.truncate(0)
    model.evaluate_embeddings(session.dynamic.composer.compose(single_spans(tokens)))
    assert np.array_equal(model.logits(), as_tokens)


def test_off_evaluates_as_ever(session: Session, model: LoadedModel) -> None:
    """The same batches of the same tokens as a loop over the model itself, and so the same numbers."""
    prompt = _prompt(session, (QUESTION,), OFF)
    assert prompt.spans == single_spans(prompt.tokens)
    logits = _logits(session, prompt)
    model.truncate(0)
    for start in range(0, len(prompt.tokens), model.batch_size):
        model.evaluate(prompt.tokens[start : start + model.batch_size], _never)
    assert np.array_equal(model.logits(), logits)


@pytest.mark.parametrize("degree", [CAREFUL, STRONG])
def test_the_next_turn_evaluates_only_what_is_new(
    session: Session, model: LoadedModel, degree: DynamicTokenization
) -> None:
    first = _prompt(session, (QUESTION,), degree)
    assert first.saved_positions > 0
    assert _read(session, first).evaluated == len(first.spans) == model.position
    second = _prompt(session, (QUESTION, ANSWER, MORE), degree)
    assert second.spans[: len(first.spans)] == first.spans
    again = _read(session, second)
    assert (again.cached, again.evaluated) == (len(first.spans), len(second.spans) - len(first.spans))
    assert model.position == len(second.spans)


def test_another_degree_reads_again_from_the_first_difference_on(session: Session, model: LoadedModel) -> None:
    careful, strong = (_prompt(session, (QUESTION,), degree) for degree in (CAREFUL, STRONG))
    _read(session, careful)
    common = next(
        place for place, (one, other) in enumerate(zip(careful.spans, strong.spans, strict=False)) if one != other
    )
    assert 0 < common < len(strong.spans)
    result = _read(session, strong)
    assert (result.cached, result.evaluated) == (common, len(strong.spans) - common)


def test_a_merged_state_comes_back_from_disk_and_says_the_same_to_the_bit(
    model: LoadedModel, composers: Path, tmp_path: Path
) -> None:
    states = StateCache(tmp_path, 1 << 30)
    session = _session(model, composers, states)
    prompt = _prompt(session, (WORTH_KEEPING,), STRONG)
    _read(session, prompt)
    model.truncate(len(prompt.spans) - 1)
    model.evaluate(prompt.spans[-1])
    before = model.logits()
    session.live.save()

    other = _session(model, composers, StateCache(tmp_path, 1 << 30))
    other.live.open("one")  # before it is known how merged spans are made
    result = _read(other, prompt)
    assert (result.restored, result.evaluated) == (len(prompt.spans) - 1, 1)
    assert np.array_equal(model.logits(), before)


def test_what_another_composer_made_is_not_used(model: LoadedModel, composers: Path, tmp_path: Path) -> None:
    session = _session(model, composers, StateCache(tmp_path, 1 << 30))
    prompt = _prompt(session, (WORTH_KEEPING,), STRONG)
    _read(session, prompt)
    session.live.save()
    assert [*tmp_path.glob("*.kv")]

    class Other:
        name = "other"
        fingerprint = "other"
        compose = session.dynamic.composer.compose

    other = _session(model, composers, StateCache(tmp_path, 1 << 30))
    other.live.open("one")
    other.live.merge_with(Other())
    assert other.live.plan(prompt.spans, NO_ADAPTERS).cached == 0


def test_a_merged_prefill_that_was_cancelled_goes_on_where_it_was(
    session: Session, model: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(model), "batch_size", 64)  # one batch is read whole or not at all
    prompt = _prompt(session, (QUESTION,), STRONG)
    assert any(len(span) > 1 for span in prompt.spans[:64])
    assert any(len(span) > 1 for span in prompt.spans[64:])
    whole = _logits(session, prompt)
    session.live.clear()

    def after_the_first_batch() -> bool:
        return model.position > 0

    with pytest.raises(Interrupted):
        _read(session, prompt, after_the_first_batch)
    held = model.position
    assert held == len(session.live.positions) == model.batch_size
    again = _read(session, prompt)
    assert (again.cached, again.evaluated) == (held, len(prompt.spans) - held)
    assert np.array_equal(model.logits(), whole)


@pytest.fixture(scope="module")
def core(path: Path, composers: Path) -> Iterator[EngineCore]:
    core = EngineCore(available_backends(), None, composers=composers)
    loaded = core.run(LoadModel(1, str(path), LoadOptions(context_length=CONTEXT, threads=1)), _ignore, _never)
    assert isinstance(loaded, ModelLoaded)
    assert loaded.info.dynamic_problem == ""
    yield core
    core.close()


def _ask(
    core: EngineCore, *messages: Message, dynamic: DynamicTokenization, adapters: tuple[AdapterUse, ...] = ()
) -> tuple[Event, list[Event]]:
    emitted: list[Event] = []
    request = Generate(2, messages, "c", GREEDY, max_tokens=8, adapters=adapters, dynamic=dynamic)
    return core.run(request, emitted.append, _never), emitted


def test_merging_and_adapters_act_together(core: EngineCore, tmp_path: Path) -> None:
    starter = starter_model()
    assert starter is not None
    lora = random_lora(linear_tensors(starter), rank=4, strength=1.5).write(tmp_path / "style.gguf")
    texts: list[str] = []
    for adapters in ((), (AdapterUse(str(lora)),), ()):
        core.run(ForgetConversation(3, "c"), _ignore, _never)  # read in the same batches, the numbers are the same
        reply, emitted = _ask(core, QUESTION, dynamic=STRONG, adapters=adapters)
        assert isinstance(reply, Finished)
        ready = next(event for event in emitted if isinstance(event, PromptReady))
        assert reply.usage.saved_positions == ready.saved_positions > 0
        assert reply.usage.evaluated_tokens == reply.usage.prompt_tokens - reply.usage.saved_positions
        texts.append(reply.text)
    assert texts[0] == texts[2] != texts[1]


def test_a_document_that_fits_only_merged_is_read(core: EngineCore) -> None:
    too_long = Message(Role.USER, topics["class"][:3200])
    for length in range(len(too_long.content), 0, -60):
        message = Message(Role.USER, too_long.content[:length])
        merged, _ = _ask(core, message, dynamic=STRONG)
        if isinstance(merged, Finished):
            break
        assert isinstance(merged, Failed)
        assert merged.kind is ErrorKind.CONTEXT_OVERFLOW
        assert "positions" in merged.message
    else:
        raise AssertionError("nothing fitted")
    assert merged.usage.prompt_tokens > CONTEXT
    static, _ = _ask(core, message, dynamic=OFF)
    assert isinstance(static, Failed)
    assert static.kind is ErrorKind.CONTEXT_OVERFLOW
    assert "positions" not in static.message


def test_prices_are_measured_and_a_reply_comes_as_before(core: EngineCore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(price_measurement, "MOST", 1)
    monkeypatch.setattr(price_measurement, "LENGTH", 160)
    before, _ = _ask(core, QUESTION, dynamic=STRONG)
    measured = core.run(MeasureDynamic(4), _ignore, _never)
    assert isinstance(measured, DynamicMeasured)
    careful, strong = measured.prices
    assert 0 < careful.reduction < strong.reduction < 0.3
    for price in measured.prices:
        assert -0.2 < price.loss <= price.loss_upper < 0.5
        assert price.loss != 0
    after, _ = _ask(core, QUESTION, dynamic=STRONG)
    assert isinstance(before, Finished)
    assert isinstance(after, Finished)
    assert after.text == before.text
