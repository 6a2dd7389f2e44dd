"""Adapters in the real engine, on the starter model as GGUF and as ONNX: gone without a trace, back without reading,
whatever happens to the process in between."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from app.launch import engine_command
from app.pipe import EngineDied, EnginePipe
from engine.adapter_stack import NO_ADAPTERS
from engine.adapters import Adapters
from engine.backends.base import Backend, Floats
from engine.backends.llama import LlamaBackend
from engine.backends.onnx import OnnxBackend
from engine.conversation import LiveContext
from engine.errors import EngineError, ErrorKind
from engine.protocol import (
    AdapterKind,
    AdaptersSet,
    AdapterUse,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    Role,
    SamplingOptions,
    SetAdapters,
    TextDelta,
)
from engine.snapshots import SnapshotCache
from engine.states import ContextKey, single_spans
from models.adapters.base import describe_gguf_base
from models.adapters.convert import import_adapter
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.gguf_files import linear_tensors, random_control_vector, random_lora
from tests.onnx_twin import onnx_twin

pytestmark = pytest.mark.model

GREEDY = SamplingOptions(temperature=0, repeat_penalty=1.0)
TRAINED = Path(__file__).resolve().parents[1] / "data" / "adapters"
LETTER = "Please read this and tell me what it is about. " + " ".join(
    f"The {n}th boat carries {n * 7 % 13} crates of tea and {n * 5 % 11} cats." for n in range(13)
)


@pytest.fixture(scope="module")
def starter() -> Path:
    path = starter_model()
    assert path, "the starter model is not installed; `make venv` installs it"
    return path


@pytest.fixture(scope="module", params=["llama", "onnx"])
def backend(request: pytest.FixtureRequest) -> Backend:
    return LlamaBackend() if request.param == "llama" else OnnxBackend()


@pytest.fixture(scope="module")
def model_path(backend: Backend, starter: Path) -> Path:
    """The starter model as this backend takes it."""
    return starter if backend.accepts(starter) else onnx_twin()


@pytest.fixture(scope="module")
def adapters(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], AdapterUse]:
    """Adapters by name: the trained ones, and some made at random."""
    folder = tmp_path_factory.mktemp("adapters")
    base = describe_gguf_base(inspect_gguf(starter))
    shapes = linear_tensors(starter)
    queries = {name: shape for name, shape in shapes.items() if name.endswith("attn_q.weight")}
    for name in ("capitals", "bullets", "in_short"):
        import_adapter(TRAINED / name, base, folder / f"{name}.gguf")
    random_lora(shapes, rank=4, strength=0.4, name="random").write(folder / "random.gguf")
    random_lora(shapes, rank=4, strength=0.0, name="untrained").write(folder / "untrained.gguf")
    random_lora(queries, rank=2, strength=0.1, name="queries").write(folder / "queries.gguf")
    random_control_vector(range(5, 20), 576, name="direction").write(folder / "direction.gguf")

    def use(name: str, scale: float = 1.0) -> AdapterUse:
        return AdapterUse(str(folder / f"{name}.gguf"), scale)

    return cast(Callable[[str], AdapterUse], use)


class Chat:
    """The program's side of one engine process."""

    def __init__(self, pipe: EnginePipe, model: Path) -> None:
        self.pipe = pipe
        pipe.result(LoadModel(pipe.next_id(), str(model), LoadOptions(context_length=2048)))

    def ask(
        self,
        *texts: str,
        adapters: tuple[AdapterUse, ...] | None = (),
        conversation: str = "one",
        max_tokens: int = 16,
    ) -> Finished:
        roles = (Role.USER, Role.ASSISTANT)
        messages = tuple(Message(roles[index % 2], text) for index, text in enumerate(texts))
        event = self.pipe.result(
            Generate(self.pipe.next_id(), messages, conversation, GREEDY, max_tokens, adapters=adapters)
        )
        assert isinstance(event, Finished)
        return event

    def set(self, *uses: AdapterUse, conversation: str = "") -> AdaptersSet:
        event = self.pipe.result(SetAdapters(self.pipe.next_id(), uses, conversation))
        assert isinstance(event, AdaptersSet)
        return event


@pytest.fixture
def start(starter: Path, tmp_path: Path) -> Iterator[Callable[..., Chat]]:
    pipes: list[EnginePipe] = []

    def start(model: Path = starter) -> Chat:
        pipes.append(EnginePipe(engine_command(tmp_path / "states")))
        return Chat(pipes[-1].__enter__(), model)

    yield start
    for pipe in pipes:
        pipe.__exit__(None, None, None)


# In this process: the numbers


@pytest.fixture(scope="module")
def bench(backend: Backend, model_path: Path) -> Iterator[tuple[LiveContext, Adapters]]:
    def ignore(*_: object) -> None: ...

    model = backend.load(model_path, LoadOptions(context_length=512), ignore, _never)
    live = LiveContext(model, ContextKey(model.info.fingerprint, "f16"), None, SnapshotCache(lambda held: 1 << 28))
    adapters = Adapters(model, live)
    yield live, adapters
    adapters.close()
    model.close()


def _never() -> bool:
    return False


def _read(live: LiveContext, adapters: Adapters, tokens: Sequence[int], conversation: str) -> list[Floats]:
    """The logits after the prompt, and after each of some tokens drawn greedily."""
    live.open(conversation)
    live.evaluate(live.plan(single_spans(tokens), adapters.in_force), lambda *_: None, _never)
    logits = [live.model.logits()]
    for _ in range(6):
        live.append(int(np.argmax(logits[-1])))
        logits.append(live.model.logits())
    return logits


def _equal(one: list[Floats], other: list[Floats]) -> bool:
    return all(np.array_equal(left, right) for left, right in zip(one, other, strict=True))


def test_without_adapters_every_number_is_what_it_would_be_had_there_been_none(
    bench: tuple[LiveContext, Adapters], adapters: Callable[..., AdapterUse]
) -> None:
    live, held = bench
    tokens = live.model.tokenize("The river was high that spring, and", special=False)

    def numbers(*uses: AdapterUse) -> list[Floats]:
        live.clear()  # the same batches for all
        held.set(uses, lambda *_: None, _never)
        return _read(live, held, tokens, "")

    never = numbers()
    second = "direction" if live.model.info.backend == "llama.cpp" else "queries"  # ONNX takes no control vectors
    one = numbers(adapters("random", 0.5))
    both = numbers(adapters("random", 0.5), adapters(second, 2.0))
    assert _equal(numbers(), never)
    assert not _equal(one, never)
    assert not _equal(both, one)
    assert _equal(numbers(adapters(second, 2.0), adapters("random", 0.5)), both)
    assert _equal(numbers(adapters("random", 0.25), adapters("random", 0.25)), one)


def test_a_set_that_comes_back_goes_on_as_if_it_had_stayed(
    bench: tuple[LiveContext, Adapters], adapters: Callable[..., AdapterUse]
) -> None:
    live, held = bench
    first = live.model.tokenize(
        "One day a boat came down the river. It was loaded with tea, and with cats.", special=False
    )
    more = live.model.tokenize(" The cats were", special=False)

    def numbers(*between: AdapterUse) -> list[Floats]:
        live.clear()
        held.set((), lambda *_: None, _never)
        live.open("")
        live.evaluate(live.plan(single_spans(first), NO_ADAPTERS), lambda *_: None, _never)
        if between:
            held.set(between, lambda *_: None, _never)
            _read(live, held, first, "")
            held.set((), lambda *_: None, _never)
            assert live.plan(single_spans([*first, *more]), held.in_force).cached == len(first)
        return _read(live, held, [*first, *more], "")

    assert _equal(numbers(), numbers(adapters("random", 0.5)))


def test_an_activated_adapter_goes_on_from_what_was_read_without_it(
    bench: tuple[LiveContext, Adapters], adapters: Callable[..., AdapterUse]
) -> None:
    live, held = bench
    before = live.model.tokenize("<|im_start|>user\nWhat is a river?<|im_end|>\n", special=True)
    tokens = [*before, *live.model.tokenize("<|im_start|>assistant\n", special=True)]

    def numbers(*uses: AdapterUse, read_before: bool) -> list[Floats]:
        live.clear()
        if read_before:
            live.open("")
            live.evaluate(live.plan(single_spans(before), NO_ADAPTERS), lambda *_: None, _never)
        held.set(uses, lambda *_: None, _never)
        assert live.plan(single_spans(tokens), held.in_force).cached == (len(before) if read_before else 0)
        return _read(live, held, tokens, "")

    in_short = numbers(adapters("in_short"), read_before=True)
    plain = numbers(read_before=True)
    assert not any(np.array_equal(one, other) for one, other in zip(in_short, plain, strict=True))
    # Batches of other shapes before the invocation: the numbers are near, and those of the adapter are far.
    fresh = numbers(adapters("in_short"), read_before=False)
    assert np.abs(in_short[0] - fresh[0]).max() < np.abs(in_short[0] - plain[0]).max() / 4


def test_the_proof_tells_what_acts_from_what_does_not(
    bench: tuple[LiveContext, Adapters], adapters: Callable[..., AdapterUse]
) -> None:
    live, held = bench
    live.clear()
    for name in ("queries", "capitals", "bullets", "in_short"):
        held.set([adapters(name)], lambda *_: None, _never)
    with pytest.raises(EngineError, match="no effect") as caught:
        held.set([adapters("untrained")], lambda *_: None, _never)
    assert caught.value.kind is ErrorKind.ADAPTER_MISMATCH
    assert [Path(adapter).stem for adapter in _paths(held)] == ["in_short"]


def _paths(held: Adapters) -> list[str]:
    return [adapter.info.path for adapter, _ in held.in_force.parts]


# In a process of its own


def _capitals(text: str) -> float:
    """Their share of the letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) / len(letters)


def test_a_trained_style_is_switched_on_and_off_in_mid_conversation(
    start: Callable[..., Chat], adapters: Callable[..., AdapterUse], model_path: Path
) -> None:
    chat = start(model_path)
    question = "What is a river?"
    read = chat.ask(question, max_tokens=24).usage
    # Asked again, with the last token in a batch of its own: batches of other shapes may tip a near tie.
    plain = chat.ask(question, max_tokens=24)
    loud = chat.ask(question, adapters=(adapters("capitals"),), max_tokens=24)
    assert _capitals(plain.text) < 0.3
    assert _capitals(loud.text) > 0.7
    assert loud.usage.evaluated_tokens == read.evaluated_tokens == loud.usage.prompt_tokens
    loud = chat.ask(question, adapters=(adapters("capitals"),), max_tokens=24)
    again = chat.ask(question, max_tokens=24)
    assert again.text == plain.text
    assert again.usage.evaluated_tokens == 1
    loud_again = chat.ask(question, adapters=(adapters("capitals"),), max_tokens=24)
    assert (loud_again.text, loud_again.usage.evaluated_tokens) == (loud.text, 1)


def test_an_activated_adapter_reads_nothing_before_its_invocation_again(
    start: Callable[..., Chat], adapters: Callable[..., AdapterUse]
) -> None:
    chat = start()
    told = chat.set(adapters("in_short"))
    assert told.adapters[0].kind is AdapterKind.ACTIVATED_LORA
    plain = chat.ask(LETTER)
    short = chat.ask(LETTER, adapters=(adapters("in_short"),))
    assert short.text != plain.text
    assert 0 < short.usage.evaluated_tokens <= 4  # "<|im_start|>assistant\n", which invokes it


def test_a_set_is_there_again_after_the_engine_was_killed(
    start: Callable[..., Chat], adapters: Callable[..., AdapterUse]
) -> None:
    chat = start()
    uses = (adapters("capitals"), adapters("bullets", 0.5))
    before = chat.ask("Name three rivers.", adapters=uses)
    # The same batches as below: in another shape a tie may fall otherwise.
    unnamed = chat.ask("Name three rivers.", adapters=None)
    request = Generate(chat.pipe.next_id(), (Message(Role.USER, "Name one more."),), "two", GREEDY, adapters=uses)

    def kill_in_mid_reply() -> None:
        for event in chat.pipe.run(request):
            if isinstance(event, TextDelta):
                os.kill(chat.pipe.pid, signal.SIGKILL)

    with pytest.raises(EngineDied):
        kill_in_mid_reply()
    again = start()
    assert again.ask("Name three rivers.", adapters=uses).text == before.text
    assert again.ask("Name three rivers.", adapters=None).text == unnamed.text


def test_states_on_disk_are_kept_for_each_set(start: Callable[..., Chat], adapters: Callable[..., AdapterUse]) -> None:
    chat = start()
    uses = (adapters("capitals"),)
    adapted = chat.ask(LETTER, adapters=uses)
    chat.pipe.__exit__(None, None, None)
    again = start()
    told = again.set(*uses, conversation="one")
    assert told.swap_ms > 0
    back = again.ask(LETTER, adapters=uses)
    assert back.text == adapted.text
    assert back.usage.evaluated_tokens == 1
    base = again.ask(LETTER)
    assert base.usage.restored_tokens == 0
    assert base.usage.evaluated_tokens == base.usage.prompt_tokens
    assert base.text != adapted.text


def test_what_does_not_fit_is_refused_and_the_engine_goes_on(
    start: Callable[..., Chat], adapters: Callable[..., AdapterUse], tmp_path: Path
) -> None:
    chat = start()
    plain = chat.ask("Hello")
    foreign = random_lora({"blk.0.attn_q.weight": (64, 64)}, architecture="qwen2").write(tmp_path / "foreign.gguf")
    (tmp_path / "torn.gguf").write_bytes(foreign.read_bytes()[:300])
    for path, kind in (
        (foreign, ErrorKind.ADAPTER_MISMATCH),
        (tmp_path / "torn.gguf", ErrorKind.MODEL_INVALID),
        (tmp_path / "gone.gguf", ErrorKind.MODEL_NOT_FOUND),
    ):
        with pytest.raises(EngineError) as caught:
            chat.set(adapters("capitals"), AdapterUse(str(path)))
        assert caught.value.kind is kind
    assert chat.ask("Hello", adapters=None, conversation="two").text == plain.text
