"""A deeper model in the real engine, steered by the starter model: it takes on the habit of an adapter that was made
for the starter, and conversations go on as they do with any model."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.launch import engine_command
from app.pipe import EnginePipe
from engine.protocol import (
    AdapterUse,
    Done,
    Finished,
    FinishReason,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    ModelLoaded,
    Role,
    SamplingOptions,
    SetStrength,
    Steering,
    TextDelta,
)
from models.adapters.base import describe_gguf_base
from models.adapters.convert import import_adapter
from models.inspect_gguf import inspect_gguf
from models.starter import starter_model
from tests.deeper_models import UNEQUAL, deeper
from tests.train_adapters import ADAPTERS, share_of_capitals

pytestmark = pytest.mark.model

GREEDY = SamplingOptions(temperature=0, repeat_penalty=1.0)
QUESTION = "Why is exercise good for me?"
LETTER = "Read this. " + " ".join(f"The {n}th boat carries {n * 7 % 13} crates of tea." for n in range(19))
SCHEMA = json.dumps({"type": "object", "properties": {"it": {"type": "string", "maxLength": 24}}, "required": ["it"]})


@pytest.fixture(scope="module")
def starter() -> Path:
    path = starter_model()
    assert path, "the starter model is not installed; `make venv` installs it"
    return path


@pytest.fixture(scope="module")
def large(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deeper(starter, tmp_path_factory.mktemp("large") / "large.gguf", UNEQUAL, "Deeper")


@pytest.fixture(scope="module")
def capitals(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> AdapterUse:
    file = tmp_path_factory.mktemp("adapters") / "capitals.gguf"
    import_adapter(ADAPTERS / "capitals", describe_gguf_base(inspect_gguf(starter)), file)
    return AdapterUse(str(file))


class Chat:
    """The program's side of one engine process."""

    def __init__(self, pipe: EnginePipe, large: Path, small: Path) -> None:
        self.pipe = pipe
        options = LoadOptions(context_length=1024, steering=Steering(str(small)))
        loaded = pipe.result(LoadModel(pipe.next_id(), str(large), options))
        assert isinstance(loaded, ModelLoaded)

    def request(self, texts: tuple[str, ...], *uses: AdapterUse, most: int = 24, schema: str | None = None) -> Generate:
        roles = (Role.USER, Role.ASSISTANT)
        messages = tuple(Message(roles[index % 2], text) for index, text in enumerate(texts))
        return Generate(
            self.pipe.next_id(), messages, "one", GREEDY, max_tokens=most, json_schema=schema, adapters=uses
        )

    def ask(
        self, *texts: str, uses: tuple[AdapterUse, ...] = (), most: int = 24, schema: str | None = None
    ) -> Finished:
        finished = self.pipe.result(self.request(texts, *uses, most=most, schema=schema))
        assert isinstance(finished, Finished), finished
        return finished


@pytest.fixture
def start(starter: Path, large: Path, tmp_path: Path) -> Iterator[Callable[[], Chat]]:
    pipes: list[EnginePipe] = []

    def start() -> Chat:
        pipes.append(EnginePipe(engine_command(tmp_path / "states")))
        return Chat(pipes[-1].__enter__(), large, starter)

    yield start
    for pipe in pipes:
        pipe.__exit__(None, None, None)


def test_the_large_model_takes_on_the_habit_and_puts_it_off(start: Callable[[], Chat], capitals: AdapterUse) -> None:
    chat = start()
    plain, loud = chat.ask(QUESTION), chat.ask(QUESTION, uses=(capitals,))
    assert share_of_capitals(plain.text) < 0.1
    assert share_of_capitals(loud.text) > 0.8
    # What was read with this set is kept, in all three contexts.
    goes_on = chat.ask(QUESTION, loud.text, "And why else?", uses=(capitals,))
    assert goes_on.usage.evaluated_tokens < 20
    assert share_of_capitals(goes_on.text) > 0.8
    assert chat.pipe.result(strength := SetStrength(chat.pipe.next_id(), 0.1)) == Done(strength.id)
    weak = chat.ask(QUESTION, uses=(capitals,))
    assert weak.usage.evaluated_tokens == 1  # nothing is read again for another strength
    assert share_of_capitals(weak.text) < 0.8
    assert chat.pipe.result(strength := SetStrength(chat.pipe.next_id(), 1.0)) == Done(strength.id)
    back = chat.ask(QUESTION)
    assert back.usage.evaluated_tokens == 1
    assert share_of_capitals(back.text) < 0.1
    shaped = json.loads(chat.ask("Name the largest ocean.", uses=(capitals,), schema=SCHEMA).text)
    assert share_of_capitals(shaped["it"]) > 0.8


def test_a_cancelled_reply_leaves_a_conversation_that_goes_on(start: Callable[[], Chat], capitals: AdapterUse) -> None:
    chat = start()
    whole = chat.ask(QUESTION, uses=(capitals,))
    request = chat.request((QUESTION,), capitals, most=500)
    reason = None
    for event in chat.pipe.run(request):
        if isinstance(event, TextDelta):
            chat.pipe.cancel(request.id)
        elif isinstance(event, Finished):
            reason = event.reason
    assert reason is FinishReason.CANCELLED
    again = chat.ask(QUESTION, uses=(capitals,))
    assert again.usage.evaluated_tokens == 1
    assert share_of_capitals(again.text) > 0.8
    assert again.text[:20] == whole.text[:20]


def test_a_state_on_disk_is_of_all_three(start: Callable[[], Chat], capitals: AdapterUse) -> None:
    chat = start()
    chat.ask(LETTER, uses=(capitals,), most=1)
    before = chat.ask(LETTER, uses=(capitals,), most=8)  # read in the batches in which it will be after the restart
    chat.pipe.__exit__(None, None, None)
    back = start().ask(LETTER, uses=(capitals,), most=8)
    assert back.usage.restored_tokens == back.usage.prompt_tokens - 1
    assert back.text == before.text


def test_by_the_command_line(
    starter: Path, large: Path, capitals: AdapterUse, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ("--model", str(large), "--adapter", capitals.path, "--steer-with")
    asked = ("--json", "--temperature", "0", "--max-tokens", "16", "--context", "512", QUESTION)

    def run(*arguments: str, code: int = 0) -> dict[str, Any]:
        assert main(arguments) == code
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    said = run("adapters", "compare", *chosen, str(starter), *asked)
    assert share_of_capitals(said["with"]["text"]) > 0.8
    assert share_of_capitals(said["without"]["text"]) < 0.1
    weak = run("chat", *chosen, f"{starter}:0.1", *asked)
    assert share_of_capitals(weak["text"]) < 0.8
    refused = run("chat", "--model", str(large), "--steer-with", str(starter), *asked, code=1)
    assert "--adapter" in refused["message"]
    fit = run("models", "fit", str(large), *chosen[2:], str(starter), "--context", "512", "--json")
    alone = run("models", "fit", str(large), "--context", "512", "--json")
    assert fit["bytes"]["total"] > alone["bytes"]["total"] + starter.stat().st_size
    assert fit["tokens_per_second"]["writing"] < alone["tokens_per_second"]["writing"]
