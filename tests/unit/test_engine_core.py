"""One terminal event for every request, whatever happens on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.core import EngineCore
from engine.errors import ErrorKind
from engine.protocol import (
    Benchmark,
    BenchmarkDone,
    CountTokens,
    Done,
    Event,
    Failed,
    Finished,
    FinishReason,
    ForgetConversation,
    Generate,
    LoadModel,
    Message,
    ModelLoaded,
    Progress,
    PromptReady,
    Request,
    Role,
    Shutdown,
    TextDelta,
    TokensCounted,
    UnloadModel,
)
from engine.states import StateCache
from tests.unit.fake_model import END, FakeBackend, FakeModel

HELLO = (Message(Role.USER, "Hello"),)


class Bench:
    """A core with one fake model behind it, and what it emitted."""

    def __init__(self, tmp_path: Path, model: FakeModel | None = None) -> None:
        self.model = model or FakeModel()
        self.path = tmp_path / "model.fake"
        self.path.touch()
        self.core = EngineCore([FakeBackend(self.model, FakeModel())], StateCache(tmp_path / "states", 1 << 20))
        self.emitted: list[Event] = []
        self.stop_after: int | None = None

    def run(self, request: Request) -> Event:
        self.emitted.clear()
        asked = 0

        def interrupt() -> bool:
            nonlocal asked
            asked += 1
            return self.stop_after is not None and asked > self.stop_after

        return self.core.run(request, self.emitted.append, interrupt)

    def load(self) -> Event:
        return self.run(LoadModel(1, str(self.path)))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    assert isinstance(bench.load(), ModelLoaded)
    return bench


def test_loading_reports_progress_and_names_the_template(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    loaded = bench.load()
    assert isinstance(loaded, ModelLoaded)
    assert loaded.info.template == "ChatML (fallback)"
    assert [event.done for event in bench.emitted if isinstance(event, Progress)] == [500, 1000]


def test_a_reply_streams_and_ends(bench: Bench) -> None:
    bench.model.script = [*"Grüße".encode(), END]
    finished = bench.run(Generate(2, HELLO))
    assert isinstance(finished, Finished)
    assert finished.reason is FinishReason.STOP
    assert finished.text == "Grüße"
    assert "".join(event.text for event in bench.emitted if isinstance(event, TextDelta)) == "Grüße"
    assert finished.usage.completion_tokens == 7
    assert finished.usage.evaluated_tokens == finished.usage.prompt_tokens
    assert isinstance(bench.emitted[0], PromptReady)
    assert bench.emitted[0].prompt_tokens == finished.usage.prompt_tokens


def test_the_next_turn_evaluates_only_what_is_new(bench: Bench) -> None:
    bench.model.script = [*b"Hi", END]
    first = bench.run(Generate(2, HELLO))
    assert isinstance(first, Finished)
    bench.model.script = [*b"Fine", END]
    messages = (*HELLO, Message(Role.ASSISTANT, first.text), Message(Role.USER, "How are you?"))
    second = bench.run(Generate(3, messages))
    assert isinstance(second, Finished)
    # All of the first prompt and the reply but for its end, which was drawn and never evaluated.
    assert second.usage.evaluated_tokens == second.usage.prompt_tokens - first.usage.prompt_tokens - 2


def test_max_tokens_and_the_end_of_the_context_are_length(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakeModel(context_length=200))
    bench.load()
    bench.model.script = [*b"x" * 500]
    short = bench.run(Generate(2, HELLO, max_tokens=5))
    assert isinstance(short, Finished)
    assert (short.reason, short.text) == (FinishReason.LENGTH, "xxxxx")
    full = bench.run(Generate(3, HELLO))
    assert isinstance(full, Finished)
    assert full.reason is FinishReason.LENGTH
    assert bench.model.position == 200


def test_a_stop_sequence_ends_the_reply_before_it(bench: Bench) -> None:
    bench.model.script = [*b"one END two", END]
    finished = bench.run(Generate(2, HELLO, stop=("END",)))
    assert isinstance(finished, Finished)
    assert (finished.reason, finished.text) == (FinishReason.STOP, "one ")


def test_a_cancelled_reply_keeps_its_text(bench: Bench) -> None:
    bench.model.script = [*b"abcdefgh", END]
    bench.stop_after = 5
    finished = bench.run(Generate(2, HELLO))
    assert isinstance(finished, Finished)
    assert finished.reason is FinishReason.CANCELLED
    assert "abcdefgh".startswith(finished.text)
    assert all(sampler.closed for sampler in bench.model.samplers)


def test_a_prefill_that_is_cancelled_is_no_error(bench: Bench) -> None:
    bench.stop_after = 2
    finished = bench.run(Generate(2, (Message(Role.USER, "x" * 300),)))
    assert isinstance(finished, Finished)
    assert finished.reason is FinishReason.CANCELLED
    assert finished.usage.evaluated_tokens == 64
    assert finished.text == ""


def test_what_is_cancelled_before_it_starts_does_nothing(bench: Bench) -> None:
    bench.stop_after = 0
    assert isinstance(bench.run(Generate(2, HELLO)), Finished)
    assert bench.run(UnloadModel(3)) == Done(3)
    assert not bench.model.closed


def test_counting_evaluates_nothing(bench: Bench) -> None:
    counted = bench.run(CountTokens(2, HELLO))
    assert isinstance(counted, TokensCounted)
    assert counted.tokens == len(b"<user\nHello>\n<assistant\n")
    assert counted.context_length == 4096
    assert bench.model.position == 0


def test_what_cannot_be_done_says_why(bench: Bench, tmp_path: Path) -> None:
    missing = bench.run(LoadModel(2, str(tmp_path / "gone.gguf")))
    assert isinstance(missing, Failed)
    assert (missing.kind, missing.id) == (ErrorKind.MODEL_NOT_FOUND, 2)
    other = tmp_path / "letter.docx"
    other.touch()
    foreign = bench.run(LoadModel(3, str(other)))
    assert isinstance(foreign, Failed)
    assert foreign.kind is ErrorKind.MODEL_INVALID
    assert "letter.docx" in foreign.message
    damaged = tmp_path / "damaged.fake"
    damaged.write_text("x")
    refused = bench.run(LoadModel(7, str(damaged)))
    assert isinstance(refused, Failed)
    assert refused.detail == "4097 bytes"  # what the loaded model would give back
    # None took the loaded model away.
    assert isinstance(bench.run(CountTokens(4, HELLO)), TokensCounted)
    too_long = bench.run(Generate(5, (Message(Role.USER, "x" * 5000),)))
    assert isinstance(too_long, Failed)
    assert too_long.kind is ErrorKind.CONTEXT_OVERFLOW
    schema = bench.run(Generate(6, HELLO, json_schema="bad"))
    assert isinstance(schema, Failed)
    assert schema.kind is ErrorKind.UNSUPPORTED


@pytest.mark.parametrize("request_", [Generate(1, HELLO), CountTokens(1, HELLO), Benchmark(1, "decode", 5)])
def test_without_a_model_there_is_no_answer(tmp_path: Path, request_: Request) -> None:
    failed = Bench(tmp_path).run(request_)
    assert isinstance(failed, Failed)
    assert failed.kind is ErrorKind.MODEL_NOT_FOUND


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (MemoryError(), ErrorKind.OUT_OF_MEMORY),
        (OSError(28, "No space left on device"), ErrorKind.DISK_FULL),
        (OSError(5, "Input/output error"), ErrorKind.INTERNAL),
        (RuntimeError("a defect"), ErrorKind.INTERNAL),
    ],
)
def test_no_failure_escapes(bench: Bench, monkeypatch: pytest.MonkeyPatch, error: Exception, kind: ErrorKind) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(bench.model, "tokenize", fail)
    monkeypatch.setattr(bench.model, "evaluate", fail)
    failed = bench.run(Generate(9, HELLO))
    assert isinstance(failed, Failed)
    assert (failed.id, failed.kind) == (9, kind)
    assert failed.message.endswith(".")


def test_another_model_frees_the_first(bench: Bench) -> None:
    assert isinstance(bench.load(), ModelLoaded)
    assert bench.model.closed


def test_a_broken_template_leaves_no_half_loaded_model(tmp_path: Path) -> None:
    bench = Bench(tmp_path, FakeModel(template="{% for %}"))
    failed = bench.load()
    assert isinstance(failed, Failed)
    assert failed.kind is ErrorKind.MODEL_INVALID
    assert bench.model.closed


def test_a_long_conversation_is_saved_when_idle_and_at_the_end(bench: Bench, tmp_path: Path) -> None:
    bench.model.script = [END]
    bench.run(Generate(2, (Message(Role.USER, "x" * 400),), conversation="long"))
    bench.core.idle()
    assert len(list((tmp_path / "states").glob("*.kv"))) == 1
    assert bench.run(ForgetConversation(3, "long")) == Done(3)
    assert list((tmp_path / "states").iterdir()) == []
    bench.model.script = [END]
    bench.run(Generate(4, (Message(Role.USER, "y" * 400),), conversation="long"))
    assert bench.run(Shutdown(5)) == Done(5)
    assert bench.model.closed
    assert len(list((tmp_path / "states").glob("*.kv"))) == 1


def test_a_benchmark_leaves_no_stale_cache(bench: Bench) -> None:
    bench.model.script = [*b"Hi", END]
    bench.run(Generate(2, HELLO))
    assert bench.run(Benchmark(3, "prefill", 10)) == BenchmarkDone(3, 1.0)
    bench.model.script = [*b"Hi", END]
    again = bench.run(Generate(4, HELLO))
    assert isinstance(again, Finished)
    assert again.usage.evaluated_tokens == again.usage.prompt_tokens
